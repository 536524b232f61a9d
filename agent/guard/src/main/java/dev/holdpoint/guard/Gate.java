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
}
