package dev.holdpoint.language.syntax;

import dev.holdpoint.language.Source;
import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Token.Comment;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a source into tokens, in one pass and linear time. What cannot be a token is reported and
 * left out, so that the parser sees the rest.
 */
final class Lexer {

    /** Characters of a source; a longer one is not a policy that a person wrote. */
    static final int MOST_CHARACTERS = 4 << 20;

    private final String file;
    private final String text;
    private final Findings findings;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;
    private boolean fresh = true;

    private Lexer(Source source, Findings findings) {
        this.file = source.name();
        this.text = source.text();
        this.findings = findings;
    }

    /**
     * The tokens of a source.
     *
     * @param tokens the last is of type {@link TokenType#END}
     */
    record Lexed(List<Token> tokens, List<Comment> comments) {}

    static Lexed lex(Source source, Findings findings) {
        Lexer lexer = new Lexer(source, findings);
        if (source.text().length() > MOST_CHARACTERS) {
            findings.error(
                    "too-large",
                    new Span(source.name(), 1, 1, 1),
                    "the source is longer than " + MOST_CHARACTERS + " characters");
            lexer.at = source.text().length();
        } else {
            if (source.text().startsWith("\uFEFF")) {
                lexer.at = 1;
                lexer.lineStart = 1;
            }
            lexer.run();
        }
        lexer.add(TokenType.END, lexer.at, "", false);
        return new Lexed(lexer.tokens, lexer.comments);
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '\n' -> {
                    at++;
                    newLine();
                }
                case ' ', '\t', '\r' -> at++;
                case '#' -> comment();
                case '"' -> string();
                case '{' -> sign(TokenType.OPEN_BRACE, 1);
                case '}' -> sign(TokenType.CLOSE_BRACE, 1);
                case '(' -> sign(TokenType.OPEN_PARENTHESIS, 1);
                case ')' -> sign(TokenType.CLOSE_PARENTHESIS, 1);
                case '[' -> sign(TokenType.OPEN_BRACKET, 1);
                case ']' -> sign(TokenType.CLOSE_BRACKET, 1);
                case ',' -> sign(TokenType.COMMA, 1);
                case '=' -> signOrEqual(TokenType.IS, TokenType.EQUAL);
                case '<' -> signOrEqual(TokenType.LESS, TokenType.AT_MOST);
                case '>' -> signOrEqual(TokenType.MORE, TokenType.AT_LEAST);
                case '!' -> {
                    if (next() == '=') {
                        sign(TokenType.NOT_EQUAL, 2);
                    } else {
                        stray("write `not` or `!=`");
                    }
                }
                default -> {
                    if (digit(c)) {
                        number();
                    } else if (letter(c)) {
                        word();
                    } else {
                        stray("put texts in quotes");
                    }
                }
            }
        }
    }

    private void newLine() {
        line++;
        lineStart = at;
        fresh = true;
    }

    private char next() {
        return at + 1 < text.length() ? text.charAt(at + 1) : '\0';
    }

    private void sign(TokenType type, int length) {
        int from = at;
        at += length;
        add(type, from, type.shown, false);
    }

    private void signOrEqual(TokenType alone, TokenType withEqual) {
        if (next() == '=') {
            sign(withEqual, 2);
        } else {
            sign(alone, 1);
        }
    }

    private void stray(String fix) {
        int length = Character.charCount(text.codePointAt(at));
        findings.error(
                "unexpected-character",
                span(at, length),
                "`" + text.substring(at, at + length) + "` means nothing here",
                fix);
        at += length;
        fresh = false;
    }

    private void comment() {
        int from = at;
        while (at < text.length() && text.charAt(at) != '\n') {
            hidden(at);
            at++;
        }
        int to = at;
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        comments.add(new Comment(text.substring(from, to), line, fresh));
    }

    private void word() {
        int from = at;
        at++;
        while (at < text.length() && wordPart(from)) {
            at++;
        }
        add(TokenType.WORD, from, text.substring(from, at), false);
    }

    /** A dot or a hyphen belongs to a word only between two of its letters or digits. */
    private boolean wordPart(int from) {
        char c = text.charAt(at);
        if (letter(c) || digit(c)) {
            return true;
        }
        return (c == '-' || c == '.')
                && at > from
                && (letter(next()) || digit(next()))
                && text.charAt(at - 1) != c;
    }

    private void number() {
        int from = at;
        while (at < text.length() && digit(text.charAt(at))) {
            at++;
        }
        int digits = at;
        while (at < text.length() && wordPart(from)) {
            at++;
        }
        String all = text.substring(from, at);
        if (at == digits) {
            add(TokenType.NUMBER, from, all, false);
        } else if (at == digits + 1 && "smhd".indexOf(text.charAt(digits)) >= 0) {
            add(TokenType.DURATION, from, all, false);
        } else if (date(all)) {
            add(TokenType.DATE, from, all, false);
        } else {
            findings.error(
                    "unexpected-character",
                    span(from, at - from),
                    "`" + all + "` is neither a number, a duration (30s, 15m, 1h, 7d) nor a date",
                    "put it in quotes if it is a text: \"" + all + "\"");
            add(TokenType.STRING, from, all, false); // so that the rest still makes sense
        }
    }

    private static boolean date(String s) {
        if (s.length() != 10 || s.charAt(4) != '-' || s.charAt(7) != '-') {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (i != 4 && i != 7 && !digit(s.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private void string() {
        int from = at++;
        StringBuilder value = new StringBuilder();
        boolean wild = false;
        boolean escaped = false;
        while (true) {
            if (at >= text.length() || text.charAt(at) == '\n') {
                findings.error(
                        "unterminated-text",
                        span(from, at - from),
                        "the text has no closing quote on its line",
                        "close it with \"; a line break is written \\n");
                break;
            }
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                break;
            }
            if (c == '\\') {
                escaped |= next() == '*' || next() == '?';
                escape(value);
            } else {
                wild |= c == '*' || c == '?';
                hidden(at);
                value.append(c);
                at++;
            }
        }
        if (wild && escaped) {
            findings.error(
                    "mixed-glob",
                    span(from, at - from),
                    "a text is either a glob or has literal \\* and \\?, not both",
                    "use ? for the one character that may be a star");
        }
        add(TokenType.STRING, from, value.toString(), wild);
    }

    private void escape(StringBuilder value) {
        char c = next();
        int plain = "\"\\/*?".indexOf(c);
        int control = "bfnrt".indexOf(c);
        if (plain >= 0 && c != '\0') {
            value.append(c);
            at += 2;
        } else if (control >= 0) {
            value.append("\b\f\n\r\t".charAt(control));
            at += 2;
        } else if (c == 'u' && hex(at + 2) >= 0) {
            value.append((char) hex(at + 2));
            at += 6;
        } else {
            findings.error(
                    "bad-escape",
                    span(at, 2),
                    "there is no such escape",
                    "the escapes are those of JSON, and \\* and \\?; a backslash is \\\\");
            at++;
        }
    }

    /** The value of four hexadecimal digits, or -1. */
    private int hex(int from) {
        if (from + 4 > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    /** Controls of writing direction and width make a reader see another policy than is judged. */
    private void hidden(int index) {
        char c = text.charAt(index);
        if ((c < ' ' && c != '\t' && c != '\r')
                || (c >= '\u200B' && c <= '\u200F')
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2060' && c <= '\u206F')
                || c == '\uFEFF'
                || c == '\u00AD') {
            findings.error(
                    "hidden-character",
                    span(index, 1),
                    "a character that one cannot see: U+" + Integer.toHexString(c),
                    "remove it, or write it as an escape");
        }
    }

    private void add(TokenType type, int from, String value, boolean glob) {
        tokens.add(
                new Token(type, value, from, at - from, line, from - lineStart + 1, fresh, glob));
        fresh = false;
    }

    private Span span(int from, int length) {
        return new Span(file, line, from - lineStart + 1, Math.max(1, length));
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
