package dev.holdpoint.guard;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.bridge.HoldpointException;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.guard.approval.Request;
import dev.holdpoint.guard.approval.SignedStatement;
import dev.holdpoint.guard.approval.Signer;
import dev.holdpoint.guard.approval.Statement;
import dev.holdpoint.guard.approval.Statement.Decision;
import dev.holdpoint.guard.store.DirectoryStore;
import dev.holdpoint.language.Policy;
import dev.holdpoint.session.CanonicalJson;
import dev.holdpoint.session.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real keys and signatures of {@code ssh-keygen}; the policy names lead and ops. */
class ApprovalTest {

    private static final Instant NOW = Instant.parse("2026-04-24T10:00:00Z");
    private static Signer lead;
    private static Signer ops;
    private static Signer stranger;

    @TempDir private Path dir;
    private Path storeDirectory;
    private DirectoryStore store;

    @BeforeAll
    static void keys(@TempDir Path keys) throws Exception {
        lead = Signer.make(keys, "lead");
        ops = Signer.make(keys, "ops");
        stranger = Signer.make(keys, "stranger");
    }

    @BeforeEach
    void open() throws Exception {
        storeDirectory = Files.createDirectory(dir.resolve("store"));
        store = DirectoryStore.open(storeDirectory);
    }

    private static Policy policy() {
        return Scene.policy(
                List.of(
                        new Policy.Approvers(
                                "owners", List.of(lead.line(), ops.line()), Scene.SPAN)),
                List.of());
    }

    private GuardConfig.Builder config(int quorum, int uses) {
        return GuardConfig.of(policy(), Scene.judge(Optional.of(Scene.approval(quorum, uses))))
                .analysis(Scene::read)
                .store(storeDirectory)
                .audit(dir.resolve("audit.jsonl"))
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .log(line -> {});
    }

    private static Operation post(String body) {
        return new Operation.Http(
                "POST", "https://api.example.com/v1/volumes?b=2&a=1", List.of(), Body.of(body));
    }

    private static final Operation DELETE = post("{\"delete\":\"3d2c42fb-1\"}");

    /** Attempts it, expects to be stopped, and returns the request that was made. */
    private Request asked(Guard guard, Operation operation) throws Exception {
        HoldpointException e =
                assertThrows(HoldpointException.class, () -> guard.demand(operation));
        String message = String.valueOf(e.getMessage());
        int at = message.indexOf("[request ");
        assertTrue(at > 0, message);
        String id = message.substring(at + 9, message.indexOf(']', at));
        return Request.read(store.request(id).orElseThrow());
    }

    private static Statement yes(Request request, Signer signer) throws Exception {
        return Statement.about(
                request,
                Decision.APPROVE,
                signer.key(),
                NOW.minusSeconds(60),
                NOW.plusSeconds(600),
                NOW.plusSeconds(600),
                1);
    }

    private void approve(Request request, Signer signer) throws Exception {
        store.add(request.id(), signer.signed(yes(request, signer)));
    }

    @Test
    void anApprovedOperationPassesOnceAndItsSecondUseIsAskedAnew() throws Exception {
        try (Guard guard = Guard.start(config(1, 1).build())) {
            Request first = asked(guard, DELETE);
            assertEquals(first.write(), asked(guard, DELETE).write());
            approve(first, lead);
            assertDoesNotThrow(() -> guard.demand(DELETE));
            Request second = asked(guard, DELETE);
            assertNotEquals(first.id(), second.id());
            assertNotEquals(first.nonce(), second.nonce());
            assertEquals(first.digest(), second.digest());
            approve(second, ops);
            assertDoesNotThrow(() -> guard.demand(DELETE));
            assertNotEquals(second.id(), asked(guard, DELETE).id());
        }
    }

    @Test
    void aBodyThatDiffersInOneByteIsAnotherOperation() throws Exception {
        try (Guard guard = Guard.start(config(1, 1).build())) {
            Request request = asked(guard, DELETE);
            approve(request, lead);
            Request other = asked(guard, post("{\"delete\":\"3d2c42fb-2\"}"));
            assertNotEquals(request.digest(), other.digest());
            assertDoesNotThrow(() -> guard.demand(DELETE));
        }
    }

