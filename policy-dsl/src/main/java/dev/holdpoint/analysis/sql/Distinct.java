package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Fact;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Collects texts, each once, in the order found. A few are compared one by one, since most sets are
 * small and hashing would cost more; so many are kept at most.
 */
final class Distinct {

    private static final int FEW = 8;

    /** Elements; past it, the set is known in part. */
    private static final int MOST = 2_000;

    private String[] found = new String[FEW];
    private int size;
    private Set<String> hashed = Set.of();
    private boolean complete;

    /**
     * None yet.
     *
     * @param complete false where it is known that there are more than those that will be added
     */
    Distinct(boolean complete) {
        this.complete = complete;
    }

    void add(String text) {
        if (contains(text)) {
            return;
        }
        if (size == MOST) {
            complete = false;
            return;
        }
        if (size == found.length) {
            found = Arrays.copyOf(found, 2 * size);
        }
        found[size++] = text;
        if (size > FEW) {
            if (hashed.isEmpty()) {
                hashed = new HashSet<>(Arrays.asList(found).subList(0, size));
            } else {
                hashed.add(text);
            }
        }
    }

    private boolean contains(String text) {
        if (size > FEW) {
            return hashed.contains(text);
        }
        for (int i = 0; i < size; i++) {
            if (found[i].equals(text)) {
                return true;
            }
        }
        return false;
    }

    /** There may be more than those that are found. */
    void incomplete() {
        complete = false;
    }

    Fact fact() {
        return Fact.texts(Arrays.asList(found).subList(0, size), complete);
    }
}
