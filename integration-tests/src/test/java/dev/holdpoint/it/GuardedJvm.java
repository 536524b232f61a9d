package dev.holdpoint.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child JVM with the built jar attached, run to its end. */
final class GuardedJvm {

    /**
     * How it ended.
     *
     * @param lines of standard output that tell an attempt: its name and its outcome
     */
    record Ended(int status, Map<String, String> lines, String output, String errors) {}

    private static final Path JAR =
            Path.of(System.getProperty("holdpoint.jar", "../agent/dist/target/holdpoint.jar"))
                    .toAbsolutePath()
                    .normalize();

    private final Path home;
    private final List<String> jvm = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String classPath = System.getProperty("java.class.path");

    private GuardedJvm(Path home) {
        this.home = home;
    }

    /** The JDK of this build, and JDK 25 where it is installed; a line says where it is not. */
    static Stream<Path> jdks() {
        Path own = Path.of(System.getProperty("java.home"));
        List<Path> found = new ArrayList<>(List.of(own));
        if (Runtime.version().feature() < 25) {
            newer().ifPresentOrElse(
                            found::add,
                            () ->
                                    System.out.println(
                                            "SKIPPED on JDK 25: none in JAVA_HOME_25 or /usr/lib/jvm"));
        }
        return found.stream();
    }

    private static java.util.Optional<Path> newer() {
        String named = System.getenv("JAVA_HOME_25");
        if (named != null && Files.isExecutable(Path.of(named, "bin", "java"))) {
            return java.util.Optional.of(Path.of(named));
        }
        File[] installed = new File("/usr/lib/jvm").listFiles();
        if (installed != null) {
            for (File jdk : installed) {
                if (jdk.getName().contains("25")
                        && Files.isExecutable(jdk.toPath().resolve("bin/java"))) {
                    return java.util.Optional.of(jdk.toPath());
                }
            }
        }
        return java.util.Optional.empty();
    }

    static GuardedJvm on(Path jdk) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(
                    JAR + " is not built: run `mvn verify`, or `mvn package` in the root first");
        }
        return new GuardedJvm(jdk);
    }

    static Path jar() {
        return JAR;
    }

    /** An option of the JVM. */
    GuardedJvm jvm(String option) {
        jvm.add(option);
        return this;
    }

    /** An option of the agent. */
    GuardedJvm with(String name, Object value) {
        options.add(name + "=" + value);
        return this;
    }

    GuardedJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    GuardedJvm classPath(String path) {
        classPath = path;
        return this;
    }

    /** The policy that stops what says so. */
    GuardedJvm probing(Path directory) throws IOException {
        Path policy = directory.resolve("probes.hold");
        try (var in = GuardedJvm.class.getResourceAsStream("probes.hold")) {
            Files.write(policy, in.readAllBytes());
        }
        return with("policy", policy);
    }

    Ended run(Class<?> main, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(jvm);
        command.add(
                "-javaagent:" + JAR + (options.isEmpty() ? "" : "=" + String.join(",", options)));
        command.addAll(List.of("-cp", classPath, main.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Path output = Files.createTempFile("holdpoint", ".out");
        Path errors = Files.createTempFile("holdpoint", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectOutput(output.toFile())
                            .redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("HOLDPOINT_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("it hangs: " + command + Files.readString(errors));
            }
            return ended(process.exitValue(), Files.readString(output), Files.readString(errors));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static Ended ended(int status, String output, String errors) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : output.split("\n")) {
            int bar = line.indexOf(" | ");
            if (bar > 0) {
                lines.put(line.substring(0, bar), line.substring(bar + 3));
            }
        }
        return new Ended(status, lines, output, errors);
    }
}
