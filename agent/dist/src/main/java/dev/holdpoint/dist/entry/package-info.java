/**
 * All of Holdpoint that an application can see: two classes. The jar that is attached is also
 * appended to the application's class path, so whatever lies in its root is part of the
 * application's world, and may clash with it. Here that is a door and a class loader; everything
 * else lies in the folder {@code inside/} of the same jar, where no other loader looks, and is
 * loaded by {@link dev.holdpoint.dist.entry.Inside}, whose parent is the platform's loader. The
 * agent and the command line go through the same door.
 *
 * <p>What runs here runs before {@code main} of the application, at every start: no logging, no
 * locale, no NIO file systems.
 */
@NullMarked
package dev.holdpoint.dist.entry;

import org.jspecify.annotations.NullMarked;
