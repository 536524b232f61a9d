package dev.holdpoint.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.engine.PolicyLoader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeciderTest {

    private static final Decider BASELINE =
            new Decider(PolicyLoader.standard().baseline(), Instant.EPOCH);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"1\",\"kind\":\"exec\",\"command\":\"rm -rf /srv/data\"}                     | ask",
                "{\"id\":\"1\",\"kind\":\"exec\",\"argv\":[\"rm\",\"-rf\",\"/srv/data\"],\"cwd\":\"/\"}  | ask",
                "{\"id\":\"1\",\"kind\":\"exec\",\"command\":\"cat notes.txt\"}                        | allow",
                "{\"id\":\"1\",\"kind\":\"sql\",\"dialect\":\"postgresql\",\"sql\":\"delete from users\"}| ask",
                "{\"id\":\"1\",\"kind\":\"sql\",\"sql\":\"select 1\"}                                  | allow",
                "{\"id\":\"1\",\"kind\":\"http\",\"url\":\"https://example.com/\"}                     | allow",
                "{\"id\":\"1\",\"kind\":\"http\",\"method\":\"DELETE\",\"url\":\"https://example.com/a/1\"}| ask",
            })
    void anOperationIsDecidedWithItsEffects(String line, String verdict) throws JsonException {
        Decider.Answer answer = BASELINE.decide(line);
        assertTrue(answer.read(), answer.json());
        Json.Obj json = (Json.Obj) Json.parse(answer.json());
        assertEquals(List.of("id", "verdict"), json.members().keySet().stream().limit(2).toList());
        assertEquals(Optional.of("1"), json.text("id"));
        assertEquals(Optional.of(verdict), json.text("verdict"), answer.json());
        assertFalse(json.array("effects").orElseThrow().isEmpty());
        assertFalse(json.text("reason").orElseThrow().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"7\",\"kind\":\"moon\"}           | \"7\"",
                "{\"id\":7,\"kind\":\"exec\"}               | 7",
                "{\"id\":\"7\",\"kind\":\"exec\",           | \"7\"",
                "{\"x\":[1,{}],\"id\":7,\"x                 | 7",
                "{\"kind\":\"exec\",\"command\":\"ls        | null",
                "{\"id\":{},\"kind\":\"exec\"               | null",
                "[1]                                        | null",
                "rm -rf /                                   | null",
                "{\"id\":\"7\",\"kind\":\"exec\",\"command\":\"ls\",\"command\":\"rm -rf /\"} | \"7\"",
            })
    void aLineThatCannotBeReadIsDeniedWithAnErrorAndItsId(String line, String id)
            throws JsonException {
        Decider.Answer answer = BASELINE.decide(line);
        assertFalse(answer.read());
        Json.Obj json = (Json.Obj) Json.parse(answer.json());
        assertEquals(id, JsonLine.write(json.get("id").orElseThrow()));
        assertEquals(Optional.of("deny"), json.text("verdict"));
        assertFalse(json.text("error").orElseThrow().isEmpty());
    }

    @Property(seed = "20260424", tries = 500)
    void whateverTheLineTheAnswerIsOneLineOfJsonWithAVerdict(@ForAll String line)
            throws JsonException {
        for (String text :
                List.of(
                        line,
                        "{\"id\":\"1\",\"kind\":\"exec\",\"command\":"
                                + JsonLine.write(Json.text(line))
                                + "}")) {
            String answer = BASELINE.decide(text).json();
            assertFalse(answer.contains("\n"));
            assertTrue(((Json.Obj) Json.parse(answer)).text("verdict").isPresent());
        }
    }

    @Test
    void deepNestingIsAnErrorOfItsLine() {
        assertFalse(BASELINE.decide("[".repeat(100_000)).read());
    }
}
