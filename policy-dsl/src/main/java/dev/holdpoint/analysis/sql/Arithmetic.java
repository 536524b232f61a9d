package dev.holdpoint.analysis.sql;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sums and products of numbers. */
final class Arithmetic {

    private static final int MOST_DEPTH = 50;

    private final Tokens t;
    private final int to;
    private int i;
    private boolean bad;
    private @Nullable Names names;
    private int column = -1;
    private double columnValue;

    Arithmetic(Tokens t, int from, int to) {
        this.t = t;
        this.i = from;
        this.to = to;
    }

    /** That column has that value. */
    void with(Names names, int column, double value) {
        this.names = names;
        this.column = column;
        this.columnValue = value;
    }

    /** The number, if the whole range is constant arithmetic. */
    Optional<Double> value() {
        double value = sum(0);
        return bad || i < to ? Optional.empty() : Optional.of(value);
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
        while (!bad && i < to && (t.is(i, '*') || t.is(i, '/') || t.is(i, '%'))) {
            char operator = t.operator(i);
            i++;
            double next = factor(depth);
            value = operator == '*' ? value * next : operator == '/' ? value / next : value % next;
            bad |= Double.isNaN(value) || Double.isInfinite(value);
        }
        return value;
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
            double value = sum(depth + 1);
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
        if (names != null && t.isName(i)) {
            int end = names.end(i);
            if (Trials.names(t, column, i, end) && !t.is(end, '(')) {
                i = end;
                return columnValue;
            }
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
