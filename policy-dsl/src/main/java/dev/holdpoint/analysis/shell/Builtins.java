package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.analysis.Word;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The builtins that change the shell itself. The others are programs to this room. */
final class Builtins {

    private final Interpreter interpreter;
    private final InputBuiltins input;
    private final Settings settings;
    private final Told told;

    Builtins(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.input = new InputBuiltins(interpreter);
        this.settings = new Settings(interpreter);
        this.told = new Told(interpreter);
    }

    /** Whether the assignments before the name hold while it runs in this same shell. */
    static boolean inThisShell(String name) {
        return switch (name) {
            case "eval", ".", "source", "read", "mapfile", "readarray", "printf", "cd", "let" ->
                    true;
            default -> false;
        };
    }

    Settings settings() {
        return settings;
    }

    /** Where the shell goes after the builtin; null where the name is none of these. */
    @Nullable Flow run(
            String name,
            List<Word> words,
            Map<String, Word> temporary,
            State s,
            Redirections.Opened opened) {
        Io io = opened.io();
        switch (name) {
            case "command":
                return command(words, temporary, s, opened);
            case "builtin":
                return words.size() > 1
                        ? interpreter.commands.call(
                                words.subList(1, words.size()), temporary, s, opened, false)
                        : done(0, s);
            case "exec":
                return exec(words, temporary, s, opened);
            case "eval":
                note(s, opened);
                return eval(words, s, io);
            case ".", "source":
                note(s, opened);
                return source(words, temporary, s, opened);
            case "exit", "logout":
                note(s, opened);
                s.status = number(words, 1, s.status);
                return Flow.EXIT;
            case "return":
                note(s, opened);
                s.status = number(words, 1, s.status);
                if (interpreter.functions.outermost()) {
                    // There is nothing to return from, and bash goes on.
                    return done(State.UNKNOWN, s);
                }
                return Flow.RETURN;
            case "break", "continue":
                if (!interpreter.loops.looping()) {
                    return done(0, s);
                }
                int levels = number(words, 1, 1);
                interpreter.levels = levels < 1 ? 1 : levels;
                s.status = 0;
                return name.equals("break") ? Flow.BREAK : Flow.CONTINUE;
            case "enable":
                told.run(name, words, temporary, s, opened);
                interpreter.handover.program(words, temporary, s, opened);
                return done(State.UNKNOWN, s);
            default:
                if (told.run(name, words, temporary, s, opened)) {
                    return done(State.UNKNOWN, s);
                }
                Integer status = input.run(name, words, s, opened);
                if (status == null) {
                    status = settings.run(name, words, s, opened);
                }
                if (status == null) {
                    status = directory(name, words, s);
                }
                if (status == null) {
                    return null;
                }
                note(s, opened);
                if (interpreter.plain && status == 0 && !name.equals("set")) {
                    // Options that dash does not know make it fail.
                    status = words.size() > 1 ? State.UNKNOWN : status;
                }
                if (io.out().wanted() && Told.prints(name, words)) {
                    io.out().write(Gap.GIVEN.text());
                }
                if (io.err().wanted() && status != 0) {
                    io.err().write(Gap.GIVEN.text());
                }
                return done(status, s);
        }
    }

    private static Flow done(int status, State s) {
        s.status = status;
        return Flow.NEXT;
    }

    /** Opening a file is an effect of its own where the command has no other. */
    private void note(State s, Redirections.Opened opened) {
        if (!opened.files().isEmpty()) {
            interpreter.handover.emit(List.of(Word.of(":")), Map.of(), s, opened.io(), opened);
        }
    }

    static String argument(List<Word> words, int i) {
        return i < words.size() ? Fields.text(words.get(i)) : "";
    }

    private static int number(List<Word> words, int i, int otherwise) {
        if (i >= words.size()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(argument(words, i).strip()) & 0xff;
        } catch (NumberFormatException e) {
            return State.UNKNOWN;
        }
    }

    private Flow command(
            List<Word> words, Map<String, Word> temporary, State s, Redirections.Opened opened) {
        int i = 1;
        while (i < words.size()) {
            String w = argument(words, i);
            if (w.equals("--")) {
                i++;
                break;
            }
            if (!w.startsWith("-") || w.length() < 2) {
                break;
            }
            if (w.indexOf('v') > 0 || w.indexOf('V') > 0) {
                interpreter.handover.program(words, temporary, s, opened);
                return done(State.UNKNOWN, s);
            }
            i++;
        }
        if (i >= words.size()) {
            note(s, opened);
            return done(0, s);
        }
        Flow f =
                interpreter.commands.call(
                        words.subList(i, words.size()), temporary, s, opened, false);
        if (f == Flow.EXIT && argument(words, i).equals("exec")) {
            // Behind command, an exec that fails does not end the shell.
            return done(State.UNKNOWN, s);
        }
        return f;
    }

    private Flow exec(
            List<Word> words, Map<String, Word> temporary, State s, Redirections.Opened opened) {
        int i = 1;
        while (i < words.size()) {
            String w = argument(words, i);
            if (w.equals("--")) {
                i++;
                break;
            }
            if (!w.startsWith("-") || w.length() < 2) {
                break;
            }
            i += w.endsWith("a") ? 2 : 1;
        }
        if (i >= words.size()) {
            note(s, opened);
            s.permanent = opened.io();
            return done(0, s);
        }
        interpreter.handover.program(words.subList(i, words.size()), temporary, s, opened);
        return s.on(State.Option.EXECFAIL) ? done(State.UNKNOWN, s) : Flow.EXIT;
    }

