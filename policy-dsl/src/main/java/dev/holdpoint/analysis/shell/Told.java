package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Word;
import java.util.List;
import java.util.Map;

/**
 * Builtins that are told what to run in an argument: completions, key bindings, {@code jobs -x};
 * and those that print what the script itself has set, which a substitution could run.
 */
final class Told {

    private final Interpreter interpreter;

    Told(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** Reads what the builtin would run; false where it is none of these. */
    boolean run(
            String name,
            List<Word> words,
            Map<String, Word> temporary,
            State s,
            Redirections.Opened opened) {
        Io io = opened.io();
        switch (name) {
            case "compgen", "complete":
                completion(words, s, io);
                return false;
            case "bind":
                for (int i = 1; i + 1 < words.size(); i++) {
                    if (Builtins.argument(words, i).equals("-x")) {
                        String binding = Builtins.argument(words, i + 1);
                        aside(binding.substring(binding.indexOf(':') + 1), s, io);
                    }
                }
                return false;
            case "jobs":
                if (words.size() > 2 && Builtins.argument(words, 1).equals("-x")) {
                    interpreter.commands.call(
                            words.subList(2, words.size()), temporary, s, opened, true);
                    return true;
                }
                return false;
            case "enable":
                if (Builtins.argument(words, 1).indexOf('f') > 0) {
                    interpreter.handover.unreadable("a builtin is loaded from a file");
                }
                return false;
            case "wait":
                for (int i = 1; i + 1 < words.size(); i++) {
                    if (Builtins.argument(words, i).equals("-p")) {
                        String variable = Builtins.argument(words, i + 1);
                        interpreter.subscript(variable, s, io);
                        if (Lexer.isName(variable)) {
                            s.put(variable, Variable.of(Gap.CHILD.text()));
                        }
                    }
                }
                return false;
            default:
                return false;
        }
    }

    private void completion(List<Word> words, State s, Io io) {
        for (int i = 1; i < words.size(); i++) {
            String w = Builtins.argument(words, i);
            if (w.length() < 2 || w.charAt(0) != '-') {
                continue;
            }
            char option = w.charAt(w.length() - 1);
            String value = Builtins.argument(words, i + 1);
            if (w.length() > 2 && "CFW".indexOf(w.charAt(1)) >= 0) {
                option = w.charAt(1);
                value = w.substring(2);
            }
            switch (option) {
                case 'C', 'F' -> aside(value, s, io);
                case 'W' ->
                        interpreter.expansion.value(
                                interpreter.expansion.reread(value), s.fork(), io);
                default -> {
                    // Generates names, or says what to do with them.
                }
            }
        }
    }

    /** What runs at a time of its own, if at all. */
    private void aside(String text, State s, Io io) {
        if (!text.isBlank()) {
            interpreter.nestedText(text, s.fork(), io.writing(Io.Out.NOWHERE));
        }
    }

    /** Whether the builtin, called so, prints what the script has set. */
    static boolean prints(String name, List<Word> words) {
        switch (name) {
            case "declare",
            "typeset",
            "local",
            "export",
            "readonly",
            "set",
            "shopt",
            "hash",
            "trap":
                if (words.size() == 1) {
                    return true;
                }
                break;
            case "pushd", "popd":
                return true;
            case "cd":
                return Builtins.argument(words, words.size() - 1).equals("-");
            case "alias":
                for (Word w : words.subList(1, words.size())) {
                    if (Fields.text(w).indexOf('=') < 0) {
                        return true;
                    }
                }
                return words.size() == 1;
            default:
                return false;
        }
        for (Word w : words.subList(1, words.size())) {
            String option = Fields.text(w);
            if (option.length() < 2 || option.charAt(0) != '-' && option.charAt(0) != '+') {
                return false;
            }
            for (int i = 1; i < option.length(); i++) {
                if ("pfFlto".indexOf(option.charAt(i)) >= 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
