package dev.holdpoint.analysis.sql;

import java.util.Set;

/**
 * Tells conditions that look at no row: {@code now() > '2000-01-01'}, {@code ? = ?}, {@code IF(1,
 * 1, 0)}; of those with a query in them, {@link Ties} tells it. Such a condition holds for all rows
 * or for none, so that it bounds nothing; where it is drawn anew for each row ({@code random() <
 * 0.5}), nobody knows for which.
 */
final class RowFree {

    /** Words that stand for a value without parentheses, or between values. */
    private static final Set<String> WORDS =
            Set.of(
                    "current_date",
                    "current_time",
                    "current_timestamp",
                    "localtime",
                    "localtimestamp",
                    "sysdate",
                    "systimestamp",
                    "current_user",
                    "session_user",
                    "div");

    /** What those words, and {@code array[}, begin with. */
    private static final String INITIALS = "aclsd";

    private RowFree() {}

    /** True where nothing in the range depends on the row. */
    static boolean is(Tokens t, int from, int to) {
        for (int i = from; i < to; i++) {
            switch (t.type(i)) {
                case Tokens.NUMBER, Tokens.STRING, Tokens.PARAMETER, Tokens.VARIABLE -> {}
                case Tokens.OPERATOR -> {
                    if (t.is(i, '*') && t.is(i - 1, '(')) {
                        return false; // every column: CONTAINS(*, 'x')
                    }
                }
                case Tokens.WORD -> {
                    if (!isSteady(t, i)) {
                        return false;
                    }
                }
                default -> {
                    return false;
                }
            }
        }
        return to > from;
    }

    /** True for a word that is the same for every row. */
    static boolean isSteady(Tokens t, int i) {
        switch (t.key(i)) {
            case EXISTS, SELECT, TABLE, WITH:
                return false;
            case OTHER:
                break;
            default:
                if (t.key(i).between()) {
                    return true;
                }
                break;
        }
        if (t.is(i - 1, Keyword.AS)
                || t.isOperator(i - 1, "::")
                || t.type(i + 1) == Tokens.STRING) {
            return true; // a type
        }
        if (t.is(i + 1, '(') || t.is(i + 1, Keyword.FROM)) {
            return true; // a function of what is looked at next, EXTRACT(year FROM …)
        }
        if (INITIALS.indexOf(Character.toLowerCase(t.initial(i))) < 0) {
            return false;
        }
        String word = Names.lower(t.raw(i));
        return WORDS.contains(word) || t.is(i + 1, '[') && word.equals("array");
    }
}
