package dev.holdpoint.engine;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Policy;
import java.util.Optional;

/**
 * The reference interpreter: every effect is put to every clause. It says what a policy means; the
 * {@link CompiledJudge} must agree with it, and tests compare them.
 *
 * <p>What cannot be known stops and does not permit:
 *
 * <ul>
 *   <li>deny, ask and limit match unless their condition is false or their exception is true;
 *   <li>allow matches if its condition is true and its exception is false. (An exception that is
 *       unknown is thus no exception to what stops, and is one to what permits.)
 * </ul>
 *
 * Immutable and thread-safe.
 */
public final class Interpreter implements Judge {

    private final Policy policy;
    private final Evaluation evaluation;
    private final Placement placement;
    private final Credentials credentials;
    private final Precedence precedence;

    /** An interpreter for operations of a running agent, or of a recorded one. */
    public Interpreter(Policy policy) {
        this(policy, false);
    }

    /**
     * An interpreter.
     *
     * @param rehearsal whether it judges the policy's own tests, where an operation that names no
     *     place is at home
     */
    Interpreter(Policy policy, boolean rehearsal) {
        this.policy = policy;
        this.evaluation = new Evaluation(policy);
        this.placement = new Placement(policy, rehearsal);
        this.credentials = new Credentials(policy.credentials(), evaluation);
        this.precedence = new Precedence(policy);
    }

    @Override
    public Verdict judge(Reading reading, Situation attempted) {
        Situation situation = attempted.under(policy);
        Tally tally = new Tally();
        for (int e = 0; e < reading.effects().size(); e++) {
            Effect effect = reading.effects().get(e);
            Fact env = placement.of(effect);
            Subject subject =
                    new Subject(effect, situation, env, credentials.of(effect, situation, env));
            int clause = 0;
            for (Policy.Rule rule : policy.rules()) {
                Truth match = match(rule.on(), rule.when(), rule.unless(), subject);
                boolean permits = rule.decision() == Policy.Decision.ALLOW;
                if (match == Truth.TRUE || (match == Truth.UNKNOWN && !permits)) {
                    tally.add(e, clause, match == Truth.UNKNOWN);
                }
                clause++;
            }
            for (Policy.Limit limit : policy.limits()) {
                Truth match = match(limit.on(), limit.when(), limit.unless(), subject);
                if (match != Truth.FALSE) {
                    tally.add(e, clause, match == Truth.UNKNOWN);
                }
                clause++;
            }
        }
        return precedence.verdict(reading, tally);
    }

    /** Whether a clause holds: its condition does, and its exception does not. */
    private Truth match(
            Optional<Kind> on, Condition when, Optional<Condition> unless, Subject subject) {
        if (on.isPresent() && on.get() != subject.effect().kind()) {
            return Truth.FALSE;
        }
        Truth holds = evaluation.test(when, subject, false);
        return unless.isEmpty()
                ? holds
                : holds.and(evaluation.test(unless.get(), subject, true).not());
    }
}
