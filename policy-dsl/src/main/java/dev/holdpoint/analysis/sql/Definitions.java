package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads CREATE, ALTER, DROP, TRUNCATE and the statements about rights. */
final class Definitions {

    /** Replacing one of these loses what was in it. */
    private static final Set<String> HOLDERS =
            Set.of(
                    "table",
                    "database",
                    "schema",
                    "keyspace",
                    "stage",
                    "catalog",
                    "dataset",
                    "stream");

    private final Walker w;
    private final Tokens t;
    private final Findings findings;

    Definitions(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.findings = w.findings;
    }

    /** What is created, altered or dropped: the first of these words that is found. */
    private int object(int i) {
        int j = i;
        int most = i + 14;
        while (j < most && !w.clauses.endsStatement(j)) {
            switch (t.key(j)) {
                case TABLE,
                VIEW,
                INDEX,
                FUNCTION,
                PROCEDURE,
                PROC,
                TRIGGER,
                RULE,
                USER,
                ROLE,
                LOGIN,
                GROUP,
                DATABASE,
                SCHEMA,
                SEQUENCE,
                TYPE,
                PACKAGE,
                EVENT,
                POLICY,
                ALIAS,
                EXTENSION,
                SERVER,
                PUBLICATION,
                LANGUAGE,
                PROFILE,
                TABLESPACE,
                MACRO,
                STAGE,
                SYSTEM,
                SESSION,
                DEFAULT,
                COLUMN,
                CAST,
                AUTHORIZATION,
                OWNED,
                CONSTRAINT:
                    return j;
                case DEFINER:
                    // DEFINER = user@host
                    j += t.is(j + 1, '=') ? 3 : 1;
                    while (t.type(j) == Tokens.VARIABLE || t.is(j, '@') || t.is(j - 1, '@')) {
                        j++;
                    }
                    if (t.is(j, '(')) {
                        j = t.mate(j) + 1;
                    }
                    continue;
                case OTHER:
                    if (OBJECTS.contains(t.raw(j).toLowerCase(Locale.ROOT))) {
                        return j;
                    }
                    break;
                case ALGORITHM, SECURITY:
                    j += t.is(j + 1, '=') ? 3 : 1;
                    continue;
                default:
                    break;
            }
            j++;
        }
        return i;
    }

    /** Objects whose words shape nothing else. */
    private static final Set<String> OBJECTS =
            Set.of(
                    "domain",
                    "aggregate",
                    "operator",
                    "collation",
                    "conversion",
                    "synonym",
                    "subscription",
                    "statistics",
                    "dictionary",
                    "warehouse",
                    "task",
                    "pipe",
                    "stream",
                    "keyspace",
                    "catalog",
                    "model",
                    "share",
                    "tag",
                    "secret",
                    "credential",
                    "key",
                    "certificate",
                    "assembly",
                    "queue",
                    "service",
                    "resource",
                    "dataset",
                    "volume",
                    "integration",
                    "directory",
                    "job",
                    "quota",
                    "sink",
                    "source",
                    "snapshot",
                    "application",
                    "account",
                    "transform",
                    "access",
                    "text",
                    "foreign",
                    "partition",
                    "endpoint",
                    "audit",
                    "context",
                    "connection",
                    "procedures");

    private String word(int i) {
        return t.raw(i).toLowerCase(Locale.ROOT);
    }

    private static boolean aboutRights(String object) {
        return switch (object) {
            case "user",
                    "role",
                    "login",
                    "group",
                    "profile",
                    "credential",
                    "secret",
                    "authorization" ->
                    true;
            default -> false;
        };
    }

    private int afterIf(int i) {
        int j = i;
        if (t.is(j, Keyword.CONCURRENTLY)) {
            j++;
        }
        if (t.is(j, Keyword.IF)) {
            j++;
            if (t.is(j, Keyword.NOT)) {
                j++;
            }
            if (t.is(j, Keyword.EXISTS)) {
                j++;
            }
        }
        if (t.is(j, Keyword.CONCURRENTLY)) {
            j++;
        }
        return j;
    }

