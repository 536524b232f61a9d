package dev.holdpoint.analysis.sql;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons that hold for every row by what columns of such names hold: nothing was created after
 * now or before 1970, no text comes before the empty one, no key is empty. Whoever bounds a change
 * by one of them bounds nothing.
 */
final class Conventions {

    /** What the names of columns begin with that hold a time in the past. */
    private static final String[] PAST = {
        "created", "inserted", "updated", "modified", "registered", "creation"
    };

    private static final Set<String> NOW =
            Set.of(
                    "now",
                    "current_timestamp",
                    "localtimestamp",
                    "clock_timestamp",
                    "statement_timestamp",
                    "transaction_timestamp",
                    "getdate",
                    "getutcdate",
                    "sysdate",
                    "sysdatetime",
                    "systimestamp",
                    "utc_timestamp");

    private static final String FIRST_DAYS = "1970-01-02";
    private static final String LAST_DAYS = "2100";

    private final Tokens t;
    private final Names names;

    Conventions(Tokens t, Names names) {
        this.t = t;
        this.names = names;
    }

    /** True where that comparison of a column with a constant holds for every row. */
    boolean hold(Comparison operator, int from, int to, int right, int rightEnd) {
        int end = t.isOperator(to - 2, "::") ? to - 2 : to;
        if (!t.isName(from) || names.end(from) != end || !t.isName(end - 1)) {
            return false;
        }
        String text = literal(right, rightEnd);
        if (text != null && text.isEmpty()) {
            return operator == Comparison.NOT_LESS
                    || (operator == Comparison.DIFFERENT || operator == Comparison.GREATER)
                            && Trials.isKey(Names.lower(names.unquoted(end - 1)));
        }
        switch (operator) {
            case LESS, NOT_GREATER:
                return (now(right, rightEnd)
                                || later(right, rightEnd)
                                || text != null && isYear(text) && text.compareTo(LAST_DAYS) > 0
                                || text != null && text.equalsIgnoreCase("infinity"))
                        && past(end - 1);
            case GREATER, NOT_LESS:
                if (text != null && text.equalsIgnoreCase("-infinity")) {
                    return true;
                }
                return text != null
                        && isYear(text)
                        && text.compareTo(FIRST_DAYS) < 0
                        && past(end - 1);
            default:
                return false;
        }
    }

    private boolean past(int column) {
        String name = Names.lower(names.unquoted(column));
        for (String beginning : PAST) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isYear(String text) {
        return text.length() >= 4
                && text.chars().limit(4).allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 4 || text.charAt(4) == '-');
    }

    private boolean now(int from, int to) {
        boolean called = to - from == 3 && t.is(from + 1, '(') && t.is(from + 2, ')');
        return (to - from == 1 || called)
                && t.type(from) == Tokens.WORD
                && NOW.contains(Names.lower(t.raw(from)));
    }

    /** {@code now() + interval '1 day'}: after what it adds to, whatever that is. */
    private boolean later(int from, int to) {
        int plus = t.is(from + 1, '(') ? from + 3 : from + 1;
        boolean negative = false;
        for (int i = plus + 1; i < to; i++) {
            negative |= t.is(i, '-') || t.type(i) == Tokens.STRING && t.raw(i).contains("-");
        }
        return plus + 1 < to && t.is(plus, '+') && !negative && now(from, plus);
    }

    /** The text of a range that is one string, perhaps with its type before or after it. */
    private @Nullable String literal(int from, int to) {
        int at = t.type(from) == Tokens.WORD && to - from == 2 ? from + 1 : from;
        boolean cast = to - at == 3 && t.isOperator(at + 1, "::");
        if (t.type(at) != Tokens.STRING || to - at != 1 && !cast) {
            return null;
        }
        String raw = t.raw(at);
        return raw.length() >= 2 && raw.charAt(0) == '\''
                ? raw.substring(1, raw.length() - 1)
                : null;
    }
}
