package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two sides of a comparison: where they end, whether they are the same, how constants among
 * them are ordered, and what a column that is tried is worth. Apart from {@code Condition}, whose
 * grammar asks it.
 */
final class Operands {

    private final Tokens t;
    private final Walker w;
    private final Scope scope;
    private @Nullable Unchanged unchanged;

    /** The column that is tried, or -1, and what for. */
    private int tried = -1;

    private double trial;

    /** What it is tried for where it holds texts. */
    private @Nullable String trialText;

    /** Where the query begins whose condition is read: its columns are of other tables; else 0. */
    private int query;

    Operands(Tokens t, Walker w, Scope scope) {
        this.t = t;
        this.w = w;
        this.scope = scope;
    }

    /** From here on that column has that value. */
    void tryFor(int column, double value) {
        tried = column;
        trial = value;
        trialText = null;
    }

    void tryFor(int column, String value) {
        tried = column;
        trialText = value;
    }

    void tryNone() {
        tried = -1;
        trialText = null;
    }

    /** True where a column is tried for a number. */
    boolean hasTrial() {
        return tried >= 0 && trialText == null;
    }

    /** What the column that is tried is worth. */
    double trial() {
        return trial;
    }

    /** Where the query begins whose condition is read; 0 for that of the change. */
    int query() {
        return query;
    }

    /** Columns are of the query that begins there, from now on; returns of which they were. */
    int enterSubquery(int from) {
        int outer = query;
        query = from;
        return outer;
    }

    void leaveSubquery(int outer) {
        query = outer;
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
                case AND, OR, IS, SIMILAR, IN, BETWEEN, NOT, XOR, ESCAPE:
                    return i;
                case ISNULL, NOTNULL, LIKE, ILIKE, GLOB, REGEXP, RLIKE:
                    if (i > from || !t.is(i + 1, '(')) {
                        return i; // else a function: LIKE('%', a)
                    }
                    break;
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
        return isOr(t, w, i);
    }

    static boolean isOr(Tokens t, Walker w, int i) {
        return t.is(i, Keyword.OR) || t.isOperator(i, "||") && barsMeanOr(w);
    }

    /** True where {@code ||} is an alternative and joins no texts. */
    static boolean barsMeanOr(Walker w) {
        return w.dialect.has(Trait.VERSION_COMMENT);
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
                        || query == 0
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
        return same(a, aEnd, b, bEnd, false);
    }

    /** The same where it is not asked what a side is for NULL: {@code COALESCE(a, 0) = a}. */
    boolean sameOrNull(int a, int aEnd, int b, int bEnd) {
        return same(a, aEnd, b, bEnd, true);
    }

    private boolean same(int left, int leftEnd, int right, int rightEnd, boolean orNull) {
        boolean plain = column(left, leftEnd) && column(right, rightEnd);
        Unchanged value = unchanged();
        value.of(left, leftEnd, orNull && !plain);
        int a = value.from;
        int aEnd = value.to;
        value.of(right, rightEnd, orNull && !plain);
        int b = value.from;
        int bEnd = value.to;
        if (query == 0 && scope.isSingle() && column(a, aEnd) && column(b, bEnd)) {
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

    private Unchanged unchanged() {
        Unchanged made = unchanged;
        if (made == null) {
            made = new Unchanged(t);
            unchanged = made;
        }
        return made;
    }

    /**
     * True for names that keys go by: those that any table may have, and for the one table that is
     * changed its own name in the singular, {@code user_id} in {@code users}.
     */
    boolean isKey(int column) {
        String name = Names.lower(w.names.part(column));
        return Trials.isKey(name)
                || query == 0
                        && scope.isSingle()
                        && Trials.isKeyOf(Names.lower(scope.name(0)), name);
    }

    /** True for the name of a table, or its alias, where a column might stand. */
    boolean isRow(int i) {
        return t.isName(i) && query == 0 && !scope.tablesOf(w.names.part(i)).isEmpty();
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
                        || literal(b, bEnd) && column(a, aEnd)
                        || names(a, aEnd) && names(b, bEnd);
        return tells ? order : untried(a, aEnd, b, bEnd);
    }

    /** True where a column stands in that range. */
    boolean names(int from, int to) {
        for (int i = from; i < to; i++) {
            if (t.isName(i) && !t.is(i + 1, '(') && !t.is(i + 1, '.')) {
                return true;
            }
        }
        return false;
    }

    private Optional<Integer> untried(int a, int aEnd, int b, int bEnd) {
        int outer = tried;
        tried = -1; // a text is tried for nothing then
        Optional<Integer> order = compare(a, aEnd, b, bEnd);
        tried = outer;
        return order;
    }

    /** A text, or a number, perhaps with a sign. */
    private boolean literal(int from, int to) {
        if (t.type(to - 1) == Tokens.STRING) {
            return to - from == 1;
        }
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
            int order = s.get().compareTo(u.get());
            // 'a' = 'A' and 'a' = 'a ' hold by some collations
            return order != 0 && s.get().strip().equalsIgnoreCase(u.get().strip())
                    ? Optional.empty()
                    : Optional.of(Integer.signum(order));
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
        if (trialText != null && isTried(from, to)) {
            return Optional.of(trialText);
        }
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
        if (Searches.findsAtOnce(t, from, to)) {
            return Optional.of(1.0);
        }
        Arithmetic arithmetic = new Arithmetic(t, from, to);
        if (hasTrial()) {
            arithmetic.with(this, trial);
        }
        return arithmetic.value();
    }
}
