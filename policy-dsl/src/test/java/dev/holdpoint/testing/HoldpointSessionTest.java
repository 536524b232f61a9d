package dev.holdpoint.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.holdpoint.language.Policy;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

final class HoldpointSessionTest {

    @HoldpointSession("session.jsonl")
    void everyOperationOfASessionIsATest(ReplayedOperation operation) {
        assertTrue(operation.line().number() <= 4);
        if (operation.line().number() == 2) {
            assertEquals(Policy.Decision.ASK, operation.judged().decision());
        }
    }

    /** Run by the tests below only. */
    static final class Cases {
        @HoldpointSession(value = "session.jsonl", policy = "stricter.hold")
        void underAnotherPolicySomeVerdictsDiffer() {}

        @HoldpointSession("nowhere.jsonl")
        void thereIsNoSuchSession() {}

        @HoldpointSession(value = "session.jsonl", policy = "broken.hold")
        void thePolicyDoesNotLoad() {}
    }

    @Test
    void aVerdictThatDiffersFailsItsTest() {
        Events tests = run("underAnotherPolicySomeVerdictsDiffer").testEvents();
        assertEquals(4, tests.started().count());
        // reading was allowed and is denied; asks became denials; the last line expects nothing
        assertEquals(3, tests.failed().count());
    }

    @Test
    void aSessionOrPolicyThatCannotBeReadIsAFailureAndNotAnEmptyTest() {
        assertEquals(1, run("thereIsNoSuchSession").containerEvents().failed().count());
        assertEquals(1, run("thePolicyDoesNotLoad").containerEvents().failed().count());
    }

    private static org.junit.platform.testkit.engine.EngineExecutionResults run(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Cases.class, method))
                .execute();
    }

    @Test
    void theCasesAreFound() {
        assertEquals(
                3,
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(Cases.class))
                        .execute()
                        .containerEvents()
                        .started()
                        .filter(
                                e ->
                                        e.getTestDescriptor()
                                                .getUniqueId()
                                                .toString()
                                                .contains("test-template"))
                        .count());
    }
}
