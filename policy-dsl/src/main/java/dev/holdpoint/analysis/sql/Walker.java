package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the statements of one text, from the first token to the last, and tells the findings
 * what each does. The walk reads shape: the words that begin a statement decide who reads it, and
 * what is unknown to all is {@code unknown}.
 */
final class Walker {

    /** Texts in texts: the body of a DO block, a string that is executed. */
    private static final int MOST_TEXTS = 8;

    /** Statements that begin within statements: EXPLAIN, PREPARE, bodies. */
    private static final int MOST_NESTING = 50;

    final Tokens tokens;
    final Dialect dialect;
    final Names names;
    final Findings findings;
    final Session session;
    final Boundaries boundaries;
    final Clauses clauses;
    private @Nullable Changes changes;
    private @Nullable Definitions definitions;
    private @Nullable Dynamic dynamic;
    private @Nullable Variables variables;
    private @Nullable Settings settings;
    final Functions functions;
    private @Nullable Explanations explanations;
    private @Nullable Maintenance maintenance;
    private @Nullable Blocks blocks;
    private @Nullable ClientLines clientLines;

    /** Where this text stands. */
    enum Place {
        /** Given to the database. */
        TEXT,
        /** A string that is executed. */
        STRING,
        /** The body of a block or a function. */
        BODY
    }

    private final Place place;
    private final int depth;
    private int block;
    private int nesting;
    private boolean declaring;

    Walker(
            Tokens tokens,
            Dialect dialect,
            Findings findings,
            Session session,
            Place place,
            int depth) {
        this.tokens = tokens;
        this.dialect = dialect;
        this.findings = findings;
        this.session = session;
        this.place = place;
        this.depth = depth;
        this.names = new Names(tokens, dialect);
        this.boundaries = new Boundaries(tokens, names, dialect);
        this.functions = new Functions(this);
        this.clauses = new Clauses(this);
    }

    // the readers of what many texts do not have are made when they are needed

    Changes changes() {
        Changes made = changes;
        if (made == null) {
            made = new Changes(this);
            changes = made;
        }
        return made;
    }

    Definitions definitions() {
        Definitions made = definitions;
        if (made == null) {
            made = new Definitions(this);
            definitions = made;
        }
        return made;
    }

    Dynamic dynamic() {
        Dynamic made = dynamic;
        if (made == null) {
            made = new Dynamic(this);
            dynamic = made;
        }
        return made;
    }

    Variables variables() {
        Variables made = variables;
        if (made == null) {
            made = new Variables(this);
            variables = made;
        }
        return made;
    }

    Settings settings() {
        Settings made = settings;
        if (made == null) {
            made = new Settings(this);
            settings = made;
        }
        return made;
    }

    Explanations explanations() {
        Explanations made = explanations;
        if (made == null) {
            made = new Explanations(this);
            explanations = made;
        }
        return made;
    }

    Maintenance maintenance() {
        Maintenance made = maintenance;
        if (made == null) {
            made = new Maintenance(this);
            maintenance = made;
        }
        return made;
    }

    Blocks blocks() {
        Blocks made = blocks;
        if (made == null) {
            made = new Blocks(this);
            blocks = made;
        }
        return made;
    }

    ClientLines clientLines() {
        ClientLines made = clientLines;
        if (made == null) {
            made = new ClientLines(this);
            clientLines = made;
        }
        return made;
    }

    /** Reads everything. */
    void walk() {
        if (!tokens.trouble().isEmpty()) {
            findings.hidden(tokens.trouble());
        }
        int i = 0;
        while (tokens.type(i) != Tokens.END) {
            byte type = tokens.type(i);
            if (type == Tokens.TERMINATOR || type == Tokens.BATCH_END) {
                if (type == Tokens.BATCH_END) {
                    block = 0;
                    declaring = false;
                }
                i++;
                continue;
            }
            if (place == Place.TEXT && block == 0 && !declaring) {
                findings.statement();
            }
            int end = statement(i);
            i = end > i ? end : i + 1;
        }
    }

    /** True for words that no dialect lets a variable be called by. */
    private boolean reserved(int i) {
        return switch (tokens.key(i)) {
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
                    tokens.isName(i + 1) || tokens.type(i + 1) == Tokens.STRING;
            default -> false;
        };
    }

    boolean inBlock() {
        return block > 0 || place == Place.BODY;
    }

    /** True in the body of a block or a function. */
    boolean isBody() {
        return place == Place.BODY;
    }

    /** True in the text that was given to the database. */
    boolean isGiven() {
        return place == Place.TEXT;
    }

    int blockDepth() {
        return block;
    }

