package dev.holdpoint.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class OperationJsonTest {

    static Stream<Operation> everyOperationIsReadBackAsItWas() {
        return Stream.of(
                Operation.Exec.shell("rm -rf /", Optional.of("/srv")),
                new Operation.Exec(
                        List.of("a", "", "\n", "é\uD83D\uDE00"),
                        Optional.empty(),
                        Map.of("K", "v"),
                        false,
                        Body.of(new byte[] {(byte) 0xFF, 0})),
                new Operation.Exec(
                        List.of("a"),
                        Optional.empty(),
                        Map.of(),
                        true,
                        new Body.Unread("streamed")),
                new Operation.Http("GET", "https://example.com/?a=b", List.of(), Body.EMPTY),
                new Operation.Http(
                        "POST",
                        "https://example.com/",
                        List.of(
                                new Operation.Field("A", "1"),
                                new Operation.Field("A", "2"),
                                new Operation.Field("B", "3")),
                        Body.of("{\"x\":1}")),
                new Operation.Sql("postgresql", List.of("select 1"), List.of(), Optional.empty()),
                new Operation.Sql(
                        "h2",
                        List.of("insert 1", "insert 2"),
                        List.of("p"),
                        Optional.of(
                                new Operation.Connection(
                                        "jdbc:h2:mem:x", Optional.of("sa"), Optional.empty()))),
                new Operation.Connect("tcp", "example.com", 443),
                new Operation.Tool("langchain4j", "shell", "{\"a\":1}"),
                new Operation.Unreadable(Kind.SQL, "no text"));
    }

    @ParameterizedTest
    @MethodSource
    void everyOperationIsReadBackAsItWas(Operation operation) throws JsonException {
        Json.Obj written = OperationJson.write(operation);
        Json.Obj parsed = (Json.Obj) Json.parse(JsonLine.write(written));
        assertEquals(operation, OperationJson.read(parsed));
    }

    @Test
    void halfASurrogatePairIsMendedSoThatTheRecordCanBeHashed() throws JsonException {
        Json.Obj written = OperationJson.write(Operation.Exec.of(List.of("a\uD800b", "\uDC00")));
        CanonicalJson.write(written);
        assertEquals(Operation.Exec.of(List.of("a\uFFFDb", "\uFFFD")), OperationJson.read(written));
    }

    @Test
    void aCommandIsWhatAShellIsGiven() throws JsonException {
        assertEquals(
                Operation.Exec.shell("ls | wc", Optional.empty()),
                OperationJson.read(
                        (Json.Obj) Json.parse("{\"kind\":\"exec\",\"command\":\"ls | wc\"}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                      | there is no kind",
                "{\"kind\":\"moon\"}                                     | there is no kind \"moon\"",
                "{\"kind\":\"exec\"}                                     | exec needs \"command\" or \"argv\"",
                "{\"kind\":\"exec\",\"argv\":[]}                         | exec needs \"command\" or \"argv\"",
                "{\"kind\":\"exec\",\"argv\":[1]}                        | \"argv\" is an array of texts",
                "{\"kind\":\"exec\",\"command\":\"a\",\"env\":[]}        | \"env\" is an object of texts",
                "{\"kind\":\"exec\",\"command\":\"a\",\"cwd\":1}         | \"cwd\" is a text",
                "{\"kind\":\"exec\",\"command\":\"a\",\"stdin\":1}       | \"stdin\" is a text, {\"base64\": \"…\"} or {\"unread\": \"why\"}",
                "{\"kind\":\"http\"}                                     | \"url\" is missing",
                "{\"kind\":\"http\",\"url\":\"x\",\"headers\":\"a: b\"}  | \"headers\" is an object",
                "{\"kind\":\"http\",\"url\":\"x\",\"body\":{\"base64\":\"!\"}} | \"body\" is not base64",
                "{\"kind\":\"sql\"}                                      | sql needs \"sql\"",
                "{\"kind\":\"connect\",\"host\":\"h\",\"port\":70000}    | \"port\" is a number up to 65535",
                "{\"kind\":\"tool\",\"name\":\"t\",\"arguments\":[]}     | \"arguments\" is an object",
                "{\"kind\":\"graphql\"}                                  | graphql is attempted as http",
            })
    void whatIsNoOperationIsRefusedWithWhatItLacks(String json, String message)
            throws JsonException {
        Json.Obj object = (Json.Obj) Json.parse(json);
        JsonException e = assertThrows(JsonException.class, () -> OperationJson.read(object));
        assertEquals(message, e.getMessage());
    }
}
