package dev.holdpoint.session;

import dev.holdpoint.engine.LoadedPolicy;
import java.util.Optional;

/**
 * Puts recorded sessions to two policies, side by side, and tells every verdict that would change.
 * One comparison is for one session, in order. Not thread-safe.
 */
public final class Comparison {

    private final Replay before;
    private final Replay after;

    public Comparison(LoadedPolicy before, LoadedPolicy after) {
        this.before = new Replay(before);
        this.after = new Replay(after);
    }

    /** A record of which the two policies say different things. */
    public record Change(Replay.Judged before, Replay.Judged after) {

        /** Whether the second policy is the stricter one here. */
        public boolean stricter() {
            // decisions stand in the order deny, ask, allow
            return after.decision().compareTo(before.decision()) < 0;
        }
    }

    /** The change of the next record, if its verdict changes; other rules alone are no change. */
    public Optional<Change> next(SessionRecord record) {
        Replay.Judged then = before.next(record);
        Replay.Judged now = after.next(record);
        return then.decision() == now.decision()
                ? Optional.empty()
                : Optional.of(new Change(then, now));
    }
}
