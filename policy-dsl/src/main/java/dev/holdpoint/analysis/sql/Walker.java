package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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
    final Clauses clauses;
    final Changes changes;
    final Definitions definitions;
    final Dynamic dynamic;
    final Functions functions;

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

    /** What one text leaves behind for what follows: constants, prepared statements. */
    static final class Session {
        final Map<String, String> constants = new HashMap<>();
        final Map<String, Findings.Deed> prepared = new HashMap<>();
        Findings.Deed triggered = Findings.Deed.NOTHING;
    }

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
        this.functions = new Functions(this);
        this.clauses = new Clauses(this);
        this.changes = new Changes(this);
        this.definitions = new Definitions(this);
        this.dynamic = new Dynamic(this);
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

    boolean inBlock() {
        return block > 0 || place == Place.BODY;
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
            while (!clauses.endsStatement(i)) {
                i++;
            }
            return i;
        }
        nesting++;
        int end = read(label(start));
        nesting--;
        return end;
    }

    private int read(int i) {
        Tokens t = tokens;
        if (t.is(i, '{') || (t.type(i) == Tokens.PARAMETER && t.is(i + 1, '='))) {
            return escape(i);
        }
        if (t.is(i, '(')) {
            return query(i, null);
        }
        if (t.type(i) == Tokens.VARIABLE && inBlock()) {
            return expression(i);
        }
        if (!t.isName(i)) {
            return unknown(i, "a statement begins with " + t.raw(i));
        }
        if (declaring && !t.is(i, Keyword.BEGIN)) {
            return dynamic.declaration(i);
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
                return definitions.create(i);
            case ALTER:
                return definitions.alter(i);
            case DROP:
                return definitions.drop(i);
            case TRUNCATE:
                return definitions.truncate(i);
            case GRANT, REVOKE, DENY:
                return definitions.privileges(i);
            case EXPLAIN, DESCRIBE, DESC:
                return explain(i);
            case ANALYZE:
                if (dialect.has(Trait.VERSION_COMMENT)
                        && !tokens.is(i + 1, Keyword.TABLE)
                        && (clauses.startsStatement(i + 1)
                                || t.is(i + 1, Keyword.DELETE)
                                || t.is(i + 1, Keyword.UPDATE)
                                || t.is(i + 1, Keyword.INSERT)
                                || t.is(i + 1, Keyword.REPLACE)
                                || t.is(i + 1, Keyword.FORMAT))) {
                    return explain(i);
                }
                break;
            case COPY, UNLOAD:
                return changes.copy(i);
            case SET, RESET:
                return dynamic.set(i);
            case DO, CALL, EXEC, EXECUTE, PREPARE, DECLARE, OPEN, PERFORM:
                return dynamic.statement(i);
            case BEGIN:
                return begin(i);
            case END:
                return end(i);
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
                return control(i);
            case RETURN, RAISE, RAISERROR, THROW, PRINT, BREAK, CONTINUE, GOTO, UNTIL, NULL:
                findings.kind(StatementKind.CONTROL);
                return expression(i + 1);
            case PRAGMA:
                return pragma(i);
            case DBCC:
                return dbcc(i);
            case ATTACH, DETACH:
                return attach(i);
            case LOAD:
                if (t.isName(i + 1) || t.type(i + 1) == Tokens.STRING) {
                    return load(i);
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
            } else if (tokens.isName(i)
                    && tokens.is(i + 1, ':')
                    && tokens.type(i + 2) == Tokens.PARAMETER) {
                // label:LOOP without a blank was cut as a parameter: it is not read
                return i;
            } else {
                return i;
            }
        }
    }

    /** A query or a change at any depth; returns the index of what ends it. */
    int queryOrChange(int i, @Nullable Scope outer) {
        Tokens t = tokens;
        switch (t.key(i)) {
            case WITH:
                findings.kind(StatementKind.SELECT);
                return clauses.with(i, outer == null ? new Scope(null, findings) : outer);
            case INSERT, INS, UPSERT, REPLACE:
                return changes.insert(i, outer);
            case UPDATE:
                return changes.update(i, outer);
            case DELETE:
                return changes.delete(i, outer);
            case MERGE:
                return changes.merge(i, outer);
            default:
                return query(i, outer);
        }
    }

    private int query(int i, @Nullable Scope outer) {
        Tokens t = tokens;
        findings.kind(StatementKind.SELECT);
        Scope scope = new Scope(outer, findings);
        if (t.is(i, Keyword.TABLE) && t.isName(i + 1)) {
            int end = names.end(i + 1);
            table(names.text(i + 1, end));
            scope.table("", names.text(i + 1, end));
            scope.column("", "*");
            return clauses.scan(end, scope, Clauses.Role.QUERY, Clauses.Stop.NOTHING);
        }
        return clauses.scan(i, scope, Clauses.Role.QUERY, Clauses.Stop.NOTHING);
    }

    /** Reads an expression up to the end of the statement. */
    int expression(int i) {
        if (clauses.startsNext(i, Clauses.Role.QUERY, true, true)) {
            return i;
        }
        return clauses.scan(
                i, new Scope(null, findings), Clauses.Role.EXPRESSION, Clauses.Stop.NOTHING);
    }

    int expression(int i, Clauses.Stop stop) {
        return clauses.scan(i, new Scope(null, findings), Clauses.Role.EXPRESSION, stop);
    }

    void table(String name) {
        findings.table(name);
        if (dialect.fold() == Dialect.Fold.KEEP) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals(name)) {
                findings.table(lower);
            }
        }
    }

    void write(String name) {
        findings.write(name);
        if (dialect.fold() == Dialect.Fold.KEEP) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals(name)) {
                findings.write(lower);
            }
        }
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
        while (!clauses.endsStatement(i) || depth > 0 && tokens.type(i) == Tokens.TERMINATOR) {
            if (tokens.is(i, '(')) {
                int close = tokens.mate(i);
                if (clauses.startsStatement(i + 1)) {
                    i = clauses.nested(i + 1, close, new Scope(null, findings)) + 1;
                    continue;
                }
                depth++;
            } else if (tokens.is(i, ')')) {
                if (depth == 0) {
                    return i;
                }
                depth--;
            } else if (depth == 0
                    && (clauses.startsNext(i, Clauses.Role.QUERY, true, true)
                            || inBlock() && tokens.is(i, Keyword.END))) {
                return i;
            } else if (depth == 0 && (tokens.is(i, Keyword.SELECT) || clauses.withQuery(i))) {
                return queryOrChange(i, null);
            } else if (tokens.isName(i) && tokens.is(i + 1, '(')) {
                functions.called(i, i + 1, new Scope(null, findings));
            }
            i++;
        }
        return i;
    }

    /** True for pairs of words that begin a statement in every dialect. */
    boolean unmistakable(int i) {
        Tokens t = tokens;
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
        return skip(j);
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
        if (tokens.isWord(i, "let") && tokens.isName(i + 1)) {
            findings.kind(StatementKind.DECLARE);
            return dynamic.declaration(i + 1);
        }
        if (inBlock() || declaring) {
            if (looksLikeAssignment(i)) {
                findings.kind(StatementKind.CONTROL);
                return dynamic.assignment(i, end);
            }
            if (dialect.name().equals("sqlserver") || dialect.name().equals("oracle")) {
                return dynamic.call(i, end);
            }
            if (clauses.endsStatement(end) && tokens.key(i) == Keyword.OTHER) {
                return dynamic.call(i, end);
            }
        } else if (dialect.has(Trait.NO_TERMINATOR)
                && tokens.key(i) == Keyword.OTHER
                && (i == 0 || tokens.type(i - 1) == Tokens.BATCH_END)) {
            return dynamic.call(i, end);
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
            return dynamic.statement(j);
        }
        return unknown(i, "a statement begins with " + tokens.raw(i));
    }

    private int explain(int i) {
        Tokens t = tokens;
        findings.kind(StatementKind.EXPLAIN);
        findings.deed(Verb.READ);
        boolean runs = t.is(i, Keyword.ANALYZE);
        int j = i + 1;
        if (t.is(j, '(') && !clauses.startsStatement(j + 1)) {
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
        while (!clauses.endsStatement(j)) {
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
        if (clauses.endsStatement(j)) {
            return j;
        }
        if (!runs) {
            findings.beginShowing();
            int end = statement(j);
            findings.endShowing();
            return end;
        }
        Verb before = findings.verb();
        Findings.Deed outer = findings.beginDefinition();
        int end = statement(j);
        findings.endDefinition(outer, EXPLAINED);
        Findings.Deed deed = findings.definition(EXPLAINED).orElse(Findings.Deed.NOTHING);
        findings.deed(deed);
        if (deed.verb() != Verb.READ && before != Verb.UNKNOWN) {
            // it promises a plan and makes a change
            findings.disguised(deed.verb());
        }
        return end;
    }

    private static final String EXPLAINED = " explained";

    /** True where the statement that is explained begins. */
    private boolean begins(int i) {
        switch (tokens.key(i)) {
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
                return dialect.name().equals("postgresql");
            default:
                return false;
        }
    }

    private int begin(int i) {
        Tokens t = tokens;
        declaring = false;
        int j = i + 1;
        boolean transaction =
                block == 0
                        && place != Place.BODY
                        && !findings.defining()
                        && (clauses.endsStatement(j)
                                || t.is(j, Keyword.TRANSACTION)
                                || t.is(j, Keyword.WORK)
                                || t.is(j, Keyword.ISOLATION)
                                || t.is(j, Keyword.READ)
                                || t.is(j, Keyword.DEFERRED)
                                || t.is(j, Keyword.IMMEDIATE)
                                || t.is(j, Keyword.EXCLUSIVE)
                                || t.is(j, Keyword.NOT) && !t.is(j + 1, Keyword.ATOMIC)
                                || t.isWord(j, "concurrent"));
        if (transaction
                || t.is(j, Keyword.TRAN)
                || t.is(j, Keyword.TRANSACTION)
                || t.is(j, Keyword.DISTRIBUTED)) {
            findings.kind(StatementKind.BEGIN);
            return skip(j);
        }
        if (t.is(j, Keyword.BATCH) || t.is(j, Keyword.UNLOGGED) && t.is(j + 1, Keyword.BATCH)) {
            // Cassandra: BEGIN BATCH … APPLY BATCH
            findings.kind(StatementKind.BEGIN);
            return t.is(j, Keyword.BATCH) ? j + 1 : j + 2;
        }
        block++;
        findings.kind(StatementKind.DO);
        if (t.is(j, Keyword.NOT) && t.is(j + 1, Keyword.ATOMIC)) {
            return j + 2;
        }
        if (t.is(j, Keyword.ATOMIC) || t.is(j, Keyword.TRY) || t.isWord(j, "catch")) {
            return j + 1;
        }
        return j;
    }

    private int end(int i) {
        Tokens t = tokens;
        int j = i + 1;
        if (t.is(j, Keyword.IF)
                || t.is(j, Keyword.LOOP)
                || t.is(j, Keyword.WHILE)
                || t.is(j, Keyword.CASE)
                || t.is(j, Keyword.REPEAT)
                || t.is(j, Keyword.FOR)) {
            return endName(j + 1);
        }
        if (block == 0 && place != Place.BODY) {
            findings.kind(StatementKind.COMMIT);
            return skip(j);
        }
        if (block > 0) {
            block--;
        }
        if (t.is(j, Keyword.TRY) || t.isWord(j, "catch")) {
            return j + 1;
        }
        return endName(j);
    }

    /** {@code END name}. */
    private int endName(int i) {
        if (dialect.has(Trait.NO_TERMINATOR)) {
            return i;
        }
        return tokens.isName(i) && clauses.endsStatement(i + 1) ? i + 1 : i;
    }

    private int control(int i) {
        Tokens t = tokens;
        findings.kind(StatementKind.CONTROL);
        if (!inBlock() && !dialect.has(Trait.NO_TERMINATOR) && place == Place.TEXT) {
            findings.kind(StatementKind.DO);
        }
        switch (t.key(i)) {
            case IF, ELSEIF, ELSIF, WHEN:
                int then = expression(i + 1, Clauses.Stop.THEN);
                return t.is(then, Keyword.THEN) ? then + 1 : then;
            case CASE:
                int when = i + 1;
                while (!clauses.endsStatement(when) && !t.is(when, Keyword.WHEN)) {
                    when++;
                }
                return when;
            case WHILE, FOR:
                return loop(i);
            default:
                return i + 1;
        }
    }

    private int loop(int i) {
        Tokens t = tokens;
        int j = i + 1;
        if (t.is(i, Keyword.FOR)) {
            // FOR r IN query LOOP, FOR r AS c CURSOR FOR query DO, FOR i IN EXECUTE text LOOP
            while (!clauses.endsStatement(j)
                    && !t.is(j, Keyword.IN)
                    && !t.is(j, Keyword.FOR)
                    && !t.is(j, Keyword.AS)
                    && !t.is(j, Keyword.LOOP)
                    && !t.is(j, Keyword.DO)) {
                j++;
            }
            while (t.is(j, Keyword.IN) || t.is(j, Keyword.AS) || t.isWord(j, "reverse")) {
                j++;
            }
            if (t.is(j, Keyword.EXECUTE)) {
                return afterLoop(dynamic.executeText(j + 1, Clauses.Stop.DO_OR_LOOP));
            }
        }
        Scope scope = new Scope(null, findings);
        if (t.is(j, Keyword.WITH)) {
            int end = clauses.with(j, scope);
            return afterLoop(end);
        }
        return afterLoop(clauses.scan(j, scope, Clauses.Role.EXPRESSION, Clauses.Stop.DO_OR_LOOP));
    }

    private int afterLoop(int i) {
        return tokens.is(i, Keyword.DO) || tokens.is(i, Keyword.LOOP) ? i + 1 : i;
    }

    private int pragma(int i) {
        Tokens t = tokens;
        findings.kind(StatementKind.PRAGMA);
        int end = t.isName(i + 1) ? names.end(i + 1) : i + 1;
        boolean sets = t.is(end, '=');
        if (t.isWord(end - 1, "writable_schema") && (sets || t.is(end, '('))) {
            findings.deed(Verb.GRANT, Optional.of("schema"));
        } else if (sets
                || t.isWord(end - 1, "optimize")
                || t.isWord(end - 1, "incremental_vacuum")
                || t.isWord(end - 1, "wal_checkpoint")
                || t.isWord(end - 1, "shrink_memory")
                || (t.is(end, '(')
                        && !READING_PRAGMAS.contains(t.raw(end - 1).toLowerCase(Locale.ROOT)))) {
            findings.deed(Verb.WRITE, Optional.of("setting"));
            findings.unnamedWrite();
        }
        return skip(end);
    }

    /** Pragmas of SQLite and DuckDB whose argument is what is looked at. */
    private static final java.util.Set<String> READING_PRAGMAS =
            java.util.Set.of(
                    "table_info",
                    "table_xinfo",
                    "table_list",
                    "index_list",
                    "index_info",
                    "index_xinfo",
                    "foreign_key_list",
                    "foreign_key_check",
                    "integrity_check",
                    "quick_check",
                    "storage_info",
                    "show",
                    "database_size");

    private int dbcc(int i) {
        findings.kind(StatementKind.DBCC);
        String command = tokens.raw(i + 1).toLowerCase(Locale.ROOT);
        switch (command) {
            case "checkdb",
            "checktable",
            "checkalloc",
            "checkcatalog",
            "checkfilegroup",
            "checkconstraints",
            "checkident":
                boolean changes = false;
                for (int j = i + 2; !clauses.endsStatement(j); j++) {
                    String word = tokens.raw(j).toLowerCase(Locale.ROOT);
                    if (word.startsWith("repair_allow")) {
                        findings.deed(Verb.DESTROY, Optional.of("database"));
                    }
                    changes |= word.startsWith("repair") || word.equals("reseed");
                }
                findings.deed(changes ? Verb.WRITE : Verb.READ);
                break;
            case "inputbuffer",
            "opentran",
            "outputbuffer",
            "proccache",
            "show_statistics",
            "sqlperf",
            "tracestatus",
            "useroptions",
            "help":
                findings.deed(Verb.READ);
                break;
            default:
                findings.deed(Verb.WRITE, Optional.of("database"));
                findings.unnamedWrite();
                break;
        }
        return skip(i + 2);
    }

    private int attach(int i) {
        boolean attach = tokens.is(i, Keyword.ATTACH);
        findings.kind(attach ? StatementKind.ATTACH : StatementKind.DETACH);
        int end = skip(i + 1);
        boolean destroys = false;
        if (!attach && dialect.name().equals("clickhouse")) {
            for (int j = i + 1; j < end; j++) {
                destroys |= tokens.isWord(j, "permanently");
            }
        }
        findings.deed(destroys ? Verb.DESTROY : Verb.WRITE, Optional.of("database"));
        findings.unnamedWrite();
        return end;
    }

    private int load(int i) {
        Tokens t = tokens;
        if (t.isWord(i + 1, "data") || t.isWord(i + 1, "xml")) {
            findings.kind(StatementKind.LOAD);
            int end = skip(i + 1);
            boolean replaces = false;
            for (int j = i + 1; j < end; j++) {
                replaces |= t.is(j, Keyword.REPLACE) || t.is(j, Keyword.OVERWRITE);
                if (t.is(j, Keyword.INTO)) {
                    int name = t.is(j + 1, Keyword.TABLE) ? j + 2 : j + 1;
                    if (t.isName(name)) {
                        write(names.text(name, names.end(name)));
                    }
                }
            }
            findings.deed(replaces ? Verb.DESTROY : Verb.WRITE, Optional.of("table"));
            return end;
        }
        return tableDriven(i);
    }

    /** {@code WITH FUNCTION f() … RETURN …}: a function that lives as long as its query. */
    int inlineFunction(int i) {
        Findings.Deed outer = findings.beginDefinition();
        int j = i + 1;
        String name = tokens.isName(j) ? names.text(j, names.end(j)) : "";
        int depthHere = 0;
        while (tokens.type(j) != Tokens.END) {
            if (tokens.is(j, Keyword.BEGIN)) {
                depthHere++;
            } else if (tokens.is(j, Keyword.END)
                    && !tokens.is(j + 1, Keyword.IF)
                    && !tokens.is(j + 1, Keyword.LOOP)
                    && !tokens.is(j + 1, Keyword.WHILE)
                    && !tokens.is(j + 1, Keyword.CASE)
                    && !tokens.is(j + 1, Keyword.REPEAT)) {
                depthHere--;
            } else if (depthHere <= 0
                    && (tokens.is(j, Keyword.SELECT)
                            || tokens.is(j, ',') && tokens.is(j + 1, Keyword.FUNCTION))) {
                break;
            } else if (tokens.isName(j) && tokens.is(j + 1, '(')) {
                functions.called(j, j + 1, new Scope(null, findings));
            }
            j++;
        }
        findings.endDefinition(outer, name);
        return tokens.is(j, ',') ? j + 1 : j;
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

    /** True inside a branch or a loop, where an assignment may or may not happen. */
    boolean conditional() {
        return inBlock();
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
