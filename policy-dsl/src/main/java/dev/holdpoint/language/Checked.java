package dev.holdpoint.language;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of checking a source.
 *
 * @param policy present exactly where no diagnostic is an error
 * @param diagnostics in the order of the source
 */
public record Checked(Optional<Policy> policy, List<Diagnostic> diagnostics) {
    public Checked {
        diagnostics = List.copyOf(diagnostics);
    }
}
