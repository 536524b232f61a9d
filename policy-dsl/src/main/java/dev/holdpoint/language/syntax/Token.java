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
        TokenType type,
        String text,
        int offset,
        int length,
        int line,
        int column,
        boolean firstOnLine,
        boolean glob) {

    /** A remark: {@code #} to the end of the line. */
    record Comment(String text, int line, boolean ownLine) {}

    boolean is(String word) {
        return type == TokenType.WORD && text.equals(word);
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
