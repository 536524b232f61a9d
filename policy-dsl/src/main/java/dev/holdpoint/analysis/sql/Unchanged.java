package dev.holdpoint.analysis.sql;

/**
 * What leaves a value as it is: {@code (a)}, {@code +a}, {@code a || ''}, {@code a + 0}, {@code
 * CONCAT(a, '')}, {@code REPLACE(a, 'x', 'x')}. A comparison with it is one with the value.
 */
final class Unchanged {

    private static final int MOST_STEPS = 20;

    private final Tokens t;

    /** What is left. */
    int from;

    int to;

    Unchanged(Tokens t) {
        this.t = t;
    }

    /**
     * Finds the value within that range.
     *
     * @param orNull true where it is not asked what stands for NULL: {@code COALESCE(a, 0)}
     */
    void of(int begin, int end, boolean orNull) {
        from = begin;
        to = end;
        int steps = 0;
        while (steps < MOST_STEPS && (signs() || called(orNull))) {
            steps++;
        }
    }

    private boolean signs() {
        if (t.is(from, '(') && t.mate(from) == to - 1) {
            from = inside();
            to--;
            return true;
        }
        if (t.is(from, '+') && t.isName(from + 1)) {
            from++;
            return true;
        }
        if (to - from < 3) {
            return false;
        }
        if (t.is(to - 2, Keyword.COLLATE)) {
            to -= 2;
            return true;
        }
        if (isEmpty(to - 1) && (t.isOperator(to - 2, "||") || t.is(to - 2, '+'))
                || t.isText(to - 1, "0") && (t.is(to - 2, '+') || t.is(to - 2, '-'))
                || t.isText(to - 1, "1") && (t.is(to - 2, '*') || t.is(to - 2, '/'))) {
            to -= 2;
            return true;
        }
        if (isEmpty(from) && (t.isOperator(from + 1, "||") || t.is(from + 1, '+'))
                || t.isText(from, "0") && t.is(from + 1, '+')
                || t.isText(from, "1") && t.is(from + 1, '*')) {
            from += 2;
            return true;
        }
        return false;
    }

    /** Behind a parenthesis and, in {@code (SELECT a)} without tables, behind its first word. */
    private int inside() {
        if (!t.is(from + 1, Keyword.SELECT)) {
            return from + 1;
        }
        for (int i = from + 2; i < to; i++) {
            if (t.is(i, Keyword.FROM)) {
                return from + 1;
            }
        }
        return from + 2;
    }

    private boolean isEmpty(int i) {
        return t.type(i) == Tokens.STRING && t.end(i) - t.start(i) == 2;
    }

    private boolean called(boolean orNull) {
        if (to - from < 4 || !Searches.isCall(t, from, to)) {
            return false;
        }
        boolean separator = t.isWord(from, "concat_ws");
        if (separator || t.isWord(from, "concat")) {
            return one(separator ? Searches.argumentEnd(t, from + 2, to - 1) + 1 : from + 2);
        }
        boolean first = t.isWord(from, "coalesce") || t.isWord(from, "ifnull");
        first |= t.isWord(from, "nvl") || t.isWord(from, "isnull");
        int end = Searches.argumentEnd(t, from + 2, to - 1);
        if (orNull && first && end < to - 1
                || t.isWord(from, "replace")
                        && to - 1 - end == 4
                        && t.type(end + 1) == Tokens.STRING
                        && t.same(end + 1, end + 3, false)) {
            from += 2;
            to = end;
            return true;
        }
        return false;
    }

    /** True where one argument is more than an empty text. */
    private boolean one(int arguments) {
        int left = -1;
        int leftEnd = -1;
        for (int i = arguments; i < to - 1; ) {
            int end = Searches.argumentEnd(t, i, to - 1);
            if (end > i + 1 || !isEmpty(i)) {
                if (left >= 0) {
                    return false;
                }
                left = i;
                leftEnd = end;
            }
            i = end + 1;
        }
        if (left < 0) {
            return false;
        }
        from = left;
        to = leftEnd;
        return true;
    }
}
