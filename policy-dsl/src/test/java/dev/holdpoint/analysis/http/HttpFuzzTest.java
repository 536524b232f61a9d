package dev.holdpoint.analysis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Analysis never throws, and no spelling makes a destructive request look harmless. */
class HttpFuzzTest {

    private static final List<List<String>> KNOWN = known();

    private static List<List<String>> known() {
        List<List<String>> rows = new ArrayList<>();
        for (String table : List.of("stop.tsv", "pass.tsv", "bypass.tsv")) {
            try {
                rows.addAll(Requests.table(HttpFuzzTest.class, table));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return rows;
    }

    @Provide
    Arbitrary<Operation.Http> anything() {
        Arbitrary<String> text = Arbitraries.strings().all().ofMaxLength(60);
        Arbitrary<String> url =
                Arbitraries.strings()
                        .withChars("htps:/?#[]@!$&'()*+,;=%.\\-_~azAZ09 \u3002\uFF0F{}")
                        .ofMaxLength(60);
        Arbitrary<byte[]> body = Arbitraries.bytes().array(byte[].class).ofMaxSize(80);
        return Combinators.combine(text, url, text, text, body)
                .as(
                        (method, u, name, value, bytes) ->
                                new Operation.Http(
                                        method,
                                        u,
                                        List.of(
                                                new Operation.Field(name, value),
                                                new Operation.Field("Content-Type", value)),
                                        Body.of(bytes)));
    }

    @Property(seed = "20260424", tries = 1_500)
    void arbitrary_requests_are_read_without_an_exception(
            @ForAll("anything") Operation.Http request) {
        assertFalse(Requests.read(request).effects().isEmpty());
    }

    @Property(seed = "20260424", tries = 2_000)
    void broken_requests_are_read_without_an_exception(@ForAll Random random) {
        List<String> row = KNOWN.get(random.nextInt(KNOWN.size()));
        String headers = row.size() > 3 ? row.get(3) : "";
        String body = row.size() > 4 ? row.get(4) : "";
        Operation.Http request =
                Requests.of(
                        row.get(1),
                        broken(row.get(2), random),
                        broken(headers, random),
                        broken(body, random));
        assertFalse(Requests.read(request).effects().isEmpty());
    }

    private static String broken(String text, Random random) {
        StringBuilder s = new StringBuilder(text);
        for (int i = random.nextInt(4); i > 0 && s.length() > 0; i--) {
            int at = random.nextInt(s.length());
            switch (random.nextInt(4)) {
                case 0 -> s.deleteCharAt(at);
                case 1 -> s.insert(at, "{}[]()\":,%/\\;&=-\r\n\0\uFEFF".charAt(random.nextInt(20)));
                case 2 -> s.setLength(at);
                default -> s.insert(at, s.substring(random.nextInt(at + 1), at));
            }
        }
        return s.toString();
    }

    @Property(seed = "20260424", tries = 500)
    void no_spelling_of_a_path_hides_its_verb(@ForAll Random random) {
        StringBuilder path = new StringBuilder();
        for (char c : "/users/7/delete".toCharArray()) {
            if (c == '/') {
                String[] slashes = {"/", "//", "/./", "/x/../", "/%2e/", "/x/%2E%2e/"};
                path.append(slashes[random.nextInt(slashes.length)]);
            } else if (random.nextInt(3) == 0) {
                path.append(String.format(random.nextBoolean() ? "%%%02x" : "%%%02X", (int) c));
            } else {
                path.append(c);
            }
        }
        Reading reading =
                Requests.read(Requests.of("GET", "https://api.example.com" + path, "", ""));
        assertEquals(Verb.DESTROY, reading.verb(), path.toString());
    }

    @Property(seed = "20260424", tries = 500)
    void no_spelling_of_a_document_hides_its_mutation(@ForAll Random random) {
        String[] ignored = {" ", "\n", ",", "\t", "#}{\"\n", "\uFEFF", ""};
        String[] tokens = {
            "mutation", "{", "a", ":", "volumeDelete", "(", "volumeId", ":", "\"1\"", ")", "}"
        };
        StringBuilder document = new StringBuilder();
        for (String token : tokens) {
            document.append(token).append(ignored[random.nextInt(ignored.length)]);
        }
        StringBuilder json = new StringBuilder("{\"query\":\"");
        for (char c : document.toString().toCharArray()) {
            if (random.nextInt(4) == 0 || c < 0x20 || c == '"') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append("\"}");
        Reading reading =
                Requests.read(
                        Requests.of(
                                "POST",
                                "https://backboard.railway.app/graphql/v2",
                                "",
                                json.toString()));
        assertEquals(Verb.DESTROY, reading.verb(), document.toString());
    }

    /** Quadratic reading of any of these would take minutes. */
    @Example
    void long_input_is_read_in_linear_time() {
        int n = 1 << 20;
        List<String> bodies =
                List.of(
                        "{\"query\":\"" + "mutation".repeat(n / 8) + "\"}",
                        "{\"query\":\"{" + "a(b:1) ".repeat(n / 16) + "}\"}",
                        "a=1&".repeat(n / 4),
                        "--b\r\n\r\n".repeat(n / 8),
                        "--b\r\n" + "--".repeat(n / 2),
                        "<".repeat(n),
                        "<Envelope><Body>" + "<!".repeat(n / 2),
                        "%".repeat(n),
                        "[".repeat(n),
                        "{\"a\":".repeat(n / 5));
        for (String body : bodies) {
            for (String type : List.of("", "Content-Type: multipart/mixed; boundary=b")) {
                assertFalse(
                        Requests.read(
                                        Requests.of(
                                                "POST",
                                                "https://api.example.com/graphql",
                                                type,
                                                body))
                                .effects()
                                .isEmpty());
            }
        }
        for (String path :
                List.of("/a".repeat(60_000), "/%2e%2e".repeat(30_000), ";/".repeat(60_000))) {
            for (String host :
                    List.of("api.github.com", "storage.googleapis.com", "localhost:9200")) {
                assertFalse(
                        Requests.read(Requests.of("GET", "https://" + host + path, "", ""))
                                .effects()
                                .isEmpty());
            }
        }
        byte[] zeros = new byte[n];
        assertTrue(
                PayloadReader.read(Body.of(zeros), "", List.of()) instanceof Payload.Binary
                        || new String(zeros, StandardCharsets.UTF_8).isEmpty());
    }
}
