package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Document;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places of a request that a catalog's row points to: {@code /a/b} of a JSON body, in which
 * {@code *} is every element or member, {@code ?name} of the query, {@code <name>} of XML. JSON
 * that stands in a part of a multipart body counts as the body (Google's uploads put it into the
 * first part).
 */
final class Places {

    private final Request request;
    private final List<Json> roots = new ArrayList<>();

    Places(Request request) {
        this.request = request;
        if (request.payload() instanceof Payload.JsonText j) {
            roots.addAll(j.document().roots());
        } else if (request.payload() instanceof Payload.Parts parts) {
            for (Payload.Part part : parts.parts()) {
                Optional<Document> document = Document.read(part.content());
                document.ifPresent(d -> roots.addAll(d.roots()));
            }
        }
    }

    /** Whether the body is of a form in which places are found. */
    boolean readable() {
        return !roots.isEmpty() || request.payload() instanceof Payload.Text;
    }

    /** Texts, numbers and truth values at that place, as text. */
    List<String> texts(String place) {
        if (place.startsWith("?")) {
            String name = place.substring(1);
            return request.url().query().stream()
                    .filter(f -> f.name().equals(name))
                    .map(Field::value)
                    .toList();
        }
        if (place.startsWith("<")) {
            return elements(place.substring(1, place.length() - 1));
        }
        List<String> texts = new ArrayList<>();
        values(place).forEach(v -> v.scalar().ifPresent(texts::add));
        for (Json root : roots) {
            for (Json operation : root.items()) {
                // RFC 6902: {"op": "replace", "path": "/spec/replicas", "value": 0}
                if (operation.text("path").filter(place::equals).isPresent()) {
                    operation.member("value").flatMap(Json::scalar).ifPresent(texts::add);
                }
            }
        }
        return texts;
    }

    /** Values at a JSON pointer; the empty pointer is the whole. */
    List<Json> values(String pointer) {
        List<Json> values = roots;
        if (pointer.isEmpty()) {
            return values;
        }
        for (String step : pointer.substring(1).split("/", -1)) {
            List<Json> next = new ArrayList<>();
            for (Json v : values) {
                if (step.equals("*")) {
                    next.addAll(v.items());
                    next.addAll(v.members().values());
                } else if (v instanceof Json.Items i && step.equals("0")) {
                    i.elements().stream().limit(1).forEach(next::add);
                } else {
                    v.member(step).ifPresent(next::add);
                }
            }
            values = next;
        }
        return values;
    }

    /** Whether a key, or an element of XML, of that name stands anywhere, or at that pointer. */
    boolean have(String key) {
        if (key.startsWith("/")) {
            return values(key).stream().anyMatch(v -> !isNo(v));
        }
        if (request.payload() instanceof Payload.Text t) {
            return !elements(key).isEmpty() || t.value().contains("<" + key + "/>");
        }
        boolean prefix = key.endsWith("*");
        String name = prefix ? key.substring(0, key.length() - 1) : key;
        return roots.stream().anyMatch(r -> contains(r, name, prefix));
    }

    private static boolean contains(Json json, String name, boolean prefix) {
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            // {"_deleted": false} says that it is not.
            boolean here = prefix ? e.getKey().startsWith(name) : e.getKey().equals(name);
            if (here && !isNo(e.getValue()) || contains(e.getValue(), name, prefix)) {
                return true;
            }
        }
        return json.items().stream().anyMatch(v -> contains(v, name, prefix));
    }

    private static boolean isNo(Json value) {
        return value instanceof Json.Null
                || value instanceof Json.Literal l && l.written().equals("false");
    }

    /** Texts of elements of that local name, with the text of those inside them left out. */
    private List<String> elements(String name) {
        List<String> texts = new ArrayList<>();
        if (!(request.payload() instanceof Payload.Text t)) {
            return texts;
        }
        String xml = t.value();
        for (int at = xml.indexOf(name); at >= 0; at = xml.indexOf(name, at + name.length())) {
            int end = at + name.length();
            boolean opens =
                    at > 0
                            && (xml.charAt(at - 1) == '<'
                                    || xml.charAt(at - 1) == ':' && !closes(xml, at - 1));
            boolean whole = end < xml.length() && "> \t\r\n/".indexOf(xml.charAt(end)) >= 0;
            if (opens && whole) {
                int start = xml.indexOf('>', end);
                int stop = start < 0 ? -1 : xml.indexOf('<', start);
                if (stop > start) {
                    texts.add(xml.substring(start + 1, stop).strip());
                } else if (start > 0) {
                    texts.add("");
                }
            }
        }
        return texts;
    }

    /** Whether the prefix before that colon stands in a closing tag. */
    private static boolean closes(String xml, int colon) {
        int at = colon;
        while (at > 0 && colon - at < 60 && "<>/ ".indexOf(xml.charAt(at)) < 0) {
            at--;
        }
        return xml.charAt(at) != '<';
    }
}
