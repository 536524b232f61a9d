package dev.holdpoint.analysis.sql;

import java.util.Optional;

/**
 * One comparison of a condition, by its sign or its word: {@code =}, {@code IS}, {@code LIKE},
 * {@code IN}, {@code BETWEEN}. Reads on from where {@link Condition} stands, behind the left side.
 */
final class Predicates {

    private final Condition c;
    private final Tokens t;
    private final Walker w;
    private final Operands sides;
    private final Conventions conventions;

    Predicates(Condition c, Tokens t, Walker w, Operands sides) {
        this.c = c;
        this.t = t;
        this.w = w;
        this.sides = sides;
        this.conventions = new Conventions(t, w.names);
    }

    Truth is(int from, int to, int depth) {
        c.at++;
        boolean negated = t.is(c.at, Keyword.NOT);
        if (negated) {
            c.at++;
        }
        if (t.is(c.at, Keyword.NULL)) {
            c.at++;
            return nullness(from, to, !negated);
        }
        if (t.is(c.at, Keyword.TRUE) || t.is(c.at, Keyword.FALSE)) {
            boolean wanted = t.is(c.at, Keyword.TRUE);
            c.at++;
            Truth value = c.truth(from, to, depth + 1);
            Truth is = wanted ? value : value.not();
            return negated ? is.not() : is;
        }
        if (t.is(c.at, Keyword.DISTINCT) && t.is(c.at + 1, Keyword.FROM)) {
            int right = c.at + 2;
            int rightEnd = sides.end(right, c.end);
            c.at = rightEnd;
            if (sides.same(from, to, right, rightEnd)) {
                return Truth.of(negated);
            }
            return Truth.OPEN;
        }
        int rightEnd = sides.end(c.at, c.end);
        boolean same = sides.same(from, to, c.at, rightEnd);
        c.at = rightEnd;
        return same ? Truth.of(!negated) : Truth.OPEN;
    }

    Truth nullness(int from, int to, boolean isNull) {
        if (t.is(c.at, Keyword.ISNULL) || t.is(c.at, Keyword.NOTNULL)) {
            c.at++;
        }
        if (to - from == 1 && t.is(from, Keyword.NULL)) {
            return Truth.of(isNull);
        }
        if (sides.constant(from, to)) {
            return Truth.of(!isNull);
        }
        c.remember(isNull ? Comparison.NULL : Comparison.NOT_NULL, from, to, to, to);
        if (neverNull(from, to)) {
            return Truth.of(!isNull);
        }
        if (t.isName(to - 1)
                && Trials.isKey(Names.lower(w.names.part(to - 1)))
                && simpleName(from, to)) {
            return Truth.of(!isNull);
        }
        return Truth.OPEN;
    }

    /** A condition in parentheses, a whole row, {@code COALESCE(a, 0)}. */
    private boolean neverNull(int from, int to) {
        if (t.is(from, '(') && t.mate(from) == to - 1) {
            return !w.boundaries.startsStatement(from + 1) && sides.end(from + 1, to - 1) < to - 1;
        }
        if (t.is(to - 1, '*') || to - from == 1 && sides.isRow(from)) {
            return true;
        }
        if (!c.firstOf(from, to)) {
            return false;
        }
        int last = to - 2;
        while (last > from + 2 && !t.is(last - 1, ',')) {
            last--;
        }
        return sides.number(last, to - 1).isPresent() || sides.text(last, to - 1).isPresent();
    }

    private boolean simpleName(int from, int to) {
        return t.isName(from) && w.names.end(from) == to;
    }

    Truth like(int from, int to, boolean negated) {
        boolean expression =
                t.is(c.at, Keyword.REGEXP) || t.is(c.at, Keyword.RLIKE) || t.is(c.at, Keyword.GLOB);
        boolean glob = t.is(c.at, Keyword.GLOB);
        c.at++;
        if (t.is(c.at, Keyword.TO)) {
            c.at++;
        }
        int right = c.at;
        int rightEnd = sides.end(right, c.end);
        c.at = rightEnd;
        if (t.is(c.at, Keyword.ESCAPE)) {
            c.at = Math.min(c.at + 2, c.end);
        }
        Optional<String> pattern = sides.text(right, rightEnd);
        if (pattern.isPresent() && Patterns.matchesAll(pattern.get(), expression, glob)) {
            return Truth.ALWAYS;
        }
        c.remember(negated ? Comparison.NOT_LIKE : Comparison.LIKE, from, to, right, rightEnd);
        return Truth.OPEN;
    }

    Truth in(int from, int to, int depth) {
        c.at++;
        if (t.type(c.at) == Tokens.WORD && t.is(c.at + 1, '(')) {
            c.at++; // IN UNNEST(…)
            int close = t.mate(c.at);
            c.at = close + 1;
            return Truth.OPEN;
        }
        if (!t.is(c.at, '(')) {
            c.at = sides.end(c.at, c.end);
            return Truth.OPEN;
        }
        int list = c.at + 1;
        int close = t.mate(c.at);
        c.at = close + 1;
        if (w.boundaries.startsStatement(list)) {
            return c.subqueries().among(from, to, list, close, depth);
        }
        boolean open = false;
        boolean yes = false;
        boolean no = false;
        for (int item = list; item < close; ) {
            int itemEnd = itemEnd(item, close);
            if (sides.same(from, to, item, itemEnd)) {
                return Truth.ALWAYS;
            }
            Optional<Integer> order = sides.equate(from, to, item, itemEnd);
            if (order.isPresent() && order.get() == 0) {
                return Truth.ALWAYS;
            }
            open |= order.isEmpty();
            yes |= itemEnd == item + 1 && t.is(item, Keyword.TRUE);
            no |= itemEnd == item + 1 && t.is(item, Keyword.FALSE);
            item = itemEnd + 1;
        }
        return yes && no ? Truth.ALWAYS : open ? Truth.OPEN : Truth.NEVER;
    }