    int create(int i) {
        boolean replaces =
                t.is(i + 1, Keyword.OR)
                        && (t.is(i + 2, Keyword.REPLACE) || t.is(i + 2, Keyword.ALTER));
        int first = replaces ? i + 3 : i + 1;
        int at = object(first);
        String object = word(at);
        boolean temporary = false;
        for (int j = first; j < at; j++) {
            temporary |= t.is(j, Keyword.TEMP) || t.is(j, Keyword.TEMPORARY);
        }
        findings.kind(replaces ? StatementKind.CREATE_OR_REPLACE : StatementKind.CREATE);
        if (object.equals("foreign") || object.equals("text") || object.equals("access")) {
            if (t.is(at + 1, Keyword.TABLE)) {
                at++;
                object = "table";
            }
        }
        if (t.is(at, Keyword.USER) && t.is(at + 1, Keyword.MAPPING)) {
            return simple(at + 1, "user mapping", mappingVerb(at));
        }
        if (aboutRights(object)) {
            return createRole(at, object);
        }
        boolean mine = t.is(i + 2, Keyword.REPLACE);
        if (replaces && mine && HOLDERS.contains(object) && !temporary) {
            findings.deed(Verb.DESTROY, Optional.of(object));
        }
        switch (object) {
            case "table":
                return createTable(at, object);
            case "view":
                return createView(at, object);
            case "function", "procedure", "proc", "trigger", "package", "event", "macro", "type":
                if (object.equals("type") && !t.is(at + 1, Keyword.BODY)) {
                    return simple(at, object, Verb.WRITE);
                }
                return routine(at, object);
            case "rule":
                return rule(at);
            case "alias":
                return alias(at);
            case "schema":
                return createSchema(at);
            case "language":
                return simple(at, object, Verb.RUN);
            case "job", "task":
                return scheduled(at, object);
            case "sink", "source", "dictionary", "index", "stream":
                return createTable(at, object);
            default:
                return simple(at, object, Verb.WRITE);
        }
    }

    private Verb mappingVerb(int i) {
        for (int j = i; !w.clauses.endsStatement(j); j++) {
            if (t.is(j, Keyword.PASSWORD)) {
                return Verb.GRANT;
            }
        }
        return Verb.WRITE;
    }

    /**
     * A role that is given nothing, no attribute, member or password, changes nobody's rights; one
     * that anybody may log in as does.
     */
    private int createRole(int at, String object) {
        findings.kind(StatementKind.USER);
        int j = afterIf(at + 1);
        int end = w.skip(j);
        boolean bare = t.isName(j) && j + 1 == end && !object.equals("secret");
        boolean opens = !w.dialect.name().equals("postgresql") && !object.equals("role");
        findings.deed(bare && !opens ? Verb.WRITE : Verb.GRANT, Optional.of(object));
        findings.unnamedWrite();
        return end;
    }

    private int simple(int at, String object, Verb verb) {
        findings.deed(verb, Optional.of(object));
        int j = afterIf(at + 1);
        int end = w.skip(j);
        if (t.isName(j) && j < end) {
            w.write(w.names.text(j, w.names.end(j)));
        } else {
            findings.unnamedWrite();
        }
        return end;
    }

    private int name(int at, String object) {
        int j = afterIf(at + 1);
        if (t.isName(j) && !(t.is(j, Keyword.ON) && object.equals("index"))) {
            int end = w.names.end(j);
            String name = w.names.text(j, end);
            if (object.equals("index")) {
                findings.unnamedWrite();
            } else {
                w.write(name);
            }
            return end;
        }
        return j;
    }

