package dev.holdpoint.guard.audit;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.engine.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One decision, with everything that led to it. Not yet redacted: it leaves this JVM only through
 * an {@link EntryForm}.
 *
 * @param reading empty where analysis failed
 * @param verdict empty where it was not asked for, or failed
 * @param permitted what was decided
 * @param enforced false where a denial is only observed, and the operation ran all the same
 * @param reason one line for people
 * @param digest of the operation, where one was taken
 * @param request the id of the request for approval
 * @param approvers the fingerprints of the keys whose approval was consumed
 */
public record Entry(
        Instant at,
        Fact session,
        Fact tool,
        Optional<String> agent,
        Operation operation,
        Optional<Reading> reading,
        Optional<Verdict> verdict,
        String policy,
        Ground ground,
        boolean permitted,
        boolean enforced,
        String reason,
        Optional<String> digest,
        Optional<String> request,
        List<String> approvers) {

    public Entry {
        approvers = List.copyOf(approvers);
    }
}
