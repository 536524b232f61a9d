/**
 * Stops everything: while a file is there, or the store says so, every operation is denied.
 *
 * <p>What cannot be looked for counts as being there. Before an operation that could change
 * anything the files are looked for anew. For an operation that only reads, what was seen less than
 * {@value dev.holdpoint.guard.kill.KillSwitches#FRESH_MILLIS} ms ago still holds, since a look
 * costs more than a whole query to a database in memory.
 */
@NullMarked
package dev.holdpoint.guard.kill;

import org.jspecify.annotations.NullMarked;
