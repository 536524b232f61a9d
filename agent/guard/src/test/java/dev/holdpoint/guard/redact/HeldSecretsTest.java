package dev.holdpoint.guard.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Secrets;
import dev.holdpoint.effect.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeldSecretsTest {

    private static final String TOKEN = "0d2b8c1e-5a77-4e0f-9b1d-6f3c2e8a9d41";
    private static final String COMMAND =
            "curl -H \"Authorization: Bearer " + TOKEN + "\" -d '{\"query\":1}' https://a.example";
    private final Redaction redaction = new Redaction(new byte[32]);
    private final String mark = redaction.fingerprint(TOKEN);

    private HeldSecrets held(String... secrets) {
        Secrets all = Secrets.NONE;
        for (String secret : secrets) {
            all = all.and(Secrets.of(Secret.of(secret, "header")));
        }
        Effect effect = Effect.of(Kind.HTTP).verb(Verb.WRITE).secrets(all).summary("x").build();
        return redaction.held(
                Operation.Exec.of(List.of("bash")),
                Optional.of(new Reading(List.of(effect), List.of())));
    }

    private static String base64(String text) {
        return base64(text, StandardCharsets.UTF_8);
    }

    private static String base64(String text, Charset charset) {
        return Base64.getEncoder().encodeToString(text.getBytes(charset));
    }

    private static String hex(String text, String before) {
        return HexFormat.of().withPrefix(before).formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String gzip(String text) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                zip.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return Base64.getEncoder().encodeToString(out.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Arguments> encodings() {
        Map<String, UnaryOperator<String>> all = new TreeMap<>();
        all.put("base64", HeldSecretsTest::base64);
        all.put("base64 for URLs", t -> base64(t).replace('+', '-').replace('/', '_'));
        all.put(
                "base64 in lines",
                t ->
                        Base64.getMimeEncoder()
                                .encodeToString((t + t).getBytes(StandardCharsets.UTF_8)));
        all.put(
                "base64 in lines inside JSON",
                t ->
                        Base64.getMimeEncoder()
                                .encodeToString((t + t).getBytes(StandardCharsets.UTF_8))
                                .replace("\r\n", "\\n"));
        all.put(
                "base64 of UTF-16, as PowerShell has it",
                t -> base64(t, StandardCharsets.UTF_16LE));
        all.put("base64 in two quotes", t -> base64(t).replaceFirst("(?<=^.{30})", "''"));
        all.put("base64 of base64", t -> base64(base64(t)));
        all.put("base64 of hexadecimal", t -> base64(hex(t, "")));
        all.put("base64 of gzip", HeldSecretsTest::gzip);
        all.put("hexadecimal", t -> hex(t, ""));
        all.put("hexadecimal in capitals", t -> hex(t, "").toUpperCase(java.util.Locale.ROOT));
        all.put("hexadecimal with blanks", t -> hex(t, " "));
        all.put("escapes", t -> hex(t, "\\x"));
        all.put("unicode escapes", t -> hex(t, "\\u00"));
        all.put("percent", t -> hex(t, "%"));
        all.put("the other way around", t -> new StringBuilder(t).reverse().toString());
        all.put("itself, in quotes", t -> t.replace("5a77", "5a'7'7"));
        all.put("itself", t -> t);
        return all.entrySet().stream()
                .flatMap(
                        e ->
                                Stream.of("", "a", "ab", "abc")
                                        .map(
                                                before ->
                                                        Arguments.of(
                                                                e.getKey(), before, e.getValue())));
    }

    @ParameterizedTest(name = "{0} behind \"{1}\"")
    @MethodSource("encodings")
    void aCredentialIsFoundWhateverIsAroundIt(
            String name, String before, UnaryOperator<String> encoding) {
        for (String inner : List.of(TOKEN, COMMAND)) {
            String encoded = encoding.apply(before + inner);
            String clean = held(TOKEN).replacedIn("echo " + encoded + " | tool -d");
            assertTrue(clean.contains(mark), name + ": " + clean);
            assertFalse(clean.contains(encoded), clean);
            assertFalse(Attack.finds(TOKEN, clean), clean);
            assertEquals(clean, held(TOKEN).replacedIn(clean), "twice changes nothing more");
        }
    }

    @Test
    void theRunAloneIsReplaced() {
        assertEquals(
                "echo [encoded, holds " + mark + "] | base64 -d | bash",
                held(TOKEN).replacedIn("echo " + base64(COMMAND) + " | base64 -d | bash"));
        assertEquals("echo " + mark + " | cat", held(TOKEN).replacedIn("echo " + TOKEN + " | cat"));
    }

    @ParameterizedTest
    @ValueSource(ints = {70, 90, 100, 110})
    void aSummaryThatIsCutOffWithinACredentialHoldsNoneOfIt(int length) {
        String cut = "echo " + base64(COMMAND + COMMAND).substring(0, length) + "…";
        String half = base64(TOKEN).substring(0, 16);
        String clean = held(TOKEN).replacedIn(cut);
        assertEquals("echo [encoded, holds " + mark + "]…", clean);
        assertFalse(clean.contains(half));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo aGVsbG8gd29ybGQ= | base64 -d",
                "psql postgres://localhost/postgres -c \"select 'postgres'\"",
                "rm -rf /srv/data/0d2b8c1e",
                "curl -d '{\"query\":\"mutation { volumeDelete(volumeId: 1) }\"}' https://a.example"
            })
    void whatHoldsNoneStaysAsItIs(String text) {
        assertEquals(text, held(TOKEN, "postgres", "c").replacedIn(text));
    }

    @Test
    void anOrdinaryWordIsFoundWhereItIsEncoded() {
        String clean = held("postgres").replacedIn("echo " + base64("user:postgres") + " postgres");
        assertEquals(
                "echo [encoded, holds " + redaction.fingerprint("postgres") + "] postgres", clean);
    }

    @Test
    void theWorstTextsAreSearchedToTheirEnd() {
        for (String unit : List.of("QUFB", "%25", "\\x41", "H4sI", "4141", "\\\\", "' '")) {
            String text = unit.repeat(60_000) + " " + base64(COMMAND);
            assertTrue(held(TOKEN).replacedIn(text).contains(mark), unit);
        }
    }
}
