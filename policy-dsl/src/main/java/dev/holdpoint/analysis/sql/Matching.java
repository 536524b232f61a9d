package dev.holdpoint.analysis.sql;

/**
 * Tells changes of every row that do not look so: a MERGE whose condition says nothing of the rows,
 * with a branch that has no condition of its own and updates; rows that are put back into the table
 * that they were read from.
 */
final class Matching {

    private final Walker w;
    private final Tokens t;
    private final Scope scope;
    private final int target;
    private final int source;

    /** Of the statement whose target, with its alias, stands from one token to the other. */
    Matching(Walker w, Scope scope, int target, int source) {
        this.w = w;
        this.t = w.tokens;
        this.scope = scope;
        this.target = target;
        this.source = source;
    }

    /** True where the MERGE, up to there, updates every row. */
    boolean changesEveryRow(int end) {
        int on = -1;
        int when = source;
        while (when < end && !t.is(when, Keyword.WHEN)) {
            on = t.is(when, Keyword.ON) ? when : on;
            when = t.is(when, '(') ? t.mate(when) + 1 : when + 1;
        }
        if (on < 0 || when >= end) {
            return false;
        }
        boolean holds = isItself(on, when) || new Bounding(t, w, scope).alwaysHolds(on + 1, when);
        if (!holds && !constant(on + 1, when)) {
            return false;
        }
        boolean never = !holds && nameless(on + 1, when);
        boolean bounded = false;
        for (int i = when; i < end; i++) {
            if (t.is(i, '(')) {
                i = t.mate(i);
            } else if (t.is(i, Keyword.WHEN)) {
                // where it never holds, no row is matched: WHEN NOT MATCHED BY SOURCE
                bounded = never && !t.is(i + 1, Keyword.NOT);
            } else if (t.is(i, Keyword.AND)) {
                int then = i + 1;
                while (then < end && !t.is(then, Keyword.THEN)) {
                    then = t.is(then, '(') ? t.mate(then) + 1 : then + 1;
                }
                bounded |=
                        !constant(i + 1, then)
                                && !new Bounding(t, w, scope).alwaysHolds(i + 1, then);
                i = then;
            } else if (t.is(i, Keyword.UPDATE) && !bounded) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@code INSERT INTO t SELECT … FROM t ON CONFLICT (id) DO UPDATE SET a = 0}: an update of the
     * rows that are read, by another name. True where neither the query nor the update is bounded.
     *
     * @param table the last part of the target's name
     * @param upserts true where every row that is there is overwritten
     */
    boolean putsBack(int table, int end, boolean upserts) {
        if (t.is(source, Keyword.VALUES)) {
            return false;
        }
        int i = source;
        int close = end;
        if (t.is(i, '(') && w.boundaries.startsStatement(i + 1)) {
            close = t.mate(i);
            i++;
        }
        boolean itself = false;
        boolean sources = false;
        boolean updates = upserts;
        for (; i < end; i++) {
            sources |= t.is(i, Keyword.FROM) || t.is(i, Keyword.TABLE);
            sources &= !t.is(i, Keyword.ON) && !t.is(i, Keyword.GROUP) && !t.is(i, Keyword.ORDER);
            boolean first =
                    t.is(i, Keyword.FROM)
                            || t.is(i, Keyword.TABLE)
                            || sources && (t.is(i, ',') || t.is(i, Keyword.CROSS));
            int name = t.is(i, Keyword.CROSS) ? i + 2 : i + 1;
            if (t.is(i, '(') && !(sources && t.is(i - 1, Keyword.FROM))) {
                i = t.mate(i);
            } else if (first && t.isName(name)) {
                itself |= i < close && isTable(table, name);
            } else if (t.is(i, Keyword.WHERE)) {
                int to = conditionEnd(i + 1, end);
                if (!new Bounding(t, w, scope).alwaysHolds(i + 1, to)) {
                    return false;
                }
                i = to - 1;
            } else {
                updates |=
                        t.is(i, Keyword.DUPLICATE)
                                || t.is(i, Keyword.UPDATE) && t.is(i - 1, Keyword.DO);
            }
        }
        return itself && updates;
    }

    private int conditionEnd(int from, int end) {
        int i = from;
        while (i < end
                && !t.is(i, ')')
                && !t.is(i, Keyword.ON)
                && !t.is(i, Keyword.GROUP)
                && !t.is(i, Keyword.ORDER)
                && !t.is(i, Keyword.LIMIT)
                && !t.is(i, Keyword.RETURNING)) {
            i = t.is(i, '(') ? t.mate(i) + 1 : i + 1;
        }
        return i;
    }

    /** {@code MERGE INTO t USING t s ON t.id = s.id}: each row meets itself. */
    private boolean isItself(int on, int when) {
        if (!t.is(source, Keyword.USING) || !t.isName(source + 1) || !t.isName(target)) {
            return false;
        }
        int table = w.names.lastPart(target, w.names.end(target));
        boolean same = isTable(table, source + 1) && !t.is(w.names.end(source + 1), '(');
        for (int i = on; same && i < when; i++) {
            same = t.type(i) != Tokens.STRING && t.type(i) != Tokens.NUMBER;
        }
        return same;
    }

    /** True where the name that begins there may be the target's: its schema may be left out. */
    private boolean isTable(int table, int name) {
        int last = w.names.lastPart(name, w.names.end(name));
        boolean schemas = t.is(table - 1, '.') && t.is(last - 1, '.') && last > name;
        return w.names.same(table, last) && (!schemas || w.names.same(table - 2, last - 2));
    }

    /**
     * True where no name in that range is one of the target's: what is said is the same for every
     * row of it.
     */
    private boolean constant(int from, int to) {
        int i = from;
        while (i < to) {
            if (t.type(i) == Tokens.PARAMETER) {
                return false;
            }
            boolean name = t.type(i) == Tokens.QUOTED || t.isName(i) && t.key(i) == Keyword.OTHER;
            if (name && t.is(i + 1, '.') && !isTarget(i)) {
                i = w.names.end(i);
            } else if (name && !t.is(i + 1, '(')) {
                return false;
            } else {
                i++;
            }
        }
        return true;
    }

    private boolean nameless(int from, int to) {
        for (int i = from; i < to; i++) {
            if (t.isName(i) && t.key(i) == Keyword.OTHER) {
                return false;
            }
        }
        return true;
    }

    private boolean isTarget(int name) {
        for (int i = target; i < source; i++) {
            if (t.isName(i) && w.names.same(i, name)) {
                return true;
            }
        }
        return false;
    }
}
