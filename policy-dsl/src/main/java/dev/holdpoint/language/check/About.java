package dev.holdpoint.language.check;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Type;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Pattern;
import dev.holdpoint.language.check.Knowledge.Truth;
import java.util.ArrayList;
import java.util.List;

/** What is known of one attribute: bounds that close in as comparisons are learned. */
final class About {

    private final Attribute attribute;

    /** Each is a list of patterns one of which the value matches. */
    private final List<List<Pattern>> oneOf = new ArrayList<>();

    /** Patterns that neither the value nor any element matches. */
    private final List<Pattern> noneOf = new ArrayList<>();

    private final List<List<Pattern>> within = new ArrayList<>();
    private final List<List<Pattern>> overlap = new ArrayList<>();
    private Truth present = Truth.MAYBE;
    private Truth flag = Truth.MAYBE;
    private long least = Long.MIN_VALUE;
    private long most = Long.MAX_VALUE;
    private final List<Long> unequal = new ArrayList<>();
    private boolean impossible;

    /**
     * @param values all that there can be; empty where that is not known
     */
    About(Attribute attribute, List<Pattern> values) {
        this.attribute = attribute;
        if (attribute.type() == Type.TEXT && !values.isEmpty()) {
            oneOf.add(values);
        }
        if (attribute == Attribute.VERB || attribute == Attribute.ENV) {
            present = Truth.YES;
        }
    }

    boolean certainlyPresent() {
        return present == Truth.YES;
    }

    void present(boolean is) {
        impossible |= present == (is ? Truth.NO : Truth.YES);
        present = is ? Truth.YES : Truth.NO;
    }

    void flag(boolean is) {
        impossible |= flag == (is ? Truth.NO : Truth.YES);
        flag = is ? Truth.YES : Truth.NO;
    }

    void oneOf(List<Pattern> patterns) {
        oneOf.add(patterns);
    }

    void noneOf(List<Pattern> patterns) {
        noneOf.addAll(patterns);
    }

    void within(List<Pattern> patterns) {
        within.add(patterns);
    }

    void overlap(List<Pattern> patterns) {
        overlap.add(patterns);
    }

    void number(Condition.Relation relation, long value) {
        switch (relation) {
            case EQUAL -> {
                least = Math.max(least, value);
                most = Math.min(most, value);
            }
            case NOT_EQUAL -> unequal.add(value);
            case LESS -> most = Math.min(most, value - 1);
            case AT_MOST -> most = Math.min(most, value);
            case MORE -> least = Math.max(least, value + 1);
            case AT_LEAST -> least = Math.max(least, value);
        }
    }

