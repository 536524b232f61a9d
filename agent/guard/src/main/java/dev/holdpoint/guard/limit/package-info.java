/**
 * At most so many in a sliding window, counted by all JVMs of a deployment together.
 *
 * <p>What is charged, and against what it is held, is decided by {@link
 * dev.holdpoint.engine.LimitBook}, so that guard and replay agree. Here are only the {@linkplain
 * dev.holdpoint.guard.limit.SharedCounters counters}: one small file a key in the store, mapped
 * into memory, under one lock for the directory. A restart does not forget; a second JVM counts on.
 * Without a store, the engine's counters in memory serve.
 *
 * <p>Memory and disk are bounded: a file holds {@value dev.holdpoint.guard.limit.Window#MOST}
 * charges; beyond that neighbours are counted together as if made at the later time, so that a
 * count is never too low. A clock that is set back makes a window longer, never shorter. The files
 * are not forced to the disk: they outlive every JVM, and a power failure may lose the last
 * seconds.
 */
@NullMarked
package dev.holdpoint.guard.limit;

import org.jspecify.annotations.NullMarked;
