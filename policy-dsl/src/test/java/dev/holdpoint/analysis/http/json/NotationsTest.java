package dev.holdpoint.analysis.http.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdpoint.analysis.http.Requests;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** YAML and XML say what the same JSON says, or are not read. */
class NotationsTest {

    @TestFactory
    Stream<DynamicTest> other_notations_say_what_the_json_beside_them_says() throws IOException {
        return Requests.table(NotationsTest.class, "notations.tsv").stream()
                .map(row -> dynamicTest(row.get(0) + ": " + row.get(1), () -> check(row)));
    }

    private static void check(List<String> row) {
        List<Json> read =
                row.get(0).equals("xml")
                        ? Xml.read(row.get(1)).map(List::of).orElse(List.of())
                        : Document.ofYaml(row.get(1)).map(Document::roots).orElse(List.of());
        List<Json> said =
                row.get(2).equals("unread")
                        ? List.of()
                        : Document.read(row.get(2)).orElseThrow().roots();
        assertEquals(said, read);
    }

    @Test
    void a_key_that_stands_twice_in_yaml_makes_it_doubtful() {
        assertEquals(true, Document.ofYaml("a: 1\nb: 2\na: 3\n").orElseThrow().doubtful());
    }
}
