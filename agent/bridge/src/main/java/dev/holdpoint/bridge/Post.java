package dev.holdpoint.bridge;

/** Where the sentry is handed over, once. Thread-safe. */
public final class Post {

    private static @Nullable Sentry offered;
    private static boolean taken;

    private Post() {}

    /**
     * Offers the sentry.
     *
     * @throws SecurityException if one was offered or taken before
     */
    public static synchronized void offer(Sentry sentry) {
        if (taken || offered != null) {
            throw new SecurityException("holdpoint: a sentry was posted already");
        }
        offered = sentry;
    }

    /** Called once, when {@link Checkpoint} is initialized. */
    static synchronized Sentry take() {
        taken = true;
        Sentry sentry = offered;
        offered = null;
        return sentry == null ? new Closed() : sentry;
    }

    /** Stands where nobody was posted. */
    private static final class Closed implements Sentry {
        @Override
        public Object enter(int point, @Nullable Object self, @Nullable Object[] arguments) {
            throw new HoldpointException(
                    "holdpoint: stopped, because no policy is in force at this choke point");
        }

        @Override
        public void leave(int point, @Nullable Object self, @Nullable Object result) {}

        @Override
        public @Nullable Object replace(int point, @Nullable Object self, @Nullable Object value) {
            throw new HoldpointException(
                    "holdpoint: stopped, because no policy is in force at this choke point");
        }
    }
}
