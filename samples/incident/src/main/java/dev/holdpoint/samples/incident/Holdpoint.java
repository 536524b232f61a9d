package dev.holdpoint.samples.incident;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Holdpoint as its users have it: the one jar, attached to a JVM or run as a command line. */
final class Holdpoint {

    private final Path jar;
    private final Path folder;

    private Holdpoint(Path jar, Path folder) {
        this.jar = jar;
        this.folder = folder;
    }

    static Holdpoint prepare(Path jar, Path folder, Signatories signatories) throws IOException {
        return new Holdpoint(jar, folder);
    }

    List<String> jvmOptions() {
        return List.of(
                "-javaagent:"
                        + jar
                        + "=policy="
                        + policy()
                        + ",store="
                        + folder.resolve("store")
                        + ",audit="
                        + audit());
    }

    Map<String, String> environment() {
        return Map.of();
    }

    List<String> approveAll(Signatories signatories) throws IOException, InterruptedException {
        return List.of();
    }

    Programs.Run replay() throws IOException, InterruptedException {
        return new Programs.Run(1, "");
    }

    Programs.Run verifyAudit() throws IOException, InterruptedException {
        return new Programs.Run(1, "");
    }

    Path audit() {
        return folder.resolve("audit.jsonl");
    }

    Path policy() {
        return folder.resolve("policy.hold");
    }
}
