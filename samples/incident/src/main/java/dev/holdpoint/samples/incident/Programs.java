package dev.holdpoint.samples.incident;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a program of the director's and hands back what it printed. */
final class Programs {

    private Programs() {}

    /** What a program printed (both streams) and how it ended. */
    record Run(int exit, String output) {}

    /** Runs it with that text on standard input, to its end. */
    static Run attempt(Path folder, List<String> command, String input)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    static String run(Path folder, String... command) throws IOException, InterruptedException {
        Run run = attempt(folder, List.of(command), "");
        if (run.exit() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command)
                            + " ended with "
                            + run.exit()
                            + ": "
                            + run.output().strip());
        }
        return run.output();
    }
}
