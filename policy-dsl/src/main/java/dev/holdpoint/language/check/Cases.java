package dev.holdpoint.language.check;

import dev.holdpoint.language.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A condition as alternatives of comparisons that all hold: its disjunctive normal form, as far as
 * that stays small.
 */
final class Cases {

    /** With more alternatives, the passes that reason in cases have nothing to say. */
    static final int MOST = 512;

    private Cases() {}

    /** A comparison that holds, or that does not. */
    record Literal(Condition leaf, boolean holds) {}

    /** The alternatives; empty where there would be too many. */
    static Optional<List<List<Literal>>> of(Condition condition) {
        List<List<Literal>> cases = split(condition, true);
        return cases == null ? Optional.empty() : Optional.of(cases);
    }

    private static @org.jspecify.annotations.Nullable List<List<Literal>> split(
            Condition condition, boolean holds) {
        if (condition instanceof Condition.Not not) {
            return split(not.inner(), !holds);
        }
        if (condition instanceof Condition.And and) {
            return holds ? all(and.all(), true) : any(and.all(), false);
        }
        if (condition instanceof Condition.Or or) {
            return holds ? any(or.any(), true) : all(or.any(), false);
        }
        if (condition instanceof Condition.Always) {
            return holds ? List.of(List.of()) : List.of();
        }
        return List.of(List.of(new Literal(condition, holds)));
    }

    private static @org.jspecify.annotations.Nullable List<List<Literal>> any(
            List<Condition> parts, boolean holds) {
        List<List<Literal>> union = new ArrayList<>();
        for (Condition part : parts) {
            List<List<Literal>> cases = split(part, holds);
            if (cases == null || union.size() + cases.size() > MOST) {
                return null;
            }
            union.addAll(cases);
        }
        return union;
    }

    private static @org.jspecify.annotations.Nullable List<List<Literal>> all(
            List<Condition> parts, boolean holds) {
        List<List<Literal>> product = List.of(List.of());
        for (Condition part : parts) {
            List<List<Literal>> cases = split(part, holds);
            if (cases == null || (long) product.size() * cases.size() > MOST) {
                return null;
            }
            List<List<Literal>> next = new ArrayList<>(product.size() * cases.size());
            for (List<Literal> left : product) {
                for (List<Literal> right : cases) {
                    List<Literal> both = new ArrayList<>(left.size() + right.size());
                    both.addAll(left);
                    both.addAll(right);
                    next.add(both);
                }
            }
            product = next;
        }
        return product;
    }
}
