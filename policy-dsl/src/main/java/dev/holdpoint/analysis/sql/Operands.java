package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The two sides of a comparison: where they end, whether they are the same, how constants among
 * them are ordered, and what a column that is tried is worth. Apart from {@code Condition}, whose
 * grammar asks it.
 */
final class Operands {

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

    private final Tokens t;
    private final Walker w;
    private final Scope scope;

    /** The column that is tried, or -1, and what for. */
    private int tried = -1;

    private double trial;

    /**
     * Conditions of subqueries around the place that is read: their columns are of other tables.
     */
    private int inner;

    Operands(Tokens t, Walker w, Scope scope) {
        this.t = t;
        this.w = w;
        this.scope = scope;
    }

    /** From here on that column has that value. */
    void tryFor(int column, double value) {
        tried = column;
        trial = value;
    }

    void tryNone() {
        tried = -1;
    }

    /** What the column that is tried is worth. */
    double trial() {
        return trial;
    }

    void enterSubquery() {
        inner++;
    }

    void leaveSubquery() {
        inner--;
    }

    /** The end of an operand: the next comparison, connective or the end. */
    int end(int from, int to) {
        int i = from;
        while (i < to) {
            if (t.is(i, '(')) {
                i = t.mate(i) + 1;
                continue;
            }
            if (t.is(i, Keyword.CASE)) {
                int cases = 1;
                i++;
                while (i < to && cases > 0) {
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
                            || Comparison.at(t, i) != null
                            || isOr(i)
                            || t.isOperator(i, "&&"))) {
                return i;
            }
            i++;
        }
        return Math.min(i, to);
    }

    boolean isOr(int i) {
        return t.is(i, Keyword.OR) || t.isOperator(i, "||") && w.dialect.has(Trait.VERSION_COMMENT);
    }

    /** True where the range is a column, and no constant. */
    boolean column(int from, int to) {
        return to > from
                && t.isName(from)
                && !t.key(from).between()
                && w.names.end(from) == to
                && (to - from == 1 || t.isName(to - 1));
    }

    /** True for the column that is tried, and no other. */
    boolean isTried(int from, int to) {
        return tried >= 0
                && to > from
                && (Trials.names(t, tried, from, to)
                        || inner == 0
                                && scope.isSingle()
                                && t.isName(to - 1)
                                && w.names.same(tried, to - 1)
                                && sameTable(first(tried), tried + 1, from, to))
                && column(from, to);
    }

    /** Where the qualified name begins whose last part stands there. */
    private int first(int last) {
        int i = last;
        while (i > 1 && t.is(i - 1, '.') && t.isName(i - 2)) {
            i -= 2;
        }
        return i;
    }

    int nameEnd(int i) {
        return w.names.end(i);
    }

