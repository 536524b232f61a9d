package dev.holdpoint.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Counts in sliding windows, which limits are held against. In memory for replays and tests; guard
 * keeps them in its store. Implementations are thread-safe, and throw rather than guess if they
 * cannot count, which the caller must take as a denial.
 */
public interface Counters {

    /**
     * One limit that an operation would count against.
     *
     * @param counted the keys whose counts are added up and held against {@code most}
     * @param charged the keys that are charged
     * @param amount what is charged; 0 where that is known only afterwards, and then the demand is
     *     exceeded if nothing is left
     * @param most the limit
     * @param per the window: what was charged at t counts before t + per
     * @param enforced whether it is held against the limit, or only counted
     */
    record Demand(
            String limit,
            List<String> counted,
            List<String> charged,
            long amount,
            long most,
            Duration per,
            boolean enforced) {
        public Demand {
            counted = List.copyOf(counted);
            charged = List.copyOf(charged);
        }

        /** Whether it is exceeded where so much was counted before. */
        public boolean exceededBy(long used) {
            return amount == 0 ? used >= most : used + amount > most;
        }
    }

    /** The enforced demands that are exceeded, charging nothing. */
    List<Demand> exceeded(List<Demand> demands, Instant now);

    /**
     * Charges all demands, or none if an enforced one is exceeded; at once as seen by every other
     * caller.
     *
     * @return the demands exceeded; empty if all were charged
     */
    List<Demand> take(List<Demand> demands, Instant now);

    /** Charges what became known only afterwards. */
    void charge(List<Demand> demands, Instant now);

    /**
     * Takes back what was taken at that time, for an operation that did not run after all. What
     * cannot be found any more stays charged, so that a count is never too low.
     */
    void giveBack(List<Demand> demands, Instant taken);
}