    @Test
    void theOrderOfTheQueryAndWhatChangesWithEveryAttemptDoNotMatter() throws Exception {
        try (Guard guard = Guard.start(config(1, 1).build())) {
            approve(asked(guard, DELETE), lead);
            Operation again =
                    new Operation.Http(
                            "POST",
                            "https://API.example.com:443/v1/volumes?a=1&b=2",
                            List.of(
                                    new Operation.Field("Date", "Fri, 24 Apr 2026 10:00:01 GMT"),
                                    new Operation.Field("traceparent", "00-1-2-01"),
                                    new Operation.Field("User-Agent", "curl/8")),
                            Body.of("{\"delete\":\"3d2c42fb-1\"}"));
            assertDoesNotThrow(() -> guard.demand(again));
        }
    }

    @Test
    void anotherCredentialIsAnotherOperation() throws Exception {
        try (Guard guard = Guard.start(config(1, 1).build())) {
            Request one = asked(guard, withToken("0d2b8c1e-1"));
            Request two = asked(guard, withToken("0d2b8c1e-2"));
            assertNotEquals(one.digest(), two.digest());
            assertFalse(one.write().contains("0d2b8c1e"), one.write());
        }
    }

    private static Operation withToken(String token) {
        return new Operation.Http(
                "POST",
                "https://api.example.com/",
                List.of(new Operation.Field("Project-Access-Token", token)),
                Body.of("x"));
    }

    /** What people or attackers could put into the store that must not count. */
    enum Worthless {
        EXPIRED,
        NOT_YET,
        EXECUTE_BY_HAS_PASSED,
        LONGER_AGO_THAN_THE_POLICY_ALLOWS,
        KEY_IS_NOT_LISTED,
        SIGNED_BY_ANOTHER_THAN_IT_NAMES,
        WRONG_NAMESPACE,
        FOR_ANOTHER_REQUEST,
        FOR_ANOTHER_DEPLOYMENT,
        FOR_ANOTHER_POLICY,
        WITH_ANOTHER_NONCE,
        DECISION_CHANGED_AFTERWARDS,
        NOT_CANONICAL,
        OF_ANOTHER_TYPE,
        NOT_JSON,
        EMPTY
    }

    @ParameterizedTest
    @EnumSource(Worthless.class)
    void whatDoesNotCountLetsNothingPass(Worthless what) throws Exception {
        try (Guard guard = Guard.start(config(1, 1).build())) {
            Request request = asked(guard, DELETE);
            put(request.id(), worthless(what, request, guard));
            assertEquals(request.id(), asked(guard, DELETE).id());
            approve(request, lead);
            assertDoesNotThrow(() -> guard.demand(DELETE));
        }
    }

    private String worthless(Worthless what, Request request, Guard guard) throws Exception {
        Statement good = yes(request, lead);
        return switch (what) {
            case EXPIRED -> lead.signed(times(good, -600, -1, 600));
            case NOT_YET -> lead.signed(times(good, 1, 600, 600));
            case EXECUTE_BY_HAS_PASSED -> lead.signed(times(good, -600, 600, -1));
            case LONGER_AGO_THAN_THE_POLICY_ALLOWS -> lead.signed(times(good, -901, 600, 600));
            case KEY_IS_NOT_LISTED -> stranger.signed(yes(request, stranger));
            case SIGNED_BY_ANOTHER_THAN_IT_NAMES ->
                    stored(good.write(), stranger.sign(Statement.NAMESPACE, good.bytes()));
            case WRONG_NAMESPACE -> stored(good.write(), lead.sign("file", good.bytes()));
            case FOR_ANOTHER_REQUEST -> lead.signed(yes(asked(guard, post("other")), lead));
            case FOR_ANOTHER_DEPLOYMENT -> lead.signed(changed(good, "deployment", "elsewhere"));
            case FOR_ANOTHER_POLICY -> lead.signed(changed(good, "policy", "0".repeat(64)));
            case WITH_ANOTHER_NONCE -> lead.signed(changed(good, "nonce", "0".repeat(32)));
            case DECISION_CHANGED_AFTERWARDS -> {
                Statement no =
                        Statement.about(
                                request,
                                Decision.REFUSE,
                                lead.key(),
                                good.notBefore(),
                                good.notAfter(),
                                good.executeBy(),
                                1);
                yield stored(good.write(), lead.sign(Statement.NAMESPACE, no.bytes()));
            }
            case NOT_CANONICAL -> {
                String spaced = good.write().replaceFirst(",", ", ");
                yield stored(
                        spaced,
                        lead.sign(Statement.NAMESPACE, spaced.getBytes(StandardCharsets.UTF_8)));
            }
            case OF_ANOTHER_TYPE -> {
                String grant = good.write().replace("holdpoint-approval", "holdpoint-grant");
                yield stored(
                        grant,
                        lead.sign(Statement.NAMESPACE, grant.getBytes(StandardCharsets.UTF_8)));
            }
            case NOT_JSON -> "approved!";
            case EMPTY -> "";
        };
    }

