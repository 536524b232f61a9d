package dev.holdpoint.analysis.sql;

/** Reads one text in one dialect. */
final class SqlText {
    private SqlText() {}

    static Finding read(String text, Dialect dialect) {
        Findings findings = new Findings();
        Tokens tokens = Lexer.lex(text, dialect, Lexer.EVERY_VERSION).tokens();
        new Walker(tokens, dialect, findings, new Walker.Session(), Walker.Place.TEXT, 0).walk();
        return findings.finding();
    }
}