    private int createTable(int at, String object) {
        findings.deed(Verb.WRITE, Optional.of(object));
        int j = name(at, object);
        // what follows is definitions, and perhaps a query
        int i = j;
        while (!w.clauses.endsStatement(i)) {
            if (t.is(i, '(')) {
                int close = t.mate(i);
                if (w.clauses.startsStatement(i + 1)) {
                    Scope scope = new Scope(null, findings);
                    w.clauses.nested(i + 1, close, scope);
                } else {
                    references(i + 1, close);
                }
                i = close + 1;
                continue;
            }
            if (i > j
                    && w.clauses.startsNext(i, Clauses.Role.QUERY, false, true)
                    && !t.is(i, Keyword.IF)) {
                return i;
            }
            switch (t.key(i)) {
                case SELECT, WITH, VALUES, TABLE, EXECUTE, FROM:
                    if (w.clauses.startsStatement(i)
                            && (t.is(i - 1, Keyword.AS)
                                    || t.is(i - 1, ')')
                                    || t.is(i, Keyword.SELECT)
                                    || t.is(i, Keyword.WITH) && t.is(i + 2, Keyword.AS))) {
                        return w.queryOrChange(i, null);
                    }
                    if (t.is(i, Keyword.EXECUTE) && t.is(i - 1, Keyword.AS)) {
                        return w.dynamic.statement(i);
                    }
                    break;
                case REPLACE, IGNORE:
                    break;
                case LIKE, REFERENCES, ON, OF, TO:
                    if (t.isName(i + 1)) {
                        w.table(w.names.text(i + 1, w.names.end(i + 1)));
                    }
                    break;
                default:
                    break;
            }
            i++;
        }
        return i;
    }

    /** Tables named, and queries standing, inside a list of definitions. */
    private void references(int from, int close) {
        for (int i = from; i < close; i++) {
            if (t.is(i, '(') && w.clauses.startsStatement(i + 1)) {
                int end = t.mate(i);
                w.clauses.nested(i + 1, end, new Scope(null, findings));
                i = end;
            } else if ((t.is(i, Keyword.REFERENCES) || t.is(i, Keyword.LIKE)) && t.isName(i + 1)) {
                w.table(w.names.text(i + 1, w.names.end(i + 1)));
            } else if (t.isName(i) && t.is(i + 1, '(') && t.key(i) == Keyword.OTHER) {
                w.functions.called(i, i + 1, new Scope(null, findings));
            }
        }
    }

    private int createView(int at, String object) {
        findings.deed(Verb.WRITE, Optional.of(object));
        return createTable(at, object);
    }

    private int createSchema(int at) {
        findings.deed(Verb.WRITE, Optional.of("schema"));
        int j = name(at, "schema");
        // CREATE SCHEMA … CREATE TABLE … GRANT …
        while (!w.clauses.endsStatement(j)) {
            if (t.is(j, Keyword.CREATE)) {
                return create(j);
            }
            if (t.is(j, Keyword.GRANT)) {
                return privileges(j);
            }
            if (w.clauses.startsNext(j, Clauses.Role.QUERY, true, true)) {
                return j;
            }
            j++;
        }
        return j;
    }

    /** H2's {@code CREATE ALIAS}: Java that the database compiles and runs, or a method's name. */
    private int alias(int at) {
        findings.deed(new Findings.Deed(Verb.RUN, true, Optional.of("function")));
        int j = name(at, "alias");
        return w.skip(j);
    }

    private int scheduled(int at, String object) {
        findings.deed(Verb.WRITE, Optional.of(object));
        int j = name(at, object);
        while (!w.clauses.endsStatement(j)) {
            if (t.is(j, Keyword.AS) && t.isName(j + 1)) {
                Findings.Deed outer = findings.beginDefinition();
                int end = w.statement(j + 1);
                findings.endDefinition(outer, "");
                return end;
            }
            j++;
        }
        return j;
    }