    private static Statement times(Statement s, long notBefore, long notAfter, long executeBy) {
        return new Statement(
                s.request(),
                s.digest(),
                s.policy(),
                s.deployment(),
                s.nonce(),
                s.decision(),
                s.approver(),
                NOW.plusSeconds(notBefore),
                NOW.plusSeconds(notAfter),
                NOW.plusSeconds(executeBy),
                s.uses());
    }

    private static Statement changed(Statement s, String name, String value) throws Exception {
        Json.Obj json = (Json.Obj) Json.parse(s.write());
        return Statement.read(CanonicalJson.write(json.with(name, Json.text(value))));
    }

    private static String stored(String statement, String signature) {
        return CanonicalJson.write(
                Json.object().put("statement", statement).put("signature", signature).build());
    }

    /** Past the store's own door, as somebody with write access would. */
    private void put(String id, String text) throws IOException {
        Path directory = Files.createDirectories(storeDirectory.resolve("approvals").resolve(id));
        Files.writeString(directory.resolve("x" + text.hashCode() + ".json"), text);
    }

    @Test
    void aQuorumNeedsDistinctKeys() throws Exception {
        try (Guard guard = Guard.start(config(2, 1).build())) {
            Request request = asked(guard, DELETE);
            approve(request, lead);
            Statement again = times(yes(request, lead), -30, 500, 500);
            store.add(request.id(), lead.signed(again));
            String same = lead.signed(yes(request, lead));
            put(request.id(), same);
            put(request.id(), same + "\n");
            assertEquals(request.id(), asked(guard, DELETE).id());
            approve(request, ops);
            assertDoesNotThrow(() -> guard.demand(DELETE));
        }
    }

    @Test
    void aRefusalIsFinalEvenAgainstAQuorum() throws Exception {
        try (Guard guard = Guard.start(config(1, 1).build())) {
            Request request = asked(guard, DELETE);
            Statement no =
                    Statement.about(
                            request,
                            Decision.REFUSE,
                            ops.key(),
                            NOW,
                            NOW.plusSeconds(1),
                            NOW.plusSeconds(1),
                            1);
            store.add(request.id(), ops.signed(no));
            approve(request, lead);
            HoldpointException e =
                    assertThrows(HoldpointException.class, () -> guard.demand(DELETE));
            assertTrue(String.valueOf(e.getMessage()).contains("refused"), e.getMessage());
        }
    }

    @Test
    void whoRunsTheAgentCannotApprove() throws Exception {
        try (Guard guard = Guard.start(config(1, 1).runners(List.of(lead.line())).build())) {
            Request request = asked(guard, DELETE);
            approve(request, lead);
            assertEquals(request.id(), asked(guard, DELETE).id());
            approve(request, ops);
            assertDoesNotThrow(() -> guard.demand(DELETE));
        }
    }

    @Test
    void anApprovalServesAsOftenAsItAndThePolicySay() throws Exception {
        try (Guard guard = Guard.start(config(1, 2).build())) {
            Request request = asked(guard, DELETE);
            Statement many = yes(request, lead);
            store.add(
                    request.id(),
                    lead.signed(
                            Statement.about(
                                    request,
                                    Decision.APPROVE,
                                    lead.key(),
                                    many.notBefore(),
                                    many.notAfter(),
                                    many.executeBy(),
                                    5)));
            guard.demand(DELETE);
            guard.demand(DELETE);
            assertNotEquals(request.id(), asked(guard, DELETE).id());
        }
    }

    @Test
    void anotherGuardOnTheSameStoreSeesWhatWasUsed() throws Exception {
        Request request;
        try (Guard guard = Guard.start(config(1, 1).build())) {
            request = asked(guard, DELETE);
            approve(request, lead);
            guard.demand(DELETE);
        }
        try (Guard guard = Guard.start(config(1, 1).build())) {
            assertNotEquals(request.id(), asked(guard, DELETE).id());
        }
    }

