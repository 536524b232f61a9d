package dev.holdpoint.language.check;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.language.syntax.Findings;
import dev.holdpoint.language.syntax.Syntax;
import java.util.HashSet;
import java.util.Set;

/** Two things of one name, or a name that already means something else. */
final class DuplicateNames {

    private final Findings findings;

    DuplicateNames(Findings findings) {
        this.findings = findings;
    }

    void check(Syntax.Name name, String what, boolean again) {
        if (again) {
            findings.error(
                    "duplicate-name",
                    name.span(),
                    "a second " + what + " named `" + name.text() + "`",
                    "give it another name");
        }
    }

    void attribute(Syntax.Name name) {
        if (Attribute.named(name.text()).isPresent()) {
            findings.error(
                    "duplicate-name",
                    name.span(),
                    "`" + name.text() + "` is the name of an attribute",
                    "give the condition another name");
        }
    }

    void rule(Syntax.Name name) {
        if (name.text().equals("default")) {
            findings.error(
                    "duplicate-name",
                    name.span(),
                    "`default` names what happens where no rule decides",
                    "give the rule another name");
        }
    }

    void tiers(Syntax.Tiers tiers, boolean again) {
        if (again) {
            findings.error(
                    "duplicate-name",
                    tiers.span(),
                    "a second statement `tiers`",
                    "list all tiers in one, lowest first");
        }
        Set<String> seen = new HashSet<>();
        for (Syntax.Name name : tiers.names()) {
            check(name, "tier", !seen.add(name.text()));
        }
    }
}
