package dev.holdpoint.analysis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever is sent, reading it gives an effect, in bounded time; and what is added to a request
 * that destroys does not make it harmless.
 */
final class HttpFuzzTest {

    private static final List<List<String>> ROWS = rows("stop.tsv", "bypass.tsv", "pass.tsv");
    private static final List<List<String>> STOPPED =
            rows("stop.tsv", "bypass.tsv").stream()
                    .filter(r -> !List.of("read", "write", "run", "pass").contains(r.get(0)))
                    .toList();

    private static final String[] PIECES = {
        "/",
        "//",
        "..",
        ".",
        "%2e",
        "%2F",
        "%252f",
        ";",
        "?",
        "&",
        "=",
        "#",
        "@",
        ":",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "\\",
        "\\u0071",
        "query",
        "mutation",
        "{volumeDelete(id:1)}",
        "fragment F on M",
        "...F",
        "variables",
        "operationName",
        "extensions",
        "_method",
        "DELETE",
        "--b\r\n",
        "\r\n\r\n",
        "--b--",
        "Content-Type: application/http",
        "GET /a HTTP/1.1",
        "jsonrpc",
        "method",
        "params",
        "tools/call",
        "<Envelope>",
        "<Body>",
        "<!--",
        "<![CDATA[",
        "Action=",
        "sql",
        "drop table t",
        "${unknown}",
        "\u0000",
        "\uFEFF",
        "\uD800",
        "\uFF0F",
        "\u00E9",
        "arn:aws:s3:::b",
        "null",
        "1e9",
        "[[[[",
        "*",
        "$",
        ",",
        "'",
        "\n"
    };

