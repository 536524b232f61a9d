package dev.holdpoint.it.app;

import java.util.Collections;
import java.util.List;

/** Looks for classes by names that Holdpoint uses too, and for what the agent's jar adds. */
public final class LibrariesApp {

    private LibrariesApp() {}

    public static void main(String[] arguments) {
        for (String name :
                List.of(
                        "tools.jackson.core.JsonFactory",
                        "org.slf4j.LoggerFactory",
                        "org.objectweb.asm.ClassReader",
                        "dev.holdpoint.engine.PolicyLoader",
                        "dev.holdpoint.guard.Guard",
                        "dev.holdpoint.instrument.Armament")) {
            Attempts.make(name, () -> Class.forName(name).getMethod("whose").invoke(null));
        }
        Attempts.make(
                "the exception's loader",
                () ->
                        Class.forName("dev.holdpoint.bridge.HoldpointException").getClassLoader()
                                        == null
                                ? "boot"
                                : "another");
        Attempts.make(
                "services",
                () -> Collections.list(ClassLoader.getSystemResources("META-INF/services")).size());
        Attempts.make(
                "exec, stopped", () -> new ProcessBuilder("echo", "forbidden").start().waitFor());
        Attempts.make("exec, allowed", () -> new ProcessBuilder("echo", "fine").start().waitFor());
    }
}
