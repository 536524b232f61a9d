package dev.holdpoint.bridge;

/**
 * What woven code calls. Anybody may call it: a call leads to a judgement and never away from one.
 * Thread-safe.
 */
public final class Checkpoint {

    private static final Sentry SENTRY = Post.take();

    private Checkpoint() {}

    /** See {@link Sentry#enter}. */
    public static @Nullable Object enter(
            int point, @Nullable Object self, @Nullable Object[] arguments) {
        return SENTRY.enter(point, self, arguments);
    }

    /** See {@link Sentry#leave}. */
    public static void leave(@Nullable Object result, int point, @Nullable Object self) {
        SENTRY.leave(point, self, result);
    }

    /** See {@link Sentry#replace}. */
    public static @Nullable Object replace(
            @Nullable Object value, int point, @Nullable Object self) {
        return SENTRY.replace(point, self, value);
    }

    /**
     * The denial that lies at the bottom of an exception, or the exception itself. Clients of the
     * JDK wrap what stopped them; the application is to see the denial.
     */
    public static Throwable bare(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; depth < 16 && cause != null; depth++) {
            if (cause instanceof HoldpointException) {
                return cause;
            }
            cause = cause.getCause();
        }
        return thrown;
    }

    /** Whether that very sentry stands here. */
    public static boolean isPosted(Sentry sentry) {
        return SENTRY == sentry;
    }
}
