package dev.holdpoint.engine;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.language.Diagnostic;
import dev.holdpoint.language.Policy;
import java.util.List;
import java.util.Set;

/**
 * A policy that was checked and whose tests passed, ready to judge.
 *
 * @param analysis makes the readings that the judge judges
 * @param asked the attributes that the policy asks for; others need not be found out to judge by it
 * @param warnings never errors
 */
public record LoadedPolicy(
        Policy policy,
        Judge judge,
        Analysis analysis,
        Set<Attribute> asked,
        List<Diagnostic> warnings) {
    public LoadedPolicy {
        asked = Set.copyOf(asked);
        warnings = List.copyOf(warnings);
    }
}
