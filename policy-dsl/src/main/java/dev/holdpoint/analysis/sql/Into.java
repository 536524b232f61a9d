package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.Optional;

/** Reads where INTO puts the rows of a query: a table, a file on the server, or variables. */
final class Into {

    private final Walker w;
    private final Tokens t;
    private final Names names;
    private final Findings findings;

    Into(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.names = w.names;
        this.findings = w.findings;
    }

    /** {@code SELECT … INTO}: a table, a file or variables. */
    int read(int i, Clauses.Role role) {
        int j = i + 1;
        if (t.is(j, Keyword.OUTFILE)
                || t.is(j, Keyword.DUMPFILE)
                || t.isWord(j, "local") && t.is(j + 1, Keyword.OUTFILE)) {
            findings.kind(StatementKind.SELECT_INTO);
            findings.kind(StatementKind.UNLOAD);
            boolean over = t.type(j + 1) == Tokens.STRING && t.is(j + 2, Keyword.TRUNCATE);
            findings.deed(over ? Verb.DESTROY : Verb.WRITE, Optional.of("file"));
            w.transfers().written(t.type(j + 1) == Tokens.STRING ? j + 1 : j);
            return j + 1;
        }
        if (role == Clauses.Role.INSERT) {
            // INSERT ALL INTO a … INTO b …
            if (t.isName(j)) {
                int end = names.end(j);
                findings.write(names, j, end);
                w.forget(j, end);
                return end;
            }
            w.forget(j);
            return j;
        }
        while (t.is(j, Keyword.TEMP)
                || t.is(j, Keyword.TEMPORARY)
                || t.is(j, Keyword.LOCAL)
                || t.is(j, Keyword.GLOBAL)
                || t.is(j, Keyword.UNLOGGED)
                || t.is(j, Keyword.TABLE)) {
            j++;
        }
        boolean named = t.isName(j);
        if (named && w.dialect.has(Trait.SELECT_INTO_TABLE) && !w.variablesInto()) {
            int end = names.end(j);
            findings.kind(StatementKind.SELECT_INTO);
            findings.write(names, j, end);
            findings.deed(Verb.WRITE, Optional.of("table"));
            return end;
        }
        // variables, one or more
        while (t.isName(j) && !t.key(j).between() || t.type(j) == Tokens.VARIABLE) {
            w.forget(j);
            j = t.isName(j) ? names.end(j) : j + 1;
            if (!t.is(j, ',')) {
                break;
            }
            j++;
        }
        return j;
    }
}
