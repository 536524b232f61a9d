package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;

/**
 * What begins and what ends a statement, as the next words tell it. Reads nothing and changes
 * nothing: every reader asks it, most of them at each token.
 */
final class Boundaries {

    private final Tokens t;
    private final Names names;
    private final Dialect dialect;
    private final boolean loose;
    private final boolean generic;

    Boundaries(Tokens t, Names names, Dialect dialect) {
        this.t = t;
        this.names = names;
        this.dialect = dialect;
        this.loose = dialect.has(Trait.NO_TERMINATOR);
        this.generic = dialect.isGeneric();
    }

    /** True where a query or a change in parentheses begins. */
    boolean startsStatement(int i) {
        Keyword k = t.key(i);
        if (k == Keyword.OTHER) {
            return false;
        }
        switch (k) {
            case SELECT:
                return true;
            case WITH:
                return t.isName(i + 1) && !t.is(i + 2, '=');
            case VALUES:
                return t.is(i + 1, '(') || t.is(i + 1, Keyword.ROW);
            case TABLE:
                return t.isName(i + 1);
            case FROM:
                return dialect.has(Trait.FROM_FIRST) && (t.isName(i + 1) || t.is(i + 1, '('));
            case INSERT:
                return t.is(i + 1, Keyword.INTO)
                        || t.is(i + 1, Keyword.OVERWRITE)
                        || t.is(i + 1, Keyword.OR)
                        || (loose && t.isName(i + 1));
            case DELETE:
                return t.is(i + 1, Keyword.FROM) || (loose && t.isName(i + 1));
            case EXECUTE:
                return t.is(i + 1, Keyword.IMMEDIATE);
            case MERGE:
                return t.is(i + 1, Keyword.INTO)
                        || (loose
                                && t.isName(i + 1)
                                && !t.is(i + 1, Keyword.JOIN)
                                && !t.is(i + 1, Keyword.UNION));
            case UPDATE:
                if (t.is(i + 1, Keyword.ONLY)) {
                    return true;
                }
                if (!t.isName(i + 1)) {
                    return false;
                }
                int after = names.end(i + 1);
                while (t.is(after, '*') || (t.isName(after) && !t.is(after, Keyword.SET))) {
                    after++;
                }
                return t.is(after, Keyword.SET);
            default:
                return false;
        }
    }

    /** True where a word may begin the statement that follows WITH. */
    boolean startsMain(int i) {
        return switch (t.key(i)) {
            case SELECT,
                    INSERT,
                    UPDATE,
                    DELETE,
                    MERGE,
                    REPLACE,
                    VALUES,
                    FROM,
                    TABLE,
                    WITH,
                    UPSERT ->
                    true;
            default -> t.isWord(i, "pivot") || t.isWord(i, "unpivot") || t.isWord(i, "summarize");
        };
    }

    /** True where a terminator, a batch or the text ends the statement. */
    boolean endsStatement(int i) {
        byte type = t.type(i);
        return type == Tokens.END || type == Tokens.TERMINATOR || type == Tokens.BATCH_END;
    }

