package dev.holdpoint.analysis.sql;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    private final Ranges ranges;
    private @Nullable RowValues rows;

    Predicates(Condition c, Tokens t, Walker w, Operands sides) {
        this.c = c;
        this.t = t;
        this.w = w;
        this.sides = sides;
        this.conventions = new Conventions(t, w.names);
        this.ranges = new Ranges(t, sides);
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
            if (rightEnd == right + 1 && t.is(right, Keyword.NULL)) {
                return nullness(from, to, negated);
            }
            if (sides.same(from, to, right, rightEnd)) {
                return Truth.of(negated);
            }
            return c.either(
                    negated ? Comparison.EQUAL : Comparison.DIFFERENT, from, to, right, rightEnd);
        }
        int right = c.at;
        int rightEnd = sides.end(right, c.end);
        c.at = rightEnd;
        return sides.same(from, to, right, rightEnd)
                ? Truth.of(!negated)
                : c.either(
                        negated ? Comparison.DIFFERENT : Comparison.EQUAL,
                        from,
                        to,
                        right,
                        rightEnd);
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
        if (neverNull(from, to)) {
            return Truth.of(!isNull);
        }
        if (nothing(from, to)) {
            return Truth.of(isNull);
        }
        if (t.isName(to - 1) && sides.isKey(to - 1) && simpleName(from, to)) {
            return Truth.of(!isNull);
        }
        return c.either(isNull ? Comparison.NULL : Comparison.NOT_NULL, from, to, to, to);
    }

    /** {@code NULLIF(a, a)}. */
    private boolean nothing(int from, int to) {
        if (!t.isWord(from, "nullif") || !Searches.isCall(t, from, to)) {
            return false;
        }
        int comma = Searches.argumentEnd(t, from + 2, to - 1);
        return sides.same(from + 2, comma, comma + 1, to - 1);
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

    Truth like(int from, int to) {
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
        return matches(from, to, right, rightEnd, expression, glob);
    }

    private Truth matches(
            int from, int to, int right, int rightEnd, boolean expression, boolean glob) {
        if ((t.is(right, Keyword.ANY) || t.is(right, Keyword.SOME)) && t.is(right + 1, '(')) {
            int list = t.isWord(right + 2, "array") ? right + 4 : right + 2;
            for (int item = list; item < rightEnd - 1; item = itemEnd(item, rightEnd - 1) + 1) {
                if (matchesAll(item, item + 1, expression, glob)) {
                    return Truth.ALWAYS;
                }
            }
        }
        if (matchesAll(right, rightEnd, expression, glob)
                || !expression && sides.same(from, to, right, rightEnd)) {
            return Truth.ALWAYS;
        }
        return c.either(Comparison.LIKE, from, to, right, rightEnd);
    }

    private boolean matchesAll(int from, int to, boolean expression, boolean glob) {
        Optional<String> pattern = sides.text(from, to);
        return pattern.isPresent() && Patterns.matchesAll(pattern.get(), expression, glob);
    }

    Truth in(int from, int to, int depth) {
        int in = c.at++;
        Truth value = isIn(from, to, depth);
        return value == Truth.OPEN ? c.either(Comparison.LIKE, from, to, in, c.at) : value;
    }

    private Truth isIn(int from, int to, int depth) {
        if (t.type(c.at) == Tokens.WORD && t.is(c.at + 1, '(')) {
            int function = c.at + 2; // IN UNNEST(…)
            c.at = t.mate(c.at + 1) + 1;
            return sides.column(from, to) && Series.isCall(t, function) ? Truth.ALWAYS : Truth.OPEN;
        }
        if (!t.is(c.at, '(')) {
            int table = c.at;
            c.at = sides.end(c.at, c.end);
            // SQLite: id IN t
            return c.at > table && c.subqueries().isOwn(from, to, table)
                    ? Truth.ALWAYS
                    : Truth.OPEN;
        }
        int list = c.at + 1;
        int close = t.mate(c.at);
        c.at = close + 1;
        if (w.boundaries.startsStatement(list) || t.is(list, '(') && isQuery(list, close)) {
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
            yes |= itemEnd == item + 1 && (t.is(item, Keyword.TRUE) || t.isText(item, "1"));
            no |= itemEnd == item + 1 && (t.is(item, Keyword.FALSE) || t.isText(item, "0"));
            item = itemEnd + 1;
        }
        boolean either = yes && no && (t.is(list, Keyword.TRUE) || isTruth(from, to));
        either |= yes && no && t.is(list, Keyword.FALSE);
        return either ? Truth.ALWAYS : open ? Truth.OPEN : Truth.NEVER;
    }

    private boolean isQuery(int open, int close) {
        return t.mate(open) == close - 1 && w.boundaries.startsStatement(open + 1);
    }

    /** True for a condition in parentheses, which MySQL and SQLite take for 0 or 1. */
    private boolean isTruth(int from, int to) {
        return t.is(from, '(') && t.mate(from) == to - 1 && sides.end(from + 1, to - 1) < to - 1
                || t.isWord(from, "isnull") && Searches.isCall(t, from, to);
    }

    Truth between(int from, int to) {
        int between = c.at++;
        if (t.isWord(c.at, "symmetric") || t.isWord(c.at, "asymmetric")) {
            c.at++;
        }
        int low = c.at;
        int lowEnd = sides.end(low, c.end);
        if (!t.is(lowEnd, Keyword.AND)) {
            c.at = c.end;
            return Truth.OPEN;
        }
        int high = lowEnd + 1;
        int highEnd = sides.end(high, c.end);
        c.at = highEnd;
        Truth value =
                compared(Comparison.NOT_LESS, from, to, low, lowEnd)
                        .and(compared(Comparison.NOT_GREATER, from, to, high, highEnd));
        return value == Truth.OPEN ? c.either(Comparison.LIKE, from, to, between, highEnd) : value;
    }

    Truth comparison(int from, int end, int depth) {
        Comparison operator = Comparison.at(t, c.at);
        boolean expression = t.is(c.at, '~');
        if (operator == null && !expression) {
            c.at = c.end;
            return Truth.OPEN;
        }
        c.at++;
        if (operator == null) {
            return expression(from, end);
        }
        int right = c.at;
        int rightEnd = sides.end(right, c.end);
        c.at = rightEnd;
        boolean any = t.is(right, Keyword.ANY) || t.is(right, Keyword.SOME);
        if ((any || t.is(right, Keyword.ALL)) && t.is(right + 1, '(')) {
            Truth value =
                    any
                            ? any(operator, from, end, right + 1, depth)
                            : all(operator, from, end, right + 1, depth);
            return value == Truth.OPEN ? c.either(operator, from, end, right, rightEnd) : value;
        }
        Truth said = said(operator, from, end, right, rightEnd, depth);
        if (said != Truth.OPEN) {
            return said;
        }
        Truth value = anyCase(operator, from, end, right, rightEnd, depth);
        return value == Truth.OPEN ? c.either(operator, from, end, right, rightEnd) : value;
    }

    /** {@code active = true} is what {@code active} is. */
    private Truth said(Comparison operator, int from, int to, int right, int rightEnd, int depth) {
        boolean equal = operator == Comparison.EQUAL;
        boolean yes = t.is(right, Keyword.TRUE);
        if (!equal && operator != Comparison.DIFFERENT
                || rightEnd != right + 1
                || !yes && !t.is(right, Keyword.FALSE)
                || !sides.column(from, to) && !t.is(from, '(')) {
            return Truth.OPEN;
        }
        Truth value = c.truth(from, to, depth + 1);
        return yes == equal ? value : value.not();
    }

    /**
     * PostgreSQL: {@code ~}, {@code ~*}, {@code ~~} and {@code ~~*}, with {@code !} before them.
     */
    private Truth expression(int from, int end) {
        boolean negated = end - 1 > from && t.is(end - 1, '!');
        int to = negated ? end - 1 : end;
        boolean like = t.is(c.at, '~');
        if (like) {
            c.at++;
        }
        if (t.is(c.at, '*')) {
            c.at++;
        }
        int right = c.at;
        int rightEnd = sides.end(right, c.end);
        c.at = rightEnd;
        Truth value = matches(from, to, right, rightEnd, !like, false);
        return negated ? value.not() : value;
    }

    /** {@code = ANY (…)}: a query, an array or a list, of which one is enough. */
    private Truth any(Comparison operator, int from, int to, int open, int depth) {
        int query = query(open + 1);
        int close = t.mate(query > open + 1 ? query - 1 : open);
        if (w.boundaries.startsStatement(query)) {
            return operator == Comparison.EQUAL
                    ? c.subqueries().among(from, to, query, close, depth)
                    : Truth.of(operator.holds(0) && c.subqueries().givesOwn(from, to, query, close))
                            .or(Truth.OPEN);
        }
        int list = list(open + 1);
        int end = list > open + 1 ? close - 1 : close;
        Truth value = Truth.NEVER;
        for (int item = list; item < end; item = itemEnd(item, end) + 1) {
            value = value.or(compared(operator, from, to, item, itemEnd(item, end)));
        }
        return value == Truth.ALWAYS ? value : Truth.OPEN;
    }

    /** {@code <> ALL (…)}: none of them may fail. */
    private Truth all(Comparison operator, int from, int to, int open, int depth) {
        int query = query(open + 1);
        int close = t.mate(query > open + 1 ? query - 1 : open);
        if (w.boundaries.startsStatement(query)) {
            boolean holds =
                    operator == Comparison.DIFFERENT
                                    && c.subqueries().among(from, to, query, close, depth)
                                            == Truth.NEVER
                            || c.subqueries().ownExtreme(operator, from, to, query - 1, close + 1);
            return holds ? Truth.ALWAYS : Truth.OPEN;
        }
        int list = list(open + 1);
        if (list == open + 1 && t.isText(list, "'{}'")) {
            return Truth.ALWAYS;
        }
        int end = list > open + 1 ? close - 1 : close;
        Truth value = Truth.ALWAYS;
        for (int item = list; item < end; item = itemEnd(item, end) + 1) {
            value = value.and(compared(operator, from, to, item, itemEnd(item, end)));
        }
        return value == Truth.NEVER ? Truth.OPEN : value;
    }

    /** Behind the parenthesis of {@code ARRAY(SELECT …)}. */
    private int query(int i) {
        return t.isWord(i, "array") && t.is(i + 1, '(') ? i + 2 : i;
    }

    /** Behind the bracket of {@code ARRAY[…]}. */
    private int list(int i) {
        return t.isWord(i, "array") && t.is(i + 1, '[') ? i + 2 : i;
    }

    /** The comma after an item of a list, or the list's end. */
    private int itemEnd(int item, int close) {
        int i = item;
        while (i < close && !t.is(i, ',')) {
            i = t.is(i, '(') ? t.mate(i) + 1 : i + 1;
        }
        return i;
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

    private RowValues rows() {
        RowValues made = rows;
        if (made == null) {
            made = new RowValues(t, this);
            rows = made;
        }
        return made;
    }

    /** What that comparison of two sides is. */
    Truth compared(Comparison operator, int from, int to, int right, int rightEnd) {
        if (sides.sameOrNull(from, to, right, rightEnd)) {
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
        Truth rows = rows().compared(operator, from, to, right, rightEnd);
        if (rows != Truth.OPEN) {
            return rows;
        }
        boolean holds =
                ranges.hold(operator, from, to, right, rightEnd)
                        || operator.holds(0)
                                && !c.isApart()
                                && to - from + rightEnd - right > 2
                                && c.subqueries().joined(from, to, right, rightEnd)
                        || holdsByName(operator, from, to, right, rightEnd)
                        || holdsByName(operator.mirrored(), right, rightEnd, from, to);
        return holds
                        || isCounted(operator, from, to, right, rightEnd)
                        || isCounted(operator.mirrored(), right, rightEnd, from, to)
                ? Truth.ALWAYS
                : Truth.OPEN;
    }

    /** {@code (SELECT count(*) FROM t x WHERE x.id = t.id) > 0}. */
    private boolean isCounted(Comparison operator, int from, int to, int right, int rightEnd) {
        if (!t.is(from, '(') || rightEnd != right + 1 || t.type(right) != Tokens.NUMBER) {
            return false;
        }
        int query = c.subqueries().counted(from, to);
        if (query < 0) {
            return false;
        }
        boolean none = t.isText(right, "0");
        return operator == Comparison.NOT_LESS && none
                || (operator == Comparison.NOT_LESS && t.isText(right, "1")
                                || none
                                        && (operator == Comparison.GREATER
                                                || operator == Comparison.DIFFERENT))
                        && c.subqueries().anyRow(query, to - 1, 0) == Truth.ALWAYS;
    }

    private boolean holdsByName(Comparison operator, int from, int to, int right, int rightEnd) {
        return conventions.hold(operator, from, to, right, rightEnd)
                || t.is(right, '(')
                        && (c.subqueries().ownExtreme(operator, from, to, right, rightEnd)
                                || operator.holds(0)
                                        && t.mate(right) == rightEnd - 1
                                        && c.subqueries()
                                                .givesOwn(from, to, right + 1, rightEnd - 1));
    }
}
