package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.catalog.Meaning.Condition;
import dev.holdpoint.analysis.http.json.Document;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The places of a request that a catalog's row points to: {@code /a/b} of a JSON body, in which
 * {@code *} is every element or member, {@code ?name} of the query or a form, in which {@code *} is
 * any letters, {@code @name} of the headers, {@code <name>} of XML. JSON that stands in a part of a
 * multipart body counts as the body (Google's uploads put it into the first part), and so does what
 * a JSON patch puts at a place.
 */
final class Places {

    private final Request request;
    private final List<Json> roots = new ArrayList<>();

    /** RFC 6902: {@code {"op": "replace", "path": "/spec/replicas", "value": 0}}. */
    private final List<Json> patches = new ArrayList<>();

    /** Members by the names of parameters; found when a row first asks for one. */
    private @Nullable List<Field> named;

    private boolean cut;

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
        for (Json root : roots) {
            patch(root);
            root.member("patchOperations").ifPresent(this::patch);
        }
    }

    private void patch(Json list) {
        for (Json operation : list.items()) {
            if (operation.text("path").isPresent() && operation.text("op").isPresent()) {
                patches.add(operation);
            }
        }
    }

    /** Before a member and a value with which an element is none of those meant. */
    private static final String UNLESS = "*!";

    /** The place without what takes elements out of it. */
    static String whole(String pointer) {
        int from = pointer.indexOf(UNLESS);
        int to = from < 0 ? -1 : pointer.indexOf('/', from);
        return from < 0
                ? pointer
                : pointer.substring(0, from + 1) + (to < 0 ? "" : pointer.substring(to));
    }

    /** Whether the body is of a form in which places are found. */
    boolean readable() {
        return !roots.isEmpty() || request.payload() instanceof Payload.Text;
    }

    /** Whether all of it is so. */
    boolean meet(List<Condition> conditions) {
        for (Condition c : conditions) {
            if (!meets(c)) {
                return false;
            }
        }
        return !conditions.isEmpty();
    }

    private boolean meets(Condition condition) {
        String place = condition.pointer();
        switch (condition.value()) {
            case "null":
                return values(place).stream().anyMatch(Json.Null.class::isInstance)
                        || patches.stream().anyMatch(p -> removes(p, place));
            case "absent":
                return texts(place).isEmpty()
                        && (!place.startsWith("/") || values(place).isEmpty());
            case "[]":
                return values(place).stream().anyMatch(Places::isEmpty);
            default:
                for (String text : texts(place)) {
                    if (fits(text, condition.value())) {
                        return true;
                    }
                }
                return false;
        }
    }

    private static boolean isEmpty(Json json) {
        return json.items().isEmpty() && json.members().isEmpty() && json.scalar().isEmpty();
    }

    private static boolean removes(Json patch, String place) {
        return patch.text("op").filter("remove"::equals).isPresent()
                && patch.text("path").flatMap(p -> within(p, place)).filter(""::equals).isPresent();
    }

    private static boolean fits(String text, String value) {
        int range = value.indexOf("..");
        if (range > 0) {
            long number = number(text);
            return number >= Long.parseLong(value.substring(0, range))
                    && number <= Long.parseLong(value.substring(range + 2));
        }
        int n = value.length();
        if (n < 2 || value.charAt(n - 1) != '*') {
            return text.equalsIgnoreCase(value);
        }
        String lower = text.toLowerCase(Locale.ROOT).stripLeading();
        return value.charAt(0) == '*'
                ? lower.contains(value.substring(1, n - 1).toLowerCase(Locale.ROOT))
                : lower.startsWith(value.substring(0, n - 1).toLowerCase(Locale.ROOT));
    }

    /** The whole number that a text begins with; -1 where it begins with none. */
    private static long number(String text) {
        int end = 0;
        while (end < text.length()
                && end < 18
                && text.charAt(end) >= '0'
                && text.charAt(end) <= '9') {
            end++;
        }
        return end == 0 ? -1 : Long.parseLong(text.substring(0, end));
    }

    /** Texts, numbers and truth values at that place, as text. */
    List<String> texts(String place) {
        List<String> texts = new ArrayList<>();
        if (place.startsWith("?")) {
            String name = place.substring(1);
            for (List<Field> fields : List.of(request.url().query(), request.fields(), named())) {
                for (Field f : fields) {
                    if (isNamed(f.name(), name)) {
                        texts.add(f.value());
                    }
                }
            }
            return texts;
        }
        if (place.startsWith("@")) {
            String name = place.substring(1);
            for (Field h : request.headers()) {
                if (h.name().equals(name)) {
                    texts.add(h.value().strip());
                }
            }
            return texts;
        }
        if (place.startsWith("<")) {
            return elements(place.substring(1, place.length() - 1));
        }
        values(place).forEach(v -> v.scalar().ifPresent(texts::add));
        return texts;
    }

    private List<Field> named() {
        if (named == null) {
            Optional<List<Field>> members = QueryNames.of(request, roots);
            cut = members.isEmpty();
            named = members.orElse(List.of());
        }
        return named;
    }

    /** Whether a row asked for a parameter that more members may be than are looked at. */
    boolean isCut() {
        return cut;
    }

    private static boolean isNamed(String name, String pattern) {
        int star = pattern.indexOf('*');
        return star < 0
                ? name.equals(pattern)
                : name.length() >= pattern.length() - 1
                        && name.startsWith(pattern.substring(0, star))
                        && name.endsWith(pattern.substring(star + 1));
    }

    /** Values at a JSON pointer, or put there by a patch; the empty pointer is the whole. */
    List<Json> values(String pointer) {
        if (pointer.isEmpty()) {
            return roots;
        }
        List<Json> values = below(roots, pointer);
        for (Json patch : patches) {
            Optional<String> rest = patch.text("path").flatMap(p -> within(p, pointer));
            Optional<Json> value = patch.member("value");
            if (rest.isPresent() && value.isPresent()) {
                values.addAll(below(List.of(value.get()), rest.get()));
            }
        }
        return values;
    }

    /** What of a pointer is left below that path; empty where it does not lead there. */
    private static Optional<String> within(String path, String pointer) {
        String[] steps = path.split("/", -1);
        String[] wanted = pointer.split("/", -1);
        if (steps.length > wanted.length) {
            return Optional.empty();
        }
        int length = 0;
        for (int i = 0; i < steps.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equals(steps[i])) {
                return Optional.empty();
            }
            length += wanted[i].length() + 1;
        }
        return Optional.of(length > pointer.length() ? "" : pointer.substring(length - 1));
    }

    private static List<Json> below(List<Json> from, String pointer) {
        List<Json> values = new ArrayList<>(from);
        if (pointer.isEmpty()) {
            return values;
        }
        for (String written : pointer.substring(1).split("/", -1)) {
            String step =
                    written.indexOf('~') < 0
                            ? written
                            : written.replace("~1", "/").replace("~0", "~");
            List<Json> next = new ArrayList<>();
            for (Json v : values) {
                if (step.startsWith(UNLESS)) {
                    String[] member = step.substring(UNLESS.length()).split("=", 2);
                    for (Json each : v.items()) {
                        if (!each.text(member[0]).equals(Optional.of(member[1]))) {
                            next.add(each);
                        }
                    }
                    continue;
                }
                if (step.equals("*")) {
                    next.addAll(v.items());
                    next.addAll(v.members().values());
                } else if (v instanceof Json.Items i && isDigit(step)) {
                    i.elements().stream().skip(step.charAt(0) - '0').limit(1).forEach(next::add);
                } else {
                    v.member(step).ifPresent(next::add);
                }
            }
            values = next;
        }
        return values;
    }

    /** The places of an array that rows point to are its first ones. */
    private static boolean isDigit(String step) {
        return step.length() == 1 && step.charAt(0) >= '0' && step.charAt(0) <= '9';
    }

    /** Whether a key, or an element of XML, of that name stands anywhere, or at that pointer. */
    boolean have(String key) {
        if (key.startsWith("/")) {
            return values(key).stream().anyMatch(v -> !isNo(v));
        }
        if (request.payload() instanceof Payload.Text t) {
            return !elements(key).isEmpty() || t.value().contains("<" + key + "/>");
        }
        for (Field f : request.fields()) {
            if (isNamed(f.name(), key)) {
                return true;
            }
        }
        boolean prefix = key.endsWith("*");
        String name = prefix ? key.substring(0, key.length() - 1) : key;
        return roots.stream().anyMatch(r -> contains(r, name, prefix));
    }

    private static boolean contains(Json json, String name, boolean prefix) {
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            // {"_deleted": false} says that it is not, {"deletions": []} that there is nothing.
            boolean here = prefix ? e.getKey().startsWith(name) : e.getKey().equals(name);
            if (here && !isNo(e.getValue()) || contains(e.getValue(), name, prefix)) {
                return true;
            }
        }
        return json.items().stream().anyMatch(v -> contains(v, name, prefix));
    }

    private static boolean isNo(Json value) {
        return value instanceof Json.Null
                || value instanceof Json.Literal l && l.written().equals("false")
                || value instanceof Json.Items i && i.elements().isEmpty();
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
                // no further than to the next tag, so that each letter is looked at once
                int next = xml.indexOf('<', end);
                int stop = next < 0 ? xml.length() : next;
                int start = end;
                while (start < stop && xml.charAt(start) != '>') {
                    start++;
                }
                if (start < stop) {
                    texts.add(next < 0 ? "" : xml.substring(start + 1, stop).strip());
                }
            }
        }
        return texts;
    }

    /** Whether the prefix before that colon stands in a closing tag, or is none. */
    private static boolean closes(String xml, int colon) {
        int at = colon;
        while (at > 0 && colon - at < MOST_PREFIX && "<>/ ".indexOf(xml.charAt(at)) < 0) {
            at--;
        }
        return xml.charAt(at) != '<' && colon - at < MOST_PREFIX;
    }

    /** Letters of a prefix that are looked at; what is longer is taken for an opening tag's. */
    private static final int MOST_PREFIX = 60;
}
