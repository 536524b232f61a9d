package dev.holdpoint.analysis.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A directory to be changed, in which the real bash runs commands in namespaces of their own (no
 * privileges, no network).
 */
final class Scratch {

    private static final List<String> CONFINED = List.of("unshare", "-r", "-m", "-n", "bash", "-c");

    private final Path directory;

    Scratch(Path directory) {
        this.directory = directory;
    }

    /** Whether namespaces are to be had here. */
    static boolean available() {
        try {
            return new Scratch(Path.of(".")).run("true");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void plant() throws IOException, InterruptedException {
        Files.createDirectories(directory.resolve("sub"));
        Files.createDirectories(directory.resolve("other"));
        Files.writeString(directory.resolve("a.txt"), "a,1\nb,2\nrm,3\n");
        Files.writeString(directory.resolve("c.json"), "{\"a\":[1,2]}\n");
        Files.writeString(directory.resolve("sub/b.txt"), "x\ny\n");
        Files.writeString(directory.resolve("other/kept.txt"), "kept\n");
        Files.writeString(directory.resolve("script.sh"), "rm -rf sub other\n");
        Files.writeString(directory.resolve("edits.sed"), "s/a/b/w out\n");
        Files.writeString(directory.resolve("Makefile"), "all:\n\trm -rf sub\n");
        run(
                "tar cf archive.tar a.txt; gzip -c a.txt > packed.gz;"
                        + " git init -q . && git add a.txt && git -c user.name=x -c user.email=x@example.org commit -qm x;"
                        + " echo more >> a.txt");
    }

    /**
     * Every file by its path, with its content; the index that git refreshes on reading is left
     * out.
     */
    Map<String, String> digest() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            all.filter(p -> !p.endsWith(".git/index"))
                    .forEach(
                            p -> {
                                try {
                                    files.put(
                                            directory.relativize(p).toString(),
                                            Files.isRegularFile(p)
                                                    ? new String(
                                                            Files.readAllBytes(p),
                                                            StandardCharsets.ISO_8859_1)
                                                    : "directory");
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
        return files;
    }

    /** Runs a command to its end, or for a while; whether it succeeded. */
    boolean run(String command) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(CONFINED);
        argv.add(command);
        Process p =
                new ProcessBuilder(argv)
                        .directory(directory.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!p.waitFor(20, TimeUnit.SECONDS)) {
            p.descendants().forEach(ProcessHandle::destroyForcibly);
            p.destroyForcibly();
            return false;
        }
        return p.exitValue() == 0;
    }
}
