package dev.holdpoint.analysis.sql;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a condition that bounds an update or a delete from one that holds for every row, by folding
 * constants and comparing things with themselves.
 *
 * <p>A row in which a column is NULL makes {@code id = id} unknown and not true: such a condition
 * is taken for one that always holds all the same, since nobody bounds a change by it. The other
 * way round nothing is guessed: what is not understood bounds. Linear in the condition but for
 * parentheses, whose depth is bounded, and for alternatives, of which so many are compared.
 *
 * <p>Here is the grammar, in three values of {@link Truth}; what stands on the sides of a
 * comparison is for {@link Operands} to tell.
 */
final class Condition {

    private static final int MOST_DEPTH = 50;
    private static final int MOST_TOKENS = 20_000;

    private final Tokens t;
    private final Walker w;
    private final Scope scope;
    private final Operands sides;
    private @Nullable Alternatives alternatives;
    private @Nullable Subqueries subqueries;
    private int at;
    private int end;

    /** No alternative stands anywhere in the condition. */
    private boolean conjunction;

    Condition(Tokens t, Walker w, Scope scope) {
        this.t = t;
        this.w = w;
        this.scope = scope;
        this.sides = new Operands(t, w, scope);
    }

    /** True where the condition in that range holds for every row. */
    boolean alwaysHolds(int from, int to) {
        if (to - from > MOST_TOKENS) {
            return false;
        }
        conjunction = true;
        for (int i = from; i < to && conjunction; i++) {
            conjunction = !sides.isOr(i) && !t.is(i, Keyword.XOR);
        }
        if (conjunction && beginsWithEquality(from, to)) {
            return false;
        }
        int column = Trials.column(t, w.names, from, to);
        if (column < 0) {
            return truth(from, to, 0) == Truth.ALWAYS;
        }
        // what holds whatever the columns are holds for any value too, so that most conditions
        // are told to bound by the first
        boolean holds = holdsFor(column, Trials.FAR, from, to);
        sides.tryNone();
        return holds && (truth(from, to, 0) == Truth.ALWAYS || holdsForTheRest(column, from, to));
    }

    /**
     * True where a column must equal a constant or a parameter, and whatever else: most conditions
     * are told to bound by that, without anything being tried.
     */
    private boolean beginsWithEquality(int from, int to) {
        if (t.type(from) != Tokens.WORD || t.key(from).between()) {
            return false;
        }
        int equals = w.names.end(from);
        if (!t.is(equals, '=') || RowFree.is(t, from, equals)) {
            return false;
        }
        byte type = t.type(equals + 1);
        return (type == Tokens.NUMBER || type == Tokens.STRING || type == Tokens.PARAMETER)
                && (equals + 2 == to || equals + 2 < to && t.is(equals + 2, Keyword.AND));
    }

    private boolean holdsForTheRest(int column, int from, int to) {
        boolean holds = true;
        for (double value : Trials.values(t, w.names, column, from, to)) {
            holds = holds && holdsFor(column, value, from, to);
        }
        sides.tryNone();
        return holds;
    }

    private boolean holdsFor(int column, double value, int from, int to) {
        sides.tryFor(column, value);
        return truth(from, to, 0) == Truth.ALWAYS;
    }

    /** What the condition in that range is, which stands in so many others. */
    Truth truth(int from, int to, int depth) {
        if (depth > MOST_DEPTH || from >= to) {
            return Truth.OPEN;
        }
        int outerAt = at;
        int outerEnd = end;
        at = from;
        end = to;
        Truth value = or(depth);
        boolean whole = at >= to;
        at = outerAt;
        end = outerEnd;
        return whole ? value : Truth.OPEN;
    }

    private Truth or(int depth) {
        int mark = mark();
        Truth value = and(depth);
        while (at < end && sides.isOr(at)) {
            at++;
            Truth next = and(depth);
            value =
                    value == Truth.ALWAYS || next == Truth.ALWAYS
                            ? Truth.ALWAYS
                            : value == Truth.NEVER && next == Truth.NEVER
                                    ? Truth.NEVER
                                    : Truth.OPEN;
        }
        if (value == Truth.OPEN && alternatives != null && alternatives.complementary(mark)) {
            value = Truth.ALWAYS;
        }
        reset(mark);
        return value;
    }

