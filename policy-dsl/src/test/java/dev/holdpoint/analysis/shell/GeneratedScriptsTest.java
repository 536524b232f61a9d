package dev.holdpoint.analysis.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdpoint.analysis.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Scripts nobody thought of come out as the real bash runs them. */
class GeneratedScriptsTest {

    private static final String START =
            "a=x b='y z' c= n=3 arr=(x 'y z' 1) ref=a; declare -A m=([k]=v); set -- one 'two three'; f() { p f \"$@\"; }\n";

    private static Path directory = Path.of("");

    @BeforeContainer
    static void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("scripts");
    }

    @AfterContainer
    static void removeDirectory() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder())
                    .forEach(
                            f -> {
                                try {
                                    Files.delete(f);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }

    @Property(
            seed = "20260424",
            tries = 120,
            shrinking = ShrinkingMode.OFF,
            edgeCases = EdgeCasesMode.NONE)
    void everyScriptMakesTheSameCalls(@ForAll("scripts") String generated) throws IOException {
        assumeTrue(Bash.installed(), "there is no /bin/bash here to compare with");
        Bash bash = new Bash(directory);
        String script = START + generated;
        tries++;
        List<List<String>> real;
        try {
            real = bash.run(script);
        } catch (Bash.TooLong e) {
            grown++;
            return;
        }
        Recording recording = Recording.of(script, bash.directory(), bash.environment());
        if (recording.reasons().stream().anyMatch(r -> r.contains("steps to read"))) {
            grown++;
            return;
        }
        assertFalse(recording.hidden(), () -> recording.reasons() + "\n" + script);
        List<List<String>> read = Calls.of(recording);
        if (Calls.concurrent(script)) {
            assertEquals(Calls.sorted(real), Calls.sorted(read), script);
        } else {
            assertEquals(real, read, script);
        }
    }

    /**
     * Loops in loops that double a list make scripts that no bound allows; such a script is rightly
     * unknown and says nothing of the rest. With the fixed seed there is none, and with others
     * there must be few.
     */
    @AfterContainer
    static void fewScriptsGrowPastTheBound() {
        int most = Integer.getInteger("holdpoint.soak", 0) == 0 ? 0 : tries / 50;
        assertTrue(grown <= most, () -> grown + " of " + tries + " scripts grew too long");
    }

    private static int tries;
    private static int grown;

    @Provide
    Arbitrary<String> scripts() {
        return Scripts.scripts();
    }
}
