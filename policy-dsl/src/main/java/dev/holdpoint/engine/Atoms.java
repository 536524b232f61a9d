package dev.holdpoint.engine;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.language.Condition;
import java.util.List;

/**
 * What compiled conditions call: single comparisons, with {@link Truth}'s values as their ordinals.
 * Says the same as {@link Evaluation}, without garbage.
 */
final class Atoms {

    static final int FALSE = 0;
    static final int UNKNOWN = 1;
    static final int TRUE = 2;

    private Atoms() {}

    static int has(Fact fact) {
        if (fact instanceof Fact.Absent) {
            return FALSE;
        }
        if (fact instanceof Fact.Texts t) {
            return t.size() > 0 ? TRUE : t.complete() ? FALSE : UNKNOWN;
        }
        if (fact instanceof Fact.Table t) {
            return !t.entries().isEmpty() ? TRUE : t.complete() ? FALSE : UNKNOWN;
        }
        if (fact instanceof Fact.Several s) {
            List<Fact> candidates = s.candidates();
            int all = has(candidates.get(0));
            for (int i = 1; i < candidates.size() && all != UNKNOWN; i++) {
                all = has(candidates.get(i)) == all ? all : UNKNOWN;
            }
            return all;
        }
        return TRUE;
    }

    static int isTrue(Fact fact) {
        if (fact instanceof Fact.Flag f) {
            return f.value() ? TRUE : FALSE;
        }
        if (fact instanceof Fact.Absent) {
            return FALSE;
        }
        if (fact instanceof Fact.Several s) {
            List<Fact> candidates = s.candidates();
            int all = isTrue(candidates.get(0));
            for (int i = 1; i < candidates.size() && all != UNKNOWN; i++) {
                all = isTrue(candidates.get(i)) == all ? all : UNKNOWN;
            }
            return all;
        }
        return UNKNOWN;
    }

    /** {@code ==} one literal, in its own case: the commonest comparison. */
    static int is(Fact fact, Matcher[] values, Effect effect) {
        return fact instanceof Fact.Text t
                ? (((Matcher.Exact) values[0]).text().equals(t.value()) ? TRUE : FALSE)
                : in(fact, values, effect);
    }

    static int in(Fact fact, Matcher[] values, Effect effect) {
        if (fact instanceof Fact.Text t) {
            return any(t.value(), values, effect);
        }
        if (fact instanceof Fact.Absent) {
            return FALSE;
        }
        if (fact instanceof Fact.Whole w) {
            return any(Long.toString(w.value()), values, effect);
        }
        if (fact instanceof Fact.Flag f) {
            return any(f.value() ? "true" : "false", values, effect);
        }
        if (fact instanceof Fact.Several s) {
            List<Fact> candidates = s.candidates();
            int all = in(candidates.get(0), values, effect);
            for (int i = 1; i < candidates.size() && all != UNKNOWN; i++) {
                all = in(candidates.get(i), values, effect) == all ? all : UNKNOWN;
            }
            return all;
        }
        return UNKNOWN;
    }

    static int notIn(Fact fact, Matcher[] values, Effect effect) {
        if (fact instanceof Fact.Absent) {
            return FALSE;
        }
        if (fact instanceof Fact.Several s) {
            List<Fact> candidates = s.candidates();
            int all = notIn(candidates.get(0), values, effect);
            for (int i = 1; i < candidates.size() && all != UNKNOWN; i++) {
                all = notIn(candidates.get(i), values, effect) == all ? all : UNKNOWN;
            }
            return all;
        }
        return TRUE - in(fact, values, effect);
    }

    static int within(Fact fact, Matcher[] values, Effect effect) {
        return within(fact, values, effect, TRUE);
    }

    /** Inside {@code unless}, where the empty set is no ground for an exception. */
    static int excepted(Fact fact, Matcher[] values, Effect effect) {
        return within(fact, values, effect, UNKNOWN);
    }

    private static int within(Fact fact, Matcher[] values, Effect effect, int ofNone) {
        if (fact instanceof Fact.Texts t) {
            int size = t.size();
            if (size == 0 && t.complete()) {
                return ofNone;
            }
            int all = t.complete() ? TRUE : UNKNOWN;
            for (int i = 0; i < size && all != FALSE; i++) {
                all = Math.min(all, any(t.at(i), values, effect));
            }
            return all;
        }
        if (fact instanceof Fact.Several s) {
            List<Fact> candidates = s.candidates();
            int all = within(candidates.get(0), values, effect, ofNone);
            for (int i = 1; i < candidates.size() && all != UNKNOWN; i++) {
                all = within(candidates.get(i), values, effect, ofNone) == all ? all : UNKNOWN;
            }
            return all;
        }
        return in(fact, values, effect);
    }

    static int overlap(Fact fact, Matcher[] values, Effect effect) {
        if (fact instanceof Fact.Texts t) {
            int any = t.complete() ? FALSE : UNKNOWN;
            for (int i = 0; i < t.size() && any != TRUE; i++) {
                any = Math.max(any, any(t.at(i), values, effect));
            }
            return any;
        }
        if (fact instanceof Fact.Several s) {
            List<Fact> candidates = s.candidates();
            int all = overlap(candidates.get(0), values, effect);
            for (int i = 1; i < candidates.size() && all != UNKNOWN; i++) {
                all = overlap(candidates.get(i), values, effect) == all ? all : UNKNOWN;
            }
            return all;
        }
        return in(fact, values, effect);
    }

    private static int any(String text, Matcher[] values, Effect effect) {
        int any = FALSE;
        for (int i = 0; i < values.length && any != TRUE; i++) {
            any = Math.max(any, values[i].test(text, effect).ordinal());
        }
        return any;
    }

    static int order(Fact fact, Condition.Order wanted) {
        if (fact instanceof Fact.Whole w) {
            long found = w.value();
            long value = wanted.value();
            boolean holds =
                    switch (wanted.relation()) {
                        case EQUAL -> found == value;
                        case NOT_EQUAL -> found != value;
                        case LESS -> found < value;
                        case AT_MOST -> found <= value;
                        case MORE -> found > value;
                        case AT_LEAST -> found >= value;
                    };
            return holds ? TRUE : FALSE;
        }
        if (fact instanceof Fact.Absent) {
            return FALSE;
        }
        if (fact instanceof Fact.Several s) {
            List<Fact> candidates = s.candidates();
            int all = order(candidates.get(0), wanted);
            for (int i = 1; i < candidates.size() && all != UNKNOWN; i++) {
                all = order(candidates.get(i), wanted) == all ? all : UNKNOWN;
            }
            return all;
        }
        return UNKNOWN;
    }
}
