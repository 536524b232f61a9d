package dev.holdpoint.effect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of one attribute: a value, that there is none, or that there is one which could not
 * be read.
 *
 * <p>Sets and tables may be known in part: {@code complete} is false where there may be more
 * elements than those listed. {@link Several} is one attribute for which more than one value holds
 * or may hold (a command that touches two environments); a comparison with it is true or false only
 * if it is so for each candidate, else unknown.
 */
// No default methods: with one, initialising a value would initialise this interface, which
// initialises values.
@SuppressWarnings("ClassInitializationDeadlock")
public sealed interface Fact {

    /** The effect has no such thing. */
    Fact ABSENT = new Absent();

    Fact TRUE = new Flag(true);
    Fact FALSE = new Flag(false);

    /** The empty set of texts, known to be empty. */
    Fact NONE = new Texts(Set.of(), true);

    record Absent() implements Fact {}

    /**
     * There is one, and it could not be read.
     *
     * @param why a short phrase for people: {@code "the variable cmd is not set in the script"}
     */
    record Unknown(String why) implements Fact {}

    record Text(String value) implements Fact {}

    record Whole(long value) implements Fact {}

    record Flag(boolean value) implements Fact {}

    /** A set of texts, in the order found. */
    record Texts(Set<String> elements, boolean complete) implements Fact {
        public Texts {
            elements = Elements.of(elements);
        }

        public int size() {
            return elements.size();
        }

        /** The element found at that place, from 0; makes no garbage. */
        public String at(int index) {
            return ((Elements) elements).at(index);
        }
    }

    /**
     * Facts by name, in the order found; a name that is not there is absent if complete, else
     * unknown.
     */
    record Table(Map<String, Fact> entries, boolean complete) implements Fact {
        public Table {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /**
     * More than one value holds, or any of them may; at least two candidates, none of them itself
     * several.
     */
    record Several(List<Fact> candidates) implements Fact {
        public Several {
            candidates = List.copyOf(candidates);
            if (candidates.size() < 2) {
                throw new IllegalArgumentException(
                        "several needs at least two candidates, got " + candidates);
            }
        }
    }

    static Fact text(String value) {
        return new Text(value);
    }

    static Fact number(long value) {
        return new Whole(value);
    }

    static Fact flag(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Fact texts(Set<String> elements) {
        return elements.isEmpty() ? NONE : new Texts(elements, true);
    }

    /** As found, in order; what was found more than once counts once. */
    static Fact texts(List<String> found, boolean complete) {
        return found.isEmpty() && complete ? NONE : new Texts(Elements.of(found), complete);
    }

    static Fact unknown(String why) {
        return new Unknown(why);
    }

    /** One candidate is itself, none is absent, more are {@link Several}. */
    static Fact oneOf(List<Fact> candidates) {
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        List<Fact> distinct = candidates.stream().distinct().toList();
        return switch (distinct.size()) {
            case 0 -> ABSENT;
            case 1 -> distinct.get(0);
            default -> new Several(distinct);
        };
    }
}
