package dev.holdpoint.analysis.sql;

/**
 * Conditions on the rows of a query: {@code EXISTS (…)}, {@code id IN (SELECT id …)}. They bound as
 * far as the query does, which is a condition again. Made only where a condition has a query in it.
 */
final class Subqueries {

    private final Condition condition;
    private final Operands sides;
    private final Tokens t;
    private final Walker w;
    private final OwnRows own;

    /** How deep the condition stands that is read. */
    private int deep;

    /** Where the condition of a query begins that was judged last, and what it is. */
    private int judged = -1;

    private Truth judgement = Truth.OPEN;

    Subqueries(Condition condition, Operands sides, Tokens t, Walker w, Scope scope) {
        this.condition = condition;
        this.sides = sides;
        this.t = t;
        this.w = w;
        this.own = new OwnRows(t, w, scope, this::holds);
    }

    /** {@code EXISTS (…)}: does not depend on the row unless a condition inside does. */
    Truth anyRow(int from, int close, int depth) {
        if (t.is(from, '(') && t.mate(from) == close - 1) {
            return anyRow(from + 1, close - 1, depth + 1);
        }
        if (!w.boundaries.startsStatement(from) || depth > Condition.MOST_DEPTH) {
            return Truth.OPEN;
        }
        if (condition.ties().isQueryFree(from, close)) {
            return Truth.OPEN; // always or never: the condition is free of the row
        }
        for (int i = from; i < close; i++) {
            if (t.is(i, '(')) {
                i = t.mate(i);
            } else if (t.is(i, Keyword.WHERE)) {
                int to = i + 1;
                while (to < close && !t.is(to, Keyword.GROUP) && !t.is(to, Keyword.LIMIT)) {
                    to = t.is(to, '(') ? t.mate(to) + 1 : to + 1;
                }
                return where(from, i + 1, Math.min(to, close), depth, false);
            } else if (t.is(i, Keyword.HAVING)
                    || t.is(i, Keyword.JOIN)
                    || t.is(i, Keyword.LIMIT)
                    || t.is(i, Keyword.OFFSET)
                    || t.is(i, Keyword.FETCH)) {
                return Truth.OPEN;
            }
        }
        return after(from, close, Keyword.FROM) > close ? Truth.ALWAYS : Truth.OPEN;
    }

    /**
     * The condition in that range, of the query that begins there.
     *
     * @param rows true where it is asked which rows are given, and not whether there are any
     */
    private Truth where(int query, int from, int to, int depth, boolean rows) {
        int outer = sides.enterSubquery(query);
        int outerDepth = deep;
        deep = depth + 1;
        Truth value =
                rows
                        ? condition.ofRows(from, to, deep)
                        : condition.within(query, from - 1, from, to, deep);
        deep = outerDepth;
        sides.leaveSubquery(outer);
        return value;
    }

    private boolean holds(int query, int from, int to) {
        return (from == judged ? judgement : where(query, from, to, deep, true)) == Truth.ALWAYS;
    }

    /**
     * {@code id IN (…)}: always where the query is that of the column's own rows and no condition
     * bounds it, or where it gives the column itself; never where it gives no rows.
     */
    Truth among(int from, int to, int query, int close, int depth) {
        boolean always =
                switch (t.key(query)) {
                    case VALUES ->
                            t.is(query + 1, '(')
                                    && sides.same(from, to, query + 1, t.mate(query + 1) + 1);
                    case WITH -> isPlain(query, close) && asksOwn(query, close);
                    default -> sides.column(from, to) && Series.isEndless(t, w, query, close);
                };
        if (always) {
            return Truth.ALWAYS;
        }
        if (!t.is(query, Keyword.SELECT)) {
            return givesOwn(from, to, query, close) ? Truth.ALWAYS : Truth.OPEN;
        }
        int list = t.is(query + 1, Keyword.DISTINCT) ? query + 2 : query + 1;
        int tables = after(list, close, Keyword.FROM);
        if (tables > close) {
            return sides.same(from, to, list, close) ? Truth.ALWAYS : Truth.OPEN;
        }
        int where = after(tables, close, Keyword.WHERE);
        int outer = judged;
        Truth outerJudgement = judgement;
        if (where <= close) {
            // once, since queries in it are judged again each time
            judgement = where(query, where, own.conditionEnd(where, close), depth, true);
            judged = where;
            if (judgement == Truth.NEVER && after(tables, close, Keyword.UNION) > close) {
                judged = outer;
                judgement = outerJudgement;
                return Truth.NEVER;
            }
        }
        boolean given =
                sameColumns(from, to, list, tables - 1)
                        ? own.selected(query, close, -1)
                        : givesOwn(from, to, query, close);
        judged = outer;
        judgement = outerJudgement;
        return given ? Truth.ALWAYS : Truth.OPEN;
    }

    /** True where the query gives the column that stands on the left, of all rows there are. */
    boolean givesOwn(int from, int to, int query, int close) {
        int column = t.is(from, '(') && t.mate(from) == to - 1 ? to - 2 : to - 1;
        boolean one =
                sides.column(from, to) || column == to - 2 && sides.column(from + 1, column + 1);
        return (t.is(query, Keyword.TABLE) || one)
                && own.selected(query, close, t.is(query, Keyword.TABLE) ? -1 : column);
    }

