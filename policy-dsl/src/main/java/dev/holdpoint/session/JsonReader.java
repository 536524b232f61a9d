package dev.holdpoint.session;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * The strict reader behind {@link Json#parse}: Jackson's tokens, duplicates refused, depth kept.
 */
final class JsonReader {

    private static final int MOST_DEPTH = 64;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).build())
                    .build();

    private JsonReader() {}

    static Json read(String text) throws JsonException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new JsonException("there is no JSON value");
            }
            Json value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new JsonException("there is something after the JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw new JsonException(oneLine(e));
        } catch (IllegalArgumentException e) {
            throw new JsonException(String.valueOf(e.getMessage()));
        }
    }

    private static Json value(JsonParser parser, JsonToken token) throws JsonException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Json.Text(parser.getString());
            case VALUE_NUMBER_INT -> whole(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> new Json.Real(parser.getDoubleValue());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> new Json.Null();
            default -> throw new JsonException("unexpected " + token);
        };
    }

    private static Json whole(BigInteger value) {
        return value.bitLength() <= 53 && Math.abs(value.longValue()) <= Json.Whole.MOST
                ? new Json.Whole(value.longValue())
                : new Json.Real(value.doubleValue());
    }

    private static Json object(JsonParser parser) throws JsonException {
        Map<String, Json> members = new LinkedHashMap<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_OBJECT; t = parser.nextToken()) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return new Json.Obj(members);
    }

    private static Json array(JsonParser parser) throws JsonException {
        List<Json> elements = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            elements.add(value(parser, t));
        }
        return new Json.Arr(elements);
    }

    private static String oneLine(JacksonException e) {
        String message = e.getOriginalMessage();
        int end = message.indexOf('\n');
        String what = end < 0 ? message : message.substring(0, end);
        TokenStreamLocation at = e.getLocation();
        return at == null
                ? what
                : what + " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
