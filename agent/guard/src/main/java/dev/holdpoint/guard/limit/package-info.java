/**
 * At most so many in a sliding window.
 *
 * <p>A {@link dev.holdpoint.guard.limit.Ring} remembers the times of the last {@code max} charges;
 * a new one fits if the oldest of them has left the window. That is exact, and costs the same
 * however many there were. With a store, rings are files that are mapped and locked, so that the
 * JVMs of a deployment share them and a restart does not forget; without one they are in memory.
 *
 * <p>Decisions taken:
 *
 * <ul>
 *   <li>Charged before the operation, all limits together or none. An operation that is denied
 *       after its charge (somebody else took the approval) gets it back.
 *   <li>Operations whose session is unknown are counted together, and every session's charges count
 *       against them as well: to lose one's session gains nothing.
 *   <li>Rows are known only afterwards: an operation is let through while there is room for one
 *       row, and its rows are charged when the driver has told them.
 *   <li>A clock that is set back makes the window longer, never shorter.
 *   <li>A ring holds at most {@value dev.holdpoint.guard.limit.Ring#MOST} charges; a policy with a
 *       larger limit does not start.
 * </ul>
 */
@NullMarked
package dev.holdpoint.guard.limit;

import org.jspecify.annotations.NullMarked;
