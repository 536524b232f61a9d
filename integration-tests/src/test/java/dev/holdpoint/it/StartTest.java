package dev.holdpoint.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.it.app.OneProcessApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the agent starts; and that nothing runs where it does not. */
class StartTest {

    private static final Path JDK = Path.of(System.getProperty("java.home"));

    @TempDir private Path directory;

    @Test
    void aPolicyThatCannotBeReadEndsTheJvm() throws Exception {
        Path missing = directory.resolve("missing.hold");
        assertEnded(
                GuardedJvm.on(JDK).with("policy", missing).run(OneProcessApp.class),
                "the policy " + missing + " cannot be read");
    }

    @Test
    void aPolicyWithAnErrorEndsTheJvmAndSaysWhereItIs() throws Exception {
        Path policy = directory.resolve("wrong.hold");
        Files.writeString(
                policy, "policy wrong\n\nallow x on exec when colour == \"red\"\ndefault deny\n");
        assertEnded(
                GuardedJvm.on(JDK).with("policy", policy).run(OneProcessApp.class),
                "the policy " + policy + " is refused; " + policy + ":3:");
    }

    @Test
    void aPolicyWhoseTestFailsEndsTheJvm() throws Exception {
        Path policy = directory.resolve("failing.hold");
        Files.writeString(
                policy,
                """
                policy failing
                default allow
                test "this is not so" { exec "echo fine" expect deny }
                """);
        assertEnded(
                GuardedJvm.on(JDK).with("policy", policy).run(OneProcessApp.class),
                "the test \"this is not so\" fails");
    }

    @Test
    void anOptionThatDoesNotExistEndsTheJvm() throws Exception {
        assertEnded(
                GuardedJvm.on(JDK).with("polcy", "x").run(OneProcessApp.class),
                "there is no option `polcy`");
    }

