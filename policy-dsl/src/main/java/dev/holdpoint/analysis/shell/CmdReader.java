package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Command lines of {@code cmd.exe}, as far as programs and their arguments: commands joined by
 * {@code &}, {@code &&}, {@code ||}, {@code |} and line ends, grouped by parentheses, with
 * redirections. A {@code %variable%} is unknown; what only its batch language could tell ({@code
 * for}, {@code goto}, labels) is unknown as a whole.
 *
 * <p>Source: "cmd" and "Command-line syntax key" in Microsoft's Windows Commands reference.
 */
final class CmdReader {

    private static final Set<String> LANGUAGE =
            Set.of("for", "goto", "setlocal", "call", "shift", "exit", "choice");

    private final Script script;
    private final Optional<Effect> parent;
    private final Inquiry inquiry;
    private final String text;
    private int at;
    private List<Word> words = new ArrayList<>();
    private List<Command.Redirection> files = new ArrayList<>();

    private CmdReader(Script script, Optional<Effect> parent, Inquiry inquiry, String text) {
        this.script = script;
        this.parent = parent;
        this.inquiry = inquiry;
        this.text = text;
    }

    static void read(Script script, Optional<Effect> parent, Inquiry inquiry) {
        Optional<String> text = script.text().literal();
        if (text.isEmpty() || text.get().length() > ScriptReader.MOST_TEXT) {
            ScriptReader.unknown("a cmd script that is not known", parent, inquiry);
            return;
        }
        if (!inquiry.spend(2L * text.get().length())) {
            ScriptReader.unknown("a cmd script that takes too long to read", parent, inquiry);
            return;
        }
        new CmdReader(script, parent, inquiry, text.get()).lines();
    }

    private void lines() {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '&', '|', '\n', '\r', '(', ')' -> {
                    at++;
                    end();
                }
                case ' ', '\t', ',', ';', '=', '@' -> at++;
                case '<', '>' -> redirection();
                default -> words.add(word());
            }
        }
        end();
    }

    private void redirection() {
        boolean in = text.charAt(at) == '<';
        at++;
        boolean append = !in && at < text.length() && text.charAt(at) == '>';
        at += append ? 1 : 0;
        if (at < text.length() && text.charAt(at) == '&') {
            at = Math.min(text.length(), at + 2);
            return;
        }
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        Command.Redirection.Mode mode =
                in
                        ? Command.Redirection.Mode.READ
                        : append ? Command.Redirection.Mode.APPEND : Command.Redirection.Mode.WRITE;
        files.add(new Command.Redirection(mode, word()));
        // The number before the operator was read as a word.
        if (!words.isEmpty()
                && words.get(words.size() - 1)
                        .literal()
                        .filter(w -> w.equals("2") || w.equals("1"))
                        .isPresent()) {
            words.remove(words.size() - 1);
        }
    }

    private Word word() {
        List<Word.Part> parts = new ArrayList<>(1);
        StringBuilder literal = new StringBuilder();
        boolean quoted = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                quoted = !quoted;
                at++;
            } else if (c == '^' && !quoted && at + 1 < text.length()) {
                literal.append(text.charAt(at + 1));
                at += 2;
            } else if (c == '%' || c == '!') {
                int close = nameEnd(at + 1, c);
                if (close > at + 1) {
                    flush(literal, parts);
                    parts.add(new Word.Part.Hole("a variable of the environment", !quoted));
                    at = close + 1;
                } else {
                    literal.append(c);
                    at++;
                }
            } else if (!quoted && " \t\r\n&|<>();,=".indexOf(c) >= 0) {
                break;
            } else if (!quoted && (c == '*' || c == '?')) {
                flush(literal, parts);
                parts.add(new Word.Part.Glob(String.valueOf(c)));
                at++;
            } else {
                literal.append(c);
                at++;
            }
        }
        flush(literal, parts);
        return new Word(parts);
    }

    /** Where a variable's name ends that begins there; -1 where none does. */
    private int nameEnd(int from, char mark) {
        int i = from;
        int most = Math.min(text.length(), from + 256);
        while (i < most && text.charAt(i) != mark) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && "_:~-,().#$".indexOf(c) < 0) {
                return -1;
            }
            i++;
        }
        return i < most ? i : -1;
    }

    private static void flush(StringBuilder literal, List<Word.Part> parts) {
        if (literal.length() > 0) {
            parts.add(new Word.Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private void end() {
        List<Word> command = words;
        List<Command.Redirection> redirections = files;
        words = new ArrayList<>();
        files = new ArrayList<>();
        if (command.isEmpty()) {
            return;
        }
        String name = command.get(0).literal().orElse("").toLowerCase(Locale.ROOT);
        if (name.equals("rem") || name.startsWith("::")) {
            return;
        }
        if (name.equals("if")) {
            // What is done if it holds is the rest, after the condition; every rest is a candidate.
            for (int i = 2; i < command.size(); i++) {
                emit(command.subList(i, command.size()), redirections);
            }
            return;
        }
        if (LANGUAGE.contains(name) || name.startsWith(":")) {
            ScriptReader.unknown("the batch language of cmd", parent, inquiry);
            return;
        }
        emit(command, redirections);
    }

    private void emit(List<Word> command, List<Command.Redirection> redirections) {
        if (inquiry.isExhausted()) {
            return; // another copy of the words would be for nothing
        }
        inquiry.command(
                new Command(
                        command,
                        script.cwd(),
                        Map.of(),
                        new Command.Input.Inherited(),
                        redirections),
                parent);
    }
}
