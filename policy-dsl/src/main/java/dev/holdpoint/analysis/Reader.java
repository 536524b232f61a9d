package dev.holdpoint.analysis;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /**
     * The reading of an operation that is not nested, does one thing, and needs nothing else to be
     * read; null where that is not so, or takes an inquiry to find out. Says the same as {@link
     * #read}; it spares most operations of some kinds the inquiry, which would cost as much as
     * knowing them.
     */
    default @Nullable Reading alone(O operation) {
        return null;
    }
}
