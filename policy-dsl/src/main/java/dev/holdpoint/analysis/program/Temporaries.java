package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.program.CodeTokens.Token;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names in source code that stand for nothing but a temporary file or directory which the code has
 * made: {@code d = tempfile.mkdtemp()}, {@code with TemporaryDirectory() as d}, {@code tmp :=
 * t.TempDir()}, and paths below those. Such a name is bound once in all the code, by that; a name
 * that is bound again, or is a parameter, may stand for anything.
 */
final class Temporaries {

    /** Calls that make one, by the end of their names. */
    private static final Set<String> MAKING =
            Set.of(
                    "mkdtemp",
                    "mkstemp",
                    "mktemp",
                    "NamedTemporaryFile",
                    "TemporaryDirectory",
                    "TemporaryFile",
                    "TempDir",
                    "MkdirTemp",
                    "CreateTemp",
                    "mkdtempSync",
                    "mktmpdir",
                    "tempdir",
                    "createTempDirectory",
                    "createTempFile");

    /** Functions that make a path below the one that they are given, or another form of it. */
    private static final Set<String> KEEPING =
            Set.of(
                    "os.path.join",
                    "path.join",
                    "join",
                    "filepath.Join",
                    "Path",
                    "pathlib.Path",
                    "str",
                    "os.fspath",
                    "File.join",
                    "Paths.get");

    /** Fixtures of pytest that are one. */
    private static final Set<String> FIXTURES = Set.of("tmp_path", "tmpdir");

    private static final int LONGEST = 24;

    private final List<Token> tokens;
    private final Map<String, Integer> bindings = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private final Map<String, Integer> mentions = new HashMap<>();
    private boolean poisoned;
    private final Set<String> tests = new HashSet<>();

    Temporaries(List<Token> tokens) {
        this.tokens = tokens;
        for (int i = 0; i < tokens.size(); i++) {
            if (isName(i)) {
                name(i);
            }
            if (is(i, ">") && is(i - 1, "=") && is(i - 2, ")")) {
                arrow(i - 3);
            }
            if (is(i, "=") && closes(i - 1) && !is(i + 1, "=") && !is(i + 1, ">")) {
                pattern(i - 1);
            }
            mentions.merge(tokens.get(i).text(), 1, Integer::sum);
            poisoned |=
                    tokens.get(i).type() == CodeTokens.Type.TEXT
                            && MAKING.contains(tokens.get(i).text());
            if (is(i, "|") && isName(i + 1)) {
                bind(tokens.get(i + 1).text());
            }
        }
        for (int i = 0; i < tokens.size(); i++) {
            derived(i);
        }
    }

    private boolean closes(int i) {
        return is(i, ")") || is(i, "]") || is(i, "}") || is(i, ",");
    }

    /** What is bound by {@code [a, b] =}, {@code {a} =}, {@code *a, =}. */
    private void pattern(int from) {
        for (int i = from; i >= 0 && from - i < LONGEST && !is(i, ";"); i--) {
            if (isName(i)) {
                bind(tokens.get(i).text());
            }
        }
    }

    /** Whether the expression is such a path, or one below it. */
    boolean isTemporary(List<Token> expression) {
        boolean found = false;
        for (int i = 0; i < expression.size(); i++) {
            Token t = expression.get(i);
            String text = t.text();
            switch (t.type()) {
                case NAME -> {
                    boolean function = i + 1 < expression.size() && expression.get(i + 1).is("(");
                    if (function) {
                        if (!KEEPING.contains(text)) {
                            return false;
                        }
                    } else if (isTemporary(text)) {
                        found |= true;
                    } else if (!text.equals("name") && !(i > 0 && expression.get(i - 1).is("."))) {
                        return false;
                    }
                }
                case TEXT -> {
                    boolean first = !found;
                    boolean added = i > 0 && expression.get(i - 1).is("+");
                    if (first || text.contains("..") || text.startsWith("/") && !added) {
                        return false;
                    }
                }
                case SIGN -> {
                    if ("(),+/.".indexOf(text.charAt(0)) < 0) {
                        return false;
                    }
                }
                default -> {
                    return false;
                }
            }
        }
        return found;
    }

