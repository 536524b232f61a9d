package dev.holdpoint.analysis.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    @TempDir Path directory;

    static Stream<String> commands() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SoundnessTest.class.getResourceAsStream("read.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(l -> !l.isBlank() && !l.startsWith("//"));
        }
    }

    @BeforeAll
    static void namespacesAreThere() {
        assumeTrue(
                Scratch.available(),
                "SKIPPED: unprivileged namespaces (unshare -r -m -n) are not to be had here");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatIsCalledAReadChangesNothing(String command) throws Exception {
        Scratch scratch = new Scratch(directory);
        scratch.plant();
        Map<String, String> before = scratch.digest();
        assertEquals(
                Verb.READ,
                ANALYSIS.read(
                                Operation.Exec.shell(command, Optional.of(directory.toString())),
                                Surroundings.NOWHERE)
                        .verb());
        scratch.run(command);
        assertEquals(before, scratch.digest());
    }
}
