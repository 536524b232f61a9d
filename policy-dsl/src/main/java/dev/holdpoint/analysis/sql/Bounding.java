package dev.holdpoint.analysis.sql;

import java.util.List;

/**
 * Tells a condition that bounds an update or a delete from one that holds for every row. It asks
 * the {@link Condition} as it stands, for values of a column, for each way in which comparisons go
 * that stand in it more than once, with what other tables decide taken for granted, and for its
 * parts where it is long.
 *
 * <p>A row in which a column is NULL makes {@code id = id} unknown and not true: such a condition
 * is taken for one that always holds all the same, since nobody bounds a change by it. The other
 * way round nothing is guessed: what is not understood bounds. Linear in the condition but for
 * parentheses, whose depth is bounded, and for alternatives, of which so many are compared.
 *
 * <p>What is deeper or more contrary than what is tried does not bound: nobody writes so but to
 * hide that.
 */
final class Bounding {

    /** Tokens; what is longer is read by its parts. */
    private static final int MOST_TOKENS = 20_000;

    /** Conditions in conditions that are tried part by part. */
    private static final int MOST_PARTED = 3;

    /** Parts of which each holds for every row; nobody writes so many but to hide that. */
    private static final int MOST_IDLE = 16;

    private final Tokens t;
    private final Walker w;
    private final Scope scope;
    private final Condition condition;
    private final Operands sides;

    /** Conditions of which this one is a part. */
    private final int within;

    /** No alternative stands anywhere in the condition. */
    private boolean conjunction;

    Bounding(Tokens t, Walker w, Scope scope) {
        this(t, w, scope, 0);
    }

    private Bounding(Tokens t, Walker w, Scope scope, int within) {
        this.t = t;
        this.w = w;
        this.scope = scope;
        this.condition = new Condition(t, w, scope);
        this.sides = condition.sides();
        this.within = within;
    }

    /**
     * True where the condition in that range is a conjunction that begins with a column that must
     * equal a value: most are, and bound whatever follows and whatever is bound to parameters.
     */
    static boolean boundsAtOnce(Tokens t, Walker w, Scope scope, int from, int to) {
        return scope.size() < 2
                && beginsWithEquality(t, w, from, to)
                && !t.hasAny(Keyword.OR, Keyword.XOR, from, to)
                && !(Operands.barsMeanOr(w) && hasBars(t, from, to));
    }

    private static boolean hasBars(Tokens t, int from, int to) {
        for (int i = from; i < to; i++) {
            if (t.isOperator(i, "||")) {
                return true;
            }
        }
        return false;
    }

    /** True where the condition in that range holds for every row. */
    boolean alwaysHolds(int from, int to) {
        if (to - from > MOST_TOKENS) {
            return within > Condition.MOST_DEPTH || !AtLength.bounds(this, t, w, sides, from, to);
        }
        return holdsAsOne(from, to)
                || condition.isLost()
                || to - from > EitherWay.MOST_TOKENS && within < MOST_PARTED && everyPart(from, to);
    }

    /** True where every part between ANDs alone holds for every row: too long to be tried whole. */
    private boolean everyPart(int from, int to) {
        int part = from;
        int idle = 0;
        for (int i = from; i < to && idle < MOST_IDLE; i++) {
            if (t.is(i, '(')) {
                i = t.mate(i);
            } else if (sides.isOr(i) || t.is(i, Keyword.CASE)) {
                return false;
            } else if (t.is(i, Keyword.AND)) {
                if (!alone(part, i)) {
                    return false;
                }
                idle++;
                part = i + 1;
            }
        }
        return idle == MOST_IDLE || idle > 0 && alone(part, to);
    }

    private boolean holdsAsOne(int from, int to) {
        conjunction = true;
        for (int i = from; i < to && conjunction; i++) {
            conjunction = !sides.isOr(i) && !t.is(i, Keyword.XOR);
        }
        if (conjunction && scope.size() < 2 && beginsWithEquality(t, w, from, to)) {
            return false;
        }
        if (!conjunction && anyAlternative(from, to)) {
            return true;
        }
        boolean queries = false;
        boolean negations = false;
        for (int i = from; i < to; i++) {
            queries |= t.is(i, '(') && w.boundaries.startsStatement(i + 1);
            negations |= t.is(i, Keyword.NOT) && t.is(i + 1, '(');
        }
        condition.begin(conjunction, queries);
        boolean alternatives = !conjunction || negations;
        if (holds(from, to, alternatives)) {
            return true;
        }
        if (scope.size() > 1) {
            condition.ties().findOthers(condition);
        }
        if (!queries && !(scope.size() > 1 && condition.ties().hasOthers())) {
            return false;
        }
        condition.setApart(true);
        boolean holds = holds(from, to, alternatives);
        condition.setApart(false);
        return holds;
    }

