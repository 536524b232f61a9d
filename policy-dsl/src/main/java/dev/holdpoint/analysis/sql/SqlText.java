package dev.holdpoint.analysis.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Reads one text: once where it can be read in one way, and in each way where the text itself does
 * not tell which holds. That is so for comments that only some versions of a server take for SQL,
 * and for texts of an unknown dialect in which quotes or comments differ between dialects. What
 * comes of it is the union of what was found, with the strictest verb.
 */
final class SqlText {

    /** Versions of servers that one text may tell apart. */
    private static final int MOST_VERSIONS = 4;

    /** Longer texts are not read. */
    static final int MOST_CHARACTERS = 4 << 20;

    private static final List<Dialect> OTHERS =
            List.of(Dialect.named("mysql"), Dialect.named("sqlserver"), Dialect.named("oracle"));

    private SqlText() {}

    static Finding read(String text, Dialect dialect) {
        if (text.length() > MOST_CHARACTERS) {
            return Finding.unread("a text of more than " + MOST_CHARACTERS + " characters");
        }
        Lexer.Result whole = Lexer.lex(text, dialect, Lexer.EVERY_VERSION);
        Finding finding = walk(whole.tokens(), dialect);
        if (!whole.versions().isEmpty()) {
            finding = finding.or(versions(text, dialect, whole.versions()));
        }
        if (dialect.isGeneric() && ambiguous(text)) {
            return finding(text, finding, whole.tokens().trouble().isEmpty());
        }
        return finding;
    }

    /**
     * The readings in which the text is whole. One in which a quote is left open is none: a server
     * of that kind would refuse it.
     */
    private static Finding finding(String text, Finding standard, boolean readable) {
        Finding finding = standard;
        boolean whole = readable;
        for (Dialect other : OTHERS) {
            Tokens tokens = Lexer.lex(text, other, Lexer.EVERY_VERSION).tokens();
            if (tokens.trouble().isEmpty()) {
                Finding reading = walk(tokens, other);
                finding = whole ? finding.or(reading) : reading;
                whole = true;
            }
        }
        return finding;
    }

    private static Finding versions(String text, Dialect dialect, SortedSet<Integer> versions) {
        if (versions.size() > MOST_VERSIONS) {
            return Finding.unread("comments for more than " + MOST_VERSIONS + " versions");
        }
        List<Finding> readings = new ArrayList<>();
        for (int version : versions) {
            readings.add(walk(Lexer.lex(text, dialect, version - 1).tokens(), dialect));
        }
        return readings.stream().reduce(Finding::or).orElseThrow();
    }

    private static Finding walk(Tokens tokens, Dialect dialect) {
        Findings findings = Findings.of(tokens);
        Walker.of(tokens, dialect, findings, new Session(), Walker.Place.TEXT, 0).walk();
        return findings.finding();
    }

    /** True where what is a string or a comment depends on the dialect. */
    private static boolean ambiguous(String text) {
        int comments = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char d = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            switch (c) {
                case '\\', '#', '`', '[':
                    return true;
                case '$':
                    if (d == '$' || Character.isLetter(d)) {
                        return true;
                    }
                    break;
                case '/':
                    if (d == '*' && ++comments > 1) {
                        return true;
                    }
                    if (d == '*' && i + 2 < text.length() && text.charAt(i + 2) == '!') {
                        return true;
                    }
                    break;
                case '-':
                    if (d == '-' && i + 2 < text.length() && text.charAt(i + 2) > ' ') {
                        return true;
                    }
                    break;
                case '\'':
                    if (i > 0 && (text.charAt(i - 1) | 0x20) == 'q') {
                        return true;
                    }
                    break;
                default:
                    break;
            }
        }
        return false;
    }
}
