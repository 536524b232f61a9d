package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads DROP, TRUNCATE and the statements about rights; hands CREATE and ALTER on. */
final class Definitions {

    final Creations creations;
    final Alterations alterations;
    final Routines routines;
    private final Walker w;
    private final Tokens t;
    private final Findings findings;

    Definitions(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.findings = w.findings;
        this.creations = new Creations(w, this);
        this.alterations = new Alterations(w, this);
        this.routines = new Routines(w, this);
    }

    /** What is created, altered or dropped: the first of these words that is found. */
    int object(int i) {
        int j = i;
        int most = i + 14;
        while (j < most && !w.boundaries.endsStatement(j)) {
            switch (t.key(j)) {
                case SERVER:
                    return t.is(j + 1, Keyword.ROLE) ? j + 1 : j;
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
                PUBLICATION,
                JAVA,
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
                    "alert",
                    "scheduled",
                    "task",
                    "pipe",
                    "stream",
                    "keyspace",
                    "catalog",
                    "model",
                    "share",
                    "datashare",
                    "recipient",
                    "tag",
                    "secret",
                    "credential",
                    "key",
                    "certificate",
                    "assembly",
                    "library",
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

    String word(int i) {
        return t.raw(i).toLowerCase(Locale.ROOT);
    }

    static boolean aboutRights(String object) {
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

    int afterIf(int i) {
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

    Verb mappingVerb(int i) {
        for (int j = i; !w.boundaries.endsStatement(j); j++) {
            if (t.is(j, Keyword.PASSWORD)) {
                return Verb.GRANT;
            }
        }
        return Verb.WRITE;
    }

    /** A policy whose condition bounds no row opens the table to whom it is for. */
    void opens(int at) {
        for (int i = at; !w.boundaries.endsStatement(i); i++) {
            boolean condition = t.is(i, Keyword.USING) || t.is(i, Keyword.CHECK);
            if (condition && t.is(i + 1, '(')) {
                int close = t.mate(i + 1);
                boolean same = true;
                for (int j = i + 2; j < close; j++) {
                    same &= !t.isName(j) || t.key(j) != Keyword.OTHER;
                    same &= t.type(j) != Tokens.QUOTED;
                }
                if (same && !t.is(i + 2, Keyword.FALSE) || !bounds(i + 2, close)) {
                    findings.deed(Verb.GRANT, Optional.of("policy"));
                }
                i = close;
            }
        }
    }

    private boolean bounds(int from, int to) {
        Scope scope = new Scope(null, findings, w.names);
        return !new Bounding(t, w, scope).alwaysHolds(from, to);
    }

    /**
     * Functions in the expressions of a definition, which run with it: defaults, conditions, what a
     * type is changed by. A name before a list of columns is none.
     */
    void expressions(int from, int to) {
        boolean expression = false;
        for (int i = from; i < to; i++) {
            switch (t.key(i)) {
                case DEFAULT, CHECK, USING, AS, WHERE, WHEN, VALUES:
                    expression = true;
                    break;
                case ADD, DROP, ALTER, MODIFY, CHANGE, RENAME:
                    expression &= !t.is(i - 1, ',');
                    break;
                default:
                    if (expression && t.isName(i) && t.is(i + 1, '(') && !t.is(i - 1, '.')) {
                        w.functions.called(i, i + 1, new Scope(null, findings, w.names));
                    } else if (expression && t.isName(i) && t.is(i + 1, '.')) {
                        int end = w.names.end(i);
                        if (t.is(end, '(')) {
                            w.functions.called(i, end, new Scope(null, findings, w.names));
                        }
                    }
                    break;
            }
        }
    }

    /** {@code OPTIONS (program 'command')}: file_fdw reads what a command writes. */
    void programs(int from, int to) {
        for (int i = from; i < to; i++) {
            if (t.is(i, Keyword.PROGRAM) && t.type(i + 1) == Tokens.STRING) {
                w.transfers().program(i + 1);
            }
        }
    }

    int simple(int at, String object, Verb verb) {
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

    int drop(int i) {
        if (t.is(i + 1, Keyword.PREPARE)) {
            return w.statements.tableDriven(i);
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
        while (!w.boundaries.endsStatement(j) && !t.is(j, Keyword.ON)) {
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
        while (!w.boundaries.endsStatement(j)) {
            if (w.dialect.has(Trait.NO_TERMINATOR)
                    && w.boundaries.startsNext(j, Clauses.Role.QUERY, true, true)
                    && !t.is(j, Keyword.GRANT)
                    && !t.is(j, Keyword.WITH)) {
                return j;
            }
            j++;
        }
        return j;
    }
}
