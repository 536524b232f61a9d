package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.analysis.sql.Findings.Where;
import dev.holdpoint.effect.Verb;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what changes rows: INSERT, UPDATE, DELETE, MERGE, COPY and their relatives. */
final class Changes {

    private final Walker w;
    private final Tokens t;
    private final Findings findings;

    Changes(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.findings = w.findings;
    }

    int insert(int i, @Nullable Scope outer) {
        boolean replaces = t.is(i, Keyword.REPLACE);
        findings.kind(replaces ? StatementKind.REPLACE : StatementKind.INSERT);
        boolean overwrites = false;
        int j = i + 1;
        while (true) {
            Keyword k = t.key(j);
            if (k == Keyword.OVERWRITE) {
                overwrites = true;
            } else if (k == Keyword.OR) {
                replaces |= t.is(j + 1, Keyword.REPLACE);
                j++;
            } else if (k != Keyword.LOW_PRIORITY
                    && k != Keyword.DELAYED
                    && k != Keyword.HIGH_PRIORITY
                    && k != Keyword.IGNORE
                    && k != Keyword.ALL
                    && k != Keyword.FIRST
                    && k != Keyword.LOCAL) {
                break;
            }
            j++;
        }
        if (t.is(j, Keyword.TOP) && t.is(j + 1, '(')) {
            j = t.mate(j + 1) + 1;
        }
        Verb verb = Verb.WRITE;
        if (replaces) {
            findings.kind(StatementKind.REPLACE);
            verb = Verb.DESTROY;
        }
        if (overwrites) {
            findings.kind(StatementKind.OVERWRITE);
            verb = Verb.DESTROY;
        }
        Scope scope = new Scope(outer, findings, w.names);
        if (t.is(j, Keyword.WHEN)) {
            // INSERT ALL WHEN … THEN INTO …: the targets follow
            findings.deed(Findings.Deed.onTable(verb));
            return w.clauses.scan(j, scope, Clauses.Role.INSERT, Clauses.Stop.NOTHING);
        }
        if (t.is(j, Keyword.DIRECTORY)) {
            findings.kind(StatementKind.UNLOAD);
            findings.deed(verb, Optional.of("file"));
            findings.unnamedWrite();
            return w.clauses.scan(j + 1, scope, Clauses.Role.INSERT, Clauses.Stop.NOTHING);
        }
        findings.deed(Findings.Deed.onTable(verb));
        triggers();
        if (t.is(j, Keyword.INTO)) {
            j++;
        }
        if (t.is(j, Keyword.TABLE) && (t.isName(j + 1) || t.is(j + 1, Keyword.FUNCTION))) {
            j++;
        }
        if (t.is(j, Keyword.FUNCTION) && t.isName(j + 1)) {
            // ClickHouse: a file, another server; truncated only where a setting says so
            w.findings.unnamedWrite();
            int end = w.clauses.scan(j + 1, scope, Clauses.Role.INSERT, Clauses.Stop.NOTHING);
            Consequences.aggravate(t, w.dialect, i, end, findings);
            return end;
        }
        int named = j;
        j = target(j, scope);
        if (t.is(j, '(') && !w.boundaries.startsStatement(j + 1)) {
            int close = t.mate(j);
            if (w.dialect.has(Trait.TEXT_INDEX)) {
                new TextIndex(w).commands(named, j, close);
            }
            char before = '(';
            for (int c = j + 1; c < close; c++) {
                long token = t.at(c);
                boolean begins = before == '(' || before == ',' && !t.is(c + 1, '(');
                if (begins && Tokens.isName(token)) {
                    scope.column(c);
                }
                before = Tokens.operatorOf(token);
            }
            j = close + 1;
        }
        int end = w.clauses.scan(j, scope, Clauses.Role.INSERT, Clauses.Stop.NOTHING);
        int table = w.names.lastPart(named, w.names.end(named));
        if (t.isName(table)
                && new Matching(w, scope, named, j).putsBack(table, end, t.is(i, Keyword.UPSERT))) {
            findings.where(Where.TAUTOLOGY);
            findings.deed(Findings.Deed.onTable(Verb.DESTROY));
        }
        return end;
    }

