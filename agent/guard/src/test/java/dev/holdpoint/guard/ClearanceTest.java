package dev.holdpoint.guard;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.bridge.HoldpointException;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.engine.PolicyLoader;
import dev.holdpoint.guard.approval.Request;
import dev.holdpoint.guard.approval.Signer;
import dev.holdpoint.guard.approval.Statement;
import dev.holdpoint.guard.store.DirectoryStore;
import dev.holdpoint.language.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits and kill switches, with real policies and the real analysis. */
class ClearanceTest {

    private static final Instant NOW = Instant.parse("2026-04-24T10:00:00Z");
    private static final Operation DELETE = Scene.exec("rm", "-rf", "/srv/data/old");
    private static final Operation LIST = Scene.exec("ls", "/srv");

    @TempDir private Path dir;
    private Path storeDirectory;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final AtomicReference<Fact> session = new AtomicReference<>(Fact.text("s-1"));

    @BeforeEach
    void make() throws Exception {
        storeDirectory = Files.createDirectory(dir.resolve("store"));
    }

    private Guard start(String rules) throws Exception {
        return start(rules, true);
    }

    private Guard start(String rules, boolean withStore) throws Exception {
        String source =
                "policy p for coder in here\nenv here { path \"/**\" }\n"
                        + rules
                        + "\ndefault deny\n";
        PolicyLoader.Outcome outcome = PolicyLoader.standard().load(new Source("p.hold", source));
        LoadedPolicy loaded = ((PolicyLoader.Outcome.Loaded) outcome).policy();
        GuardConfig.Builder config =
                GuardConfig.of(loaded.policy(), loaded.judge())
                        .clock(
                                new Clock() {
                                    @Override
                                    public java.time.ZoneId getZone() {
                                        return ZoneOffset.UTC;
                                    }

                                    @Override
                                    public Clock withZone(java.time.ZoneId zone) {
                                        return this;
                                    }

                                    @Override
                                    public Instant instant() {
                                        return now.get();
                                    }
                                })
                        .attribution(() -> new Attribution(session.get(), Fact.ABSENT))
                        .log(line -> {});
        return Guard.start((withStore ? config.store(storeDirectory) : config).build());
    }

    private static String stopped(Guard guard, Operation operation) {
        return String.valueOf(
                assertThrows(HoldpointException.class, () -> guard.demand(operation)).getMessage());
    }

    private static final String THREE =
            "limit deletions on any when verb == destroy max 3 calls per 1h per session\n"
                    + "allow all on any when verb in {read, write, run, destroy}";

    @Test
    void theFourthInAnHourIsDeniedAndAnHourLaterItIsNot() throws Exception {
        for (boolean withStore : new boolean[] {false, true}) {
            now.set(NOW);
            try (Guard guard = start(THREE, withStore)) {
                guard.demand(DELETE);
                now.set(NOW.plusSeconds(600));
                guard.demand(DELETE);
                guard.demand(DELETE);
                assertTrue(stopped(guard, DELETE).contains("limit deletions is exceeded"));
                guard.demand(LIST);
                now.set(NOW.plusSeconds(3600));
                guard.demand(DELETE);
                assertTrue(stopped(guard, DELETE).contains("deletions"));
            }
        }
    }

    @Test
    void anotherSessionHasItsOwnBudgetAndALostOneDoesNot() throws Exception {
        try (Guard guard = start(THREE)) {
            guard.demand(DELETE);
            guard.demand(DELETE);
            guard.demand(DELETE);
            session.set(Fact.unknown("lost"));
            assertTrue(stopped(guard, DELETE).contains("deletions"));
            session.set(Fact.text("s-2"));
            assertDoesNotThrow(() -> guard.demand(DELETE));
        }
    }

    @Test
    void aRestartAndASecondJvmCountOn() throws Exception {
        try (Guard guard = start(THREE)) {
            guard.demand(DELETE);
            guard.demand(DELETE);
        }
        try (Guard one = start(THREE);
                Guard two = start(THREE)) {
            one.demand(DELETE);
            assertTrue(stopped(two, DELETE).contains("deletions"));
        }
    }

    @Test
    void aDeniedOperationDoesNotUseUpTheBudget() throws Exception {
        String rules =
                "limit all on any max 2 calls per 1h per session\n"
                        + "deny wipe on any when verb == destroy\n"
                        + "allow rest on any when verb in {read, write, run, destroy}";
        try (Guard guard = start(rules)) {
            for (int i = 0; i < 5; i++) {
                assertTrue(stopped(guard, DELETE).contains("wipe"));
            }
            guard.demand(LIST);
            guard.demand(LIST);
            assertTrue(stopped(guard, LIST).contains("limit all"));
        }
    }

