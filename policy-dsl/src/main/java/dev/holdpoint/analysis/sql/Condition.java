package dev.holdpoint.analysis.sql;

/** Tells a condition that bounds from one that always holds. */
final class Condition {
    Condition(Tokens t, Walker w, Scope scope) {}

    boolean alwaysHolds(int from, int to) {
        return false;
    }
}
