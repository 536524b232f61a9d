package dev.holdpoint.engine;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Pattern;
import dev.holdpoint.language.Policy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What a condition means: one of Kleene's three values for each effect.
 *
 * <p>A comparison with an absent attribute is false, and so is its negated form; with an unknown
 * one it is unknown. Of an attribute with several candidates it is true or false if it is so for
 * each, else unknown. A set that is known in part is outside as soon as one known element is, and
 * overlaps as soon as one known element does.
 *
 * <p>Of the empty set everything holds, so {@code paths within …} permits a program that touches no
 * path. An exception must rest on something, though: inside {@code unless}, {@code within} of the
 * empty set is unknown, or {@code unless writes within {"scratch.*"}} would except every statement
 * that names no table.
 *
 * <p>Immutable: patterns are prepared once, when the policy is. An agent's start waits for that, so
 * there is no lambda here: the first one of a JVM costs more than the policy.
 */
final class Evaluation {

    private final IdentityHashMap<Condition, List<Matcher>> matchers = new IdentityHashMap<>();

    Evaluation(Policy policy) {
        for (Policy.Rule rule : policy.rules()) {
            prepare(rule.when());
            if (rule.unless().isPresent()) {
                prepare(rule.unless().get());
            }
        }
        for (Policy.Limit limit : policy.limits()) {
            prepare(limit.when());
            if (limit.unless().isPresent()) {
                prepare(limit.unless().get());
            }
        }
        for (Policy.Credential credential : policy.credentials()) {
            for (Policy.May may : credential.may()) {
                prepare(may.when());
            }
        }
    }

    private void prepare(Condition condition) {
        if (condition instanceof Condition.And c) {
            for (Condition part : c.all()) {
                prepare(part);
            }
        } else if (condition instanceof Condition.Or c) {
            for (Condition part : c.any()) {
                prepare(part);
            }
        } else if (condition instanceof Condition.Not c) {
            prepare(c.inner());
        } else if (condition instanceof Condition.In c) {
            matchers.put(c, matchers(c.ref(), c.values()));
        } else if (condition instanceof Condition.Within c) {
            matchers.put(c, matchers(c.ref(), c.values()));
        } else if (condition instanceof Condition.Overlap c) {
            matchers.put(c, matchers(c.ref(), c.values()));
        }
    }

    static List<Matcher> matchers(Condition.Ref ref, List<Pattern> patterns) {
        List<Matcher> prepared = new ArrayList<>(patterns.size());
        for (Pattern pattern : patterns) {
            prepared.add(Matcher.of(ref.attribute(), pattern));
        }
        return List.copyOf(prepared);
    }

    /**
     * The value of a condition.
     *
     * @param exception whether it stands inside {@code unless}
     */
    Truth test(Condition condition, Subject subject, boolean exception) {
        if (condition instanceof Condition.Always) {
            return Truth.TRUE;
        }
        if (condition instanceof Condition.And c) {
            Truth all = Truth.TRUE;
            for (Condition part : c.all()) {
                all = all.and(test(part, subject, exception));
            }
            return all;
        }
        if (condition instanceof Condition.Or c) {
            Truth any = Truth.FALSE;
            for (Condition part : c.any()) {
                any = any.or(test(part, subject, exception));
            }
            return any;
        }
        if (condition instanceof Condition.Not c) {
            return test(c.inner(), subject, exception).not();
        }
        if (condition instanceof Condition.Has c) {
            return has(subject.fact(c.ref()));
        }
        if (condition instanceof Condition.IsTrue c) {
            return isTrue(subject.fact(c.ref()));
        }
        if (condition instanceof Condition.In c) {
            return in(subject.fact(c.ref()), prepared(c), c.negated(), subject);
        }
        if (condition instanceof Condition.Within c) {
            return within(subject.fact(c.ref()), prepared(c), subject, exception);
        }
        if (condition instanceof Condition.Overlap c) {
            return overlap(subject.fact(c.ref()), prepared(c), subject);
        }
        if (condition instanceof Condition.Order c) {
            return order(subject.fact(c.ref()), c.relation(), c.value());
        }
        throw new IllegalStateException("no meaning for " + condition);
    }

    private List<Matcher> prepared(Condition condition) {
        List<Matcher> list = matchers.get(condition);
        if (list == null) {
            throw new IllegalStateException("not a condition of this policy: " + condition);
        }
        return list;
    }

