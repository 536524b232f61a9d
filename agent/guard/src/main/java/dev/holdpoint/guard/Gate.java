package dev.holdpoint.guard;

import dev.holdpoint.effect.Operation;

/** Where every choke point brings what it saw, before it runs. Thread-safe. */
@FunctionalInterface
public interface Gate {
    /**
     * Returns if the operation may run.
     *
     * @throws dev.holdpoint.bridge.HoldpointException if it may not, or if that could not be
     *     decided
     */
    void demand(Operation operation);

    /**
     * Tells how many rows an operation that was permitted has changed, for limits that count rows.
     * A choke point calls it when the driver has answered; an operation whose rows nobody tells
     * counts none, so a policy that limits rows wants a limit of calls beside it. Never throws.
     *
     * @param rows none where it is not positive
     */
    default void changed(Operation operation, long rows) {}
}
