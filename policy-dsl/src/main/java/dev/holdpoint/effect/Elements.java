package dev.holdpoint.effect;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
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

    static final Elements NONE = new Elements(new String[0], Set.of());

    private Elements(String[] ordered, Set<String> hashed) {
        this.ordered = ordered;
        this.hashed = hashed;
    }

    static Elements of(Collection<String> elements) {
        if (elements instanceof Elements e) {
            return e;
        }
        return elements.isEmpty() ? NONE : distinct(elements.toArray(new String[0]));
    }

    /** Takes the array over. */
    private static Elements distinct(String[] found) {
        Set<String> hashed = found.length <= FEW ? Set.of() : new HashSet<>(2 * found.length);
        int count = 0;
        for (String element : found) {
            Objects.requireNonNull(element);
            boolean isNew = found.length <= FEW ? !in(found, count, element) : hashed.add(element);
            if (isNew) {
                found[count++] = element;
            }
        }
        return new Elements(count == found.length ? found : Arrays.copyOf(found, count), hashed);
    }

    private static boolean in(String[] elements, int count, Object wanted) {
        for (int i = 0; i < count; i++) {
            if (elements[i].equals(wanted)) {
                return true;
            }
        }
        return false;
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
        return hashed.isEmpty() ? in(ordered, ordered.length, wanted) : hashed.contains(wanted);
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.asList(ordered).iterator();
    }
}
