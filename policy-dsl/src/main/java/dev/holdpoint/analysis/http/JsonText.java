package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON values as text again, for operations that are handed on. */
final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    static String write(Json json) {
        StringWriter text = new StringWriter();
        try (JsonGenerator g = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, g);
        }
        return text.toString();
    }

    private static void write(Json json, JsonGenerator g) {
        if (json instanceof Json.Members m) {
            g.writeStartObject();
            for (Map.Entry<String, Json> e : m.entries().entrySet()) {
                g.writeName(e.getKey());
                write(e.getValue(), g);
            }
            g.writeEndObject();
        } else if (json instanceof Json.Items items) {
            g.writeStartArray();
            items.elements().forEach(e -> write(e, g));
            g.writeEndArray();
        } else if (json instanceof Json.Text t) {
            g.writeString(t.value());
        } else if (json instanceof Json.Literal l) {
            g.writeRawValue(l.written());
        } else {
            g.writeNull();
        }
    }
}
