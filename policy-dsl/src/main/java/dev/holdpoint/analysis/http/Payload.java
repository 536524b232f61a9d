package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Document;
import dev.holdpoint.effect.Operation.Field;
import java.util.List;

/** A body as far as it could be read. */
sealed interface Payload {

    record None() implements Payload {}

    /** JSON, or what says the same in YAML or CBOR. */
    record JsonText(Document document) implements Payload {}

    /**
     * A form, or what is sent as one: curl sends everything so unless it is told otherwise.
     *
     * @param text as it was sent
     */
    record Form(List<Field> fields, String text) implements Payload {
        public Form {
            fields = List.copyOf(fields);
        }
    }

    record Parts(List<Part> parts) implements Payload {
        public Parts {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One part of a multipart body.
     *
     * @param headers names in lower case
     */
    record Part(List<Field> headers, String content) {
        public Part {
            headers = List.copyOf(headers);
        }

        /** The names that servers may read, of which the first and the last differ in bad faith. */
        List<String> names() {
            return Multipart.parameters(header("content-disposition"), "name");
        }

        String header(String name) {
            return headers.stream()
                    .filter(h -> h.name().equals(name))
                    .map(Field::value)
                    .findFirst()
                    .orElse("");
        }
    }

    /** Text of no structure that is read here: XML, GraphQL, plain text, NDJSON with a flaw. */
    record Text(String value) implements Payload {}

    /**
     * Bytes that are no text: protocol buffers, images. Complete, but their meaning is not read.
     */
    record Binary(String why) implements Payload {}

    /** The body is there, and what it says could not be obtained. */
    record Unread(String why) implements Payload {}
}
