package dev.holdpoint.dist.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The commands for those who write policies, with their exit codes: 0 good, 1 findings, 2 unusable.
 */
final class PolicyCommandsTest {

    private static final String GOOD =
            """
            policy t
            deny wipe on exec when verb == destroy
            default allow
            test "wipe" { exec "rm -rf /srv" expect deny by wipe }
            """;

    @TempDir private Path directory = Path.of("");

    /** What a command said, on both streams, and its exit code. */
    private record Said(int code, String text) {}

    private static Said run(Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        StringWriter text = new StringWriter();
        CommandLine line = HoldpointCommand.line();
        line.setOut(new PrintWriter(text));
        line.setErr(new PrintWriter(text));
        return new Said(line.execute(words), text.toString());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void checkSaysWhetherAPolicyLoadsAndWhyNot() throws IOException {
        Said good = run("check", file("good.hold", GOOD));
        assertEquals(0, good.code(), good.text());
        assertTrue(good.text().contains("t loads: 1 rules, 0 limits, 1 tests passed"), good.text());

        Said bad = run("check", file("bad.hold", GOOD.replace("verb ==", "vreb ==")));
        assertEquals(1, bad.code());
        assertTrue(bad.text().contains("bad.hold:2:24: error: "), bad.text());
        assertTrue(bad.text().contains("did you mean `verb`?"), bad.text());

        Said failing =
                run("check", file("failing.hold", GOOD.replace("expect deny", "expect ask")));
        assertEquals(1, failing.code());
        assertTrue(failing.text().contains("[failing-test]"), failing.text());

        assertEquals(0, run("check", file("pack.hold", "pack p\nset a = {b}\n")).code());
        assertEquals(2, run("check", directory.resolve("missing.hold")).code());
    }

    @Test
    void aJsonLineOfCheckNamesPlaceAndCode() throws IOException {
        Said said =
                run(
                        "check",
                        "--json",
                        file("bad.hold", "policy t\ndeny a on any when x\ndefault deny\n"));
        assertEquals(1, said.code());
        assertTrue(said.text().contains("\"line\":2,\"column\":20,"), said.text());
        assertTrue(said.text().contains("\"code\":\"unknown-attribute\""), said.text());
    }

    @Test
    void fmtLaysOutInPlaceAndOnlyChecksWhereAskedTo() throws IOException {
        Path file = file("x.hold", "policy   t\ndefault  deny\n");
        assertEquals(1, run("fmt", "--check", file).code());
        assertEquals("policy   t\ndefault  deny\n", Files.readString(file));
        assertEquals(0, run("fmt", file).code());
        assertEquals("policy t\ndefault deny\n", Files.readString(file));
        assertEquals(0, run("fmt", "--check", file).code());
        Path bad = file("bad.hold", "policy t\ndefault maybe\n");
        assertEquals(1, run("fmt", bad).code());
        assertEquals("policy t\ndefault maybe\n", Files.readString(bad));
    }

    @Test
    void testShowsEachTest() throws IOException {
        Said said = run("test", file("x.hold", GOOD + "test \"no\" { exec \"ls\" expect deny }\n"));
        assertEquals(1, said.code());
        assertTrue(said.text().contains("pass  wipe"), said.text());
        assertTrue(said.text().contains("FAIL  no"), said.text());
        assertTrue(said.text().contains("1 passed, 1 failed"), said.text());
    }

    @Test
    void explainShowsTheEffectsAndTheRule() throws IOException {
        Path policy = file("good.hold", GOOD);
        Said said = run("explain", "--policy", policy, "exec", "rm -rf /srv");
        assertEquals(1, said.code());
        assertTrue(said.text().contains("destroy  exec  rm -rf /srv"), said.text());
        assertTrue(said.text().contains("deny wipe"), said.text());
        assertEquals(0, run("explain", "sql", "select 1").code());
        assertEquals(1, run("explain", "http", "DELETE", "https://example.com/things/1").code());
        assertEquals(2, run("explain", "dance").code());
        assertEquals(2, run("explain", "--policy", directory.resolve("none"), "exec", "ls").code());
    }

    @Test
    void replayFindsWhatDiffersFromTheExpected() throws IOException {
        Path session =
                file(
                        "s.jsonl",
                        "{\"kind\":\"exec\",\"command\":\"ls\",\"expect\":\"allow\"}\n"
                                + "{\"kind\":\"exec\",\"command\":\"rm -rf /srv\",\"expect\":\"ask\"}\n");
        Said same = run("replay", session);
        assertEquals(0, same.code(), same.text());
        assertTrue(same.text().contains("2 judged, 0 differ"), same.text());
        Said other = run("replay", "--policy", file("good.hold", GOOD), session);
        assertEquals(1, other.code());
        assertTrue(other.text().contains(":2: was ask, is denied by wipe"), other.text());
        assertEquals(2, run("replay", file("broken.jsonl", "x\n")).code());
    }

    @Test
    void compareListsEveryVerdictThatWouldChange() throws IOException {
        Path session =
                file(
                        "s.jsonl",
                        "{\"kind\":\"exec\",\"command\":\"ls\"}\n{\"kind\":\"exec\",\"command\":\"rm -rf /srv\"}\n");
        Path loose = file("loose.hold", "policy t\ndefault allow\n");
        Path strict = file("strict.hold", GOOD);
        Said tighter = run("compare", loose, strict, session);
        assertEquals(1, tighter.code());
        assertTrue(tighter.text().contains(":2: allow -> deny"), tighter.text());
        assertTrue(
                tighter.text().contains("2 judged, 1 become stricter, 0 looser"), tighter.text());
        assertEquals(0, run("compare", strict, strict, session).code());
    }

    @Test
    void aCommandThatThereIsNotIsAUsageError() {
        assertEquals(2, run("dance").code());
        assertEquals(2, run().code());
    }
}
