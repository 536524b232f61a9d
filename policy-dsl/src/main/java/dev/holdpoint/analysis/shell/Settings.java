package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builtins that set something: options, parameters, variables, aliases, traps, the hash table. */
final class Settings {

    private final Interpreter interpreter;

    Settings(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** The status; null where the name is none of these. */
    @Nullable Integer run(String name, List<Word> words, State s, Redirections.Opened opened) {
        switch (name) {
            case "set":
                return set(words, s);
            case "shopt":
                return shopt(words, s);
            case "shift":
                return shift(words, s);
            case "alias":
                return alias(words, s);
            case "unalias":
                for (Word w : words.subList(1, words.size())) {
                    if (Fields.text(w).equals("-a")) {
                        s.aliases.names().forEach(n -> s.aliases.put(n, ""));
                    } else {
                        s.aliases.put(Fields.text(w), "");
                    }
                }
                return 0;
            case "trap":
                return trap(words, s);
            case "unset":
                return unset(words, s, opened.io());
            case "hash":
                return hash(words, s);
            case "let":
                Long last = 0L;
                for (Word w : words.subList(1, words.size())) {
                    last = interpreter.arithmetic.text(Fields.text(w), s, opened.io());
                }
                return last == null ? State.UNKNOWN : last != 0 ? 0 : 1;
            case "declare", "typeset", "local", "export", "readonly":
                return expanded(name, words, s, opened.io());
            default:
                return null;
        }
    }

    private Integer set(List<Word> words, State s) {
        int i = 1;
        while (i < words.size()) {
            String w = Fields.text(words.get(i));
            if (w.equals("--")) {
                interpreter.functions.setPositional(words.subList(i + 1, words.size()), s);
                return 0;
            }
            if (w.equals("-")) {
                if (i + 1 < words.size()) {
                    interpreter.functions.setPositional(words.subList(i + 1, words.size()), s);
                }
                return 0;
            }
            if (w.length() < 2 || (w.charAt(0) != '-' && w.charAt(0) != '+')) {
                interpreter.functions.setPositional(words.subList(i, words.size()), s);
                return 0;
            }
            boolean on = w.charAt(0) == '-';
            for (int j = 1; j < w.length(); j++) {
                if (w.charAt(j) == 'o') {
                    i++;
                    if (i < words.size()) {
                        named(Fields.text(words.get(i)), on, s);
                        expandsHistory(on && Fields.text(words.get(i)).equals("histexpand"));
                    }
                } else {
                    expandsHistory(on && w.charAt(j) == 'H');
                    lettered(w.charAt(j), on, s);
                }
            }
            i++;
        }
        return 0;
    }

    /** {@code !!} on a later line is a command of the history, which nobody knows. */
    private void expandsHistory(boolean on) {
        if (on) {
            interpreter.handover.unreadable("the shell expands its history");
        }
    }

    static void lettered(char c, boolean on, State s) {
        switch (c) {
            case 'e' -> s.option(State.Option.ERREXIT, on);
            case 'f' -> s.option(State.Option.NOGLOB, on);
            case 'n' -> s.option(State.Option.NOEXEC, on);
            case 'x' -> s.option(State.Option.XTRACE, on);
            case 'v' -> s.option(State.Option.VERBOSE, on);
            case 'a' -> s.option(State.Option.ALLEXPORT, on);
            case 'B' -> s.option(State.Option.NOBRACES, !on);
            default -> {
                // Does not change the reading.
            }
        }
    }

    private static void named(String name, boolean on, State s) {
        switch (name) {
            case "errexit" -> s.option(State.Option.ERREXIT, on);
            case "noglob" -> s.option(State.Option.NOGLOB, on);
            case "noexec" -> s.option(State.Option.NOEXEC, on);
            case "xtrace" -> s.option(State.Option.XTRACE, on);
            case "verbose" -> s.option(State.Option.VERBOSE, on);
            case "pipefail" -> s.option(State.Option.PIPEFAIL, on);
            case "allexport" -> s.option(State.Option.ALLEXPORT, on);
            case "braceexpand" -> s.option(State.Option.NOBRACES, !on);
            case "posix" -> {
                s.option(State.Option.POSIX, on);
                if (on) {
                    s.option(State.Option.EXPAND_ALIASES, true);
                }
            }
            default -> {
                // Does not change the reading.
            }
        }
    }

    private Integer shopt(List<Word> words, State s) {
        boolean on = false;
        boolean sets = false;
        boolean seto = false;
        for (Word word : words.subList(1, words.size())) {
            String w = Fields.text(word);
            if (w.startsWith("-")) {
                on |= w.indexOf('s') > 0;
                sets |= w.indexOf('s') > 0 || w.indexOf('u') > 0;
                seto |= w.indexOf('o') > 0;
                continue;
            }
            if (!sets) {
                continue;
            }
            if (seto) {
                named(w, on, s);
                continue;
            }
            switch (w) {
                case "expand_aliases" -> s.option(State.Option.EXPAND_ALIASES, on);
                case "lastpipe" -> s.option(State.Option.LASTPIPE, on);
                case "nocasematch" -> s.option(State.Option.NOCASEMATCH, on);
                case "execfail" -> s.option(State.Option.EXECFAIL, on);
                case "xpg_echo" -> s.option(State.Option.XPG_ECHO, on);
                default -> {
                    // Does not change the reading.
                }
            }
        }
        return sets ? 0 : State.UNKNOWN;
    }

    private Integer shift(List<Word> words, State s) {
        Long n =
                words.size() < 2
                        ? Long.valueOf(1)
                        : interpreter.arithmetic.text(
                                Fields.text(words.get(1)), s, Interpreter.NOTHING);
        if (n == null || !s.positionalKnown) {
            s.positionalKnown = false;
            return State.UNKNOWN;
        }
        if (n < 0 || n > s.positional.size()) {
            return 1;
        }
        s.positional = s.positional.subList(n.intValue(), s.positional.size());
        return 0;
    }

    private Integer alias(List<Word> words, State s) {
        for (Word w : words.subList(1, words.size())) {
            String text = Fields.text(w);
            int equals = text.indexOf('=');
            if (equals > 0) {
                s.aliases.put(text.substring(0, equals), text.substring(equals + 1));
            }
        }
        return 0;
    }

    private Integer trap(List<Word> words, State s) {
        int i = 1;
        if (i < words.size() && Fields.text(words.get(i)).equals("--")) {
            i++;
        }
        if (i >= words.size() || Fields.text(words.get(i)).matches("-[lpP]")) {
            return 0;
        }
        String body = Fields.text(words.get(i));
        boolean reset = body.equals("-");
        if (i + 1 == words.size()) {
            s.traps.put(Builtins.signal(body), List.of());
            return 0;
        }
        for (Word w : words.subList(i + 1, words.size())) {
            String signal = Builtins.signal(Fields.text(w));
            s.traps.put(signal, reset || body.isEmpty() ? List.of() : List.of(body));
        }
        return 0;
    }

    private Integer unset(List<Word> words, State s, Io io) {
        boolean functions = false;
        boolean variables = false;
        for (Word word : words.subList(1, words.size())) {
            String w = Fields.text(word);
            if (w.startsWith("-")) {
                functions |= w.indexOf('f') > 0;
                variables |= w.indexOf('v') > 0 || w.indexOf('n') > 0;
                continue;
            }
            int bracket = w.indexOf('[');
            if (Gap.in(w)) {
                interpreter.subscript(w, s, io);
                interpreter.assignments.somewhere(w, s);
                continue;
            }
            if (bracket > 0 && w.endsWith("]") && !functions) {
                interpreter.subscript(w, s, io);
                element(w.substring(0, bracket), w.substring(bracket + 1, w.length() - 1), s);
                continue;
            }
            if (!Lexer.isName(w)) {
                if (functions) {
                    s.functions.put(w, State.Function.NONE);
                }
                continue;
            }
            Variable v = s.variables.get(w);
            boolean known = v != null && !(v.value() instanceof Variable.Unset);
            if (functions || (!variables && !known && s.functions.get(w) != null)) {
                s.functions.put(w, State.Function.NONE);
                s.put("BASH_FUNC_" + w + "%%", Variable.UNSET);
            } else if (v == null || !v.is(Variable.READONLY)) {
                s.put(w, Variable.UNSET);
            }
        }
        return 0;
    }

    private void element(String name, String subscript, State s) {
        Variable v = s.get(name);
        if (v.value() instanceof Variable.Keyed k) {
            Map<String, String> m = new LinkedHashMap<>(k.elements());
            m.remove(subscript);
            s.put(
                    name,
                    v.with(
                            new Variable.Keyed(
                                    m, Gap.in(subscript) ? Gap.vague(k.others()) : k.others())));
        } else if (v.value() instanceof Variable.Indexed a) {
            Long i = interpreter.arithmetic.text(subscript, s, Interpreter.NOTHING);
            TreeMap<Long, String> m = new TreeMap<>(a.elements());
            if (i != null) {
                m.remove(i < 0 && !m.isEmpty() ? m.lastKey() + 1 + i : i);
            }
            s.put(
                    name,
                    v.with(
                            new Variable.Indexed(
                                    m, i == null ? Gap.vague(a.others()) : a.others())));
        }
    }

    private Integer hash(List<Word> words, State s) {
        for (int i = 1; i + 2 < words.size(); i++) {
            if (Fields.text(words.get(i)).equals("-p")) {
                s.hashed.put(Fields.text(words.get(i + 2)), Fields.text(words.get(i + 1)));
            }
        }
        return 0;
    }

    // declare

    /** As {@link #run} gets it from words that are expanded: without compound values. */
    private Integer expanded(String name, List<Word> words, State s, Io io) {
        Flags flags = new Flags(name);
        for (Word word : words.subList(1, words.size())) {
            String w = Fields.text(word);
            if (flags.option(w)) {
                continue;
            }
            int equals = w.indexOf('=');
            String variable = equals < 0 ? w : w.substring(0, equals);
            boolean append = variable.endsWith("+");
            if (append) {
                variable = variable.substring(0, variable.length() - 1);
            }
            if (flags.functions) {
                function(variable, flags, s);
                continue;
            }
            if (Gap.in(variable)) {
                if (!name.equals("export")) {
                    // export takes no subscript.
                    interpreter.subscript(variable, s, io);
                }
                interpreter.assignments.scattered(variable, s);
                continue;
            }
            ShellWord subscript = null;
            int bracket = variable.indexOf('[');
            if (bracket > 0 && variable.endsWith("]")) {
                subscript =
                        interpreter.expansion.reread(
                                variable.substring(bracket + 1, variable.length() - 1));
                variable = variable.substring(0, bracket);
            }
            if (!Lexer.isName(variable)) {
                continue;
            }
            prepare(variable, flags, s);
            if (equals >= 0) {
                interpreter.assignments.assign(
                        variable, subscript, w.substring(equals + 1), append, s, io);
            }
            finish(variable, flags, s, io);
        }
        return 0;
    }

    /** As the parser gives it: assignments, among them compound ones, and other words. */
    void declare(String name, List<ShellWord> words, State s, Io io) {
        Flags flags = new Flags(name);
        for (ShellWord word : words.subList(1, words.size())) {
            Assignment a = word.assignment();
            if (a == null) {
                List<Word> expanded = new ArrayList<>();
                expanded.add(Word.of(name));
                for (Word w : interpreter.expansion.words(List.of(word), s, io)) {
                    if (!flags.option(Fields.text(w))) {
                        expanded.add(w);
                    }
                }
                if (expanded.size() > 1) {
                    expanded.addAll(1, flags.asWords());
                    expanded(name, expanded, s, io);
                }
                continue;
            }
            // The value is expanded before the name is declared: local x=$x sees the outer one.
            String value =
                    a.elements() == null ? interpreter.expansion.value(a.value(), s, io) : "";
            prepare(a.name(), flags, s);
            if (a.elements() != null) {
                interpreter.assignments.assign(a, s, io);
            } else {
                interpreter.assignments.assign(a.name(), a.subscript(), value, a.append(), s, io);
            }
            finish(a.name(), flags, s, io);
        }
        s.status = interpreter.substitutions.last == 0 ? 0 : State.UNKNOWN;
    }

    private static void prepare(String variable, Flags flags, State s) {
        if (flags.local && !flags.global && !s.frames.isEmpty()) {
            Map<String, Variable> frame = s.frames.peek();
            if (!frame.containsKey(variable)) {
                frame.put(variable, s.get(variable));
                Variable before = s.get(variable);
                s.put(variable, Variable.UNSET.flagged(before.flags() & Variable.EXPORTED, 0));
            }
        }
        if (flags.on == 0 && flags.off == 0 && !flags.array && !flags.keyed) {
            return;
        }
        Variable v = s.get(variable);
        if (flags.keyed && !(v.value() instanceof Variable.Keyed)) {
            v = new Variable(new Variable.Keyed(Map.of(), true), v.flags());
        } else if (flags.array && v.value() instanceof Variable.Unset) {
            v = new Variable(new Variable.Indexed(new TreeMap<>(), true), v.flags());
        }
        s.put(variable, v.flagged(flags.on & ~Variable.READONLY & ~Variable.REFERENCE, flags.off));
    }

    private void finish(String variable, Flags flags, State s, Io io) {
        if ((flags.on & (Variable.READONLY | Variable.REFERENCE)) != 0) {
            Variable v = s.get(variable);
            String target = v.scalar();
            if (target != null && (flags.on & Variable.REFERENCE) != 0) {
                interpreter.subscript(target, s, io);
            }
            s.put(variable, v.flagged(flags.on, flags.off));
        }
    }

    private static void function(String name, Flags flags, State s) {
        State.Function f = s.functions.get(name);
        if (f != null && !f.bodies().isEmpty() && (flags.on & Variable.EXPORTED) != 0) {
            s.exportFunction(name, f.bodies().get(f.bodies().size() - 1));
        }
    }

    /** The options of {@code declare} and its like. */
    private static final class Flags {
        private int on;
        private int off;
        private final boolean local;
        private boolean global;
        private boolean functions;
        private boolean array;
        private boolean keyed;

        Flags(String name) {
            local = name.equals("local") || name.equals("declare") || name.equals("typeset");
            if (name.equals("export")) {
                on |= Variable.EXPORTED;
            } else if (name.equals("readonly")) {
                on |= Variable.READONLY;
            }
        }

        boolean option(String w) {
            if (w.length() < 2
                    || (w.charAt(0) != '-' && w.charAt(0) != '+')
                    || w.indexOf('=') > 0) {
                return false;
            }
            boolean set = w.charAt(0) == '-';
            for (int i = 1; i < w.length(); i++) {
                switch (w.charAt(i)) {
                    case 'x' -> flag(Variable.EXPORTED, set);
                    case 'n' -> {
                        if (local) {
                            flag(Variable.REFERENCE, set);
                        } else {
                            off |= Variable.EXPORTED;
                            on &= ~Variable.EXPORTED;
                        }
                    }
                    case 'r' -> flag(Variable.READONLY, set);
                    case 'i' -> flag(Variable.INTEGER, set);
                    case 'l' -> flag(Variable.LOWER, set);
                    case 'u' -> flag(Variable.UPPER, set);
                    case 'f', 'F' -> functions = true;
                    case 'g' -> global = true;
                    case 'a' -> array = true;
                    case 'A' -> keyed = true;
                    default -> {
                        // -p prints, -t traces: neither changes what is known.
                    }
                }
            }
            return true;
        }

        private void flag(int flag, boolean set) {
            if (set) {
                on |= flag;
                off &= ~flag;
            } else {
                off |= flag;
                on &= ~flag;
            }
        }

        List<Word> asWords() {
            List<Word> words = new ArrayList<>();
            add(words, Variable.EXPORTED, "x");
            add(words, Variable.REFERENCE, "n");
            add(words, Variable.READONLY, "r");
            add(words, Variable.INTEGER, "i");
            add(words, Variable.LOWER, "l");
            add(words, Variable.UPPER, "u");
            if (functions) {
                words.add(Word.of("-f"));
            }
            if (global) {
                words.add(Word.of("-g"));
            }
            if (array) {
                words.add(Word.of("-a"));
            }
            if (keyed) {
                words.add(Word.of("-A"));
            }
            return words;
        }

        private void add(List<Word> words, int flag, String letter) {
            if ((on & flag) != 0 && (local || flag != Variable.EXPORTED)) {
                words.add(Word.of("-" + letter));
            } else if ((off & flag) != 0) {
                words.add(Word.of("+" + letter));
            }
        }
    }
}
