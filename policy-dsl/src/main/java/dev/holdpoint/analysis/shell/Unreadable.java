package dev.holdpoint.analysis.shell;

/**
 * A text cannot be read further: a syntax error or a bound. Never leaves the room; it becomes an
 * effect of verb unknown.
 */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean bound;

    /** A text that the shell would not accept either, as far as this room knows the shell. */
    Unreadable(String why) {
        this(why, false);
    }

    private Unreadable(String why, boolean bound) {
        super(why, null, false, false);
        this.bound = bound;
    }

    /** A text past a bound, which no other way of reading it would bring back. */
    static Unreadable past(String why) {
        return new Unreadable(why, true);
    }

    boolean bound() {
        return bound;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