    private static List<List<String>> rows(String... files) {
        List<List<String>> rows = new ArrayList<>();
        try {
            for (String file : files) {
                rows.addAll(Requests.table(HttpFuzzTest.class, file));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    @Property(seed = "20260424", tries = 600)
    void any_characters_give_an_effect(
            @ForAll @StringLength(max = 120) String url,
            @ForAll @StringLength(max = 200) String body) {
        one(new Operation.Http("POST", url, List.of(), Body.of(body)));
        one(new Operation.Http(url, "https://api.example.com/graphql", List.of(), Body.of(body)));
    }

    @Property(seed = "20260424", tries = 1_500)
    void requests_of_pieces_give_an_effect(@ForAll long seed) {
        Random random = new Random(seed);
        String[] hosts = {
            "https://api.example.com", "https://backboard.railway.app/graphql",
                    "https://kube:6443/api/v1",
            "https://ec2.eu-west-1.amazonaws.com", "http://es:9200", "https://x.googleapis.com/v1"
        };
        String type =
                new String[] {
                            "application/json",
                            "multipart/mixed; boundary=b",
                            "text/xml",
                            "application/x-www-form-urlencoded",
                            ""
                        }
                        [random.nextInt(5)];
        one(
                new Operation.Http(
                        random.nextBoolean() ? "POST" : "GET",
                        hosts[random.nextInt(hosts.length)] + pieces(random, 12),
                        List.of(
                                new Operation.Field("Content-Type", type),
                                new Operation.Field("X-Amz-Target", pieces(random, 2))),
                        Body.of(pieces(random, 40))));
    }

    @Property(seed = "20260424", tries = 1_500)
    void requests_with_a_few_bytes_changed_give_an_effect(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> row = ROWS.get(random.nextInt(ROWS.size()));
        Operation.Http request = Requests.of(row.get(1), row.get(2), cell(row, 3), cell(row, 4));
        byte[] body = cell(row, 4).getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i >= 0 && body.length > 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        StringBuilder url = new StringBuilder(request.url());
        if (random.nextBoolean() && !url.isEmpty()) {
            url.insert(random.nextInt(url.length()), PIECES[random.nextInt(PIECES.length)]);
        }
        one(new Operation.Http(request.method(), url.toString(), request.headers(), Body.of(body)));
    }

    /** A field that a server does not know is easily added. */
    @Property(seed = "20260424", tries = 12_000)
    void what_is_added_takes_nothing_away(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> row = STOPPED.get(random.nextInt(STOPPED.size()));
        Operation.Http request = Requests.of(row.get(1), row.get(2), cell(row, 3), cell(row, 4));
        Operation.Http more = added(request, random);
        Reading reading = Requests.read(more);
        assertTrue(Requests.is("stop", reading), () -> more + "\n" + reading.effects());
    }

    private static final String[] QUERY = {
        "_method=GET",
        "action=list",
        "query=%7Bme%7D",
        "op=get",
        "id=7",
        "method=GET",
        "operationName=Q"
    };

    private static final String[] MEMBERS = {
        "\"zz\":1,",
        "\"jsonrpc\":\"2.0\",\"method\":\"tools/list\",\"id\":1,",
        "\"query\":\"{me}\",",
        "\"requests\":[],",
        "\"requests\":[{\"method\":\"GET\",\"url\":\"/a\"}],",
        "\"sql\":\"select 1\",",
        "\"action\":\"list\",",
        "\"_method\":\"GET\","
    };

    private static String text(Body.Bytes body) {
        return new String(body.content(), StandardCharsets.UTF_8);
    }

    private static Operation.Http added(Operation.Http request, Random random) {
        List<Operation.Field> headers = new ArrayList<>(request.headers());
        String url = request.url();
        Body body = request.body();
        switch (random.nextInt(12)) {
            case 0 -> headers.add(new Operation.Field("X-Trace", "read-only"));
            case 1 ->
                    headers.add(
                            new Operation.Field("X-Amz-Target", "DynamoDB_20120810.ListTables"));
            case 2 -> headers.add(new Operation.Field("X-HTTP-Method-Override", "GET"));
            case 3 -> headers.add(new Operation.Field("SOAPAction", "GetUser"));
            case 4 -> headers.add(new Operation.Field("X-Original-URL", "/health"));
            case 5 -> headers.add(new Operation.Field("Host", "api.example.org"));
            case 6 -> {
                String field = QUERY[random.nextInt(QUERY.length)];
                url =
                        url.indexOf('#') >= 0
                                ? url
                                : url + (url.indexOf('?') < 0 ? "?" : "&") + field;
            }
            case 7 -> headers.add(new Operation.Field("Private-Token", "x"));
            case 8 -> headers.add(new Operation.Field("X-Vault-Token", "x"));
            default -> {
                String text = body instanceof Body.Bytes b ? text(b) : "";
                if (text.startsWith("{\"")) {
                    body =
                            Body.of(
                                    "{"
                                            + MEMBERS[random.nextInt(MEMBERS.length)]
                                            + text.substring(1));
                } else if (body instanceof Body.Empty) {
                    body = Body.of("{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\",\"id\":1}");
                }
            }
        }
        return new Operation.Http(request.method(), url, headers, body);
    }

    private static void one(Operation.Http request) {
        assertEquals(
                1,
                Requests.read(request).effects().stream()
                        .filter(e -> e.parent().isEmpty())
                        .count());
    }

    private static String pieces(Random random, int most) {
        StringBuilder s = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            s.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return s.toString();
    }

    private static String cell(List<String> row, int at) {
        return row.size() > at ? row.get(at) : "";
    }

    /** Against a hang, not to measure: the benchmark of the worst requests does that. */
    @TestFactory
    Stream<DynamicTest> a_megabyte_of_the_worst_comes_to_an_end() throws IOException {
        return WorstRequests.all().entrySet().stream()
                .map(
                        e ->
                                dynamicTest(
                                        e.getKey(),
                                        () ->
                                                assertTimeoutPreemptively(
                                                        Duration.ofSeconds(20),
                                                        () -> one(e.getValue()))));
    }
}
