package dev.holdpoint.analysis.sql;

import java.util.Arrays;

/** What {@code CASE … END} can give. */
final class Cases {

    private static final int MOST_RESULTS = 20;
    private static final int[] NONE = {};

    private Cases() {}

    /**
     * The ranges of what stands after THEN and ELSE, two numbers for each, where the whole range is
     * one CASE that always gives one of them; else none.
     */
    static int[] results(Tokens t, int from, int to) {
        if (!t.is(from, Keyword.CASE) || !t.is(to - 1, Keyword.END)) {
            return NONE;
        }
        int[] results = new int[8];
        int size = 0;
        int start = -1;
        boolean otherwise = false;
        int depth = 0;
        for (int i = from + 1; i < to; i++) {
            if (t.is(i, '(')) {
                i = t.mate(i);
                continue;
            }
            Keyword k = t.key(i);
            if (k == Keyword.CASE) {
                depth++;
            } else if (k == Keyword.END && depth > 0) {
                depth--;
            } else if (depth == 0
                    && (k == Keyword.WHEN
                            || k == Keyword.THEN
                            || k == Keyword.ELSE
                            || k == Keyword.END)) {
                if (start >= 0) {
                    if (size == 2 * MOST_RESULTS) {
                        return NONE;
                    }
                    results = size == results.length ? Arrays.copyOf(results, 2 * size) : results;
                    results[size++] = start;
                    results[size++] = i;
                }
                start = k == Keyword.THEN || k == Keyword.ELSE ? i + 1 : -1;
                otherwise |= k == Keyword.ELSE;
                if (k == Keyword.END && i < to - 1) {
                    return NONE;
                }
            }
        }
        return otherwise ? Arrays.copyOf(results, size) : NONE;
    }
}
