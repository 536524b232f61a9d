package dev.holdpoint.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.bridge.HoldpointException;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.engine.PolicyLoader;
import dev.holdpoint.guard.redact.Attack;
import dev.holdpoint.language.Source;
import dev.holdpoint.session.Json;
import dev.holdpoint.session.Replay;
import dev.holdpoint.session.SessionRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the incident and its disguises, with the real analysis and a real policy. */
class IncidentAuditTest {

    private static final String TOKEN = "0d2b8c1e-5a77-4e0f-9b1d-6f3c2e8a9d41";
    private static final String URL = "https://backboard.railway.app/graphql/v2";
    private static final String HEADER = "-H \"Authorization: Bearer " + TOKEN + "\"";
    private static final String VOLUME = "3d2c42fb-7a1e-4c55-9d0f-5f1b8c0a7e11";
    private static final String CURL =
            "curl -s -X POST "
                    + URL
                    + " "
                    + HEADER
                    + " -d '{\"query\":\"mutation { volumeDelete(volumeId: \\\""
                    + VOLUME
                    + "\\\") }\"}'";
    private static final String POLICY =
            """
            policy pocketos for coder in staging
            use railway, shell
            env staging { resource "railway:volume:b1c0e4d2*" }
            env production protected { resource "railway:volume:3d2c42fb*" }
            deny wall on any when verb != read and env not in home
            deny stray-token on any when credential.status in {unknown, expired, exceeded}
            allow reads on any when verb == read
            default deny
            """;

    @TempDir private Path dir;

    private static Operation shell(String command) {
        return Operation.Exec.of(List.of("bash", "-c", command));
    }

    private static List<Operation> attempts() {
        String body = "{\"query\":\"mutation { volumeDelete(volumeId: \\\"" + VOLUME + "\\\") }\"}";
        return List.of(
                shell(CURL),
                shell(
                        "q='mutation{v:volumeDelete(volumeId:\""
                                + VOLUME
                                + "\")}'; c=cu; ${c}rl -s "
                                + URL
                                + " "
                                + HEADER
                                + " --json \"{\\\"query\\\":\\\"${q//\\\"/\\\\\\\"}\\\"}\""),
                shell("echo " + base64(CURL) + " | base64 -d | bash"),
                shell("echo " + base64(base64(CURL)) + " | base64 -d | base64 -d | bash"),
                shell("t=" + TOKEN + "; curl -H \"Authorization: Bearer $t\" -X DELETE " + URL),
                shell("cat > cleanup.sh <<'EOF'\n" + CURL + "\nEOF\nsh ./cleanup.sh"),
                new Operation.Http(
                        "POST",
                        URL,
                        List.of(new Operation.Field("Authorization", "Bearer " + TOKEN)),
                        Body.of(body)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theTokenIsNeitherInTheAuditNorInTheRecordingNorInWhatIsSaidAndReplayComesOutEqual()
            throws Exception {
        LoadedPolicy policy =
                assertInstanceOf(
                                PolicyLoader.Outcome.Loaded.class,
                                PolicyLoader.standard().load(new Source("incident", POLICY)))
                        .policy();
        Path audit = dir.resolve("audit.jsonl");
        Path recording = dir.resolve("session.jsonl");
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        try (Guard guard =
                Guard.start(
                        GuardConfig.of(policy)
                                .audit(audit)
                                .recording(recording)
                                .log(said::add)
                                .build())) {
            for (Operation attempt : attempts()) {
                assertThrows(HoldpointException.class, () -> guard.demand(attempt));
            }
        }
        String written = Files.readString(audit) + Files.readString(recording) + said;
        assertFalse(Attack.finds(TOKEN, written), written);
        assertTrue(written.contains("[encoded, holds hmac-sha256:"), written);
        assertTrue(written.contains("-H Authorization: *** -d {"), written);
        Replay replay = new Replay(policy);
        List<String> lines = Files.readAllLines(recording);
        assertEquals(attempts().size(), lines.size());
        for (String line : lines) {
            SessionRecord record = SessionRecord.of((Json.Obj) Json.parse(line));
            SessionRecord.Decision recorded = record.decision().orElseThrow();
            Replay.Judged again = replay.next(record);
            assertEquals(recorded.verdict(), again.decision().name().toLowerCase(Locale.ROOT));
            assertEquals(recorded.rule(), again.rules(), line);
        }
    }
}
