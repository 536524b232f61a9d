package dev.holdpoint.guard.limit;

import java.nio.LongBuffer;

/**
 * The times of the last charges of one limit, oldest first from the cursor. Not thread-safe: its
 * user holds the lock.
 */
final class Ring {

    /** The most that a limit may allow: 4,194,304 charges, 32 MB. */
    public static final int MOST = 1 << 22;

    static final int HEAD = 2;

    private static final long MAGIC = 0x686f6c6472696e67L;

    private final LongBuffer longs;
    private final int max;

    Ring(LongBuffer longs, int max) {
        this.longs = longs;
        this.max = max;
        if (longs.get(0) == 0) {
            longs.put(0, MAGIC);
        } else if (longs.get(0) != MAGIC) {
            throw new IllegalStateException("not a counter of Holdpoint");
        }
    }

    /** Whether so many more fit into the window that ends now. */
    boolean fits(long amount, long now, long window) {
        if (amount > max) {
            return false;
        }
        for (int i = 0; i < amount; i++) {
            long at = longs.get(slot(i));
            if (at != 0 && at > now - window) {
                return false;
            }
        }
        return true;
    }

    /** Adds charges, whether or not they fit: the oldest are forgotten. */
    void add(long amount, long now) {
        long charges = Math.min(amount, max);
        for (int i = 0; i < charges; i++) {
            longs.put(slot(i), now);
        }
        longs.put(1, (cursor() + charges) % max);
    }

    /** Takes back the newest charges that were made at that time. */
    void takeBack(long amount, long at) {
        long left = amount;
        for (int i = max - 1; i >= 0 && left > 0; i--) {
            if (longs.get(slot(i)) == at) {
                longs.put(slot(i), 0);
                left--;
            }
        }
    }

    private long cursor() {
        return Math.floorMod(longs.get(1), max);
    }

    private int slot(int i) {
        return HEAD + (int) ((cursor() + i) % max);
    }
}
