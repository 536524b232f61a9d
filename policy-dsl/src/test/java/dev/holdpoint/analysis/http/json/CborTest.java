package dev.holdpoint.analysis.http.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdpoint.analysis.http.Requests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** CBOR says what the same JSON says, or is not read. */
class CborTest {

    private static final String DOUBTFUL = "doubtful ";

    @TestFactory
    Stream<DynamicTest> cbor_says_what_the_json_beside_it_says() throws IOException {
        return Requests.table(CborTest.class, "cbor.tsv").stream()
                .map(row -> dynamicTest(row.get(0), () -> check(row.get(0), row.get(1))));
    }

    private static void check(String hex, String said) {
        Optional<Document> read = Document.ofCbor(HexFormat.of().parseHex(hex));
        if (said.equals("unread")) {
            assertEquals(Optional.empty(), read);
            return;
        }
        boolean doubtful = said.startsWith(DOUBTFUL);
        List<Json> roots =
                said.equals("Infinity") || said.indexOf('E') == 1
                        ? List.of(new Json.Literal(said))
                        : Document.read(doubtful ? said.substring(DOUBTFUL.length()) : said)
                                .orElseThrow()
                                .roots();
        assertEquals(roots, read.orElseThrow().roots());
        assertEquals(doubtful, read.orElseThrow().doubtful());
    }

    @Test
    void what_is_nested_too_deep_is_not_read() {
        for (int opening : List.of(0x81, 0x9f, 0xd8)) {
            ByteArrayOutputStream deep = new ByteArrayOutputStream();
            for (int i = 0; i < 100_000; i++) {
                deep.write(opening);
                if (opening == 0xd8) {
                    deep.write(0x20);
                }
            }
            deep.write(0);
            assertEquals(Optional.empty(), Document.ofCbor(deep.toByteArray()));
        }
    }

    @Test
    void what_has_more_values_than_are_read_is_not_read() {
        byte[] many = new byte[Cbor.MOST_VALUES + 1];
        assertEquals(Optional.empty(), Document.ofCbor(many));
        assertTrue(Document.ofCbor(new byte[1_000]).isPresent());
    }
}
