package dev.holdpoint.analysis.sql;

import java.util.Arrays;

/**
 * The open comparisons of a condition, of which some stand in it more than once: {@code (a AND b)
 * OR (a AND NOT b) OR NOT a}, {@code NOT (a > b AND b >= a)}; {@link Alternatives} finds those of
 * which two beside each other are enough. Whether the condition holds whichever way they go is told
 * by letting each go every way: left of, equal to or right of what it is compared with, or, where
 * that is no order, yes or no. That a side is NULL, which is neither, is left out: nobody bounds a
 * change by that.
 *
 * <p>First every comparison is kept, then {@link #findRepeated} is asked, and then, until {@link
 * #isDone}, each is what is tried.
 */
final class EitherWay {

    /** Tokens of a condition; with more, nothing is tried. */
    static final int MOST_TOKENS = 400;

    private static final int MOST_KEPT = 40;

    /** Of what stands more than once. */
    private static final int MOST_REPEATED = 4;

    /** Kind, query, left range, right range, and which of the repeated it is or {@link #ALONE}. */
    private static final int WIDTH = 7;

    private static final int REPEATED = 6;
    private static final int ALONE = -1;

    private final Tokens t;
    private int[] kept = new int[8 * WIDTH];
    private int end;

    /** For each that is repeated, what is tried, from 0, and how many ways there are. */
    private final int[] tried = new int[MOST_REPEATED];

    private final int[] ways = new int[MOST_REPEATED];
    private int repeated;
    private boolean trying;

    /** Some that are repeated are compared in other ways. */
    private boolean contrary;

    /** More are repeated than are tried. */
    private boolean more;

    private boolean done;

    EitherWay(Tokens t) {
        this.t = t;
    }

    /** What the comparison there is: open until something is tried. */
    Truth truth(Comparison comparison, int query, int from, int to, int right, int rightEnd) {
        return comparison == Comparison.NOT_NULL || comparison == Comparison.NOT_LIKE
                ? plain(comparison.opposite(), query, from, to, right, rightEnd).not()
                : plain(comparison, query, from, to, right, rightEnd);
    }

    private Truth plain(
            Comparison comparison, int query, int from, int to, int right, int rightEnd) {
        int at = 0;
        while (at < end
                && !(kept[at] == comparison.ordinal()
                        && kept[at + 2] == from
                        && kept[at + 4] == right)) {
            at += WIDTH;
        }
        if (trying) {
            return at == end || kept[at + REPEATED] == ALONE
                    ? Truth.OPEN
                    : tried(comparison, kept[at + REPEATED]);
        }
        if (at == end && end < MOST_KEPT * WIDTH) {
            if (end == kept.length) {
                kept = Arrays.copyOf(kept, 2 * end);
            }
            kept[end] = comparison.ordinal();
            kept[end + 1] = query;
            kept[end + 2] = from;
            kept[end + 3] = to;
            kept[end + 4] = right;
            kept[end + 5] = rightEnd;
            end += WIDTH;
        }
        return Truth.OPEN;
    }

    /** A repeated comparison that is mirrored is told by a number beyond them. */
    private Truth tried(Comparison comparison, int which) {
        boolean mirrored = which >= MOST_REPEATED;
        int value = tried[mirrored ? which - MOST_REPEATED : which];
        return Truth.of(
                comparison.isOrder()
                        ? (mirrored ? comparison.mirrored() : comparison).holds(value - 1)
                        : value == 0);
    }

    /** True where some comparison stands in the condition twice, whichever way. */
    boolean findRepeated() {
        for (int i = 0; i < end; i += WIDTH) {
            kept[i + REPEATED] = ALONE;
        }
        for (int i = 0; i < end; i += WIDTH) {
            boolean found = false;
            for (int j = i + WIDTH; kept[i + REPEATED] == ALONE && j < end; j += WIDTH) {
                boolean mirrored = isAlike(i, j, true);
                if (mirrored || isAlike(i, j, false)) {
                    contrary |= kept[i] != kept[j];
                    if (repeated == MOST_REPEATED) {
                        more = true;
                        break;
                    }
                    found = true;
                    kept[j + REPEATED] = mirrored ? repeated + MOST_REPEATED : repeated;
                }
            }
            if (found) {
                kept[i + REPEATED] = repeated;
                ways[repeated] = Comparison.ALL[kept[i]].isOrder() ? 3 : 2;
                repeated++;
            }
        }
        trying = true;
        return repeated > 0;
    }

    /** True where more are repeated than are tried. */
    boolean isMore() {
        return more;
    }

    /** True where some that are repeated are compared in other ways. */
    boolean isContrary() {
        return contrary;
    }

    /** True where everything was tried. */
    boolean isDone() {
        return done;
    }

    /** Tries what comes next. */
    void next() {
        for (int i = 0; i < repeated; i++) {
            if (++tried[i] < ways[i]) {
                return;
            }
            tried[i] = 0;
        }
        done = true;
    }

    private boolean isAlike(int i, int j, boolean mirrored) {
        Comparison one = Comparison.ALL[kept[i]];
        Comparison other = Comparison.ALL[kept[j]];
        boolean order = one.isOrder();
        return kept[i + 1] == kept[j + 1]
                && (order ? other.isOrder() : one == other && !mirrored)
                && alike(i + 2, mirrored ? j + 4 : j + 2)
                && alike(i + 4, mirrored ? j + 2 : j + 4);
    }

    /** True where the two ranges that stand there are the same but for the case of names. */
    private boolean alike(int i, int j) {
        int a = kept[i];
        int b = kept[j];
        int length = kept[i + 1] - a;
        if (kept[j + 1] - b != length) {
            return false;
        }
        for (int k = 0; k < length; k++) {
            if (t.type(a + k) != t.type(b + k)
                    || t.type(a + k) == Tokens.PARAMETER
                    || !t.same(a + k, b + k, t.isName(a + k))) {
                return false;
            }
        }
        return true;
    }
}
