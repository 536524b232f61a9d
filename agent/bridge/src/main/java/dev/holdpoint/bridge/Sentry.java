package dev.holdpoint.bridge;

/**
 * Who stands at the checkpoints. Implemented inside the agent; there is one. All methods are called
 * on the thread of the guarded call, at its choke point, and are thread-safe.
 */
public interface Sentry {

    /**
     * A guarded call begins.
     *
     * @param point the number of the choke point
     * @param self the receiver, null for a static method
     * @param arguments the arguments, primitives boxed
     * @return null for the call to go on; otherwise, at choke points that allow it, what the call
     *     returns instead of running
     * @throws HoldpointException if the call must not run
     */
    @Nullable
    Object enter(int point, @Nullable Object self, @Nullable Object[] arguments);

    /**
     * A guarded call that {@link #enter} let through has ended. Only at choke points that surround
     * the call. Must not throw.
     *
     * @param result what it returns; null where it threw or returns nothing
     */
    void leave(int point, @Nullable Object self, @Nullable Object result);

    /** A guarded field is about to be given a value; the answer is stored in its place. */
    @Nullable
    Object replace(int point, @Nullable Object self, @Nullable Object value);
}
