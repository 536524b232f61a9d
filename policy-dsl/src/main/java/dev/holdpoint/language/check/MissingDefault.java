package dev.holdpoint.language.check;

import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Findings;
import dev.holdpoint.language.syntax.Syntax;

/** What happens where no rule decides is written, once. */
final class MissingDefault {

    private MissingDefault() {}

    static void check(Syntax.Document document, Names names, Findings findings) {
        if (names.defaults.isEmpty()) {
            Span at =
                    document.header().isPresent()
                            ? document.header().get().name().span()
                            : new Span("", 1, 1, 1);
            findings.error(
                    "missing-default",
                    at,
                    "the policy does not say what happens where no rule decides",
                    "add `default deny`");
        }
        for (int i = 1; i < names.defaults.size(); i++) {
            findings.error(
                    "duplicate-name",
                    names.defaults.get(i).span(),
                    "a second `default`",
                    "keep one");
        }
    }
}
