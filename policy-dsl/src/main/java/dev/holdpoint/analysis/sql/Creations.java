package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Verb;
import java.util.Optional;
import java.util.Set;

/** Reads CREATE: what is made, from what, and what it replaces. */
final class Creations {

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
    private final Definitions shared;

    Creations(Walker w, Definitions shared) {
        this.w = w;
        this.t = w.tokens;
        this.findings = w.findings;
        this.shared = shared;
    }

    int create(int i) {
        boolean replaces =
                t.is(i + 1, Keyword.OR)
                        && (t.is(i + 2, Keyword.REPLACE) || t.is(i + 2, Keyword.ALTER));
        int first = replaces ? i + 3 : i + 1;
        int at = shared.object(first);
        String object = shared.word(at);
        boolean temporary = false;
        boolean foreign = object.equals("foreign") || t.isWord(at - 1, "foreign");
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
            return shared.simple(at + 1, "user mapping", shared.mappingVerb(at));
        }
        if (Definitions.aboutRights(object)) {
            return createRole(at, object);
        }
        boolean mine = t.is(i + 2, Keyword.REPLACE);
        if (replaces && mine && HOLDERS.contains(object) && !temporary) {
            findings.deed(Verb.DESTROY, Optional.of(object));
        }
        switch (object) {
            case "table":
                if (t.isWord(at - 1, "linked")) {
                    // H2: a driver, or a directory that names one
                    findings.deed(Routines.CODE);
                }
                int end = createTable(at, object);
                if (foreign) {
                    shared.programs(at, end);
                }
                return end;
            case "view":
                return createView(at, object);
            case "function", "procedure", "proc", "trigger", "package", "event", "macro", "type":
                if (object.equals("type") && !t.is(at + 1, Keyword.BODY)) {
                    return shared.simple(at, object, Verb.WRITE);
                }
                return shared.routines.routine(at, object);
            case "rule":
                return shared.routines.rule(at);
            case "alias":
                return alias(at);
            case "aggregate":
                // H2: a class by its name
                if (w.dialect.name().equals("h2")) {
                    return alias(at);
                }
                return shared.simple(at, object, Verb.WRITE);
            case "assembly", "library", "java":
                findings.deed(Routines.CODE);
                return shared.simple(at, object, Verb.WRITE);
            case "schema":
                return createSchema(at);
            case "language":
                return shared.simple(at, object, Verb.RUN);
            case "job", "task", "alert", "scheduled":
                return shared.routines.scheduled(at, object);
            case "index":
                int last = createTable(at, object);
                shared.expressions(at, last);
                return last;
            case "sink", "source", "dictionary", "stream":
                return createTable(at, object);
            case "policy":
                if (isForEverybody(at)) {
                    shared.opens(at);
                }
                return shared.simple(at, object, Verb.WRITE);
            default:
                return shared.simple(at, object, Verb.WRITE);
        }
    }

    /**
     * A policy that names PUBLIC opens where its condition bounds nothing; for one role, or within
     * the grants that there are, such a one is everyday work.
     */
    private boolean isForEverybody(int at) {
        boolean everybody = false;
        for (int i = at; !w.boundaries.endsStatement(i); i++) {
            if (t.is(i, Keyword.AS) && t.isWord(i + 1, "restrictive")) {
                return false;
            }
            everybody |= t.is(i, Keyword.TO) && t.isWord(i + 1, "public");
        }
        return everybody;
    }

    /**
     * A role that is given nothing, no attribute, member or password, changes nobody's rights; one
     * that anybody may log in as does.
     */
    private int createRole(int at, String object) {
        findings.kind(StatementKind.USER);
        int j = shared.afterIf(at + 1);
        int end = w.skip(j);
        boolean bare = t.isName(j) && j + 1 == end && !object.equals("secret");
        boolean opens = !w.dialect.name().equals("postgresql") && !object.equals("role");
        findings.deed(bare && !opens ? Verb.WRITE : Verb.GRANT, Optional.of(object));
        findings.unnamedWrite();
        return end;
    }

    int name(int at, String object) {
        int j = shared.afterIf(at + 1);
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
        while (!w.boundaries.endsStatement(i)) {
            if (t.is(i, '(')) {
                int close = t.mate(i);
                if (w.boundaries.startsStatement(i + 1)) {
                    Scope scope = new Scope(null, findings, w.names);
                    w.clauses.nested(i + 1, close, scope);
                } else {
                    references(i + 1, close);
                }
                i = close + 1;
                continue;
            }
            if (t.isName(i)
                    && t.is(i + 1, '(')
                    && (t.is(i - 1, '=') || t.isWord(i - 1, "engine"))) {
                // ENGINE = Executable('script')
                w.functions.called(i, i + 1, new Scope(null, findings, w.names));
            }
            if (t.isWord(i, "engine")
                    && t.type(i + 1) == Tokens.QUOTED
                    && w.dialect.name().equals("h2")) {
                findings.deed(Routines.CODE); // a class by its name
            }
            if (i > j
                    && w.boundaries.startsNext(i, Clauses.Role.QUERY, false, true)
                    && !t.is(i, Keyword.IF)) {
                return i;
            }
            switch (t.key(i)) {
                case SELECT, WITH, VALUES, TABLE, EXECUTE, FROM:
                    if (w.boundaries.startsStatement(i)
                            && (t.is(i - 1, Keyword.AS)
                                    || t.is(i - 1, ')')
                                    || t.is(i, Keyword.SELECT)
                                    || t.is(i, Keyword.WITH) && t.is(i + 2, Keyword.AS))) {
                        return w.queryOrChange(i, null);
                    }
                    if (t.is(i, Keyword.EXECUTE) && t.is(i - 1, Keyword.AS)) {
                        return w.dynamic().statement(i);
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
            if (t.is(i, '(') && w.boundaries.startsStatement(i + 1)) {
                int end = t.mate(i);
                w.clauses.nested(i + 1, end, new Scope(null, findings, w.names));
                i = end;
            } else if ((t.is(i, Keyword.REFERENCES) || t.is(i, Keyword.LIKE)) && t.isName(i + 1)) {
                int end = w.names.end(i + 1);
                findings.table(w.names, i + 1, end);
                i = end - 1;
            } else if (t.isName(i)
                    && t.is(i + 1, '(')
                    && t.key(i) == Keyword.OTHER
                    && !t.is(i - 1, Keyword.KEY)
                    && !t.is(i - 1, Keyword.INDEX)
                    && !t.is(i - 1, Keyword.UNIQUE)) {
                w.functions.called(i, i + 1, new Scope(null, findings, w.names));
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
        while (!w.boundaries.endsStatement(j)) {
            if (t.is(j, Keyword.CREATE)) {
                int end = create(j);
                grants(j, end);
                return end;
            }
            if (t.is(j, Keyword.GRANT)) {
                return shared.privileges(j);
            }
            if (w.boundaries.startsNext(j, Clauses.Role.QUERY, true, true)) {
                return j;
            }
            j++;
        }
        return j;
    }

    /** A GRANT among the elements of a schema, which the element before it does not end. */
    private void grants(int from, int to) {
        for (int i = from; i < to; i++) {
            if (t.is(i, '(')) {
                i = t.mate(i);
            } else if (t.is(i, Keyword.GRANT)) {
                shared.privileges(i);
            }
        }
    }

    /** H2's {@code CREATE ALIAS}: Java that the database compiles and runs, or a method's name. */
    private int alias(int at) {
        findings.deed(Routines.CODE);
        int j = name(at, "alias");
        return w.skip(j);
    }
}
