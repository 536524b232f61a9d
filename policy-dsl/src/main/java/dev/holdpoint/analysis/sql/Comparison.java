package dev.holdpoint.analysis.sql;

import org.jspecify.annotations.Nullable;

/** How two things are compared, and by which signs. */
enum Comparison {
    EQUAL,
    DIFFERENT,
    LESS,
    NOT_LESS,
    GREATER,
    NOT_GREATER,
    NULL,
    NOT_NULL,
    /** By a pattern, a list or a range, or by a truth that is not compared. */
    LIKE,
    NOT_LIKE;

    static final Comparison[] ALL = values();

    /** What holds exactly where this does not. */
    Comparison opposite() {
        return switch (this) {
            case EQUAL -> DIFFERENT;
            case DIFFERENT -> EQUAL;
            case LESS -> NOT_LESS;
            case NOT_LESS -> LESS;
            case GREATER -> NOT_GREATER;
            case NOT_GREATER -> GREATER;
            case NULL -> NOT_NULL;
            case NOT_NULL -> NULL;
            case LIKE -> NOT_LIKE;
            case NOT_LIKE -> LIKE;
        };
    }

    /** True where it depends on the order of its sides, and on nothing else. */
    boolean isOrder() {
        return compareTo(NULL) < 0;
    }

    /** The same without equality; itself where it is no order. */
    Comparison strict() {
        return switch (this) {
            case NOT_LESS -> GREATER;
            case NOT_GREATER -> LESS;
            default -> this;
        };
    }

    /** The same, with its sides changed over. */
    Comparison mirrored() {
        return switch (this) {
            case LESS -> GREATER;
            case NOT_LESS -> NOT_GREATER;
            case GREATER -> LESS;
            case NOT_GREATER -> NOT_LESS;
            default -> this;
        };
    }

    /** True where this or the other always holds between the same two things. */
    boolean orElse(Comparison other) {
        if (!isOrder() || !other.isOrder()) {
            return opposite() == other;
        }
        for (int order = -1; order <= 1; order++) {
            if (!holds(order) && !other.holds(order)) {
                return false;
            }
        }
        return true;
    }

    /** True where it holds between things of that order. */
    boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case DIFFERENT -> order != 0;
            case LESS -> order < 0;
            case GREATER -> order > 0;
            case NOT_GREATER -> order <= 0;
            case NOT_LESS -> order >= 0;
            case NULL, NOT_NULL, LIKE, NOT_LIKE -> false;
        };
    }

    /** The comparison that stands there, or nothing. */
    static @Nullable Comparison at(Tokens t, int i) {
        switch (t.operator(i)) {
            case '=':
                return EQUAL;
            case '<':
                return LESS;
            case '>':
                return GREATER;
            case 0:
                break;
            default:
                return null;
        }
        if (t.type(i) != Tokens.OPERATOR) {
            return null;
        }
        return switch (t.raw(i)) {
            case "==", "<=>" -> EQUAL;
            case "<>", "!=" -> DIFFERENT;
            case "<=" -> NOT_GREATER;
            case ">=" -> NOT_LESS;
            default -> null;
        };
    }
}
