package dev.holdpoint.analysis.http.catalog;

import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a catalog knows of an operation.
 *
 * @param action the provider's name for it: {@code ec2:TerminateInstances}
 * @param target the kind of thing touched; empty where the catalog does not say
 * @param ids what the request's path names: kind to id
 * @param content where in the body there is more to read
 */
public record Meaning(
        String action,
        Verb verb,
        Optional<String> target,
        Map<String, String> ids,
        List<Content> content) {
    public Meaning {
        ids = Map.copyOf(ids);
        content = List.copyOf(content);
    }

    /** The service: what stands before the colon. */
    public String service() {
        return action.substring(0, action.indexOf(':'));
    }

    /** The same with another verb. */
    public Meaning doing(Verb other) {
        return new Meaning(action, other, target, ids, content);
    }

    /** The same with other ids. */
    public Meaning naming(Map<String, String> others) {
        return new Meaning(action, verb, target, others, content);
    }

    /** A place in the body whose content decides what the operation does. */
    public sealed interface Content {
        /** SQL in that dialect, at that JSON pointer; the empty pointer is the whole body. */
        record Sql(String pointer, String dialect) implements Content {}

        /**
         * A command line, as an array of words or one string for a shell. {@code a+b} at the end of
         * the pointer are two arrays, one behind the other.
         */
        record Exec(String pointer) implements Content {}

        /** A shell script, as an array of lines or one text. */
        record Script(String pointer) implements Content {}

        /**
         * A name that says by its words what is done; {@code <Action>} is the text of that element
         * of XML.
         */
        record Says(String pointer) implements Content {}

        /**
         * A key or an element that, wherever it stands, says what is done; {@code *} ends a prefix.
         * A JSON pointer is for the key at that place alone.
         */
        record Has(String key, Verb verb) implements Content {}

        /** A value that, at that pointer or set there by a JSON patch, says what is done. */
        record Is(String pointer, String value, Verb verb) implements Content {}

        /** A text that holds those letters, without regard to case. */
        record Holds(String pointer, String letters, Verb verb) implements Content {}

        /** The bulk API of Elasticsearch: lines that name actions, and lines of documents. */
        record Bulk() implements Content {}
    }
}
