package dev.holdpoint.analysis.sql;

import java.util.Set;

/**
 * Numbers that are made up one after the other, so many that every key is among them: {@code id IN
 * (SELECT generate_series(1, 1000000))}. PostgreSQL "Set Returning Functions", ClickHouse {@code
 * numbers}, Snowflake {@code GENERATOR}, Oracle {@code CONNECT BY LEVEL}.
 */
final class Series {

    /** Whoever means rows does not write so many of their numbers. */
    private static final double MANY = 100_000;

    private static final Set<String> FUNCTIONS =
            Set.of(
                    "generate_series",
                    "system_range",
                    "numbers",
                    "numbers_mt",
                    "range",
                    "sequence",
                    "generate_array",
                    "generator");

    private Series() {}

    /** True where the query in that range gives such numbers, and no condition bounds them. */
    static boolean isEndless(Tokens t, Walker w, int from, int to) {
        boolean many = false;
        for (int i = from; i < to; i++) {
            switch (t.key(i)) {
                case WHERE, HAVING, LIMIT, FETCH, OFFSET, TOP, JOIN:
                    return false;
                case FROM:
                    int end = w.names.end(i + 1);
                    if (t.isName(i + 1)
                            && !t.is(end, '(')
                            && !t.isWord(i + 1, "dual")
                            && !t.is(i + 1, Keyword.TABLE)) {
                        return false;
                    }
                    break;
                default:
                    if (t.isName(i)) {
                        many |= isCall(t, i) || isCounted(t, i, to);
                    }
                    break;
            }
        }
        return many;
    }

    /** True for a call of such a function there, up to a large number. */
    static boolean isCall(Tokens t, int i) {
        if (!t.is(i + 1, '(') || !FUNCTIONS.contains(Names.lower(t.raw(i)))) {
            return false;
        }
        int numbers = 0;
        double last = 0;
        double largest = 0;
        for (int j = i + 2; j < t.mate(i + 1); j++) {
            if (t.type(j) == Tokens.NUMBER) {
                last = Arithmetic.parsed(t.raw(j)).orElse(0.0);
                largest = Math.max(largest, last);
                if (numbers++ == 0 && last > 1 && t.is(j + 1, ',')) {
                    return false; // it begins later
                }
            } else if (!t.is(j, ',')
                    && !t.is(j, '-')
                    && !t.isOperator(j, "=>")
                    && !t.is(j, '=')
                    && !t.is(j, '>')) {
                if (!t.isWord(j, "rowcount")) {
                    return false;
                }
            }
        }
        // a third number is the step
        return largest >= MANY && (numbers < 3 || last == 1);
    }

    /** Oracle: {@code CONNECT BY LEVEL <= 1000000}. */
    private static boolean isCounted(Tokens t, int i, int to) {
        return t.isWord(i, "connect")
                && t.is(i + 1, Keyword.BY)
                && i + 4 < to
                && (t.isWord(i + 2, "level") || t.isWord(i + 2, "rownum"))
                && t.type(i + 4) == Tokens.NUMBER
                && Arithmetic.parsed(t.raw(i + 4)).orElse(0.0) >= MANY;
    }
}