    private int rule(int at) {
        findings.deed(Verb.WRITE, Optional.of("rule"));
        int j = afterIf(at + 1);
        while (!w.clauses.endsStatement(j) && !t.is(j, Keyword.DO)) {
            if (t.is(j, Keyword.TO) && t.isName(j + 1)) {
                w.write(w.names.text(j + 1, w.names.end(j + 1)));
            }
            j++;
        }
        Findings.Deed outer = findings.beginDefinition();
        j++;
        while (t.is(j, Keyword.INSTEAD) || t.isWord(j, "also")) {
            j++;
        }
        if (t.is(j, '(')) {
            int close = t.mate(j);
            int i = j + 1;
            while (i < close) {
                int end = t.type(i) == Tokens.TERMINATOR ? i + 1 : w.statement(i);
                i = end > i ? end : i + 1;
            }
            j = close + 1;
        } else if (!t.is(j, Keyword.NOTHING) && !w.clauses.endsStatement(j)) {
            j = w.statement(j);
        }
        triggered(outer, "");
        return w.skip(j);
    }

    private void triggered(Findings.Deed outer, String name) {
        findings.endDefinition(outer, TRIGGER + name);
        w.session.triggered = findings.definition(TRIGGER + name).orElse(Findings.Deed.NOTHING);
    }

    private static final String TRIGGER = " trigger ";

    /**
     * Functions, procedures, triggers, packages, events: a header and a body that is only defined.
     */
    int routine(int at, String object) {
        findings.deed(Verb.WRITE, Optional.of(object));
        int j = afterIf(at + 1);
        if (t.is(j, Keyword.BODY)) {
            j++;
        }
        String name = "";
        if (t.isName(j)) {
            int end = w.names.end(j);
            name = Names.lower(w.names.last(j, end));
            w.write(w.names.text(j, end));
            j = end;
        }
        boolean trigger = object.equals("trigger") || object.equals("event");
        Findings.Deed outer = findings.beginDefinition();
        String language = "";
        int end = -1;
        int asText = -1;
        while (!w.clauses.endsStatement(j)) {
            if (t.is(j, '(')) {
                j = t.mate(j) + 1;
                continue;
            }
            Keyword k = t.key(j);
            if (k == Keyword.LANGUAGE) {
                language = word(j + 1);
                if (t.type(j + 1) == Tokens.STRING) {
                    language = w.dynamic.constant(j + 1, j + 2).orElse("").toLowerCase(Locale.ROOT);
                }
                j += 2;
                continue;
            }
            if (k == Keyword.AS && t.type(j + 1) == Tokens.STRING) {
                asText = j + 1;
                j += 2;
                continue;
            }
            if (trigger
                    && k == Keyword.EXECUTE
                    && (t.is(j + 1, Keyword.FUNCTION) || t.is(j + 1, Keyword.PROCEDURE))) {
                int nameEnd = w.names.end(j + 2);
                if (t.isName(j + 2)) {
                    w.functions.called(j + 2, nameEnd, new Scope(null, findings));
                }
                j = nameEnd;
                continue;
            }
            if (trigger && k == Keyword.ON && t.isName(j + 1)) {
                w.write(w.names.text(j + 1, w.names.end(j + 1)));
                j = w.names.end(j + 1);
                continue;
            }
            if (bodyStarts(j, object)) {
                end = body(j, object);
                break;
            }
            j++;
        }
        if (end < 0) {
            end = j;
        }
        if (asText >= 0) {
            text(asText, language, object);
        }
        if (trigger) {
            triggered(outer, name);
        } else {
            findings.endDefinition(outer, name);
        }
        return end;
    }

    /** A body in a string: SQL and PL/pgSQL are read, every other language is code that is not. */
    private void text(int i, String language, String object) {
        Optional<String> body = w.dynamic.constant(i, i + 1);
        boolean sql =
                language.equals("sql")
                        || language.equals("plpgsql")
                        || language.isEmpty() && w.dialect.name().equals("snowflake");
        if (sql && body.isPresent()) {
            w.inner(body.get(), true);
        } else if (!object.equals("macro")) {
            findings.deed(new Findings.Deed(Verb.RUN, true, Optional.of("function")));
        }
    }

