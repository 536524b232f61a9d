package dev.holdpoint.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.engine.PolicyLoader;
import dev.holdpoint.language.Policy.Decision;
import dev.holdpoint.language.Source;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReplayTest {

    private static final Instant NOON = Instant.parse("2026-04-24T12:00:00Z");

    private static LoadedPolicy policy(String body) {
        PolicyLoader.Outcome outcome =
                PolicyLoader.standard().load(new Source("t", "policy t\n" + body));
        if (outcome instanceof PolicyLoader.Outcome.Loaded loaded) {
            return loaded.policy();
        }
        throw new AssertionError(outcome);
    }

    private static SessionRecord record(String command, int seconds, String session) {
        Operation operation = Operation.Exec.shell(command, Optional.of("/work"));
        return new SessionRecord(
                0,
                NOON.plusSeconds(seconds),
                Fact.text(session),
                Optional.of("coder"),
                Fact.ABSENT,
                Kind.EXEC,
                OperationJson.write(operation),
                EffectJson.write(
                        Analysis.standard().read(operation, Surroundings.NOWHERE),
                        Redaction.NOTHING,
                        Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                "");
    }

    @Test
    void limitsAreCountedByTheRecordedClockAndBySession() {
        Replay replay =
                new Replay(
                        policy(
                                """
                                allow all on any when verb in {read, write, run}
                                limit few on exec when program == ls max 2 calls per 1m per session
                                default deny
                                """));
        List<Decision> decisions = new ArrayList<>();
        for (SessionRecord record :
                List.of(
                        record("ls", 0, "a"),
                        record("ls", 1, "a"),
                        record("ls", 2, "a"),
                        record("ls", 3, "b"),
                        record("ls", 65, "a"))) {
            decisions.add(replay.next(record).decision());
        }
        assertEquals(
                List.of(
                        Decision.ALLOW,
                        Decision.ALLOW,
                        Decision.DENY,
                        Decision.ALLOW,
                        Decision.ALLOW),
                decisions);
    }

    @Test
    void whatAnalysisSawThenDecidesAndNotWhatItWouldSeeNow() {
        SessionRecord harmless = record("ls", 0, "a");
        SessionRecord recorded = record("rm -rf /srv", 0, "a");
        // the record of the one operation with what was found of the other
        SessionRecord mixed =
                new SessionRecord(
                        0,
                        NOON,
                        Fact.ABSENT,
                        Optional.empty(),
                        Fact.ABSENT,
                        Kind.EXEC,
                        harmless.operation(),
                        recorded.effects(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "");
        Replay replay = new Replay(PolicyLoader.standard().baseline());
        assertEquals(Decision.ASK, replay.next(mixed).decision());
        assertEquals(Decision.ALLOW, replay.next(harmless).decision());
    }

    /** The key is not there at a replay, and the fingerprint is all that was recorded. */
    @Test
    void aCredentialIsKnownAgainByItsRecordedFingerprint() throws Exception {
        byte[] key = {7};
        Secret token = Secret.of("t0ken", "header Authorization");
        Operation call =
                new Operation.Http(
                        "GET",
                        "https://example.com/",
                        List.of(new Operation.Field("Authorization", "Bearer t0ken")),
                        Body.EMPTY);
        Replay replay =
                new Replay(
                        policy(
                                "credential c { id \""
                                        + token.fingerprint(key)
                                        + "\" may any }\n"
                                        + "allow known on any when credential.status == valid\n"
                                        + "default deny\n"));
        SessionRecord record =
                new SessionRecord(
                        0,
                        NOON,
                        Fact.ABSENT,
                        Optional.empty(),
                        Fact.ABSENT,
                        Kind.HTTP,
                        OperationJson.write(call),
                        EffectJson.write(
                                Analysis.standard().read(call, Surroundings.NOWHERE),
                                Redaction.NOTHING,
                                Optional.of(key)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "");
        assertEquals(Decision.ALLOW, replay.next(record).decision());
        assertTrue(!record.toJson().get("effects").orElseThrow().toString().contains("t0ken"));
    }

    @Test
    void theSessionIsOfTheLowestTier() {
        Replay replay =
                new Replay(
                        policy(
                                """
                                tiers low < high
                                allow all on any when tier == low
                                default deny
                                """));
        assertEquals(Decision.ALLOW, replay.next(record("ls", 0, "a")).decision());
    }

    @Test
    void aRecordThatCannotBeReadIsDenied() throws Exception {
        SessionRecord damaged =
                SessionRecord.of(
                        (Json.Obj)
                                Json.parse(
                                        "{\"v\":1,\"ts\":\"2026-04-24T12:00:00Z\",\"kind\":\"exec\","
                                                + "\"operation\":{\"kind\":\"exec\"}}"));
        assertEquals(
                Decision.DENY,
                new Replay(PolicyLoader.standard().baseline()).next(damaged).decision());
    }

    @Test
    void aComparisonTellsWhatChangesAndWhichWay() {
        LoadedPolicy loose = policy("allow all on any\ndefault deny\n");
        LoadedPolicy strict = policy("allow some on any when verb == read\ndefault deny\n");
        Comparison tightened = new Comparison(loose, strict);
        assertEquals(Optional.empty(), tightened.next(record("ls", 0, "a")));
        assertTrue(tightened.next(record("rm -rf /srv", 0, "a")).orElseThrow().stricter());
        Comparison loosened = new Comparison(strict, loose);
        assertTrue(!loosened.next(record("rm -rf /srv", 0, "a")).orElseThrow().stricter());
    }

    @Test
    void aSessionIsReadBackAsItWasWritten() throws Exception {
        SessionRecord first = record("ls", 0, "a").chained(1, SessionRecord.FIRST);
        SessionRecord second = record("rm x", 1, "a").chained(2, first.hash());
        String file = line(first) + "\n" + line(second);
        try (SessionFile session = new SessionFile(new StringReader(file))) {
            assertEquals(first, session.next().orElseThrow().record());
            assertEquals(second, session.next().orElseThrow().record());
            assertEquals(Optional.empty(), session.next());
            assertEquals(Optional.empty(), session.broken());
            assertEquals(second.hash(), session.head());
        }
    }

    @Test
    void anEditAnOmissionAndAnExchangeBreakTheChain() throws Exception {
        SessionRecord a = record("ls", 0, "a").chained(1, SessionRecord.FIRST);
        SessionRecord b = record("rm x", 1, "a").chained(2, a.hash());
        SessionRecord c = record("ls", 2, "a").chained(3, b.hash());
        assertEquals("", broken(line(a), line(b), line(c)));
        assertEquals(
                "line 2 was changed: its hash is not that of its content",
                broken(line(a), line(b).replace("rm x", "rm y"), line(c)));
        assertEquals("line 2 does not follow the record before it", broken(line(a), line(c)));
        assertEquals("line 1 does not follow the record before it", broken(line(b), line(c)));
        assertEquals("line 2 is no record", broken(line(a), "{", line(b)));
    }

    private static String line(SessionRecord record) {
        return CanonicalJson.write(record.toJson());
    }

    private static String broken(String... lines) throws IOException {
        try (SessionFile session = new SessionFile(new StringReader(String.join("\n", lines)))) {
            for (int i = 0; i < lines.length; i++) {
                try {
                    session.next();
                } catch (SessionFile.Unreadable e) {
                    assertTrue(e.getMessage().startsWith("line "));
                }
            }
            return session.broken().orElse("");
        }
    }

    @Test
    void aLineThatIsNoRecordIsReportedAndTheRestGoesOn() throws Exception {
        String file =
                "{\"v\":2}\n\nx\n{\"kind\":\"exec\",\"command\":\"ls\",\"expect\":\"allow\"}\n";
        try (SessionFile session = new SessionFile(new StringReader(file))) {
            assertThrows(SessionFile.Unreadable.class, session::next);
            assertThrows(SessionFile.Unreadable.class, session::next);
            SessionFile.Line line = session.next().orElseThrow();
            assertEquals(4, line.number());
            assertEquals(Optional.of("allow"), line.expected());
            assertEquals(Optional.empty(), session.next());
        }
    }
}
