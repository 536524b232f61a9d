package dev.holdpoint.analysis.http.graphql;

import dev.holdpoint.analysis.http.graphql.Token.Sort;
import java.util.ArrayList;
import java.util.List;

/** Splits a document into tokens, in one pass. */
final class Lexer {

    /** Tokens of one document. */
    static final int MOST_TOKENS = 200_000;

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** All tokens, with one {@code END} last. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = lexer.next();
            tokens.add(token);
            if (tokens.size() > MOST_TOKENS) {
                throw new Refused("more than " + MOST_TOKENS + " tokens");
            }
        } while (token.sort() != Sort.END);
        return tokens;
    }

    private Token next() {
        skipIgnored();
        if (at >= text.length()) {
            return new Token(Sort.END, "");
        }
        char c = text.charAt(at);
        if (nameStart(c)) {
            int start = at;
            while (at < text.length() && (nameStart(text.charAt(at)) || digit(text.charAt(at)))) {
                at++;
            }
            return new Token(Sort.NAME, text.substring(start, at));
        }
        if (digit(c) || c == '-') {
            return number();
        }
        if (c == '"') {
            return text.startsWith("\"\"\"", at) ? block() : string();
        }
        if (text.startsWith("...", at)) {
            at += 3;
            return new Token(Sort.PUNCTUATOR, "...");
        }
        if ("!$&():=@[]{|}".indexOf(c) >= 0) {
            at++;
            return new Token(Sort.PUNCTUATOR, String.valueOf(c));
        }
        throw new Refused("the character at " + at + " has no place in a document");
    }

    /** Byte order marks, blanks, line ends, commas and comments mean nothing (2.1). */
    private void skipIgnored() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
            } else if (c == ' '
                    || c == '\t'
                    || c == '\n'
                    || c == '\r'
                    || c == ','
                    || c == '\uFEFF') {
                at++;
            } else {
                return;
            }
        }
    }

    private Token number() {
        int start = at++;
        while (at < text.length() && "0123456789.eE+-".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return new Token(Sort.NUMBER, text.substring(start, at));
    }

    private Token string() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return new Token(Sort.STRING, value.toString());
            }
            if (c == '\n' || c == '\r') {
                break;
            }
            value.append(c == '\\' ? escape() : String.valueOf(c));
        }
        throw new Refused("a string does not end");
    }

    private String escape() {
        if (at >= text.length()) {
            throw new Refused("a string does not end");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> String.valueOf(c);
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'u' -> unicode();
            default -> throw new Refused("an escape in a string is none");
        };
    }

    private String unicode() {
        int from = at;
        int to = at + 4;
        int end = to;
        if (at < text.length() && text.charAt(at) == '{') {
            from = at + 1;
            to = text.indexOf('}', from);
            end = to + 1;
        }
        if (to < from || to > text.length() || to - from > 8) {
            throw new Refused("an escape in a string is none");
        }
        try {
            String value = Character.toString(Integer.parseInt(text.substring(from, to), 16));
            at = end;
            return value;
        } catch (IllegalArgumentException e) {
            throw new Refused("an escape in a string is none");
        }
    }

    private Token block() {
        StringBuilder value = new StringBuilder();
        at += 3;
        while (at < text.length()) {
            if (text.startsWith("\\\"\"\"", at)) {
                value.append("\"\"\"");
                at += 4;
            } else if (text.startsWith("\"\"\"", at)) {
                at += 3;
                return new Token(Sort.STRING, value.toString().strip());
            } else {
                value.append(text.charAt(at++));
            }
        }
        throw new Refused("a block string does not end");
    }

    private static boolean nameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
