package dev.holdpoint.instrument;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The guarded calls that are under way on each thread, one within the other. Choke points that
 * surround a call begin an entry when they let it through and end it when it has ended.
 */
final class UnderWay<T> {

    @SuppressWarnings("ThreadLocalUsage") // there is one for each family, as long as the JVM runs
    private final ThreadLocal<Deque<T>> calls = new ThreadLocal<>();

    @Nullable T innermost() {
        Deque<T> open = calls.get();
        return open == null ? null : open.peek();
    }

    /** The innermost that is not {@code skipped}. */
    @Nullable T innermost(T skipped) {
        Deque<T> open = calls.get();
        if (open != null) {
            for (T call : open) {
                if (call != skipped) {
                    return call;
                }
            }
        }
        return null;
    }

    void begin(T call) {
        Deque<T> open = calls.get();
        if (open == null) {
            open = new ArrayDeque<>(2);
            calls.set(open);
        }
        open.push(call);
    }

    @Nullable T end() {
        Deque<T> open = calls.get();
        return open == null ? null : open.poll();
    }
}
