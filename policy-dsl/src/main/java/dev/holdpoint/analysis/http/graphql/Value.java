package dev.holdpoint.analysis.http.graphql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An argument's value as it stands in the document. */
sealed interface Value {

    /** A number, a string, a truth value, an enum value or null, as text. */
    record Scalar(String text) implements Value {}

    record Variable(String name) implements Value {}

    record Items(List<Value> elements) implements Value {
        public Items {
            elements = List.copyOf(elements);
        }
    }

    record Members(Map<String, Value> entries) implements Value {
        public Members {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }
}
