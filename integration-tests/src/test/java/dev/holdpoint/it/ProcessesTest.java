package dev.holdpoint.it;

import static dev.holdpoint.it.Outcomes.assertOutcomes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.it.app.ProcessApp;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessesTest {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("dev.holdpoint.it.GuardedJvm#jdks")
    void everyWayToStartAProcessIsJudged(Path jdk, @TempDir Path directory) throws Exception {
        GuardedJvm.Ended ended =
                GuardedJvm.on(jdk)
                        .probing(directory)
                        .jvm("--add-modules=jdk.attach")
                        .jvm("-Djdk.attach.allowAttachSelf=true")
                        .jvm("--add-opens=java.base/java.lang=ALL-UNNAMED")
                        .run(ProcessApp.class, directory);
        assertOutcomes(
                ended,
                """
                ProcessBuilder, allowed | ran fine 0
                ProcessBuilder | stopped
                exec(String) | stopped
                exec(String, env) | stopped
                exec(String, env, dir) | stopped
                exec(String[]) | stopped
                exec(String[], env) | stopped
                exec(String[], env, dir) | stopped
                by reflection | InvocationTargetException of stopped
                by method handle | stopped
                ProcessImpl.start by reflection | InvocationTargetException of stopped
                what makes no sense | InvocationTargetException of stopped
                forkAndExec by reflection | InvocationTargetException of stopped
                through sh | stopped
                variable of the child | stopped
                standard input from a file | stopped
                pipeline, last stage forbidden | stopped
                pipeline started its first stage | ran false
                pipeline, allowed | ran wine 0
                on a new thread | stopped
                again, after it was caught | stopped
                output into a file | stopped
                that file | ran kept
                attaching | InvocationTargetException of stopped
                what was renamed | ran 0
                a sentry of one's own | ran refused with SecurityException
                the checkpoint's fields | ran 0
                """);
        String[] lines = ended.errors().split("\n");
        assertTrue(lines[0].startsWith("holdpoint: policy probes ("), ended.errors());
        assertEquals(
                ended.lines().values().stream().filter(o -> o.endsWith("stopped")).count(),
                lines.length - 1,
                "one line for each denial, and no other: " + ended.errors());
    }
}
