package dev.holdpoint.analysis.sql;

/**
 * Tells a MERGE that changes every row: its condition says nothing of the rows, and a branch that
 * has no condition of its own updates.
 */
final class Matching {

    private final Walker w;
    private final Tokens t;
    private final Scope scope;
    private final int target;
    private final int source;

    /** Of the MERGE whose target, with its alias, stands from one token to the other. */
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
        boolean holds = new Condition(t, w, scope).alwaysHolds(on + 1, when);
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
                                && !new Condition(t, w, scope).alwaysHolds(i + 1, then);
                i = then;
            } else if (t.is(i, Keyword.UPDATE) && !bounded) {
                return true;
            }
        }
        return false;
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
