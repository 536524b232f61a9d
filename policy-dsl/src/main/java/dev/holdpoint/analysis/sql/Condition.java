package dev.holdpoint.analysis.sql;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a condition what it is, for all that its constants, and things that are compared with
 * themselves, say: {@link Bounding} asks it whether it holds for every row.
 *
 * <p>Here is the grammar, in three values of {@link Truth}; what stands on the sides of a
 * comparison is for {@link Operands} to tell.
 */
final class Condition {

    static final int MOST_DEPTH = 50;

    private final Tokens t;
    private final Walker w;
    private final Scope scope;
    private final Operands sides;
    private @Nullable Alternatives alternatives;
    private @Nullable EitherWay eitherWay;
    private @Nullable Subqueries subqueries;
    private @Nullable Predicates predicates;
    private @Nullable Ties ties;

    /** Where it stands, and where the part ends that is read; for {@link Predicates} too. */
    int at;

    int end;

    /** No alternative stands anywhere in the condition. */
    private boolean conjunction;

    /** A query stands somewhere in it. */
    private boolean queries;

    /** Something in it is deeper than what is read: nobody knows what it bounds. */
    private boolean lost;

    /** What other tables alone decide counts as always: it is the same for all rows. */
    private boolean apart;

    Condition(Tokens t, Walker w, Scope scope) {
        this.t = t;
        this.w = w;
        this.scope = scope;
        this.sides = new Operands(t, w, scope);
    }

    /**
     * Begins.
     *
     * @param conjunction no alternative stands anywhere in it
     * @param queries a query stands somewhere in it
     */
    void begin(boolean conjunction, boolean queries) {
        this.conjunction = conjunction;
        this.queries = queries;
    }

    /** From now on, what other tables alone decide counts as always. */
    void setApart(boolean apart) {
        this.apart = apart;
    }

    /** From now on, comparisons are kept there, or go the way that is tried; null for neither. */
    void setEitherWay(@Nullable EitherWay eitherWay) {
        this.eitherWay = eitherWay;
    }

    /** True where something was deeper than what is read: nobody knows what it bounds. */
    boolean isLost() {
        return lost;
    }

    Operands sides() {
        return sides;
    }

    /** What the condition in that range is, which stands in so many others. */
    Truth truth(int from, int to, int depth) {
        if (depth > MOST_DEPTH || from >= to) {
            lost |= depth > MOST_DEPTH;
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
        Truth value = xor(depth);
        boolean several = false;
        while (at < end && sides.isOr(at)) {
            at++;
            several = true;
            value = value.or(xor(depth));
        }
        if (several) {
            if (value == Truth.OPEN && alternatives != null && alternatives.complementary(mark)) {
                value = Truth.ALWAYS;
            }
            reset(mark);
        }
        return value;
    }

    private Truth xor(int depth) {
        int mark = mark();
        Truth value = and(depth);
        while (at < end && t.is(at, Keyword.XOR)) {
            at++;
            Truth next = and(depth);
            value =
                    value == Truth.OPEN || next == Truth.OPEN
                            ? Truth.OPEN
                            : Truth.of(value != next);
            reset(mark);
        }
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
            value = value.and(not(depth));
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
        int mark = mark();
        Truth value = predicate(depth);
        // what is tried for a column of another table says nothing
        boolean open = value == Truth.OPEN || apart && sides.names(from, at);
        if (open && (RowFree.is(t, from, at) || (queries || apart) && ties().isFree(from, at))) {
            return Truth.ALWAYS; // or never: it bounds nothing
        }
        if (negated) {
            negate(mark);
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

    private void negate(int mark) {
        if (alternatives != null) {
            alternatives.negate(mark);
        }
    }

    /**
     * What a comparison is that is open: either way, where it is asked whether the whole holds
     * whichever way it goes.
     */
    Truth either(Comparison comparison, int from, int to, int right, int rightEnd) {
        EitherWay trying = eitherWay;
        if (trying != null) {
            return trying.truth(comparison, sides.query(), from, to, right, rightEnd);
        }
        Alternatives made = alternatives;
        if (made == null) {
            made = new Alternatives(t, conjunction);
            alternatives = made;
        }
        made.remember(comparison, from, to, right, rightEnd);
        return Truth.OPEN;
    }

    /** The condition in that range, which says which rows of a query are given. */
    Truth ofRows(int from, int to, int depth) {
        boolean outer = apart;
        int kept = mark();
        apart = false; // what other tables decide leaves rows of theirs out
        Truth value = truth(from, to, depth);
        apart = outer;
        reset(kept);
        return value;
    }

    /** The condition in that range, of a query whose tables stand in the range before it. */
    Truth within(int query, int queryEnd, int from, int to, int depth) {
        int kept = mark();
        int mark = apart ? ties().enter(query, queryEnd) : 0;
        Truth value = truth(from, to, depth);
        reset(kept);
        if (apart) {
            ties().leave(mark);
        }
        return value;
    }

    boolean isApart() {
        return apart;
    }

    Ties ties() {
        Ties made = ties;
        if (made == null) {
            made = new Ties(t, w, scope);
            ties = made;
        }
        return made;
    }

    Subqueries subqueries() {
        Subqueries made = subqueries;
        if (made == null) {
            made = new Subqueries(this, sides, t, w, scope);
            subqueries = made;
        }
        return made;
    }

    private Predicates predicates() {
        Predicates made = predicates;
        if (made == null) {
            made = new Predicates(this, t, w, sides);
            predicates = made;
        }
        return made;
    }

    private Truth predicate(int depth) {
        int from = at;
        if (t.is(from, Keyword.EXISTS) && t.is(from + 1, '(')) {
            int close = t.mate(from + 1);
            at = close + 1;
            Truth any = subqueries().anyRow(from + 2, close, depth);
            return any == Truth.OPEN ? either(Comparison.LIKE, from, at, at, at) : any;
        }
        int to = sides.end(from, end);
        at = to;
        if (to >= end
                || sides.isOr(to)
                || t.is(to, Keyword.XOR)
                || t.is(to, Keyword.AND)
                || t.isOperator(to, "&&")) {
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
        int mark = mark();
        Truth value =
                switch (t.key(at)) {
                    case IS -> predicates().is(from, to, depth);
                    case ISNULL -> predicates().nullness(from, to, true);
                    case NOTNULL -> predicates().nullness(from, to, false);
                    case LIKE, ILIKE, SIMILAR, GLOB, REGEXP, RLIKE -> predicates().like(from, to);
                    case IN -> predicates().in(from, to, depth);
                    case BETWEEN -> predicates().between(from, to);
                    default -> predicates().comparison(from, to, depth);
                };
        if (negated) {
            negate(mark);
        }
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
        int[] results = Cases.results(t, from, to, (i, j) -> truth(i, j, depth + 1));
        if (results.length > 0) {
            Truth all = truth(results[0], results[1], depth + 1);
            for (int i = 2; i < results.length && all != Truth.OPEN; i += 2) {
                all = truth(results[i], results[i + 1], depth + 1) == all ? all : Truth.OPEN;
            }
            return all;
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
            return sides.isTried(from, to) && sides.hasTrial()
                    ? Truth.of(sides.trial() != 0)
                    : either(Comparison.LIKE, from, to, to, to);
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
        return Searches.findsAll(sides, t, from, to)
                ? Truth.ALWAYS
                : either(Comparison.LIKE, from, to, to, to);
    }

    /** {@code COALESCE(true, …)}: the first argument that is not NULL. */
    boolean firstOf(int from, int to) {
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
}
