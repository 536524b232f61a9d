package dev.holdpoint.analysis.http.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value. Immutable. */
public sealed interface Json {

    /**
     * An object; of a repeated key the last value is kept, and the document is doubtful. All have
     * maps of one class, so that those who walk over documents call nothing that has to be looked
     * up; such a map is handed over, for copying every object again would double what reading
     * costs.
     */
    record Members(Map<String, Json> entries) implements Json {
        static final Members NONE = new Members(new MemberMap());

        public Members {
            entries = MemberMap.of(entries);
        }
    }

    /** An array; the list is handed over. */
    record Items(List<Json> elements) implements Json {
        static final Items NONE = new Items(new ArrayList<>(0)); // of the class that others are

        public Items {
            elements = Collections.unmodifiableList(elements);
        }
    }

    record Text(String value) implements Json {}

    /** A number, {@code true} or {@code false}, as it was written. */
    record Literal(String written) implements Json {}

    record Null() implements Json {}

    /** The member of that name, if this is an object that has it. */
    default Optional<Json> member(String name) {
        return this instanceof Members m
                ? Optional.ofNullable(m.entries().get(name))
                : Optional.empty();
    }

    /** The text of the member of that name, if it is one. */
    default Optional<String> text(String name) {
        return member(name).flatMap(Json::asText);
    }

    /** The value, if this is a text. */
    default Optional<String> asText() {
        return this instanceof Text t ? Optional.of(t.value()) : Optional.empty();
    }

    /** Neither an array nor an object: most of what a walk over a big document meets. */
    default boolean isLeaf() {
        return !(this instanceof Items) && !(this instanceof Members);
    }

    /** The elements of an array; nothing of anything else. */
    default List<Json> items() {
        return (this instanceof Items i ? i : Items.NONE).elements();
    }

    /** The members of an object; nothing of anything else. */
    default Map<String, Json> members() {
        return (this instanceof Members m ? m : Members.NONE).entries();
    }

    /** A text, number or truth value as plain text. */
    default Optional<String> scalar() {
        if (this instanceof Text t) {
            return Optional.of(t.value());
        }
        return this instanceof Literal l ? Optional.of(l.written()) : Optional.empty();
    }
}
