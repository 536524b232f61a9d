package dev.holdpoint.guard.limit;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The counters of all limits. Thread-safe. */
public interface Windows {

    /** Whether the charges were made. */
    sealed interface Outcome {
        /** All of them, at that time (milliseconds since 1970). */
        record Made(List<Charge> charges, long at) implements Outcome {}

        /** None, because this one did not fit. */
        record Exceeded(Charge charge) implements Outcome {}
    }

    /** Makes all charges or none. */
    Outcome charge(List<Charge> charges, Instant now) throws IOException;

    /** Takes charges back, for an operation that did not run after all. */
    void takeBack(Outcome.Made made) throws IOException;

    /**
     * Checks that a limit can be counted at all.
     *
     * @throws IOException if it allows more than {@value Ring#MOST}, or less than one
     */
    static void check(String name, long max) throws IOException {
        if (max < 1 || max > Ring.MOST) {
            throw new IOException(
                    "the limit "
                            + name
                            + " allows "
                            + max
                            + "; from 1 to "
                            + Ring.MOST
                            + " can be counted");
        }
    }

    /** Counters in this directory, shared with other JVMs; without one, in memory. */
    static Windows in(Optional<java.nio.file.Path> directory) {
        return new Rings(directory);
    }
}