    /** {@code d}, {@code f.name}. */
    boolean isTemporary(String name) {
        String base = name.endsWith(".name") ? name.substring(0, name.length() - 5) : name;
        return !poisoned
                        && made.contains(base)
                        && bindings.getOrDefault(base, 0) == 1
                        && MAKING.stream().noneMatch(bindings::containsKey)
                        && !bindings.containsKey("tempfile")
                || FIXTURES.contains(base) && isFixture(base);
    }

    /** What only tests get, which pytest alone calls. */
    private boolean isFixture(String name) {
        return bindings.getOrDefault(name, 0) == 0
                && tests.stream().allMatch(t -> mentions.getOrDefault(t, 0) == 1);
    }

    private boolean is(int i, String sign) {
        return i >= 0 && i < tokens.size() && tokens.get(i).is(sign);
    }

    private boolean isName(int i) {
        return i >= 0 && i < tokens.size() && tokens.get(i).type() == CodeTokens.Type.NAME;
    }

    private void bind(String name) {
        bindings.merge(name, 1, Integer::sum);
    }

    private void name(int i) {
        String text = tokens.get(i).text();
        switch (text) {
            case "class", "case" -> {
                for (int j = i + 1; j < tokens.size() && j < i + LONGEST && !isWord(j); j++) {
                    if (isName(j)) {
                        bind(last(tokens.get(j).text()));
                    }
                }
            }
            case "def", "function", "func", "fn", "lambda", "sub" -> parameters(i);
            case "for", "import", "global", "nonlocal", "catch", "del" -> {
                for (int j = i + 1; j < tokens.size() && j < i + LONGEST && !isWord(j); j++) {
                    boolean itself = text.equals("import") && isOfTempfile(i, j);
                    if (isName(j) && !itself) {
                        bind(tokens.get(j).text());
                    }
                    if (text.equals("import") && !isName(j) && !is(j, ",")
                            || isName(j) && isName(j - 1) && j > i + 1) {
                        break; // another statement
                    }
                }
            }
            case "as" -> {
                if (isName(i + 1)) {
                    bind(tokens.get(i + 1).text());
                    if (is(i - 1, ")") && makes(back(i - 1) - 1)) {
                        made.add(tokens.get(i + 1).text());
                    }
                }
            }
            default -> assigned(i);
        }
    }

    /** {@code import tempfile}, {@code from tempfile import mkdtemp}, under its own name. */
    private boolean isOfTempfile(int at, int name) {
        String text = tokens.get(name).text();
        boolean from = at > 1 && tokens.get(at - 1).text().equals("tempfile");
        return text.equals("tempfile") || from && MAKING.contains(text);
    }

    private static String last(String qualified) {
        return qualified.substring(qualified.lastIndexOf('.') + 1);
    }

    /** Where a list of names ends. */
    private boolean isWord(int j) {
        String text = tokens.get(j).text();
        return text.equals("in")
                || text.equals("of")
                || text.equals("from")
                || tokens.get(j).is("=")
                || tokens.get(j).is(";")
                || tokens.get(j).is(":");
    }