    private Truth and(int depth) {
        int mark = mark();
        Truth value = not(depth);
        boolean several = false;
        while (at < end && (t.is(at, Keyword.AND) || t.isOperator(at, "&&"))) {
            if (conjunction && depth == 0 && value != Truth.ALWAYS) {
                at = end; // one part that bounds is enough
                reset(mark);
                return Truth.OPEN;
            }
            at++;
            several = true;
            Truth next = not(depth);
            value =
                    value == Truth.NEVER || next == Truth.NEVER
                            ? Truth.NEVER
                            : value == Truth.ALWAYS && next == Truth.ALWAYS
                                    ? Truth.ALWAYS
                                    : Truth.OPEN;
        }
        if (several) {
            reset(mark);
        }
        return value;
    }

    private Truth not(int depth) {
        boolean negated = false;
        while (at < end && (t.is(at, Keyword.NOT) || t.is(at, '!'))) {
            negated = !negated;
            at++;
        }
        int from = at;
        Truth value = predicate(depth);
        if (value == Truth.OPEN && RowFree.is(t, from, at)) {
            return Truth.ALWAYS; // or never: it bounds nothing
        }
        return negated ? value.not() : value;
    }

    private int mark() {
        return alternatives == null ? 0 : alternatives.mark();
    }

    private void reset(int mark) {
        if (alternatives != null) {
            alternatives.reset(mark);
        }
    }

    private void remember(Comparison comparison, int from, int to, int right, int rightEnd) {
        Alternatives made = alternatives;
        if (made == null) {
            made = new Alternatives(t, conjunction);
            alternatives = made;
        }
        made.remember(comparison, from, to, right, rightEnd);
    }

    private Subqueries subqueries() {
        Subqueries made = subqueries;
        if (made == null) {
            made = new Subqueries(this, sides, t, w, scope);
            subqueries = made;
        }
        return made;
    }

    private Truth predicate(int depth) {
        int from = at;
        if (t.is(from, Keyword.EXISTS) && t.is(from + 1, '(')) {
            int close = t.mate(from + 1);
            at = close + 1;
            return subqueries().anyRow(from + 2, close, depth);
        }
        int to = sides.end(from, end);
        at = to;
        if (to >= end || sides.isOr(to) || t.is(to, Keyword.AND) || t.isOperator(to, "&&")) {
            return bare(from, to, depth);
        }
        if (to == from) {
            at = end;
            return Truth.OPEN;
        }
        boolean negated = t.is(at, Keyword.NOT);
        if (negated) {
            at++;
        }
        Truth value =
                switch (t.key(at)) {
                    case IS -> is(from, to, depth);
                    case ISNULL -> nullness(from, to, true);
                    case NOTNULL -> nullness(from, to, false);
                    case LIKE, ILIKE, SIMILAR, GLOB, REGEXP, RLIKE -> like();
                    case IN -> in(from, to, depth);
                    case BETWEEN -> between(from, to);
                    default -> comparison(from, to, depth);
                };
        return negated ? value.not() : value;
    }

