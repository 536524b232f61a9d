package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the statements of one text, from the first token to the last, and tells the findings
 * what each does. Knows where the text stands, how deep it is, and who reads what; {@code
 * Statements} decides by the words that begin a statement, and what is unknown to all is {@code
 * unknown}.
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
    final Statements statements;
    private @Nullable Changes changes;
    private @Nullable Transfers transfers;
    private @Nullable Definitions definitions;
    private @Nullable Dynamic dynamic;
    private @Nullable Variables variables;
    private @Nullable Settings settings;
    final Functions functions;
    private @Nullable Explanations explanations;
    private @Nullable Maintenance maintenance;
    private @Nullable Blocks blocks;

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

    /** Where the dialect has collections. */
    private final @Nullable Declared declared;

    private Walker(
            Names names,
            Boundaries boundaries,
            Tokens tokens,
            Dialect dialect,
            Findings findings,
            Session session,
            Place place,
            int depth) {
        this.names = names;
        this.boundaries = boundaries;
        this.tokens = tokens;
        this.dialect = dialect;
        this.findings = findings;
        this.session = session;
        this.place = place;
        this.depth = depth;
        this.declared = dialect.has(Trait.Q_STRING) ? new Declared() : null;
        this.functions = new Functions(this);
        this.clauses = new Clauses(this);
        this.statements = new Statements(this);
    }

    static Walker of(
            Tokens tokens,
            Dialect dialect,
            Findings findings,
            Session session,
            Place place,
            int depth) {
        Names names = new Names(tokens, dialect);
        Boundaries boundaries = new Boundaries(tokens, names, dialect);
        return new Walker(names, boundaries, tokens, dialect, findings, session, place, depth);
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

    Transfers transfers() {
        Transfers made = transfers;
        if (made == null) {
            made = new Transfers(this);
            transfers = made;
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
                    leaveBlocks(0);
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

    /** True between DECLARE and BEGIN. */
    boolean isDeclaring() {
        return declaring;
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
        int i = statements.label(start);
        int end = statements.read(i);
        nesting--;
        return place == Place.TEXT && block == 0 && !tokens.plain() && clientReadsLines()
                ? ClientLines.end(this, i, end)
                : end;
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

    int query(int i, @Nullable Scope outer) {
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
        of(inner, dialect, findings, session, body ? Place.BODY : Place.STRING, depth + 1).walk();
    }

    /** Reads a text inside this one if it begins a statement beyond doubt. */
    void innerIfStatement(String text) {
        if (isStatement(text)) {
            inner(text, false);
        }
    }

    /** True where words that change something in every dialect begin one of its statements. */
    boolean isStatement(String text) {
        Tokens inner = Lexer.lex(text, dialect, Lexer.EVERY_VERSION).tokens();
        Boundaries there = new Boundaries(inner, new Names(inner, dialect), dialect);
        for (int i = 0; inner.type(i) != Tokens.END; i++) {
            boolean begins =
                    i == 0
                            || inner.type(i - 1) == Tokens.TERMINATOR
                            || inner.is(i - 1, '(')
                            || inner.is(i - 1, Keyword.BEGIN);
            if (begins && (there.unmistakable(i) || there.grants(i))) {
                return true;
            }
        }
        return false;
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
        if (on && declared != null) {
            declared.begin();
        }
    }

    void enterBlock() {
        block++;
        if (declared != null) {
            declared.enterBlock();
        }
    }

    void leaveBlocks(int to) {
        block = to;
        if (declared != null) {
            declared.leaveBlocks(to);
        }
    }

    /** A declaration of that name is read. */
    void declared(String name) {
        if (declared != null) {
            declared.add(name);
        }
    }

    /** True for what a block around the place has declared, in a dialect that has collections. */
    boolean isDeclared(String name) {
        return declared != null && declared.has(name);
    }
}
