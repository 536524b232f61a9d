package dev.holdpoint.language.syntax;

import dev.holdpoint.language.Span;

/**
 * One token of a source.
 *
 * @param text what it says: of a string, its decoded content
 * @param offset of its first character in the source
 * @param firstOnLine nothing but white space stands before it on its line
 * @param glob a string with an unescaped {@code *} or {@code ?}
 */
record Token(
        Type type,
        String text,
        int offset,
        int length,
        int line,
        int column,
        boolean firstOnLine,
        boolean glob) {

    /** Kinds of token; {@code shown} is how messages name it. */
    enum Type {
        WORD("a name"),
        STRING("a text in quotes"),
        NUMBER("a number"),
        DURATION("a duration such as 15m"),
        DATE("a date such as 2026-12-31"),
        OPEN_BRACE("{"),
        CLOSE_BRACE("}"),
        OPEN_PARENTHESIS("("),
        CLOSE_PARENTHESIS(")"),
        OPEN_BRACKET("["),
        CLOSE_BRACKET("]"),
        COMMA(","),
        IS("="),
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">="),
        END("the end of the file");

        final String shown;

        Type(String shown) {
            this.shown = shown;
        }
    }

    /** A remark: {@code #} to the end of the line. */
    record Comment(String text, int line, boolean ownLine) {}

    boolean is(String word) {
        return type == Type.WORD && text.equals(word);
    }

    Span span(String file) {
        return new Span(file, line, column, Math.max(1, length));
    }

    /** As a message names it: its own text where that says more than its type. */
    String shown() {
        return switch (type) {
            case WORD, NUMBER, DURATION, DATE -> "`" + text + "`";
            case STRING -> "a text";
            case END -> type.shown;
            default -> "`" + type.shown + "`";
        };
    }
}
