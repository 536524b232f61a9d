package dev.holdpoint.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ConditionsTest {

    static Stream<String[]> rows() {
        return Notation.rows("conditions.table").stream();
    }

    @ParameterizedTest(name = "{0} {1}: {2} is {3}, in unless {4}")
    @MethodSource("rows")
    void a_condition_is_true_false_or_unknown(
            String kind, String facts, String text, String value, String inUnless) {
        Policy policy =
                Notation.policy(
                        "policy t\nallow r on " + kind + " when " + text + "\ndefault deny\n");
        Condition condition = policy.rules().get(0).when();
        Effect effect = Notation.effect(kind, facts).build();
        Subject subject =
                new Subject(effect, Situation.at(Instant.EPOCH), Fact.ABSENT, Holding.NONE);
        Evaluation evaluation = new Evaluation(policy);
        assertEquals(truth(value), evaluation.test(condition, subject, false));
        assertEquals(truth(inUnless), evaluation.test(condition, subject, true));
    }

    @Test
    void kleenes_tables_hold() {
        Truth[][] and = {
            {Truth.FALSE, Truth.FALSE, Truth.FALSE},
            {Truth.FALSE, Truth.UNKNOWN, Truth.UNKNOWN},
            {Truth.FALSE, Truth.UNKNOWN, Truth.TRUE}
        };
        for (Truth a : Truth.values()) {
            for (Truth b : Truth.values()) {
                assertEquals(and[a.ordinal()][b.ordinal()], a.and(b), a + " and " + b);
                assertEquals(a.not().and(b.not()).not(), a.or(b), "De Morgan of " + a + " or " + b);
            }
        }
        assertEquals(
                List.of(Truth.TRUE, Truth.UNKNOWN, Truth.FALSE),
                Stream.of(Truth.values()).map(Truth::not).toList());
    }

    static Truth truth(String word) {
        return Truth.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
