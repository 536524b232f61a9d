package dev.holdpoint.instrument;

import dev.holdpoint.bridge.HoldpointException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries every choke point that is armed at the start, as an application would and by reflection,
 * while the sentry still stops everything. A program of this name does not exist, so that nothing
 * runs where a hook is missing.
 */
final class SelfTest {

    private static final String NOTHING = "/nonexistent/holdpoint-self-test";

    private SelfTest() {}

    /**
     * Returns if all were stopped.
     *
     * @throws IllegalStateException naming the first that was not
     */
    static void run() throws ReflectiveOperationException {
        ProcessBuilder builder = new ProcessBuilder(NOTHING);
        try {
            builder.start();
        } catch (HoldpointException stopped) {
            byReflection();
            pipeline(builder);
            return;
        } catch (IOException notStopped) {
            throw failed("ProcessBuilder.start", notStopped);
        }
        throw failed("ProcessBuilder.start", null);
    }

    private static void byReflection() throws ReflectiveOperationException {
        Method start = null;
        for (Method method : Class.forName("java.lang.ProcessImpl").getDeclaredMethods()) {
            if (method.getName().equals("start")) {
                start = method;
            }
        }
        if (start == null) {
            throw failed("ProcessImpl.start by reflection", null);
        }
        start.setAccessible(true);
        stopped(
                "ProcessImpl.start by reflection",
                start,
                new Object[] {new String[] {NOTHING}, null, null, null, false});
    }

    private static void pipeline(ProcessBuilder builder) throws ReflectiveOperationException {
        stopped(
                "ProcessBuilder.startPipeline by reflection",
                ProcessBuilder.class.getMethod("startPipeline", List.class),
                new Object[] {List.of(builder)});
    }

    private static void stopped(String what, Method method, Object[] arguments)
            throws IllegalAccessException {
        try {
            method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof HoldpointException) {
                return;
            }
            throw failed(what, e.getCause());
        }
        throw failed(what, null);
    }

    private static IllegalStateException failed(String what, @Nullable Throwable instead) {
        return new IllegalStateException(
                "the self-test got past "
                        + what
                        + (instead == null ? "" : " (" + instead + ")")
                        + ": another agent or a patched JDK undoes the choke point; put holdpoint"
                        + " last among the agents, or remove the other");
    }
}
