package dev.holdpoint.analysis.sql;

/**
 * Oracle: what begins a part of a trigger, a package or a block and is no statement of its own:
 * {@code AFTER EACH ROW IS}, {@code PROCEDURE p(…) IS}.
 */
final class Parts {

    private final Walker w;
    private final Tokens t;

    Parts(Walker w) {
        this.w = w;
        this.t = w.tokens;
    }

    /** The index behind what begins a part there; the same index where nothing does. */
    int begin(int i) {
        if (!w.inBlock() && !w.isDeclaring()) {
            return i;
        }
        boolean routine = t.is(i, Keyword.PROCEDURE) || t.is(i, Keyword.FUNCTION);
        if (routine && t.isName(i + 1)) {
            return header(i + 1);
        }
        return w.inBlock() && isTime(i) ? section(i) : i;
    }

    private boolean isTime(int i) {
        return (t.isWord(i, "before") || t.is(i, Keyword.AFTER) || t.is(i, Keyword.INSTEAD))
                && (t.is(i + 1, Keyword.EACH) || t.is(i + 1, Keyword.STATEMENT));
    }

    private int section(int i) {
        int j = t.is(i + 1, Keyword.EACH) ? i + 3 : i + 2;
        if (!t.is(j, Keyword.IS) && !t.is(j, Keyword.AS)) {
            return i;
        }
        w.declaring(true);
        return j + 1;
    }

    /** To the end of a header, where its declarations begin if the routine has a body here. */
    private int header(int name) {
        w.findings.kind(StatementKind.DECLARE);
        int i = w.names.end(name);
        while (!w.boundaries.endsStatement(i)) {
            if (t.is(i, '(')) {
                i = t.mate(i) + 1;
            } else if (t.is(i, Keyword.IS) || t.is(i, Keyword.AS)) {
                w.declaring(true);
                return i + 1;
            } else {
                i++;
            }
        }
        return i;
    }
}
