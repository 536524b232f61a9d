package dev.holdpoint.analysis.sql;

/**
 * Conditions on the rows of a query: {@code EXISTS (…)}, {@code id IN (SELECT id …)}. They bound as
 * far as the query does, which is a condition again. Made only where a condition has a query in it.
 */
final class Subqueries {

    /** Schemas that a table is looked for in when none is named. */
    private static final String[] DEFAULT_SCHEMAS = {"public.", "dbo.", "main."};

    private final Condition condition;
    private final Operands sides;
    private final Tokens t;
    private final Walker w;
    private final Scope scope;

    Subqueries(Condition condition, Operands sides, Tokens t, Walker w, Scope scope) {
        this.condition = condition;
        this.sides = sides;
        this.t = t;
        this.w = w;
        this.scope = scope;
    }

    /** {@code EXISTS (…)}: does not depend on the row unless a condition inside does. */
    Truth anyRow(int from, int close, int depth) {
        if (!w.boundaries.startsStatement(from)) {
            return Truth.OPEN;
        }
        for (int i = from; i < close; i++) {
            if (t.is(i, '(')) {
                i = t.mate(i);
            } else if (t.is(i, Keyword.WHERE)) {
                int to = i + 1;
                while (to < close && !t.is(to, Keyword.GROUP) && !t.is(to, Keyword.LIMIT)) {
                    to = t.is(to, '(') ? t.mate(to) + 1 : to + 1;
                }
                return where(i + 1, Math.min(to, close), depth);
            } else if (t.is(i, Keyword.HAVING)
                    || t.is(i, Keyword.JOIN)
                    || t.is(i, Keyword.LIMIT)
                    || t.is(i, Keyword.OFFSET)
                    || t.is(i, Keyword.FETCH)) {
                return Truth.OPEN;
            }
        }
        return Truth.ALWAYS;
    }

    private Truth where(int from, int to, int depth) {
        sides.enterSubquery();
        Truth value = condition.truth(from, to, depth + 1);
        sides.leaveSubquery();
        return value;
    }

    /**
     * {@code id IN (…)}: always where the query is that of the column's own rows and no condition
     * bounds it, or where it gives the column itself; never where it gives no rows.
     */
    Truth among(int from, int to, int query, int close, int depth) {
        boolean always =
                switch (t.key(query)) {
                    case TABLE -> t.isName(query + 1) && isOwn(query + 1);
                    case VALUES ->
                            t.is(query + 1, '(')
                                    && sides.same(from, to, query + 1, t.mate(query + 1) + 1);
                    case WITH -> isUnbounded(query, close) && asksOwn(query, close);
                    default -> false;
                };
        if (always) {
            return Truth.ALWAYS;
        }
        return t.is(query, Keyword.SELECT) ? selected(from, to, query, close, depth) : Truth.OPEN;
    }

    private Truth selected(int from, int to, int query, int close, int depth) {
        int list = t.is(query + 1, Keyword.DISTINCT) ? query + 2 : query + 1;
        int tables = after(list, close, Keyword.FROM);
        if (tables > close) {
            return sides.same(from, to, list, close) ? Truth.ALWAYS : Truth.OPEN;
        }
        int where = after(tables, close, Keyword.WHERE);
        if (where <= close
                && after(tables, close, Keyword.UNION) > close
                && where(where, close, depth) == Truth.NEVER) {
            return Truth.NEVER;
        }
        if (!t.isName(tables) || !isOwn(tables) || !sameColumns(from, to, list, tables - 1)) {
            return Truth.OPEN;
        }
        int end = w.names.end(tables);
        if (where <= close) {
            return isUnbounded(end, where - 1)
                            && condition.truth(where, close, depth + 1) == Truth.ALWAYS
                    ? Truth.ALWAYS
                    : Truth.OPEN;
        }
        for (int i = end; i < close; i++) {
            if (t.is(i, ',')) {
                return Truth.OPEN; // another table
            }
        }
        return isUnbounded(end, close) ? Truth.ALWAYS : Truth.OPEN;
    }

    /** The index after the first such word outside of parentheses; past the end if none is. */
    private int after(int from, int close, Keyword word) {
        int i = from;
        while (i < close && !t.is(i, word)) {
            i = t.is(i, '(') ? t.mate(i) + 1 : i + 1;
        }
        return i < close ? i + 1 : close + 1;
    }

    /** True where both ranges are columns of the same names in the same order. */
    private boolean sameColumns(int from, int to, int list, int listEnd) {
        if (t.is(from, '(') && t.mate(from) == to - 1) {
            return sameColumns(from + 1, to - 1, list, listEnd);
        }
        if (t.is(list, '(') && t.mate(list) == listEnd - 1) {
            return sameColumns(from, to, list + 1, listEnd - 1);
        }
        int a = from;
        int b = list;
        while (t.isName(a) && t.isName(b)) {
            int aEnd = w.names.end(a);
            int bEnd = w.names.end(b);
            if (!w.names.last(a, aEnd).equals(w.names.last(b, bEnd))) {
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

    /** True where the table that is changed is named there. */
    private boolean isOwn(int table) {
        String name = w.names.text(table, w.names.end(table));
        if (scope.hasTable(name)) {
            return true;
        }
        for (String schema : DEFAULT_SCHEMAS) {
            if (name.startsWith(schema)
                    ? scope.hasTable(name.substring(schema.length()))
                    : scope.hasTable(schema + name)) {
                return true;
            }
        }
        return false;
    }

    private boolean asksOwn(int from, int to) {
        for (int i = from; i < to; i++) {
            if (t.is(i, Keyword.FROM) && t.isName(i + 1) && isOwn(i + 1)) {
                return true;
            }
        }
        return false;
    }

    /** True where no word leaves rows out. */
    private boolean isUnbounded(int from, int to) {
        for (int i = from; i < to; i++) {
            switch (t.key(i)) {
                case WHERE,
                JOIN,
                LIMIT,
                HAVING,
                FETCH,
                OFFSET,
                EXCEPT,
                INTERSECT,
                MINUS,
                TOP,
                QUALIFY:
                    return false;
                default:
                    break;
            }
        }
        return true;
    }

    /** {@code id >= (SELECT min(id) FROM the same table)}, and the greatest alike. */
    boolean ownExtreme(Comparison operator, int from, int to, int right, int rightEnd) {
        int function = right + 2;
        if (!t.is(right + 1, Keyword.SELECT)
                || t.mate(right) != rightEnd - 1
                || !t.is(function + 1, '(')
                || !(operator == Comparison.NOT_LESS && t.isWord(function, "min")
                        || operator == Comparison.NOT_GREATER && t.isWord(function, "max"))) {
            return false;
        }
        int close = t.mate(function + 1);
        return t.is(close + 1, Keyword.FROM)
                && t.isName(close + 2)
                && isOwn(close + 2)
                && sameColumns(from, to, function + 2, close)
                && isUnbounded(close + 2, rightEnd - 1);
    }
}