    private boolean bodyStarts(int j, String object) {
        switch (t.key(j)) {
            case BEGIN, DECLARE:
                return true;
            case AS, IS:
                return !t.is(j + 1, Keyword.OF)
                        && t.type(j + 1) != Tokens.STRING
                        && (w.dialect.has(Trait.INLINE_BODY)
                                || w.clauses.startsStatement(j + 1)
                                || w.dialect.isGeneric())
                        && !t.is(j - 1, Keyword.EXECUTE)
                        && !t.is(j - 1, Keyword.WITH);
            case RETURN:
                return true;
            case SELECT, CALL, IF, REPEAT, LOOP, WHILE:
                return !t.is(j + 1, Keyword.NOT) || !t.is(j, Keyword.IF);
            case INSERT, UPDATE, DELETE, REPLACE, SET:
                // BEFORE DELETE, AFTER INSERT OR UPDATE OF c, FOR INSERT, INSTEAD OF DELETE
                return object.equals("trigger")
                        ? t.is(j - 1, Keyword.ROW)
                                || t.is(j - 1, ')') && t.is(j, Keyword.SET)
                                || w.clauses.startsStatement(j)
                        : t.is(j, Keyword.SET)
                                ? w.dialect.has(Trait.VERSION_COMMENT)
                                : w.clauses.startsStatement(j);
            case DO:
                return object.equals("event");
            default:
                return false;
        }
    }

    private int body(int i, String object) {
        int j = i;
        int base = w.blockDepth();
        boolean declares = t.is(j, Keyword.AS) || t.is(j, Keyword.IS);
        if (declares || t.is(j, Keyword.DO)) {
            j++;
        }
        if (t.is(j, Keyword.RETURN)) {
            return w.clauses.startsStatement(j + 1)
                    ? w.queryOrChange(j + 1, null)
                    : w.expression(j + 1);
        }
        w.enterBlock();
        try {
            if (w.dialect.has(Trait.NO_TERMINATOR) || object.equals("package")) {
                return toBatchEnd(j);
            }
            if (declares && !t.is(j, Keyword.BEGIN) && w.dialect.name().equals("oracle")) {
                w.declaring(true);
                j = declarations(j);
            }
            if (t.is(j, Keyword.DECLARE)) {
                j = declarations(j + 1);
            }
            if (!t.is(j, Keyword.BEGIN)) {
                return w.statement(j);
            }
            int inside = w.blockDepth();
            while (t.type(j) != Tokens.END && t.type(j) != Tokens.BATCH_END) {
                if (t.type(j) == Tokens.TERMINATOR) {
                    j++;
                    continue;
                }
                int end = w.statement(j);
                j = end > j ? end : j + 1;
                if (w.blockDepth() <= inside && t.key(j) != Keyword.BEGIN) {
                    return j;
                }
            }
            return j;
        } finally {
            w.declaring(false);
            w.leaveBlocks(base);
        }
    }

    private int declarations(int i) {
        int j = i;
        w.declaring(true);
        while (t.type(j) != Tokens.END
                && t.type(j) != Tokens.BATCH_END
                && !t.is(j, Keyword.BEGIN)) {
            if (t.type(j) == Tokens.TERMINATOR) {
                j++;
                continue;
            }
            int end = w.dynamic.declaration(j);
            j = end > j ? end : j + 1;
        }
        w.declaring(false);
        return j;
    }

    private int toBatchEnd(int i) {
        int j = i;
        while (t.type(j) != Tokens.END && t.type(j) != Tokens.BATCH_END) {
            if (t.type(j) == Tokens.TERMINATOR) {
                j++;
                continue;
            }
            int end = w.statement(j);
            j = end > j ? end : j + 1;
        }
        return j;
    }

