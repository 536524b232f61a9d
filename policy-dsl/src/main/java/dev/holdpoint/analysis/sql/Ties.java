package dev.holdpoint.analysis.sql;

/**
 * Tells what in a condition is tied to the row that is changed from what other tables alone decide:
 * {@code EXISTS (SELECT 1 FROM u WHERE u.a = 5)}, {@code UPDATE t … FROM u WHERE u.a = 5}. The
 * latter holds for all rows or for none, so that it bounds nothing.
 *
 * <p>A name in a query belongs to the tables that the query names, where they are said before it;
 * without them it may be either's, and is taken for theirs as long as it is not compared with
 * another column. What is not understood is tied. Made only where a condition has a query in it or
 * a change has several tables.
 */
final class Ties {

    private static final int MOST_DEPTH = 20;
    private static final int MOST_NAMES = 64;

    private final Tokens t;
    private final Walker w;
    private final Names names;
    private final Scope scope;

    /** The tokens of what tables of queries around the place that is read go by. */
    private final int[] declared = new int[MOST_NAMES];

    private int size;

    /** One bit for each table of the change that is not changed and is tied to none that is. */
    private long others;

    Ties(Tokens t, Walker w, Scope scope) {
        this.t = t;
        this.w = w;
        this.names = w.names;
        this.scope = scope;
    }

    /** True where no name in that range, which is in no query, is of a row that is changed. */
    boolean isFree(int from, int to) {
        return isFree(from, to, 0);
    }

    private boolean isFree(int from, int to, int depth) {
        for (int i = from; i < to; i++) {
            if (t.is(i, '(') && w.boundaries.startsStatement(i + 1)) {
                if (!isQueryFree(i + 1, t.mate(i), depth + 1)) {
                    return false;
                }
                i = t.mate(i);
            } else if (t.is(i, '*') && t.is(i - 1, '(') && !t.isWord(i - 2, "count")) {
                return false; // every column: CONTAINS(*, 'x')
            } else if (t.isName(i) && !isSteady(i)) {
                int end = names.end(i);
                if (!t.is(end, '(') && !isElsewhere(i, end)) {
                    return false;
                }
                i = end - 1;
            }
        }
        return to > from;
    }

    /** A word that stands for no column. */
    private boolean isSteady(int i) {
        return t.type(i) == Tokens.WORD && (t.key(i).between() || RowFree.isSteady(t, i));
    }

    /** True for a column of one of those tables that are not the changed one. */
    private boolean isElsewhere(int from, int end) {
        if (end - from < 3) {
            return false;
        }
        int qualifier = end - 3;
        for (int i = size - 1; i >= 0; i--) {
            if (names.same(declared[i], qualifier)) {
                return true;
            }
        }
        for (int i = 0; others != 0 && i < scope.size(); i++) {
            if ((others & 1L << i) != 0
                    && scope.aliasToken(i) >= 0
                    && names.same(scope.aliasToken(i), qualifier)) {
                return true;
            }
        }
        return false;
    }

    /** True where the query in that range asks nothing of a row around it. */
    boolean isQueryFree(int from, int close) {
        return isQueryFree(from, close, 0);
    }

    private boolean isQueryFree(int from, int close, int depth) {
        int mark = size;
        boolean free = depth <= MOST_DEPTH && declare(from, close) && readFree(from, close, depth);
        size = mark;
        return free;
    }