    @Test
    void anExceededLimitLeavesTheApprovalUnused() throws Exception {
        Signer lead = Signer.make(dir, "lead");
        String rules =
                "approvers owners { key \""
                        + lead.line()
                        + "\" }\n"
                        + "ask destroy on any when verb == destroy by owners quorum 1 within 15m once\n"
                        + "limit one on any when verb == destroy max 1 calls per 5m per session\n"
                        + "allow rest on any when verb in {read, write, run}";
        DirectoryStore store;
        try (Guard guard = start(rules)) {
            store = DirectoryStore.open(storeDirectory);
            stopped(guard, DELETE);
            approve(store, lead);
            guard.demand(DELETE);
            stopped(guard, DELETE);
            Request second = approve(store, lead);
            assertTrue(stopped(guard, DELETE).contains("limit one is exceeded"));
            now.set(NOW.plusSeconds(301));
            guard.demand(DELETE);
            assertTrue(store.isConsumed(second.id(), 0));
        }
    }

    /** Approves the one request that is not used up. */
    private static Request approve(DirectoryStore store, Signer signer) throws Exception {
        for (String id : store.requests()) {
            if (!store.isConsumed(id, 0)) {
                Request request = Request.read(store.request(id).orElseThrow());
                store.add(
                        id,
                        signer.signed(
                                Statement.about(
                                        request,
                                        Statement.Decision.APPROVE,
                                        signer.key(),
                                        NOW,
                                        NOW.plusSeconds(900),
                                        NOW.plusSeconds(900),
                                        1)));
                return request;
            }
        }
        throw new AssertionError("nothing is asked");
    }

    @Test
    void rowsThatWereChangedAreCountedAfterwards() throws Exception {
        String rules =
                "limit rows on sql when verb == write max 100 rows per 1h per session\n"
                        + "allow all on any when verb in {read, write}";
        Operation insert =
                new Operation.Sql(
                        "postgresql",
                        List.of("INSERT INTO t VALUES (1)"),
                        List.of(),
                        Optional.of(
                                new Operation.Connection(
                                        "jdbc:h2:mem:x", Optional.empty(), Optional.empty())));
        try (Guard guard = start(rules)) {
            guard.demand(insert);
            guard.changed(insert, 99);
            guard.demand(insert);
            guard.changed(insert, 1);
            assertTrue(stopped(guard, insert).contains("limit rows is exceeded"));
            now.set(NOW.plusSeconds(3600));
            assertDoesNotThrow(() -> guard.demand(insert));
        }
    }

    @Test
    void theKillFileStopsEverythingWhileItIsThere() throws Exception {
        Path kill = dir.resolve("stop");
        try (Guard guard = start(THREE + "\nkill when file \"" + kill + "\"")) {
            guard.demand(DELETE);
            Files.createFile(kill);
            assertTrue(stopped(guard, DELETE).contains("kill switch"));
            Files.delete(kill);
            assertDoesNotThrow(() -> guard.demand(DELETE));
        }
    }

    @Test
    void aKillFileThatCannotBeLookedForStopsEverything() throws Exception {
        String tooLong = "/" + "x".repeat(5_000);
        try (Guard guard = start(THREE + "\nkill when file \"" + tooLong + "\"")) {
            assertTrue(stopped(guard, LIST).contains("kill switch"));
        }
    }

    @Test
    void theSwitchOfTheStoreWorksWhateverThePolicySays() throws Exception {
        try (Guard guard = start(THREE)) {
            DirectoryStore store = DirectoryStore.open(storeDirectory);
            store.kill(true, "enough");
            assertTrue(stopped(guard, DELETE).contains("kill switch of the store"));
            store.kill(false, "");
            assertDoesNotThrow(() -> guard.demand(DELETE));
        }
    }

    @Test
    void aPolicyThatAsksTheStoreForItsSwitchNeedsAStore() throws Exception {
        try (Guard guard = start(THREE + "\nkill when store", false)) {
            assertTrue(stopped(guard, LIST).contains("there is no store"));
        }
    }

    @Test
    void theStoreItselfIsOutOfTheAgentsReach() throws Exception {
        try (Guard guard = start(THREE)) {
            for (String[] argv :
                    new String[][] {
                        {"rm", "-rf", storeDirectory + "/consumed"},
                        {"rm", "-rf", storeDirectory + "/cons*"},
                        {"rm", "-rf", dir.toString()},
                        {"touch", storeDirectory + "/approvals/x"},
                        {"sh", "-c", "cd " + dir + " && rm -rf store"},
                        {"sh", "-c", "echo x > " + storeDirectory + "/kill"},
                        {"mv", storeDirectory.toString(), "/tmp/elsewhere"}
                    }) {
                assertTrue(
                        stopped(guard, Scene.exec(argv)).contains("belongs to Holdpoint"),
                        String.join(" ", argv));
            }
            assertEquals(0, Files.list(storeDirectory.resolve("approvals")).count());
            assertDoesNotThrow(() -> guard.demand(Scene.exec("ls", storeDirectory.toString())));
        }
    }
}