    /** Hive: one more INSERT of the rows of the same FROM; returns the index after its table. */
    int again(int i) {
        findings.kind(StatementKind.INSERT);
        if (t.is(i + 1, Keyword.OVERWRITE)) {
            findings.kind(StatementKind.OVERWRITE);
            findings.deed(Findings.Deed.onTable(Verb.DESTROY));
        }
        int j = t.is(i + 2, Keyword.TABLE) ? i + 3 : i + 2;
        if (!t.isName(j) || t.is(j, Keyword.DIRECTORY) || t.is(j, Keyword.LOCAL)) {
            findings.unnamedWrite();
            return j;
        }
        int end = w.names.end(j);
        written(j, end);
        return end;
    }

    /** The table that is changed, with its alias; returns the index after it. */
    private int target(int i, Scope scope) {
        if (t.is(i, '(')) {
            int close = t.mate(i);
            int before = i + 1;
            if (w.boundaries.startsStatement(before)) {
                // Oracle changes the tables under a query
                findings.unnamedWrite();
                w.clauses.nested(before, close, scope);
            } else {
                w.clauses.group(before, close, scope);
            }
            return close + 1;
        }
        if (t.type(i) == Tokens.VARIABLE || t.type(i) == Tokens.PARAMETER) {
            return i + 1;
        }
        if (!t.isName(i)) {
            findings.unnamedWrite();
            return i;
        }
        int end = w.names.end(i);
        if (t.is(end, '(') && !insertColumns(i, end)) {
            // IDENTIFIER('t'), OPENQUERY(…)
            findings.unnamedWrite();
            w.functions.called(i, end, scope);
            return t.mate(end) + 1;
        }
        written(i, end);
        scope.table(w.names.lastPart(i, end), i, end);
        return end;
    }

    private boolean insertColumns(int i, int end) {
        return !(end == i + 1
                && (t.isText(i, "identifier")
                        || t.isText(i, "openquery")
                        || t.isText(i, "openrowset")
                        || t.isText(i, "opendatasource")
                        || t.isText(i, "table")));
    }

    /** The table whose name stands in that range is changed. */
    void written(int from, int to) {
        if (w.clauses.isCte(from, to)) {
            findings.unnamedWrite();
        }
        findings.write(w.names, from, to);
        for (int i = from; i < to; i++) {
            if (Template.isHole(t, i)) {
                // rows of some tables are code that runs, or rights
                findings.hidden("the table that is changed is computed");
            }
        }
        Optional<Findings.Deed> more = Consequences.table(w.names, t, w.dialect, from, to);
        if (more.isPresent()) {
            findings.deed(more.get());
        }
    }

    int update(int i, @Nullable Scope outer) {
        int j = i + 1;
        if (t.isWord(j, "statistics") && !isChanged(j)) {
            findings.kind(StatementKind.ANALYZE);
            findings.deed(Findings.Deed.onTable(Verb.WRITE));
            return w.skip(j);
        }
        findings.kind(StatementKind.UPDATE);
        if (t.is(j, Keyword.OR)) {
            if (t.is(j + 1, Keyword.REPLACE)) {
                findings.kind(StatementKind.REPLACE);
                findings.deed(Findings.Deed.onTable(Verb.DESTROY));
            }
            j += 2;
        }
        while (t.is(j, Keyword.LOW_PRIORITY) || t.is(j, Keyword.IGNORE) || t.is(j, Keyword.ONLY)) {
            j++;
        }
        if (t.is(j, Keyword.TOP) && t.is(j + 1, '(')) {
            j = t.mate(j + 1) + 1;
        }
        Scope scope = new Scope(outer, findings, w.names);
        triggers();
        int named = j;
        j = target(j, scope);
        Scope through = through(named, j);
        int target = j;
        j = portion(j);
        boolean portion = j > target;
        j = alias(j, scope);
        while (t.is(j, ',') && t.isName(j + 1)) {
            // MySQL: UPDATE a, b SET b.x = 1
            j = alias(target(j + 1, scope), scope);
        }
        scope.begins(i);
        int end = w.clauses.scan(j, scope, Clauses.Role.UPDATE, Clauses.Stop.NOTHING);
        if (!portion || scope.whereFrom > 0) {
            bound(scope, through, Verb.WRITE);
        } else {
            findings.where(Where.BOUNDED);
            findings.deed(Findings.Deed.onTable(Verb.WRITE));
        }
        return end;
    }

