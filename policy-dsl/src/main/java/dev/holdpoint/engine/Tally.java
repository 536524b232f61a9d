package dev.holdpoint.engine;

import java.util.Arrays;

/**
 * The clauses (rules, then limits, numbered as in the policy) that matched the effects of one
 * reading. Reused by a thread from call to call, so that a decision makes no garbage.
 */
final class Tally {

    private long[] entries = new long[32];
    private int size;

    void clear() {
        size = 0;
        if (entries.length > 4096) {
            entries = new long[32];
        }
    }

    /**
     * Notes a match; the same one may be noted more than once.
     *
     * @param effect its number in the reading
     * @param clause its number in the policy
     */
    void add(int effect, int clause, boolean onUnknown) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
        }
        entries[size++] = (long) effect << 33 | (long) clause << 1 | (onUnknown ? 1 : 0);
    }

    /** Brings the matches into the order of effects and, within one, of clauses, each once. */
    void order() {
        boolean sorted = true;
        for (int i = 1; i < size && sorted; i++) {
            sorted = entries[i - 1] < entries[i];
        }
        if (sorted) {
            return;
        }
        Arrays.sort(entries, 0, size);
        int kept = 1;
        for (int i = 1; i < size; i++) {
            if (entries[i] != entries[kept - 1]) {
                entries[kept++] = entries[i];
            }
        }
        size = kept;
    }

    int size() {
        return size;
    }

    int effect(int i) {
        return (int) (entries[i] >>> 33);
    }

    int clause(int i) {
        return (int) (entries[i] >>> 1);
    }

    boolean onUnknown(int i) {
        return (entries[i] & 1) != 0;
    }
}
