package dev.holdpoint.analysis.sql;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sums and products of numbers, and of a column that is tried. */
final class Arithmetic {

    private static final int MOST_DEPTH = 50;

    private final Tokens t;
    private final int to;
    private int i;
    private boolean bad;
    private @Nullable Operands operands;
    private double columnValue;

    Arithmetic(Tokens t, int from, int to) {
        this.t = t;
        this.i = from;
        this.to = to;
    }

    /** The column that the operands try has that value. */
    void with(Operands operands, double value) {
        this.operands = operands;
        this.columnValue = value;
    }

    /** The number, if the whole range is constant arithmetic. */
    Optional<Double> value() {
        double value = bits(0);
        return bad || i < to ? Optional.empty() : Optional.of(value);
    }

    /** {@code &} and {@code |}, which bind less than sums. */
    private double bits(int depth) {
        double value = sum(depth);
        while (!bad && i < to && (t.is(i, '&') || t.is(i, '|'))) {
            boolean and = t.is(i, '&');
            i++;
            double next = sum(depth);
            bad |= value != Math.rint(value) || next != Math.rint(next);
            value = and ? (long) value & (long) next : (long) value | (long) next;
        }
        return value;
    }

    private double sum(int depth) {
        double value = product(depth);
        while (!bad && i < to && (t.is(i, '+') || t.is(i, '-'))) {
            boolean plus = t.is(i, '+');
            i++;
            double next = product(depth);
            value = plus ? value + next : value - next;
        }
        return value;
    }

    private double product(int depth) {
        double value = factor(depth);
        while (!bad && i < to && isProduct(i)) {
            char operator = t.isWord(i, "mod") ? '%' : t.operator(i);
            i++;
            double next = factor(depth);
            value =
                    switch (operator) {
                        case '*' -> value * next;
                        case '/' -> value / next;
                        case '%' -> value % next;
                        default -> Math.floor(value / next); // DIV
                    };
            bad |= Double.isNaN(value) || Double.isInfinite(value);
        }
        return value;
    }

    private boolean isProduct(int i) {
        return t.is(i, '*')
                || t.is(i, '/')
                || t.is(i, '%')
                || (t.isWord(i, "div") || t.isWord(i, "mod")) && !t.is(i + 1, '.');
    }

    private double factor(int depth) {
        if (bad || i >= to || depth > MOST_DEPTH) {
            bad = true;
            return 0;
        }
        if (t.is(i, '-') || t.is(i, '+')) {
            boolean minus = t.is(i, '-');
            i++;
            double value = factor(depth + 1);
            return minus ? -value : value;
        }
        if (t.is(i, '(')) {
            int close = t.mate(i);
            i++;
            if (t.is(i, Keyword.SELECT)) {
                i++;
            }
            double value = bits(depth + 1);
            bad |= i != close;
            i = close + 1;
            return value;
        }
        if (t.type(i) == Tokens.NUMBER) {
            Optional<Double> value = parsed(t.raw(i));
            i++;
            bad |= value.isEmpty();
            return value.orElse(0.0);
        }
        if (operands != null && t.isName(i)) {
            int end = operands.nameEnd(i);
            if (!t.is(end, '(')) {
                bad |= !operands.isTried(i, end);
                i = end;
                return columnValue;
            }
            if (end == i + 1) {
                return function(depth);
            }
        }
        bad = true;
        return 0;
    }

    /** A function of numbers, from its name on. */
    private double function(int depth) {
        int name = i;
        int close = t.mate(i + 1);
        i += 2;
        double first = sum(depth + 1);
        double second = Double.NaN;
        if (!bad && t.is(i, ',')) {
            i++;
            second = sum(depth + 1);
        }
        bad |= i != close;
        i = close + 1;
        boolean one = Double.isNaN(second);
        if (t.isWord(name, "abs") && one) {
            return Math.abs(first);
        } else if (t.isWord(name, "sign") && one) {
            return Math.signum(first);
        } else if (t.isWord(name, "floor") && one) {
            return Math.floor(first);
        } else if ((t.isWord(name, "ceil") || t.isWord(name, "ceiling")) && one) {
            return Math.ceil(first);
        } else if (t.isWord(name, "round") && one) {
            return Math.rint(first);
        } else if (t.isWord(name, "mod") && !one && second != 0) {
            return first % second;
        } else if ((t.isWord(name, "power") || t.isWord(name, "pow")) && !one) {
            return Math.pow(first, second);
        } else if ((t.isWord(name, "greatest") || t.isWord(name, "max")) && !one) {
            return Math.max(first, second);
        } else if ((t.isWord(name, "least") || t.isWord(name, "min")) && !one) {
            return Math.min(first, second);
        } else if ((t.isWord(name, "coalesce") || t.isWord(name, "ifnull")) && !one) {
            return first; // what is tried is not NULL
        }
        bad = true;
        return 0;
    }

    /** The number that a literal is, if it is one. */
    static Optional<Double> parsed(String raw) {
        if (raw.length() < 10 && digits(raw)) {
            return Optional.of((double) Integer.parseInt(raw));
        }
        try {
            if (raw.startsWith("0x") || raw.startsWith("0X")) {
                return raw.length() > 2 && raw.length() < 17
                        ? Optional.of((double) Long.parseLong(raw.substring(2), 16))
                        : Optional.empty();
            }
            return Optional.of(Double.parseDouble(raw.replace("_", "")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean digits(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) < '0' || raw.charAt(i) > '9') {
                return false;
            }
        }
        return !raw.isEmpty();
    }
}
