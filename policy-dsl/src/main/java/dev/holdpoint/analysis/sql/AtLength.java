package dev.holdpoint.analysis.sql;

/** Conditions that are too long to be read as a whole. */
final class AtLength {

    private AtLength() {}

    /**
     * True where a condition that is too long to be read as a whole bounds by its parts: one of
     * those that all hold, or each of those of which one holds. A part that is too long itself
     * bounds where it is a list of constants: {@code id IN (1, 2, …)}.
     */
    static boolean bounds(Bounding c, Tokens t, Walker w, Operands sides, int start, int stop) {
        int from = start;
        int to = stop;
        while (t.is(from, '(') && t.mate(from) == to - 1) {
            from++;
            to--;
        }
        int part = from;
        boolean parts = false;
        boolean or = false;
        for (int i = from; i < to; i++) {
            i = t.is(i, '(') ? t.mate(i) : i;
            or |= sides.isOr(i);
        }
        if (or) {
            return !c.anyAlternative(from, to);
        }
        for (int i = from; i <= to; i++) {
            if (i < to && t.is(i, '(')) {
                i = t.mate(i);
            } else if (i == to || t.is(i, Keyword.AND)) {
                parts |= i < to;
                if ((i < to || parts) && !c.alone(part, i)) {
                    return true;
                }
                part = i + 1;
            }
        }
        return !parts && isList(t, w, from, to);
    }

    private static boolean isList(Tokens t, Walker w, int from, int to) {
        boolean row = t.is(from, '(');
        int in = row ? t.mate(from) + 1 : t.isName(from) ? w.names.end(from) : to;
        int open = t.is(in, Keyword.NOT) ? in + 2 : in + 1;
        if (!t.is(open - 1, Keyword.IN) || !t.is(open, '(') || t.mate(open) != to - 1) {
            return false;
        }
        for (int i = open + 1; i < to - 1; i++) {
            byte type = t.type(i);
            boolean value =
                    type == Tokens.NUMBER || type == Tokens.STRING || type == Tokens.PARAMETER;
            boolean parts = row && (t.is(i, '(') || t.is(i, ')'));
            if (!value && !parts && !t.is(i, ',') && !t.is(i, ':')) {
                return false;
            }
        }
        return !row || !RowFree.is(t, from, in);
    }
}
