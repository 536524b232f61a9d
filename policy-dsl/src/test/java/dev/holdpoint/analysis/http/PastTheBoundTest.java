package dev.holdpoint.analysis.http;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What is put where reading ends is not lost: a request that is longer, deeper or dearer than what
 * is read is stopped, whatever stands behind the bound; and where there is no bound, it is read.
 */
class PastTheBoundTest {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String JSON = "Content-Type: application/json";
    private static final String XML = "Content-Type: text/xml";
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

    @TestFactory
    Stream<DynamicTest> what_stands_behind_a_bound_is_not_permitted() {
        return tests("stop", stopped());
    }

    @TestFactory
    Stream<DynamicTest> what_is_long_and_harmless_passes() {
        return tests("pass", harmless());
    }

    /** Servers in Go and PHP read JSON in which a letter is wrong. */
    @TestFactory
    Stream<DynamicTest> letters_that_are_not_UTF_8_take_nothing_away() {
        Map<String, Operation> rows = new TreeMap<>();
        rows.put("an action", bytes(JSON, "{\"action\":\"delete\",\"pad\":\"\u00ff\"}"));
        rows.put("a form", bytes(FORM, "pad=\u00ff&_method=DELETE"));
        rows.put("a mark", bytes(JSON, "{\"pad\":\"\u00ff\",\"a\":[{\"_destroy\":true}]}"));
        return tests("stop", rows);
    }

    @TestFactory
    Stream<DynamicTest> letters_of_other_alphabets_pass() {
        return tests(
                "pass",
                Map.of(
                        "a text", bytes(JSON, "{\"name\":\"caf\u00e9\"}"),
                        "an image", bytes("Content-Type: image/jpeg", "\u00ff\u00d8\u00ff\u0000")));
    }

    private static Map<String, Operation> stopped() {
        Map<String, Operation> rows = new TreeMap<>();
        rows.put("fields of a form", post("/users/7", FORM, "a&".repeat(5_000) + "_method=DELETE"));
        rows.put(
                "fields of a query",
                post("/users?" + "a&".repeat(5_000) + "action=delete", "", ""));
        rows.put(
                "behind semicolons",
                post("/users/7", FORM, "a=" + ";b".repeat(6_000) + ";_method=DELETE"));
        rows.put(
                "JSON in a field",
                post(
                        "/rpc",
                        FORM,
                        "cmd={\"pad\":\""
                                + "x".repeat(70_000)
                                + "\",\"/user/delete-user\":{\"id\":7}}"));
        rows.put(
                "a key like a path",
                post("/invoke", JSON, "{\"" + "/.".repeat(70) + "/user/delete-user\":{\"id\":7}}"));
        rows.put("an action", post("/ok?action=" + "/".repeat(600) + "users/delete", "", ""));
        rows.put(
                "a method",
                post(
                        "/x",
                        JSON,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""
                                + "/".repeat(600)
                                + "users.delete\",\"params\":{}}"));
        rows.put(
                "addresses",
                post("/firewall/7", JSON, "{\"sources\":\"" + addresses() + ", 0.0.0.0/0\"}"));
        rows.put(
                "lines of code",
                post(
                        "/run",
                        JSON,
                        "{\"code\":\""
                                + "\\n".repeat(300)
                                + "import os\\nos.system('dd if=/dev/zero of=/dev/sda')\"}"));
        rows.put(
                "names in XML-RPC",
                post(
                        "/x",
                        XML,
                        "<methodCall>"
                                + "<methodName>users.get</methodName>".repeat(30)
                                + "<methodName>users.delete</methodName></methodCall>"));
        rows.put(
                "arguments of a mutation",
                post(
                        "/api",
                        JSON,
                        "{\"query\":\"mutation{deleteUsers(ids:["
                                + "7,".repeat(2_001)
                                + "7]){ok}}\"}"));
        String prefix = "p".repeat(300);
        rows.put("a prefix", post("/svc", XML, envelope(prefix, "", "<DeleteUser/>")));
        String statement = "<Execute><sql>DROP TABLE users</sql></Execute>";
        rows.put(
                "elements within each other",
                post(
                        "/svc",
                        XML,
                        envelope("s", "<a>".repeat(120) + "</a>".repeat(120), statement)));
        rows.put("elements", post("/svc", XML, envelope("s", "<a/>".repeat(60_000), statement)));
        rows.put(
                "a text",
                post(
                        "/svc",
                        XML,
                        envelope(
                                "s",
                                "",
                                statement.replace("<sql>", "<sql>" + " ".repeat(1 << 20)))));
        return rows;
    }

    private static Map<String, Operation> harmless() {
        Map<String, Operation> rows = new TreeMap<>();
        rows.put("fields of a form", post("/users/7", FORM, "a&".repeat(4_000)));
        rows.put("addresses", post("/firewall/7", JSON, "{\"sources\":\"" + addresses() + "\"}"));
        rows.put("an action", post("/ok?action=" + "/".repeat(600) + "users/list", "", ""));
        rows.put(
                "JSON in a field",
                post(
                        "/rpc",
                        FORM,
                        "cmd={\"pad\":\"" + "x".repeat(70_000) + "\",\"get\":{\"id\":7}}"));
        return rows;
    }

    private static String addresses() {
        return IntStream.range(0, 120)
                .mapToObj(i -> "10.0." + i + ".0/24")
                .collect(Collectors.joining(", "));
    }

    private static String envelope(String prefix, String header, String body) {
        return "<p:Envelope xmlns:p='SOAP'><p:Header>H</p:Header><p:Body>B</p:Body></p:Envelope>"
                .replace("p:", prefix + ":")
                .replace(":p=", ":" + prefix + "=")
                .replace("SOAP", SOAP)
                .replace(">H<", ">" + header + "<")
                .replace(">B<", ">" + body + "<");
    }

    private static Operation post(String path, String headers, String body) {
        return Requests.of("POST", "https://api.example.com" + path, headers, body);
    }

    private static Operation bytes(String headers, String body) {
        Operation.Http request =
                Requests.of("POST", "https://api.example.com/users/7", headers, "");
        return new Operation.Http(
                request.method(),
                request.url(),
                request.headers(),
                Body.of(body.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Stream<DynamicTest> tests(String outcome, Map<String, Operation> rows) {
        return rows.entrySet().stream()
                .map(
                        row ->
                                dynamicTest(
                                        row.getKey(),
                                        () ->
                                                assertTrue(
                                                        Requests.is(
                                                                outcome,
                                                                Requests.read(row.getValue())),
                                                        () ->
                                                                List.copyOf(
                                                                                Requests.read(
                                                                                                row
                                                                                                        .getValue())
                                                                                        .effects())
                                                                        .toString())));
    }
}
