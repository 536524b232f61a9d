package dev.holdpoint.guard.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionTest {

    private static final byte[] KEY =
            "a key for tests, 32 bytes long..".getBytes(StandardCharsets.US_ASCII);
    private final Redaction redaction = new Redaction(KEY);

    static Stream<String> cases() throws IOException {
        try (InputStream in = RedactionTest.class.getResourceAsStream("texts.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList().stream();
        }
    }

    private String expected(String marked) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int open = marked.indexOf('«'); open >= 0; open = marked.indexOf('«', at)) {
            int close = marked.indexOf('»', open);
            out.append(marked, at, open)
                    .append(redaction.fingerprint(marked.substring(open + 1, close)));
            at = close + 1;
        }
        return out.append(marked.substring(at)).toString();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCredentialIsReplacedByItsFingerprintAndNothingElseIs(String marked) {
        String text = marked.replace("«", "").replace("»", "");
        String clean = redaction.text(text);
        assertEquals(expected(marked), clean);
        assertEquals(clean, redaction.text(clean), "redacting twice changes nothing more");
    }

    @Test
    void theFingerprintIsTheOneThatPoliciesName() {
        assertEquals(
                Secret.of("0d2b8c1e-stray", "anywhere").fingerprint(KEY),
                redaction.fingerprint("0d2b8c1e-stray"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT * FROM t WHERE a = 'x''y' AND b = 42|postgresql|SELECT * FROM t WHERE a = ? AND b = ?",
                "SELECT \"Name\" FROM t1|postgresql|SELECT \"Name\" FROM t1",
                "SELECT \"text\" FROM t|mysql|SELECT ? FROM t",
                "SELECT $tag$it's$tag$, 1.5e3|postgresql|SELECT ?, ?",
                "SELECT 'a\\' OR 'b'|mysql|SELECT ?",
                "SELECT 'unfinished|postgresql|SELECT ?",
                "SELECT `a1` FROM `t2`|mysql|SELECT `a1` FROM `t2`"
            })
    void theAuditMasksLiteralsOfSql(String sql, String dialect, String masked) {
        assertEquals(masked, redaction.maskedSql(sql.replace("``", "`"), dialect));
    }

    @Test
    void theRecordingKeepsLiteralsButNotPasswords() {
        assertEquals(
                "ALTER USER a PASSWORD '" + redaction.fingerprint("hunter2") + "'",
                redaction.sql("ALTER USER a PASSWORD 'hunter2'"));
        assertEquals(
                "CREATE USER a IDENTIFIED BY '" + redaction.fingerprint("hunter2") + "'",
                redaction.sql("CREATE USER a IDENTIFIED BY 'hunter2'"));
        String plain = "DELETE FROM users WHERE name = 'x' OR 1 = 1";
        assertEquals(plain, redaction.sql(plain));
    }

    @Test
    void headersOutsideTheAllowListAreFingerprinted() {
        assertEquals("application/json", redaction.header("Content-Type", "application/json"));
        assertEquals(
                "Bearer " + redaction.fingerprint("abc"),
                redaction.header("Authorization", "Bearer abc"));
        assertEquals(redaction.fingerprint("v"), redaction.header("X-Whatever", "v"));
    }

    @Test
    void theSignatureOfSigV4DoesNotChangeTheFingerprintOfItsKey() {
        String one =
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260424/us-east-1/s3/aws4_request,"
                        + " SignedHeaders=host, Signature=aaaa";
        assertEquals(
                redaction.header("Authorization", one),
                redaction.header("Authorization", one.replace("aaaa", "bbbb")));
    }

    @Test
    void noCredentialOfAnOperationIsInItsAuditOrItsRecording() {
        List<Operation> operations =
                List.of(
                        new Operation.Exec(
                                List.of("curl", "-u", "me:hunter2", "--oauth2-bearer", "hunter2"),
                                Optional.empty(),
                                Map.of("PGPASSWORD", "hunter2", "HOME", "/root"),
                                true,
                                Body.of("password=hunter2")),
                        new Operation.Http(
                                "POST",
                                "https://me:hunter2@example.com/?access_token=hunter2",
                                List.of(
                                        new Operation.Field("Cookie", "sid=hunter2"),
                                        new Operation.Field("X-Api-Key", "hunter2")),
                                Body.of("{\"password\":\"hunter2\"}")),
                        new Operation.Sql(
                                "postgresql",
                                List.of("ALTER ROLE a PASSWORD 'hunter2'"),
                                List.of(),
                                Optional.of(
                                        new Operation.Connection(
                                                "jdbc:postgresql://db/x?password=hunter2",
                                                Optional.of("app"),
                                                Optional.of(Secret.of("hunter2", "jdbc"))))),
                        new Operation.Tool("f", "login", "{\"token\":\"hunter2\"}"));
        for (Operation operation : operations) {
            assertFalse(redaction.operation(operation).toString().contains("hunter2"));
            assertFalse(redaction.masked(operation).toString().contains("hunter2"));
            assertFalse(body(redaction.operation(operation)).contains("hunter2"));
        }
    }

    private static String body(Operation operation) {
        Body body =
                operation instanceof Operation.Http h
                        ? h.body()
                        : operation instanceof Operation.Exec e ? e.stdin() : Body.EMPTY;
        return body instanceof Body.Bytes b ? new String(b.content(), StandardCharsets.UTF_8) : "";
    }

    @Test
    void theWorstTextsAreScannedToTheirEnd() {
        for (String unit :
                List.of("token=", "://", "-----BEGIN ", "\"password\":\"", "curl -H ", "\\\"")) {
            String text = unit.repeat(20_000) + " ghp_0123456789abcdefghijABCDEFGHIJ012345";
            assertFalse(redaction.text(text).contains("ghp_"), unit);
        }
    }
}