    int alter(int i) {
        findings.kind(StatementKind.ALTER);
        int at = object(i + 1);
        String object = word(at);
        if (object.equals("foreign") && t.is(at + 1, Keyword.TABLE)) {
            at++;
            object = "table";
        }
        switch (object) {
            case "function", "procedure", "proc", "trigger", "event", "package":
                if (w.dialect.has(Trait.INLINE_BODY)) {
                    return routine(at, object);
                }
                break;
            case "view":
                findings.deed(Verb.WRITE, Optional.of(object));
                return alterView(at);
            case "system":
                return alterSystem(at);
            case "session":
                findings.kind(StatementKind.SET);
                findings.deed(Verb.WRITE, Optional.of("session"));
                return w.skip(at + 1);
            case "default":
                findings.deed(Verb.GRANT, Optional.of("privilege"));
                findings.unnamedWrite();
                return end(at + 1);
            default:
                break;
        }
        if (t.is(at, Keyword.USER) && t.is(at + 1, Keyword.MAPPING)) {
            return simple(at + 1, "user mapping", mappingVerb(at));
        }
        if (aboutRights(object)) {
            findings.kind(StatementKind.USER);
            findings.deed(Verb.GRANT, Optional.of(object));
            findings.unnamedWrite();
            return w.skip(at + 1);
        }
        findings.deed(Verb.WRITE, Optional.of(object));
        int j = afterIf(at + 1);
        if (t.is(j, Keyword.ALL) && t.isWord(j + 1, "in")) {
            j += 2;
        }
        if (t.is(j, Keyword.ONLY)) {
            j++;
        }
        String name = "";
        if (t.isName(j)) {
            int end = w.names.end(j);
            name = w.names.text(j, end);
            w.write(name);
            j = end;
        } else {
            findings.unnamedWrite();
        }
        return actions(j, object);
    }

    /** To the end of the statement, whatever stands there. */
    private int end(int i) {
        int j = i;
        while (!w.clauses.endsStatement(j)) {
            j++;
        }
        return j;
    }

    private int alterView(int at) {
        int j = name(at, "view");
        while (!w.clauses.endsStatement(j)) {
            if (t.is(j, Keyword.AS) && w.clauses.startsStatement(j + 1)) {
                return w.queryOrChange(j + 1, null);
            }
            if (t.is(j, Keyword.OWNER) && t.is(j + 1, Keyword.TO)) {
                findings.kind(StatementKind.CHANGE_OWNER);
                findings.deed(Verb.WRITE, Optional.of("owner"));
            }
            j++;
        }
        return j;
    }

    private int alterSystem(int at) {
        findings.kind(StatementKind.SET_GLOBAL);
        String action = word(at + 1);
        if (action.equals("kill") || action.equals("disconnect") || action.equals("cancel")) {
            findings.kind(StatementKind.KILL);
            findings.deed(Verb.DESTROY, Optional.of("session"));
        } else {
            findings.deed(Verb.WRITE, Optional.of("setting"));
        }
        findings.unnamedWrite();
        return w.skip(at + 1);
    }

