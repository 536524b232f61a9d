package dev.holdpoint.it.app;

import java.io.File;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts processes in every way that Java knows, and some that it does not. */
public final class ProcessApp {

    private ProcessApp() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Runtime runtime = Runtime.getRuntime();
        String[] fine = {"echo", "fine"};
        String[] bad = {"echo", "forbidden"};
        Attempts.make("ProcessBuilder, allowed", () -> output(new ProcessBuilder(fine).start()));
        Attempts.make("ProcessBuilder", () -> output(new ProcessBuilder(bad).start()));
        Attempts.make("exec(String)", () -> output(runtime.exec("echo forbidden")));
        Attempts.make("exec(String, env)", () -> output(runtime.exec("echo forbidden", null)));
        Attempts.make(
                "exec(String, env, dir)",
                () -> output(runtime.exec("echo forbidden", null, new File("/"))));
        Attempts.make("exec(String[])", () -> output(runtime.exec(bad)));
        Attempts.make("exec(String[], env)", () -> output(runtime.exec(bad, new String[] {"A=b"})));
        Attempts.make(
                "exec(String[], env, dir)",
                () -> output(runtime.exec(bad, new String[0], new File("/"))));
        Attempts.make(
                "by reflection",
                () ->
                        output(
                                (Process)
                                        ProcessBuilder.class
                                                .getMethod("start")
                                                .invoke(new ProcessBuilder(bad))));
        Attempts.make(
                "by method handle",
                () ->
                        output(
                                (Process)
                                        MethodHandles.lookup()
                                                .findVirtual(
                                                        ProcessBuilder.class,
                                                        "start",
                                                        MethodType.methodType(Process.class))
                                                .invoke(new ProcessBuilder(bad))));
        Attempts.make("ProcessImpl.start by reflection", () -> output(processImpl(bad)));
        Attempts.make("what makes no sense", () -> output(processImpl(null)));
        Attempts.make(
                "forkAndExec by reflection",
                () -> {
                    fork(bad);
                    return null;
                });
        Attempts.make(
                "through sh",
                () -> output(new ProcessBuilder("sh", "-c", "echo for''bidden").start()));
        Attempts.make(
                "variable of the child",
                () -> {
                    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "echo $WORD");
                    builder.environment().put("WORD", "forbidden");
                    return output(builder.start());
                });
        Attempts.make(
                "standard input from a file",
                () -> {
                    Path script = directory.resolve("script");
                    Files.writeString(script, "echo forbidden\n");
                    return output(new ProcessBuilder("sh").redirectInput(script.toFile()).start());
                });
        Path mark = directory.resolve("mark");
        Attempts.make(
                "pipeline, last stage forbidden",
                () ->
                        ProcessBuilder.startPipeline(
                                List.of(
                                        new ProcessBuilder("touch", mark.toString()),
                                        new ProcessBuilder(bad))));
        Attempts.make("pipeline started its first stage", () -> Files.exists(mark));
        Attempts.make(
                "pipeline, allowed",
                () -> {
                    List<Process> stages =
                            ProcessBuilder.startPipeline(
                                    List.of(
                                            new ProcessBuilder("echo", "fine"),
                                            new ProcessBuilder("tr", "f", "w")));
                    return output(stages.get(1));
                });
        Thread early =
                new Thread(
                        () ->
                                Attempts.make(
                                        "on a new thread",
                                        () -> output(new ProcessBuilder(bad).start())));
        early.start();
        early.join();
        Attempts.make("again, after it was caught", () -> output(new ProcessBuilder(bad).start()));
        Path kept = Files.writeString(directory.resolve("forbidden-file"), "kept");
        Attempts.make(
                "output into a file",
                () -> output(new ProcessBuilder(fine).redirectOutput(kept.toFile()).start()));
        Attempts.make("that file", () -> Files.readString(kept));
        Attempts.make(
                "attaching",
                () ->
                        Class.forName("com.sun.tools.attach.VirtualMachine")
                                .getMethod("attach", String.class)
                                .invoke(null, Long.toString(ProcessHandle.current().pid())));
        Attempts.make("what was renamed", ProcessApp::renamed);
        Attempts.make("a sentry of one's own", ProcessApp::post);
        Attempts.make("the checkpoint's fields", ProcessApp::fields);
    }

    private static Object processImpl(String @Nullable [] argv) throws Exception {
        for (Method method : Class.forName("java.lang.ProcessImpl").getDeclaredMethods()) {
            if (method.getName().equals("start")) {
                method.setAccessible(true);
                return method.invoke(null, (Object) argv, Map.of(), null, null, false);
            }
        }
        throw new NoSuchMethodException("start");
    }

    /** As an attacker would who has java.lang opened: past start, to the native method. */
    private static void fork(String[] argv) throws Exception {
        Class<?> type = Class.forName("java.lang.ProcessImpl");
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals("forkAndExec")) {
                method.setAccessible(true);
                Class<?> unsafe = Class.forName("sun.misc.Unsafe");
                Field field = unsafe.getDeclaredField("theUnsafe");
                field.setAccessible(true);
                Object process =
                        unsafe.getMethod("allocateInstance", Class.class)
                                .invoke(field.get(null), type);
                byte[] program = (argv[0] + "\0").getBytes(StandardCharsets.UTF_8);
                byte[] words = (argv[1] + "\0").getBytes(StandardCharsets.UTF_8);
                method.invoke(
                        process,
                        3,
                        null,
                        program,
                        words,
                        1,
                        null,
                        0,
                        null,
                        new int[] {-1, -1, -1},
                        false);
                return;
            }
        }
        throw new NoSuchMethodException("forkAndExec");
    }

    private static Object post() throws Exception {
        Class<?> sentry = Class.forName("dev.holdpoint.bridge.Sentry");
        Object mine =
                java.lang.reflect.Proxy.newProxyInstance(
                        ProcessApp.class.getClassLoader(),
                        new Class<?>[] {sentry},
                        (proxy, method, values) -> null);
        try {
            Class.forName("dev.holdpoint.bridge.Post")
                    .getMethod("offer", sentry)
                    .invoke(null, mine);
        } catch (java.lang.reflect.InvocationTargetException e) {
            return "refused with " + e.getCause().getClass().getSimpleName();
        }
        return "posted";
    }

    private static Object renamed() throws Exception {
        int found = 0;
        for (Method method : Class.forName("java.lang.ProcessImpl").getDeclaredMethods()) {
            if (method.getName().startsWith("holdpoint")) {
                found++;
            }
        }
        return found;
    }

    private static Object fields() throws Exception {
        return Class.forName("dev.holdpoint.bridge.Checkpoint").getDeclaredFields().length
                + Class.forName("dev.holdpoint.bridge.Post").getDeclaredFields().length;
    }

    private static String output(Object process) throws Exception {
        Process started = (Process) process;
        String text =
                new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        return text + " " + started.waitFor();
    }
}
