package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Verb;

/** Reads EXPLAIN: what it only shows, and what it runs to show it. */
final class Explanations {

    private final Walker w;

    Explanations(Walker w) {
        this.w = w;
    }

    int explain(int i) {
        Tokens t = w.tokens;
        w.findings.kind(StatementKind.EXPLAIN);
        w.findings.deed(Verb.READ);
        boolean runs = t.is(i, Keyword.ANALYZE);
        int j = i + 1;
        if (t.is(j, '(') && !w.boundaries.startsStatement(j + 1)) {
            int close = t.mate(j);
            for (int o = j + 1; o < close; o++) {
                if (t.is(o, Keyword.ANALYZE) || t.is(o, Keyword.ANALYSE)) {
                    boolean off =
                            t.is(o + 1, Keyword.FALSE)
                                    || t.isWord(o + 1, "off")
                                    || t.type(o + 1) == Tokens.NUMBER && t.raw(o + 1).equals("0");
                    runs |= !off;
                }
            }
            j = close + 1;
        }
        while (!w.boundaries.endsStatement(j)) {
            if (t.is(j, Keyword.ANALYZE) || t.is(j, Keyword.ANALYSE)) {
                runs = true;
                j++;
            } else if (begins(j)) {
                break;
            } else if (t.is(j, '(')) {
                break;
            } else {
                j++;
            }
        }
        if (w.boundaries.endsStatement(j)) {
            return j;
        }
        if (!runs) {
            w.findings.beginShowing();
            int end = w.statement(j);
            w.findings.endShowing();
            for (int k = j; k < end; k++) {
                if (t.type(k) == Tokens.STRING) {
                    w.transfers().file(k); // which is opened for its columns
                }
            }
            return end;
        }
        Verb before = w.findings.verb();
        Findings.Deed outer = w.findings.beginDefinition();
        int end = w.statement(j);
        w.findings.endDefinition(outer, EXPLAINED);
        Findings.Deed deed = w.findings.definition(EXPLAINED).orElse(Findings.Deed.NOTHING);
        w.findings.deed(deed);
        if (deed.verb() != Verb.READ && before != Verb.UNKNOWN) {
            // it promises a plan and makes a change
            w.findings.disguised(deed.verb());
        }
        return end;
    }

    private static final String EXPLAINED = " explained";

    /** True where the statement that is explained begins. */
    private boolean begins(int i) {
        switch (w.tokens.key(i)) {
            case SELECT,
            WITH,
            VALUES,
            INSERT,
            UPDATE,
            DELETE,
            MERGE,
            REPLACE,
            CREATE,
            ALTER,
            DROP,
            TRUNCATE,
            EXECUTE,
            EXEC,
            CALL,
            DECLARE,
            COPY,
            REFRESH,
            BEGIN,
            DO:
                return true;
            case TABLE:
                return w.dialect.name().equals("postgresql");
            default:
                return false;
        }
    }
}
