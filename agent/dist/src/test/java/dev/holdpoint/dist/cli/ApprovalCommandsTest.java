package dev.holdpoint.dist.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.bridge.HoldpointException;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.engine.PolicyLoader;
import dev.holdpoint.guard.Guard;
import dev.holdpoint.guard.GuardConfig;
import dev.holdpoint.language.Source;
import dev.holdpoint.session.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands of people who approve, against a guard that waits for them. */
class ApprovalCommandsTest {

    private static final Operation DELETE =
            Operation.Exec.of(List.of("rm", "-rf", "/srv/data/\u202eold\u001b[2J"));

    @TempDir private Path dir;
    private Guard guard = null;
    private String id = "";

    /** What a command said. */
    private record Said(int exit, String out, String err) {}

    private static Said run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = HoldpointCommand.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return new Said(line.execute(arguments), out.toString(), err.toString());
    }

    @BeforeEach
    void ask() throws Exception {
        Files.createDirectory(dir.resolve("store"));
        key("lead");
        String source =
                "policy p for coder in here\nenv here { path \"/**\" }\napprovers owners { key \""
                        + Files.readString(dir.resolve("lead.pub")).strip()
                        + "\" }\nask destroy on any when verb == destroy by owners quorum 1"
                        + " within 15m once\nallow rest on any when verb in {read, write, run}\n"
                        + "default deny\n";
        LoadedPolicy policy =
                ((PolicyLoader.Outcome.Loaded)
                                PolicyLoader.standard().load(new Source("p.hold", source)))
                        .policy();
        guard =
                Guard.start(
                        GuardConfig.of(policy.policy(), policy.judge())
                                .store(dir.resolve("store"))
                                .audit(dir.resolve("audit.jsonl"))
                                .log(line -> {})
                                .build());
        String message =
                String.valueOf(
                        assertThrows(HoldpointException.class, () -> guard.demand(DELETE))
                                .getMessage());
        int at = message.indexOf("[request ");
        assertTrue(at > 0, message);
        id = message.substring(at + 9, message.indexOf(']', at));
    }

    @AfterEach
    void close() {
        guard.close();
    }

    private void key(String name) throws Exception {
        Process made =
                new ProcessBuilder(
                                "ssh-keygen",
                                "-q",
                                "-t",
                                "ed25519",
                                "-N",
                                "",
                                "-f",
                                dir.resolve(name) + "")
                        .start();
        made.getOutputStream().close();
        assertEquals(0, made.waitFor());
    }

    private String store() {
        return dir.resolve("store").toString();
    }

    @Test
    void aRequestIsListedShownApprovedAndUsedOnce() throws Exception {
        Said list = run("requests", "--store", store());
        assertTrue(list.out.contains(id + "  "), list.out);
        Said shown = run("requests", id, "--store", store());
        assertTrue(shown.out.contains("needs        1 of owners (rule destroy)"), shown.out);
        Said approved = run("approve", id, "--store", store(), "--key", dir + "/lead", "--yes");
        assertEquals(0, approved.exit, approved.err);
        assertDoesNotThrow(() -> guard.demand(DELETE));
        assertThrows(HoldpointException.class, () -> guard.demand(DELETE));
        Said json = run("requests", "--all", "--json", "--store", store());
        List<String> lines = json.out.lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.stream().anyMatch(l -> l.contains("\"standing\":\"used\"")), json.out);
    }

    @Test
    void whatIsShownCannotMoveTheTerminalOrTurnText() {
        String out = run("requests", id, "--store", store()).out;
        assertTrue(out.contains("\\u{202e}old\\u{1b}[2J"), out);
        assertFalse(out.contains("\u001b") || out.contains("\u202e"));
    }

    @Test
    void aRefusalStays() throws Exception {
        assertEquals(
                0, run("refuse", id, "--store", store(), "--key", dir + "/lead", "--yes").exit);
        run("approve", id, "--store", store(), "--key", dir + "/lead", "--yes");
        assertThrows(HoldpointException.class, () -> guard.demand(DELETE));
        assertTrue(run("requests", "--all", "--store", store()).out.contains("refused"));
    }

    @Test
    void aKeyThatThePolicyDoesNotNameSignsAndCountsForNothing() throws Exception {
        key("stranger");
        assertEquals(
                0,
                run("approve", id, "--store", store(), "--key", dir + "/stranger", "--yes").exit);
        assertThrows(HoldpointException.class, () -> guard.demand(DELETE));
    }

    @Test
    void aStatementCanBeSignedElsewhere() throws Exception {
        String statement = dir + "/statement";
        Said prepared =
                run(
                        "approve",
                        id,
                        "--store",
                        store(),
                        "--key",
                        dir + "/lead.pub",
                        "--prepare",
                        statement);
        assertEquals(0, prepared.exit, prepared.err);
        assertTrue(prepared.out.contains("ssh-keygen -Y sign -n holdpoint-approval@v1"));
        Process signed =
                new ProcessBuilder(
                                "ssh-keygen",
                                "-q",
                                "-Y",
                                "sign",
                                "-n",
                                "holdpoint-approval@v1",
                                "-f",
                                dir + "/lead",
                                statement)
                        .start();
        assertEquals(0, signed.waitFor());
        Said approved =
                run(
                        "approve",
                        id,
                        "--store",
                        store(),
                        "--statement",
                        statement,
                        "--signature",
                        statement + ".sig");
        assertEquals(0, approved.exit, approved.err);
        assertDoesNotThrow(() -> guard.demand(DELETE));
    }

    @Test
    void aRequestThatWasChangedIsNotSigned() throws Exception {
        Path file = dir.resolve("store/requests/" + id + ".json");
        Files.writeString(file, Files.readString(file).replace("/srv/data", "/tmp/junk"));
        Said said = run("approve", id, "--store", store(), "--key", dir + "/lead", "--yes");
        assertEquals(2, said.exit);
        assertTrue(said.err.contains("do not sign it"), said.err);
        assertEquals(1, run("requests", "--store", store()).exit);
    }

    @Test
    void whatCannotBeUsedEndsWithTwoAndSaysWhatToDo() {
        String[][] usages = {
            {"requests", "--store", dir + "/nowhere"},
            {"requests", "hp-../../x", "--store", store()},
            {"approve", "hp-aaaaaaaaaaaaaaaa", "--store", store(), "--key", dir + "/lead"},
            {"approve", id, "--store", store()},
            {"approve", id, "--store", store(), "--key", dir + "/none", "--yes"},
            {"approve", id, "--store", store(), "--key", dir + "/lead", "--for", "soon"},
            {"approve", id, "--store", store(), "--signature", dir + "/lead"},
            {"audit", "verify", dir + "/none"},
            {"audit", "verify", dir + "/audit.jsonl", "--head", "x"},
            {"kill", "perhaps", "--store", store()},
            {"fingerprint", "--key", dir + "/none"}
        };
        for (String[] usage : usages) {
            Said said = run(usage);
            assertEquals(2, said.exit, String.join(" ", usage) + said.err);
            assertFalse(said.err.isBlank());
        }
    }

    @Test
    void theKillSwitchStopsAndReleases() {
        Operation list = Operation.Exec.of(List.of("touch", "/srv/x"));
        assertDoesNotThrow(() -> guard.demand(list));
        assertEquals(0, run("kill", "on", "--store", store()).exit);
        assertEquals(1, run("kill", "status", "--store", store()).exit);
        assertThrows(HoldpointException.class, () -> guard.demand(list));
        assertEquals(0, run("kill", "off", "--store", store()).exit);
        assertDoesNotThrow(() -> guard.demand(list));
    }

    @Test
    void theAuditIsVerifiedAndItsHeadExported() throws Exception {
        String audit = dir + "/audit.jsonl";
        String head = run("audit", "export", audit).out.strip();
        assertEquals(0, run("audit", "verify", audit, "--head", head).exit);
        assertThrows(HoldpointException.class, () -> guard.demand(DELETE));
        assertEquals(0, run("audit", "verify", audit, "--head", head).exit);
        Json.Obj report = (Json.Obj) Json.parse(run("audit", "verify", audit, "--json").out);
        assertEquals(2L, report.whole("lines").orElseThrow());
        Files.writeString(
                Path.of(audit), Files.readString(Path.of(audit)).replaceFirst("coder", "c0der"));
        Said said = run("audit", "verify", audit);
        assertEquals(1, said.exit);
        assertTrue(said.out.contains(":1: was changed"), said.out);
        assertEquals(1, run("audit", "export", audit).exit);
    }

    @Test
    void aFingerprintIsTheOneThatTheAgentTakes() throws Exception {
        java.io.InputStream before = System.in;
        try {
            System.setIn(
                    new java.io.ByteArrayInputStream("s3cr3t\n".getBytes(StandardCharsets.UTF_8)));
            Said said = run("fingerprint", "--key", dir + "/key", "--create");
            assertEquals(0, said.exit, said.err);
            byte[] key = Files.readAllBytes(dir.resolve("key"));
            assertEquals(Secret.of("s3cr3t", "x").fingerprint(key), said.out.strip());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void theDoctorSaysWhatIsWrong() throws Exception {
        Path policy = Files.writeString(dir.resolve("p.hold"), "policy p\ndefault");
        Said ill = run("doctor", "--policy", policy + "", "--store", dir + "/nowhere");
        assertEquals(1, ill.exit);
        assertTrue(ill.out.contains("NOT  policy") && ill.out.contains("NOT  store"), ill.out);
        Said well = run("doctor", "--store", store(), "--json");
        Json.Obj report = (Json.Obj) Json.parse(well.out);
        assertEquals(0, well.exit, well.out);
        assertTrue(report.array("chokePoints").orElseThrow().size() > 10);
    }
}
