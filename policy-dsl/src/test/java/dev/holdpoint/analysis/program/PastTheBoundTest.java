package dev.holdpoint.analysis.program;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What is put where reading ends is not lost: a text that is longer, deeper or dearer than what is
 * read comes out as unknown, without an exception, whatever stands behind the bound.
 */
class PastTheBoundTest {

    private static final Analysis ANALYSIS = Analysis.standard();

    @TestFactory
    Stream<DynamicTest> whatStandsBehindABoundIsNotPermitted() {
        Map<String, Operation> rows = new TreeMap<>();
        Map.of(
                        "python3 -c", "import os;os.system('rm -rf /srv/data')",
                        "node -e", "require('child_process').execSync('rm -rf /srv/data')",
                        "perl -e", "system('rm -rf /srv/data')",
                        "ruby -e", "system('rm -rf /srv/data')",
                        "php -r", "system('rm -rf /srv/data');")
                .forEach((shell, code) -> rows.put(shell, code(shell, "0;".repeat(40_000) + code)));
        rows.put("python3 -c, nested", code("python3 -c", "eval(".repeat(20_000) + "f()"));
        rows.put(
                "python3 -c, a constant used often",
                code("python3 -c", "x='" + "a;".repeat(200_000) + "';" + "eval(x);".repeat(5_000)));
        rows.put("command", shell("command ".repeat(5_000) + "rm -rf /srv/data"));
        rows.put("builtin", shell("builtin ".repeat(5_000) + "rm -rf /srv/data"));
        rows.put("redirections", shell("echo x " + ">> f ".repeat(150_000) + "; rm -rf /srv/data"));
        rows.put("descriptors", shell(numbered("%>f ", 30_000) + "; rm -rf /srv/data"));
        rows.put("traps", shell(numbered("a && trap 'b%' EXIT; ", 10_000) + "rm -rf /srv/data"));
        rows.put(
                "functions", shell(numbered("a && f() { b%; }; ", 10_000) + "f; rm -rf /srv/data"));
        rows.put("commands", shell(numbered("a%; ", 10_000) + "rm -rf /srv/data"));
        rows.put(
                "scripts that scripts hand on",
                shell(
                        "x='y=\""
                                + "a; ".repeat(10_000)
                                + "\"; "
                                + "sh -c \"$y\"; ".repeat(30)
                                + "'; "
                                + "sh -c \"$x\"; ".repeat(30)
                                + "rm -rf /srv/data"));
        rows.put(
                "code that scripts hand on",
                shell(
                        "x='"
                                + "a=1;".repeat(10_000)
                                + "'; "
                                + "python3 -c \"$x\"; ".repeat(400)
                                + "rm -rf /srv/data"));
        rows.put("cmd in cmd", shell("cmd /c ".repeat(150_000) + "del /q data"));
        rows.put("batch conditions", code("cmd /c", "if a " + "b ".repeat(100_000)));
        rows.put("words", Operation.Exec.of(List.of(("rm -rf" + " a".repeat(500_000)).split(" "))));
        rows.put(
                "links",
                shell(
                        numbered("ln -s /x% build/l%; ", 501)
                                + "ln -s /srv build/a; rm -rf build/a/*"));
        rows.put(
                "what is moved",
                shell(numbered("mv s% build/l%; ", 501) + "mv src build/data; rm -rf build/data"));
        rows.put(
                "a list in Groovy",
                code(
                        "groovy -e",
                        "['sh','-c','rm -rf /srv/data'" + ",'x'".repeat(300) + "].execute()"));
        return rows.entrySet().stream()
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row.getKey(),
                                        () -> {
                                            Verb verb = verb(row.getValue());
                                            assertTrue(
                                                    verb.compareTo(Verb.DESTROY) >= 0,
                                                    () -> "it is " + verb);
                                        }));
    }

    /** A bound is no obstacle to what people and models really write. */
    @TestFactory
    Stream<DynamicTest> longButOrdinaryTextsAreRead() {
        return Map.of(
                        "a file of 256 KiB", "cat > f <<'E'\n" + "some text\n".repeat(26_000) + "E",
                        "a file of 256 KiB with expansions in it",
                                "cat > f <<E\n" + "text \\$x\n".repeat(28_000) + "E",
                        "a script of 400 commands", numbered("echo a% b c; ", 400),
                        "5,000 arguments", "git add " + numbered("src/f%.txt ", 5_000),
                        "a quoted text of 128 KiB", "echo '" + "text ".repeat(26_000) + "'",
                        "200 variables and 100 commands",
                                numbered("export A%=b\n", 200) + numbered("echo a%\n", 100))
                .entrySet()
                .stream()
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row.getKey(),
                                        () -> {
                                            Verb verb = verb(shell(row.getValue()));
                                            assertTrue(
                                                    verb.compareTo(Verb.WRITE) <= 0,
                                                    () -> "it is " + verb);
                                        }));
    }

    private static Verb verb(Operation operation) {
        return ANALYSIS.read(operation, Surroundings.NOWHERE).verb();
    }

    private static Operation shell(String text) {
        return Operation.Exec.shell(text, Optional.of("/work/shop"));
    }

    private static Operation code(String interpreter, String code) {
        String[] words = interpreter.split(" ", -1);
        return Operation.Exec.of(List.of(words[0], words[1], code));
    }

    private static String numbered(String text, int times) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < times; i++) {
            s.append(text.replace("%", Integer.toString(i)));
        }
        return s.toString();
    }
}
