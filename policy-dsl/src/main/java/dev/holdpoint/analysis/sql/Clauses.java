package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the clauses of one query or change, from any point to its end: which names stand where a
 * table does, which are columns or functions, and where another statement begins in parentheses.
 * Goes forward only; a parenthesis that holds a statement is read as one level of recursion, whose
 * depth is bounded.
 */
final class Clauses {

    /** Statements in statements. */
    private static final int MOST_NESTING = 100;

    /** Words that end the clauses beside the end of the statement. */
    enum Stop {
        NOTHING,
        THEN,
        DO_OR_LOOP
    }

    /** What the clauses belong to. */
    enum Role {
        QUERY,
        INSERT,
        UPDATE,
        DELETE,
        MERGE,
        EXPRESSION
    }

    private final Walker w;
    private final Tokens t;
    private final Names names;
    private final Findings findings;
    private final boolean loose;
    private final boolean generic;
    private final boolean postgres;
    private final boolean scripts;

    /** Names that WITH gave to queries, the innermost last, and how often each is given. */
    private final List<String> ctes = new ArrayList<>(0);

    private Map<String, Integer> cteCounts = Map.of();
    private int nesting;

    Clauses(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.names = w.names;
        this.findings = w.findings;
        this.loose = w.dialect.has(Trait.NO_TERMINATOR);
        this.generic = w.dialect.isGeneric();
        this.postgres = w.dialect.has(Trait.ESCAPE_STRING) && !generic;
        this.scripts = w.dialect.name().equals("spark") || w.dialect.name().equals("hive");
    }

