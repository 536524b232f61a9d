package dev.holdpoint.analysis.sql;

import java.util.Optional;
import java.util.Set;

/**
 * Functions whose values lie where a comparison wants them, whatever they are given: {@code
 * length(a) >= 0}, {@code random() < 1}, {@code GREATEST(a, b) >= a}.
 */
final class Ranges {

    /** Lengths and places, of which none is so large as a number that stands for no bound. */
    private static final Set<String> LENGTHS =
            Set.of(
                    "length",
                    "lengthb",
                    "char_length",
                    "character_length",
                    "len",
                    "datalength",
                    "octet_length",
                    "bit_length",
                    "vsize",
                    "cardinality",
                    "array_length",
                    "ascii",
                    "num_nulls",
                    "num_nonnulls",
                    "position",
                    "strpos",
                    "instr",
                    "locate",
                    "charindex",
                    "patindex",
                    "count");

    /** Others that are never negative. */
    private static final Set<String> NOT_NEGATIVE =
            Set.of("random", "rand", "abs", "sqrt", "unix_timestamp", "uuid_short");

    private final Tokens t;
    private final Operands sides;

    Ranges(Tokens t, Operands sides) {
        this.t = t;
        this.sides = sides;
    }

    /** True where the comparison holds for every row, from either side. */
    boolean hold(Comparison operator, int from, int to, int right, int rightEnd) {
        return holdsFrom(operator, from, to, right, rightEnd)
                || holdsFrom(operator.mirrored(), right, rightEnd, from, to);
    }

    private boolean holdsFrom(Comparison operator, int from, int to, int right, int rightEnd) {
        if (to - from < 3 || !Searches.isCall(t, from, to)) {
            return false;
        }
        String name = Names.lower(t.raw(from));
        if (name.equals("greatest") && operator == Comparison.NOT_LESS
                || name.equals("least") && operator == Comparison.NOT_GREATER) {
            return isGiven(from, to, right, rightEnd);
        }
        boolean length = LENGTHS.contains(name);
        if (!length && !neverNegative(from, to)) {
            return false;
        }
        Optional<Double> number = sides.number(right, rightEnd);
        if (number.isEmpty()) {
            return false;
        }
        double bound = number.get();
        return switch (operator) {
            case NOT_LESS -> bound <= 0;
            case GREATER, DIFFERENT -> bound < 0;
            case LESS, NOT_GREATER ->
                    bound >= 1 && (name.equals("random") || name.equals("rand"))
                            || length && Trials.standsForNoBound(t.raw(right));
            default -> false;
        };
    }

    /** True where what stands in that range is one of the arguments. */
    private boolean isGiven(int from, int to, int right, int rightEnd) {
        for (int i = from + 2; i < to - 1; i = Searches.argumentEnd(t, i, to - 1) + 1) {
            if (sides.same(i, Searches.argumentEnd(t, i, to - 1), right, rightEnd)) {
                return true;
            }
        }
        return false;
    }

    private boolean neverNegative(int from, int to) {
        if (!Searches.isCall(t, from, to)) {
            return false;
        }
        String name = Names.lower(t.raw(from));
        if (LENGTHS.contains(name) || NOT_NEGATIVE.contains(name)) {
            return true;
        }
        int first = Searches.argumentEnd(t, from + 2, to - 1);
        return (name.equals("coalesce") || name.equals("ifnull") || name.equals("nvl"))
                && neverNegative(from + 2, first)
                && sides.number(first + 1, to - 1).orElse(-1.0) >= 0;
    }
}
