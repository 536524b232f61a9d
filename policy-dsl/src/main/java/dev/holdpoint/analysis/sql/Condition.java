package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a condition that bounds an update or a delete from one that holds for every row, by folding
 * constants and comparing things with themselves.
 *
 * <p>A row in which a column is NULL makes {@code id = id} unknown and not true: such a condition
 * is taken for one that always holds all the same, since nobody bounds a change by it. The other
 * way round nothing is guessed: what is not understood bounds. Linear in the condition but for
 * parentheses, whose depth is bounded, and for alternatives, of which so many are compared.
 */
final class Condition {

    private static final int MOST_DEPTH = 50;
    private static final int MOST_ALTERNATIVES = 40;
    private static final int MOST_TOKENS = 20_000;

    /** Comparison, left range, right range. */
    private static final int WIDTH = 5;

    private static final int[] EMPTY = {};

    /** How two things are compared. */
    private enum Comparison {
        EQUAL,
        DIFFERENT,
        LESS,
        NOT_LESS,
        GREATER,
        NOT_GREATER,
        NULL,
        NOT_NULL;

        private static final Comparison[] ALL = values();

        /** What holds exactly where this does not. */
        Comparison opposite() {
            return switch (this) {
                case EQUAL -> DIFFERENT;
                case DIFFERENT -> EQUAL;
                case LESS -> NOT_LESS;
                case NOT_LESS -> LESS;
                case GREATER -> NOT_GREATER;
                case NOT_GREATER -> GREATER;
                case NULL -> NOT_NULL;
                case NOT_NULL -> NULL;
            };
        }

