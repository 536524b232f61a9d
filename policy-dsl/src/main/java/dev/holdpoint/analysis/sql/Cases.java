package dev.holdpoint.analysis.sql;

import java.util.Arrays;

/** What {@code CASE … END} can give. */
final class Cases {

    private static final int MOST_RESULTS = 20;
    private static final int[] NONE = {};

    private Cases() {}

    /** What is asked of a condition in that range. */
    interface Judge {
        Truth truth(int from, int to);
    }

    /**
     * The same as {@link #results(Tokens, int, int)}, without those that constant conditions rule
     * out: {@code CASE WHEN 2 > 1 THEN a ELSE b END} gives {@code a}.
     */
    static int[] results(Tokens t, int from, int to, Judge judge) {
        if ((t.isWord(from, "if") || t.isWord(from, "iif") || t.isWord(from, "nvl2"))
                && Searches.isCall(t, from, to)) {
            return called(t, from, to, judge);
        }
        int[] results = results(t, from, to);
        if (results.length == 0 || !t.is(from + 1, Keyword.WHEN)) {
            return results;
        }
        int size = 0;
        int start = from + 2;
        for (int i = 0; i < results.length; i += 2) {
            boolean otherwise = t.is(results[i] - 1, Keyword.ELSE);
            Truth when = otherwise ? Truth.ALWAYS : judge.truth(start, results[i] - 1);
            start = results[i + 1] + 1;
            if (when != Truth.NEVER) {
                results[size++] = results[i];
                results[size++] = results[i + 1];
            }
            if (when == Truth.ALWAYS) {
                break;
            }
        }
        return Arrays.copyOf(results, size);
    }

    /** {@code IF(2 > 1, a, b)} gives {@code a}. */
    private static int[] called(Tokens t, int from, int to, Judge judge) {
        int when = Searches.argumentEnd(t, from + 2, to - 1);
        int then = Searches.argumentEnd(t, when + 1, to - 1);
        if (then >= to - 1) {
            return NONE;
        }
        Truth truth = t.isWord(from, "nvl2") ? Truth.OPEN : judge.truth(from + 2, when);
        return switch (truth) {
            case ALWAYS -> new int[] {when + 1, then};
            case NEVER -> new int[] {then + 1, to - 1};
            case OPEN -> new int[] {when + 1, then, then + 1, to - 1};
        };
    }

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
