package dev.holdpoint.engine;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.language.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where and when an operation was attempted.
 *
 * @param now the clock, or the recorded clock of a replay
 * @param session absent where there are no sessions, unknown where it was lost
 * @param tool likewise
 * @param agent the name of the agent that is guarded
 * @param tier the trust tier of the session, where the policy has tiers
 * @param fingerprintKey the key of credential fingerprints; without it every credential is of
 *     unknown fingerprint
 */
public record Situation(
        Instant now,
        Fact session,
        Fact tool,
        Optional<String> agent,
        Optional<String> tier,
        Optional<byte[]> fingerprintKey) {

    /**
     * As it is under a policy: where that has tiers, a session stands at the lowest unless it was
     * raised to another of them.
     */
    Situation under(Policy policy) {
        if (policy.tiers().isEmpty()) {
            return this;
        }
        List<String> tiers = policy.tiers().get().names();
        if (tiers.isEmpty() || (tier.isPresent() && tiers.contains(tier.get()))) {
            return this;
        }
        return new Situation(now, session, tool, agent, Optional.of(tiers.get(0)), fingerprintKey);
    }

    /** At that time, without session, tool, agent, tier or key. */
    public static Situation at(Instant now) {
        return new Situation(
                now,
                Fact.ABSENT,
                Fact.ABSENT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
