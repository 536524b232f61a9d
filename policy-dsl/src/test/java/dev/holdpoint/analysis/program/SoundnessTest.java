package dev.holdpoint.analysis.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What analysis calls a read is executed by the real bash, in a directory of its own and in
 * namespaces of its own (no privileges, no network), and must leave that directory as it was.
 */
class SoundnessTest {

    private static final Analysis ANALYSIS = Analysis.standard();
    private static final List<String> CONFINED = List.of("unshare", "-r", "-m", "-n", "bash", "-c");

    @TempDir Path directory;

    static Stream<String> commands() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SoundnessTest.class.getResourceAsStream("read.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(l -> !l.isBlank() && !l.startsWith("//"));
        }
    }

    @BeforeAll
    static void namespacesAreThere() throws Exception {
        boolean there;
        try {
            there = run(Path.of("."), "true");
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(
                there,
                "SKIPPED: unprivileged namespaces (unshare -r -m -n) are not to be had here");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatIsCalledAReadChangesNothing(String command) throws Exception {
        plant();
        Map<String, String> before = digest();
        assertEquals(
                Verb.READ,
                ANALYSIS.read(
                                Operation.Exec.shell(command, Optional.of(directory.toString())),
                                Surroundings.NOWHERE)
                        .verb());
        run(directory, command);
        assertEquals(before, digest());
    }

    private void plant() throws Exception {
        Files.createDirectories(directory.resolve("sub"));
        Files.createDirectories(directory.resolve("other"));
        Files.writeString(directory.resolve("a.txt"), "a,1\nb,2\nrm,3\n");
        Files.writeString(directory.resolve("sub/b.txt"), "x\ny\n");
        Files.writeString(directory.resolve("other/kept.txt"), "kept\n");
        Files.writeString(directory.resolve("script.sh"), "rm -rf sub other\n");
        Files.writeString(directory.resolve("Makefile"), "all:\n\trm -rf sub\n");
        run(
                directory,
                "tar cf archive.tar a.txt; gzip -c a.txt > packed.gz;"
                        + " git init -q . && git add a.txt && git -c user.name=x -c user.email=x@example.org commit -qm x");
    }

    /**
     * Every file by its path, with its content; the index that git refreshes on reading is left
     * out.
     */
    private Map<String, String> digest() throws IOException {
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

    private static boolean run(Path where, String command)
            throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(CONFINED);
        argv.add(command);
        Process p =
                new ProcessBuilder(argv)
                        .directory(where.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!p.waitFor(20, TimeUnit.SECONDS)) {
            p.destroyForcibly();
            return false;
        }
        return p.exitValue() == 0;
    }
}
