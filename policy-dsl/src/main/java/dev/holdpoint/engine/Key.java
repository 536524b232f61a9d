package dev.holdpoint.engine;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that must be so for a clause to match, by which the index finds the clause.
 *
 * @param table which of the effect's facts is looked up, and how
 * @param part what of the value is compared
 * @param text in lower case where the table folds
 */
record Key(Table table, Part part, String text) {

    /** How a fact is looked up; the clauses of one table are found by one look at one fact. */
    record Table(Attribute attribute, Operator operator, boolean fold) {}

    enum Operator {
        /** Of one value. */
        IN,
        /** Of some element. */
        OVERLAP,
        /** Of each element, so of the first. */
        WITHIN
    }

    enum Part {
        WHOLE,
        START,
        END,
        /** What follows the last dot. */
        LAST_NAME
    }

    /** More alternatives than this are not worth a place in the index. */
    private static final int MOST = 256;

    /**
     * Sets of keys of a condition, any of which serves to find it: unless one of the keys of a set
     * fits, or its fact is not wholly known, the condition is false.
     */
    static List<List<Key>> sets(Condition condition) {
        List<List<Key>> sets = new ArrayList<>();
        if (condition instanceof Condition.And and) {
            for (Condition part : and.all()) {
                sets.addAll(sets(part));
            }
        } else if (condition instanceof Condition.Or or) {
            List<Key> all = new ArrayList<>();
            for (Condition part : or.any()) {
                List<List<Key>> of = sets(part);
                if (of.isEmpty()) {
                    return List.of();
                }
                all.addAll(of.get(0));
            }
            if (!all.isEmpty() && all.size() <= MOST) {
                sets.add(all);
            }
        } else if (condition instanceof Condition.In in && !in.negated()) {
            of(in.ref(), Operator.IN, in.values()).ifPresent(sets::add);
        } else if (condition instanceof Condition.Overlap overlap) {
            of(overlap.ref(), Operator.OVERLAP, overlap.values()).ifPresent(sets::add);
        } else if (condition instanceof Condition.Within within) {
            of(within.ref(), Operator.WITHIN, within.values()).ifPresent(sets::add);
        }
        return sets;
    }

    private static Optional<List<Key>> of(
            Condition.Ref ref, Operator operator, List<Pattern> values) {
        if (ref.key().isPresent() || values.isEmpty() || values.size() > MOST) {
            return Optional.empty();
        }
        List<Key> keys = new ArrayList<>();
        for (Pattern value : values) {
            Optional<Key> key = of(ref.attribute(), operator, Matcher.of(ref.attribute(), value));
            if (key.isEmpty()) {
                return Optional.empty();
            }
            keys.add(key.get());
        }
        return Optional.of(keys);
    }

    private static Optional<Key> of(Attribute attribute, Operator operator, Matcher matcher) {
        boolean fold = Matcher.folds(attribute);
        Table table = new Table(attribute, operator, fold);
        if (matcher instanceof Matcher.Exact exact) {
            return Optional.of(new Key(table, Part.WHOLE, exact.text()));
        }
        if (matcher instanceof Matcher.Folded folded) {
            return Optional.of(new Key(table, Part.WHOLE, lower(folded.text())));
        }
        if (matcher instanceof NamePattern name) {
            return name.last().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Key(table, Part.LAST_NAME, lower(name.last())));
        }
        if (matcher instanceof PathPattern path) {
            return path.head().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Key(table, Part.START, path.head()));
        }
        if (matcher instanceof Matcher.Wild wild) {
            if (!wild.glob().head().isEmpty()) {
                return Optional.of(new Key(table, Part.START, wild.glob().head()));
            }
            if (!wild.glob().tail().isEmpty()) {
                return Optional.of(new Key(table, Part.END, wild.glob().tail()));
            }
        }
        return Optional.empty();
    }

    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            lower.append(Glob.lower(text.charAt(i)));
        }
        return lower.toString();
    }
}