    /**
     * True where the next statement begins without a terminator. In Transact-SQL the words that
     * begin statements are reserved, so that they can begin nothing else here; of an unknown
     * dialect only unmistakable pairs of words are taken so.
     */
    boolean startsNext(int i, Clauses.Role role, boolean bodySeen, boolean setSeen) {
        if (!loose && !generic) {
            return false;
        }
        if (t.is(i - 1, Keyword.AS) || t.is(i - 1, '.') || t.isWord(i - 1, "before")) {
            return false;
        }
        Keyword k = t.key(i);
        if (generic && !loose) {
            return unmistakable(i) && role != Clauses.Role.MERGE && !t.is(i - 1, '(');
        }
        return switch (k) {
            case DROP,
                    TRUNCATE,
                    CREATE,
                    ALTER,
                    GRANT,
                    REVOKE,
                    DENY,
                    BACKUP,
                    RESTORE,
                    KILL,
                    SHUTDOWN,
                    DBCC,
                    DECLARE,
                    WHILE,
                    PRINT,
                    RAISERROR,
                    BEGIN,
                    RETURN,
                    COMMIT,
                    ROLLBACK,
                    WAITFOR,
                    OPEN,
                    CLOSE,
                    DEALLOCATE,
                    THROW,
                    GOTO ->
                    true;
            case ELSE, END -> true;
            case IF -> true;
            case USE -> t.isName(i + 1);
            case EXEC, EXECUTE ->
                    !(role == Clauses.Role.INSERT && !bodySeen) && !t.is(i + 1, Keyword.AS)
                            || k == Keyword.EXECUTE && t.is(i + 1, Keyword.AS);
            case SET -> setSeen && role != Clauses.Role.MERGE && t.type(i + 1) != Tokens.OPERATOR;
            case INSERT, DELETE -> role != Clauses.Role.MERGE && !t.is(i + 1, '(');
            case UPDATE ->
                    role != Clauses.Role.MERGE && !t.is(i - 1, Keyword.FOR) && !t.is(i + 1, '(');
            case MERGE -> t.isName(i + 1) && !t.is(i + 1, Keyword.JOIN);
            case SELECT ->
                    bodySeen
                            && !t.is(i - 1, Keyword.ALL)
                            && !t.is(i - 1, Keyword.UNION)
                            && !t.is(i - 1, Keyword.EXCEPT)
                            && !t.is(i - 1, Keyword.INTERSECT);
            case WITH ->
                    bodySeen
                            && t.isName(i + 1)
                            && (t.is(i + 2, Keyword.AS) || t.is(i + 2, '('))
                            && withStartsQuery(i);
            default -> false;
        };
    }

    /** True where {@code WITH name AS} begins a query. */
    boolean withQuery(int i) {
        return t.is(i, Keyword.WITH) && t.isName(i + 1) && withStartsQuery(i);
    }

    /** True where AS follows the name after WITH, and its columns. */
    boolean withStartsQuery(int i) {
        int j = i + 1;
        if (t.is(j, Keyword.RECURSIVE)) {
            j++;
        }
        j = j + 1;
        if (t.is(j, '(')) {
            j = t.mate(j) + 1;
        }
        return t.is(j, Keyword.AS);
    }

    /** True for pairs of words that begin a statement in every dialect. */
    boolean unmistakable(int i) {
        switch (t.key(i)) {
            case DROP, TRUNCATE:
                switch (t.key(i + 1)) {
                    case TABLE, DATABASE, SCHEMA, VIEW, INDEX, USER, ROLE, PROCEDURE, FUNCTION:
                        return t.isName(i + 2);
                    default:
                        return false;
                }
            case DELETE:
                return t.is(i + 1, Keyword.FROM) && t.isName(i + 2);
            case INSERT:
                return t.is(i + 1, Keyword.INTO) && t.isName(i + 2);
            case ALTER, CREATE:
                return t.is(i + 1, Keyword.TABLE) && t.isName(i + 2);
            case UPDATE:
                return t.isName(i + 1) && t.is(names.end(i + 1), Keyword.SET);
            default:
                return false;
        }
    }

    /** True where a right is given or taken: {@code GRANT SELECT ON t TO bob}. */
    boolean grants(int i) {
        if (!t.is(i, Keyword.GRANT) && !t.is(i, Keyword.REVOKE)) {
            return false;
        }
        for (int j = i + 1; !endsStatement(j); j++) {
            if ((t.is(j, Keyword.TO) || t.is(j, Keyword.FROM)) && t.isName(j + 1)) {
                return true;
            }
        }
        return false;
    }

    /** True for words that only begin a statement which changes something or runs a text. */
    boolean doesMore(int i) {
        return switch (t.key(i)) {
            case INSERT, DELETE, UPDATE, MERGE, DROP, TRUNCATE, ALTER, EXECUTE, PRAGMA ->
                    !t.is(i + 1, '(') && !t.is(i - 1, '.');
            default -> false;
        };
    }
}
