package dev.holdpoint.analysis.sql;

/** What a condition is for every row: the three values of {@code Condition}'s grammar. */
enum Truth {
    ALWAYS,
    NEVER,
    OPEN;

    Truth not() {
        return this == ALWAYS ? NEVER : this == NEVER ? ALWAYS : OPEN;
    }

    Truth and(Truth other) {
        return this == NEVER || other == NEVER
                ? NEVER
                : this == ALWAYS && other == ALWAYS ? ALWAYS : OPEN;
    }

    Truth or(Truth other) {
        return this == ALWAYS || other == ALWAYS
                ? ALWAYS
                : this == NEVER && other == NEVER ? NEVER : OPEN;
    }

    static Truth of(boolean value) {
        return value ? ALWAYS : NEVER;
    }
}