    /** True where the name that begins there is that of the rows themselves. */
    boolean isOwn(int from, int to, int table) {
        return sides.column(from, to) && t.isName(table) && own.all(table, -1);
    }

    /** The index after the first such word outside of parentheses; past the end if none is. */
    private int after(int from, int close, Keyword word) {
        int i = from;
        while (i < close && !t.is(i, word)) {
            i = t.is(i, '(') ? t.mate(i) + 1 : i + 1;
        }
        return i < close ? i + 1 : close + 1;
    }

    /** True where both ranges are columns of the same names, or constants, in the same order. */
    private boolean sameColumns(int from, int to, int list, int listEnd) {
        if (t.is(from, '(') && t.mate(from) == to - 1) {
            return sameColumns(from + 1, to - 1, list, listEnd);
        }
        if (t.is(list, '(') && t.mate(list) == listEnd - 1) {
            return sameColumns(from, to, list + 1, listEnd - 1);
        }
        int a = from;
        int b = list;
        while (a < to && b < listEnd) {
            boolean names = t.isName(a) && t.isName(b);
            int aEnd = names ? w.names.end(a) : a + 1;
            int bEnd = names ? w.names.end(b) : b + 1;
            boolean same =
                    names
                            ? w.names.last(a, aEnd).equals(w.names.last(b, bEnd))
                            : t.type(a) == Tokens.NUMBER && sides.same(a, aEnd, b, bEnd);
            if (!same) {
                return false;
            }
            if (aEnd == to || bEnd == listEnd) {
                return aEnd == to && bEnd == listEnd;
            }
            if (!t.is(aEnd, ',') || !t.is(bEnd, ',')) {
                return false;
            }
            a = aEnd + 1;
            b = bEnd + 1;
        }
        return false;
    }

    private boolean asksOwn(int from, int to) {
        for (int i = from; i < to; i++) {
            if (t.is(i, Keyword.FROM) && t.isName(i + 1) && own.isTable(i + 1)) {
                return true;
            }
        }
        return false;
    }

    /** True where no word leaves rows out, in queries within it neither. */
    private boolean isPlain(int from, int to) {
        for (int i = from; i < to; i++) {
            if (t.is(i, '(') && !own.isUnbounded(i + 1, t.mate(i))) {
                return false;
            }
        }
        return own.isUnbounded(from, to);
    }

    /** {@code id >= (SELECT min(id) FROM the same table)}, and the greatest alike. */
    boolean ownExtreme(Comparison operator, int from, int to, int right, int rightEnd) {
        int function = right + 2;
        if (!t.is(right + 1, Keyword.SELECT) || t.mate(right) != rightEnd - 1) {
            return false;
        }
        if (operator != Comparison.NOT_LESS && operator != Comparison.NOT_GREATER) {
            return false;
        }
        boolean least = operator == Comparison.NOT_LESS;
        int close = t.is(function + 1, '(') ? t.mate(function + 1) : function;
        if (t.isWord(function, least ? "min" : "max")) {
            return t.is(close + 1, Keyword.FROM)
                    && own.all(close + 2, -1)
                    && sameColumns(from, to, function + 2, close)
                    && own.isUnbounded(close + 2, rightEnd - 1);
        }
        return ordered(least, from, to, right + 1, rightEnd - 1);
    }

    /** {@code (SELECT id FROM t ORDER BY id DESC LIMIT 1)}. */
    private boolean ordered(boolean least, int from, int to, int query, int close) {
        int tables = after(query, close, Keyword.FROM);
        int order = after(query, close, Keyword.ORDER);
        int limit = after(query, close, Keyword.LIMIT);
        int column = order + 1;
        if (limit > close || order > limit || tables > order || !t.isName(column)) {
            return false;
        }
        int columnEnd = w.names.end(column);
        boolean descends = t.is(columnEnd, Keyword.DESC);
        int end = descends || t.is(columnEnd, Keyword.ASC) ? columnEnd + 1 : columnEnd;
        return descends != least
                && end == limit - 1
                && limit + 1 == close
                && t.isText(limit, "1")
                && own.all(tables, -1)
                && own.isUnbounded(tables, order - 1)
                && sameColumns(from, to, query + 1, tables - 1)
                && sameColumns(from, to, column, columnEnd);
    }

    /** {@code (SELECT count(*) FROM u …)}: the query whose rows are counted, or -1. */
    int counted(int from, int to) {
        return t.is(from, '(')
                        && t.mate(from) == to - 1
                        && t.is(from + 1, Keyword.SELECT)
                        && t.isWord(from + 2, "count")
                        && t.is(from + 3, '(')
                        && t.is(t.mate(from + 3) + 1, Keyword.FROM)
                ? from + 1
                : -1;
    }

    /** {@code t.id = x.id}, where x is all of t, and the row itself is one of those that fit. */
    boolean joined(int a, int aEnd, int b, int bEnd) {
        return sides.column(a, aEnd)
                && sides.column(b, bEnd)
                && own.joined(sides.query(), a, aEnd, b, bEnd);
    }
}
