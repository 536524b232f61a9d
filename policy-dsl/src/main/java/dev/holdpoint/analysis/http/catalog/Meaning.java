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

    /** The same with more to read. */
    Meaning reading(List<Content> more) {
        return new Meaning(action, verb, target, ids, more);
    }

    /** The same with other ids. */
    public Meaning naming(Map<String, String> others) {
        return new Meaning(action, verb, target, others, content);
    }

    /** The same, tried and not carried out: nothing in the body matters. */
    public Meaning tried() {
        return new Meaning(action, Verb.READ, target, ids, List.of());
    }

    /** Whether there is more to read in the body that is of this operation's own. */
    public boolean looksIntoBody() {
        return content.stream().anyMatch(Meaning::looksIntoBody);
    }

    private static boolean looksIntoBody(Content content) {
        boolean headers =
                content instanceof Content.Is is
                        && is.conditions().stream().allMatch(c -> c.pointer().startsWith("@"));
        return !headers && !(content instanceof Content.General);
    }

    /**
     * What stands at a place, or is set there by a JSON patch. The value is one of
     *
     * <ul>
     *   <li>{@code null}: nothing, or taken away by a JSON patch
     *   <li>{@code absent}: the place is not in the body at all
     *   <li>{@code []}: a list or an object without anything in it
     *   <li>{@code 1..6}: a number in that range, whatever its unit ({@code 5d})
     *   <li>{@code letters*}: a text that begins so; {@code *letters*}: one that holds them
     *   <li>else that text; case does not matter
     * </ul>
     */
    public record Condition(String pointer, String value) {}

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

        /**
         * Values that, all of them, say what is done. Of a GraphQL mutation the pointers are names
         * of arguments, or dotted paths of them.
         */
        record Is(List<Condition> conditions, Verb verb) implements Content {
            public Is {
                conditions = List.copyOf(conditions);
            }
        }

        /** Values with which the provider tries the operation and carries nothing out. */
        record Dry(List<Condition> conditions) implements Content {
            public Dry {
                conditions = List.copyOf(conditions);
            }
        }

        /**
         * What holds for every operation of a host and method, and so says nothing of where this
         * one has more to read.
         */
        record General(Content rule) implements Content {}

        /** A text that holds those letters, without regard to case. */
        record Holds(String pointer, String letters, Verb verb) implements Content {}

        /** The bulk API of Elasticsearch: lines that name actions, and lines of documents. */
        record Bulk() implements Content {}
    }
}
