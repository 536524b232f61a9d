package dev.holdpoint.guard.limit;

import java.nio.LongBuffer;

/**
 * The charges of one key, oldest first: time in milliseconds and amount. Not thread-safe: its user
 * holds the lock.
 */
final class Window {

    /** Charges that are told apart. */
    static final int MOST = 1_024;

    private static final long MAGIC = 0x686f6c64636e7431L;
    private static final int HEAD = 3;

    /** In eight-byte words. */
    static final int SIZE = HEAD + 2 * MOST;

    private final LongBuffer words;
    private final long per;

    /**
     * A window over words that are all zero, or were a window before.
     *
     * @param per its length in milliseconds
     * @throws IllegalStateException if they were something else
     */
    Window(LongBuffer words, long per) {
        this.words = words;
        this.per = per;
        if (words.get(0) == 0) {
            words.put(0, MAGIC);
        } else if (words.get(0) != MAGIC
                || size() < 0
                || size() > MOST
                || first() < 0
                || first() >= MOST) {
            throw new IllegalStateException("a counter of the store is damaged");
        }
    }

    /** What counts at that time; forgets what does not. */
    long used(long now) {
        while (size() > 0 && at(0) <= now - per) {
            words.put(1, (first() + 1) % MOST);
            words.put(2, size() - 1);
        }
        long used = 0;
        for (int i = 0; i < size(); i++) {
            used += amount(i);
        }
        return used;
    }

    void add(long now, long amount) {
        if (size() == MOST) {
            pair();
        }
        int size = (int) size();
        long at = size > 0 ? Math.max(now, at(size - 1)) : now;
        set(size, at, amount);
        words.put(2, size + 1L);
    }

    /** Takes back what was charged at that time; what was paired since stays. */
    void remove(long at, long amount) {
        long left = amount;
        for (int i = (int) size() - 1; i >= 0 && left > 0; i--) {
            if (at(i) == at) {
                long taken = Math.min(left, amount(i));
                set(i, at, amount(i) - taken);
                left -= taken;
            }
        }
    }

    private void pair() {
        int half = MOST / 2;
        for (int i = 0; i < half; i++) {
            set(i, at(2 * i + 1), amount(2 * i) + amount(2 * i + 1));
        }
        words.put(2, half);
    }

    private long first() {
        return words.get(1);
    }

    private long size() {
        return words.get(2);
    }

    private int word(int i) {
        return HEAD + 2 * (int) ((first() + i) % MOST);
    }

    private long at(int i) {
        return words.get(word(i));
    }

    private long amount(int i) {
        return words.get(word(i) + 1);
    }

    private void set(int i, long at, long amount) {
        words.put(word(i), at);
        words.put(word(i) + 1, amount);
    }
}
