package dev.holdpoint.language.syntax;

/** Kinds of token; {@code shown} is how messages name it. */
enum TokenType {
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

    TokenType(String shown) {
        this.shown = shown;
    }
}
