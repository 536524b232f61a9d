package dev.holdpoint.analysis.http.graphql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An executable document. */
record Document(List<Operation> operations, Map<String, List<Selection>> fragments) {

    Document {
        operations = List.copyOf(operations);
        fragments = Collections.unmodifiableMap(new LinkedHashMap<>(fragments));
    }

    /**
     * An operation definition.
     *
     * @param kind {@code query}, {@code mutation} or {@code subscription}
     * @param defaults of its variables
     */
    record Operation(
            String kind,
            Optional<String> name,
            Map<String, Value> defaults,
            List<Selection> selections) {
        Operation {
            defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
            selections = List.copyOf(selections);
        }
    }

    sealed interface Selection {}

    /** A field by its real name; aliases are forgotten. */
    record Field(String name, Map<String, Value> arguments, List<Selection> selections)
            implements Selection {
        Field {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
            selections = List.copyOf(selections);
        }
    }

    record Spread(String fragment) implements Selection {}

    record Inline(List<Selection> selections) implements Selection {
        Inline {
            selections = List.copyOf(selections);
        }
    }
}