    /**
     * Tells a table named {@code statistics} from the statement UPDATE STATISTICS: a column is set
     * before the statement ends, or the name is a part of one.
     */
    private boolean isChanged(int table) {
        if (t.is(table + 1, '.')) {
            return true;
        }
        int j = table + 1;
        while (t.type(j) != Tokens.END
                && t.type(j) != Tokens.TERMINATOR
                && !t.is(j, Keyword.UPDATE)) {
            if (t.is(j, Keyword.SET)
                    && (t.is(j + 1, '(') || t.isName(j + 1) && t.is(w.names.end(j + 1), '='))) {
                return true;
            }
            j++;
        }
        return false;
    }

    /** {@code FOR PORTION OF period FROM a TO b} (SQL:2011) bounds a change by time. */
    private int portion(int i) {
        if (!t.is(i, Keyword.FOR) || !t.isWord(i + 1, "portion")) {
            return i;
        }
        int j = i + 2;
        while (!w.boundaries.endsStatement(j)
                && !t.is(j, Keyword.SET)
                && !t.is(j, Keyword.WHERE)
                && !t.is(j, Keyword.RETURNING)) {
            j++;
        }
        return j;
    }

    private int alias(int i, Scope scope) {
        int j = i;
        if (t.is(j, '*')) {
            j++;
        }
        if (t.is(j, Keyword.AS)) {
            j++;
        }
        if (t.isName(j) && !t.key(j).between() && scope.hasTables()) {
            scope.renameLast(j);
            j++;
        }
        return j;
    }

    /**
     * The query through which the rows are changed that stand in that range, as the target that was
     * just read: one in parentheses; in Transact-SQL one that WITH has named, while elsewhere a
     * table of that name is meant. Null where it is a table.
     */
    private @Nullable Scope through(int from, int to) {
        if (t.is(from, '(')) {
            int alias = t.is(to, Keyword.AS) ? to + 1 : to;
            int after = t.isName(alias) && !t.key(alias).between() ? alias + 1 : alias;
            boolean nothingElse = t.is(after, Keyword.SET) || w.boundaries.endsStatement(after);
            return nothingElse && w.boundaries.startsStatement(from + 1)
                    ? findings.lastClosed()
                    : null;
        }
        boolean named = w.dialect.has(Trait.NO_TERMINATOR) && w.clauses.isCte(from, to);
        return named ? w.clauses.cteScope(from) : null;
    }

    /**
     * What the condition of an update or a delete bounds.
     *
     * @param through the query whose rows are changed; its own condition counts where there is no
     *     other, and no other table
     */
    private void bound(Scope scope, @Nullable Scope through, Verb bounded) {
        Where where;
        if (scope.whereFrom > 0) {
            where = bound(scope);
        } else if (through != null
                && through.whereFrom > 0
                && through.isSingle()
                && (scope.isSingle()
                        ? w.clauses.isCte(scope.source(0), scope.source(0) + 1)
                        : !scope.hasTables())) {
            where = bound(through);
        } else {
            where = Where.NONE;
        }
        findings.where(where);
        findings.deed(Findings.Deed.onTable(where == Where.BOUNDED ? bounded : Verb.DESTROY));
    }

    private Where bound(Scope scope) {
        if (Bounding.boundsAtOnce(t, w, scope, scope.whereFrom, scope.whereTo)) {
            return Where.BOUNDED;
        }
        Bounding condition = new Bounding(t, w, scope);
        if (condition.alwaysHolds(scope.whereFrom, scope.whereTo)) {
            return Where.TAUTOLOGY;
        }
        if (condition.leans(scope.whereFrom, scope.whereTo)) {
            findings.leans();
        }
        return Where.BOUNDED;
    }

