package dev.holdpoint.language;

import java.util.Optional;

/**
 * Something wrong with a policy, as data.
 *
 * @param code stable, in kebab case: {@code unknown-attribute}
 * @param message what was found
 * @param fix what to write instead, for people
 */
public record Diagnostic(
        Severity severity, String code, Span span, String message, Optional<String> fix) {
    /** An error keeps the policy from loading; a warning does not. */
    public enum Severity {
        ERROR,
        WARNING
    }
}