    /** True where {@code SELECT … INTO} fills variables. */
    boolean variablesInto() {
        return (inBlock() || declaring) && !dialect.has(Trait.NO_TERMINATOR);
    }

    /** Reads one statement; returns the index of what ends it, always beyond the first token. */
    int statement(int start) {
        if (nesting >= MOST_NESTING) {
            findings.hidden("statements nested more than " + MOST_NESTING + " deep");
            int i = start + 1;
            while (!boundaries.endsStatement(i)) {
                i++;
            }
            return i;
        }
        nesting++;
        int i = label(start);
        int end = read(i);
        nesting--;
        return place == Place.TEXT && block == 0 && !tokens.plain() && clientReadsLines()
                ? clientLines().end(i, end)
                : end;
    }

    private int read(int i) {
        Tokens t = tokens;
        if (t.is(i, '{') || (t.type(i) == Tokens.PARAMETER && t.is(i + 1, '='))) {
            return escape(i);
        }
        if (t.is(i, '(')) {
            return query(i, null);
        }
        if (inBlock()
                && (t.type(i) == Tokens.VARIABLE
                        || t.type(i) == Tokens.PARAMETER
                        || t.is(i, ':') && t.type(i + 1) == Tokens.PARAMETER)) {
            // @a := 1, :NEW.a := 1
            return expression(i);
        }
        if (!t.isName(i)) {
            return unknown(i, "a statement begins with " + t.raw(i));
        }
        if (declaring
                && !t.is(i, Keyword.BEGIN)
                && !boundaries.startsStatement(i)
                && !reserved(i)) {
            return variables().declaration(i);
        }
        Optional<StatementTable.Entry> entry;
        switch (t.key(i)) {
            case SELECT, WITH, VALUES, TABLE:
                return queryOrChange(i, null);
            case FROM:
                if (dialect.has(Trait.FROM_FIRST)) {
                    return queryOrChange(i, null);
                }
                break;
            case INSERT, INS, UPSERT, UPDATE, DELETE, MERGE:
                return queryOrChange(i, null);
            case REPLACE:
                if (!t.is(i + 1, '(')) {
                    return queryOrChange(i, null);
                }
                break;
            case CREATE:
                return definitions().creations.create(i);
            case ALTER:
                return aggravated(i, definitions().alterations.alter(i));
            case DROP:
                return definitions().drop(i);
            case TRUNCATE:
                return definitions().truncate(i);
            case GRANT, REVOKE, DENY:
                return definitions().privileges(i);
            case EXPLAIN, DESCRIBE, DESC:
                return explanations().explain(i);
            case ANALYZE:
                if (dialect.has(Trait.VERSION_COMMENT)
                        && !tokens.is(i + 1, Keyword.TABLE)
                        && (boundaries.startsStatement(i + 1)
                                || t.is(i + 1, Keyword.DELETE)
                                || t.is(i + 1, Keyword.UPDATE)
                                || t.is(i + 1, Keyword.INSERT)
                                || t.is(i + 1, Keyword.REPLACE)
                                || t.is(i + 1, Keyword.FORMAT))) {
                    return explanations().explain(i);
                }
                break;
            case COPY, UNLOAD:
                return aggravated(i, changes().copy(i));
            case SET, RESET:
                return settings().set(i);
            case USE:
                if (t.is(i + 1, Keyword.ROLE) || t.isWord(i + 1, "secondary")) {
                    // Snowflake
                    return settings().setRole(i + 1, t.is(i + 2, Keyword.NONE));
                }
                break;
            case DO, CALL, EXEC, EXECUTE, PREPARE, DECLARE, OPEN, PERFORM:
                return dynamic().statement(i);
            case BEGIN:
                return blocks().begin(i);
            case END:
                return blocks().end(i);
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
                return blocks().control(i);
            case RETURN, RAISE, RAISERROR, THROW, PRINT, BREAK, CONTINUE, GOTO, UNTIL, NULL:
                session.branched |= t.is(i, Keyword.GOTO);
                return blocks().step(i);
            case PRAGMA:
                return maintenance().pragma(i);
            case DBCC:
                return aggravated(i, maintenance().dbcc(i));
            case ATTACH, DETACH:
                return maintenance().attach(i);
            case LOAD:
                if (t.isName(i + 1) || t.type(i + 1) == Tokens.STRING) {
                    return maintenance().load(i);
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
        if (dialect.has(Trait.SLASH_COMMENT) && maintenance().hasUrl(i)) {
            return maintenance().transfer(i);
        }
        entry = StatementTable.at(t, i);
        if (entry.isPresent() && !(inBlock() && looksLikeAssignment(i))) {
            return tableDriven(i, entry.get());
        }
        return otherStatement(i);
    }

    private int label(int start) {
        int i = start;
        while (true) {
            if (tokens.is(i, '<') && tokens.is(i + 1, '<') && tokens.isName(i + 2)) {
                i += 3;
                while (tokens.is(i, '>')) {
                    i++;
                }
            } else if (tokens.isName(i)
                    && tokens.is(i + 1, ':')
                    && tokens.type(i + 2) != Tokens.PARAMETER
                    && tokens.key(i + 2) != Keyword.OTHER) {
                i += 2;
            } else {
                // label:LOOP without a blank was cut as a parameter: it is not read either
                return i;
            }
        }
    }

    /** Oracle's SQL*Plus and the client of MySQL take some lines for themselves. */
    private boolean clientReadsLines() {
        return dialect.has(Trait.Q_STRING) || dialect.has(Trait.VERSION_COMMENT);
    }

    /** A query or a change at any depth; returns the index of what ends it. */
    int queryOrChange(int i, @Nullable Scope outer) {
        Tokens t = tokens;
        switch (t.key(i)) {
            case WITH:
                findings.kind(StatementKind.SELECT);
                return clauses.with(i, outer == null ? new Scope(null, findings, names) : outer);
            case INSERT, INS, UPSERT, REPLACE:
                return changes().insert(i, outer);
            case UPDATE:
                return changes().update(i, outer);
            case DELETE:
                return changes().delete(i, outer);
            case MERGE:
                return changes().merge(i, outer);
            case EXECUTE:
                return dynamic().execute(i, null);
            default:
                return query(i, outer);
        }
    }

    private int query(int i, @Nullable Scope outer) {
        Tokens t = tokens;
        findings.kind(StatementKind.SELECT);
        Scope scope = new Scope(outer, findings, names);
        if (t.is(i, Keyword.TABLE) && t.isName(i + 1)) {
            int end = names.end(i + 1);
            findings.table(names, i + 1, end);
            scope.table(Scope.NONE, i + 1, end);
            scope.column(Scope.STAR);
            return clauses.scan(end, scope, Clauses.Role.QUERY, Clauses.Stop.NOTHING);
        }
        return clauses.scan(i, scope, Clauses.Role.QUERY, Clauses.Stop.NOTHING);
    }

    /** Reads an expression up to the end of the statement. */
    int expression(int i) {
        if (boundaries.startsNext(i, Clauses.Role.QUERY, true, true)) {
            return i;
        }
        return clauses.scan(
                i, new Scope(null, findings, names), Clauses.Role.EXPRESSION, Clauses.Stop.NOTHING);
    }

    int expression(int i, Clauses.Stop stop) {
        return clauses.scan(i, new Scope(null, findings, names), Clauses.Role.EXPRESSION, stop);
    }

    void table(String name) {
        findings.table(names, name);
    }

    void write(String name) {
        findings.write(names, name);
    }

    int unknown(int i, String why) {
        findings.kind(StatementKind.OTHER);
        findings.hidden(why);
        return skip(i + 1);
    }

    /**
     * The end of the statement, or the beginning of the next one. What is passed over is looked at
     * for functions and queries all the same.
     */
    int skip(int from) {
        int i = from;
        int depth = 0;
        while (!boundaries.endsStatement(i) || depth > 0 && tokens.type(i) == Tokens.TERMINATOR) {
            if (tokens.is(i, '(')) {
                int close = tokens.mate(i);
                if (boundaries.startsStatement(i + 1)) {
                    i = clauses.nested(i + 1, close, new Scope(null, findings, names)) + 1;
                    continue;
                }
                depth++;
            } else if (tokens.is(i, ')')) {
                if (depth == 0) {
                    return i;
                }
                depth--;
            } else if (depth == 0
                    && (boundaries.startsNext(i, Clauses.Role.QUERY, true, true)
                            || inBlock() && tokens.is(i, Keyword.END))) {
                return i;
            } else if (depth == 0 && (tokens.is(i, Keyword.SELECT) || boundaries.withQuery(i))) {
                return queryOrChange(i, null);
            } else if (tokens.isName(i) && tokens.is(i + 1, '(')) {
                functions.called(i, i + 1, new Scope(null, findings, names));
            }
            i++;
        }
        return i;
    }

    int tableDriven(int i) {
        return StatementTable.at(tokens, i)
                .map(e -> tableDriven(i, e))
                .orElseGet(() -> otherStatement(i));
    }

    private int tableDriven(int i, StatementTable.Entry entry) {
        findings.kind(entry.kind());
        findings.deed(entry.verb(), entry.target());
        int j = i + entry.words().size();
        if (entry.verb() == Verb.UNKNOWN) {
            findings.hidden("what " + String.join(" ", entry.words()) + " does is not known");
        }
        boolean changes = entry.verb() != Verb.READ;
        while (tokens.is(j, Keyword.TABLE) || tokens.is(j, Keyword.ONLY)) {
            j++;
        }
        if (changes && entry.target().filter("table"::equals).isPresent() && tokens.isName(j)) {
            int end = names.end(j);
            write(names.text(j, end));
            j = end;
        } else if (changes) {
            findings.unnamedWrite();
        }
        int end = entry.kind() == StatementKind.COMMENT ? statementEnd(j) : skip(j);
        forget(i, end);
        return aggravated(i, end);
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

    private int aggravated(int i, int end) {
        Consequences.aggravate(tokens, dialect, i, end, findings);
        return end;
    }

    private boolean looksLikeAssignment(int i) {
        int end = names.end(i);
        return tokens.isOperator(end, ":=") || tokens.is(end, '=') || tokens.is(end, '[');
    }

    /**
     * A name that no table lists: an assignment or a call in a block, a procedure's name in a
     * batch.
     */
    private int otherStatement(int i) {
        int end = names.end(i);
        if (tokens.isWord(i, "pivot") || tokens.isWord(i, "unpivot")) {
            // DuckDB: PIVOT t ON c USING sum(d)
            findings.kind(StatementKind.SELECT);
            if (tokens.isName(i + 1)) {
                table(names.text(i + 1, names.end(i + 1)));
            }
            return expression(i + 1);
        }
        if (tokens.isWord(i, "forall") && dialect.has(Trait.Q_STRING)) {
            // Oracle: FORALL i IN a .. b [SAVE EXCEPTIONS] DELETE …
            findings.kind(StatementKind.CONTROL);
            int j = i + 1;
            while (!boundaries.endsStatement(j) && !boundaries.doesMore(j)) {
                j++;
            }
            return j;
        }
        if (tokens.isWord(i, "let") && tokens.isName(i + 1)) {
            findings.kind(StatementKind.DECLARE);
            return variables().declaration(i + 1);
        }
        if (inBlock() || declaring) {
            if (looksLikeAssignment(i)) {
                findings.kind(StatementKind.CONTROL);
                return variables().assignment(i, end);
            }
            if (dialect.name().equals("sqlserver") || dialect.name().equals("oracle")) {
                return dynamic().call(i, end);
            }
            if (dialect.has(Trait.VERSION_COMMENT) && variables().declares(i)) {
                return variables().declaration(i);
            }
            if (boundaries.endsStatement(end) && tokens.key(i) == Keyword.OTHER) {
                return dynamic().call(i, end);
            }
        } else if (dialect.has(Trait.NO_TERMINATOR)
                && tokens.key(i) == Keyword.OTHER
                && (i == 0 || tokens.type(i - 1) == Tokens.BATCH_END)) {
            return dynamic().call(i, end);
        }
        return unknown(i, "no dialect has a statement " + tokens.raw(i));
    }

    /** JDBC's escape: {@code {call p(?)}}, {@code {?= call f(?)}}, {@code ?=call f()}. */
    private int escape(int i) {
        int j = i;
        while (tokens.is(j, '{') || tokens.type(j) == Tokens.PARAMETER || tokens.is(j, '=')) {
            j++;
        }
        if (tokens.is(j, Keyword.CALL)) {
            return dynamic().statement(j);
        }
        return unknown(i, "a statement begins with " + tokens.raw(i));
    }

    /**
     * Reads a text inside this one: a body, or a string that is executed.
     *
     * @param body true for bodies, where {@code SELECT … INTO} fills variables
     */
    void inner(String text, boolean body) {
        if (depth >= MOST_TEXTS) {
            findings.hidden("texts nested more than " + MOST_TEXTS + " deep");
            return;
        }
        Tokens inner = Lexer.lex(text, dialect, Lexer.EVERY_VERSION).tokens();
        new Walker(inner, dialect, findings, session, body ? Place.BODY : Place.STRING, depth + 1)
                .walk();
    }

    /** True where an assignment may or may not happen. */
    boolean conditional() {
        return inBlock() || session.branched;
    }

    /** The variable at that place gets a value that is not read here. */
    void forget(int i) {
        if (!session.constants().isEmpty()) {
            session.forget(Constants.key(tokens.raw(i)));
        }
    }

    /** Every variable named in that range may get a value that is not read here. */
    void forget(int from, int to) {
        for (int i = from; i < to && !session.constants().isEmpty(); i++) {
            if (tokens.isName(i) || tokens.type(i) == Tokens.VARIABLE) {
                forget(i);
            }
        }
    }

    void declaring(boolean on) {
        declaring = on;
    }

    void enterBlock() {
        block++;
    }

    void leaveBlocks(int to) {
        block = to;
    }
}