    /** A condition without a comparison: a constant, or something in parentheses. */
    private Truth bare(int from, int to, int depth) {
        if (t.is(from, '(') && t.mate(from) == to - 1) {
            if (w.boundaries.startsStatement(from + 1)) {
                return scalar(from + 1, to - 1, depth);
            }
            return truth(from + 1, to - 1, depth + 1);
        }
        if (to - from == 1) {
            if (t.is(from, Keyword.TRUE)) {
                return Truth.ALWAYS;
            }
            if (t.is(from, Keyword.FALSE) || t.is(from, Keyword.NULL)) {
                return Truth.NEVER;
            }
        }
        if (sides.column(from, to)) {
            return sides.isTried(from, to) ? Truth.of(sides.trial() != 0) : Truth.OPEN;
        }
        if (firstOf(from, to)
                && truth(from + 2, argumentEnd(from + 2), depth + 1) == Truth.ALWAYS) {
            return Truth.ALWAYS;
        }
        Optional<Double> number = sides.number(from, to);
        if (number.isPresent()) {
            return Truth.of(number.get() != 0);
        }
        Optional<String> text = sides.text(from, to);
        if (text.isPresent()) {
            String s = text.get().strip().toLowerCase(Locale.ROOT);
            return Truth.of(
                    s.equals("t")
                            || s.equals("true")
                            || s.equals("yes")
                            || s.equals("on")
                            || !s.isEmpty() && Character.digit(s.charAt(0), 10) > 0);
        }
        return Truth.OPEN;
    }

    /** {@code COALESCE(true, …)}: the first argument that is not NULL. */
    private boolean firstOf(int from, int to) {
        return t.is(from + 1, '(')
                && t.mate(from + 1) == to - 1
                && (t.isWord(from, "coalesce")
                        || t.isWord(from, "ifnull")
                        || t.isWord(from, "nvl"));
    }

    private int argumentEnd(int from) {
        int i = from;
        while (i < end && !t.is(i, ',') && !t.is(i, ')')) {
            i = t.is(i, '(') ? t.mate(i) + 1 : i + 1;
        }
        return i;
    }

    /** {@code (SELECT true)}. */
    private Truth scalar(int from, int to, int depth) {
        return t.is(from, Keyword.SELECT) ? truth(from + 1, to, depth + 1) : Truth.OPEN;
    }

    private Truth is(int from, int to, int depth) {
        at++;
        boolean negated = t.is(at, Keyword.NOT);
        if (negated) {
            at++;
        }
        if (t.is(at, Keyword.NULL)) {
            at++;
            return nullness(from, to, !negated);
        }
        if (t.is(at, Keyword.TRUE) || t.is(at, Keyword.FALSE)) {
            boolean wanted = t.is(at, Keyword.TRUE);
            at++;
            Truth value = truth(from, to, depth + 1);
            Truth is = wanted ? value : value.not();
            return negated ? is.not() : is;
        }
        if (t.is(at, Keyword.DISTINCT) && t.is(at + 1, Keyword.FROM)) {
            int right = at + 2;
            int rightEnd = sides.end(right, end);
            at = rightEnd;
            if (sides.same(from, to, right, rightEnd)) {
                return Truth.of(negated);
            }
            return Truth.OPEN;
        }
        int rightEnd = sides.end(at, end);
        boolean same = sides.same(from, to, at, rightEnd);
        at = rightEnd;
        return same ? Truth.of(!negated) : Truth.OPEN;
    }

    private Truth nullness(int from, int to, boolean isNull) {
        if (t.is(at, Keyword.ISNULL) || t.is(at, Keyword.NOTNULL)) {
            at++;
        }
        if (to - from == 1 && t.is(from, Keyword.NULL)) {
            return Truth.of(isNull);
        }
        if (!sides.column(from, to)
                && (sides.number(from, to).isPresent() || sides.text(from, to).isPresent())) {
            return Truth.of(!isNull);
        }
        remember(isNull ? Comparison.NULL : Comparison.NOT_NULL, from, to, to, to);
        if (!isNull
                && t.isName(to - 1)
                && Trials.isKey(Names.lower(w.names.part(to - 1)))
                && simpleName(from, to)) {
            return Truth.ALWAYS;
        }
        return Truth.OPEN;
    }

    private boolean simpleName(int from, int to) {
        return t.isName(from) && w.names.end(from) == to;
    }

    private Truth like() {
        boolean expression =
                t.is(at, Keyword.REGEXP) || t.is(at, Keyword.RLIKE) || t.is(at, Keyword.GLOB);
        boolean glob = t.is(at, Keyword.GLOB);
        at++;
        if (t.is(at, Keyword.TO)) {
            at++;
        }
        int right = at;
        int rightEnd = sides.end(right, end);
        at = rightEnd;
        if (t.is(at, Keyword.ESCAPE)) {
            at = Math.min(at + 2, end);
        }
        Optional<String> pattern = sides.text(right, rightEnd);
        if (pattern.isEmpty()) {
            return Truth.OPEN;
        }
        return Patterns.matchesAll(pattern.get(), expression, glob) ? Truth.ALWAYS : Truth.OPEN;
    }