    /** Whether no value can be so. May say no where the answer is yes. */
    boolean impossible() {
        if (impossible || least > most || (least == most && unequal.contains(least))) {
            return true;
        }
        if (present == Truth.NO) {
            return false;
        }
        List<Pattern> left = remaining();
        if (left != null && left.isEmpty()) {
            return true;
        }
        for (int i = 0; i < oneOf.size(); i++) {
            for (int j = i + 1; j < oneOf.size(); j++) {
                if (allDisjoint(oneOf.get(i), oneOf.get(j))) {
                    return true;
                }
            }
        }
        for (List<Pattern> some : overlap) {
            if (allCovered(some, noneOf)) {
                return true;
            }
            for (List<Pattern> all : within) {
                if (allDisjoint(some, all)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The values that are left, where they can be listed; null where they cannot. */
    private @org.jspecify.annotations.Nullable List<Pattern> remaining() {
        List<Pattern> least = null;
        for (List<Pattern> list : oneOf) {
            boolean literal = true;
            for (Pattern p : list) {
                literal &= !p.glob();
            }
            if (literal && (least == null || list.size() < least.size())) {
                least = list;
            }
        }
        if (least == null) {
            return null;
        }
        List<Pattern> left = new ArrayList<>();
        for (Pattern value : least) {
            boolean possible = !covered(value, noneOf);
            for (List<Pattern> list : oneOf) {
                possible &= !disjoint(value, list);
            }
            if (possible) {
                left.add(value);
            }
        }
        return left;
    }

    /** Whether everything the effect names for this attribute lies outside the patterns. */
    boolean apart(List<Pattern> patterns) {
        for (List<Pattern> list : attribute.type() == Type.TEXTS ? within : oneOf) {
            if (allDisjoint(list, patterns)) {
                return true;
            }
        }
        return allCovered(patterns, noneOf);
    }

    /** What follows for a comparison of this attribute. */
    Truth of(Condition leaf) {
        if (leaf instanceof Condition.Has) {
            return present;
        }
        if (leaf instanceof Condition.IsTrue) {
            return flag;
        }
        if (present == Truth.NO) {
            return Truth.NO;
        }
        Truth compared = compared(leaf);
        // of an absent attribute every comparison is false
        return compared == Truth.YES && present != Truth.YES ? Truth.MAYBE : compared;
    }

    private Truth compared(Condition leaf) {
        if (leaf instanceof Condition.In in) {
            Truth among = among(in.values());
            return in.negated() ? among.not() : among;
        }
        if (leaf instanceof Condition.Within w) {
            for (List<Pattern> all : within) {
                if (allCovered(all, w.values())) {
                    return Truth.YES;
                }
            }
            for (List<Pattern> some : overlap) {
                if (allDisjoint(some, w.values())) {
                    return Truth.NO;
                }
            }
            return Truth.MAYBE;
        }
        if (leaf instanceof Condition.Overlap o) {
            for (List<Pattern> some : overlap) {
                if (allCovered(some, o.values())) {
                    return Truth.YES;
                }
            }
            for (List<Pattern> all : within) {
                if (allDisjoint(all, o.values())) {
                    return Truth.NO;
                }
            }
            return allCovered(o.values(), noneOf) ? Truth.NO : Truth.MAYBE;
        }
        return leaf instanceof Condition.Order order ? ordered(order) : Truth.MAYBE;
    }

    private Truth among(List<Pattern> values) {
        List<Pattern> left = remaining();
        if (left != null) {
            boolean all = true;
            boolean none = true;
            for (Pattern value : left) {
                all &= covered(value, values);
                none &= disjoint(value, values);
            }
            if (all || none) {
                return none ? Truth.NO : Truth.YES;
            }
        }
        for (List<Pattern> list : oneOf) {
            if (allCovered(list, values)) {
                return Truth.YES;
            }
            if (allDisjoint(list, values)) {
                return Truth.NO;
            }
        }
        return allCovered(values, noneOf) ? Truth.NO : Truth.MAYBE;
    }

    private Truth ordered(Condition.Order order) {
        long value = order.value();
        return switch (order.relation()) {
            case EQUAL ->
                    least == value && most == value
                            ? Truth.YES
                            : value < least || value > most || unequal.contains(value)
                                    ? Truth.NO
                                    : Truth.MAYBE;
            case NOT_EQUAL ->
                    least == value && most == value
                            ? Truth.NO
                            : value < least || value > most || unequal.contains(value)
                                    ? Truth.YES
                                    : Truth.MAYBE;
            case LESS -> most < value ? Truth.YES : least >= value ? Truth.NO : Truth.MAYBE;
            case AT_MOST -> most <= value ? Truth.YES : least > value ? Truth.NO : Truth.MAYBE;
            case MORE -> least > value ? Truth.YES : most <= value ? Truth.NO : Truth.MAYBE;
            case AT_LEAST -> least >= value ? Truth.YES : most < value ? Truth.NO : Truth.MAYBE;
        };
    }

    private static boolean covered(Pattern inner, List<Pattern> outer) {
        for (Pattern o : outer) {
            if (Globs.covers(o, inner)) {
                return true;
            }
        }
        return false;
    }

    private static boolean disjoint(Pattern value, List<Pattern> others) {
        for (Pattern o : others) {
            if (!Globs.disjoint(value, o)) {
                return false;
            }
        }
        return true;
    }

    private static boolean allCovered(List<Pattern> inner, List<Pattern> outer) {
        for (Pattern i : inner) {
            if (!covered(i, outer)) {
                return false;
            }
        }
        return !inner.isEmpty();
    }

    private static boolean allDisjoint(List<Pattern> left, List<Pattern> right) {
        for (Pattern l : left) {
            if (!disjoint(l, right)) {
                return false;
            }
        }
        return true;
    }
}