    private boolean holds(int from, int to, boolean several) {
        int column = Trials.column(t, w.names, from, to);
        if (column < 0) {
            return condition.truth(from, to, 0) == Truth.ALWAYS
                    || several && holdsEitherWay(from, to);
        }
        // what holds whatever the columns are holds for any value too, so that most conditions
        // are told to bound by the first
        boolean holds = holdsFor(column, Trials.FAR, from, to);
        sides.tryNone();
        return holds
                        && (condition.truth(from, to, 0) == Truth.ALWAYS
                                || holdsForTheRest(column, from, to))
                || several && (holdsForTexts(column, from, to) || holdsEitherWay(from, to));
    }

    /** True where it holds whichever way each comparison goes that stands in it more than once. */
    private boolean holdsEitherWay(int from, int to) {
        if (to - from > EitherWay.MOST_TOKENS) {
            return false;
        }
        EitherWay kept = new EitherWay(t);
        condition.setEitherWay(kept);
        condition.truth(from, to, 0);
        boolean holds = kept.findRepeated();
        if (kept.isMore() && (kept.isContrary() || negated(from, to))) {
            condition.setEitherWay(null);
            return true; // so much that is said and denied again hides what it bounds
        }
        while (holds && !kept.isDone()) {
            holds = condition.truth(from, to, 0) == Truth.ALWAYS;
            kept.next();
        }
        condition.setEitherWay(null);
        return holds;
    }

    private boolean negated(int from, int to) {
        for (int i = from; i < to; i++) {
            if (t.is(i, Keyword.NOT) || t.is(i, '!')) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsForTexts(int column, int from, int to) {
        List<String> texts = Trials.texts(t, from, to);
        boolean holds = !texts.isEmpty();
        for (int i = 0; holds && i < texts.size(); i++) {
            sides.tryFor(column, texts.get(i));
            holds = condition.truth(from, to, 0) == Truth.ALWAYS;
        }
        sides.tryNone();
        return holds;
    }

    /**
     * True where a column must equal a constant or a parameter, and whatever else: most conditions
     * are told to bound by that, without anything being tried.
     */
    private static boolean beginsWithEquality(Tokens t, Walker w, int from, int to) {
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

    /** True where what is bound to its parameters decides whether it bounds. */
    boolean leans(int from, int to) {
        boolean parameters = false;
        for (int i = from; i < to && conjunction; i++) {
            if (t.is(i, '(')) {
                i = t.mate(i);
            } else if ((i == from || t.is(i - 1, Keyword.AND)) && beginsWithEquality(t, w, i, to)) {
                return false;
            }
        }
        for (int i = from; i < to && !parameters; i++) {
            parameters = t.type(i) == Tokens.PARAMETER || t.type(i) == Tokens.VARIABLE;
        }
        return parameters;
    }

    /** True where one alternative alone holds for every row: each may be on another column. */
    boolean anyAlternative(int from, int to) {
        int start = from;
        int stop = to;
        while (t.is(start, '(') && t.mate(start) == stop - 1) {
            start++;
            stop--;
        }
        int alternative = start;
        int cases = 0;
        for (int i = start; i < stop; i++) {
            if (t.is(i, '(')) {
                i = t.mate(i);
            } else if (t.is(i, Keyword.CASE)) {
                cases++;
            } else if (t.is(i, Keyword.END) && cases > 0) {
                cases--;
            } else if (cases == 0 && sides.isOr(i)) {
                if (alone(alternative, i)) {
                    return true;
                }
                alternative = i + 1;
            }
        }
        return alternative > start && alone(alternative, stop);
    }

    /** True where that part alone holds for every row. */
    boolean alone(int from, int to) {
        return new Bounding(t, w, scope, within + 1).alwaysHolds(from, to);
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
        return condition.truth(from, to, 0) == Truth.ALWAYS;
    }
}
