package dev.holdpoint.language.check;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Findings;
import dev.holdpoint.language.syntax.Spelling;
import java.util.Collection;
import java.util.Optional;

/** A value that the attribute can never have, where its vocabulary is closed. */
final class UnknownValues {

    private UnknownValues() {}

    static void check(
            String value,
            boolean glob,
            Attribute attribute,
            Names names,
            Span span,
            Findings findings) {
        switch (attribute) {
            case ENV -> {
                if (value.equals("home") && !names.environments.containsKey("home")) {
                    findings.error(
                            "unknown-environment",
                            span,
                            "`home` is a set of environments",
                            "write `env in home` or `env not in home`");
                } else {
                    among(value, glob, names.environments.keySet(), "environment", span, findings);
                }
            }
            case CREDENTIAL ->
                    among(value, glob, names.credentials.keySet(), "credential", span, findings);
            case TIER -> among(value, glob, names.tierNames(), "tier", span, findings);
            default -> {
                Collection<String> known = Vocabulary.known(attribute);
                if (known.isEmpty()) {
                    return;
                }
                if (attribute == Attribute.VERB && value.equals("unknown")) {
                    findings.error(
                            "unknown-value",
                            span,
                            "an effect of unknown verb matches every verb in deny, ask and limit",
                            "write `opaque` for what hides what it does");
                    return;
                }
                if (Vocabulary.open(attribute)) {
                    slip(value, glob, known, attribute.word(), span, findings);
                } else {
                    among(value, glob, known, attribute.word(), span, findings);
                }
            }
        }
    }

    /** The vocabulary may grow, so only what looks like a slip is an error. */
    private static void slip(
            String value,
            boolean glob,
            Collection<String> known,
            String what,
            Span span,
            Findings findings) {
        if (glob || known.contains(value)) {
            return;
        }
        Optional<String> meant = Spelling.suggest(value, known);
        if (meant.isPresent()) {
            findings.error("unknown-value", span, "no " + what + " is `" + value + "`", meant);
        } else {
            findings.warning(
                    "unknown-value",
                    span,
                    "no catalog gives the " + what + " `" + value + "`",
                    "see what it is called with `holdpoint explain`");
        }
    }

    private static void among(
            String value,
            boolean glob,
            Collection<String> known,
            String what,
            Span span,
            Findings findings) {
        if (glob) {
            for (String candidate : known) {
                if (Globs.matches(value, candidate)) {
                    return;
                }
            }
        } else if (known.contains(value)) {
            return;
        }
        boolean declared =
                what.equals("environment") || what.equals("credential") || what.equals("tier");
        findings.error(
                declared ? "unknown-" + what : "unknown-value",
                span,
                "no " + what + " is `" + value + "`",
                Spelling.suggest(value, known)
                        .or(
                                () ->
                                        known.isEmpty()
                                                ? Optional.of("declare it")
                                                : known.size() > 40
                                                        ? Optional.empty()
                                                        : Optional.of(
                                                                "one of "
                                                                        + String.join(
                                                                                ", ", known))));
    }
}
