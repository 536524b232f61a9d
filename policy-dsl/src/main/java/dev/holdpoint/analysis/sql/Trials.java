package dev.holdpoint.analysis.sql;

import java.util.Optional;

/**
 * Values for which a condition on one number is tried: around each constant in it, and far out. A
 * condition that holds for all of them holds for every row: {@code a < 5 OR a > 3}, {@code id - id
 * = 0}; for a key, whose values are positive, {@code id > 0} too.
 */
final class Trials {

    private static final int MOST_TOKENS = 60;
    private static final int MOST_CONSTANTS = 6;
    private static final double FAR = 1e8;

    /** The token of the column that is tried. */
    final int column;

    final double[] values;

    private Trials(int column, double[] values) {
        this.column = column;
        this.values = values;
    }

    /** What to try of the condition in that range, if it is worth trying. */
    static Optional<Trials> of(Tokens t, Names names, int from, int to) {
        if (to - from > MOST_TOKENS) {
            return Optional.empty();
        }
        int column = -1;
        int constants = 0;
        boolean alternatives = false;
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
            }
        }
        boolean key = column >= 0 && Condition.isKey(Names.lower(names.unquoted(column)));
        if (column < 0 || constants > MOST_CONSTANTS || constants == 0 && !alternatives && !key) {
            return Optional.empty();
        }
        return Optional.of(new Trials(column, values(t, from, to, constants, key)));
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

    private static double[] values(Tokens t, int from, int to, int constants, boolean key) {
        double[] values = new double[3 + 6 * constants];
        int size = 0;
        values[size++] = FAR;
        values[size++] = key ? 1 : -FAR;
        values[size++] = key ? 2 : 0;
        for (int i = from; i < to; i++) {
            if (t.type(i) == Tokens.NUMBER) {
                double constant = Arithmetic.parsed(t.raw(i)).orElse(0.0);
                for (int step = -1; step <= 1; step++) {
                    values[size++] = key ? Math.max(1, constant + step) : constant + step;
                    values[size++] = key ? Math.max(1, step - constant) : step - constant;
                }
            }
        }
        return values;
    }
}