    int delete(int i, @Nullable Scope outer) {
        findings.kind(StatementKind.DELETE);
        int j = i + 1;
        while (t.is(j, Keyword.LOW_PRIORITY)
                || t.is(j, Keyword.QUICK)
                || t.is(j, Keyword.IGNORE)
                || t.is(j, Keyword.HISTORY) && t.is(j + 1, Keyword.FROM)) {
            j++;
        }
        if (t.is(j, Keyword.TOP) && t.is(j + 1, '(')) {
            j = t.mate(j + 1) + 1;
        }
        Scope scope = new Scope(outer, findings, w.names);
        triggers();
        boolean from = t.is(j, Keyword.FROM);
        if (from) {
            j++;
        }
        if (t.is(j, Keyword.ONLY)) {
            j++;
        }
        if (w.dialect.has(Trait.NO_TERMINATOR) && t.type(j) == Tokens.VARIABLE) {
            // DELETE FROM @t: a table that only this text has
            findings.deed(Findings.Deed.onTable(Verb.WRITE));
            Scope local = new Scope(outer, findings, w.names);
            return w.clauses.scan(j + 1, local, Clauses.Role.DELETE, Clauses.Stop.NOTHING);
        }
        int first = j;
        Scope through = null;
        while (true) {
            int before = j;
            j = target(j, scope);
            through = before == first ? through(first, j) : null;
            if (t.is(j, ',') && j > before) {
                j++;
            } else {
                break;
            }
        }
        if (!from && t.is(j, Keyword.FROM)) {
            // the names before FROM are tables or their aliases: DELETE u FROM users u
            scope.begins(i);
            int end = w.clauses.scan(j, scope, Clauses.Role.DELETE, Clauses.Stop.NOTHING);
            aliases(first, j, scope);
            bound(scope, null, Verb.DESTROY);
            return end;
        }
        j = alias(portion(j), scope);
        scope.begins(i);
        int end = w.clauses.scan(j, scope, Clauses.Role.DELETE, Clauses.Stop.NOTHING);
        bound(scope, through, Verb.DESTROY);
        return end;
    }

    /** Names the tables behind the aliases that are deleted from. */
    private void aliases(int from, int to, Scope scope) {
        for (int i = from; i < to; i++) {
            if (t.isName(i)) {
                String alias = w.names.part(i);
                for (String table : scope.tablesOf(alias)) {
                    if (table.isEmpty()) {
                        findings.unnamedWrite();
                    } else {
                        w.write(table);
                    }
                }
            }
        }
    }

    int merge(int i, @Nullable Scope outer) {
        findings.kind(StatementKind.MERGE);
        findings.deed(Findings.Deed.onTable(Verb.WRITE));
        int j = i + 1;
        if (t.is(j, Keyword.TOP) && t.is(j + 1, '(')) {
            j = t.mate(j + 1) + 1;
        }
        if (t.is(j, Keyword.INTO)) {
            j++;
        }
        Scope scope = new Scope(outer, findings, w.names);
        triggers();
        int target = j;
        j = target(j, scope);
        if (t.is(j, Keyword.WITH) && t.is(j + 1, '(')) {
            j = t.mate(j + 1) + 1; // hints: MERGE t WITH (HOLDLOCK) AS x
        }
        j = alias(j, scope);
        int end = w.clauses.scan(j, scope, Clauses.Role.MERGE, Clauses.Stop.NOTHING);
        if (new Matching(w, scope, target, j).changesEveryRow(end)) {
            findings.where(Where.TAUTOLOGY);
            findings.deed(Findings.Deed.onTable(Verb.DESTROY));
        }
        return end;
    }

    /** What a branch of a MERGE does; returns the index after its first words. */
    int mergeBranch(int i) {
        switch (t.key(i)) {
            case DELETE:
                findings.kind(StatementKind.DELETE);
                findings.deed(Findings.Deed.onTable(Verb.DESTROY));
                return i + 1;
            case UPDATE:
                findings.kind(StatementKind.UPDATE);
                return t.is(i + 1, Keyword.SET) ? i + 2 : i + 1;
            default:
                findings.kind(StatementKind.INSERT);
                return i + 1;
        }
    }

    /** A trigger or a rule that the same text created runs with the change. */
    private void triggers() {
        findings.deed(w.session.triggered);
    }
}