    /** The actions of an ALTER: most change, some destroy. */
    private int actions(int from, String object) {
        int i = from;
        while (!w.clauses.endsStatement(i)) {
            if (t.is(i, '(')) {
                i = t.mate(i) + 1;
                continue;
            }
            switch (t.key(i)) {
                case DROP:
                    i = dropped(i, object);
                    continue;
                case TRUNCATE:
                    findings.kind(StatementKind.DROP_PARTITION);
                    findings.deed(Verb.DESTROY, Optional.of("partition"));
                    break;
                case DELETE:
                    // ClickHouse; but ON DELETE CASCADE
                    if (!t.is(i - 1, Keyword.ON)
                            && !t.is(i - 1, Keyword.FOR)
                            && !t.is(i - 1, ',')) {
                        findings.kind(StatementKind.DELETE);
                        return mutation(i + 1, Verb.DESTROY);
                    }
                    break;
                case UPDATE:
                    if (i == from && w.dialect.name().equals("clickhouse")) {
                        findings.kind(StatementKind.UPDATE);
                        return mutation(i + 1, Verb.WRITE);
                    }
                    break;
                case SWITCH, EXCHANGE:
                    if (t.is(i + 1, Keyword.PARTITION)
                            || t.is(i + 1, Keyword.TO)
                            || t.isWord(i + 1, "subpartition")) {
                        findings.kind(StatementKind.DROP_PARTITION);
                        findings.deed(Verb.DESTROY, Optional.of("partition"));
                    }
                    break;
                case REPLACE:
                    if (t.is(i + 1, Keyword.PARTITION)) {
                        findings.kind(StatementKind.DROP_PARTITION);
                        findings.deed(Verb.DESTROY, Optional.of("partition"));
                    }
                    break;
                case DISCARD, CLEAR:
                    if (t.is(i + 1, Keyword.TABLESPACE) || t.is(i + 1, Keyword.COLUMN)) {
                        findings.deed(Verb.DESTROY, Optional.of("column"));
                    }
                    break;
                case SET:
                    if (t.is(i + 1, Keyword.UNUSED)) {
                        findings.kind(StatementKind.DROP_COLUMN);
                        findings.deed(Verb.DESTROY, Optional.of("column"));
                    } else if (t.isWord(i + 1, "data")) {
                        findings.kind(StatementKind.CHANGE_TYPE);
                    }
                    break;
                case TYPE, MODIFY, CHANGE:
                    if (i > from || t.is(i, Keyword.MODIFY) || t.is(i, Keyword.CHANGE)) {
                        findings.kind(StatementKind.CHANGE_TYPE);
                    }
                    break;
                case RENAME:
                    findings.kind(StatementKind.RENAME);
                    break;
                case OWNER:
                    if (t.is(i + 1, Keyword.TO)) {
                        findings.kind(StatementKind.CHANGE_OWNER);
                    }
                    break;
                case DISABLE:
                    if (t.is(i + 1, Keyword.ROW) && t.isWord(i + 2, "level")) {
                        findings.kind(StatementKind.DISABLE_SECURITY);
                        findings.deed(new Findings.Deed(Verb.WRITE, true, Optional.of("policy")));
                    }
                    break;
                default:
                    if (i > from
                            && w.clauses.startsNext(i, Clauses.Role.QUERY, true, true)
                            && !t.is(i, Keyword.ALTER)
                            && !t.is(i, Keyword.IF)
                            && !t.is(i, Keyword.SET)
                            && !t.is(i, Keyword.WITH)
                            && !t.is(i, Keyword.CHECK)) {
                        return i;
                    }
                    if (t.is(i, Keyword.ALTER)
                            && !t.is(i - 1, ',')
                            && w.dialect.has(Trait.NO_TERMINATOR)
                            && !t.is(i + 1, Keyword.COLUMN)) {
                        return i;
                    }
                    break;
            }
            i++;
        }
        return i;
    }

    private int mutation(int i, Verb bounded) {
        Scope scope = new Scope(null, findings);
        int end = w.clauses.scan(i, scope, Clauses.Role.EXPRESSION, Clauses.Stop.NOTHING);
        boolean bound =
                scope.whereFrom > 0
                        && !new Condition(t, w, scope).alwaysHolds(scope.whereFrom, scope.whereTo);
        findings.where(
                scope.whereFrom == 0
                        ? Findings.Where.NONE
                        : bound ? Findings.Where.BOUNDED : Findings.Where.TAUTOLOGY);
        findings.deed(bound ? bounded : Verb.DESTROY, Optional.of("table"));
        return end;
    }

    /** {@code ALTER … DROP …}: a column, a partition, or something that holds no data. */
    private int dropped(int i, String object) {
        int j = i + 1;
        if (t.is(i - 1, Keyword.ALTER) && !t.is(i - 2, Keyword.COLUMN) && object.equals("table")) {
            j = i + 1;
        }
        j = afterIf(j);
        String what = word(j);
        switch (what) {
            case "constraint",
            "index",
            "key",
            "primary",
            "foreign",
            "check",
            "unique",
            "default",
            "not",
            "null",
            "identity",
            "expression",
            "statistics",
            "projection",
            "clustering",
            "comment",
            "ttl",
            "feature",
            "trigger",
            "rule",
            "tag",
            "verify",
            "replica",
            "federation",
            "sortkey",
            "distkey":
                return j + 1;
            case "row", "masking", "aggregation", "password", "credential", "member":
                findings.deed(Verb.GRANT, Optional.of("policy"));
                return j + 1;
            case "partition",
            "subpartition",
            "partitions",
            "chunk",
            "logfile",
            "datafile",
            "file",
            "filegroup",
            "detached",
            "range":
                findings.kind(StatementKind.DROP_PARTITION);
                findings.deed(Verb.DESTROY, Optional.of("partition"));
                return j + 1;
            default:
                break;
        }
        switch (object) {
            case "table", "type", "view":
                findings.kind(StatementKind.DROP_COLUMN);
                findings.deed(Verb.DESTROY, Optional.of("column"));
                break;
            case "publication",
            "text",
            "extension",
            "operator",
            "server",
            "group",
            "domain",
            "stage",
            "stream",
            "task":
                break;
            default:
                findings.kind(StatementKind.DROP_COLUMN);
                findings.deed(Verb.DESTROY, Optional.of(object));
                break;
        }
        return j;
    }

