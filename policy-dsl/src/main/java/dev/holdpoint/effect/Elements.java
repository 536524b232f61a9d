package dev.holdpoint.effect;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * An unmodifiable set in the order found, whose elements can also be taken by index, since a
 * decision walks many small sets and an iterator each would be garbage.
 */
final class Elements extends AbstractSet<String> {

    /** Up to here a search through the array is as fast as a hash. */
    private static final int FEW = 8;

    private final String[] ordered;
    private final Set<String> hashed;

    private Elements(String[] ordered, Set<String> hashed) {
        this.ordered = ordered;
        this.hashed = hashed;
    }

    static Elements of(Collection<String> elements) {
        if (elements instanceof Elements e) {
            return e;
        }
        Set<String> distinct = new LinkedHashSet<>(elements);
        for (String element : distinct) {
            Objects.requireNonNull(element);
        }
        String[] ordered = distinct.toArray(new String[0]);
        return new Elements(ordered, ordered.length <= FEW ? Set.of() : new HashSet<>(distinct));
    }

    String at(int index) {
        return ordered[index];
    }

    @Override
    public int size() {
        return ordered.length;
    }

    @Override
    public boolean contains(Object wanted) {
        if (ordered.length > FEW) {
            return hashed.contains(wanted);
        }
        for (String element : ordered) {
            if (element.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Iterator<String> iterator() {
        return List.of(ordered).iterator();
    }
}