    private Truth in(int from, int to, int depth) {
        at++;
        if (t.type(at) == Tokens.WORD && t.is(at + 1, '(')) {
            at++; // IN UNNEST(…)
            int close = t.mate(at);
            at = close + 1;
            return Truth.OPEN;
        }
        if (!t.is(at, '(')) {
            at = sides.end(at, end);
            return Truth.OPEN;
        }
        int list = at + 1;
        int close = t.mate(at);
        at = close + 1;
        if (w.boundaries.startsStatement(list)) {
            return subqueries().ownRows(from, to, list, close, depth) ? Truth.ALWAYS : Truth.OPEN;
        }
        boolean open = false;
        for (int item = list; item < close; ) {
            int itemEnd = item;
            while (itemEnd < close && !t.is(itemEnd, ',')) {
                itemEnd = t.is(itemEnd, '(') ? t.mate(itemEnd) + 1 : itemEnd + 1;
            }
            if (sides.same(from, to, item, itemEnd)) {
                return Truth.ALWAYS;
            }
            Optional<Integer> order = sides.compare(from, to, item, itemEnd);
            if (order.isPresent() && order.get() == 0) {
                return Truth.ALWAYS;
            }
            open |= order.isEmpty();
            item = itemEnd + 1;
        }
        return open ? Truth.OPEN : Truth.NEVER;
    }

    private Truth between(int from, int to) {
        at++;
        int low = at;
        int lowEnd = sides.end(low, end);
        if (!t.is(lowEnd, Keyword.AND)) {
            at = end;
            return Truth.OPEN;
        }
        int high = lowEnd + 1;
        int highEnd = sides.end(high, end);
        at = highEnd;
        Optional<Integer> below = sides.compare(low, lowEnd, from, to);
        Optional<Integer> above = sides.compare(from, to, high, highEnd);
        if (below.isPresent() && above.isPresent()) {
            return Truth.of(below.get() <= 0 && above.get() <= 0);
        }
        return Truth.OPEN;
    }

    private Truth comparison(int from, int to, int depth) {
        Comparison operator = Comparison.at(t, at);
        boolean expression = t.is(at, '~');
        if (operator == null && !expression) {
            at = end;
            return Truth.OPEN;
        }
        at++;
        if (expression && t.is(at, '*')) {
            at++;
        }
        int right = at;
        int rightEnd = sides.end(right, end);
        at = rightEnd;
        if (operator == null) {
            Optional<String> pattern = sides.text(right, rightEnd);
            return pattern.isPresent() && Patterns.matchesAll(pattern.get(), true, false)
                    ? Truth.ALWAYS
                    : Truth.OPEN;
        }
        if ((t.is(right, Keyword.ANY) || t.is(right, Keyword.SOME))
                && operator == Comparison.EQUAL
                && t.is(right + 1, '(')) {
            int query = right + 2;
            int close = t.mate(right + 1);
            if (t.isWord(query, "array") && t.is(query + 1, '(')) {
                close = t.mate(query + 1);
                query += 2;
            }
            return subqueries().ownRows(from, to, query, close, depth) ? Truth.ALWAYS : Truth.OPEN;
        }
        if (sides.same(from, to, right, rightEnd)) {
            return Truth.of(operator.holds(0));
        }
        Optional<Integer> order = sides.compare(from, to, right, rightEnd);
        if (order.isPresent()) {
            return Truth.of(operator.holds(order.get()));
        }
        if (sides.holdsBySign(operator, from, to, right, rightEnd)) {
            return Truth.ALWAYS;
        }
        remember(operator, from, to, right, rightEnd);
        return Truth.OPEN;
    }
}
