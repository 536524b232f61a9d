package dev.holdpoint.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.bridge.HoldpointException;
import dev.holdpoint.guard.audit.Chain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that may not write more than a few kilobytes to any file: {@code ulimit -f}. */
class FullDiskTest {

    @TempDir private Path dir;

    @Test
    void whenTheAuditCannotGrowEverythingIsDeniedAndNothingIsHalfWritten() throws Exception {
        Path audit = dir.resolve("audit.jsonl");
        Process jvm =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                "ulimit -f 16; exec \"$@\"",
                                "bash",
                                Path.of(System.getProperty("java.home"), "bin", "java") + "",
                                "-XX:-UsePerfData",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Filler.class.getName(),
                                audit + "")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, jvm.waitFor(), said);
        assertTrue(said.contains("denied for good"), said);
        assertTrue(Files.size(audit) <= 16 * 1024);
        Chain.Report report = Chain.verify(audit, List.of());
        assertTrue(report.good(), report.findings().toString());
    }

    /** Fills the audit with denials, then attempts what the policy allows. */
    static final class Filler {

        private Filler() {}

        public static void main(String[] arguments) throws IOException {
            try (Guard guard =
                    Guard.start(
                            GuardConfig.of(Scene.policy(), Scene.judge(Optional.empty()))
                                    .analysis(Scene::read)
                                    .audit(Path.of(arguments[0]))
                                    .log(line -> {})
                                    .build())) {
                guard.demand(Scene.exec("ls"));
                for (int i = 0; i < 200; i++) {
                    try {
                        guard.demand(Scene.exec("rm", "x" + i));
                        throw new IllegalStateException("a denial was not one");
                    } catch (HoldpointException e) {
                        continue;
                    }
                }
                try {
                    guard.demand(Scene.exec("ls"));
                    System.out.println("allowed without a record");
                } catch (HoldpointException e) {
                    System.out.println("denied for good: " + e.getMessage());
                }
            }
        }
    }
}
