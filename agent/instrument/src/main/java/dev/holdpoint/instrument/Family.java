package dev.holdpoint.instrument;

import dev.holdpoint.effect.Kind;
import dev.holdpoint.guard.Gate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A family of clients: its choke points, and how what is seen at them becomes an operation. Nobody
 * who adds a client touches bytecode. Thread-safe.
 */
interface Family {

    /** What its operations are. */
    Kind kind();

    /** Every choke point of this family. One that is not found where its class is, is an error. */
    List<ChokePoint> table();

    /** What of the JDK's internals this family reads. */
    default List<Opening> openings() {
        return List.of();
    }

    /** A package that is opened to Holdpoint's own module, and to no other. */
    record Opening(String module, String name) {}

    /**
     * See {@link dev.holdpoint.bridge.Sentry#enter}. Whatever is thrown here stops the call.
     *
     * @param sight of the choke point
     */
    @Nullable Object enter(
            Gate gate, int sight, @Nullable Object self, @Nullable Object[] arguments)
            throws Exception;

    /** See {@link dev.holdpoint.bridge.Sentry#leave}. */
    default void leave(int sight, @Nullable Object self, @Nullable Object result) {}

    /** See {@link dev.holdpoint.bridge.Sentry#replace}. */
    default @Nullable Object replace(int sight, @Nullable Object value) {
        return value;
    }
}
