package dev.holdpoint.language;

import dev.holdpoint.effect.Attribute;
import java.util.List;
import java.util.Optional;

/** A checked condition: names are resolved, sets and defined conditions are inlined, types fit. */
public sealed interface Condition {

    /** Holds of every effect. */
    record Always() implements Condition {}

    record And(List<Condition> all) implements Condition {
        public And {
            all = List.copyOf(all);
        }
    }

    record Or(List<Condition> any) implements Condition {
        public Or {
            any = List.copyOf(any);
        }
    }

    record Not(Condition inner) implements Condition {}

    /** The attribute exists: {@code has x}. */
    record Has(Ref ref) implements Condition {}

    /** A flag that is true. */
    record IsTrue(Ref ref) implements Condition {}

    /**
     * {@code ==} (one value) and {@code in}; negated, {@code !=} and {@code not in}. False of an
     * absent attribute either way.
     */
    record In(Ref ref, List<Pattern> values, boolean negated) implements Condition {
        public In {
            values = List.copyOf(values);
        }
    }

    /** All elements of the set match one of the patterns. */
    record Within(Ref ref, List<Pattern> values) implements Condition {
        public Within {
            values = List.copyOf(values);
        }
    }

    /** At least one element of the set matches one of the patterns. */
    record Overlap(Ref ref, List<Pattern> values) implements Condition {
        public Overlap {
            values = List.copyOf(values);
        }
    }

    /** A comparison of numbers. */
    record Order(Ref ref, Relation relation, long value) implements Condition {}

    /** How two numbers compare. */
    enum Relation {
        EQUAL,
        NOT_EQUAL,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST
    }

    /**
     * An attribute, or one entry of a table attribute.
     *
     * @param key the entry's name for tables, empty otherwise
     */
    record Ref(Attribute attribute, Optional<String> key) {}
}
