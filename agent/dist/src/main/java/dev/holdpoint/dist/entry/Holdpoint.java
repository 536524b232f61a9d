package dev.holdpoint.dist.entry;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** The door: {@code -javaagent:holdpoint.jar} and {@code java -jar holdpoint.jar}. */
public final class Holdpoint {

    private Holdpoint() {}

    /**
     * Called by the JVM before the application. Returns with every choke point armed, or ends the
     * JVM: an agent that could not start must not look like one that did.
     */
    @SuppressWarnings("SystemExitOutsideMain") // nothing else keeps the application from running
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        try {
            Inside inside = Inside.open(true);
            inside.loadClass("dev.holdpoint.dist.agent.Attachment")
                    .getMethod("attach", String.class, Instrumentation.class, File.class)
                    .invoke(null, options == null ? "" : options, instrumentation, inside.file());
        } catch (Throwable e) {
            Throwable cause =
                    e instanceof InvocationTargetException i && i.getCause() != null
                            ? i.getCause()
                            : e;
            String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            System.err.println(
                    "holdpoint: not started, so this JVM ends before the application: "
                            + why.replace('\n', ' '));
            Runtime.getRuntime().halt(78);
        }
    }

    /** Runs the command line. */
    public static void main(String[] arguments) throws Throwable {
        Inside inside = Inside.open(false);
        Thread.currentThread().setContextClassLoader(inside);
        try {
            inside.loadClass("dev.holdpoint.dist.cli.HoldpointCommand")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
