package dev.holdpoint.guard;

import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.engine.Situation;
import dev.holdpoint.engine.Verdict;
import dev.holdpoint.guard.audit.Ground;
import java.util.List;
import java.util.Optional;

/** Turns a verdict into yes or no: kill switch, then approvals, then limits. Thread-safe. */
final class Clearance {

    /** Yes or no, and on what ground. */
    sealed interface Result {}

    /** Yes. What was consumed for it is on the disk already. */
    record Permit(
            Ground ground,
            String reason,
            Optional<String> digest,
            Optional<String> request,
            List<String> approvers)
            implements Result {
        static final Permit BY_POLICY =
                new Permit(
                        Ground.POLICY,
                        "the policy allows it",
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
    }

    /** No. */
    record Stop(Ground ground, String reason, Optional<String> digest, Optional<String> request)
            implements Result {
        static Stop of(Ground ground, String reason) {
            return new Stop(ground, reason, Optional.empty(), Optional.empty());
        }
    }

    Result clear(Operation operation, Reading reading, Verdict verdict, Situation situation) {
        return switch (verdict.decision()) {
            case DENY -> Stop.of(Ground.POLICY, Wording.rules(verdict));
            case ASK ->
                    Stop.of(
                            Ground.UNAPPROVED,
                            Wording.rules(verdict)
                                    + " asks for approval, and no store is configured");
            case ALLOW -> Permit.BY_POLICY;
        };
    }
}
