package dev.holdpoint.language.check;

import dev.holdpoint.language.Policy;
import dev.holdpoint.language.check.Knowledge.Truth;
import dev.holdpoint.language.syntax.Findings;
import java.util.List;
import java.util.Optional;

/** An {@code allow} all of whose effects a {@code deny} stops: it permits nothing. */
final class ShadowedAllow {

    private ShadowedAllow() {}

    static void check(Policy policy, Names names, Findings findings) {
        for (Policy.Rule allow : policy.rules()) {
            if (allow.decision() != Policy.Decision.ALLOW) {
                continue;
            }
            Optional<List<List<Cases.Literal>>> cases = Cases.of(allow.when());
            if (cases.isEmpty()) {
                continue;
            }
            for (Policy.Rule deny : policy.rules()) {
                if (deny.decision() == Policy.Decision.DENY
                        && !deny.observe()
                        && (deny.on().isEmpty() || deny.on().equals(allow.on()))
                        && stopsAll(deny, allow, cases.get(), names)) {
                    findings.error(
                            "shadowed-allow",
                            allow.span(),
                            "`"
                                    + allow.name()
                                    + "` permits nothing: whatever it allows, `"
                                    + deny.name()
                                    + "` denies",
                            "remove it, or make an exception there with `unless`");
                    break;
                }
            }
        }
    }

    private static boolean stopsAll(
            Policy.Rule deny, Policy.Rule allow, List<List<Cases.Literal>> cases, Names names) {
        for (List<Cases.Literal> literals : cases) {
            Knowledge known = new Knowledge(allow.on(), literals, names);
            if (known.contradiction().isPresent()) {
                continue;
            }
            if (known.of(deny.when()) != Truth.YES
                    || (deny.unless().isPresent() && known.of(deny.unless().get()) != Truth.NO)) {
                return false;
            }
        }
        return true;
    }
}
