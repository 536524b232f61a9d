package dev.holdpoint.analysis;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Operation;
import java.util.Optional;

/**
 * Reads operations of one kind. Stateless or thread-safe; adds at least one effect for each
 * operation.
 *
 * @param <O> the operations it reads
 */
@FunctionalInterface
public interface Reader<O extends Operation> {

    /**
     * Adds what the operation would do to the inquiry.
     *
     * @param operation what was attempted
     * @param parent the effect that brings it about, if it is nested
     * @param inquiry takes the effects
     */
    void read(O operation, Optional<Effect> parent, Inquiry inquiry);
}
