package dev.holdpoint.analysis.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The real bash, with programs on its path that do nothing but write down how they were called. */
final class Bash {

    /** The programs that write down how they were called; all others are the real ones. */
    static final Set<String> RECORDED = Set.of("p", "q", "rm", "git", "curl", "ls", "grep");

    /** Writes with one call, so that two at a time do not mix. */
    private static final String RECORDER =
            """
            #!/bin/sh
            printf '%s\\0' "${0##*/}" "$@" "$(printf '\\036')" >> "$RECORDS"
            """;

    private final Path programs;
    private final Path work;

    Bash(Path directory) throws IOException {
        programs = Files.createDirectories(directory.resolve("programs"));
        work = Files.createDirectories(directory.resolve("work"));
        for (String name : RECORDED) {
            Path program = programs.resolve(name);
            if (!Files.exists(program)) {
                Files.writeString(program, RECORDER);
                Files.setPosixFilePermissions(
                        program, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    static boolean installed() {
        return Files.isExecutable(Path.of("/bin/bash"));
    }

    String directory() {
        return work.toString();
    }

    Map<String, String> environment() {
        return Map.of(
                "HOME",
                "/home/u",
                "LC_ALL",
                "C.UTF-8",
                "PATH",
                programs + ":/usr/bin:/bin",
                "RECORDS",
                work.resolveSibling("records").toString());
    }

    /** bash did not come to an end in time. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLong(String script) {
            super("bash does not end: " + script);
        }
    }

    /** How the recorded programs were called when the script ran, in order. */
    List<List<String>> run(String script) {
        try {
            Path records = work.resolveSibling("records");
            Files.deleteIfExists(records);
            ProcessBuilder b = new ProcessBuilder("/bin/bash", "-c", script, "bash");
            b.environment().clear();
            b.environment().putAll(environment());
            b.directory(work.toFile());
            b.redirectErrorStream(true);
            b.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            b.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            Process process = b.start();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new TooLong(script);
            }
            return Files.exists(records)
                    ? parsed(Files.readString(records, StandardCharsets.UTF_8))
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<List<String>> parsed(String records) {
        List<List<String>> calls = new ArrayList<>();
        int from = 0;
        while (from < records.length()) {
            int end = records.indexOf("\0\036\0", from);
            calls.add(Arrays.asList(records.substring(from, end).split("\0", -1)));
            from = end + 3;
        }
        return calls;
    }
}
