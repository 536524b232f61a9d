package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides by the words that begin a statement who reads it, and reads those that the words alone
 * tell. Apart from {@code Walker}, which knows where the text stands and what is around.
 */
final class Statements {

    private final Walker w;
    private final Tokens t;
    private final Names names;
    private final Findings findings;
    private final Boundaries boundaries;

    /** Statements that create, around the place that is read. */
    private int creating;

    /** Statements follow each other in one: Snowflake's pipes, ClickHouse's PARALLEL WITH. */
    private final boolean chains;

    /** So many are read, since each goes on to the end of the last. */
    private static final int MOST_CHAINED = 8;

    private int chained;

    Statements(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.names = w.names;
        this.findings = w.findings;
        this.boundaries = w.boundaries;
        this.chains = w.dialect.has(Trait.CHAINED);
    }

    /** True for words that no dialect lets a variable be called by. */
    private boolean reserved(int i) {
        return switch (t.key(i)) {
            case DROP,
                    TRUNCATE,
                    ALTER,
                    CREATE,
                    GRANT,
                    REVOKE,
                    INSERT,
                    DELETE,
                    UPDATE,
                    MERGE,
                    EXEC,
                    EXECUTE,
                    CALL,
                    SELECT,
                    WITH,
                    COPY,
                    SET,
                    KILL,
                    IF,
                    WHILE,
                    FOR,
                    LOOP,
                    REPEAT,
                    CASE ->
                    t.isName(i + 1) || t.type(i + 1) == Tokens.STRING;
            default -> false;
        };
    }

    /**
     * Reads the statement that begins there, after its labels, and those that are chained to it;
     * returns the index of what ends it.
     */
    int read(int i) {
        int end = one(i);
        for (int j = i + 1; chains && j < end; j++) {
            int next =
                    t.isOperator(j, "->") && t.is(j + 1, '>')
                            ? j + 2
                            : t.isWord(j, "parallel") && t.is(j + 1, Keyword.WITH) ? j + 2 : -1;
            if (next > 0 && !boundaries.endsStatement(next)) {
                if (chained == MOST_CHAINED) {
                    return w.unknown(next, "more than " + MOST_CHAINED + " statements in one");
                }
                chained++;
                end = Math.max(end, w.statement(next)); // which reads what is chained to it
                chained--;
                return end;
            }
        }
        return end;
    }

