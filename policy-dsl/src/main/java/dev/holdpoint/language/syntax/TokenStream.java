package dev.holdpoint.language.syntax;

import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Syntax.Name;
import dev.holdpoint.language.syntax.Syntax.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The tokens of a source with a place in them, and what all parsers ask of it. */
final class TokenStream {

    /** Thrown after the error was recorded; the statement is given up and the next one is tried. */
    static final class Panic extends RuntimeException {
        private static final long serialVersionUID = 1;

        Panic() {
            super(null, null, false, false);
        }
    }

    private final List<Token> tokens;
    private final String file;
    private final Findings findings;
    private int at;

    TokenStream(List<Token> tokens, String file, Findings findings) {
        this.tokens = tokens;
        this.file = file;
        this.findings = findings;
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The token after the next. */
    Token second() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = tokens.get(at);
        if (token.type() != TokenType.END) {
            at++;
        }
        return token;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return peek().type() == TokenType.END;
    }

    boolean at(TokenType type) {
        return peek().type() == type;
    }

    boolean at(String word) {
        return peek().is(word);
    }

    boolean accept(TokenType type) {
        if (at(type)) {
            at++;
            return true;
        }
        return false;
    }

    boolean accept(String word) {
        if (at(word)) {
            at++;
            return true;
        }
        return false;
    }

    Token expect(TokenType type, String where) {
        if (!at(type)) {
            throw unexpected("expected " + shown(type) + " " + where);
        }
        return take();
    }

    void expect(String word, String where) {
        if (!accept(word)) {
            throw unexpected("expected `" + word + "` " + where);
        }
    }

    Name name(String where) {
        Token token = expect(TokenType.WORD, where);
        return new Name(token.text(), span(token));
    }

    /** One or more names, separated by commas. */
    List<Name> names(String where) {
        List<Name> names = new ArrayList<>();
        do {
            names.add(name(where));
        } while (accept(TokenType.COMMA));
        return names;
    }

    Text text(String where) {
        Token token = expect(TokenType.STRING, where);
        return new Text(token.text(), token.glob(), span(token));
    }

    long number(String where) {
        Token token = expect(TokenType.NUMBER, where);
        return number(token);
    }

    long number(Token token) {
        long value = 0;
        for (int i = 0; i < token.text().length(); i++) {
            value = value * 10 + (token.text().charAt(i) - '0');
            if (i >= 17) {
                findings.error("too-large", span(token), "the number is too large");
                return 1;
            }
        }
        return value;
    }

    Duration duration(String where) {
        Token token = expect(TokenType.DURATION, where);
        String digits = token.text().substring(0, token.text().length() - 1);
        long amount = 0;
        for (int i = 0; i < digits.length() && amount < 1_000_000; i++) {
            amount = amount * 10 + (digits.charAt(i) - '0');
        }
        long seconds =
                switch (token.text().charAt(token.text().length() - 1)) {
                    case 's' -> amount;
                    case 'm' -> amount * 60;
                    case 'h' -> amount * 3_600;
                    default -> amount * 86_400;
                };
        if (seconds <= 0 || seconds > 366 * 86_400L) {
            findings.error(
                    "bad-duration",
                    span(token),
                    "`" + token.text() + "` is not between a second and a year");
            return Duration.ofSeconds(1);
        }
        return Duration.ofSeconds(seconds);
    }

    Span span(Token token) {
        return token.span(file);
    }

    /** From the one token to the end of the other, within the line of the first. */
    Span span(Token from, Token to) {
        return join(span(from), span(to));
    }

    static Span join(Span from, Span to) {
        return from.line() == to.line()
                ? new Span(
                        from.file(),
                        from.line(),
                        from.column(),
                        Math.max(from.length(), to.column() + to.length() - from.column()))
                : from;
    }

    Findings findings() {
        return findings;
    }

    /** Records that the next token does not fit. */
    Panic unexpected(String message) {
        Token token = peek();
        Span span = span(token);
        if (token.type() == TokenType.END && at > 0) { // where it should have gone on
            Span last = span(tokens.get(at - 1));
            span = new Span(file, last.line(), last.column() + last.length(), 1);
        }
        findings.error("syntax", span, message + ", found " + token.shown());
        return new Panic();
    }

    private static String shown(TokenType type) {
        return switch (type) {
            case WORD, STRING, NUMBER, DURATION, DATE, END -> type.shown;
            default -> "`" + type.shown + "`";
        };
    }
}
