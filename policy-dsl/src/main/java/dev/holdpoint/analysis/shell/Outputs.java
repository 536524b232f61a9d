package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What commands print, where it matters and a reader with a pencil could tell: pure programs with
 * constant arguments and input. Everything else prints a gap.
 */
final class Outputs {

    /** Programs that print nothing when all goes well. */
    private static final Set<String> SILENT =
            Set.of(
                    ":",
                    "true",
                    "false",
                    "test",
                    "[",
                    "mkdir",
                    "touch",
                    "rm",
                    "rmdir",
                    "cp",
                    "mv",
                    "ln",
                    "chmod",
                    "chown",
                    "sleep",
                    "wait",
                    "kill",
                    "umask",
                    "truncate");

    /** What shells do themselves, wherever programs are looked for. */
    private static final Set<String> BUILTIN =
            Set.of(
                    ":", "true", "false", "test", "[", "echo", "printf", "pwd", "command", "exec",
                    "time");

    /** Where the programs of the system lie. */
    private static final Set<String> SYSTEM =
            Set.of(
                    "/bin",
                    "/usr/bin",
                    "/usr/local/bin",
                    "/sbin",
                    "/usr/sbin",
                    "/opt/homebrew/bin",
                    "/home/linuxbrew/.linuxbrew/bin");

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh", "ksh");

    /** Programs before one another that start what follows them: {@code nohup nice env …}. */
    private static final int MOST_WRAPPERS = 50;

    private final Interpreter interpreter;
    private int wrappers;

