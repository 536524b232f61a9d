/**
 * The choke points: where an operation leaves the JVM, it is stopped for as long as it takes to
 * judge it.
 *
 * <pre>
 *   a class is loaded ──▶ Smith ──▶ Weaver          (rows of the manifest become calls of the bridge)
 *
 *   woven code ──▶ bridge.Checkpoint ──▶ Watch ──▶ Family.enter ──▶ Operation ──▶ guard.Gate
 *                                                                                 returns | throws
 * </pre>
 *
 * <p>A {@link dev.holdpoint.instrument.Family} is one family of clients and one file. It declares
 * its choke points as rows of a table and makes operations of what is seen there; it touches no
 * bytecode. {@link dev.holdpoint.instrument.Armoury} lists the families: all rows together are the
 * coverage manifest. To add a client: find the method that every call goes through and that still
 * sees the whole request, write the family, add it to the armoury, and add its attempts to an
 * application of the integration tests.
 *
 * <p>The start, in {@link dev.holdpoint.instrument.Armament}: the bridge is put into the boot
 * loader; a sentry is posted that stops everything; transformers are added; what is loaded is woven
 * again; the self-test tries each hook that is in use, directly and by reflection. Only then is the
 * policy looked for, and the sentry opened. So there is no moment in which something is armed by
 * halves, and {@code ProcessImpl} is woven before anybody can load it.
 *
 * <p>Decisions taken:
 *
 * <ul>
 *   <li><b>ASM alone.</b> JDBC classes are found by the shape of their methods and not by their
 *       supertypes, so that nothing has to resolve a type hierarchy: no Byte Buddy, no class of the
 *       application is looked up while it is being loaded, and bodies in classes that do not
 *       implement the interface (SQLite) are found as well. The receiver is looked at when the
 *       method runs.
 *   <li><b>A failed weaving makes the class unusable.</b> The JVM ignores exceptions of
 *       transformers and would load the class unguarded. So the class is given bytes that cannot be
 *       loaded, and a line says which and why. A JDK in which a class of the manifest has another
 *       name is noticed when the first class of its package comes ({@link
 *       dev.holdpoint.instrument.Companions}).
 *   <li><b>By identity of the call.</b> A hop is a request object; a call within a JDBC call is
 *       part of it only if text, parameters and connection are the same, and once. "Already inside
 *       another call" is no reason to let anything through.
 *   <li><b>No frames are computed</b> and no local variable is added, so that weaving needs no type
 *       information; what surrounds a call remembers it by thread ({@link
 *       dev.holdpoint.instrument.UnderWay}).
 *   <li><b>The JDK's internals</b> that are read are opened to this module alone.
 *   <li><b>No socket backstop yet.</b> A {@code connect} effect for every connection would have to
 *       be allowed by policies that deny by default, although what goes over it was judged already.
 *       Until connections are accounted to the hop, statement or driver that opens them, clients
 *       that are not in the manifest (Netty, Apache, OkHttp, plain sockets, FTP) are not guarded.
 * </ul>
 *
 * <p>Not seen: classes defined as hidden ones, which the JVM shows to no transformer; what is
 * written into the standard input of a process after its start; what is said over a web socket
 * after its opening (which therefore counts as unread).
 */
@NullMarked
package dev.holdpoint.instrument;

import org.jspecify.annotations.NullMarked;