    private int one(int i) {
        if (t.is(i, '{') || (t.type(i) == Tokens.PARAMETER && t.is(i + 1, '='))) {
            return escape(i);
        }
        if (t.is(i, '(')) {
            return w.query(i, null);
        }
        if (w.inBlock()
                && (t.type(i) == Tokens.VARIABLE
                        || t.type(i) == Tokens.PARAMETER
                        || t.is(i, ':') && t.type(i + 1) == Tokens.PARAMETER)) {
            // @a := 1, :NEW.a := 1
            return w.expression(i);
        }
        if (!t.isName(i)) {
            return w.unknown(i, "a statement begins with " + t.raw(i));
        }
        if (t.is(i + 1, ':')
                && t.key(i) == Keyword.OTHER
                && t.type(i + 2) == Tokens.PARAMETER
                && w.dialect.has(Trait.VERSION_COMMENT)) {
            return labelled(i);
        }
        int part = w.dialect.has(Trait.Q_STRING) ? new Parts(w).begin(i) : i;
        if (part > i) {
            return part;
        }
        if (w.isDeclaring()
                && !t.is(i, Keyword.BEGIN)
                && !boundaries.startsStatement(i)
                && !reserved(i)) {
            return w.variables().declaration(i);
        }
        Optional<StatementTable.Entry> entry;
        switch (t.key(i)) {
            case SELECT, WITH, VALUES, TABLE:
                return w.queryOrChange(i, null);
            case FROM:
                if (w.dialect.has(Trait.FROM_FIRST)) {
                    return w.queryOrChange(i, null);
                }
                break;
            case INSERT, INS, UPSERT, UPDATE, DELETE, MERGE:
                return w.queryOrChange(i, null);
            case REPLACE:
                if (!t.is(i + 1, '(')) {
                    return w.queryOrChange(i, null);
                }
                break;
            case CREATE:
                creating++;
                int created = w.definitions().creations.create(i);
                creating--;
                // what is created around it is looked through to the same end
                return creating > 0 ? created : aggravated(i, created);
            case ALTER:
                return aggravated(i, w.definitions().alterations.alter(i));
            case DROP:
                return w.definitions().drop(i);
            case TRUNCATE:
                return w.definitions().truncate(i);
            case GRANT, REVOKE, DENY:
                return w.definitions().privileges(i);
            case EXPLAIN, DESCRIBE, DESC:
                return w.explanations().explain(i);
            case ANALYZE:
                if (w.dialect.has(Trait.VERSION_COMMENT)
                        && !t.is(i + 1, Keyword.TABLE)
                        && (boundaries.startsStatement(i + 1)
                                || t.is(i + 1, Keyword.DELETE)
                                || t.is(i + 1, Keyword.UPDATE)
                                || t.is(i + 1, Keyword.INSERT)
                                || t.is(i + 1, Keyword.REPLACE)
                                || t.is(i + 1, Keyword.FORMAT))) {
                    return w.explanations().explain(i);
                }
                break;
            case COPY, UNLOAD:
                return aggravated(i, w.transfers().copy(i));
            case SET, RESET:
                return aggravated(i, w.settings().set(i));
            case USE:
                if (t.is(i + 1, Keyword.ROLE) || t.isWord(i + 1, "secondary")) {
                    // Snowflake
                    return w.settings().setRole(i + 1, t.is(i + 2, Keyword.NONE));
                }
                break;
            case CALL, EXECUTE:
                return aggravated(i, w.dynamic().statement(i));
            case DO, EXEC, PREPARE, DECLARE, OPEN, PERFORM:
                return w.dynamic().statement(i);
            case BEGIN:
                return w.blocks().begin(i);
            case END:
                return w.blocks().end(i);
            case IF,
            ELSEIF,
            ELSIF,
            WHILE,
            FOR,
            ELSE,
            LOOP,
            REPEAT,
            WHEN,
            CASE,
            EXCEPTION,
            TRY,
            THEN:
                if (t.is(i + 1, '.') || t.isOperator(i + 1, ":=")) {
                    break;
                }
                return w.blocks().control(i);
            case RETURN, RAISE, RAISERROR, THROW, PRINT, BREAK, CONTINUE, GOTO, UNTIL, NULL:
                w.session.branched |= t.is(i, Keyword.GOTO);
                return w.blocks().step(i);
            case PRAGMA:
                return w.maintenance().pragma(i);
            case DBCC:
                return aggravated(i, w.maintenance().dbcc(i));
            case ATTACH, DETACH:
                return aggravated(i, w.maintenance().attach(i));
            case LOAD:
                if (t.isName(i + 1) || t.type(i + 1) == Tokens.STRING) {
                    return w.maintenance().load(i);
                }
                break;
            case LOCK:
                if (t.is(i + 1, Keyword.TABLE) || t.is(i + 1, Keyword.TABLES) || t.isName(i + 1)) {
                    return tableDriven(i);
                }
                break;
            case FETCH, CLOSE, COMMIT, ROLLBACK:
            default:
                break;
        }
        if (w.dialect.has(Trait.SLASH_COMMENT) && w.maintenance().hasUrl(i)) {
            return w.maintenance().transfer(i);
        }
        entry = StatementTable.at(t, i);
        if (entry.isPresent() && !(w.inBlock() && looksLikeAssignment(i))) {
            return tableDriven(i, entry.get());
        }
        return otherStatement(i);
    }

    /** The index after the labels that stand there. */
    int label(int start) {
        int i = start;
        while (true) {
            if (t.is(i, '<') && t.is(i + 1, '<') && t.isName(i + 2)) {
                i += 3;
                while (t.is(i, '>')) {
                    i++;
                }
            } else if (t.isName(i)
                    && t.is(i + 1, ':')
                    && t.type(i + 2) != Tokens.PARAMETER
                    && t.key(i + 2) != Keyword.OTHER) {
                i += 2;
            } else {
                // label:LOOP without a blank was cut as a parameter
                return i;
            }
        }
    }

