package dev.holdpoint.analysis.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdpoint.analysis.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of {@code scripts.txt} come out as the real bash runs them. */
class ScriptsAsBashRunsThemTest {

    @TempDir Path directory;

    /**
     * A script of the file.
     *
     * @param exact false where the reader may name more calls than bash makes
     */
    private record Case(String title, boolean exact, String script) {}

    @TestFactory
    Stream<DynamicTest> everyScriptMakesTheSameCalls() throws IOException {
        assumeTrue(Bash.installed(), "there is no /bin/bash here to compare with");
        Bash bash = new Bash(directory);
        return cases().stream().map(c -> DynamicTest.dynamicTest(c.title, () -> compare(c, bash)));
    }

    private static void compare(Case c, Bash bash) {
        List<List<String>> real = bash.run(c.script);
        Recording recording = Recording.of(c.script, bash.directory(), bash.environment());
        List<List<String>> read = Calls.of(recording);
        if (c.exact) {
            assertFalse(recording.hidden(), () -> "unreadable: " + recording.reasons());
            if (Calls.concurrent(c.script)) {
                assertEquals(Calls.sorted(real), Calls.sorted(read));
            } else {
                assertEquals(real, read);
            }
        } else {
            List<List<String>> left = new ArrayList<>(read);
            for (List<String> call : real) {
                assertTrue(left.remove(call), () -> call + " is missing in " + read);
            }
        }
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = ScriptsAsBashRunsThemTest.class.getResourceAsStream("scripts.txt")) {
            if (in == null) {
                throw new IOException("scripts.txt is missing");
            }
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String title = "";
            boolean exact = true;
            StringBuilder script = new StringBuilder();
            for (String line : all.split("\n", -1)) {
                if (line.startsWith("--- ") || line.startsWith("~~~ ")) {
                    if (!title.isEmpty()) {
                        cases.add(new Case(title, exact, script.toString()));
                    }
                    title = line.substring(4);
                    exact = line.startsWith("---");
                    script.setLength(0);
                } else if (!title.isEmpty()) {
                    script.append(line).append('\n');
                }
            }
            cases.add(new Case(title, exact, script.toString()));
        }
        return cases;
    }
}