    Truth between(int from, int to) {
        c.at++;
        int low = c.at;
        int lowEnd = sides.end(low, c.end);
        if (!t.is(lowEnd, Keyword.AND)) {
            c.at = c.end;
            return Truth.OPEN;
        }
        int high = lowEnd + 1;
        int highEnd = sides.end(high, c.end);
        c.at = highEnd;
        Optional<Integer> below = sides.compare(low, lowEnd, from, to);
        Optional<Integer> above = sides.compare(from, to, high, highEnd);
        if (below.isPresent() && above.isPresent()) {
            return Truth.of(below.get() <= 0 && above.get() <= 0);
        }
        return Truth.OPEN;
    }

    Truth comparison(int from, int to, int depth) {
        Comparison operator = Comparison.at(t, c.at);
        boolean expression = t.is(c.at, '~');
        if (operator == null && !expression) {
            c.at = c.end;
            return Truth.OPEN;
        }
        c.at++;
        if (expression && t.is(c.at, '*')) {
            c.at++;
        }
        int right = c.at;
        int rightEnd = sides.end(right, c.end);
        c.at = rightEnd;
        if (operator == null) {
            Optional<String> pattern = sides.text(right, rightEnd);
            return pattern.isPresent() && Patterns.matchesAll(pattern.get(), true, false)
                    ? Truth.ALWAYS
                    : Truth.OPEN;
        }
        if ((t.is(right, Keyword.ANY) || t.is(right, Keyword.SOME))
                && operator == Comparison.EQUAL
                && t.is(right + 1, '(')) {
            return any(from, to, right + 1, depth);
        }
        Truth value = anyCase(operator, from, to, right, rightEnd, depth);
        if (value == Truth.OPEN) {
            c.remember(operator, from, to, right, rightEnd);
        }
        return value;
    }

    /** {@code = ANY (…)}: a query or an array. */
    private Truth any(int from, int to, int open, int depth) {
        int query = open + 1;
        int close = t.mate(open);
        if (t.isWord(query, "array")) {
            if (t.is(query + 1, '[')) {
                return listed(from, to, query + 2, close - 1);
            }
            if (t.is(query + 1, '(')) {
                close = t.mate(query + 1);
                query += 2;
            }
        }
        return c.subqueries().among(from, to, query, close, depth);
    }

    /** The comma after an item of a list, or the list's end. */
    private int itemEnd(int item, int close) {
        int i = item;
        while (i < close && !t.is(i, ',')) {
            i = t.is(i, '(') ? t.mate(i) + 1 : i + 1;
        }
        return i;
    }

    /** Always where one of the items is what stands on the left. */
    private Truth listed(int from, int to, int list, int close) {
        for (int item = list; item < close; ) {
            int itemEnd = itemEnd(item, close);
            if (sides.same(from, to, item, itemEnd)) {
                return Truth.ALWAYS;
            }
            item = itemEnd + 1;
        }
        return Truth.OPEN;
    }

    /** As {@link #compared}, for each result where the left side is a CASE. */
    private Truth anyCase(
            Comparison operator, int from, int to, int right, int rightEnd, int depth) {
        int[] results = Cases.results(t, from, to, (i, j) -> c.truth(i, j, depth + 1));
        if (results.length == 0) {
            return compared(operator, from, to, right, rightEnd);
        }
        Truth all = compared(operator, results[0], results[1], right, rightEnd);
        for (int i = 2; i < results.length && all != Truth.OPEN; i += 2) {
            Truth next = compared(operator, results[i], results[i + 1], right, rightEnd);
            all = next == all ? all : Truth.OPEN;
        }
        return all;
    }

    private Truth compared(Comparison operator, int from, int to, int right, int rightEnd) {
        if (sides.same(from, to, right, rightEnd)) {
            return Truth.of(operator.holds(0));
        }
        boolean equality = operator == Comparison.EQUAL || operator == Comparison.DIFFERENT;
        Optional<Integer> order =
                equality
                        ? sides.equate(from, to, right, rightEnd)
                        : sides.compare(from, to, right, rightEnd);
        if (order.isPresent()) {
            return Truth.of(operator.holds(order.get()));
        }
        boolean holds =
                sides.holdsBySign(operator, from, to, right, rightEnd)
                        || operator == Comparison.EQUAL && sides.joined(from, to, right, rightEnd)
                        || holdsByName(operator, from, to, right, rightEnd)
                        || holdsByName(operator.mirrored(), right, rightEnd, from, to);
        return holds ? Truth.ALWAYS : Truth.OPEN;
    }

    private boolean holdsByName(Comparison operator, int from, int to, int right, int rightEnd) {
        return conventions.hold(operator, from, to, right, rightEnd)
                || t.is(right, '(')
                        && c.subqueries().ownExtreme(operator, from, to, right, rightEnd);
    }
}
