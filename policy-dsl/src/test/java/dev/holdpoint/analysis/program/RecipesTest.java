package dev.holdpoint.analysis.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that an operation writes and programs then run of themselves: the table recipes.txt. */
class RecipesTest {

    private static final Analysis ANALYSIS = Analysis.standard();

    private static final String MARK = "=== ";

    static Stream<Arguments> scripts() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(RecipesTest.class.getResourceAsStream("recipes.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Arguments> all = new ArrayList<>();
            String outcome = "";
            StringBuilder script = new StringBuilder();
            for (String line : (text + MARK).lines().toList()) {
                if (!line.startsWith(MARK)) {
                    script.append(line).append('\n');
                    continue;
                }
                if (!outcome.isEmpty()) {
                    all.add(Arguments.of(outcome, script.toString().stripTrailing()));
                }
                outcome = line.substring(MARK.length());
                script.setLength(0);
            }
            return all.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void whatWasWrittenIsReadWhereItIsRun(String outcome, String script) {
        Reading r =
                ANALYSIS.read(Operation.Exec.shell(script, Optional.empty()), Surroundings.NOWHERE);
        boolean stops =
                r.verb().compareTo(Verb.GRANT) >= 0
                        || r.effects().stream().anyMatch(Effect::opaque);
        assertEquals(outcome, stops ? "stop" : "pass", () -> r.effects().toString());
    }
}
