package dev.holdpoint.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Reading;
import dev.holdpoint.language.Policy;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** The compiled policy is put beside the interpreter on generated policies and readings. */
final class DifferentialTest {

    private static final Map<Policy.Decision, Integer> SEEN = new EnumMap<>(Policy.Decision.class);

    @Property(seed = "20260424", tries = 4_000, shrinking = ShrinkingMode.OFF)
    void the_compiled_policy_gives_the_verdicts_of_the_interpreter(@ForAll long seed) {
        Generated generated = new Generated(new Random(seed));
        Policy policy = generated.policy();
        boolean rehearsal = (seed & 1) == 0;
        Judge interpreter = new Interpreter(policy, rehearsal);
        Judge compiled = rehearsal ? CompiledJudge.ofRehearsal(policy) : CompiledJudge.of(policy);
        for (int i = 0; i < 20; i++) {
            Reading reading = generated.reading();
            Situation situation = generated.situation();
            Verdict expected = interpreter.judge(reading, situation);
            assertEquals(
                    expected,
                    compiled.judge(reading, situation),
                    () -> reading.effects() + "\n" + policy.rules());
            SEEN.merge(expected.decision(), 1, Integer::sum);
        }
    }

    @AfterContainer
    static void each_decision_was_given_often() {
        for (Policy.Decision decision : Policy.Decision.values()) {
            assertTrue(SEEN.getOrDefault(decision, 0) > 1_000, SEEN::toString);
        }
    }
}
