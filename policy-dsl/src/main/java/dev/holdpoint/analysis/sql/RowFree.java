package dev.holdpoint.analysis.sql;

import java.util.Set;

/**
 * Tells conditions that look at no row: {@code now() > '2000-01-01'}, {@code ? = ?}, {@code IF(1,
 * 1, 0)}. Such a condition holds for all rows or for none, so that it bounds nothing.
 */
final class RowFree {

    /** Functions that give the same for every row where their arguments do. */
    private static final Set<String> STEADY =
            Set.of(
                    ("now getdate sysdate sysdatetime systimestamp curdate curtime utc_date utc_timestamp"
                                    + " current_date current_time current_timestamp localtime localtimestamp"
                                    + " coalesce ifnull nvl nvl2 isnull nullif if iif decode greatest least"
                                    + " strcmp concat concat_ws length char_length len datalength ascii char"
                                    + " chr abs sign upper lower ucase lcase user version database schema"
                                    + " current_user session_user system_user current_schema"
                                    + " current_database connection_id sleep pg_sleep benchmark cast"
                                    + " convert try_cast row array sqrt power pow pi floor ceil ceiling round mod"
                                    + " exp ln log date timestamp to_date to_timestamp to_char to_number"
                                    + " substr substring trim ltrim rtrim reverse replace md5 hex unhex")
                            .split(" ", -1));

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
                case Tokens.NUMBER,
                        Tokens.STRING,
                        Tokens.PARAMETER,
                        Tokens.VARIABLE,
                        Tokens.OPERATOR -> {}
                case Tokens.WORD -> {
                    if (!steady(t, i)) {
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

    private static boolean steady(Tokens t, int i) {
        switch (t.key(i)) {
            case SELECT, EXISTS, TABLE, FROM, WITH:
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
        boolean called = t.is(i + 1, '(');
        if (!called && INITIALS.indexOf(Character.toLowerCase(t.initial(i))) < 0) {
            return false;
        }
        String word = Names.lower(t.raw(i));
        return called
                ? STEADY.contains(word)
                : WORDS.contains(word) || t.is(i + 1, '[') && word.equals("array");
    }
}