    /** True where a query or a change in parentheses begins. */
    boolean startsStatement(int i) {
        Keyword k = t.key(i);
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
                return w.dialect.has(Trait.FROM_FIRST) && (t.isName(i + 1) || t.is(i + 1, '('));
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

    /** A statement in parentheses, from after the opening one to the closing one. */
    int nested(int i, int close, Scope outer) {
        if (nesting >= MOST_NESTING) {
            findings.hidden("statements nested more than " + MOST_NESTING + " deep");
            return close;
        }
        nesting++;
        int end = w.queryOrChange(i, outer);
        // what is left before the parenthesis is read as an expression, so that nothing is skipped
        while (end < close) {
            int next = scan(end, new Scope(outer, findings, names), Role.EXPRESSION, Stop.NOTHING);
            end = next > end ? next : end + 1;
        }
        nesting--;
        return close;
    }

    /** {@code WITH a AS (…), b AS (…)} and the statement after it. */
    int with(int i, Scope outer) {
        int mark = ctes.size();
        int j = i + 1;
        if (t.is(j, Keyword.RECURSIVE)) {
            j++;
        }
        Scope scope = new Scope(outer, findings, names);
        while (true) {
            if (!t.isName(j)) {
                break;
            }
            if (t.is(j, Keyword.FUNCTION) || t.is(j, Keyword.PROCEDURE)) {
                j = w.inlineFunction(j);
                continue;
            }
            int after = j + 1;
            if (t.is(after, '(')) {
                after = t.mate(after) + 1;
            }
            if (t.is(after, Keyword.USING)
                    && t.is(after + 1, Keyword.KEY)
                    && t.is(after + 2, '(')) {
                after = t.mate(after + 2) + 1;
            }
            if (t.is(after, Keyword.AS)) {
                int open = after + 1;
                if (t.is(open, Keyword.PROCEDURE)) {
                    findings.hidden("a procedure that lives as long as its call");
                }
                if (t.is(open, Keyword.NOT)) {
                    open++;
                }
                if (t.is(open, Keyword.MATERIALIZED)) {
                    open++;
                }
                if (t.is(open, '(')) {
                    addCte(names.part(j));
                    int close = t.mate(open);
                    nested(open + 1, close, scope);
                    j = close + 1;
                    while (t.isWord(j, "search") || t.isWord(j, "cycle")) {
                        j++;
                        while (t.type(j) != Tokens.END
                                && !t.is(j, ',')
                                && !t.is(j, Keyword.SELECT)
                                && !t.isWord(j, "cycle")
                                && !endsStatement(j)) {
                            if (t.is(j, Keyword.SET) || t.is(j, Keyword.BY)) {
                                j++;
                            }
                            if (t.is(j, Keyword.INSERT)
                                    || t.is(j, Keyword.UPDATE)
                                    || t.is(j, Keyword.DELETE)
                                    || t.is(j, Keyword.MERGE)
                                    || t.is(j, '(')) {
                                break;
                            }
                            j++;
                            while (t.is(j, ',')
                                    && t.isName(j + 1)
                                    && !t.is(j + 2, Keyword.AS)
                                    && !t.is(j + 2, '(')) {
                                j += 2;
                            }
                        }
                    }
                    if (t.is(j, ',')) {
                        j++;
                        continue;
                    }
                    break;
                }
            }
            // WITH expression AS name (ClickHouse), WITH XMLNAMESPACES (…): read up to the
            // statement
            int next = scanItem(j, scope);
            if (t.is(next, ',')) {
                j = next + 1;
                continue;
            }
            j = next;
            break;
        }
        scope.close();
        int end;
        if (j > i + 1 && (t.is(j, '(') || startsMain(j))) {
            end = w.queryOrChange(j, outer);
        } else {
            end = scan(j, new Scope(outer, findings, names), Role.EXPRESSION, Stop.NOTHING);
        }
        while (ctes.size() > mark) {
            cteCounts.merge(ctes.remove(ctes.size() - 1), -1, Integer::sum);
        }
        return end;
    }

    private void addCte(String name) {
        if (cteCounts.isEmpty()) {
            cteCounts = new HashMap<>();
        }
        ctes.add(name);
        cteCounts.merge(name, 1, Integer::sum);
    }

    private boolean startsMain(int i) {
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

    /** One item of a list, up to the comma or the main statement. */
    private int scanItem(int i, Scope scope) {
        int j = i;
        while (t.type(j) != Tokens.END && !endsStatement(j) && !t.is(j, ',') && !t.is(j, ')')) {
            if (startsMain(j) && j > i) {
                return j;
            }
            if (t.is(j, '(')) {
                int close = t.mate(j);
                if (startsStatement(j + 1)) {
                    nested(j + 1, close, scope);
                } else {
                    group(j + 1, close, scope);
                }
                j = close + 1;
            } else {
                j++;
            }
        }
        return j;
    }

    /** Everything between two parentheses, as expressions. */
    void group(int from, int close, Scope scope) {
        int j = from;
        while (j < close) {
            int next = scan(j, scope, Role.EXPRESSION, Stop.NOTHING);
            j = next > j ? next : j + 1;
        }
    }

    /** True where the name in that range is one that {@code WITH} gave to a query. */
    boolean isCte(int from, int to) {
        return !ctes.isEmpty() && to == from + 1 && cteCounts.getOrDefault(names.part(from), 0) > 0;
    }

    boolean endsStatement(int i) {
        byte type = t.type(i);
        return type == Tokens.END || type == Tokens.TERMINATOR || type == Tokens.BATCH_END;
    }

    /**
     * Reads clauses up to the end of the statement.
     *
     * @return the index of the token that ends it: a terminator, the closing parenthesis of a
     *     nested statement, a word named by {@code stop}, or the first word of the next statement
     */
    int scan(int from, Scope scope, Role role, Stop stop) {
        int i = from;
        int depth = 0;
        int cases = 0;
        boolean expectTable = false;
        boolean inFrom = false;
        int fromDepth = 0;
        boolean setSeen = role != Role.UPDATE;
        boolean bodySeen = role != Role.INSERT;
        long joinGroups = 0; // one bit for each depth at which tables are joined in parentheses
        while (true) {
            byte type = t.type(i);
            if (type == Tokens.END || type == Tokens.TERMINATOR || type == Tokens.BATCH_END) {
                if (depth == 0 || type != Tokens.TERMINATOR) {
                    break;
                }
                i++;
                continue;
            }
            if (type == Tokens.OPERATOR) {
                char c = t.operator(i);
                if (c == '(') {
                    int close = t.mate(i);
                    if (startsStatement(i + 1)) {
                        nested(i + 1, close, scope);
                        i = close + 1;
                        if (expectTable) {
                            scope.rows(Scope.NONE);
                            expectTable = false;
                            i = alias(i, scope);
                        }
                        continue;
                    }
                    if (inFrom && expectTable) {
                        joinGroups |= bit(depth + 1);
                    }
                    depth++;
                    i++;
                    continue;
                }
                if (c == ')') {
                    if (depth == 0) {
                        break;
                    }
                    boolean group = (joinGroups & bit(depth)) != 0;
                    joinGroups &= ~bit(depth);
                    depth--;
                    expectTable = false;
                    i++;
                    if (group && inFrom) {
                        i = skipAlias(i);
                    }
                    continue;
                }
                if (c == ',') {
                    if (inFrom && (depth == fromDepth || (joinGroups & bit(depth)) != 0)) {
                        expectTable = true;
                    }
                    i++;
                    continue;
                }
                if (c == '*') {
                    star(i, scope, depth);
                    i++;
                    continue;
                }
                if (c == '[' && expectTable && postgres && t.isName(i + 1)) {
                    // CockroachDB: SELECT * FROM [DELETE FROM t RETURNING *]
                    scope.rows(Scope.NONE);
                    expectTable = false;
                    i = Math.max(i + 1, w.statement(i + 1));
                    continue;
                }
                if (c == '\\' && postgres || loose && (c == ':' || c == '!') && t.startsLine(i)) {
                    i = clientCommand(i);
                    break;
                }
                if (t.isOperator(i, "::")) {
                    i = type(i + 1);
                    continue;
                }
                if (c == ':' && t.type(i + 1) == Tokens.PARAMETER) {
                    i += 2;
                    continue;
                }
                if (c == '|' && t.is(i + 1, '>') && t.isName(i + 2)) {
                    // BigQuery's pipe: FROM t |> WHERE … |> SELECT
                    inFrom = false;
                    expectTable = false;
                    i += 2;
                    if (t.is(i, Keyword.DROP)
                            || t.is(i, Keyword.SET)
                            || t.is(i, Keyword.CALL)
                            || t.is(i, Keyword.RENAME)
                            || t.is(i, Keyword.AS)) {
                        i++;
                    }
                    continue;
                }
                i++;
                continue;
            }
            if (type == Tokens.VARIABLE || type == Tokens.PARAMETER) {
                if (assigned(i)) {
                    w.forget(i);
                }
                if (expectTable) {
                    scope.rows(Scope.NONE);
                    expectTable = false;
                    i = alias(i + 1, scope);
                } else {
                    i++;
                }
                continue;
            }
            if (type == Tokens.STRING) {
                if (expectTable) {
                    // Snowflake, DuckDB, Spark: a file or a stage as a table
                    scope.rows(Scope.NONE);
                    expectTable = false;
                    i = alias(i + 1, scope);
                } else {
                    i++;
                }
                continue;
            }
            if (type == Tokens.NUMBER) {
                i++;
                continue;
            }
            Keyword k = t.key(i);
            if (type == Tokens.WORD && k != Keyword.OTHER) {
                if (depth == 0
                        && cases == 0
                        && i > from
                        && startsNext(i, role, bodySeen, setSeen)) {
                    break;
                }
                if (depth == 0 && cases == 0 && stops(k, stop)) {
                    break;
                }
                int next = -1;
                switch (k) {
                    case CASE:
                        cases++;
                        next = i + 1;
                        break;
                    case END:
                        if (cases > 0) {
                            cases--;
                        }
                        next = i + 1;
                        break;
                    case FROM:
                        next = i + 1;
                        if (depth == 0 && !t.is(i - 1, Keyword.DISTINCT)) {
                            inFrom = true;
                            fromDepth = 0;
                            expectTable = true;
                        }
                        break;
                    case JOIN, STRAIGHT_JOIN, APPLY:
                        next = i + 1;
                        if (inFrom || !setSeen) {
                            expectTable = true;
                            inFrom = true;
                        }
                        break;
                    case USING:
                        next = i + 1;
                        if (depth == 0
                                && !t.is(i + 1, '(')
                                && (role == Role.DELETE || role == Role.MERGE)) {
                            inFrom = true;
                            expectTable = true;
                        } else if (depth == 0 && role == Role.MERGE) {
                            inFrom = true;
                            expectTable = true;
                        } else if (t.type(i + 1) == Tokens.STRING && scripts) {
                            // TRANSFORM (a) USING 'command', MAP a USING 'command'
                            w.changes().program(i + 1);
                        }
                        break;
                    case ON:
                        next = i + 1;
                        if (role == Role.MERGE && depth == 0) {
                            inFrom = false;
                        }
                        expectTable = false;
                        if (t.is(i + 1, Keyword.CONFLICT)) {
                            next = i + 2;
                        } else if (t.is(i + 1, Keyword.DUPLICATE)) {
                            next = t.is(i + 3, Keyword.UPDATE) ? i + 4 : i + 2;
                        }
                        break;
                    case DO:
                        next = i + 1;
                        if (role == Role.INSERT) {
                            next = t.is(i + 1, Keyword.UPDATE) ? i + 2 : i + 1;
                            if (t.is(next, Keyword.SET)) {
                                next++;
                            }
                        }
                        break;
                    case WHERE:
                        next = i + 1;
                        inFrom = false;
                        expectTable = false;
                        if (depth == 0 && scope.whereFrom == 0) {
                            scope.whereFrom = i + 1;
                        }
                        break;
                    case GROUP, HAVING, ORDER, LIMIT, QUALIFY, WINDOW, OFFSET, RETURNING, OPTION:
                        if (k == Keyword.GROUP && !t.is(i + 1, Keyword.BY)
                                || k == Keyword.ORDER && !t.is(i + 1, Keyword.BY)
                                || t.is(i + 1, '(') && k == Keyword.WINDOW) {
                            next = k == Keyword.ORDER ? i + 1 : -1;
                            break;
                        }
                        next = i + 1;
                        if (depth == 0 && k != Keyword.OFFSET) {
                            inFrom = false;
                            expectTable = false;
                            closeWhere(scope, i);
                        }
                        break;
                    case UNION, EXCEPT, INTERSECT, MINUS:
                        next = i + 1;
                        if (depth == 0
                                && !t.is(i + 1, '(')
                                && (inFrom || role == Role.QUERY || role == Role.INSERT)
                                && followsSetOperator(i + 1)) {
                            next = i + 1;
                            while (t.is(next, Keyword.ALL)
                                    || t.is(next, Keyword.DISTINCT)
                                    || t.is(next, Keyword.BY)
                                    || t.isWord(next, "name")
                                    || t.isWord(next, "corresponding")) {
                                next++;
                            }
                            if (t.is(next, Keyword.SELECT)) {
                                next = select(next);
                            } else if (startsMain(next)) {
                                inFrom = t.is(next, Keyword.FROM) || t.is(next, Keyword.TABLE);
                                expectTable = inFrom;
                                next++;
                                break;
                            }
                        }
                        inFrom = false;
                        expectTable = false;
                        break;
                    case SELECT:
                        next = select(i);
                        bodySeen = true;
                        findings.kind(StatementKind.SELECT);
                        inFrom = false;
                        expectTable = false;
                        break;
                    case WITH:
                        if (depth == 0
                                && t.isName(i + 1)
                                && (role == Role.INSERT && !bodySeen || role == Role.EXPRESSION)
                                && withStartsQuery(i)) {
                            bodySeen = true;
                            i = with(i, scope);
                            continue;
                        }
                        next = i + 1;
                        break;
                    case SET:
                        next = i + 1;
                        if (depth == 0) {
                            setSeen = true;
                            inFrom = false;
                            expectTable = false;
                        }
                        break;
                    case INTO:
                        if (depth == 0) {
                            next = into(i, role);
                            expectTable = false;
                        } else {
                            next = i + 1;
                        }
                        break;
                    case VALUES:
                        next = i + 1;
                        bodySeen = true;
                        break;
                    case TABLE:
                        next = i + 1;
                        if (t.is(i + 1, '(')) {
                            // TABLE(f(…)): a function's rows
                            if (expectTable) {
                                scope.rows(Scope.NONE);
                                expectTable = false;
                            }
                        } else if (role == Role.INSERT && !bodySeen) {
                            bodySeen = true;
                            inFrom = true;
                            expectTable = true;
                        }
                        break;
                    case AS:
                        next = i + 1;
                        if (t.is(i + 1, '(')) {
                            // t AS (a int, b text): definitions of columns
                            if (inFrom && !startsStatement(i + 2)) {
                                next = t.mate(i + 1) + 1;
                            }
                        } else if (t.isName(i + 1) || t.type(i + 1) == Tokens.STRING) {
                            next = type(i + 1);
                        }
                        break;
                    case LATERAL, ONLY:
                        next = i + 1;
                        if (t.isWord(i + 1, "view")) {
                            // LATERAL VIEW explode(x) t AS c
                            next = i + 2;
                            expectTable = false;
                        }
                        break;
                    case FOR:
                        next = forClause(i, depth);
                        break;
                    case DELETE, UPDATE, INSERT:
                        if (role == Role.MERGE && depth == 0) {
                            next = w.changes().mergeBranch(i);
                        } else if (depth == 0
                                && role == Role.QUERY
                                && !expectTable
                                && !t.is(i + 1, '(')
                                && startsStatement(i)) {
                            // FROM t INSERT INTO u SELECT … (Hive)
                            i = w.queryOrChange(i, scope);
                            continue;
                        }
                        break;
                    case OVERWRITE:
                        break;
                    case REPLACE:
                        if (role == Role.INSERT
                                && depth == 0
                                && (t.is(i + 1, Keyword.WHERE)
                                        || t.is(i + 1, Keyword.USING)
                                        || t.is(i + 1, Keyword.ON))) {
                            findings.kind(StatementKind.OVERWRITE);
                            findings.deed(Verb.DESTROY, Optional.of("table"));
                            next = i + 1;
                        }
                        break;
                    case EXEC, EXECUTE, CALL:
                        if (role == Role.INSERT && depth == 0 && !bodySeen) {
                            bodySeen = true;
                            i = w.dynamic().execute(i, scope);
                            continue;
                        }
                        break;
                    case INTERVAL:
                        if (t.type(i + 1) == Tokens.STRING || t.type(i + 1) == Tokens.NUMBER) {
                            next = i + 2;
                        }
                        break;
                    case COLLATE:
                        next = t.isName(i + 1) ? names.end(i + 1) : i + 1;
                        break;
                    default:
                        break;
                }
                if (next >= 0) {
                    i = next;
                    continue;
                }
                if (k.between() && !(t.is(i + 1, '(') && callable(k)) && !t.is(i + 1, '.')) {
                    if (k == Keyword.CROSS
                            || k == Keyword.LEFT
                            || k == Keyword.RIGHT
                            || k == Keyword.INNER
                            || k == Keyword.FULL
                            || k == Keyword.NATURAL) {
                        expectTable = false;
                    }
                    i++;
                    continue;
                }
            }
            // a name
            int end = names.end(i);
            if (w.functions.nextValue(i, end)) {
                i = t.isWord(i, "next") ? i + 3 : end;
                continue;
            }
            if (expectTable) {
                i = table(i, end, scope, role, setSeen);
                expectTable = false;
                continue;
            }
            if (t.is(end, '(')) {
                function(i, end, scope);
                i = end;
                continue;
            }
            if (t.type(end) == Tokens.STRING && end == i + 1) {
                i = end + 1; // a typed literal: date '2020-01-01'
                continue;
            }
            if (!(inFrom && depth == fromDepth) || t.is(i - 1, Keyword.ON) || afterOn(i)) {
                column(i, end, scope);
            }
            i = end;
        }
        if (scope.whereFrom > 0) {
            closeWhere(scope, i);
        }
        scope.close();
        return i;
    }

    /**
     * A command of psql or sqlcmd, up to the end of its line, and what follows is another
     * statement. Few of them only show the result otherwise.
     */
    private int clientCommand(int i) {
        int j = i + 1;
        while (!endsStatement(j) && !t.startsLine(j)) {
            j++;
        }
        boolean shows =
                j == i + 2
                        && (t.isWord(i + 1, "gset")
                                || t.isWord(i + 1, "gx")
                                || t.isWord(i + 1, "g")
                                || t.isWord(i + 1, "gdesc")
                                || t.isWord(i + 1, "crosstabview"));
        if (!shows) {
            findings.hidden("a command of the client: " + t.raw(i) + t.raw(i + 1));
        }
        return j;
    }

    /** {@code @a := 1} within an expression; in Transact-SQL {@code SELECT @a = 1} too. */
    private boolean assigned(int i) {
        return t.isOperator(i + 1, ":=")
                || loose
                        && t.type(i + 1) == Tokens.OPERATOR
                        && (t.is(i + 1, '=') || t.is(i + 2, '=') && t.adjacent(i + 1));
    }

    private static long bit(int depth) {
        return depth < Long.SIZE ? 1L << depth : 0;
    }

    /** In the FROM clause, columns stand in conditions and nowhere else. */
    private boolean afterOn(int i) {
        return t.type(i - 1) == Tokens.OPERATOR && !t.is(i - 1, ',') && !t.is(i - 1, ')')
                || t.is(i - 1, Keyword.AND)
                || t.is(i - 1, Keyword.OR)
                || t.is(i - 1, Keyword.NOT)
                || t.is(i + 1, '.')
                || t.type(i + 1) == Tokens.OPERATOR && !t.is(i + 1, ',') && !t.is(i + 1, ')');
    }

    private static void closeWhere(Scope scope, int i) {
        if (scope.whereFrom > 0 && scope.whereTo == 0) {
            scope.whereTo = i;
        }
    }

    /** True where {@code WITH name AS} begins a query. */
    boolean withQuery(int i) {
        return t.is(i, Keyword.WITH) && t.isName(i + 1) && withStartsQuery(i);
    }

    private boolean withStartsQuery(int i) {
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

    private boolean followsSetOperator(int i) {
        return t.is(i, Keyword.ALL)
                || t.is(i, Keyword.DISTINCT)
                || t.is(i, Keyword.BY)
                || t.isWord(i, "corresponding")
                || startsMain(i);
    }

    private static boolean callable(Keyword k) {
        return switch (k) {
            case LEFT,
                    RIGHT,
                    REGEXP,
                    GLOB,
                    LIKE,
                    ANY,
                    SOME,
                    CAST,
                    INTERVAL,
                    MINUS,
                    FETCH,
                    OFFSET,
                    RLIKE,
                    TRUE,
                    FALSE,
                    UNKNOWN,
                    XOR,
                    CURRENT,
                    SET,
                    GROUP ->
                    true;
            default -> false;
        };
    }

    private boolean stops(Keyword k, Stop stop) {
        return switch (stop) {
            case NOTHING -> k == Keyword.END && w.inBlock();
            case THEN -> k == Keyword.THEN || k == Keyword.END && w.inBlock();
            case DO_OR_LOOP -> k == Keyword.DO || k == Keyword.LOOP;
        };
    }

    /**
     * True where the next statement begins without a terminator. In Transact-SQL the words that
     * begin statements are reserved, so that they can begin nothing else here; of an unknown
     * dialect only unmistakable pairs of words are taken so.
     */
    boolean startsNext(int i, Role role, boolean bodySeen, boolean setSeen) {
        if (!loose && !generic) {
            return false;
        }
        if (t.is(i - 1, Keyword.AS) || t.is(i - 1, '.')) {
            return false;
        }
        Keyword k = t.key(i);
        if (generic && !loose) {
            return w.unmistakable(i) && role != Role.MERGE && !t.is(i - 1, '(');
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
                    !(role == Role.INSERT && !bodySeen) && !t.is(i + 1, Keyword.AS)
                            || k == Keyword.EXECUTE && t.is(i + 1, Keyword.AS);
            case SET -> setSeen && role != Role.MERGE && t.type(i + 1) != Tokens.OPERATOR;
            case INSERT, DELETE -> role != Role.MERGE && !t.is(i + 1, '(');
            case UPDATE -> role != Role.MERGE && !t.is(i - 1, Keyword.FOR) && !t.is(i + 1, '(');
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

    /** The words between SELECT and its list. */
    private int select(int i) {
        int j = i + 1;
        while (true) {
            if (t.is(j, Keyword.ALL)
                    || t.is(j, Keyword.STRAIGHT_JOIN)
                    || t.is(j, Keyword.HIGH_PRIORITY)) {
                j++;
            } else if (t.is(j, Keyword.DISTINCT)) {
                j++;
                if (t.is(j, Keyword.ON)) {
                    j++;
                }
            } else if (t.is(j, Keyword.TOP)
                    && (t.type(j + 1) == Tokens.NUMBER || t.type(j + 1) == Tokens.VARIABLE)) {
                j += 2;
            } else {
                return j;
            }
        }
    }

    private int forClause(int i, int depth) {
        if (depth == 0
                && (t.is(i + 1, Keyword.UPDATE)
                        || t.is(i + 1, Keyword.NO)
                        || t.is(i + 1, Keyword.KEY)
                        || t.isWord(i + 1, "share"))) {
            int j = i + 1;
            while (t.type(j) == Tokens.WORD
                    && !t.is(j, Keyword.OF)
                    && !endsStatement(j)
                    && j < i + 4) {
                j++;
            }
            if (t.is(j, Keyword.OF)) {
                j++;
                while (t.isName(j)) {
                    j = names.end(j);
                    if (t.is(j, ',')) {
                        j++;
                    }
                }
            }
            return j;
        }
        return i + 1;
    }

    /** {@code SELECT … INTO}: a table, a file or variables. */
    private int into(int i, Role role) {
        int j = i + 1;
        if (t.is(j, Keyword.OUTFILE)
                || t.is(j, Keyword.DUMPFILE)
                || t.isWord(j, "local") && t.is(j + 1, Keyword.OUTFILE)) {
            findings.kind(StatementKind.SELECT_INTO);
            findings.kind(StatementKind.UNLOAD);
            boolean over = t.type(j + 1) == Tokens.STRING && t.is(j + 2, Keyword.TRUNCATE);
            findings.deed(over ? Verb.DESTROY : Verb.WRITE, Optional.of("file"));
            return j + 1;
        }
        if (role == Role.INSERT) {
            // INSERT ALL INTO a … INTO b …
            if (t.isName(j)) {
                int end = names.end(j);
                findings.write(names, j, end);
                w.forget(j, end);
                return end;
            }
            w.forget(j);
            return j;
        }
        while (t.is(j, Keyword.TEMP)
                || t.is(j, Keyword.TEMPORARY)
                || t.is(j, Keyword.LOCAL)
                || t.is(j, Keyword.GLOBAL)
                || t.is(j, Keyword.UNLOGGED)
                || t.is(j, Keyword.TABLE)) {
            j++;
        }
        boolean named = t.isName(j);
        if (named && w.dialect.has(Trait.SELECT_INTO_TABLE) && !w.variablesInto()) {
            int end = names.end(j);
            findings.kind(StatementKind.SELECT_INTO);
            findings.write(names, j, end);
            findings.deed(Verb.WRITE, Optional.of("table"));
            return end;
        }
        // variables, one or more
        while (t.isName(j) && !t.key(j).between() || t.type(j) == Tokens.VARIABLE) {
            w.forget(j);
            j = t.isName(j) ? names.end(j) : j + 1;
            if (!t.is(j, ',')) {
                break;
            }
            j++;
        }
        return j;
    }

    private void star(int i, Scope scope, int depth) {
        Keyword before = t.key(i - 1);
        if (depth == 0
                && (t.is(i - 1, ',')
                        || before == Keyword.SELECT
                        || before == Keyword.DISTINCT
                        || before == Keyword.ALL
                        || before == Keyword.RETURNING
                        || (t.type(i - 1) == Tokens.NUMBER && t.is(i - 2, Keyword.TOP)))) {
            scope.column(Scope.STAR);
        }
    }

    /** A type or an alias: a name, perhaps with a length. */
    private int type(int i) {
        if (t.type(i) == Tokens.STRING) {
            return i + 1;
        }
        if (!t.isName(i)) {
            return i;
        }
        int end = names.end(i);
        if (t.is(end, '(') && t.isOperator(i - 1, "::")) {
            return t.mate(end) + 1;
        }
        return end;
    }

    private void column(int i, int end, Scope scope) {
        if (end - i == 1) {
            if (!t.isOperator(i - 1, ":=") && !t.is(i + 1, ':')) {
                scope.column(i);
            }
            return;
        }
        int last = end - 1;
        int dot = last - 1;
        if (!t.is(dot, '.')) {
            return;
        }
        scope.column(i, dot, t.is(last, '*') ? Scope.STAR : last);
    }

    private void function(int i, int end, Scope scope) {
        if (t.type(i) == Tokens.WORD && t.is(i, Keyword.VALUES)) {
            return;
        }
        w.functions.called(i, end, scope);
    }

    private int table(int i, int end, Scope scope, Role role, boolean setSeen) {
        if (t.is(end, '(')) {
            if (!(t.is(i, Keyword.TABLE) && end == i + 1)) {
                function(i, end, scope);
            }
            int close = t.mate(end);
            if (startsStatement(end + 1)) {
                nested(end + 1, close, scope);
            } else {
                group(end + 1, close, scope);
            }
            scope.rows(Scope.NONE);
            return alias(close + 1, scope);
        }
        boolean written = role == Role.UPDATE && !setSeen;
        if (!written && isCte(i, end)) {
            scope.rows(i);
        } else {
            if (written) {
                w.changes().written(i, end);
            } else {
                findings.table(names, i, end);
            }
            scope.table(names.lastPart(i, end), i, end);
        }
        if (t.is(end, '*')) {
            return alias(end + 1, scope);
        }
        return alias(end, scope);
    }

    /** An alias after a table, with its list of columns. */
    private int alias(int i, Scope scope) {
        int j = i;
        if (t.is(j, Keyword.AS)) {
            j++;
            if (t.is(j, '(')) {
                return t.mate(j) + 1;
            }
        }
        boolean as = j > i;
        if (t.type(j) == Tokens.QUOTED
                || t.type(j) == Tokens.WORD && (as || isAlias(j))
                || as && t.type(j) == Tokens.STRING) {
            if (scope.hasTables() && t.isName(j)) {
                scope.renameLast(j);
            }
            j++;
            if (t.is(j, '(') && !startsStatement(j + 1)) {
                return t.mate(j) + 1;
            }
        }
        return j;
    }

    private int skipAlias(int i) {
        int j = t.is(i, Keyword.AS) ? i + 1 : i;
        if (t.isName(j) && (j > i || isAlias(j))) {
            j++;
            if (t.is(j, '(')) {
                return t.mate(j) + 1;
            }
        }
        return j;
    }

    private boolean isAlias(int i) {
        if (t.type(i) == Tokens.QUOTED) {
            return true;
        }
        Keyword k = t.key(i);
        if (k.between()) {
            return false;
        }
        if (k != Keyword.OTHER && (loose && startsNext(i, Role.QUERY, true, true))) {
            return false;
        }
        return switch (k) {
            case USE, IGNORE, APPLY, OPTION, FORMAT, DO, DEFAULT, LOOP, REPLACE ->
                    t.is(k == Keyword.REPLACE ? i : i + 1, ',');
            case INSERT, DELETE, UPDATE, MERGE -> false;
            default -> !(generic && w.unmistakable(i));
        };
    }
}
