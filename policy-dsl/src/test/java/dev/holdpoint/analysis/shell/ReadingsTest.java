package dev.holdpoint.analysis.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Recording;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.analysis.Word;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The scripts of {@code readings.txt} are handed over as it says. */
class ReadingsTest {

    @TestFactory
    Stream<DynamicTest> everyScriptIsReadAsTheTableSays() throws IOException {
        return cases().entrySet().stream()
                .map(
                        c ->
                                DynamicTest.dynamicTest(
                                        c.getKey(),
                                        () -> assertEquals(c.getValue(), read(c.getKey()))));
    }

    private static List<String> read(String line) {
        int bar = line.indexOf('|');
        String text = line.substring(bar + 2).replace("\\n", "\n");
        if (line.startsWith("dash")) {
            text = line.substring(bar + 2);
        }
        Recording recording =
                Recording.of(
                        new Script(
                                Word.of(text),
                                List.of(),
                                Optional.of("."),
                                Map.of(),
                                new Command.Input.Inherited(),
                                line.substring(0, bar)),
                        Surroundings.NOWHERE);
        List<String> shown = new ArrayList<>();
        recording.commands().forEach(c -> shown.add(rendered(c)));
        if (recording.hidden()) {
            shown.add("hidden");
        }
        shown.sort(null);
        return shown;
    }

    private static String rendered(Command c) {
        StringBuilder s =
                new StringBuilder(
                        c.words().stream().map(Word::rendering).collect(Collectors.joining(" | ")));
        if (!c.cwd().equals(Optional.of("."))) {
            s.append(" in ").append(c.cwd().orElse("?"));
        }
        if (c.stdin() instanceof Command.Input.Text t
                && !t.content().rendering().equals("${unknown}")) {
            s.append(" < ").append(t.content().rendering().replace("\n", "\\n"));
        }
        for (Command.Redirection r : c.redirections()) {
            if (r.mode() == Command.Redirection.Mode.WRITE) {
                s.append(" > ").append(r.target().rendering());
            } else if (r.mode() == Command.Redirection.Mode.APPEND) {
                s.append(" >> ").append(r.target().rendering());
            }
        }
        return s.toString();
    }

    private static Map<String, List<String>> cases() throws IOException {
        Map<String, List<String>> cases = new LinkedHashMap<>();
        try (InputStream in = ReadingsTest.class.getResourceAsStream("readings.txt")) {
            if (in == null) {
                throw new IOException("readings.txt is missing");
            }
            List<String> current = new ArrayList<>();
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("  ")) {
                    current.add(line.substring(2));
                } else if (!line.startsWith("#") && !line.isBlank()) {
                    current = new ArrayList<>();
                    cases.put(line, current);
                }
            }
        }
        cases.values().forEach(v -> v.sort(null));
        return cases;
    }
}
