package dev.holdpoint.language.check;

import dev.holdpoint.language.syntax.Findings;
import dev.holdpoint.language.syntax.Syntax;

/** A pack names sets and conditions; what decides, and who may, belongs to the policy. */
final class OnlyInPolicies {

    private OnlyInPolicies() {}

    static void check(Syntax.Document pack, Findings findings) {
        if (pack.header().isPresent() && !pack.header().get().pack()) {
            findings.error(
                    "not-a-pack",
                    pack.header().get().name().span(),
                    "`use` takes a pack, and this is a policy",
                    "begin it with `pack " + pack.header().get().name().text() + "`");
        }
        for (Syntax.Item item : pack.items()) {
            if (!(item instanceof Syntax.NamedSet || item instanceof Syntax.Definition)) {
                findings.error(
                        "not-in-a-pack",
                        item.span(),
                        "a pack has only `set` and `define`",
                        "move it to the policy");
            }
        }
    }
}
