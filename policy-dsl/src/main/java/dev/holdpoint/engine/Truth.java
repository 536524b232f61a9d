package dev.holdpoint.engine;

/**
 * Kleene's three values, in the order in which {@code and} is the lesser and {@code or} the
 * greater.
 */
enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    Truth and(Truth other) {
        return ordinal() <= other.ordinal() ? this : other;
    }

    Truth or(Truth other) {
        return ordinal() >= other.ordinal() ? this : other;
    }

    Truth not() {
        return this == TRUE ? FALSE : this == FALSE ? TRUE : UNKNOWN;
    }

    /** What holds of all candidates where it holds of both: the same value, else unknown. */
    Truth agree(Truth other) {
        return this == other ? this : UNKNOWN;
    }
}
