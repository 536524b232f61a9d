package dev.holdpoint.analysis.shell;

import org.jspecify.annotations.Nullable;

/** Reads redirections, before, between and behind the words of a command. */
final class RedirectionParser {

    private final Parser parser;
    private final Lexer lexer;

    /** To dash, {@code a &> b} starts a in the background, and opens b. */
    boolean background;

    RedirectionParser(Parser parser, Lexer lexer) {
        this.parser = parser;
        this.lexer = lexer;
    }

    /** The redirection here; null where what stands here is none. */
    @Nullable Redirect redirect() {
        String t = lexer.text;
        int i = lexer.at;
        String variable = "";
        int descriptor = -1;
        char c = lexer.peek();
        if (c >= '0' && c <= '9') {
            int value = 0;
            while (i < t.length() && Character.isDigit(t.charAt(i)) && i < lexer.at + 9) {
                value = value * 10 + (t.charAt(i) - '0');
                i++;
            }
            descriptor = value;
        } else if (c == '{' && !parser.plain) {
            int end = i + 1;
            while (end < t.length() && Lexer.isNamePart(t.charAt(end))) {
                end++;
            }
            if (end == i + 1 || end >= t.length() || t.charAt(end) != '}') {
                return null;
            }
            variable = t.substring(i + 1, end);
            i = end + 1;
        } else if (c == '&' && lexer.peek(1) == '>') {
            background = parser.plain;
            boolean append = lexer.peek(2) == '>';
            lexer.at += append ? 3 : 2;
            return new Redirect(
                    append ? Redirect.Kind.APPEND_BOTH : Redirect.Kind.WRITE_BOTH, 1, "", target());
        }
        if (i >= t.length() || (t.charAt(i) != '<' && t.charAt(i) != '>')) {
            return null;
        }
        boolean in = t.charAt(i) == '<';
        char d = i + 1 < t.length() ? t.charAt(i + 1) : '\0';
        char e = i + 2 < t.length() ? t.charAt(i + 2) : '\0';
        if (d == '(' && variable.isEmpty() && descriptor < 0) {
            return null;
        }
        Redirect.Kind kind;
        int length = 2;
        if (parser.plain && in && d == '<' && e == '<') {
            throw new Unreadable("a here-string");
        }
        if (in && d == '<' && e == '<') {
            kind = Redirect.Kind.HERE_STRING;
            length = 3;
        } else if (in && d == '<') {
            return parser.hereDocuments()
                    .announced(i + 2, descriptor < 0 ? 0 : descriptor, variable);
        } else if (in && d == '&') {
            kind = Redirect.Kind.COPY_INPUT;
        } else if (in && d == '>') {
            kind = Redirect.Kind.READ_WRITE;
        } else if (in) {
            kind = Redirect.Kind.READ;
            length = 1;
        } else if (d == '>') {
            kind = Redirect.Kind.APPEND;
        } else if (d == '&') {
            kind = Redirect.Kind.COPY_OUTPUT;
        } else if (d == '|') {
            kind = Redirect.Kind.CLOBBER;
        } else {
            kind = Redirect.Kind.WRITE;
            length = 1;
        }
        lexer.at = i + length;
        return new Redirect(kind, descriptor < 0 ? (in ? 0 : 1) : descriptor, variable, target());
    }

    private Redirect.Target target() {
        lexer.skipBlanks();
        ShellWord w = lexer.word();
        if (w == null) {
            throw new Unreadable("a redirection to nothing near " + parser.near());
        }
        return new Redirect.Target(w);
    }
}