    private boolean readFree(int from, int close, int depth) {
        boolean tables = size > 0;
        boolean inFrom = false;
        boolean counts = true;
        int parentheses = 0;
        int bare = 0;
        int qualified = 0;
        for (int i = from; i < close; i++) {
            if (t.is(i, '(')) {
                if (w.boundaries.startsStatement(i + 1)) {
                    if (!isQueryFree(i + 1, t.mate(i), depth + 1)) {
                        return false;
                    }
                    i = t.mate(i);
                } else {
                    parentheses++;
                }
                continue;
            }
            if (t.is(i, ')')) {
                parentheses--;
                continue;
            }
            if (t.is(i, ',') && parentheses == 0) {
                bare = 0;
                qualified = 0;
                continue;
            }
            if (!t.isName(i)) {
                continue;
            }
            if (t.type(i) == Tokens.WORD) {
                switch (t.key(i)) {
                    case FROM, JOIN:
                        inFrom |= parentheses == 0;
                        counts = true;
                        break;
                    case ON, USING, WHERE, SELECT, HAVING, AND, OR, UNION, WITH, VALUES, GROUP:
                        inFrom &= parentheses > 0;
                        counts = true;
                        break;
                    case ORDER, LIMIT, OFFSET, FETCH:
                        inFrom &= parentheses > 0;
                        counts = false;
                        break;
                    case TABLE:
                        i = t.isName(i + 1) ? names.end(i + 1) - 1 : i;
                        continue;
                    default:
                        break;
                }
                if (t.key(i).between()) {
                    bare = 0 < parentheses ? bare : reset(i, bare);
                    qualified = 0 < parentheses ? qualified : reset(i, qualified);
                    continue;
                }
                if (isSteady(i) && !(inFrom && parentheses == 0)) {
                    continue;
                }
            }
            int end = names.end(i);
            boolean table =
                    inFrom && parentheses == 0 || t.is(end, Keyword.AS) && t.is(end + 1, '(');
            if (!table && !t.is(end, '(') && !t.is(i - 1, '.')) {
                if (end - i > 1) {
                    if (!isElsewhere(i, end)) {
                        return false;
                    }
                    qualified++;
                } else if (counts) {
                    if (!tables || inFrom) {
                        return false; // a column of a row around it
                    }
                    bare++;
                }
                if (bare > 0 && bare + qualified > 1) {
                    return false; // which may be one of its own and one of a row around it
                }
            }
            i = end - 1;
        }
        return true;
    }

    /** What was counted goes on within a comparison and begins anew where another may begin. */
    private int reset(int i, int counted) {
        return switch (t.key(i)) {
            case AND, OR, ON, USING, WHERE, SELECT, FROM, JOIN, HAVING, BY, UNION, WHEN, THEN -> 0;
            default -> counted;
        };
    }

    /** Notes what the tables of the query in that range go by; false where they are too many. */
    private boolean declare(int from, int close) {
        boolean inFrom = false;
        boolean expect = false;
        for (int i = from; i < close; i++) {
            if (t.is(i, '(')) {
                if (!expect || w.boundaries.startsStatement(i + 1)) {
                    i = t.mate(i);
                    if (expect) {
                        int alias = alias(i + 1);
                        if (alias >= 0 && !add(alias)) {
                            return false;
                        }
                        expect = false;
                    }
                }
                continue;
            }
            switch (t.key(i)) {
                case FROM, JOIN:
                    inFrom = true;
                    expect = !t.is(i - 1, Keyword.DISTINCT);
                    continue;
                case WHERE, GROUP, HAVING, ORDER, LIMIT, UNION, SELECT:
                    inFrom = false;
                    expect = false;
                    continue;
                case LATERAL, ONLY:
                    continue;
                default:
                    break;
            }
            if (t.is(i, ',')) {
                expect = inFrom;
            } else if (expect && t.isName(i)) {
                int end = names.end(i);
                int last = names.lastPart(i, end);
                int after = t.is(end, '(') ? t.mate(end) + 1 : end;
                int alias = alias(after);
                if (!add(alias >= 0 ? alias : last)) {
                    return false;
                }
                i = after - 1;
                expect = false;
            }
        }
        return true;
    }

    private int alias(int i) {
        int j = t.is(i, Keyword.AS) ? i + 1 : i;
        boolean name = t.type(j) == Tokens.QUOTED || t.type(j) == Tokens.WORD;
        return name && (j > i || t.type(j) == Tokens.QUOTED || t.key(j) == Keyword.OTHER) ? j : -1;
    }

    private boolean add(int name) {
        if (size == MOST_NAMES) {
            return false;
        }
        declared[size++] = name;
        return true;
    }

    /** The query in that range is around what is read from now on; returns what was before. */
    int enter(int from, int close) {
        int mark = size;
        if (!declare(from, close)) {
            size = mark;
        }
        return mark;
    }

    void leave(int mark) {
        size = mark;
    }

    // ---- the tables of a change

    /**
     * Finds the tables of an update or a delete that are not changed. They count only where no join
     * ties one of them to a row that is.
     */
    void findOthers(Condition condition) {
        int tables = scope.size();
        if (tables < 2 || tables > Long.SIZE - 1 || scope.changeFrom < 0) {
            return;
        }
        long changed = changed(scope.whereFrom - 1);
        others = changed == 0 ? 0 : ~changed & (1L << tables) - 1;
        if (others != 0 && joins(scope.whereFrom - 1, condition)) {
            others = 0;
        }
    }

