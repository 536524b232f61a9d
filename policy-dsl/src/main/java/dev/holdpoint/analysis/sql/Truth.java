package dev.holdpoint.analysis.sql;

/** What a condition is for every row: the three values of {@code Condition}'s grammar. */
enum Truth {
    ALWAYS,
    NEVER,
    OPEN;

    Truth not() {
        return this == ALWAYS ? NEVER : this == NEVER ? ALWAYS : OPEN;
    }

    static Truth of(boolean value) {
        return value ? ALWAYS : NEVER;
    }
}
