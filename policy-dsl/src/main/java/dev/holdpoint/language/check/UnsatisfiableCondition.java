package dev.holdpoint.language.check;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Findings;
import java.util.List;
import java.util.Optional;

/** A condition that no effect can meet: the rule would stand there and do nothing. */
final class UnsatisfiableCondition {

    private UnsatisfiableCondition() {}

    static void check(Policy policy, Names names, Findings findings) {
        for (Policy.Rule rule : policy.rules()) {
            check(rule.when(), rule.on(), "`when`", rule.span(), names, findings);
            if (rule.unless().isPresent()) {
                check(rule.unless().get(), rule.on(), "`unless`", rule.span(), names, findings);
            }
        }
        for (Policy.Limit limit : policy.limits()) {
            check(limit.when(), limit.on(), "`when`", limit.span(), names, findings);
            if (limit.unless().isPresent()) {
                check(limit.unless().get(), limit.on(), "`unless`", limit.span(), names, findings);
            }
        }
        for (Policy.Credential credential : policy.credentials()) {
            for (Policy.May may : credential.may()) {
                check(may.when(), may.on(), "`may`", credential.span(), names, findings);
            }
        }
    }

    private static void check(
            Condition condition,
            Optional<Kind> on,
            String clause,
            Span span,
            Names names,
            Findings findings) {
        Optional<List<List<Cases.Literal>>> cases = Cases.of(condition);
        if (cases.isEmpty()) {
            return;
        }
        String why = "it is `not` something that always holds";
        for (List<Cases.Literal> literals : cases.get()) {
            Optional<String> contradiction = new Knowledge(on, literals, names).contradiction();
            if (contradiction.isEmpty()
                    || (contradiction.get().equals("`env`") && leavesEnvUnknown(literals))) {
                return;
            }
            why = "no value is left for " + contradiction.get();
        }
        findings.error(
                "unsatisfiable",
                span,
                "the condition after " + clause + " can never hold: " + why,
                "remove one of the comparisons that exclude each other, or join them with `or`");
    }

    /**
     * Whether environments are excluded and none is demanded. Then what is in no declared
     * environment is left, even if all of them are excluded: {@code env not in home} under a policy
     * that declares its home alone.
     */
    private static boolean leavesEnvUnknown(List<Cases.Literal> literals) {
        boolean excluded = false;
        for (Cases.Literal literal : literals) {
            if (literal.leaf() instanceof Condition.In in
                    && in.ref().attribute() == Attribute.ENV) {
                if (literal.holds() != in.negated()) {
                    return false;
                }
                excluded = true;
            }
        }
        return excluded;
    }
}
