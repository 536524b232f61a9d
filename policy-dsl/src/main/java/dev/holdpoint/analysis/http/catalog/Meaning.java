package dev.holdpoint.analysis.http.catalog;

import dev.holdpoint.effect.Verb;
import java.util.Map;
import java.util.Optional;

/**
 * What a catalog knows of an operation.
 *
 * @param service the provider's service: {@code ec2}, {@code railway}
 * @param action the provider's name for it: {@code ec2:TerminateInstances}
 * @param target the kind of thing touched; empty where the catalog does not say
 * @param ids what the request's path names: kind to id
 */
public record Meaning(
        String service,
        Optional<String> action,
        Verb verb,
        Optional<String> target,
        Map<String, String> ids) {
    public Meaning {
        ids = Map.copyOf(ids);
    }
}
