package dev.holdpoint.session;

import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.engine.LimitBook;
import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.engine.Situation;
import dev.holdpoint.engine.SlidingCounters;
import dev.holdpoint.engine.Verdict;
import dev.holdpoint.language.Policy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges recorded operations again: under the policy that judged them, which must say the same, or
 * under another. Pure: the clock is the recorded one, limits are counted in memory from nothing,
 * and nothing outside of the records is looked at.
 *
 * <p>What analysis found when the operation was recorded is taken from the record, since it may
 * have looked at files and variables that are gone. Only an imported record, which has no effects,
 * is analysed now. One replay is for one session, in order. Not thread-safe.
 */
public final class Replay {

    private final LoadedPolicy policy;
    private final LimitBook limits = new LimitBook(new SlidingCounters());

    public Replay(LoadedPolicy policy) {
        this.policy = policy;
    }

    /**
     * What the policy says of a record now.
     *
     * @param rules that decided, without repetition
     * @param verdict empty where the record could not be judged, which is a denial
     */
    public record Judged(
            Policy.Decision decision,
            List<String> rules,
            String reason,
            Optional<Verdict> verdict) {
        public Judged {
            rules = List.copyOf(rules);
        }
    }

    /** Judges the next record. Never throws but for an error of the JVM itself. */
    public Judged next(SessionRecord record) {
        try {
            return judged(judge(record));
        } catch (JsonException e) {
            return denied("the record cannot be read: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            return denied("it could not be judged: " + e);
        }
    }

    private Verdict judge(SessionRecord record) throws JsonException {
        Reading reading =
                record.effects().isEmpty()
                        ? policy.analysis()
                                .read(OperationJson.read(record.operation()), Surroundings.NOWHERE)
                        : EffectJson.read(record.effects());
        Fact tool = record.tool();
        Situation situation =
                new Situation(
                        record.ts(),
                        record.session(),
                        tool,
                        record.agent(),
                        policy.policy().tiers().map(t -> t.names().get(0)),
                        // recorded secrets are their own fingerprints
                        Optional.empty());
        Verdict verdict = policy.judge().judge(reading, situation);
        // an approval that was consumed then is taken as given: what ran counts against limits
        boolean approved =
                verdict.decision() == Policy.Decision.ASK
                        && record.decision().flatMap(SessionRecord.Decision::approval).isPresent();
        return approved ? limits.approved(verdict, situation) : limits.clear(verdict, situation);
    }

    private static Judged judged(Verdict verdict) {
        Set<String> rules = new LinkedHashSet<>();
        for (Verdict.Match match : verdict.matches()) {
            rules.add(match.rule());
        }
        return new Judged(
                verdict.decision(), List.copyOf(rules), verdict.reason(), Optional.of(verdict));
    }

    private static Judged denied(String why) {
        return new Judged(Policy.Decision.DENY, List.of(), why, Optional.empty());
    }
}