    private void assigned(int i) {
        String text = tokens.get(i).text();
        boolean call = is(i + 1, "(");
        boolean defines = call ? is(i - 1, ")") : is(i + 1, ":") || is(i + 1, "=");
        if (defines && MAKING.contains(last(text))) {
            bind(last(text)); // it makes something else
        }
        int at = i + 1;
        boolean changed = "+-*/%|&:?".contains(signAt(at)) && !signAt(at).isEmpty();
        if (changed && is(at + 1, "=")) {
            bind(text);
            if (is(at, ":")) {
                value(text, at + 2);
            }
        } else if (is(at, "=") && !is(at + 1, "=") && !is(i - 1, "=")) {
            bind(text);
            value(text, at + 1);
        } else if (is(at, ",")) {
            int j = at;
            while (j < i + LONGEST && is(j, ",") && isName(j + 1)) {
                j += 2;
            }
            int value =
                    is(j, ":") && is(j + 1, "=")
                            ? j + 2
                            : is(j, "=") && !is(j + 1, "=") ? j + 1 : -1;
            if (value > 0) {
                bind(text);
                value(text, value);
            }
        }
    }

    private String signAt(int i) {
        return i < tokens.size() && tokens.get(i).type() == CodeTokens.Type.SIGN
                ? tokens.get(i).text()
                : "";
    }

    private void value(String name, int at) {
        boolean awaited = isName(at) && tokens.get(at).text().equals("await");
        if (makes(awaited ? at + 1 : at)) {
            made.add(name);
        }
    }

    private boolean makes(int i) {
        if (!isName(i) || !is(i + 1, "(")) {
            return false;
        }
        String text = tokens.get(i).text();
        // a directory that is given may be anywhere, but what is made in it is new
        return MAKING.contains(last(text));
    }

    /** The parenthesis that opens what ends there. */
    private int back(int close) {
        int level = 0;
        for (int i = close; i >= 0 && close - i < 200; i--) {
            level += is(i, ")") ? 1 : is(i, "(") ? -1 : 0;
            if (level == 0) {
                return i;
            }
        }
        return -1;
    }

    private void parameters(int i) {
        boolean test = isName(i + 1) && tokens.get(i + 1).text().startsWith("test");
        boolean fixture =
                isName(i - 1) && tokens.get(i - 1).text().endsWith("fixture")
                        || is(i - 1, ")")
                                && isName(back(i - 1) - 1)
                                && tokens.get(back(i - 1) - 1).text().endsWith("fixture");
        if (test) {
            tests.add(tokens.get(i + 1).text());
        }
        for (int j = i + 1; j < tokens.size() && j < i + 60; j++) {
            if (is(j, ")")
                    || is(j, ":") && !is(j - 1, ")") && tokens.get(i).text().equals("lambda")) {
                break;
            }
            boolean given =
                    j > i + 1 && FIXTURES.contains(tokens.get(j).text()) && (test || fixture);
            if (isName(j) && !given) {
                bind(tokens.get(j).text());
            }
        }
    }

    /** {@code (a, b) =>}. */
    private void arrow(int from) {
        for (int i = from; i >= 0 && from - i < LONGEST && !is(i, "("); i--) {
            if (isName(i)) {
                bind(tokens.get(i).text());
            }
        }
    }

    /** {@code p = tmp_path / "x"}: a path below one that is known by now. */
    private void derived(int i) {
        boolean assigns =
                isName(i)
                        && (is(i + 1, "=") && !is(i + 2, "=") || is(i + 1, ":") && is(i + 2, "="));
        if (!assigns) {
            return;
        }
        int from = is(i + 1, ":") ? i + 3 : i + 2;
        int to = from;
        int level = 0;
        while (to < tokens.size() && to < from + LONGEST) {
            Token t = tokens.get(to);
            level += t.is("(") ? 1 : t.is(")") ? -1 : 0;
            boolean ends = level < 0 || t.is(";") || to > from && level == 0 && ends(to);
            if (ends) {
                break;
            }
            to++;
        }
        if (isTemporary(tokens.subList(from, to))) {
            made.add(tokens.get(i).text());
        }
    }

    /** Where no sign joins what stands there to what stands before, another statement begins. */
    private boolean ends(int i) {
        boolean joined =
                tokens.get(i).type() == CodeTokens.Type.SIGN
                        || tokens.get(i - 1).type() == CodeTokens.Type.SIGN && !is(i - 1, ")");
        return !joined;
    }
}
