package dev.holdpoint.guard;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Whether the calling thread may wait for an approval. An event loop may not: it would hold up
 * every connection that it serves, among them perhaps the one that brings the answer. There an ask
 * throws with the id of its request, as without {@code wait}. All others may, virtual threads too.
 *
 * <p>Known by type, also where a library is shaded under another package: Netty's {@code
 * FastThreadLocalThread} (its event loops and those of Vert.x and Reactor Netty), Reactor's marker
 * {@code NonBlocking} (the parallel and single schedulers), the JDK HTTP client's selector, AWT's
 * dispatcher; and by an {@code eventloop} in the name, which factories of one's own mostly keep.
 * The worker threads of Vert.x are of the same class as its event loops and exist to be blocked:
 * their name tells. Thread-safe.
 */
enum BlockingThreads implements Supplier<Boolean> {
    STANDARD;

    private static final List<String> NEVER =
            List.of(
                    "netty.util.concurrent.FastThreadLocalThread",
                    "reactor.core.scheduler.NonBlocking",
                    "jdk.internal.net.http.HttpClientImpl$SelectorManager",
                    "java.awt.EventDispatchThread");

    private static final List<String> WORKERS =
            List.of("vert.x-worker-thread-", "vert.x-internal-blocking-");

    @Override
    public Boolean get() {
        return mayBlock(Thread.currentThread());
    }

    static boolean mayBlock(Thread thread) {
        String name = thread.getName().toLowerCase(Locale.ROOT);
        if (WORKERS.stream().anyMatch(name::startsWith)) {
            return true;
        }
        return !name.contains("eventloop") && !isNever(thread.getClass());
    }

    private static boolean isNever(Class<?> type) {
        for (Class<?> t = type; t != null; t = t.getSuperclass()) {
            String name = t.getName();
            if (NEVER.stream().anyMatch(n -> name.equals(n) || name.endsWith("." + n))) {
                return true;
            }
            for (Class<?> i : t.getInterfaces()) {
                if (isNever(i)) {
                    return true;
                }
            }
        }
        return false;
    }
}
