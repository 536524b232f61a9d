package dev.holdpoint.session;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The id of a line that is not whole, so that its caller knows which one was denied. */
final class LineId {

    private static final JsonFactory FACTORY = new JsonFactory();

    private LineId() {}

    /** The member {@code id} if it stands before the fault; else null. */
    static Json salvage(String line) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Json.NULL;
            }
            for (JsonToken t = parser.nextToken();
                    t == JsonToken.PROPERTY_NAME;
                    t = parser.nextToken()) {
                boolean id = parser.currentName().equals("id");
                JsonToken value = parser.nextToken();
                if (id) {
                    return value == JsonToken.VALUE_STRING
                            ? Json.text(parser.getString())
                            : value == JsonToken.VALUE_NUMBER_INT
                                    ? Json.whole(parser.getLongValue())
                                    : Json.NULL;
                }
                parser.skipChildren();
            }
            return Json.NULL;
        } catch (JacksonException | IllegalArgumentException e) {
            return Json.NULL; // it is answered as a denial either way
        }
    }
}