    int drop(int i) {
        if (t.is(i + 1, Keyword.PREPARE)) {
            return w.tableDriven(i);
        }
        findings.kind(StatementKind.DROP);
        int at = object(i + 1);
        String object = word(at);
        if (object.equals("foreign") && t.is(at + 1, Keyword.TABLE)) {
            at++;
            object = "table";
        }
        if (aboutRights(object)) {
            findings.kind(StatementKind.USER);
        }
        findings.deed(Verb.DESTROY, Optional.of(object));
        int j = afterIf(at + 1);
        return targets(j, object);
    }

    private int targets(int from, String object) {
        int j = from;
        boolean any = false;
        while (t.isName(j) && !t.is(j, Keyword.ON)) {
            int end = w.names.end(j);
            if (!aboutRights(object)) {
                w.write(w.names.text(j, end));
                any = true;
            }
            j = end;
            if (t.is(j, '(')) {
                j = t.mate(j) + 1;
            }
            if (t.is(j, '*')) {
                j++;
            }
            if (!t.is(j, ',')) {
                break;
            }
            j++;
        }
        if (t.is(j, Keyword.ON) && t.isName(j + 1)) {
            w.write(w.names.text(j + 1, w.names.end(j + 1)));
        }
        if (!any) {
            findings.unnamedWrite();
        }
        return w.skip(j);
    }

    int truncate(int i) {
        findings.kind(StatementKind.TRUNCATE);
        int j = i + 1;
        String object = "table";
        if (t.is(j, Keyword.TABLE)) {
            j++;
        } else if (t.is(j, Keyword.DATABASE) || t.is(j, Keyword.SCHEMA)) {
            object = word(j);
            j++;
        }
        j = afterIf(j);
        if (t.is(j, Keyword.ONLY)) {
            j++;
        }
        findings.deed(Verb.DESTROY, Optional.of(object));
        return targets(j, object);
    }

    /** GRANT, REVOKE, DENY: the privileges are words that begin statements elsewhere. */
    int privileges(int i) {
        findings.kind(
                switch (t.key(i)) {
                    case GRANT -> StatementKind.GRANT;
                    case REVOKE -> StatementKind.REVOKE;
                    default -> StatementKind.DENY;
                });
        findings.deed(Verb.GRANT, Optional.of("privilege"));
        int j = i + 1;
        while (!w.clauses.endsStatement(j) && !t.is(j, Keyword.ON)) {
            j++;
        }
        if (t.is(j, Keyword.ON)) {
            j++;
            while (t.is(j, Keyword.TABLE) || t.isWord(j, "object")) {
                j++;
            }
            while (t.isName(j) && !t.is(j, Keyword.TO) && !t.is(j, Keyword.FROM)) {
                int end = w.names.end(j);
                w.table(w.names.text(j, end));
                j = end;
                if (t.is(j, ',')) {
                    j++;
                }
            }
        }
        while (!w.clauses.endsStatement(j)) {
            if (w.dialect.has(Trait.NO_TERMINATOR)
                    && w.clauses.startsNext(j, Clauses.Role.QUERY, true, true)
                    && !t.is(j, Keyword.GRANT)
                    && !t.is(j, Keyword.WITH)) {
                return j;
            }
            j++;
        }
        return j;
    }
}
