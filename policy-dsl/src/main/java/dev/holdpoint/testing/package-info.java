/**
 * Recorded sessions as tests of one's own.
 *
 * <p>{@link dev.holdpoint.testing.HoldpointSession} on a method makes a test of every operation of
 * a session: it is judged by a policy, as it would be when an agent runs, and the test fails where
 * the verdict is not the recorded one (or the one that the line expects). A session is what the
 * agent records with {@code record=FILE}, or lines written by hand:
 *
 * <pre>
 *   {"kind": "exec", "command": "rm -rf /srv/data", "expect": "deny"}
 * </pre>
 *
 * <p>It needs {@code junit-jupiter-api} 5.11 or later, which is an optional dependency: whoever
 * writes tests has it already.
 */
@NullMarked
package dev.holdpoint.testing;

import org.jspecify.annotations.NullMarked;
