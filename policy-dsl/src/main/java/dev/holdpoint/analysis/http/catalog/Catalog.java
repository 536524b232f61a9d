package dev.holdpoint.analysis.http.catalog;

import dev.holdpoint.effect.Verb;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is known of one provider. Immutable. */
public final class Catalog {

    private final String provider;
    private final Map<String, Meaning> mutations = new HashMap<>();
    private final Map<String, String> kinds = new HashMap<>();

    private Catalog(String provider) {
        this.provider = provider;
    }

    static Catalog read(String provider, List<String> lines) {
        Catalog catalog = new Catalog(provider);
        for (String line : lines) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            catalog.row(line.split("\t", -1));
        }
        return catalog;
    }

    private void row(String[] cells) {
        switch (cells[0]) {
            case "kind" -> kinds.put(cells[1], cells[2]);
            case "graphql" ->
                    mutations.put(
                            cells[1],
                            new Meaning(
                                    provider,
                                    Optional.of(provider + ":" + cells[1]),
                                    Verb.valueOf(cells[2].toUpperCase(Locale.ROOT)),
                                    Optional.of(cells[3]),
                                    Map.of()));
            default ->
                    throw new IllegalArgumentException("no such row: " + String.join(" ", cells));
        }
    }

    /** The provider's name, with which ids of its resources begin. */
    public String provider() {
        return provider;
    }

    /** A GraphQL mutation by its root field. */
    public Optional<Meaning> mutation(String field) {
        return Optional.ofNullable(mutations.get(field));
    }

    /** The kind that ids of that stem have in resource ids: {@code env} for {@code environment}. */
    public String kind(String stem) {
        return kinds.getOrDefault(stem, stem.toLowerCase(Locale.ROOT));
    }
}