        /** True where it holds between things of that order. */
        boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case DIFFERENT -> order != 0;
                case LESS -> order < 0;
                case GREATER -> order > 0;
                case NOT_GREATER -> order <= 0;
                case NOT_LESS -> order >= 0;
                case NULL, NOT_NULL -> false;
            };
        }
    }

    /** What a condition is for every row. */
    private enum Truth {
        ALWAYS,
        NEVER,
        OPEN;

        Truth not() {
            return this == ALWAYS ? NEVER : this == NEVER ? ALWAYS : OPEN;
        }

        static Truth of(boolean value) {
            return value ? ALWAYS : NEVER;
        }
    }

    /** Functions that are never negative. */
    private static final Set<String> NOT_NEGATIVE =
            Set.of(
                    "random",
                    "rand",
                    "abs",
                    "length",
                    "char_length",
                    "character_length",
                    "len",
                    "octet_length",
                    "cardinality",
                    "sqrt",
                    "ascii",
                    "unix_timestamp",
                    "uuid_short");

    private static final Set<String> KEYS =
            Set.of("id", "rowid", "ctid", "oid", "_rowid_", "uuid", "guid", "pk", "rownum");

    private final Tokens t;
    private final Walker w;
    private final Scope scope;

    /** What was compared so far, for a range of alternatives: {@link #WIDTH} numbers each. */
    private int[] alternatives = EMPTY;

    private int alternativesEnd;

    /** The column that is tried, or -1, and what for. */
    private int tried = -1;

    private double trial;

    /**
     * Conditions of subqueries around the place that is read: their columns are of other tables.
     */
    private int inner;

    private int at;
    private int end;

    /** No alternative stands anywhere in the condition. */
    private boolean conjunction;

    Condition(Tokens t, Walker w, Scope scope) {
        this.t = t;
        this.w = w;
        this.scope = scope;
    }

    /** True where the condition in that range holds for every row. */
    boolean alwaysHolds(int from, int to) {
        if (to - from > MOST_TOKENS) {
            return false;
        }
        conjunction = true;
        for (int i = from; i < to && conjunction; i++) {
            conjunction = !isOr(i) && !t.is(i, Keyword.XOR);
        }
        int column = Trials.column(t, w.names, from, to);
        if (column < 0) {
            return truth(from, to, 0) == Truth.ALWAYS;
        }
        // what holds whatever the columns are holds for any value too, so that most conditions
        // are told to bound by the first
        tried = column;
        boolean holds = holdsFor(Trials.FAR, from, to);
        tried = -1;
        return holds && (truth(from, to, 0) == Truth.ALWAYS || holdsForTheRest(column, from, to));
    }

    private boolean holdsForTheRest(int column, int from, int to) {
        tried = column;
        boolean holds = true;
        for (double value : Trials.values(t, w.names, column, from, to)) {
            holds = holds && holdsFor(value, from, to);
        }
        tried = -1;
        return holds;
    }

    private boolean holdsFor(double value, int from, int to) {
        trial = value;
        return truth(from, to, 0) == Truth.ALWAYS;
    }

    /** True for the column that is tried, and no other. */
    private boolean isTried(int from, int to) {
        return tried >= 0 && to > from && Trials.names(t, tried, from, to) && column(from, to);
    }

    /** True for names that keys go by. */
    static boolean isKey(String name) {
        return KEYS.contains(name);
    }

    private Truth truth(int from, int to, int depth) {
        if (depth > MOST_DEPTH || from >= to) {
            return Truth.OPEN;
        }
        int outerAt = at;
        int outerEnd = end;
        at = from;
        end = to;
        Truth value = or(depth);
        boolean whole = at >= to;
        at = outerAt;
        end = outerEnd;
        return whole ? value : Truth.OPEN;
    }

    private Truth or(int depth) {
        int mark = alternativesEnd;
        Truth value = and(depth);
        while (at < end && isOr(at)) {
            at++;
            Truth next = and(depth);
            value =
                    value == Truth.ALWAYS || next == Truth.ALWAYS
                            ? Truth.ALWAYS
                            : value == Truth.NEVER && next == Truth.NEVER
                                    ? Truth.NEVER
                                    : Truth.OPEN;
        }
        if (value == Truth.OPEN && complementary(mark)) {
            value = Truth.ALWAYS;
        }
        alternativesEnd = mark;
        return value;
    }

    private boolean isOr(int i) {
        return t.is(i, Keyword.OR) || t.isOperator(i, "||") && w.dialect.has(Trait.VERSION_COMMENT);
    }

    private Truth and(int depth) {
        int mark = alternativesEnd;
        Truth value = not(depth);
        boolean several = false;
        while (at < end && (t.is(at, Keyword.AND) || t.isOperator(at, "&&"))) {
            if (conjunction && depth == 0 && value != Truth.ALWAYS) {
                at = end; // one part that bounds is enough
                return Truth.OPEN;
            }
            at++;
            several = true;
            Truth next = not(depth);
            value =
                    value == Truth.NEVER || next == Truth.NEVER
                            ? Truth.NEVER
                            : value == Truth.ALWAYS && next == Truth.ALWAYS
                                    ? Truth.ALWAYS
                                    : Truth.OPEN;
        }
        if (several) {
            alternativesEnd = mark;
        }
        return value;
    }

    private Truth not(int depth) {
        boolean negated = false;
        while (at < end && (t.is(at, Keyword.NOT) || t.is(at, '!'))) {
            negated = !negated;
            at++;
        }
        int from = at;
        Truth value = predicate(depth);
        if (value == Truth.OPEN && RowFree.is(t, from, at)) {
            return Truth.ALWAYS; // or never: it bounds nothing
        }
        return negated ? value.not() : value;
    }

    /** {@code x = 1 or x <> 1}, {@code x is null or x is not null}. */
    private boolean complementary(int mark) {
        int last = Math.min(alternativesEnd, mark + MOST_ALTERNATIVES * WIDTH);
        for (int i = mark; i < last; i += WIDTH) {
            for (int j = i + WIDTH; j < last; j += WIDTH) {
                if (Comparison.ALL[alternatives[i]].opposite() == Comparison.ALL[alternatives[j]]
                        && alike(i + 1, j + 1)
                        && alike(i + 3, j + 3)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** True where the two ranges that stand there are the same but for the case of names. */
    private boolean alike(int i, int j) {
        int a = alternatives[i];
        int b = alternatives[j];
        int length = alternatives[i + 1] - a;
        if (alternatives[j + 1] - b != length) {
            return false;
        }
        for (int k = 0; k < length; k++) {
            if (t.type(a + k) != t.type(b + k) || !t.same(a + k, b + k, t.isName(a + k))) {
                return false;
            }
        }
        return true;
    }

    private Truth predicate(int depth) {
        int from = at;
        if (t.is(from, Keyword.EXISTS) && t.is(from + 1, '(')) {
            int close = t.mate(from + 1);
            at = close + 1;
            return anyRow(from + 2, close, depth);
        }
        int to = operand(from);
        at = to;
        if (to >= end || isOr(to) || t.is(to, Keyword.AND) || t.isOperator(to, "&&")) {
            return bare(from, to, depth);
        }
        if (to == from) {
            at = end;
            return Truth.OPEN;
        }
        boolean negated = t.is(at, Keyword.NOT);
        if (negated) {
            at++;
        }
        Truth value =
                switch (t.key(at)) {
                    case IS -> is(from, to, depth);
                    case ISNULL -> nullness(from, to, true);
                    case NOTNULL -> nullness(from, to, false);
                    case LIKE, ILIKE, SIMILAR, GLOB, REGEXP, RLIKE -> like();
                    case IN -> in(from, to, depth);
                    case BETWEEN -> between(from, to);
                    default -> comparison(from, to, depth);
                };
        return negated ? value.not() : value;
    }

    /** The end of an operand: the next comparison, connective or the end. */
    private int operand(int from) {
        int i = from;
        while (i < end) {
            if (t.is(i, '(')) {
                i = t.mate(i) + 1;
                continue;
            }
            if (t.is(i, Keyword.CASE)) {
                int cases = 1;
                i++;
                while (i < end && cases > 0) {
                    cases += t.is(i, Keyword.CASE) ? 1 : t.is(i, Keyword.END) ? -1 : 0;
                    i++;
                }
                continue;
            }
            switch (t.key(i)) {
                case AND,
                OR,
                IS,
                ISNULL,
                NOTNULL,
                LIKE,
                ILIKE,
                SIMILAR,
                GLOB,
                REGEXP,
                RLIKE,
                IN,
                BETWEEN,
                NOT,
                XOR,
                ESCAPE:
                    return i;
                default:
                    break;
            }
            if (t.type(i) == Tokens.OPERATOR
                    && (t.is(i, '~')
                            || comparator(i) != null
                            || isOr(i)
                            || t.isOperator(i, "&&"))) {
                return i;
            }
            i++;
        }
        return Math.min(i, end);
    }

    /** The comparison that stands there, or nothing. */
    private @Nullable Comparison comparator(int i) {
        switch (t.operator(i)) {
            case '=':
                return Comparison.EQUAL;
            case '<':
                return Comparison.LESS;
            case '>':
                return Comparison.GREATER;
            case 0:
                break;
            default:
                return null;
        }
        if (t.type(i) != Tokens.OPERATOR) {
            return null;
        }
        return switch (t.raw(i)) {
            case "==", "<=>" -> Comparison.EQUAL;
            case "<>", "!=" -> Comparison.DIFFERENT;
            case "<=" -> Comparison.NOT_GREATER;
            case ">=" -> Comparison.NOT_LESS;
            default -> null;
        };
    }

    /** True where the range is a column, and no constant. */
    private boolean column(int from, int to) {
        return to > from
                && t.isName(from)
                && !t.key(from).between()
                && w.names.end(from) == to
                && (to - from == 1 || t.isName(to - 1));
    }

    /** A condition without a comparison: a constant, or something in parentheses. */
    private Truth bare(int from, int to, int depth) {
        if (t.is(from, '(') && t.mate(from) == to - 1) {
            if (w.clauses.startsStatement(from + 1)) {
                return scalar(from + 1, to - 1, depth);
            }
            return truth(from + 1, to - 1, depth + 1);
        }
        if (to - from == 1) {
            if (t.is(from, Keyword.TRUE)) {
                return Truth.ALWAYS;
            }
            if (t.is(from, Keyword.FALSE) || t.is(from, Keyword.NULL)) {
                return Truth.NEVER;
            }
        }
        if (column(from, to)) {
            return isTried(from, to) ? Truth.of(trial != 0) : Truth.OPEN;
        }
        if (firstOf(from, to)
                && truth(from + 2, argumentEnd(from + 2), depth + 1) == Truth.ALWAYS) {
            return Truth.ALWAYS;
        }
        Optional<Double> number = number(from, to);
        if (number.isPresent()) {
            return Truth.of(number.get() != 0);
        }
        Optional<String> text = text(from, to);
        if (text.isPresent()) {
            String s = text.get().strip().toLowerCase(Locale.ROOT);
            return Truth.of(
                    s.equals("t")
                            || s.equals("true")
                            || s.equals("yes")
                            || s.equals("on")
                            || !s.isEmpty() && Character.digit(s.charAt(0), 10) > 0);
        }
        return Truth.OPEN;
    }

    /** {@code COALESCE(true, …)}: the first argument that is not NULL. */
    private boolean firstOf(int from, int to) {
        return t.is(from + 1, '(')
                && t.mate(from + 1) == to - 1
                && (t.isWord(from, "coalesce")
                        || t.isWord(from, "ifnull")
                        || t.isWord(from, "nvl"));
    }

    private int argumentEnd(int from) {
        int i = from;
        while (i < end && !t.is(i, ',') && !t.is(i, ')')) {
            i = t.is(i, '(') ? t.mate(i) + 1 : i + 1;
        }
        return i;
    }

    /** {@code (SELECT true)}. */
    private Truth scalar(int from, int to, int depth) {
        return t.is(from, Keyword.SELECT) ? truth(from + 1, to, depth + 1) : Truth.OPEN;
    }

    /** {@code EXISTS (…)}: does not depend on the row unless a condition inside does. */
    private Truth anyRow(int from, int close, int depth) {
        if (!w.clauses.startsStatement(from)) {
            return Truth.OPEN;
        }
        for (int i = from; i < close; i++) {
            if (t.is(i, '(')) {
                i = t.mate(i);
            } else if (t.is(i, Keyword.WHERE)) {
                int to = i + 1;
                while (to < close && !t.is(to, Keyword.GROUP) && !t.is(to, Keyword.LIMIT)) {
                    to = t.is(to, '(') ? t.mate(to) + 1 : to + 1;
                }
                inner++;
                Truth value = truth(i + 1, Math.min(to, close), depth + 1);
                inner--;
                return value;
            } else if (t.is(i, Keyword.HAVING)
                    || t.is(i, Keyword.JOIN)
                    || t.is(i, Keyword.LIMIT)
                    || t.is(i, Keyword.OFFSET)
                    || t.is(i, Keyword.FETCH)) {
                return Truth.OPEN;
            }
        }
        return Truth.ALWAYS;
    }

    private Truth is(int from, int to, int depth) {
        at++;
        boolean negated = t.is(at, Keyword.NOT);
        if (negated) {
            at++;
        }
        if (t.is(at, Keyword.NULL)) {
            at++;
            return nullness(from, to, !negated);
        }
        if (t.is(at, Keyword.TRUE) || t.is(at, Keyword.FALSE)) {
            boolean wanted = t.is(at, Keyword.TRUE);
            at++;
            Truth value = truth(from, to, depth + 1);
            Truth is = wanted ? value : value.not();
            return negated ? is.not() : is;
        }
        if (t.is(at, Keyword.DISTINCT) && t.is(at + 1, Keyword.FROM)) {
            int right = at + 2;
            int rightEnd = operand(right);
            at = rightEnd;
            if (same(from, to, right, rightEnd)) {
                return Truth.of(negated);
            }
            return Truth.OPEN;
        }
        int rightEnd = operand(at);
        boolean same = same(from, to, at, rightEnd);
        at = rightEnd;
        return same ? Truth.of(!negated) : Truth.OPEN;
    }

    private Truth nullness(int from, int to, boolean isNull) {
        if (t.is(at, Keyword.ISNULL) || t.is(at, Keyword.NOTNULL)) {
            at++;
        }
        if (to - from == 1 && t.is(from, Keyword.NULL)) {
            return Truth.of(isNull);
        }
        if (!column(from, to) && (number(from, to).isPresent() || text(from, to).isPresent())) {
            return Truth.of(!isNull);
        }
        remember(isNull ? Comparison.NULL : Comparison.NOT_NULL, from, to, to, to);
        if (!isNull
                && t.isName(to - 1)
                && KEYS.contains(Names.lower(w.names.part(to - 1)))
                && simpleName(from, to)) {
            return Truth.ALWAYS;
        }
        return Truth.OPEN;
    }

    private boolean simpleName(int from, int to) {
        return t.isName(from) && w.names.end(from) == to;
    }

    private Truth like() {
        boolean expression =
                t.is(at, Keyword.REGEXP) || t.is(at, Keyword.RLIKE) || t.is(at, Keyword.GLOB);
        boolean glob = t.is(at, Keyword.GLOB);
        at++;
        if (t.is(at, Keyword.TO)) {
            at++;
        }
        int right = at;
        int rightEnd = operand(right);
        at = rightEnd;
        if (t.is(at, Keyword.ESCAPE)) {
            at = Math.min(at + 2, end);
        }
        Optional<String> pattern = text(right, rightEnd);
        if (pattern.isEmpty()) {
            return Truth.OPEN;
        }
        return matchesAll(pattern.get(), expression, glob) ? Truth.ALWAYS : Truth.OPEN;
    }

    private static boolean matchesAll(String pattern, boolean expression, boolean glob) {
        if (glob) {
            return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '*');
        }
        if (expression) {
            return pattern.isEmpty()
                    || pattern.equals(".*")
                    || pattern.equals("^.*$")
                    || pattern.equals("^")
                    || pattern.equals("$")
                    || pattern.equals(".*?");
        }
        return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '%');
    }

    private Truth in(int from, int to, int depth) {
        at++;
        if (t.type(at) == Tokens.WORD && t.is(at + 1, '(')) {
            at++; // IN UNNEST(…)
            int close = t.mate(at);
            at = close + 1;
            return Truth.OPEN;
        }
        if (!t.is(at, '(')) {
            at = operand(at);
            return Truth.OPEN;
        }
        int list = at + 1;
        int close = t.mate(at);
        at = close + 1;
        if (w.clauses.startsStatement(list)) {
            return ownRows(from, to, list, close, depth) ? Truth.ALWAYS : Truth.OPEN;
        }
        boolean open = false;
        for (int item = list; item < close; ) {
            int itemEnd = item;
            while (itemEnd < close && !t.is(itemEnd, ',')) {
                itemEnd = t.is(itemEnd, '(') ? t.mate(itemEnd) + 1 : itemEnd + 1;
            }
            if (same(from, to, item, itemEnd)) {
                return Truth.ALWAYS;
            }
            Optional<Integer> order = compare(from, to, item, itemEnd);
            if (order.isPresent() && order.get() == 0) {
                return Truth.ALWAYS;
            }
            open |= order.isEmpty();
            item = itemEnd + 1;
        }
        return open ? Truth.OPEN : Truth.NEVER;
    }

    /** {@code id IN (SELECT id FROM the same table)}, without a condition that bounds. */
    private boolean ownRows(int from, int to, int query, int close, int depth) {
        if (!t.is(query, Keyword.SELECT) || !t.isName(to - 1)) {
            return false;
        }
        int column = query + 1;
        if (t.is(column, Keyword.DISTINCT)) {
            column++;
        }
        if (!t.isName(column)) {
            return false;
        }
        int columnEnd = w.names.end(column);
        if (!t.is(columnEnd, Keyword.FROM)
                || !w.names.last(from, to).equals(w.names.last(column, columnEnd))
                || !t.isName(columnEnd + 1)) {
            return false;
        }
        int table = columnEnd + 1;
        int tableEnd = w.names.end(table);
        if (!scope.hasTable(w.names.text(table, tableEnd))) {
            return false;
        }
        for (int i = tableEnd; i < close; i++) {
            if (t.is(i, Keyword.WHERE)) {
                return truth(i + 1, close, depth + 1) == Truth.ALWAYS;
            }
            if (t.is(i, Keyword.LIMIT)
                    || t.is(i, Keyword.JOIN)
                    || t.is(i, Keyword.HAVING)
                    || t.is(i, Keyword.FETCH)
                    || t.is(i, ',')) {
                return false;
            }
        }
        return true;
    }

    private Truth between(int from, int to) {
        at++;
        int low = at;
        int lowEnd = operand(low);
        if (!t.is(lowEnd, Keyword.AND)) {
            at = end;
            return Truth.OPEN;
        }
        int high = lowEnd + 1;
        int highEnd = operand(high);
        at = highEnd;
        Optional<Integer> below = compare(low, lowEnd, from, to);
        Optional<Integer> above = compare(from, to, high, highEnd);
        if (below.isPresent() && above.isPresent()) {
            return Truth.of(below.get() <= 0 && above.get() <= 0);
        }
        return Truth.OPEN;
    }

    private Truth comparison(int from, int to, int depth) {
        Comparison operator = comparator(at);
        boolean expression = t.is(at, '~');
        if (operator == null && !expression) {
            at = end;
            return Truth.OPEN;
        }
        at++;
        if (expression && t.is(at, '*')) {
            at++;
        }
        int right = at;
        int rightEnd = operand(right);
        at = rightEnd;
        if (operator == null) {
            Optional<String> pattern = text(right, rightEnd);
            return pattern.isPresent() && matchesAll(pattern.get(), true, false)
                    ? Truth.ALWAYS
                    : Truth.OPEN;
        }
        if ((t.is(right, Keyword.ANY) || t.is(right, Keyword.SOME))
                && operator == Comparison.EQUAL
                && t.is(right + 1, '(')) {
            int query = right + 2;
            int close = t.mate(right + 1);
            if (t.isWord(query, "array") && t.is(query + 1, '(')) {
                close = t.mate(query + 1);
                query += 2;
            }
            return ownRows(from, to, query, close, depth) ? Truth.ALWAYS : Truth.OPEN;
        }
        if (same(from, to, right, rightEnd)) {
            return Truth.of(operator.holds(0));
        }
        Optional<Integer> order = compare(from, to, right, rightEnd);
        if (order.isPresent()) {
            return Truth.of(operator.holds(order.get()));
        }
        if (neverNegative(from, to) && number(right, rightEnd).isPresent()) {
            double bound = number(right, rightEnd).get();
            if (operator == Comparison.NOT_LESS && bound <= 0
                    || operator == Comparison.GREATER && bound < 0
                    || operator == Comparison.DIFFERENT && bound < 0) {
                return Truth.ALWAYS;
            }
            if ((t.isWord(from, "random") || t.isWord(from, "rand"))
                    && (operator == Comparison.NOT_GREATER || operator == Comparison.LESS)
                    && bound >= 1) {
                return Truth.ALWAYS;
            }
        }
        if (neverNegative(right, rightEnd) && number(from, to).isPresent()) {
            double bound = number(from, to).get();
            if (operator == Comparison.NOT_GREATER && bound <= 0
                    || operator == Comparison.LESS && bound < 0) {
                return Truth.ALWAYS;
            }
        }
        remember(operator, from, to, right, rightEnd);
        return Truth.OPEN;
    }

    private boolean neverNegative(int from, int to) {
        return t.isName(from)
                && t.is(from + 1, '(')
                && t.mate(from + 1) == to - 1
                && NOT_NEGATIVE.contains(Names.lower(t.raw(from)));
    }

    private void remember(Comparison comparison, int from, int to, int right, int rightEnd) {
        if (alternativesEnd >= 4 * MOST_ALTERNATIVES * WIDTH) {
            return;
        }
        if (alternativesEnd == alternatives.length) {
            alternatives = Arrays.copyOf(alternatives, 2 * alternativesEnd + 4 * WIDTH);
        }
        alternatives[alternativesEnd] = comparison.ordinal();
        alternatives[alternativesEnd + 1] = from;
        alternatives[alternativesEnd + 2] = to;
        alternatives[alternativesEnd + 3] = right;
        alternatives[alternativesEnd + 4] = rightEnd;
        alternativesEnd += WIDTH;
    }

    /**
     * True where both ranges are the same tokens, and nothing in them changes from call to call.
     */
    private boolean same(int a, int aEnd, int b, int bEnd) {
        if (t.is(a, '(') && t.mate(a) == aEnd - 1) {
            return same(a + 1, aEnd - 1, b, bEnd);
        }
        if (t.is(b, '(') && t.mate(b) == bEnd - 1) {
            return same(a, aEnd, b + 1, bEnd - 1);
        }
        if (inner == 0 && scope.isSingle() && column(a, aEnd) && column(b, bEnd)) {
            // t.id = id, "id" = id
            return mayBeSame(w.names.lastPart(a, aEnd), w.names.lastPart(b, bEnd))
                    && w.names.last(a, aEnd).equals(w.names.last(b, bEnd))
                    && sameTable(a, aEnd, b, bEnd);
        }
        if (aEnd - a != bEnd - b || aEnd <= a) {
            return false;
        }
        for (int i = 0; i < aEnd - a; i++) {
            byte type = t.type(a + i);
            if (type != t.type(b + i) || type == Tokens.PARAMETER) {
                return false;
            }
            if (!t.same(a + i, b + i, type == Tokens.WORD)) {
                return false;
            }
        }
        return true;
    }

    /** False only where two names differ, without spelling them out. */
    private boolean mayBeSame(int a, int b) {
        return t.type(a) != Tokens.WORD || t.type(b) != Tokens.WORD || t.same(a, b, true);
    }

    /**
     * True where two columns are of one table: a name without qualifier is of the table that is
     * changed.
     */
    private boolean sameTable(int a, int aEnd, int b, int bEnd) {
        String one = aEnd - a > 2 ? w.names.text(a, aEnd - 2) : "";
        String other = bEnd - b > 2 ? w.names.text(b, bEnd - 2) : "";
        return one.equals(other)
                || one.isEmpty() && isTarget(other)
                || other.isEmpty() && isTarget(one);
    }

    /** False for NEW, OLD, a variable with fields. */
    private boolean isTarget(String qualifier) {
        return scope.hasTable(qualifier) || !scope.tablesOf(qualifier).isEmpty();
    }

    private Optional<Integer> compare(int a, int aEnd, int b, int bEnd) {
        if (column(a, aEnd) && !isTried(a, aEnd) || column(b, bEnd) && !isTried(b, bEnd)) {
            return Optional.empty();
        }
        Optional<Double> x = number(a, aEnd);
        Optional<Double> y = number(b, bEnd);
        if (x.isPresent() && y.isPresent()) {
            return Optional.of(Double.compare(x.get(), y.get()));
        }
        Optional<String> s = text(a, aEnd);
        Optional<String> u = text(b, bEnd);
        if (s.isPresent() && u.isPresent()) {
            return Optional.of(Integer.signum(s.get().compareTo(u.get())));
        }
        Optional<Boolean> p = flag(a, aEnd);
        Optional<Boolean> q = flag(b, bEnd);
        if (p.isPresent() && q.isPresent()) {
            return Optional.of(Boolean.compare(p.get(), q.get()));
        }
        return Optional.empty();
    }

    private Optional<Boolean> flag(int from, int to) {
        if (to - from != 1) {
            return Optional.empty();
        }
        return t.is(from, Keyword.TRUE)
                ? Optional.of(true)
                : t.is(from, Keyword.FALSE) ? Optional.of(false) : Optional.empty();
    }

    private Optional<String> text(int from, int to) {
        if (to <= from || t.type(from) == Tokens.QUOTED || t.type(from) == Tokens.NUMBER) {
            return Optional.empty();
        }
        if (t.type(from) == Tokens.WORD && !t.is(from + 1, '(')) {
            return Optional.empty();
        }
        return w.dynamic().constant(from, to);
    }

    /** The number that the range computes, if it is constant arithmetic. */
    private Optional<Double> number(int from, int to) {
        if (to - from == 1 && t.type(from) == Tokens.NUMBER) {
            return Arithmetic.parsed(t.raw(from));
        }
        Arithmetic arithmetic = new Arithmetic(t, from, to);
        if (tried >= 0) {
            arithmetic.with(w.names, tried, trial);
        }
        return arithmetic.value();
    }
}
