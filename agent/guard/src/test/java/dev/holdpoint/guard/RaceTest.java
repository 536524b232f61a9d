package dev.holdpoint.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.bridge.HoldpointException;
import dev.holdpoint.guard.approval.Request;
import dev.holdpoint.guard.approval.Signer;
import dev.holdpoint.guard.approval.Statement;
import dev.holdpoint.guard.approval.Statement.Decision;
import dev.holdpoint.guard.audit.Chain;
import dev.holdpoint.guard.store.DirectoryStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four JVMs with 64 threads each, all after one approval. */
class RaceTest {

    private static final int JVMS = 4;

    @TempDir private Path dir;

    @Test
    void oneApprovalLetsExactlyOneCallPass() throws Exception {
        assertEquals(1, race(1));
    }

    @Test
    void anApprovalOfSevenUsesLetsExactlySevenPass() throws Exception {
        assertEquals(7, race(7));
    }

    private int race(int uses) throws Exception {
        Path storeDirectory = Files.createDirectory(dir.resolve("store"));
        DirectoryStore store = DirectoryStore.open(storeDirectory);
        Signer lead = Signer.make(dir, "lead");
        Path audit = dir.resolve("audit.jsonl");
        try (Guard guard = Racer.guard(storeDirectory, audit, lead.line(), uses)) {
            assertThrows(HoldpointException.class, () -> guard.demand(Racer.OPERATION));
        }
        Request request = Request.read(store.request(store.requests().get(0)).orElseThrow());
        Instant now = Instant.now();
        store.add(
                request.id(),
                lead.signed(
                        Statement.about(
                                request,
                                Decision.APPROVE,
                                lead.key(),
                                now.minusSeconds(5),
                                now.plusSeconds(600),
                                now.plusSeconds(600),
                                uses)));
        List<Process> jvms = new ArrayList<>();
        List<BufferedReader> outputs = new ArrayList<>();
        for (int i = 0; i < JVMS; i++) {
            Process jvm =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java") + "",
                                    "-Xshare:auto",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Racer.class.getName(),
                                    storeDirectory + "",
                                    audit + "",
                                    lead.line(),
                                    uses + "")
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            jvms.add(jvm);
            outputs.add(
                    new BufferedReader(
                            new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8)));
        }
        for (BufferedReader output : outputs) {
            assertEquals("ready", output.readLine());
        }
        for (Process jvm : jvms) {
            jvm.getOutputStream().write('\n');
            jvm.getOutputStream().flush();
        }
        int passed = 0;
        for (int i = 0; i < JVMS; i++) {
            passed += Integer.parseInt(outputs.get(i).readLine());
            assertEquals(0, jvms.get(i).waitFor());
        }
        Chain.Report report = Chain.verify(audit, List.of());
        assertTrue(report.good(), report.findings().toString());
        assertEquals(1 + JVMS * Racer.THREADS, report.lines());
        return passed;
    }
}
