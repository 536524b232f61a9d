package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;

/**
 * A text that is executed and in which names are computed, but quoted as names by the function that
 * puts them there: {@code format('ANALYZE %I', t)}, {@code 'SELECT … ORDER BY ' + QUOTENAME(@c)}.
 * What it does is known then, only not to what. A hole stands for such a name, and a parameter for
 * a value that is quoted as one ({@code %L}).
 */
final class Template {

    /** A character that no text has, of those that Unicode leaves to private use. */
    private static final char HOLE = '\uE000';

    /** A value that is computed. */
    static final String VALUE = " ? ";

    private Template() {}

    static boolean hasHole(String text) {
        return text.indexOf(HOLE) >= 0;
    }

    /** A name that is computed, as the dialect quotes names. */
    static String name(Dialect dialect) {
        return dialect.has(Trait.BRACKET) ? "[" + HOLE + "]" : "\"" + HOLE + "\"";
    }

    /** True for the name of that token, if it is computed. */
    static boolean isHole(Tokens t, int i) {
        return t.type(i) == Tokens.QUOTED && hasHole(t.raw(i));
    }

    /**
     * True where every statement does the same to whatever is named: of a setting, a role or a
     * program the name is what matters.
     */
    static boolean isPlain(Tokens t) {
        boolean begins = true;
        for (int i = 0; t.type(i) != Tokens.END; i++) {
            if (begins && !plain(t, i)) {
                return false;
            }
            begins = t.type(i) == Tokens.TERMINATOR;
        }
        return true;
    }

    private static boolean plain(Tokens t, int i) {
        return switch (t.key(i)) {
            case SELECT, WITH, INSERT, UPDATE, DELETE, MERGE, TRUNCATE, DROP, ANALYZE, VACUUM ->
                    true;
            case REINDEX, REFRESH -> true;
            case CREATE, ALTER ->
                    t.is(i + 1, Keyword.TABLE)
                            || t.is(i + 1, Keyword.INDEX)
                            || t.is(i + 1, Keyword.UNIQUE) && t.is(i + 2, Keyword.INDEX);
            default -> false;
        };
    }
}
