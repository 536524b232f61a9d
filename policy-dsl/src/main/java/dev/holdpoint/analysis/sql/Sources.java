package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;

/**
 * What the rows of a query come from: the names that stand where a table does, and their aliases.
 * Keeps nothing of its own, so that it costs a query nothing to be apart.
 */
final class Sources {

    private Sources() {}

    /** A table, a query's name or a function's rows in that range; returns the end of its alias. */
    static int table(Walker w, int i, int end, Scope scope, Clauses.Role role, boolean setSeen) {
        Tokens t = w.tokens;
        if (t.is(end, '(')) {
            if (!(t.is(i, Keyword.TABLE) && end == i + 1)) {
                w.clauses.function(i, end, scope);
            }
            int close = t.mate(end);
            if (w.boundaries.startsStatement(end + 1)) {
                w.clauses.nested(end + 1, close, scope);
            } else {
                w.clauses.group(end + 1, close, scope);
            }
            scope.rows(Scope.NONE, i);
            return alias(w, close + 1, scope);
        }
        boolean written = role == Clauses.Role.UPDATE && !setSeen;
        if (!written && w.clauses.isCte(i, end)) {
            scope.rows(i, i);
        } else {
            if (written) {
                w.changes().written(i, end);
            } else {
                w.findings.table(w.names, i, end);
            }
            scope.table(w.names.lastPart(i, end), i, end);
        }
        if (t.is(end, '*')) {
            return alias(w, end + 1, scope);
        }
        return alias(w, end, scope);
    }

    /** An alias after a table, with its list of columns. */
    static int alias(Walker w, int i, Scope scope) {
        Tokens t = w.tokens;
        int j = i;
        if (t.is(j, Keyword.AS)) {
            j++;
            if (t.is(j, '(')) {
                return t.mate(j) + 1;
            }
        }
        boolean as = j > i;
        if (t.type(j) == Tokens.QUOTED
                || t.type(j) == Tokens.WORD && (as || isAlias(w, j))
                || as && t.type(j) == Tokens.STRING) {
            if (scope.hasTables() && t.isName(j)) {
                scope.renameLast(j);
            }
            j++;
            if (t.is(j, '(') && !w.boundaries.startsStatement(j + 1)) {
                return t.mate(j) + 1;
            }
        }
        return j;
    }

    /** An alias after tables that are joined in parentheses. */
    static int skipAlias(Walker w, int i) {
        Tokens t = w.tokens;
        int j = t.is(i, Keyword.AS) ? i + 1 : i;
        if (t.isName(j) && (j > i || isAlias(w, j))) {
            j++;
            if (t.is(j, '(')) {
                return t.mate(j) + 1;
            }
        }
        return j;
    }

    private static boolean isAlias(Walker w, int i) {
        Tokens t = w.tokens;
        if (t.type(i) == Tokens.QUOTED) {
            return true;
        }
        Keyword k = t.key(i);
        if (k.between()) {
            return false;
        }
        if (k != Keyword.OTHER
                && (w.dialect.has(Trait.NO_TERMINATOR)
                        && w.boundaries.startsNext(i, Clauses.Role.QUERY, true, true))) {
            return false;
        }
        return switch (k) {
            case USE, IGNORE, APPLY, OPTION, FORMAT, DO, DEFAULT, LOOP, REPLACE ->
                    t.is(k == Keyword.REPLACE ? i : i + 1, ',');
            case INSERT, DELETE, UPDATE, MERGE -> false;
            default -> !(w.dialect.isGeneric() && w.boundaries.unmistakable(i));
        };
    }
}