    /** MySQL: {@code label:LOOP}, whose word was cut as the name of a parameter. */
    private int labelled(int i) {
        String word = t.raw(i + 2);
        Keyword k = Keyword.of(word, 0, word.length());
        switch (k) {
            case BEGIN:
                w.declaring(false);
                w.enterBlock();
                findings.kind(StatementKind.DO);
                return i + 3;
            case LOOP, REPEAT, WHILE:
                findings.kind(StatementKind.CONTROL);
                w.session.branched = true;
                return k == Keyword.WHILE ? w.blocks().loop(i + 2) : i + 3;
            default:
                return w.unknown(i, "a statement begins with " + t.raw(i) + ":" + word);
        }
    }

    /** A statement that its first words tell, by {@code StatementTable}. */
    int tableDriven(int i) {
        return StatementTable.at(t, i)
                .map(e -> tableDriven(i, e))
                .orElseGet(() -> otherStatement(i));
    }

    private int tableDriven(int i, StatementTable.Entry entry) {
        findings.kind(entry.kind());
        findings.deed(returns(i, entry) ? BACK : entry.deed());
        int j = i + entry.words().size();
        Verb verb = entry.deed().verb();
        if (verb == Verb.UNKNOWN) {
            findings.hidden("what " + String.join(" ", entry.words()) + " does is not known");
        }
        boolean changes = verb != Verb.READ;
        j = options(j);
        boolean rows =
                entry.deed()
                        .target()
                        .filter(a -> a.equals("table") || a.equals("view"))
                        .isPresent();
        if (changes && rows && t.isName(j)) {
            int end = names.end(j);
            w.write(names.text(j, end));
            while (t.is(end, ',') && t.isName(end + 1)) {
                j = end + 1;
                end = names.end(j);
                w.write(names.text(j, end));
            }
            j = end;
        } else if (changes) {
            findings.unnamedWrite();
        }
        boolean names = NAMING.contains(entry.kind());
        int end = names ? statementEnd(j) : w.skip(j);
        if (entry.kind() == StatementKind.RENAME) {
            Consequences.tables(w, j, end);
        }
        if (FILES.contains(entry.kind())) {
            w.transfers().files(j, end);
        }
        w.forget(i, end);
        return aggravated(i, end);
    }

    /** The words between those that begin a statement and the name: VACUUM (FULL) VERBOSE t. */
    private int options(int from) {
        int i = from;
        while (true) {
            switch (t.key(i)) {
                case TABLE, ONLY, FULL, VERBOSE, ANALYZE, MATERIALIZED, VIEW, CONCURRENTLY:
                    i++;
                    break;
                default:
                    if (t.is(i, '(') && i == from) {
                        i = t.mate(i) + 1;
                    } else if (t.isWord(i, "freeze")) {
                        i++;
                    } else {
                        return i;
                    }
            }
        }
    }

    /** Past whatever stands there: names of functions in a comment's target call nothing. */
    private int statementEnd(int from) {
        int i = from;
        while (!boundaries.endsStatement(i)
                && !boundaries.startsNext(i, Clauses.Role.QUERY, true, true)) {
            i++;
        }
        return i;
    }

    /** {@code FLASHBACK TABLE t TO BEFORE DROP}: what was dropped comes back. */
    private boolean returns(int i, StatementTable.Entry entry) {
        if (entry.kind() != StatementKind.RESTORE) {
            return false;
        }
        if (!t.isWord(i, "flashback")) {
            return restoresBeside(i);
        }
        int end = t.isName(i + 2) ? w.names.end(i + 2) : i;
        return t.is(end, Keyword.TO) && t.isWord(end + 1, "before") && t.is(end + 2, Keyword.DROP);
    }

