package dev.holdpoint.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.bridge.HoldpointException;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.guard.audit.Chain;
import dev.holdpoint.session.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GuardTest {

    @TempDir private Path dir;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private GuardConfig.Builder config() {
        return GuardConfig.of(Scene.policy(), Scene.judge(Optional.empty()))
                .analysis(Scene::read)
                .audit(dir.resolve("audit.jsonl"))
                .log(log::add);
    }

    private List<Json.Obj> audit() throws Exception {
        List<Json.Obj> records = new ArrayList<>();
        for (String line : Files.readAllLines(dir.resolve("audit.jsonl"))) {
            records.add((Json.Obj) Json.parse(line));
        }
        return records;
    }

    /** The ground stands before the reason; where there is none, it is the policy's. */
    private static String ground(Json.Obj record) {
        String reason = record.object("decision").orElseThrow().text("reason").orElseThrow();
        int colon = reason.indexOf(": ");
        return colon > 0 && reason.substring(0, colon).indexOf(' ') < 0
                ? reason.substring(0, colon)
                : "policy";
    }

    @Test
    void aDenialThrowsOneLineWithoutACauseAndIsRecorded() throws Exception {
        try (Guard guard = Guard.start(config().build())) {
            HoldpointException e =
                    assertThrows(
                            HoldpointException.class,
                            () -> guard.demand(Scene.exec("rm", "-rf", "/srv/data\nx")));
            assertEquals(
                    "Holdpoint stopped exec \"rm -rf /srv/data x\": rule wipe, because data is"
                            + " deleted by people. Another way to the same end is stopped too.",
                    e.getMessage());
            assertNull(e.getCause());
            assertEquals(
                    List.of(String.valueOf(e.getMessage()).substring("Holdpoint ".length())), log);
            Json.Obj record = audit().get(0);
            assertEquals("stopped", record.text("outcome").orElseThrow());
            assertEquals("policy", ground(record));
        }
    }

    @Test
    void whatIsAllowedGoesOnAndIsInTheAuditAfterAFlush() throws Exception {
        try (Guard guard = Guard.start(config().session("s-1").build())) {
            guard.demand(Scene.exec("ls"));
            guard.flush();
            assertEquals("proceeded", audit().get(0).text("outcome").orElseThrow());
            assertEquals("s-1", audit().get(0).text("session").orElseThrow());
            assertTrue(log.isEmpty());
        }
        assertTrue(Chain.verify(dir.resolve("audit.jsonl"), List.of()).good());
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        "analysis throws",
                        (Function<Operation, Reading>)
                                o -> {
                                    throw new IllegalStateException("defect");
                                },
                        "analysis-failed"),
                Arguments.of(
                        "analysis overflows the stack",
                        (Function<Operation, Reading>) GuardTest::endless,
                        "analysis-failed"),
                Arguments.of(
                        "there is no memory",
                        (Function<Operation, Reading>)
                                o -> {
                                    throw new OutOfMemoryError("heap");
                                },
                        "analysis-failed"));
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Reading endless(Operation operation) {
        return endless(operation);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void whatFailsIsADenialWithAGroundOfItsOwn(
            String name, Function<Operation, Reading> analysis, String ground) throws Exception {
        try (Guard guard = Guard.start(config().analysis(analysis).build())) {
            assertThrows(HoldpointException.class, () -> guard.demand(Scene.exec("ls")), name);
            assertEquals(ground, ground(audit().get(0)));
        }
    }

    @Test
    void anEngineThatThrowsIsADenial() throws Exception {
        GuardConfig config =
                GuardConfig.of(
                                Scene.policy(),
                                (reading, situation) -> {
                                    throw new LinkageError("hidden class");
                                })
                        .analysis(Scene::read)
                        .audit(dir.resolve("audit.jsonl"))
                        .log(log::add)
                        .build();
        try (Guard guard = Guard.start(config)) {
            assertThrows(HoldpointException.class, () -> guard.demand(Scene.exec("ls")));
            assertEquals("engine-failed", ground(audit().get(0)));
        }
    }

    @Test
    void whatTheGuardItselfAttemptsDoesNotLoop() throws Exception {
        List<Guard> itself = new ArrayList<>();
        Function<Operation, Reading> analysis =
                o -> {
                    itself.get(0).demand(o);
                    return Scene.read(o);
                };
        try (Guard guard = Guard.start(config().analysis(analysis).build())) {
            itself.add(guard);
            assertThrows(HoldpointException.class, () -> guard.demand(Scene.exec("ls")));
            assertEquals(2, log.size());
        }
    }

    @Test
    void inObserveModeADenialIsRecordedAndTheOperationGoesOn() throws Exception {
        try (Guard guard = Guard.start(config().mode(Mode.OBSERVE).build())) {
            guard.demand(Scene.exec("rm", "x"));
            assertEquals("proceeded", audit().get(0).text("outcome").orElseThrow());
        }
    }

    @Test
    void aGuardWhoseAuditCannotBeWrittenDoesNotStart() throws Exception {
        Files.writeString(dir.resolve("file"), "");
        IOException e =
                assertThrows(
                        IOException.class,
                        () -> Guard.start(config().audit(dir.resolve("file/audit")).build()));
        assertTrue(String.valueOf(e.getMessage()).contains("cannot be written"), e.getMessage());
    }

    @Test
    void anAuditThatIsASymbolicLinkIsRefused() throws Exception {
        Files.createSymbolicLink(dir.resolve("link"), dir.resolve("elsewhere"));
        assertThrows(
                IOException.class, () -> Guard.start(config().audit(dir.resolve("link")).build()));
        assertFalse(Files.exists(dir.resolve("elsewhere")));
    }

    @Test
    void operationsOnHoldpointsOwnFilesAreDeniedWhateverThePolicySays() throws Exception {
        Path policy = dir.resolve("policy.hold");
        Files.writeString(policy, "policy");
        try (Guard guard = Guard.start(config().ownFiles(Set.of(policy)).build())) {
            assertThrows(
                    HoldpointException.class,
                    () -> guard.demand(Scene.exec("touch", policy.toString())));
            assertEquals("own-files", ground(audit().get(0)));
            guard.demand(Scene.exec("cat", policy.toString()));
        }
    }
}