    private static Truth has(Fact fact) {
        if (fact instanceof Fact.Absent) {
            return Truth.FALSE;
        }
        if (fact instanceof Fact.Texts t && t.size() == 0) {
            return t.complete() ? Truth.FALSE : Truth.UNKNOWN;
        }
        if (fact instanceof Fact.Table t && t.entries().isEmpty()) {
            return t.complete() ? Truth.FALSE : Truth.UNKNOWN;
        }
        if (fact instanceof Fact.Several s) {
            Truth all = has(s.candidates().get(0));
            for (Fact candidate : s.candidates()) {
                all = all.agree(has(candidate));
            }
            return all;
        }
        return Truth.TRUE;
    }

    private static Truth isTrue(Fact fact) {
        if (fact instanceof Fact.Flag f) {
            return Truth.of(f.value());
        }
        if (fact instanceof Fact.Several s) {
            Truth all = isTrue(s.candidates().get(0));
            for (Fact candidate : s.candidates()) {
                all = all.agree(isTrue(candidate));
            }
            return all;
        }
        return fact instanceof Fact.Absent ? Truth.FALSE : Truth.UNKNOWN;
    }

    private static Truth in(Fact fact, List<Matcher> values, boolean negated, Subject subject) {
        if (fact instanceof Fact.Text t) {
            Truth is = any(t.value(), values, subject);
            return negated ? is.not() : is;
        }
        if (fact instanceof Fact.Whole w) {
            Truth is = any(Long.toString(w.value()), values, subject);
            return negated ? is.not() : is;
        }
        if (fact instanceof Fact.Flag f) {
            Truth is = any(Boolean.toString(f.value()), values, subject);
            return negated ? is.not() : is;
        }
        if (fact instanceof Fact.Several s) {
            Truth all = in(s.candidates().get(0), values, negated, subject);
            for (Fact candidate : s.candidates()) {
                all = all.agree(in(candidate, values, negated, subject));
            }
            return all;
        }
        return fact instanceof Fact.Absent ? Truth.FALSE : Truth.UNKNOWN;
    }

    private static Truth within(
            Fact fact, List<Matcher> values, Subject subject, boolean exception) {
        if (fact instanceof Fact.Texts t) {
            if (t.size() == 0 && t.complete()) {
                return exception ? Truth.UNKNOWN : Truth.TRUE;
            }
            Truth all = t.complete() ? Truth.TRUE : Truth.UNKNOWN;
            for (String element : t.elements()) {
                all = all.and(any(element, values, subject));
            }
            return all;
        }
        if (fact instanceof Fact.Several s) {
            Truth all = within(s.candidates().get(0), values, subject, exception);
            for (Fact candidate : s.candidates()) {
                all = all.agree(within(candidate, values, subject, exception));
            }
            return all;
        }
        return in(fact, values, false, subject);
    }

    private static Truth overlap(Fact fact, List<Matcher> values, Subject subject) {
        if (fact instanceof Fact.Texts t) {
            Truth any = t.complete() ? Truth.FALSE : Truth.UNKNOWN;
            for (String element : t.elements()) {
                any = any.or(any(element, values, subject));
            }
            return any;
        }
        if (fact instanceof Fact.Several s) {
            Truth all = overlap(s.candidates().get(0), values, subject);
            for (Fact candidate : s.candidates()) {
                all = all.agree(overlap(candidate, values, subject));
            }
            return all;
        }
        return in(fact, values, false, subject);
    }

    private static Truth any(String text, List<Matcher> values, Subject subject) {
        Truth any = Truth.FALSE;
        for (Matcher value : values) {
            any = any.or(value.test(text, subject.effect()));
        }
        return any;
    }

    private static Truth order(Fact fact, Condition.Relation relation, long value) {
        if (fact instanceof Fact.Whole w) {
            int c = Long.compare(w.value(), value);
            return Truth.of(
                    switch (relation) {
                        case EQUAL -> c == 0;
                        case NOT_EQUAL -> c != 0;
                        case LESS -> c < 0;
                        case AT_MOST -> c <= 0;
                        case MORE -> c > 0;
                        case AT_LEAST -> c >= 0;
                    });
        }
        if (fact instanceof Fact.Several s) {
            Truth all = order(s.candidates().get(0), relation, value);
            for (Fact candidate : s.candidates()) {
                all = all.agree(order(candidate, relation, value));
            }
            return all;
        }
        return fact instanceof Fact.Absent ? Truth.FALSE : Truth.UNKNOWN;
    }
}
