package dev.holdpoint.analysis.sql;

/**
 * Finds the rows that are changed where they come back under other names: the same table again, a
 * query of all its rows, a name that {@code WITH} gave to one. Who bounds a change by them bounds
 * nothing: {@code id IN (SELECT id FROM (SELECT * FROM t) s)}.
 */
final class OwnRows {

    /** Queries in queries; what is deeper gives all rows, for all that is known. */
    private static final int MOST_DEPTH = 10;

    /** Schemas that a table is looked for in when none is named. */
    private static final String[] DEFAULT_SCHEMAS = {"public.", "dbo.", "main."};

    private final Tokens t;
    private final Walker w;
    private final Scope scope;
    private final Conditions conditions;

    /** What is asked of the condition of a query: whether it holds for all its rows. */
    interface Conditions {
        boolean always(int query, int from, int to);
    }

    OwnRows(Tokens t, Walker w, Scope scope, Conditions conditions) {
        this.t = t;
        this.w = w;
        this.scope = scope;
        this.conditions = conditions;
    }

    /** True where the table that is changed is named there. */
    boolean isTable(int name) {
        return isTable(w.names.text(name, w.names.end(name)));
    }

    private boolean isTable(String name) {
        for (int i = 0; i < scope.size(); i++) {
            if (isSame(scope.name(i), name)
                    && (i < scope.targets
                            || scope.alias(i).equals(scope.alias(0))
                            || scope.alias(i).equals(scope.name(0)))) {
                return true;
            }
        }
        return false;
    }

    /**
     * True where what begins there gives all rows that are changed.
     *
     * @param source a name or the parenthesis before a query
     * @param column the token of a column that it has under its own name; -1 for whatever columns
     */
    boolean all(int source, int column) {
        return all(source, column, 0);
    }

    private boolean all(int source, int column, int depth) {
        if (source <= 0 || depth > MOST_DEPTH) {
            return source > 0;
        }
        if (t.is(source, Keyword.ONLY)) {
            return all(source + 1, column, depth + 1);
        }
        if (t.is(source, '(')) {
            return selected(source + 1, t.mate(source), column, depth);
        }
        if (!t.isName(source)) {
            return false;
        }
        int end = w.names.end(source);
        if (t.is(end, '(')) {
            return false;
        }
        int query = end == source + 1 ? w.clauses.cteQuery(source) : 0;
        return query > 0 ? query < source && all(query, column, depth + 1) : isTable(source);
    }

    /** The same of the query in that range. */
    boolean selected(int from, int close, int column) {
        return selected(from, close, column, 0);
    }

    private boolean selected(int from, int close, int column, int depth) {
        if (t.is(from, '(') && t.mate(from) == close - 1) {
            return all(from, column, depth + 1);
        }
        if (t.is(from, Keyword.TABLE)) {
            return all(from + 1, column, depth + 1);
        }
        if (!t.is(from, Keyword.SELECT) || depth > MOST_DEPTH) {
            return depth > MOST_DEPTH;
        }
        for (int branch = from; branch < close; ) {
            int union = branch;
            while (union < close && !setsTogether(union)) {
                union = t.is(union, '(') ? t.mate(union) + 1 : union + 1;
            }
            if (union < close && !t.is(union, Keyword.UNION)) {
                return false; // EXCEPT leaves rows out
            }
            if (branch(branch, Math.min(union, close), column, depth)) {
                return end(union, close);
            }
            branch = t.is(union + 1, Keyword.ALL) ? union + 2 : union + 1;
        }
        return false;
    }

    /** True where only UNION follows up to there, which adds rows. */
    private boolean end(int from, int close) {
        for (int i = from; i < close; i++) {
            if (t.is(i, '(')) {
                i = t.mate(i);
            } else if (t.is(i, Keyword.LIMIT) || setsTogether(i) && !t.is(i, Keyword.UNION)) {
                return false;
            }
        }
        return true;
    }

    private boolean setsTogether(int i) {
        return switch (t.key(i)) {
            case UNION, EXCEPT, INTERSECT, MINUS -> true;
            default -> false;
        };
    }

    private boolean branch(int from, int close, int column, int depth) {
        int tables = from;
        while (tables < close && !t.is(tables, Keyword.FROM)) {
            tables = t.is(tables, '(') ? t.mate(tables) + 1 : tables + 1;
        }
        if (tables >= close || !t.is(from, Keyword.SELECT) || t.is(from + 1, Keyword.TOP)) {
            return false;
        }
        int list = t.is(from + 1, Keyword.DISTINCT) ? from + 2 : from + 1;
        if (list > from + 1 && t.is(list, Keyword.ON) && t.is(list + 1, '(')) {
            list = t.mate(list + 1) + 1;
        }
        return (column < 0 || gives(list, tables, column))
                && all(tables + 1, column, depth + 1)
                && keeps(from, tables + 1, close);
    }

    /** True where what stands behind the tables of a query leaves none of its rows out. */
    private boolean keeps(int query, int from, int close) {
        boolean inFrom = true;
        for (int i = from; i < close; i++) {
            switch (t.key(i)) {
                case WHERE:
                    int end = conditionEnd(i + 1, close);
                    if (!conditions.always(query, i + 1, end)) {
                        return false;
                    }
                    i = end - 1;
                    break;
                case JOIN:
                    if (!t.is(i - 1, Keyword.LEFT)
                            && !(t.is(i - 1, Keyword.OUTER) && t.is(i - 2, Keyword.LEFT))) {
                        return false;
                    }
                    break;
                case LIMIT:
                    if (!t.is(i + 1, Keyword.ALL)
                            && !t.is(i + 1, Keyword.NULL)
                            && !Trials.standsForNoBound(t.raw(i + 1))) {
                        return false;
                    }
                    break;
                case OFFSET:
                    if (!t.isText(i + 1, "0")) {
                        return false;
                    }
                    break;
                case HAVING, FETCH, QUALIFY:
                    return false;
                case ORDER, GROUP:
                    inFrom = false;
                    break;
                default:
                    if (inFrom && t.is(i, ',')) {
                        return false; // another table, which may be empty
                    }
                    break;
            }
            if (t.is(i, '(')) {
                i = t.mate(i);
            }
        }
        return true;
    }