    @Test
    void afterACrashBetweenConsumptionAndOperationItIsAskedAgain() throws Exception {
        try (Guard guard = Guard.start(config(1, 1).build())) {
            Request request = asked(guard, DELETE);
            approve(request, lead);
            // what a JVM leaves that ended right after the exclusive create: an empty file
            Files.createFile(storeDirectory.resolve("consumed").resolve(request.id() + ".0"));
            assertNotEquals(request.id(), asked(guard, DELETE).id());
        }
    }

    @Test
    void inOneJvmWhatWasConsumedStaysSoEvenIfTheFileIsTakenAway() throws Exception {
        try (Guard guard = Guard.start(config(1, 1).build())) {
            Request request = asked(guard, DELETE);
            approve(request, lead);
            guard.demand(DELETE);
            Files.delete(storeDirectory.resolve("consumed").resolve(request.id() + ".0"));
            assertNotEquals(request.id(), asked(guard, DELETE).id());
        }
    }

    @Test
    void aRequestThatWasChangedInTheStoreIsNotBelieved() throws Exception {
        try (Guard guard = Guard.start(config(1, 1).build())) {
            Request request = asked(guard, DELETE);
            Path file = storeDirectory.resolve("requests").resolve(request.id() + ".json");
            Files.writeString(
                    file, Files.readString(file).replace("api.example.com", "harmless.test"));
            HoldpointException e =
                    assertThrows(HoldpointException.class, () -> guard.demand(DELETE));
            assertTrue(String.valueOf(e.getMessage()).contains("damaged"), e.getMessage());
        }
    }

    @Test
    void whatCouldNotBeReadCannotBeApproved() throws Exception {
        try (Guard guard = Guard.start(config(1, 1).build())) {
            Operation streamed =
                    new Operation.Http(
                            "POST",
                            "https://api.example.com/",
                            List.of(),
                            new Body.Unread("it is streamed"));
            HoldpointException e =
                    assertThrows(HoldpointException.class, () -> guard.demand(streamed));
            assertTrue(String.valueOf(e.getMessage()).contains("it is streamed"), e.getMessage());
            assertTrue(store.requests().isEmpty());
        }
    }

    @Test
    void aStoreThatIsMissingOrNoDirectoryStopsTheStart() throws Exception {
        Files.writeString(dir.resolve("file"), "");
        for (Path path : List.of(dir.resolve("missing"), dir.resolve("file"))) {
            assertThrows(IOException.class, () -> Guard.start(config(1, 1).store(path).build()));
        }
    }

    @Test
    void aStoreThatGoesAwayOrFailsIsADenial() throws Exception {
        try (Guard guard = Guard.start(config(1, 1).build())) {
            Request request = asked(guard, DELETE);
            approve(request, lead);
            Path consumed = storeDirectory.resolve("consumed");
            Files.move(consumed, dir.resolve("away"));
            assertThrows(HoldpointException.class, () -> guard.demand(DELETE));
            Files.writeString(consumed, "a file where a directory should be");
            assertThrows(HoldpointException.class, () -> guard.demand(DELETE));
            Files.delete(consumed);
            Files.move(dir.resolve("away"), consumed);
            assertDoesNotThrow(() -> guard.demand(DELETE));
        }
    }

    @Test
    void aCallThatMayWaitGoesOnWhenPeopleHaveSigned() throws Exception {
        Policy.Approval waiting =
                new Policy.Approval(
                        "owners",
                        1,
                        Duration.ofMinutes(15),
                        1,
                        Optional.of(Duration.ofSeconds(30)));
        GuardConfig config =
                GuardConfig.of(policy(), Scene.judge(Optional.of(waiting)))
                        .analysis(Scene::read)
                        .store(storeDirectory)
                        .log(line -> {})
                        .build();
        try (Guard guard = Guard.start(config)) {
            Thread call = new Thread(() -> guard.demand(DELETE));
            call.start();
            while (store.requests().isEmpty()) {
                Thread.onSpinWait();
            }
            Request request = Request.read(store.request(store.requests().get(0)).orElseThrow());
            Instant now = Instant.now();
            String signed =
                    lead.signed(
                            Statement.about(
                                    request,
                                    Decision.APPROVE,
                                    lead.key(),
                                    now,
                                    now.plusSeconds(60),
                                    now.plusSeconds(60),
                                    1));
            assertEquals(lead.key(), SignedStatement.read(signed).key());
            store.add(request.id(), signed);
            call.join();
            assertTrue(store.isConsumed(request.id(), 0));
        }
    }
}
