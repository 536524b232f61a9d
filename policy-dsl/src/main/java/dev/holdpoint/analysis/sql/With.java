package dev.holdpoint.analysis.sql;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads WITH: the queries and functions that it names, and the statement after them. Knows which
 * names are those of such queries while that statement is read; made when the first WITH comes.
 */
final class With {

    private final Walker w;
    private final Tokens t;
    private final Names names;
    private final Findings findings;
    private final Boundaries boundaries;

    /** So many names are compared one by one; more are counted. */
    private static final int FEW = 8;

    /** The tokens of the names that WITH gave to queries, the innermost last. */
    private int[] ctes = new int[2];

    /** For each of them the query that it names, once that is read. */
    private @Nullable Scope[] queries = new Scope[2];

    private int size;

    /** Which of them has a name, the innermost; empty until there were more than a few. */
    private Map<String, Integer> latest = Map.of();

    /** For each of them which one had its name before, or -1. */
    private int[] before = NONE;

    private static final int[] NONE = {};

    With(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.names = w.names;
        this.findings = w.findings;
        this.boundaries = w.boundaries;
    }

    /** {@code WITH a AS (…), b AS (…)} and the statement after it. */
    int read(int i, Scope outer) {
        int mark = size;
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
                j = inlineFunction(j);
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
                    addCte(j);
                    int close = t.mate(open);
                    w.clauses.nested(open + 1, close, scope);
                    queries[size - 1] = findings.lastClosed();
                    j = close + 1;
                    while (t.isWord(j, "search") || t.isWord(j, "cycle")) {
                        j++;
                        while (t.type(j) != Tokens.END
                                && !t.is(j, ',')
                                && !t.is(j, Keyword.SELECT)
                                && !t.isWord(j, "cycle")
                                && !boundaries.endsStatement(j)) {
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
        if (j > i + 1 && (t.is(j, '(') || boundaries.startsMain(j))) {
            end = w.queryOrChange(j, outer);
        } else {
            end =
                    w.clauses.scan(
                            j,
                            new Scope(outer, findings, names),
                            Clauses.Role.EXPRESSION,
                            Clauses.Stop.NOTHING);
        }
        forgetCtes(mark);
        return end;
    }

    private void addCte(int name) {
        if (size == ctes.length) {
            ctes = Arrays.copyOf(ctes, 2 * size);
            queries = Arrays.copyOf(queries, 2 * size);
        }
        queries[size] = null;
        ctes[size++] = name;
        if (!latest.isEmpty()) {
            remember(size - 1);
        } else if (size > FEW) {
            latest = new HashMap<>();
            for (int i = 0; i < size; i++) {
                remember(i);
            }
        }
    }

    private void remember(int i) {
        if (before.length < ctes.length) {
            before = Arrays.copyOf(before, ctes.length);
        }
        Integer other = latest.put(names.part(ctes[i]), i);
        before[i] = other == null ? -1 : other;
    }

    private void forgetCtes(int mark) {
        for (int i = size - 1; i >= mark && !latest.isEmpty(); i--) {
            if (before[i] < 0) {
                latest.remove(names.part(ctes[i]));
            } else {
                latest.put(names.part(ctes[i]), before[i]);
            }
        }
        size = mark;
    }

    /** One item of a list, up to the comma or the main statement. */
    private int scanItem(int i, Scope scope) {
        int j = i;
        while (t.type(j) != Tokens.END
                && !boundaries.endsStatement(j)
                && !t.is(j, ',')
                && !t.is(j, ')')) {
            if (boundaries.startsMain(j) && j > i) {
                return j;
            }
            if (t.is(j, '(')) {
                int close = t.mate(j);
                if (boundaries.startsStatement(j + 1)) {
                    w.clauses.nested(j + 1, close, scope);
                } else {
                    w.clauses.group(j + 1, close, scope);
                }
                j = close + 1;
            } else {
                j++;
            }
        }
        return j;
    }

    /** True where the name in that range is one that {@code WITH} gave to a query. */
    boolean isCte(int from, int to) {
        return to == from + 1 && find(from) >= 0;
    }

    /** The query of that name, the innermost first; null where none is known. */
    @Nullable Scope scope(int name) {
        int cte = find(name);
        return cte < 0 ? null : queries[cte];
    }

    private int find(int name) {
        if (!latest.isEmpty()) {
            return latest.getOrDefault(names.part(name), -1);
        }
        int i = size - 1;
        while (i >= 0 && !names.same(name, ctes[i])) {
            i--;
        }
        return i;
    }

    /** The parenthesis before the query of that name, the innermost first; 0 if none is known. */
    int query(int name) {
        int cte = find(name);
        if (cte < 0) {
            return 0;
        }
        int at = ctes[cte] + 1;
        while (!t.is(at, Keyword.AS) && at <= ctes[cte] + 2) {
            at = t.is(at, '(') ? t.mate(at) + 1 : at + 1;
        }
        while (t.is(at, Keyword.AS) || t.is(at, Keyword.NOT) || t.is(at, Keyword.MATERIALIZED)) {
            at++;
        }
        return t.is(at, '(') ? at : 0;
    }

    /** {@code WITH FUNCTION f() … RETURN …}: a function that lives as long as its query. */
    private int inlineFunction(int i) {
        Findings.Deed outer = findings.beginDefinition();
        int j = i + 1;
        String name = t.isName(j) ? names.text(j, names.end(j)) : "";
        int depthHere = 0;
        boolean changes = false;
        while (t.type(j) != Tokens.END) {
            if (t.is(j, Keyword.BEGIN)) {
                depthHere++;
            } else if (t.is(j, Keyword.END)
                    && !t.is(j + 1, Keyword.IF)
                    && !t.is(j + 1, Keyword.LOOP)
                    && !t.is(j + 1, Keyword.WHILE)
                    && !t.is(j + 1, Keyword.CASE)
                    && !t.is(j + 1, Keyword.REPEAT)) {
                depthHere--;
            } else if (depthHere <= 0
                    && (t.is(j, Keyword.SELECT) || t.is(j, ',') && t.is(j + 1, Keyword.FUNCTION))) {
                break;
            } else if (t.isName(j) && t.is(j + 1, '(')) {
                w.functions.called(j, j + 1, new Scope(null, findings, names));
            } else if (boundaries.doesMore(j)) {
                changes = true;
            } else if (t.is(j, Keyword.LANGUAGE) && !t.isWord(j + 1, "sql")) {
                changes = true; // Trino: LANGUAGE PYTHON
            }
            j++;
        }
        findings.endDefinition(outer, name);
        if (changes) {
            // its query calls it, with or without parentheses
            findings.hidden("a function inside a query does more than compute");
        }
        return t.is(j, ',') ? j + 1 : j;
    }
}