    /**
     * True where both ranges are the same tokens, and nothing in them changes from call to call.
     */
    boolean same(int a, int aEnd, int b, int bEnd) {
        if (t.is(a, '(') && t.mate(a) == aEnd - 1) {
            return same(inside(a, aEnd), aEnd - 1, b, bEnd);
        }
        if (t.is(b, '(') && t.mate(b) == bEnd - 1) {
            return same(a, aEnd, inside(b, bEnd), bEnd - 1);
        }
        if (t.is(a, '+') && t.isName(a + 1)) {
            return same(a + 1, aEnd, b, bEnd);
        }
        if (t.is(b, '+') && t.isName(b + 1)) {
            return same(a, aEnd, b + 1, bEnd);
        }
        if (endsWithNothing(aEnd)) {
            return same(a, aEnd - 2, b, bEnd);
        }
        if (endsWithNothing(bEnd)) {
            return same(a, aEnd, b, bEnd - 2);
        }
        if (inner == 0 && scope.isSingle() && column(a, aEnd) && column(b, bEnd)) {
            // t.id = id, "id" = id
            return w.names.same(w.names.lastPart(a, aEnd), w.names.lastPart(b, bEnd))
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

    /** Behind a parenthesis and, in {@code (SELECT a)} without tables, behind its first word. */
    private int inside(int open, int end) {
        if (!t.is(open + 1, Keyword.SELECT)) {
            return open + 1;
        }
        for (int i = open + 2; i < end; i++) {
            if (t.is(i, Keyword.FROM)) {
                return open + 1;
            }
        }
        return open + 2;
    }

    /** {@code a || ''}: true where nothing is added to a text there. */
    private boolean endsWithNothing(int end) {
        return t.type(end - 1) == Tokens.STRING
                && t.end(end - 1) - t.start(end - 1) == 2
                && t.isOperator(end - 2, "||");
    }

    /** {@code UPDATE t … FROM t x WHERE x.id = t.id}: each row is joined at least to itself. */
    boolean joined(int a, int aEnd, int b, int bEnd) {
        if (inner > 0
                || aEnd - a != 3
                || bEnd - b != 3
                || !column(a, aEnd)
                || !column(b, bEnd)
                || !w.names.same(aEnd - 1, bEnd - 1)) {
            return false;
        }
        List<String> one = scope.tablesOf(w.names.part(a));
        List<String> other = scope.tablesOf(w.names.part(b));
        return !one.isEmpty() && !one.get(0).isEmpty() && one.equals(other);
    }

    /** True for the name of a table, or its alias, where a column might stand. */
    boolean isRow(int i) {
        return t.isName(i) && inner == 0 && !scope.tablesOf(w.names.part(i)).isEmpty();
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

    /**
     * As {@link #compare}, where it is asked whether both are equal: that a column which is tried
     * differs from what is computed says nothing, for that value was not tried.
     */
    Optional<Integer> equate(int a, int aEnd, int b, int bEnd) {
        Optional<Integer> order = compare(a, aEnd, b, bEnd);
        boolean tells =
                tried < 0
                        || order.isEmpty()
                        || order.get() == 0
                        || literal(a, aEnd) && column(b, bEnd)
                        || literal(b, bEnd) && column(a, aEnd);
        return tells ? order : untried(a, aEnd, b, bEnd);
    }

    private Optional<Integer> untried(int a, int aEnd, int b, int bEnd) {
        int outer = tried;
        tried = -1;
        Optional<Integer> order = compare(a, aEnd, b, bEnd);
        tried = outer;
        return order;
    }

    /** A number, perhaps with a sign. */
    private boolean literal(int from, int to) {
        boolean signed = t.is(from, '-') || t.is(from, '+');
        return t.type(to - 1) == Tokens.NUMBER && to - from == (signed ? 2 : 1);
    }

    /** True where the range computes the same for every row. */
    boolean constant(int from, int to) {
        int outer = tried;
        tried = -1;
        boolean constant =
                !column(from, to) && (number(from, to).isPresent() || text(from, to).isPresent());
        tried = outer;
        return constant;
    }

    /** How two constants are ordered, if both are. */
    Optional<Integer> compare(int a, int aEnd, int b, int bEnd) {
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

    /** The text that the range computes, if it is constant. */
    Optional<String> text(int from, int to) {
        if (to <= from || t.type(from) == Tokens.QUOTED || t.type(from) == Tokens.NUMBER) {
            return Optional.empty();
        }
        if (t.type(from) == Tokens.WORD && !t.is(from + 1, '(')) {
            return Optional.empty();
        }
        return w.dynamic().constant(from, to);
    }

    /** The number that the range computes, if it is constant arithmetic. */
    Optional<Double> number(int from, int to) {
        if (to - from == 1 && t.type(from) == Tokens.NUMBER) {
            return Arithmetic.parsed(t.raw(from));
        }
        Arithmetic arithmetic = new Arithmetic(t, from, to);
        if (tried >= 0) {
            arithmetic.with(this, trial);
        }
        return arithmetic.value();
    }

    /** {@code abs(x) >= 0}: true where what is never negative is compared with what it must be. */
    boolean holdsBySign(Comparison operator, int from, int to, int right, int rightEnd) {
        if (neverNegative(from, to) && number(right, rightEnd).isPresent()) {
            double bound = number(right, rightEnd).get();
            if (operator == Comparison.NOT_LESS && bound <= 0
                    || operator == Comparison.GREATER && bound < 0
                    || operator == Comparison.DIFFERENT && bound < 0) {
                return true;
            }
            if ((t.isWord(from, "random") || t.isWord(from, "rand"))
                    && (operator == Comparison.NOT_GREATER || operator == Comparison.LESS)
                    && bound >= 1) {
                return true;
            }
        }
        if (neverNegative(right, rightEnd) && number(from, to).isPresent()) {
            double bound = number(from, to).get();
            if (operator == Comparison.NOT_GREATER && bound <= 0
                    || operator == Comparison.LESS && bound < 0) {
                return true;
            }
        }
        return false;
    }

    private boolean neverNegative(int from, int to) {
        return t.isName(from)
                && t.is(from + 1, '(')
                && t.mate(from + 1) == to - 1
                && NOT_NEGATIVE.contains(Names.lower(t.raw(from)));
    }
}
