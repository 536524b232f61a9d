package dev.holdpoint.analysis.shell;

/**
 * What reading may cost. Every loop of the room that input can drive spends from it, so that work
 * is linear in the text whatever the text is; when it is spent, the rest is unknown.
 */
final class Budget {

    /** Brackets, quotes and compound commands within one another. */
    static final int MOST_DEPTH = 300;

    private final long most;
    private long spent;
    private int depth;

    Budget(long most) {
        this.most = most;
    }

    void spend(long steps) {
        spent += steps;
        if (spent > most) {
            throw Unreadable.past("it takes more than " + most + " steps to read");
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