    Outputs(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** Whether the program of that name prints nothing when all goes well. */
    static boolean isSilent(String name) {
        return SILENT.contains(name);
    }

    /** Whether there is such a program on every system. */
    boolean known(String name) {
        return SILENT.contains(name) || name.equals("echo") || name.equals("printf");
    }

    /**
     * Prints what the command would print, and says how it ends.
     *
     * @param set variables that are set for it alone
     */
    void fold(List<Word> words, Set<String> set, State s, Io io) {
        String word = words.get(0).literal().orElse("");
        String name = set.contains("PATH") && !BUILTIN.contains(word) ? "" : program(word, s);
        boolean wanted = io.out().wanted();
        s.status = State.UNKNOWN;
        switch (name) {
            case ":", "true":
                s.status = 0;
                return;
            case "false":
                s.status = 1;
                return;
            case "test", "[":
                List<String> arguments = arguments(words);
                if (name.equals("[") && !arguments.isEmpty()) {
                    arguments.remove(arguments.size() - 1);
                }
                s.status =
                        splits(words) || (interpreter.plain && arguments.contains("=="))
                                ? State.UNKNOWN
                                : Interpreter.status(interpreter.conditions.test(arguments, s, io));
                return;
            case "echo", "printf":
                s.status = interpreter.plain && name.equals("printf") ? State.UNKNOWN : 0;
                break;
            case "tee":
                tee(arguments(words), s, io);
                return;
            default:
                break;
        }
        boolean errors = io.err().wanted() && s.status == State.UNKNOWN;
        if (!wanted || SILENT.contains(name)) {
            if (errors) {
                // What a program complains of may be what it was given.
                io.err().write(Gap.OUTPUT.text());
            }
            return;
        }
        String text =
                name.equals("mktemp") && !set.contains("TMPDIR")
                        ? Fresh.of(arguments(words), s, interpreter.inquiry)
                        : name.equals("ssh-agent") && AGENT.contains(arguments(words))
                                ? agent()
                                : text(name, words, s, io);
        List<Word> names = List.of();
        if (text == null) {
            List<String> given = arguments(words);
            text = Figures.of(name, given, splits(words), io).text();
            names = Names.of(name, words, given, io.in());
            if (text.equals(Gap.EDITED.text()) && given.stream().anyMatch(a -> isWritten(a, s))) {
                text = Gap.OUTPUT.text();
            }
            if (errors && io.err() != io.out()) {
                io.err().write(Gap.OUTPUT.text());
            }
        }
        if (names.isEmpty()) {
            io.out().write(text);
        } else {
            io.out().write(text, names);
        }
    }

    private boolean isWritten(String file, State s) {
        return !Gap.in(file)
                && interpreter.path(file, s).flatMap(interpreter.inquiry::written).isPresent();
    }

    /** Arguments with which {@code ssh-agent} starts one and says where. */
    private static final Set<List<String>> AGENT = Set.of(List.of(), List.of("-s"));

    /** What it prints for a shell to evaluate: two variables. */
    private String agent() {
        int number = interpreter.inquiry.fresh();
        return "SSH_AUTH_SOCK=/tmp/ssh-XXXXXX"
                + number
                + "/agent.1; export SSH_AUTH_SOCK;\nSSH_AGENT_PID=1; export SSH_AGENT_PID;\n";
    }

    /**
     * The name of the program that the word calls, if it is the one that every system has; empty
     * for one that lies elsewhere, or may be found elsewhere first.
     */
    private static String program(String word, State s) {
        int slash = word.lastIndexOf('/');
        if (slash >= 0) {
            return SYSTEM.contains(word.substring(0, slash)) ? word.substring(slash + 1) : "";
        }
        return BUILTIN.contains(word) || s.findsAsBefore() ? word : "";
    }

    private static boolean splits(List<Word> words) {
        for (Word w : words) {
            if (Fields.splits(w)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> arguments(List<Word> words) {
        List<String> out = new ArrayList<>(words.size() - 1);
        for (int i = 1; i < words.size(); i++) {
            out.add(Fields.text(words.get(i)));
        }
        return out;
    }

    private void tee(List<String> arguments, State s, Io io) {
        String rest = io.in().rest();
        String text = rest == null ? Gap.INPUT.text() : rest;
        io.in().drain();
        io.out().write(text);
        boolean append = arguments.contains("-a") || arguments.contains("--append");
        for (String a : arguments) {
            if (a.startsWith("-") || Gap.in(a)) {
                continue;
            }
            Optional<String> path = interpreter.path(a, s);
            if (path.isPresent() && !a.equals("/dev/null")) {
                String before =
                        append
                                ? interpreter
                                        .inquiry
                                        .written(path.get())
                                        .map(Fields::text)
                                        .orElse(Gap.FILE.text())
                                : interpreter.branches.uncertain()
                                                && interpreter
                                                        .inquiry
                                                        .written(path.get())
                                                        .isPresent()
                                        ? Gap.BRANCH.text()
                                        : "";
                interpreter.inquiry.wrote(path.get(), Fields.value(before + text));
            }
        }
    }

    private @Nullable String text(String name, List<Word> words, State s, Io io) {
        if (++wrappers > MOST_WRAPPERS) {
            wrappers--;
            return null;
        }
        try {
            return printed(name, words, s, io);
        } finally {
            wrappers--;
        }
    }

    private @Nullable String printed(String name, List<Word> words, State s, Io io) {
        List<String> a = arguments(words);
        interpreter.budget.spend(8L + a.size());
        if (name.equals("echo")) {
            return echo(a, s);
        }
        if (splits(words)) {
            return null;
        }
        switch (name) {
            case "printf":
                if (!a.isEmpty() && a.get(0).equals("--")) {
                    a.remove(0);
                }
                return a.isEmpty() || (interpreter.plain && beyondDash(a.get(0)))
                        ? null
                        : Printf.format(a.get(0), a.subList(1, a.size()));
            case "pwd":
                String here = s.directory().scalar();
                return here == null || here.equals(Gap.SYSTEM.text()) ? null : here + "\n";
            case "which":
                return located(a);
            case "command":
                if (a.size() == 2 && a.get(0).equals("-v")) {
                    return s.functions.get(a.get(1)) == null ? located(a.subList(1, 2)) : null;
                }
                return a.isEmpty() || a.get(0).startsWith("-")
                        ? null
                        : text(program(a.get(0), s), words.subList(1, words.size()), s, io);
            case "nohup", "busybox", "toybox", "exec", "time", "nice":
                return a.isEmpty() || a.get(0).startsWith("-")
                        ? null
                        : text(program(a.get(0), s), words.subList(1, words.size()), s, io);
            case "env":
                int i = 0;
                boolean elsewhere = false;
                while (i < a.size() && a.get(i).indexOf('=') > 0) {
                    elsewhere |= a.get(i).startsWith("PATH=");
                    i++;
                }
                return i >= a.size() || a.get(i).startsWith("-") || elsewhere
                        ? null
                        : text(program(a.get(i), s), words.subList(i + 1, words.size()), s, io);
            default:
                if (SHELLS.contains(name)) {
                    return shell(a, s, io);
                }
                return filtered(name, a, s, io);
        }
    }

    /** Where a program lies that every system has. */
    private static @Nullable String located(List<String> names) {
        return names.size() == 1 && EVERYWHERE.contains(names.get(0))
                ? "/usr/bin/" + names.get(0) + "\n"
                : null;
    }

    private static final Set<String> EVERYWHERE =
            Set.of(
                    "rm",
                    "cp",
                    "mv",
                    "ln",
                    "sh",
                    "cat",
                    "dd",
                    "chmod",
                    "chown",
                    "touch",
                    "mkdir",
                    "rmdir",
                    "tee",
                    "sed",
                    "grep",
                    "find",
                    "xargs",
                    "tar",
                    "env",
                    "ls",
                    "truncate",
                    "shred",
                    "unlink");

    private @Nullable String echo(List<String> arguments, State s) {
        if (interpreter.plain) {
            return plain(arguments);
        }
        boolean newline = true;
        boolean escapes =
                s.on(State.Option.XPG_ECHO) || (interpreter.dash && containsBackslash(arguments));
        boolean xpg = escapes;
        int i = 0;
        for (; i < arguments.size(); i++) {
            String a = arguments.get(i);
            if (a.length() < 2 || a.charAt(0) != '-' || !onlyOptions(a)) {
                break;
            }
            newline &= a.indexOf('n') < 0;
            escapes |= a.indexOf('e') > 0;
            if (a.indexOf('E') > 0 && a.lastIndexOf('E') > a.lastIndexOf('e')) {
                escapes = xpg;
            }
        }
        String text = String.join(" ", arguments.subList(i, arguments.size()));
        if (escapes) {
            Escapes.Resolved e = Escapes.resolve(text, Escapes.Style.ECHO);
            if (xpg && interpreter.dash && !e.text().equals(text)) {
                // Whether sh is a shell whose echo knows escapes is not known.
                return Gap.SYSTEM.text();
            }
            return e.ended() ? e.text() : e.text() + (newline ? "\n" : "");
        }
        return newline ? text + "\n" : text;
    }

    /** Whether a format has what dash prints as it stands. */
    private static boolean beyondDash(String format) {
        for (int i = 0; i + 1 < format.length(); i++) {
            char next = format.charAt(i + 1);
            if (format.charAt(i) == '\\' && "xuUeE".indexOf(next) >= 0
                    || format.charAt(i) == '%' && (next == 'q' || next == '(')) {
                return true;
            }
        }
        return false;
    }

    /** As dash prints: escapes always, and no option but {@code -n}. */
    private static String plain(List<String> arguments) {
        boolean bare = !arguments.isEmpty() && arguments.get(0).equals("-n");
        String text = String.join(" ", arguments.subList(bare ? 1 : 0, arguments.size()));
        Escapes.Resolved e = Escapes.resolve(text, Escapes.Style.ECHO);
        return e.ended() || bare ? e.text() : e.text() + "\n";
    }

    private static boolean containsBackslash(List<String> arguments) {
        for (String a : arguments) {
            if (a.indexOf('\\') >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean onlyOptions(String a) {
        for (int i = 1; i < a.length(); i++) {
            if ("neE".indexOf(a.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** What a shell prints that runs a constant script. */
    private @Nullable String shell(List<String> a, State s, Io io) {
        if (a.isEmpty()) {
            String script = io.in().rest();
            return script == null ? null : interpreter.printed(script, List.of(), s, io);
        }
        if (a.size() < 2 || !a.get(0).equals("-c")) {
            return null;
        }
        return interpreter.printed(a.get(1), a.subList(2, a.size()), s, io);
    }

    /** Programs that turn files or their input into their output. */
    private @Nullable String filtered(String name, List<String> arguments, State s, Io io) {
        Filters.Filter filter = Filters.of(name, arguments);
        if (filter == null) {
            return null;
        }
        StringBuilder input = new StringBuilder();
        if (filter.files().isEmpty()) {
            if (!filter.readsInput()) {
                return filter.apply("", interpreter.budget);
            }
            String rest = io.in().rest();
            if (rest == null) {
                return null;
            }
            input.append(rest);
            if (name.equals("head")) {
                io.in().lose();
            } else {
                io.in().drain();
            }
        }
        for (String file : filter.files()) {
            Object same = Redirections.standard(file.equals("-") ? "/dev/stdin" : file, io);
            String content =
                    same instanceof Io.In in
                            ? in.rest()
                            : Gap.in(file) ? null : interpreter.content(file, s);
            if (content == null) {
                return null;
            }
            input.append(content);
        }
        interpreter.budget.spend(input.length());
        return filter.apply(input.toString(), interpreter.budget);
    }
}