    boolean hasOthers() {
        return others != 0;
    }

    /** One bit for each table that is changed, under whatever name; 0 where that is not clear. */
    private long changed(int where) {
        int set = scope.changeFrom;
        while (set < where && !t.is(set, Keyword.SET)) {
            set = t.is(set, '(') ? t.mate(set) + 1 : set + 1;
        }
        long changed = (1L << Math.min(scope.targets, Long.SIZE - 1)) - 1;
        if (set < where) {
            boolean several = scope.size() > 1 && scope.source(1) > 0 && scope.source(1) < set;
            long assigned = assigned(set + 1, where, several);
            if (several || assigned != 0) {
                changed = assigned;
            }
        }
        for (int i = 0; i < scope.size(); i++) {
            for (int j = 0; j < scope.size(); j++) {
                if ((changed & 1L << j) != 0
                        && (scope.alias(i).equals(scope.alias(j))
                                || !scope.name(i).isEmpty()
                                        && scope.name(i).equals(scope.name(j)))) {
                    changed |= 1L << i;
                }
            }
        }
        return changed;
    }

    /** The tables whose columns are assigned to; 0 where a column may be of any of several. */
    private long assigned(int from, int where, boolean several) {
        long assigned = 0;
        boolean left = true;
        for (int i = from; i < where && !t.is(i, Keyword.FROM); i++) {
            if (t.is(i, '(')) {
                i = t.mate(i);
            } else if (t.is(i, ',')) {
                left = true;
                continue;
            } else if (left && t.isName(i)) {
                int end = names.end(i);
                if (end - i < 3) {
                    if (several) {
                        return 0;
                    }
                } else {
                    for (int j = 0; j < scope.size(); j++) {
                        if (scope.aliasToken(j) >= 0 && names.same(scope.aliasToken(j), end - 3)) {
                            assigned |= 1L << j;
                        }
                    }
                }
                i = end - 1;
            }
            left = false;
        }
        return assigned;
    }

    /** True where what stands before the condition ties another table to a row that is changed. */
    private boolean joins(int where, Condition condition) {
        boolean assigning = false;
        for (int i = scope.changeFrom; i < where; i++) {
            if (t.is(i, Keyword.SET)) {
                assigning = true;
            } else if (t.is(i, Keyword.FROM)) {
                assigning = false;
            } else if (t.is(i, '(')) {
                int close = t.mate(i);
                if (!assigning
                        && !isAlias(i - 1)
                        && !(w.boundaries.startsStatement(i + 1)
                                ? isQueryFree(i + 1, close)
                                : close == i + 1 || isFree(i + 1, close))) {
                    return true;
                }
                i = close;
            } else if (!assigning
                    && (t.is(i, Keyword.NATURAL) || t.is(i, Keyword.USING) && t.is(i + 1, '('))) {
                return true;
            } else if (!assigning && t.is(i, Keyword.ON)) {
                int end = joinEnd(i + 1, where);
                if (!isFree(i + 1, end) && condition.truth(i + 1, end, 0) != Truth.ALWAYS) {
                    return true;
                }
                i = end - 1;
            }
        }
        return false;
    }

    /** True where names of columns follow in parentheses: {@code (VALUES (1)) AS s(x)}. */
    private boolean isAlias(int i) {
        for (int table = 0; table < scope.size(); table++) {
            if (scope.aliasToken(table) == i && scope.name(table).isEmpty()) {
                return t.is(i - 1, ')') || t.is(i - 1, Keyword.AS);
            }
        }
        return false;
    }

    private int joinEnd(int from, int where) {
        int i = from;
        while (i < where) {
            switch (t.key(i)) {
                case JOIN, INNER, LEFT, RIGHT, FULL, CROSS, NATURAL, SET, STRAIGHT_JOIN:
                    if (!t.is(i + 1, '(')) {
                        return i;
                    }
                    break;
                default:
                    break;
            }
            if (t.is(i, ',')) {
                return i;
            }
            i = t.is(i, '(') ? t.mate(i) + 1 : i + 1;
        }
        return Math.min(i, where);
    }
}
