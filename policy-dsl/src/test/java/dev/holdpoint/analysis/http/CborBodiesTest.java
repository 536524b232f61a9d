package dev.holdpoint.analysis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdpoint.analysis.http.json.CborWriter;
import dev.holdpoint.analysis.http.json.Document;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a body in JSON is read of the same in CBOR. */
class CborBodiesTest {

    private static final String TYPE = "Content-Type: ";

    @TestFactory
    Stream<DynamicTest> bodies_in_cbor_are_read() throws IOException {
        return Requests.table(CborBodiesTest.class, "cbor.tsv").stream()
                .map(row -> named(row, () -> check(row, row.get(3))));
    }

    @TestFactory
    Stream<DynamicTest> every_rule_that_reads_json_reads_cbor() throws IOException {
        Stream<DynamicTest> all = Stream.of();
        for (String file :
                List.of(
                        "stop.tsv",
                        "pass.tsv",
                        "bypass.tsv",
                        "protections.tsv",
                        "clouds.tsv",
                        "carried.tsv",
                        "bounds.tsv")) {
            all =
                    Stream.concat(
                            all,
                            Requests.table(CborBodiesTest.class, file).stream()
                                    .filter(CborBodiesTest::isPlainJson)
                                    .map(row -> named(row, () -> check(row, inCbor(row.get(3))))));
        }
        return all;
    }

    private static DynamicTest named(
            List<String> row, org.junit.jupiter.api.function.Executable e) {
        return dynamicTest(row.get(0) + ": " + row.get(1) + " " + row.get(2), e);
    }

    private static boolean isPlainJson(List<String> row) {
        return row.size() > 4
                && row.get(3).contains("json")
                && !row.get(3).contains("charset")
                && Document.read(row.get(4)).filter(d -> !d.doubtful()).isPresent();
    }

    private static String inCbor(String headers) {
        int type = headers.indexOf(TYPE);
        int end = headers.indexOf(" ;; ", type);
        return headers.substring(0, type + TYPE.length())
                + "application/cbor"
                + (end < 0 ? "" : headers.substring(end));
    }

    private static void check(List<String> row, String headers) {
        Document said = Document.read(row.get(4)).orElseThrow();
        for (boolean indefinite : List.of(false, true)) {
            Operation.Http sent = Requests.of(row.get(1), row.get(2), headers, "");
            Reading reading =
                    Requests.read(
                            new Operation.Http(
                                    sent.method(),
                                    sent.url(),
                                    sent.headers(),
                                    Body.of(CborWriter.write(said, indefinite))));
            assertTrue(Requests.is(row.get(0), reading), () -> reading.effects().toString());
        }
    }

    private static Reading post(String host, String headers, String hex) {
        Operation.Http sent = Requests.of("POST", host, headers, "");
        return Requests.read(
                new Operation.Http(
                        "POST", sent.url(), sent.headers(), Body.of(HexFormat.of().parseHex(hex))));
    }

    /** A key twice, a key in two spellings, something missing, a reference, text that is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a2616101616102",
                "a2614101616102",
                "a16161",
                "a16161d81900",
                "a16161ff",
                "7b226122",
                "a161ff01"
            })
    void what_is_not_what_it_says_it_is_hides_what_the_request_does(String hex) {
        Reading reading =
                post(
                        "https://rds.eu-west-1.amazonaws.com/service/AmazonRDSv19/operation/ModifyDBInstance",
                        "smithy-protocol: rpc-v2-cbor ;; Content-Type: application/cbor",
                        hex);
        assertEquals(Verb.UNKNOWN, reading.verb());
        assertTrue(reading.effects().get(0).opaque());
    }

    /**
     * {@code {"DeletionProtection": false}} behind the mark of CBOR, as bytes, and nothing as a big
     * number.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "d9d9f7a17244656c6574696f6e50726f74656374696f6ef4",
                "a15244656c6574696f6e50726f74656374696f6ef4",
                "a1754261636b7570526574656e74696f6e506572696f64c240",
                "a1754261636b7570526574656e74696f6e506572696f64f98000",
                "a1754261636b7570526574656e74696f6e506572696f64c4822000"
            })
    void other_ways_to_say_it_are_read(String hex) {
        Reading reading =
                post(
                        "https://rds.eu-west-1.amazonaws.com/service/AmazonRDSv19/operation/ModifyDBInstance",
                        "smithy-protocol: rpc-v2-cbor ;; Content-Type: application/cbor",
                        hex);
        assertEquals(Verb.DESTROY, reading.verb());
    }

    @Test
    void members_past_the_bound_hide_what_the_request_does() {
        String padding = "\"x\",".repeat(20_001);
        Operation.Http sent =
                Requests.of(
                        "POST",
                        "https://autoscaling.eu-west-1.amazonaws.com/",
                        "X-Amz-Target: AutoScaling.UpdateAutoScalingGroup ;; Content-Type: application/x-amz-json-1.1",
                        "{\"a\":[" + padding + "0],\"MaxSize\":0}");
        assertTrue(Requests.read(sent).effects().get(0).opaque());
    }

    /** Pictures, packed messages and random bytes stay what they are. */
    @Test
    void other_bytes_are_no_cbor() {
        for (String hex : List.of("89504e470d0a1a0a", "81a16101", "ffd8ffe000104a46", "a5ff0010")) {
            Reading reading =
                    post(
                            "https://files.example.com/v1/uploads",
                            "Content-Type: application/octet-stream",
                            hex);
            assertEquals(Verb.WRITE, reading.verb());
        }
        assertEquals(Optional.empty(), Document.ofCbor(HexFormat.of().parseHex("81a16101")));
    }
}
