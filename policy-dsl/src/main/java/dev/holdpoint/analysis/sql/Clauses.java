package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the clauses of one query or change, from any point to its end: which names stand where a
 * table does, which are columns or functions, and where another statement begins in parentheses.
 * Goes forward only; a parenthesis that holds a statement is read as one level of recursion, whose
 * depth is bounded.
 *
 * <p>The scan is one long method on purpose: which clause it stands in is a handful of local
 * variables that nearly every word reads or sets, and every text goes through it. What it meets on
 * its way and what needs none of them is elsewhere: {@link Boundaries}, {@link With}, {@link
 * Sources}, {@link Into}.
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

    /** The next statement may begin without a terminator. */
    private final boolean unterminated;

    private final boolean postgres;
    private final boolean scripts;
    private final Boundaries boundaries;
    private @Nullable With with;
    private @Nullable Into into;
    private int nesting;

    Clauses(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.names = w.names;
        this.findings = w.findings;
        this.boundaries = w.boundaries;
        this.loose = w.dialect.has(Trait.NO_TERMINATOR);
        this.unterminated = loose || w.dialect.isGeneric();
        this.postgres = w.dialect.has(Trait.ESCAPE_STRING) && !w.dialect.isGeneric();
        this.scripts = w.dialect.has(Trait.TRANSFORM);
    }

    private Into intoReader() {
        Into made = into;
        if (made == null) {
            made = new Into(w);
            into = made;
        }
        return made;
    }

    /** {@code WITH a AS (…), b AS (…)} and the statement after it. */
    int with(int i, Scope outer) {
        With made = with;
        if (made == null) {
            made = new With(w);
            with = made;
        }
        return made.read(i, outer);
    }

    /** True where the name in that range is one that {@code WITH} gave to a query. */
    boolean isCte(int from, int to) {
        With made = with;
        return made != null && made.isCte(from, to);
    }

    /** The query that {@code WITH} gave that name; null if there is none. */
    @Nullable Scope cteScope(int name) {
        With made = with;
        return made == null ? null : made.scope(name);
    }

    /** The parenthesis before the query that {@code WITH} gave that name; 0 if there is none. */
    int cteQuery(int name) {
        With made = with;
        return made == null ? 0 : made.query(name);
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

    /** Everything between two parentheses, as expressions. */
    void group(int from, int close, Scope scope) {
        int j = from;
        while (j < close) {
            int next = scan(j, scope, Role.EXPRESSION, Stop.NOTHING);
            j = next > j ? next : j + 1;
        }
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
            long token = t.at(i);
            int type = Tokens.typeOf(token);
            if (type == Tokens.END || type == Tokens.TERMINATOR || type == Tokens.BATCH_END) {
                if (depth == 0 || type != Tokens.TERMINATOR) {
                    break;
                }
                i++;
                continue;
            }
            if (type == Tokens.OPERATOR) {
                char c = Tokens.operatorOf(token);
                if (c == '(') {
                    int close = t.mate(i);
                    if (boundaries.startsStatement(i + 1)) {
                        nested(i + 1, close, scope);
                        if (expectTable) {
                            scope.rows(Scope.NONE, i);
                            expectTable = false;
                            i = Sources.alias(w, close + 1, scope);
                        } else {
                            i = close + 1;
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
                        i = Sources.skipAlias(w, i);
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
                    scope.rows(Scope.NONE, 0);
                    expectTable = false;
                    i = Math.max(i + 1, w.statement(i + 1));
                    continue;
                }
                if (c == '\\' && postgres || loose && (c == ':' || c == '!') && t.startsLine(i)) {
                    i = ClientLines.command(w, i);
                    break;
                }
                if (c == 0 && t.isOperator(i, "::")) {
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
                    scope.rows(Scope.NONE, 0);
                    expectTable = false;
                    i = Sources.alias(w, i + 1, scope);
                } else {
                    i++;
                }
                continue;
            }
            if (type == Tokens.STRING) {
                if (expectTable) {
                    // Snowflake, DuckDB, Spark: a file or a stage as a table
                    scope.rows(Scope.NONE, 0);
                    expectTable = false;
                    w.transfers().file(i);
                    i = Sources.alias(w, i + 1, scope);
                } else {
                    i++;
                }
                continue;
            }
            if (type == Tokens.NUMBER) {
                i++;
                continue;
            }
            Keyword k = Tokens.keyOf(token);
            if (type == Tokens.WORD && k != Keyword.OTHER) {
                if (unterminated
                        && depth == 0
                        && cases == 0
                        && i > from
                        && boundaries.startsNext(i, role, bodySeen, setSeen)) {
                    break;
                }
                if ((k == Keyword.END || stop != Stop.NOTHING)
                        && depth == 0
                        && cases == 0
                        && stops(k, stop)) {
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
                            w.transfers().program(i + 1);
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
                            } else if (boundaries.startsMain(next)) {
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
                                && boundaries.withStartsQuery(i)) {
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
                            next = intoReader().read(i, role);
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
                                scope.rows(Scope.NONE, 0);
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
                            if (inFrom && !boundaries.startsStatement(i + 2)) {
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
                                && boundaries.startsStatement(i)) {
                            // FROM t INSERT INTO u SELECT … (Hive)
                            i = w.queryOrChange(i, scope);
                            continue;
                        } else if (k == Keyword.INSERT
                                && depth == 0
                                && role == Role.INSERT
                                && bodySeen
                                && boundaries.startsStatement(i)) {
                            next = w.changes().again(i);
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
            long following = t.at(i + 1);
            if (type == Tokens.WORD && !expectTable && Tokens.endsName(following)) {
                // a column by itself, as most names are
                boolean column = !(inFrom && depth == fromDepth) || afterOn(i);
                if (column && !t.isOperator(i - 1, ":=")) {
                    scope.column(i);
                }
                i++;
                continue;
            }
            int end = names.end(i);
            if ((end - i > 1 || t.is(i + 2, Keyword.FOR)) && w.functions.nextValue(i, end)) {
                i = t.isWord(i, "next") ? i + 3 : end;
                continue;
            }
            // columns first: compilers inline in this order until a method is large enough
            long after = t.at(end);
            if (!expectTable && Tokens.operatorOf(after) != '(') {
                if (end - i == 1 && Tokens.typeOf(after) == Tokens.STRING) {
                    i = end + 1; // a typed literal: date '2020-01-01'
                    continue;
                }
                if (!(inFrom && depth == fromDepth) || afterOn(i)) {
                    column(i, end, scope);
                }
                i = end;
                continue;
            }
            if (expectTable) {
                i = Sources.table(w, i, end, scope, role, setSeen);
                expectTable = false;
            } else {
                function(i, end, scope);
                i = end;
            }
        }
        if (scope.whereFrom > 0) {
            closeWhere(scope, i);
        }
        scope.close();
        return i;
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
        return t.is(i - 1, Keyword.ON)
                || t.type(i - 1) == Tokens.OPERATOR && !t.is(i - 1, ',') && !t.is(i - 1, ')')
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

    private boolean followsSetOperator(int i) {
        return t.is(i, Keyword.ALL)
                || t.is(i, Keyword.DISTINCT)
                || t.is(i, Keyword.BY)
                || t.isWord(i, "corresponding")
                || boundaries.startsMain(i);
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
                    && !boundaries.endsStatement(j)
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
        if (t.type(end - 1) == Tokens.QUOTED && t.isWord(end, "uescape")) {
            w.findings.hidden("a name is written in codes");
        }
        if (end - i == 1) {
            if (!t.is(i + 1, ':') && !t.isOperator(i - 1, ":=")) {
                scope.column(i);
            }
            return;
        }
        int last = end - 1;
        int dot = last - 1;
        if (!t.is(dot, '.')) {
            return;
        }
        scope.column(i, dot, t.is(last, '*'));
    }

    void function(int i, int end, Scope scope) {
        if (t.type(i) == Tokens.WORD && t.is(i, Keyword.VALUES)) {
            return;
        }
        w.functions.called(i, end, scope);
    }
}