    /** Where the condition of a query ends that begins there. */
    int conditionEnd(int from, int close) {
        int i = from;
        while (i < close) {
            switch (t.key(i)) {
                case ORDER, GROUP, HAVING, LIMIT, OFFSET, FETCH, QUALIFY, FOR, UNION:
                    return i;
                default:
                    break;
            }
            i = t.is(i, '(') ? t.mate(i) + 1 : i + 1;
        }
        return close;
    }

    /**
     * {@code UPDATE t … FROM t x WHERE x.id = t.id}, {@code EXISTS (SELECT 1 FROM t x WHERE x.id =
     * t.id)}: each row meets at least itself.
     *
     * @param query where the query begins in which that stands; 0 for the change itself
     */
    boolean joined(int query, int a, int aEnd, int b, int bEnd) {
        if (query == 0 && (counts(a, aEnd) || counts(b, bEnd))) {
            return true;
        }
        if (aEnd - a != 3 || bEnd - b != 3 || !w.names.same(aEnd - 1, bEnd - 1)) {
            return false;
        }
        if (query > 0) {
            return meets(query, a, b) || meets(query, b, a);
        }
        int one = indexOf(a);
        int other = indexOf(b);
        if (one < 0 || other < 0) {
            return false;
        }
        String left = scope.name(one);
        String right = scope.name(other);
        if (left.isEmpty() || right.isEmpty()) {
            return !left.equals(right)
                    && isTable(left + right)
                    && all(scope.source(left.isEmpty() ? one : other), aEnd - 1);
        }
        return isSame(left, right);
    }

    /** True where both are one table, as far as their names tell. */
    private static boolean isSame(String one, String other) {
        for (String schema : DEFAULT_SCHEMAS) {
            if (one.equals(schema + other) || other.equals(schema + one)) {
                return true;
            }
        }
        return one.equals(other);
    }

    /** True where that is a number of a series which has them all. */
    private boolean counts(int from, int to) {
        int table = to - from == 1 || to - from == 3 ? indexOf(from) : -1;
        return table >= 0
                && scope.name(table).isEmpty()
                && scope.source(table) > 0
                && Series.isCall(t, scope.source(table));
    }

    /**
     * True where one is of a table of the query that gives all rows, and the other is around it.
     */
    private boolean meets(int query, int inside, int outside) {
        int source = source(query, inside);
        return source > 0
                && source(query, outside) == 0
                && indexOf(outside) >= 0
                && all(source, inside + 2);
    }

    private int indexOf(int alias) {
        for (int i = 0; i < scope.size(); i++) {
            if (scope.aliasToken(i) >= 0 && w.names.same(scope.aliasToken(i), alias)) {
                return i;
            }
        }
        return -1;
    }

    /** Where what goes by that alias begins among the tables of the query; 0 if nothing does. */
    private int source(int query, int alias) {
        boolean expect = false;
        int i = query;
        while (!t.is(i, Keyword.WHERE) && t.type(i) != Tokens.END && !t.is(i, ')')) {
            if (expect && (t.isName(i) || t.is(i, '('))) {
                int end = t.is(i, '(') ? t.mate(i) + 1 : w.names.end(i);
                int name = t.is(end, Keyword.AS) ? end + 1 : end;
                boolean named = t.isName(name) && !t.key(name).between();
                int last = named ? name : w.names.lastPart(i, end);
                if (t.isName(last) && w.names.same(last, alias)) {
                    return i;
                }
                i = named ? name : end - 1;
                expect = false;
            } else if (t.is(i, '(')) {
                i = t.mate(i);
            } else {
                expect = t.is(i, Keyword.FROM) || t.is(i, ',') && expect(query, i);
            }
            i++;
        }
        return 0;
    }

    /** True for a comma between tables. */
    private boolean expect(int query, int comma) {
        int i = comma;
        while (i > query && !t.is(i, Keyword.FROM) && !t.is(i, Keyword.SELECT)) {
            i--;
        }
        return t.is(i, Keyword.FROM);
    }

    /** True where one of the items of that list is the column, or stands for all. */
    private boolean gives(int list, int end, int column) {
        for (int item = list; item < end; ) {
            int itemEnd = item;
            while (itemEnd < end && !t.is(itemEnd, ',')) {
                itemEnd = t.is(itemEnd, '(') ? t.mate(itemEnd) + 1 : itemEnd + 1;
            }
            int last = itemEnd - 1;
            if (t.is(last, '*') && (last == item || t.is(last - 1, '.'))
                    || t.isName(item)
                            && w.names.end(item) == itemEnd
                            && t.isName(last)
                            && w.names.same(last, column)) {
                return true;
            }
            item = itemEnd + 1;
        }
        return false;
    }

    /** True where no word leaves rows out, outside of the queries in it. */
    boolean isUnbounded(int from, int to) {
        for (int i = from; i < to; i++) {
            if (t.is(i, '(') && w.boundaries.startsStatement(i + 1)) {
                i = t.mate(i);
                continue;
            }
            switch (t.key(i)) {
                case WHERE,
                JOIN,
                LIMIT,
                HAVING,
                FETCH,
                OFFSET,
                EXCEPT,
                INTERSECT,
                MINUS,
                TOP,
                QUALIFY:
                    return false;
                default:
                    break;
            }
        }
        return true;
    }
}
