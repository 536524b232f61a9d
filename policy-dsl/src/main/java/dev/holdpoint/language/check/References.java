package dev.holdpoint.language.check;

import dev.holdpoint.language.syntax.Findings;
import dev.holdpoint.language.syntax.Spelling;
import dev.holdpoint.language.syntax.Syntax;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Names outside conditions that name nothing: home, credentials' environments, tests' rules. */
final class References {

    private References() {}

    static void check(Syntax.Document document, Names names, Findings findings) {
        if (document.header().isPresent()) {
            for (Syntax.Name home : document.header().get().home()) {
                known(home, names.environments.keySet(), "environment", findings);
            }
        }
        List<String> rules = new ArrayList<>(names.rules.keySet());
        rules.add("default");
        for (Syntax.Item item : document.items()) {
            if (item instanceof Syntax.Credential c) {
                for (Syntax.Name environment : c.environments()) {
                    known(environment, names.environments.keySet(), "environment", findings);
                }
            } else if (item instanceof Syntax.Test t) {
                for (Syntax.Step step : t.steps()) {
                    for (Syntax.Name rule : step.by()) {
                        known(rule, rules, "rule", findings);
                    }
                }
            } else if (item instanceof Syntax.Environment e && e.places().isEmpty()) {
                findings.error(
                        "empty-environment",
                        e.span(),
                        "the environment is nowhere",
                        "say where it is: host \"…\", jdbc \"…\", path \"…\" or resource \"…\"");
            }
        }
    }

    private static void known(
            Syntax.Name name, Collection<String> candidates, String what, Findings findings) {
        if (!candidates.contains(name.text())) {
            findings.error(
                    "unknown-" + what,
                    name.span(),
                    "there is no " + what + " named `" + name.text() + "`",
                    Spelling.suggest(name.text(), candidates).or(() -> Optional.of("declare it")));
        }
    }
}