    @Test
    void anAuditThatCannotBeWrittenEndsTheJvm() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertEnded(
                GuardedJvm.on(JDK)
                        .probing(directory)
                        .with("audit", file.resolve("audit.jsonl"))
                        .run(OneProcessApp.class),
                "the audit " + file.resolve("audit.jsonl") + " cannot be written");
    }

    @Test
    void aStoreThatCannotBeWrittenEndsTheJvm() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertEnded(
                GuardedJvm.on(JDK)
                        .probing(directory)
                        .with("store", file.resolve("store"))
                        .run(OneProcessApp.class),
                file.resolve("store").toString());
    }

    @Test
    void aKeyThatIsNoneEndsTheJvm() throws Exception {
        Path key = Files.writeString(directory.resolve("key"), "short");
        assertEnded(
                GuardedJvm.on(JDK).probing(directory).with("key", key).run(OneProcessApp.class),
                "the key " + key + " has less than 16 bytes");
    }

    @Test
    void aJdkWhoseChokePointIsGoneEndsTheJvm() throws Exception {
        assertEnded(
                GuardedJvm.on(JDK)
                        .jvm("--patch-module=java.base=" + patched(WITHOUT_THE_METHOD))
                        .jvm("-Xshare:off")
                        .run(OneProcessApp.class),
                "no startPipeline(Ljava/util/List;)Ljava/util/List; in java.lang.ProcessBuilder");
    }

    @Test
    void aChokePointThatFailsItsSelfTestEndsTheJvm() throws Exception {
        assertEnded(
                GuardedJvm.on(JDK)
                        .jvm("--patch-module=java.base=" + patched(AROUND_THE_HOOK))
                        .jvm("-Xshare:off")
                        .run(OneProcessApp.class),
                "the self-test got past ProcessBuilder.start");
    }

    @Test
    void anotherAgentThatHasLoadedWhatMustBeWovenEndsTheJvm() throws Exception {
        assertEnded(
                GuardedJvm.on(JDK).jvm("-javaagent:" + earlyAgent()).run(OneProcessApp.class),
                "put holdpoint first among the -javaagent options");
    }

    @Test
    void withoutOptionsTheBaselineDecidesAndSaysSo() throws Exception {
        GuardedJvm.Ended ended = GuardedJvm.on(JDK).run(OneProcessApp.class, "rm", "-rf", "/srv/x");
        assertTrue(ended.errors().startsWith("holdpoint: policy baseline"), ended.errors());
        Outcomes.assertOutcomes(ended, "start | stopped");
    }

    @Test
    void thePolicyOnTheClassPathDecidesWhereNoneIsNamed() throws Exception {
        Path shipped = directory.resolve("META-INF/holdpoint/policy.hold");
        Files.createDirectories(shipped.getParent());
        Files.writeString(
                shipped,
                """
                policy shipped
                deny word on exec when args overlap {"word"}
                default allow
                test "a word" { exec "echo word" expect deny by word }
                """);
        GuardedJvm.Ended ended =
                GuardedJvm.on(JDK)
                        .classPath(directory + ":" + System.getProperty("java.class.path"))
                        .run(OneProcessApp.class, "echo", "word");
        assertTrue(ended.errors().startsWith("holdpoint: policy shipped"), ended.errors());
        Outcomes.assertOutcomes(ended, "start | stopped");
    }

    @Test
    void observingStopsNothingAndSaysWhatItWouldHaveStopped() throws Exception {
        GuardedJvm.Ended ended =
                GuardedJvm.on(JDK)
                        .probing(directory)
                        .environment("HOLDPOINT_MODE", "observe")
                        .run(OneProcessApp.class, "echo", "forbidden");
        Outcomes.assertOutcomes(ended, "start | ran 0");
        assertTrue(ended.errors().contains("observed only"), ended.errors());
    }

    private static void assertEnded(GuardedJvm.Ended ended, String message) {
        assertTrue(ended.errors().contains("holdpoint: not started"), ended.errors());
        assertEquals(78, ended.status(), ended.errors() + ended.output());
        assertTrue(ended.errors().contains(message), ended.errors());
        assertFalse(ended.output().contains("main"), "the application ran: " + ended.output());
    }

    /** A class that stands in for the JDK's own, with all that its callers need. */
    private static final String WITHOUT_THE_METHOD =
            """
            package java.lang;
            import java.io.*;
            import java.util.*;
            public final class ProcessBuilder {
                public ProcessBuilder(String... command) {}
                public ProcessBuilder(List<String> command) {}
                ProcessBuilder environment(String[] e) { return this; }
                public Map<String, String> environment() { return Map.of(); }
                public ProcessBuilder directory(File f) { return this; }
                public Process start() throws IOException { throw new IOException("patched"); }
                public abstract static class Redirect {
                    public File file() { return null; }
                    boolean append() { return false; }
                    public static final Redirect PIPE = null, INHERIT = null, DISCARD = null;
                }
                static class RedirectPipeImpl extends Redirect { FileDescriptor getFd() { return null; } }
                static class NullInputStream extends InputStream {
                    static final NullInputStream INSTANCE = new NullInputStream();
                    public int read() { return -1; }
                }
                static class NullOutputStream extends OutputStream {
                    static final NullOutputStream INSTANCE = new NullOutputStream();
                    public void write(int b) {}
                }
            }
            """;

    /** The same with the method, but with a start that the choke point does not see. */
    private static final String AROUND_THE_HOOK =
            WITHOUT_THE_METHOD.replace(
                    "public abstract static class Redirect {",
                    "public static List<Process> startPipeline(List<ProcessBuilder> b) { return"
                            + " null; }\n public abstract static class Redirect {");

    private Path patched(String source) throws IOException {
        Path file = directory.resolve("src/java/lang/ProcessBuilder.java");
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        compile("--patch-module=java.base=" + directory.resolve("src"), "-d", classes, file);
        return classes;
    }

    private Path earlyAgent() throws IOException {
        Path file = directory.resolve("Early.java");
        Path jar = directory.resolve("early.jar");
        Files.writeString(
                file,
                """
                public class Early {
                    public static void premain(String options) throws Exception {
                        Class.forName("java.lang.ProcessImpl");
                    }
                }
                """);
        compile("-d", directory, file);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/MANIFEST.MF"));
            out.write("Manifest-Version: 1.0\nPremain-Class: Early\n".getBytes());
            out.closeEntry();
            out.putNextEntry(new JarEntry("Early.class"));
            Files.copy(directory.resolve("Early.class"), out);
            out.closeEntry();
        }
        return jar;
    }

    private static void compile(Object... arguments) {
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        assertEquals(0, javac.run(System.out, System.err, words));
    }
}
