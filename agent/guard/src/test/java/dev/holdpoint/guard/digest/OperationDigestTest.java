package dev.holdpoint.guard.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Verb;
import dev.holdpoint.guard.redact.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OperationDigestTest {

    private static final OperationDigest DIGEST =
            new OperationDigest(new Redaction(new byte[32]), Surroundings.NOWHERE);

    private static Reading read(Operation operation, Reading.ReadFile... files) {
        return new Reading(
                List.of(Effect.of(operation.kind()).verb(Verb.DESTROY).summary("it").build()),
                List.of(files));
    }

    private static Digested.Approvable digest(Operation operation, Reading.ReadFile... files) {
        return assertInstanceOf(
                Digested.Approvable.class, DIGEST.of(operation, read(operation, files)));
    }

    private static Operation http(String method, String url, String body, String... headers) {
        List<Field> fields = new java.util.ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(new Field(headers[i], headers[i + 1]));
        }
        return new Operation.Http(method, url, fields, Body.of(body));
    }

    private static Operation exec(String cwd, Map<String, String> variables, String... argv) {
        return new Operation.Exec(List.of(argv), Optional.of(cwd), variables, true, Body.EMPTY);
    }

    private static Operation sql(
            String url, String user, String password, String text, String... p) {
        return new Operation.Sql(
                "postgresql",
                List.of(text),
                List.of(p),
                Optional.of(
                        new Operation.Connection(
                                url, Optional.of(user), Optional.of(Secret.of(password, "jdbc")))));
    }

    private static final Operation GET = http("GET", "https://h.test/a?x=1&y=2", "");

    static Stream<Arguments> same() {
        return Stream.of(
                Arguments.of(GET, http("GET", "HTTPS://H.TEST:443/a?y=2&x=1#part", "")),
                Arguments.of(
                        http("GET", "https://h.test/%2f", ""),
                        http("GET", "https://h.test/%2F", "")),
                Arguments.of(
                        GET,
                        http(
                                "GET",
                                "https://h.test/a?x=1&y=2",
                                "",
                                "Date",
                                "now",
                                "User-Agent",
                                "x",
                                "X-Request-Id",
                                "1",
                                "traceparent",
                                "00",
                                "Content-Length",
                                "0")),
                Arguments.of(
                        signed("aaaa", "20260424T100000Z"), signed("bbbb", "20260424T100500Z")),
                Arguments.of(multipart("----boundary-one"), multipart("----other-boundary")));
    }

    private static Operation signed(String signature, String date) {
        return http(
                "POST",
                "https://ec2.test/",
                "Action=TerminateInstances",
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260424/eu/ec2/aws4_request, Signature="
                        + signature,
                "X-Amz-Date",
                date);
    }

    private static Operation multipart(String boundary) {
        return http(
                "POST",
                "https://h.test/",
                "--" + boundary + "\r\n\r\none\r\n--" + boundary + "--\r\n",
                "Content-Type",
                "multipart/form-data; boundary=" + boundary);
    }

    @ParameterizedTest
    @MethodSource("same")
    void whatDiffersInNothingThatMattersIsOneOperation(Operation a, Operation b) {
        assertEquals(digest(a).digest(), digest(b).digest());
    }

    static Stream<Arguments> different() {
        Operation post = http("POST", "https://h.test/a", "body");
        Operation rm = exec("/srv", Map.of(), "rm", "-rf", "x");
        Operation drop =
                sql("jdbc:postgresql://db/a", "app", "pw", "DELETE FROM t WHERE id=?", "1");
        return Stream.of(
                Arguments.of(GET, http("HEAD", "https://h.test/a?x=1&y=2", "")),
                Arguments.of(GET, http("GET", "http://h.test/a?x=1&y=2", "")),
                Arguments.of(GET, http("GET", "https://h.test:8443/a?x=1&y=2", "")),
                Arguments.of(GET, http("GET", "https://g.test/a?x=1&y=2", "")),
                Arguments.of(GET, http("GET", "https://h.test/a/?x=1&y=2", "")),
                Arguments.of(GET, http("GET", "https://h.test/A?x=1&y=2", "")),
                Arguments.of(GET, http("GET", "https://h.test/a?x=1&y=3", "")),
                Arguments.of(GET, http("GET", "https://h.test/a?x=1&y=2&y=2", "")),
                Arguments.of(
                        http("GET", "https://h.test/a?x=1&x=2", ""),
                        http("GET", "https://h.test/a?x=2&x=1", "")),
                Arguments.of(post, http("POST", "https://h.test/a", "bodY")),
                Arguments.of(post, http("POST", "https://h.test/a", "body", "X-Mode", "force")),
                Arguments.of(
                        http("POST", "https://h.test/a", "b", "X-HTTP-Method-Override", "PUT"),
                        http("POST", "https://h.test/a", "b", "X-HTTP-Method-Override", "DELETE")),
                Arguments.of(
                        http("GET", "https://h.test/", "", "Authorization", "Bearer a"),
                        http("GET", "https://h.test/", "", "Authorization", "Bearer b")),
                Arguments.of(rm, exec("/var", Map.of(), "rm", "-rf", "x")),
                Arguments.of(rm, exec("/srv", Map.of("HOME", "/"), "rm", "-rf", "x")),
                Arguments.of(rm, exec("/srv", Map.of(), "rm", "-rf", "x", "")),
                Arguments.of(rm, exec("/srv", Map.of(), "rm", "-rf x")),
                Arguments.of(
                        exec("/srv", Map.of(), "psql", "--password", "one"),
                        exec("/srv", Map.of(), "psql", "--password", "two")),
                Arguments.of(
                        drop,
                        sql(
                                "jdbc:postgresql://db/b",
                                "app",
                                "pw",
                                "DELETE FROM t WHERE id=?",
                                "1")),
                Arguments.of(
                        drop,
                        sql(
                                "jdbc:postgresql://db/a",
                                "app",
                                "pw",
                                "DELETE FROM t WHERE id=?",
                                "2")),
                Arguments.of(
                        drop,
                        sql(
                                "jdbc:postgresql://db/a",
                                "own",
                                "pw",
                                "DELETE FROM t WHERE id=?",
                                "1")),
                Arguments.of(
                        drop,
                        sql(
                                "jdbc:postgresql://db/a",
                                "app",
                                "xx",
                                "DELETE FROM t WHERE id=?",
                                "1")));
    }

    @ParameterizedTest
    @MethodSource("different")
    void whatDiffersInAnythingThatMattersIsAnother(Operation a, Operation b) {
        assertNotEquals(digest(a).digest(), digest(b).digest());
    }

    @Test
    void aScriptThatWasChangedIsAnotherOperation() {
        Operation run = exec("/srv", Map.of(), "sh", "clean.sh");
        Reading.ReadFile one = new Reading.ReadFile("/srv/clean.sh", "00");
        Reading.ReadFile two = new Reading.ReadFile("/srv/clean.sh", "01");
        assertNotEquals(digest(run, one).digest(), digest(run, two).digest());
        assertNotEquals(digest(run).digest(), digest(run, one).digest());
    }

    @Test
    void noCredentialIsInTheForm() {
        String form =
                digest(
                                        http(
                                                "POST",
                                                "https://u:hunter2@h.test/?token=hunter2",
                                                "x",
                                                "Cookie",
                                                "hunter2"))
                                .form()
                        + ""
                        + digest(sql("jdbc:postgresql://db/a", "app", "hunter2", "SELECT 1")).form()
                        + digest(
                                        exec(
                                                "/",
                                                Map.of("PGPASSWORD", "hunter2"),
                                                "curl",
                                                "-u",
                                                "a:hunter2"))
                                .form();
        assertFalse(form.contains("hunter2"), form);
    }

    @Test
    void whatCouldNotBeReadCannotBeApproved() {
        Operation list = exec("/", Map.of(), "ls");
        Operation stream =
                new Operation.Http(
                        "POST", "https://h.test/", List.of(), new Body.Unread("streamed"));
        Operation nowhere =
                new Operation.Sql("h2", List.of("DROP TABLE t"), List.of(), Optional.empty());
        Operation half = exec("/", Map.of(), "echo", "\ud83d");
        List<Digested> none =
                List.of(
                        DIGEST.of(list, of(Effect.of(Kind.EXEC).verb(Verb.UNKNOWN))),
                        DIGEST.of(list, of(Effect.of(Kind.EXEC).verb(Verb.READ).opaque())),
                        DIGEST.of(stream, read(stream)),
                        DIGEST.of(nowhere, read(nowhere)),
                        DIGEST.of(half, read(half)),
                        DIGEST.of(
                                new Operation.Unreadable(Kind.SQL, "a driver of its own"),
                                read(list)));
        none.forEach(d -> assertInstanceOf(Digested.Unapprovable.class, d));
    }

    private static Reading of(Effect.Builder effect) {
        return new Reading(List.of(effect.build()), List.of());
    }

    @Test
    void stretchesBetweenBoundariesCannotBeShifted() {
        byte[] one = "--bbbbbbbbab--bbbbbbbb".getBytes(StandardCharsets.US_ASCII);
        byte[] two = "a--bbbbbbbbb--bbbbbbbb".getBytes(StandardCharsets.US_ASCII);
        Optional<String> boundary = Optional.of("bbbbbbbb");
        assertNotEquals(BodyDigest.of(one, boundary), BodyDigest.of(two, boundary));
        assertTrue(BodyDigest.of(new byte[0], boundary).length() == 64);
    }
}
