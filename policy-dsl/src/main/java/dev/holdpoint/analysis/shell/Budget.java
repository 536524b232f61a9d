package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Inquiry;

/**
 * What reading may cost. Every loop of the room that input can drive spends from it, so that work
 * is linear in the text whatever the text is; when the inquiry's steps are spent, on this script or
 * on others of the same operation, the rest is unknown.
 */
final class Budget {

    /** Brackets, quotes and compound commands within one another. */
    static final int MOST_DEPTH = 300;

    /** What a word costs beside its characters. */
    static final int WORD = 6;

    /** What each stretch of a word costs that is quoted or expanded by itself. */
    static final int PIECE = 4;

    /** What a command costs beside its words, when it is parsed and when it is walked. */
    static final int COMMAND = 8;

    /** What it costs to find out which file a redirection opens. */
    static final int FILE = 32;

    /** What it costs to go two ways. */
    static final int BRANCH = 16;

    private final Inquiry inquiry;
    private long spent;
    private int depth;

    Budget(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    void spend(long steps) {
        spent += steps;
        if (!inquiry.spend(steps)) {
            throw Unreadable.past("it takes more than " + Inquiry.MOST_STEPS + " steps to read");
        }
    }

    long spent() {
        return spent;
    }

    void enter() {
        if (++depth > MOST_DEPTH) {
            throw Unreadable.past("nested more than " + MOST_DEPTH + " deep");
        }
    }

    void leave() {
        depth--;
    }

    int depth() {
        return depth;
    }

    /** Back to the depth of an attempt that was given up. */
    void depth(int earlier) {
        depth = earlier;
    }
}
