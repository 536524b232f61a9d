package dev.holdpoint.engine;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Span;
import java.util.List;
import java.util.Optional;

/**
 * What the policy says of an operation, before clearance.
 *
 * @param decision the strictest over all effects
 * @param matches what led to that decision: every rule of that strength that matched, with the
 *     effect it matched; effects in the order of the reading, rules in the order of the policy
 * @param limits limits that the operation counts against, to be checked and charged by clearance if
 *     it is not denied
 * @param observed rules and limits marked {@code observe} that would have decided, recorded only
 * @param reason one line for people
 */
public record Verdict(
        Policy.Decision decision,
        List<Match> matches,
        List<Charge> limits,
        List<Match> observed,
        String reason) {

    /**
     * A rule (or the default) and the effect that it decided.
     *
     * @param rule the rule's name; {@code default} for the default
     * @param effect empty for an allow, which names its rules only: what is permitted is every
     *     effect of the reading, and a verdict that keeps none of them can be shared between calls
     * @param approval what would be needed, for asks
     */
    public record Match(
            String rule,
            Policy.Decision decision,
            Span span,
            Optional<Effect> effect,
            boolean onUnknown,
            Optional<String> because,
            Optional<Policy.Approval> approval) {}

    /** A limit that counts this effect. An operation is charged once for each. */
    public record Charge(Policy.Limit limit, Effect effect) {}

    public Verdict {
        matches = List.copyOf(matches);
        limits = List.copyOf(limits);
        observed = List.copyOf(observed);
    }
}
