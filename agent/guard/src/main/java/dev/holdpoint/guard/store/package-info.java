/**
 * What is shared between the JVMs of a deployment and the people who approve.
 *
 * <p>A store is untrusted transport. Requests and approvals are believed for what is signed and
 * what can be computed again, not for where they lie. One thing only rests on the store: that an
 * approval is used no more often than it says. For that, {@link
 * dev.holdpoint.guard.store.Store#consume} is atomic, and on the disk before the operation. Whoever
 * can delete from the store can also un-consume; in production it belongs to another user than the
 * agent's.
 *
 * <p>{@link dev.holdpoint.guard.store.DirectoryStore} is a directory:
 *
 * <pre>
 *   requests/ID.json         written once, whole (a hard link to a finished file)
 *   approvals/ID/HASH.json   signed statements, named by their content
 *   consumed/ID.N            exclusive create: the N-th use is taken
 *   limits/HASH.count        counters, see the package limit
 *   kill                     while it is there, everything is denied
 *   redaction.key            the key of fingerprints where none is configured
 * </pre>
 *
 * <p>Names are made from ids of a fixed alphabet, so nothing in them can climb; symbolic links are
 * refused; what is too long or too much is a failure. Whatever fails is a {@link
 * dev.holdpoint.guard.store.StoreException}, and a denial.
 */
@NullMarked
package dev.holdpoint.guard.store;

import org.jspecify.annotations.NullMarked;
