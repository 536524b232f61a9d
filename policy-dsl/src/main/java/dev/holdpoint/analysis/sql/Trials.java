package dev.holdpoint.analysis.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Values for which a condition on one number is tried: around each constant in it, and far out. A
 * condition that holds for all of them holds for every row: {@code a < 5 OR a > 3}, {@code id - id
 * = 0}; for a key, whose values are positive, {@code id > 0} too.
 */
final class Trials {

    /** Far above every constant that bounds a change. */
    static final double FAR = 1e8;

    private static final int MOST_TOKENS = 60;
    private static final int MOST_CONSTANTS = 12;
    private static final int MOST_TEXTS = 8;

    /** After every text that bounds a change. */
    private static final String LAST = "\uffff\uffff";

    private static final Set<String> KEYS =
            Set.of(
                    "id",
                    "rowid",
                    "ctid",
                    "oid",
                    "tableoid",
                    "xmin",
                    "_rowid_",
                    "uuid",
                    "guid",
                    "pk",
                    "rownum");

    /** Endings of the key's name in a table whose rows go by the rest of it. */
    private static final List<String> OWN = List.of("id", "uuid", "guid", "pk");

    /** The largest whole numbers of so many bits, which stand for no bound. */
    private static final Set<String> LARGEST =
            Set.of(
                    "2147483647",
                    "2147483648",
                    "4294967295",
                    "4294967296",
                    "9007199254740991",
                    "9223372036854775807",
                    "9223372036854775808",
                    "18446744073709551615");

    private Trials() {}

    /** The token of the column to try in the condition in that range; -1 if none is worth it. */
    static int column(Tokens t, Names names, int from, int to) {
        if (to - from > MOST_TOKENS) {
            return -1;
        }
        int column = -1;
        int constants = 0;
        boolean alternatives = false;
        boolean repeated = false;
        for (int i = from; i < to; i++) {
            byte type = t.type(i);
            if (type == Tokens.NUMBER) {
                constants++;
            } else if (t.is(i, Keyword.OR) || t.is(i, Keyword.NOT)) {
                alternatives = true;
            } else if (column < 0
                    && t.isName(i)
                    && !t.key(i).between()
                    && !t.is(i + 1, '(')
                    && !t.is(i + 1, '.')) {
                column = i;
            } else if (column >= 0 && t.isName(i) && names.same(column, i)) {
                repeated = true;
            }
        }
        boolean worth =
                column >= 0
                        && constants <= MOST_CONSTANTS
                        && (constants > 0 || alternatives || repeated || isKey(names, column));
        return worth ? column : -1;
    }

    /** True for names that keys go by. */
    static boolean isKey(String name) {
        return KEYS.contains(name);
    }

    /** True where the column is called as a table's rows are, with a key's name behind it. */
    static boolean isKeyOf(String table, String column) {
        String rows = table.substring(table.lastIndexOf('.') + 1).replace("_", "");
        String name = column.replace("_", "");
        for (String key : OWN) {
            if (name.endsWith(key)) {
                String row = name.substring(0, name.length() - key.length());
                if (row.equals(rows)
                        || rows.equals(row + "s")
                        || rows.equals(row + "es")
                        || row.endsWith("y")
                                && rows.equals(row.substring(0, row.length() - 1) + "ies")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isKey(Names names, int column) {
        return isKey(Names.lower(names.unquoted(column)));
    }

    /** True where the name in that range is that of the column, with the same qualifier or none. */
    static boolean names(Tokens t, int column, int from, int to) {
        int i = to - 1;
        int j = column;
        while (t.same(i, j, true)) {
            boolean more = i - 1 > from && t.is(i - 1, '.');
            if (more != t.is(j - 1, '.')) {
                return false;
            }
            if (!more) {
                return i == from;
            }
            i -= 2;
            j -= 2;
        }
        return false;
    }

    /**
     * Texts to try, if some stand there: each of them, what is next to it, and the ends. {@code a
     * <> 'x' OR a <> 'y'} holds for all of them.
     */
    static List<String> texts(Tokens t, int from, int to) {
        List<String> texts = new ArrayList<>();
        if (to - from > MOST_TOKENS) {
            return texts;
        }
        texts.add(LAST);
        texts.add("");
        for (int i = from; i < to; i++) {
            if (t.type(i) == Tokens.STRING) {
                String raw = t.raw(i);
                if (texts.size() > 2 * MOST_TEXTS || raw.length() < 2 || raw.charAt(0) != '\'') {
                    return List.of();
                }
                String text = raw.substring(1, raw.length() - 1);
                texts.add(text);
                texts.add(text + '\0');
            }
        }
        return texts.size() > 2 ? texts : List.of();
    }

    /** What to try beside {@link #FAR}. */
    static List<Double> values(Tokens t, Names names, int column, int from, int to) {
        // who asks for a remainder means what is counted, which is never negative
        boolean key = isKey(names, column) || remains(t, from, to);
        List<Double> values = new ArrayList<>();
        values.add(key ? 1.0 : -FAR);
        values.add(key ? 2.0 : 0.0);
        values.add(FAR + 1);
        for (int i = from; i < to; i++) {
            if (t.type(i) == Tokens.NUMBER && !(key && standsForNoBound(t.raw(i)))) {
                double constant = Arithmetic.parsed(t.raw(i)).orElse(0.0);
                for (int step = -1; step <= 1; step++) {
                    values.add(key ? Math.max(1, constant + step) : constant + step);
                    values.add(key ? Math.max(1, step - constant) : step - constant);
                }
            }
        }
        return values;
    }

    private static boolean remains(Tokens t, int from, int to) {
        for (int i = from; i < to; i++) {
            if (t.is(i, '%') || t.isWord(i, "mod")) {
                return true;
            }
        }
        return false;
    }

    /** A number above {@link #FAR} that is written because no key is larger: 999999999. */
    static boolean standsForNoBound(String number) {
        if (number.length() < 9) {
            return false;
        }
        boolean nines = true;
        boolean zeros = number.charAt(0) == '1';
        for (int i = 0; i < number.length(); i++) {
            nines &= number.charAt(i) == '9';
            zeros &= i == 0 || number.charAt(i) == '0';
        }
        return nines || zeros || LARGEST.contains(number);
    }
}
