package dev.holdpoint.benchmarks;

import dev.holdpoint.effect.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Command lines that somebody would write who wants reading them to take long: the lines of {@code
 * worst-shell.txt}, and what no repetition makes. Each is made to any length.
 */
final class WorstShellInputs {

    private final Map<String, IntFunction<Operation>> rows = new LinkedHashMap<>();

    private WorstShellInputs() {}

    /** Every row by its name; the argument is the number of characters. */
    static Map<String, IntFunction<Operation>> all() {
        WorstShellInputs inputs = new WorstShellInputs();
        inputs.listed();
        inputs.escapedAgainAndAgain();
        inputs.encoded();
        inputs.namesOfOneHash();
        inputs.words();
        return inputs.rows;
    }

    private void listed() {
        List<String> interpreters = List.of();
        for (String line : Stretches.lines("worst-shell.txt")) {
            if (line.isEmpty() || line.startsWith("// ")) {
                continue;
            }
            if (line.startsWith("== ")) {
                List<String> parts = List.of(line.split(" \\| ", -1));
                interpreters = parts.subList(1, parts.size());
            } else if (interpreters.isEmpty()) {
                pattern(line);
            }
            for (String interpreter : line.startsWith("== ") ? List.<String>of() : interpreters) {
                row(
                        interpreter + " " + line,
                        n -> argument(interpreter, Stretches.repeated(line, n)));
            }
        }
    }

    private void pattern(String line) {
        script(line, n -> Stretches.repeated(line, n));
        int second = line.indexOf(Stretches.OPEN, line.indexOf(Stretches.CLOSE));
        if (second >= 0) {
            String opened = line.substring(0, line.indexOf(Stretches.CLOSE) + 1);
            script("only opened: " + opened, n -> Stretches.repeated(opened, n));
        }
    }

    /** Characters that are escaped once more on each level, so that the text doubles. */
    private void escapedAgainAndAgain() {
        UnaryOperator<String> back = t -> "`" + t.replace("\\", "\\\\").replace("`", "\\`") + "`";
        UnaryOperator<String> shell =
                t -> "sh -c \"" + t.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        UnaryOperator<String> eval = t -> "eval '" + t.replace("'", "'\\''") + "'";
        script("backquotes in backquotes", n -> levels(back, n));
        script("sh -c in sh -c", n -> levels(shell, n));
        script("eval in eval", n -> levels(eval, n));
    }

    private void encoded() {
        script(
                "base64 of a script",
                n ->
                        "echo "
                                + base64(Stretches.fill("rm a%\n", n * 3 / 4 - 40))
                                + " | base64 -d | sh");
        script(
                "base64 of base64",
                n ->
                        "echo "
                                + base64(base64(Stretches.fill("rm a%\n", n * 9 / 16 - 60)))
                                + " | base64 -d | base64 -d | sh");
        row(
                "powershell -EncodedCommand of a script",
                n ->
                        argument(
                                "powershell -EncodedCommand",
                                Base64.getEncoder()
                                        .encodeToString(
                                                Stretches.fill("del a%; ", n * 3 / 8 - 8)
                                                        .getBytes(StandardCharsets.UTF_16LE))));
        script("variables that name each other in arithmetic", n -> chain(n - 20) + "echo $((x0))");
    }

    private void namesOfOneHash() {
        String json = "curl https://a.example/ -d '{";
        for (String line :
                List.of(
                        "⟨env %=1 ⟩",
                        "env ⟨%=1 ⟩a",
                        "⟨export %=1; ⟩",
                        "⟨%=1 ⟩",
                        "⟨x %=1; ⟩",
                        "⟨rm %; ⟩",
                        "rm ⟨% ⟩",
                        "git ⟨-c %.b=c ⟩status",
                        "curl https://a.example/ ⟨-H '%: b' ⟩",
                        "curl 'https://a.example/?⟨%=b&⟩'",
                        json + "⟨\"%\":1,⟩\"x\":1}'",
                        json + "\"query\":\"mutation { a(⟨%:1 ⟩) { b } }\"}'")) {
            String before = line.substring(0, line.indexOf(Stretches.OPEN));
            String after = line.substring(line.indexOf(Stretches.CLOSE) + 1);
            String each = line.substring(before.length() + 1, line.indexOf(Stretches.CLOSE));
            script(
                    "names of one hash: " + line,
                    n -> before + colliding(each, n - before.length() - after.length()) + after);
        }
    }

    private void words() {
        row(
                "many words",
                n -> {
                    List<String> words = new ArrayList<>(List.of("rm"));
                    words.addAll(List.of(Stretches.fill("a%\n", n - 3).split("\n", -1)));
                    return Operation.Exec.of(words);
                });
        row(
                "one long word",
                n -> Operation.Exec.of(List.of("rm", "-rf", Stretches.fill("/a", n - 6))));
    }

    // how rows are made

    private void row(String name, IntFunction<Operation> input) {
        if (rows.put(name, input) != null) {
            throw new IllegalStateException("two rows are called " + name);
        }
    }

    private void script(String name, IntFunction<String> text) {
        row(name, n -> Operation.Exec.shell(text.apply(n), Optional.of("/work/shop")));
    }

    private static Operation argument(String interpreter, String text) {
        List<String> words = new ArrayList<>(List.of(interpreter.split(" ", -1)));
        words.add(text);
        return Operation.Exec.of(words);
    }

    private static String chain(int length) {
        StringBuilder s = new StringBuilder(length);
        for (int i = 0; s.length() < length - 40; i++) {
            String next = "x" + (i + 1);
            s.append("x" + i + "='" + next + "+" + next + "'\n");
        }
        return s.toString();
    }

    private static String levels(UnaryOperator<String> around, int length) {
        String text = "a";
        String next = around.apply(text);
        while (next.length() <= length) {
            text = next;
            next = around.apply(text);
        }
        return text;
    }

    /** As {@link Stretches#fill}, with names in place of the number all of which have one hash. */
    private static String colliding(String text, int length) {
        StringBuilder s = new StringBuilder(length);
        for (int i = 0; ; i++) {
            StringBuilder name = new StringBuilder("v");
            for (int bit = 0; bit < 17; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            String next = text.replace("%", name);
            if (s.length() + next.length() > length) {
                return s.toString();
            }
            s.append(next);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
