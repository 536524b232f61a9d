package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;

/**
 * What the rows of a query come from: the names that stand where a table does, and their aliases.
 */
final class Sources {

    private final Walker w;
    private final Tokens t;
    private final Boundaries boundaries;
    private final boolean loose;
    private final boolean generic;

    Sources(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.boundaries = w.boundaries;
        this.loose = w.dialect.has(Trait.NO_TERMINATOR);
        this.generic = w.dialect.isGeneric();
    }

    /** A table, a query's name or a function's rows in that range; returns the end of its alias. */
    int table(int i, int end, Scope scope, Clauses.Role role, boolean setSeen) {
        if (t.is(end, '(')) {
            if (!(t.is(i, Keyword.TABLE) && end == i + 1)) {
                w.clauses.function(i, end, scope);
            }
            int close = t.mate(end);
            if (boundaries.startsStatement(end + 1)) {
                w.clauses.nested(end + 1, close, scope);
            } else {
                w.clauses.group(end + 1, close, scope);
            }
            scope.rows(Scope.NONE);
            return alias(close + 1, scope);
        }
        boolean written = role == Clauses.Role.UPDATE && !setSeen;
        if (!written && w.clauses.isCte(i, end)) {
            scope.rows(i);
        } else {
            if (written) {
                w.changes().written(i, end);
            } else {
                w.findings.table(w.names, i, end);
            }
            scope.table(w.names.lastPart(i, end), i, end);
        }
        if (t.is(end, '*')) {
            return alias(end + 1, scope);
        }
        return alias(end, scope);
    }

    /** An alias after a table, with its list of columns. */
    int alias(int i, Scope scope) {
        int j = i;
        if (t.is(j, Keyword.AS)) {
            j++;
            if (t.is(j, '(')) {
                return t.mate(j) + 1;
            }
        }
        boolean as = j > i;
        if (t.type(j) == Tokens.QUOTED
                || t.type(j) == Tokens.WORD && (as || isAlias(j))
                || as && t.type(j) == Tokens.STRING) {
            if (scope.hasTables() && t.isName(j)) {
                scope.renameLast(j);
            }
            j++;
            if (t.is(j, '(') && !boundaries.startsStatement(j + 1)) {
                return t.mate(j) + 1;
            }
        }
        return j;
    }

    /** An alias after tables that are joined in parentheses. */
    int skipAlias(int i) {
        int j = t.is(i, Keyword.AS) ? i + 1 : i;
        if (t.isName(j) && (j > i || isAlias(j))) {
            j++;
            if (t.is(j, '(')) {
                return t.mate(j) + 1;
            }
        }
        return j;
    }

    private boolean isAlias(int i) {
        if (t.type(i) == Tokens.QUOTED) {
            return true;
        }
        Keyword k = t.key(i);
        if (k.between()) {
            return false;
        }
        if (k != Keyword.OTHER
                && (loose && boundaries.startsNext(i, Clauses.Role.QUERY, true, true))) {
            return false;
        }
        return switch (k) {
            case USE, IGNORE, APPLY, OPTION, FORMAT, DO, DEFAULT, LOOP, REPLACE ->
                    t.is(k == Keyword.REPLACE ? i : i + 1, ',');
            case INSERT, DELETE, UPDATE, MERGE -> false;
            default -> !(generic && boundaries.unmistakable(i));
        };
    }
}
