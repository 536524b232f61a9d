package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PowerShell as far as programs and their arguments: commands in argument mode, joined by {@code
 * ;}, {@code |}, {@code &&}, {@code ||} and line ends, also within braces and parentheses. A
 * variable or a subexpression in an argument is unknown; a statement in expression mode ({@code $x
 * = …}, {@code [Type]::Method()}, {@code if}, {@code foreach}) is unknown as a whole.
 *
 * <p>Source: about_Parsing and about_Quoting_Rules in Microsoft's PowerShell documentation.
 */
final class PowerShellReader {

    private static final String CLOSING = ";|&\n\r{}()";

    private final Script script;
    private final Optional<Effect> parent;
    private final Inquiry inquiry;
    private final String text;
    private int at;
    private List<Word> words = new ArrayList<>();
    private List<Command.Redirection> files = new ArrayList<>();
    private boolean unknown;

    private PowerShellReader(Script script, Optional<Effect> parent, Inquiry inquiry, String text) {
        this.script = script;
        this.parent = parent;
        this.inquiry = inquiry;
        this.text = text;
    }

    static void read(Script script, Optional<Effect> parent, Inquiry inquiry) {
        Optional<String> text = script.text().literal();
        if (text.isEmpty() || text.get().length() > ScriptReader.MOST_TEXT) {
            ScriptReader.unknown("a PowerShell script that is not known", parent, inquiry);
            return;
        }
        new PowerShellReader(script, parent, inquiry, text.get()).statements();
    }

    private void statements() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '&' && words.isEmpty()) {
                at++; // the call operator
            } else if (CLOSING.indexOf(c) >= 0) {
                at++;
                end();
            } else if (c == ' ' || c == '\t' || c == ',') {
                at++;
            } else if (c == '#' && (at == 0 || " \t\n;".indexOf(text.charAt(at - 1)) >= 0)) {
                int line = text.indexOf('\n', at);
                at = line < 0 ? text.length() : line;
            } else if (c == '`' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                at += 2;
            } else if (c == '>'
                    || (Character.isDigit(c)
                            && at + 1 < text.length()
                            && text.charAt(at + 1) == '>')) {
                redirection();
            } else {
                words.add(word());
            }
        }
        end();
    }

    private void redirection() {
        at = text.indexOf('>', at) + 1;
        boolean append = at < text.length() && text.charAt(at) == '>';
        at += append ? 1 : 0;
        if (at < text.length() && text.charAt(at) == '&') {
            at = Math.min(text.length(), at + 2);
            return;
        }
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        files.add(
                new Command.Redirection(
                        append ? Command.Redirection.Mode.APPEND : Command.Redirection.Mode.WRITE,
                        word()));
    }

    private Word word() {
        List<Word.Part> parts = new ArrayList<>(1);
        StringBuilder literal = new StringBuilder();
        int start = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'') {
                single(literal);
            } else if (c == '"') {
                doubled(literal, parts);
            } else if (c == '`' && at + 1 < text.length()) {
                literal.append(text.charAt(at + 1));
                at += 2;
            } else if (c == '$' && at + 1 < text.length()) {
                flush(literal, parts);
                parts.add(new Word.Part.Hole("a variable of PowerShell", false));
                variable();
            } else if (c == ' ' || c == '\t' || c == ',' || c == '>' || CLOSING.indexOf(c) >= 0) {
                break;
            } else if (c == '*' || c == '?') {
                flush(literal, parts);
                parts.add(new Word.Part.Glob(String.valueOf(c)));
                at++;
            } else {
                literal.append(c);
                at++;
            }
        }
        if (at == start) {
            at++;
        }
        flush(literal, parts);
        return new Word(parts);
    }

    private void single(StringBuilder literal) {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\'') {
                literal.append(c);
            } else if (at < text.length() && text.charAt(at) == '\'') {
                literal.append('\'');
                at++;
            } else {
                return;
            }
        }
        unknown = true;
    }

    private void doubled(StringBuilder literal, List<Word.Part> parts) {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return;
            }
            if (c == '`' && at + 1 < text.length()) {
                literal.append(text.charAt(at + 1));
                at += 2;
            } else if (c == '$') {
                flush(literal, parts);
                parts.add(new Word.Part.Hole("a variable of PowerShell", false));
                variable();
            } else {
                literal.append(c);
                at++;
            }
        }
        unknown = true;
    }

    /** Over a variable or a subexpression, which may run anything. */
    private void variable() {
        at++;
        if (at < text.length() && (text.charAt(at) == '(' || text.charAt(at) == '{')) {
            unknown |= text.charAt(at) == '(';
            char open = text.charAt(at);
            char close = open == '(' ? ')' : '}';
            int depth = 0;
            while (at < text.length()) {
                char c = text.charAt(at++);
                depth += c == open ? 1 : c == close ? -1 : 0;
                if (depth == 0) {
                    return;
                }
            }
            return;
        }
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at))
                        || "_:?".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
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
        boolean hidden = unknown;
        unknown = false;
        if (command.isEmpty()) {
            if (hidden) {
                hidden();
            }
            return;
        }
        String first = command.get(0).prefix();
        boolean expression =
                first.isEmpty()
                        || "[@-+0123456789!".indexOf(first.charAt(0)) >= 0
                        || LANGUAGE.contains(first.toLowerCase(java.util.Locale.ROOT))
                        || (command.size() > 1
                                && command.get(1).literal().filter(w -> w.equals("=")).isPresent());
        if (expression || hidden) {
            hidden();
        }
        if (!first.isEmpty()) {
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

    private static final java.util.Set<String> LANGUAGE =
            java.util.Set.of(
                    "if",
                    "else",
                    "elseif",
                    "foreach",
                    "for",
                    "while",
                    "do",
                    "switch",
                    "function",
                    "filter",
                    "try",
                    "catch",
                    "finally",
                    "param",
                    "return",
                    "throw",
                    "trap",
                    "class",
                    "using",
                    "begin",
                    "process",
                    "end");

    private void hidden() {
        ScriptReader.unknown("an expression of PowerShell", parent, inquiry);
    }
}
