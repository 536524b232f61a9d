package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.Optional;
import java.util.Set;

/** Reads ALTER: most actions change, some destroy. */
final class Alterations {

    private final Walker w;
    private final Tokens t;
    private final Findings findings;
    private final Definitions shared;

    Alterations(Walker w, Definitions shared) {
        this.w = w;
        this.t = w.tokens;
        this.findings = w.findings;
        this.shared = shared;
    }

    int alter(int i) {
        int end = altered(i);
        shared.expressions(i + 1, end);
        return end;
    }

    private int altered(int i) {
        findings.kind(StatementKind.ALTER);
        int at = shared.object(i + 1);
        String object = shared.word(at);
        if (object.equals("foreign") && t.is(at + 1, Keyword.TABLE)) {
            at++;
            object = "table";
        }
        if (t.isWord(at - 1, "foreign")) {
            shared.programs(at, end(at));
        }
        int trigger = t.is(at + 1, Keyword.TRIGGER) ? at + 1 : at;
        if (t.is(trigger, Keyword.TRIGGER) && t.is(w.names.end(trigger + 1), Keyword.DISABLE)) {
            withoutTrigger();
        }
        switch (object) {
            case "function", "procedure", "proc", "trigger", "event", "package":
                if (w.dialect.has(Trait.INLINE_BODY)) {
                    if (stops(w.names.end(shared.afterIf(at + 1)), object)) {
                        findings.deed(Verb.DESTROY, Optional.of(object));
                    }
                    return shared.routines.routine(at, object);
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
                int end = w.skip(at + 1);
                w.settings().settings(at + 1, end);
                return end;
            case "share", "datashare", "recipient":
                // what others see of the data
                findings.deed(Verb.GRANT, Optional.of(object));
                break;
            case "default":
                findings.deed(Verb.GRANT, Optional.of("privilege"));
                findings.unnamedWrite();
                return end(at + 1);
            default:
                break;
        }
        if (t.is(at, Keyword.USER) && t.is(at + 1, Keyword.MAPPING)) {
            return shared.simple(at + 1, "user mapping", shared.mappingVerb(at));
        }
        if (Definitions.aboutRights(object)) {
            findings.kind(StatementKind.USER);
            findings.deed(Verb.GRANT, Optional.of(object));
            findings.unnamedWrite();
            return w.skip(at + 1);
        }
        findings.deed(Verb.WRITE, Optional.of(object));
        if (object.equals("policy")) {
            shared.opens(at);
        }
        int j = shared.afterIf(at + 1);
        if (t.is(j, Keyword.ALL) && t.isWord(j + 1, "in")) {
            j += 2;
        }
        if (t.is(j, Keyword.ONLY)) {
            j++;
        }
        int named = j;
        if (t.isName(j)) {
            int end = w.names.end(j);
            w.write(w.names.text(j, end));
            if (object.equals("table")) {
                Consequences.table(w.names, t, w.dialect, j, end).ifPresent(findings::deed);
            }
            j = end;
        } else {
            findings.unnamedWrite();
        }
        return actions(named, j, object);
    }

    /** What is to follow every change does not any more. */
    private void withoutTrigger() {
        findings.disguised(Verb.WRITE);
    }

    /** To the end of the statement, whatever stands there. */
    private int end(int i) {
        int j = i;
        while (!w.boundaries.endsStatement(j)) {
            j++;
        }
        return j;
    }

    private int alterView(int at) {
        int j = shared.creations.name(at, "view");
        while (!w.boundaries.endsStatement(j)) {
            if (t.is(j, Keyword.AS) && w.boundaries.startsStatement(j + 1)) {
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
        String action = shared.word(at + 1);
        if (action.equals("kill") || action.equals("disconnect") || action.equals("cancel")) {
            findings.kind(StatementKind.KILL);
            findings.deed(Verb.DESTROY, Optional.of("session"));
        } else {
            findings.deed(Verb.WRITE, Optional.of("setting"));
        }
        findings.unnamedWrite();
        int end = w.skip(at + 1);
        w.settings().settings(at + 1, end);
        return end;
    }

    /** The actions of an ALTER: most change, some destroy. */
    private int actions(int table, int from, String object) {
        int i = from;
        while (!w.boundaries.endsStatement(i)) {
            if (t.is(i, '(')) {
                i = t.mate(i) + 1;
                continue;
            }
            switch (t.key(i)) {
                case DROP:
                    i = dropped(i, object);
                    continue;
                case EXECUTE:
                    // Trino: ALTER TABLE t EXECUTE procedure
                    if (i == from && t.isName(i + 1)) {
                        w.functions.procedure(i + 1, w.names.end(i + 1));
                    }
                    break;
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
                        return mutation(table, i + 1, Verb.DESTROY);
                    }
                    break;
                case UPDATE:
                    if (w.dialect.name().equals("clickhouse")
                            && (i == from
                                    || t.is(from, Keyword.ON) && t.isWord(from + 1, "cluster"))) {
                        findings.kind(StatementKind.UPDATE);
                        return mutation(table, i + 1, Verb.WRITE);
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
                    w.settings().settings(i + 1, Math.min(i + 6, end(i)));
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
                    if (object.equals("table")) {
                        Consequences.tables(w, i + 1, Math.min(end(i), i + 6));
                    }
                    break;
                case OWNER:
                    if (t.is(i + 1, Keyword.TO)) {
                        findings.kind(StatementKind.CHANGE_OWNER);
                        if (!t.isWord(i + 2, "current_user") && !t.isWord(i + 2, "session_user")) {
                            findings.disguised(Verb.WRITE); // it gives every right on it
                        }
                    }
                    break;
                case USING:
                    if (i > from
                            && object.equals("table")
                            && (sameForAll(i + 1) || shortens(i + 1))) {
                        // TYPE int USING 0: what stood there is gone
                        findings.deed(Verb.DESTROY, Optional.of("column"));
                    }
                    break;
                case CLOSE:
                    if (object.equals("database")) {
                        findings.deed(Verb.DESTROY, Optional.of(object));
                    }
                    break;
                case DISABLE:
                    if (stops(i, object)) {
                        findings.deed(Verb.DESTROY, Optional.of(object));
                    }
                    if (t.is(i + 1, Keyword.TRIGGER)) {
                        withoutTrigger();
                    }
                    if (t.is(i + 1, Keyword.ROW) && t.isWord(i + 2, "level")) {
                        findings.kind(StatementKind.DISABLE_SECURITY);
                        findings.deed(new Findings.Deed(Verb.WRITE, true, Optional.of("policy")));
                    }
                    break;
                default:
                    if (i == from && stops(i, object)) {
                        findings.deed(Verb.DESTROY, Optional.of(object));
                    }
                    if (expires(i)) {
                        findings.deed(Verb.DESTROY, Optional.of("column"));
                    }
                    if (i > from
                            && w.boundaries.startsNext(i, Clauses.Role.QUERY, true, true)
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

    /**
     * What runs or copies by itself does so no more: {@code ALTER TASK k SUSPEND} (Snowflake),
     * {@code ALTER SUBSCRIPTION s DISABLE} (PostgreSQL), {@code ALTER EVENT e DISABLE} (MySQL). A
     * warehouse resumes when it is asked.
     */
    private boolean stops(int i, String object) {
        return switch (object) {
            case "task", "alert", "pipe", "service", "table" -> t.isWord(i, "suspend");
            case "subscription" -> t.is(i, Keyword.DISABLE);
            case "event" -> t.is(i, Keyword.DISABLE) && w.dialect.has(Trait.INLINE_BODY);
            default -> false;
        };
    }

    /**
     * ClickHouse: {@code MODIFY COLUMN c String TTL d + INTERVAL 1 DAY}; not a column called so.
     */
    private boolean expires(int i) {
        return t.isWord(i, "ttl")
                && w.dialect.name().equals("clickhouse")
                && t.isName(i + 1)
                && !t.is(i + 1, Keyword.TO)
                && !t.is(i - 1, Keyword.COLUMN)
                && !t.is(i - 1, Keyword.EXISTS)
                && !t.isWord(i - 1, "after")
                && !t.isWord(i - 1, "remove");
    }

    /** True for an expression without a column: {@code NULL::int}, {@code ''}. */
    private boolean sameForAll(int from) {
        int i = from;
        while (!w.boundaries.endsStatement(i) && !t.is(i, ',')) {
            boolean type = t.isOperator(i - 1, "::") || t.is(i - 1, Keyword.AS);
            if (t.isName(i)
                    && !type
                    && !t.is(i + 1, '(')
                    && (t.key(i) == Keyword.OTHER || t.type(i) == Tokens.QUOTED)) {
                return false;
            }
            i++;
        }
        return i > from && w.dialect.name().equals("postgresql");
    }

    /** True where a function keeps a part of a value: {@code USING left(note, 10)}. */
    private boolean shortens(int from) {
        for (int i = from; !w.boundaries.endsStatement(i) && !endsAction(i); i++) {
            if (t.isName(i)
                    && t.is(i + 1, '(')
                    && SHORTENING.contains(Names.lower(w.names.unquoted(i)))) {
                return true;
            }
        }
        return false;
    }

    /** A comma before another action; others stand between arguments. */
    private boolean endsAction(int i) {
        return t.is(i, ',')
                && (t.is(i + 1, Keyword.ALTER)
                        || t.is(i + 1, Keyword.ADD)
                        || t.is(i + 1, Keyword.DROP));
    }

    private static final Set<String> SHORTENING =
            Set.of("left", "right", "substr", "substring", "trunc", "round", "floor", "ceil");

    /** {@code UPDATE a = 1 WHERE b, DELETE WHERE c}, of the table whose name begins there. */
    private int mutation(int table, int i, Verb bounded) {
        Scope scope = new Scope(null, findings, w.names);
        if (t.isName(table)) {
            int name = w.names.end(table);
            scope.table(w.names.lastPart(table, name), table, name);
        }
        int end = w.clauses.scan(i, scope, Clauses.Role.EXPRESSION, Clauses.Stop.NOTHING);
        int next = next(i, end);
        boolean first = scope.whereFrom > 0 && scope.whereFrom <= next;
        int to = Math.min(next, scope.whereTo);
        mutated(scope, first ? scope.whereFrom : 0, to, bounded);
        while (next < end) {
            boolean deletes = t.is(next + 1, Keyword.DELETE);
            findings.kind(deletes ? StatementKind.DELETE : StatementKind.UPDATE);
            int where = next;
            next = next(next + 2, end);
            while (where < next && !t.is(where, Keyword.WHERE)) {
                where = t.is(where, '(') ? t.mate(where) + 1 : where + 1;
            }
            int from = where < next ? where + 1 : 0;
            mutated(scope, from, next, deletes ? Verb.DESTROY : Verb.WRITE);
        }
        return end;
    }

    /** Notes what one change does whose condition stands in that range; from 0 if it has none. */
    private void mutated(Scope scope, int from, int to, Verb bounded) {
        boolean bound = from > 0 && !new Bounding(t, w, scope).alwaysHolds(from, to);
        findings.where(
                from == 0
                        ? Findings.Where.NONE
                        : bound ? Findings.Where.BOUNDED : Findings.Where.TAUTOLOGY);
        findings.deed(bound ? bounded : Verb.DESTROY, Optional.of("table"));
    }

    /** The comma before the next change of the same statement, or its end. */
    private int next(int from, int end) {
        int i = from;
        while (i < end
                && !(t.is(i, ',')
                        && (t.is(i + 1, Keyword.UPDATE) || t.is(i + 1, Keyword.DELETE)))) {
            i = t.is(i, '(') ? t.mate(i) + 1 : i + 1;
        }
        return Math.min(i, end);
    }

    /** {@code ALTER … DROP …}: a column, a partition, or something that holds no data. */
    private int dropped(int i, String object) {
        int j = i + 1;
        if (t.is(i - 1, Keyword.ALTER) && !t.is(i - 2, Keyword.COLUMN) && object.equals("table")) {
            j = i + 1;
        }
        j = shared.afterIf(j);
        String what = shared.word(j);
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
            "subscription",
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
}