    private Flow eval(List<Word> words, State s, Io io) {
        int from = words.size() > 1 && argument(words, 1).equals("--") ? 2 : 1;
        StringBuilder text = new StringBuilder();
        for (Word w : words.subList(Math.min(from, words.size()), words.size())) {
            if (text.length() > 0) {
                text.append(' ');
            }
            text.append(Fields.text(w));
        }
        s.status = 0;
        return interpreter.nestedText(text.toString(), s, io);
    }

    private Flow source(
            List<Word> words, Map<String, Word> temporary, State s, Redirections.Opened opened) {
        int from = words.size() > 1 && argument(words, 1).equals("--") ? 2 : 1;
        if (from >= words.size()) {
            return done(2, s);
        }
        Io io = opened.io();
        String path = argument(words, from);
        Object same = Redirections.standard(path, io);
        String text =
                same instanceof Io.In in
                        ? in.rest()
                        : Gap.in(path) ? null : interpreter.content(path, s);
        if (same instanceof Io.In in) {
            in.drain();
        }
        if (text == null) {
            if (Gap.in(path) || (same instanceof Io.In in && !in.inherited())) {
                interpreter.handover.unreadable(
                        "it runs commands from a file that could not be read");
            } else {
                interpreter.handover.emit(words, temporary, s, io, opened);
            }
            s.inheritedKnown = false;
            return done(State.UNKNOWN, s);
        }
        if (text.length() > 1 && text.startsWith(Gap.FILE.text())) {
            // What stood in the file before the script wrote more to it.
            interpreter.handover.emit(words, temporary, s, io, opened);
            s.inheritedKnown = false;
            text = text.substring(1);
        }
        List<String> positional = s.positional;
        boolean known = s.positionalKnown;
        if (words.size() > from + 1) {
            interpreter.functions.setPositional(words.subList(from + 1, words.size()), s);
        }
        Flow f = interpreter.functions.sourced(text, s, io);
        if (words.size() > from + 1) {
            s.positional = positional;
            s.positionalKnown = known;
        }
        return f == Flow.RETURN ? Flow.NEXT : f;
    }

    // directories

    private @Nullable Integer directory(String name, List<Word> words, State s) {
        switch (name) {
            case "cd", "chdir":
                int i = 1;
                while (i < words.size() && isDirectoryOption(argument(words, i))) {
                    i++;
                }
                String to = i < words.size() ? argument(words, i) : home(s);
                if (to.equals("-")) {
                    String old = s.get("OLDPWD").scalar();
                    to = old == null ? Gap.SYSTEM.text() : old;
                }
                move(to, i < words.size() && Fields.splits(words.get(i)), s);
                return State.UNKNOWN;
            case "pushd":
                interpreter.budget.spend(s.stack.size());
                List<Optional<String>> stack = new ArrayList<>(s.stack);
                String target = argument(words, words.size() - 1);
                if (words.size() < 2 || target.startsWith("+") || target.startsWith("-")) {
                    s.stack = List.of();
                    s.place = Whereabouts.UNKNOWN;
                    return State.UNKNOWN;
                }
                stack.add(s.place.only());
                s.stack = List.copyOf(stack);
                move(target, Fields.splits(words.get(words.size() - 1)), s);
                return State.UNKNOWN;
            case "popd":
                if (s.stack.isEmpty() || words.size() > 1) {
                    s.place = Whereabouts.UNKNOWN;
                    s.stack = List.of();
                } else {
                    Optional<String> back = s.stack.get(s.stack.size() - 1);
                    s.stack = s.stack.subList(0, s.stack.size() - 1);
                    went(here -> back, s);
                }
                return State.UNKNOWN;
            default:
                return null;
        }
    }

    private static boolean isDirectoryOption(String word) {
        if (word.length() < 2 || word.charAt(0) != '-') {
            return false;
        }
        for (int i = 1; i < word.length(); i++) {
            if ("LPe@".indexOf(word.charAt(i)) < 0) {
                return word.equals("--");
            }
        }
        return true;
    }

    private String home(State s) {
        String home = s.get("HOME").scalar();
        return home == null ? Gap.HOME.text() : home;
    }

    private void move(String to, boolean splits, State s) {
        String path = s.get("CDPATH").scalar();
        boolean searched =
                path != null
                        && !path.isEmpty()
                        && !path.equals(Gap.VARIABLE.text())
                        && !to.startsWith("/")
                        && !to.startsWith(".");
        for (Optional<String> here : s.place.here()) {
            interpreter.budget.spend(
                    8L * (to.length() + (here.isPresent() ? here.get().length() : 1)));
        }
        went(here -> splits || searched ? Optional.empty() : Directories.resolve(to, here), s);
    }

    private static void went(UnaryOperator<Optional<String>> to, State s) {
        Variable old = s.get("PWD");
        s.put("OLDPWD", old.flagged(Variable.EXPORTED, 0));
        s.place = s.place.moved(to);
        s.put("PWD", s.directory());
    }

    /** What the file contains at this moment, with gaps; null where that is not known. */
    static @Nullable String content(String path, State s, Interpreter interpreter) {
        Optional<String> resolved =
                interpreter.path(path, s).or(() -> Optional.of(Inquiry.adrift(path)));
        interpreter.handover.flush();
        Optional<Word> written = interpreter.inquiry.written(resolved.get());
        if (written.isPresent()) {
            return Fields.text(written.get());
        }
        if (!resolved.get().startsWith("/") || resolved.get().startsWith("/dev/")) {
            return null;
        }
        return interpreter.inquiry.file(resolved.get()) instanceof Surroundings.Found.Content c
                ? Gap.admit(new String(c.bytes(), StandardCharsets.UTF_8))
                : null;
    }

    /** The signal's name as traps are kept under it. */
    static String signal(String name) {
        String n = name.toUpperCase(Locale.ROOT);
        if (n.startsWith("SIG")) {
            n = n.substring(3);
        }
        return n.equals("0") ? "EXIT" : n;
    }
}
