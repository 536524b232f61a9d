package dev.holdpoint.analysis.sql;

import java.util.Arrays;

/**
 * What was compared so far among the alternatives of a condition, to find two of which one always
 * holds. Kept as places among the tokens; made when the first comparison is kept.
 */
final class Alternatives {

    /** Each of them is compared with each other. */
    private static final int MOST_ALTERNATIVES = 40;

    /** Comparisons that are kept. */
    private static final int MOST_KEPT = 4 * MOST_ALTERNATIVES;

    /** Comparison, left range, right range. */
    private static final int WIDTH = 5;

    private final Tokens t;

    /** {@link #WIDTH} numbers for each comparison. */
    private int[] places;

    private int end;

    /** One bit for each kind of comparison that is not kept any more. */
    private int lost;

    /**
     * Prepares.
     *
     * @param one true where one comparison is all that is expected
     */
    Alternatives(Tokens t, boolean one) {
        this.t = t;
        this.places = new int[one ? WIDTH : 4 * WIDTH];
    }

    /** Where the next comparison will be kept. */
    int mark() {
        return end;
    }

    /** Forgets what was kept since the mark. */
    void reset(int mark) {
        end = mark;
        if (mark < MOST_KEPT * WIDTH) {
            lost = 0;
        }
    }

    /** What was kept since the mark, if it is one comparison, stands behind NOT. */
    void negate(int mark) {
        if (end == mark + WIDTH) {
            places[mark] = Comparison.ALL[places[mark]].opposite().ordinal();
        } else if (end == mark) {
            lost |= opposites(lost);
        }
    }

    /** {@code x = 1 or x <> 1}, {@code x is null or x is not null}. */
    boolean complementary(int mark) {
        int last = Math.min(end, mark + MOST_ALTERNATIVES * WIDTH);
        for (int i = mark; i < last; i += WIDTH) {
            for (int j = i + WIDTH; j < last; j += WIDTH) {
                if (either(i, j)) {
                    return true;
                }
            }
        }
        // of those that are not compared with each other nobody knows what is on their sides
        int beyond = lost;
        for (int i = last; i < end; i += WIDTH) {
            beyond |= 1 << places[i];
        }
        int all = beyond;
        for (int i = mark; i < last && beyond != 0; i += WIDTH) {
            all |= 1 << places[i];
        }
        return beyond != 0 && anyEither(beyond, all);
    }

    /** True where one of the two comparisons that are kept there always holds. */
    private boolean either(int i, int j) {
        Comparison one = Comparison.ALL[places[i]];
        Comparison other = Comparison.ALL[places[j]];
        return one.orElse(other) && alike(i + 1, j + 1) && alike(i + 3, j + 3)
                || one.orElse(other.mirrored()) && alike(i + 1, j + 3) && alike(i + 3, j + 1);
    }

    private static boolean anyEither(int kinds, int others) {
        for (Comparison c : Comparison.ALL) {
            for (Comparison d : Comparison.ALL) {
                if ((kinds & 1 << c.ordinal()) != 0
                        && (others & 1 << d.ordinal()) != 0
                        && (c.orElse(d) || c.orElse(d.mirrored()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int opposites(int kinds) {
        int opposites = 0;
        for (Comparison c : Comparison.ALL) {
            if ((kinds & 1 << c.ordinal()) != 0) {
                opposites |= 1 << c.opposite().ordinal();
            }
        }
        return opposites;
    }

    /** True where the two ranges that stand there are the same but for the case of names. */
    private boolean alike(int i, int j) {
        int a = places[i];
        int b = places[j];
        int length = places[i + 1] - a;
        if (places[j + 1] - b != length) {
            return false;
        }
        for (int k = 0; k < length; k++) {
            if (t.type(a + k) != t.type(b + k) || !t.same(a + k, b + k, t.isName(a + k))) {
                return false;
            }
        }
        return true;
    }

    /** Keeps what is compared there. */
    void remember(Comparison comparison, int from, int to, int right, int rightEnd) {
        if (end >= MOST_KEPT * WIDTH) {
            lost |= 1 << comparison.ordinal();
            return;
        }
        if (end == places.length) {
            places = Arrays.copyOf(places, 2 * end + 4 * WIDTH);
        }
        places[end] = comparison.ordinal();
        places[end + 1] = from;
        places[end + 2] = to;
        places[end + 3] = right;
        places[end + 4] = rightEnd;
        end += WIDTH;
    }
}
