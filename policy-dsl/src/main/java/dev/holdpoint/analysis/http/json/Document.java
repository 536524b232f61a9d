package dev.holdpoint.analysis.http.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * A text read as JSON: one value, or several one after the other as in newline-delimited JSON.
 *
 * @param roots at least one
 * @param doubts why servers may read it differently; empty where all read the same
 */
public record Document(List<Json> roots, List<String> doubts) {

    /** Objects and arrays within each other; a body nested deeper is not read. */
    static final int MOST_DEPTH = 200;

    /** Values in one text. */
    static final int MOST_VALUES = 1_000_000;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MOST_DEPTH)
                                    .maxNumberLength(1_000)
                                    .build())
                    .build();

    public Document {
        roots = List.copyOf(roots);
        doubts = List.copyOf(doubts);
    }

    /** The only value, if there is one only. */
    public Optional<Json> single() {
        return roots.size() == 1 ? Optional.of(roots.get(0)) : Optional.empty();
    }

    public boolean doubtful() {
        return !doubts.isEmpty();
    }

    /** Reads the text; empty where it is not JSON or is past a bound. */
    public static Optional<Document> read(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            Reading reading = new Reading(parser);
            List<Json> roots = new ArrayList<>();
            for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
                roots.add(reading.value(t, 1));
            }
            return roots.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Document(roots, reading.doubts));
        } catch (JacksonException notJson) {
            // Not JSON, or past a bound: to the caller it is unread either way.
            return Optional.empty();
        } catch (PastBound tooMany) {
            return Optional.empty();
        }
    }

    /** Reads YAML; empty where it has something that is not read. */
    public static Optional<Document> ofYaml(String text) {
        return Yaml.read(text);
    }

    /** Reads CBOR; empty where it is none or is past a bound. */
    public static Optional<Document> ofCbor(byte[] bytes) {
        return Cbor.read(bytes);
    }

    private static final class PastBound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PastBound() {
            super("more than " + MOST_VALUES + " values", null, false, false);
        }
    }

    private static final class Reading {
        private static final Json NULL = new Json.Null();

        private final JsonParser parser;
        private final List<String> doubts = new ArrayList<>();
        private int values;

        Reading(JsonParser parser) {
            this.parser = parser;
        }

        /** Recursion is bounded by the parser's own limit on nesting. */
        Json value(JsonToken token, int depth) {
            if (++values > MOST_VALUES) {
                throw new PastBound();
            }
            return switch (token) {
                case START_OBJECT -> object(depth);
                case START_ARRAY -> array(depth);
                case VALUE_STRING -> new Json.Text(parser.getString());
                case VALUE_NULL -> NULL;
                default -> new Json.Literal(parser.getString());
            };
        }

        private Json object(int depth) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_OBJECT) {
                return Json.Members.NONE;
            }
            Entries entries = new Entries(depth, doubts);
            for (; token != JsonToken.END_OBJECT; token = parser.nextToken()) {
                entries.put(parser.currentName(), value(parser.nextToken(), depth + 1));
            }
            return entries.object();
        }

        private Json array(int depth) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY) {
                return Json.Items.NONE;
            }
            List<Json> elements = new ArrayList<>(4);
            for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                elements.add(value(token, depth + 1));
            }
            return new Json.Items(elements);
        }
    }
}