    /** CockroachDB: {@code RESTORE DATABASE d FROM … WITH new_db_name = 'x'}. */
    private boolean restoresBeside(int i) {
        if (!w.dialect.has(Trait.ESCAPE_STRING) || !t.is(i + 1, Keyword.DATABASE)) {
            return false;
        }
        for (int j = i + 2; !boundaries.endsStatement(j); j++) {
            if (t.isWord(j, "new_db_name") && t.is(j + 1, '=')) {
                return true;
            }
        }
        return false;
    }

    private static final Findings.Deed BACK =
            new Findings.Deed(Verb.WRITE, false, Optional.of("table"));

    private int aggravated(int i, int end) {
        Consequences.aggravate(t, w.dialect, i, end, findings);
        return end;
    }

    /** What names things before a parenthesis that are no functions. */
    private static final Set<StatementKind> NAMING =
            EnumSet.of(StatementKind.COMMENT, StatementKind.NOTIFY);

    /** What names files among its words. */
    private static final Set<StatementKind> FILES =
            EnumSet.of(
                    StatementKind.UNLOAD,
                    StatementKind.BACKUP,
                    StatementKind.VACUUM,
                    StatementKind.DESCRIBE);

    private boolean looksLikeAssignment(int i) {
        int end = names.end(i);
        int assigned = t.is(end, '(') ? t.mate(end) + 1 : end; // a(1) := 'x'
        return t.isOperator(assigned, ":=") || t.is(end, '=') || t.is(end, '[');
    }

    /**
     * A name that no table lists: an assignment or a call in a block, a procedure's name in a
     * batch.
     */
    private int otherStatement(int i) {
        int end = names.end(i);
        if (t.isWord(i, "pivot") || t.isWord(i, "unpivot")) {
            // DuckDB: PIVOT t ON c USING sum(d)
            findings.kind(StatementKind.SELECT);
            if (t.isName(i + 1)) {
                w.table(names.text(i + 1, names.end(i + 1)));
            }
            return w.expression(i + 1);
        }
        if (t.isWord(i, "forall") && w.dialect.has(Trait.Q_STRING)) {
            // Oracle: FORALL i IN a .. b [SAVE EXCEPTIONS] DELETE …
            findings.kind(StatementKind.CONTROL);
            int j = i + 1;
            while (!boundaries.endsStatement(j) && !boundaries.doesMore(j)) {
                j++;
            }
            return j;
        }
        if (t.isWord(i, "let") && t.isName(i + 1)) {
            findings.kind(StatementKind.DECLARE);
            return w.variables().declaration(i + 1);
        }
        if (w.inBlock() || w.isDeclaring()) {
            if (w.variables().isOfCollection(i, end)) {
                findings.kind(StatementKind.CONTROL);
                return w.expression(end);
            }
            if (looksLikeAssignment(i)) {
                findings.kind(StatementKind.CONTROL);
                return w.variables().assignment(i, end);
            }
            if (w.dialect.name().equals("sqlserver") || w.dialect.name().equals("oracle")) {
                return w.dynamic().call(i, end);
            }
            if (w.dialect.has(Trait.VERSION_COMMENT) && w.variables().declares(i)) {
                return w.variables().declaration(i);
            }
            if (boundaries.endsStatement(end) && t.key(i) == Keyword.OTHER) {
                return w.dynamic().call(i, end);
            }
        } else if (w.dialect.has(Trait.NO_TERMINATOR)
                && t.key(i) == Keyword.OTHER
                && (i == 0 || t.type(i - 1) == Tokens.BATCH_END)) {
            return w.dynamic().call(i, end);
        }
        return w.unknown(i, "no dialect has a statement " + t.raw(i));
    }

    /** JDBC's escape: {@code {call p(?)}}, {@code {?= call f(?)}}, {@code ?=call f()}. */
    private int escape(int i) {
        int j = i;
        while (t.is(j, '{') || t.type(j) == Tokens.PARAMETER || t.is(j, '=')) {
            j++;
        }
        if (t.is(j, Keyword.CALL)) {
            return w.dynamic().statement(j);
        }
        return w.unknown(i, "a statement begins with " + t.raw(i));
    }
}
