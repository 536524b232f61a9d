package dev.holdpoint.analysis.shell;

/**
 * A text cannot be read further: a syntax error or a bound. Never leaves the room; it becomes an
 * effect of verb unknown.
 */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
