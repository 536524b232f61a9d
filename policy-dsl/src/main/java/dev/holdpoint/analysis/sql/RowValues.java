package dev.holdpoint.analysis.sql;

/**
 * Compares rows that are written out: {@code (a, b) = (a, b)}, {@code ROW(1, a) < ROW(2, b)}. One
 * is before another where the first of their fields that differ is (SQL:2016, 8.2 "comparison
 * predicate").
 */
final class RowValues {

    private static final int MOST_FIELDS = 16;

    /** Rows in rows. */
    private static final int MOST_DEPTH = 3;

    private final Tokens t;
    private final Predicates predicates;
    private int depth;

    RowValues(Tokens t, Predicates predicates) {
        this.t = t;
        this.predicates = predicates;
    }

    /** Where the first field of the row in that range begins; -1 where it is no row. */
    private int fields(int from, int to) {
        int open = t.is(from, Keyword.ROW) ? from + 1 : from;
        if (!t.is(open, '(') || t.mate(open) != to - 1) {
            return -1;
        }
        return Searches.argumentEnd(t, open + 1, to - 1) < to - 1 ? open + 1 : -1;
    }

    /** What the comparison of both is; open where one is no row or they differ in length. */
    Truth compared(Comparison operator, int from, int to, int right, int rightEnd) {
        if (depth == MOST_DEPTH || !operator.isOrder()) {
            return Truth.OPEN;
        }
        int a = fields(from, to);
        int b = a < 0 ? -1 : fields(right, rightEnd);
        if (b < 0) {
            return Truth.OPEN;
        }
        depth++;
        Truth truth = fields(operator, a, to - 1, b, rightEnd - 1);
        depth--;
        return truth;
    }

    private Truth fields(Comparison operator, int from, int to, int right, int rightEnd) {
        boolean every = operator == Comparison.EQUAL;
        boolean equality = every || operator == Comparison.DIFFERENT;
        Truth all = Truth.of(every);
        int a = from;
        int b = right;
        for (int field = 0; field < MOST_FIELDS; field++) {
            int aEnd = Searches.argumentEnd(t, a, to);
            int bEnd = Searches.argumentEnd(t, b, rightEnd);
            boolean last = aEnd == to;
            if (last != (bEnd == rightEnd)) {
                return Truth.OPEN;
            }
            Comparison there = last || equality ? operator : operator.strict();
            Truth truth = predicates.compared(there, a, aEnd, b, bEnd);
            all = every ? all.and(truth) : all.or(truth);
            if (last) {
                return equality ? all : truth;
            }
            if (!equality
                    && predicates.compared(Comparison.EQUAL, a, aEnd, b, bEnd) != Truth.ALWAYS) {
                return truth;
            }
            a = aEnd + 1;
            b = bEnd + 1;
        }
        return Truth.OPEN;
    }
}
