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
                sides.enterSubquery();
                Truth value = condition.truth(i + 1, Math.min(to, close), depth + 1);
                sides.leaveSubquery();
                return value;
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

    /** {@code id IN (SELECT id FROM the same table)}, without a condition that bounds. */
    boolean ownRows(int from, int to, int query, int close, int depth) {
        if (!t.is(query, Keyword.SELECT) || !t.isName(to - 1)) {
            return false;
        }
        int column = query + 1;
        if (t.is(column, Keyword.DISTINCT)) {
            column++;
        }
        if (!t.isName(column)) {
            return false;
        }
        int columnEnd = w.names.end(column);
        if (!t.is(columnEnd, Keyword.FROM)
                || !w.names.last(from, to).equals(w.names.last(column, columnEnd))
                || !t.isName(columnEnd + 1)) {
            return false;
        }
        int table = columnEnd + 1;
        int tableEnd = w.names.end(table);
        if (!scope.hasTable(w.names.text(table, tableEnd))) {
            return false;
        }
        for (int i = tableEnd; i < close; i++) {
            if (t.is(i, Keyword.WHERE)) {
                return condition.truth(i + 1, close, depth + 1) == Truth.ALWAYS;
            }
            if (t.is(i, Keyword.LIMIT)
                    || t.is(i, Keyword.JOIN)
                    || t.is(i, Keyword.HAVING)
                    || t.is(i, Keyword.FETCH)
                    || t.is(i, ',')) {
                return false;
            }
        }
        return true;
    }
}
