package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Other methods by which a request asks to be taken, beside the one on its request line.
 *
 * <p>Frameworks invented many spellings ({@code X-HTTP-Method-Override}, {@code X_HTTP_METHOD},
 * Rails' and Symfony's {@code _method}, SharePoint's {@code X-HTTP-Method}, {@code $httpMethod} of
 * Google's old client), and gateways turn {@code _} into {@code -} and back. So any header that
 * speaks of a method and whose value is one counts.
 */
final class MethodOverrides {

    /** Longer values are no method. */
    private static final int MOST_LENGTH = 20;

    /** A preflight asks whether the method would be allowed. */
    private static final String PREFLIGHT = "access-control-request-method";

    /** Names of fields without case and punctuation. */
    private static final Set<String> NAMES =
            Set.of(
                    "httpmethod",
                    "httpmethodoverride",
                    "methodoverride",
                    "xhttpmethod",
                    "xhttpmethodoverride",
                    "xmethodoverride",
                    "requestmethod",
                    "httpverb",
                    "xhttpverb");

    private MethodOverrides() {}

    /** The request line's method first, all in upper case. */
    static Set<String> of(String method, List<Field> headers, Url url, Payload payload) {
        Set<String> methods = new LinkedHashSet<>(4);
        String own = method.strip().toUpperCase(Locale.ROOT);
        methods.add(own);
        for (Field h : headers) {
            if (speaks(h.name()) && !h.name().equals(PREFLIGHT)) {
                for (String value : h.value().split(",", -1)) {
                    add(value.replace('"', ' '), methods);
                }
            }
        }
        boolean writes = !Request.reads(own);
        for (Field f : url.query()) {
            field(f, writes, methods);
        }
        for (Field f : Request.fields(payload)) {
            field(f, writes, methods);
        }
        if (payload instanceof Payload.JsonText json) {
            for (Json root : json.document().roots()) {
                members(root, methods);
                root.items().forEach(i -> members(i, methods));
            }
        }
        return methods;
    }

    /** A member "method" is data here; only what is written to override counts. */
    private static void members(Json object, Set<String> methods) {
        for (Map.Entry<String, Json> e : object.members().entrySet()) {
            if (e.getValue() instanceof Json.Text t && !plain(e.getKey())) {
                field(new Field(e.getKey(), t.value()), false, methods);
            }
        }
    }

    private static boolean speaks(String header) {
        return header.contains("method")
                || header.contains("override")
                || header.equals("x-http-verb")
                || header.equals("x-verb");
    }

    private static boolean plain(String name) {
        return name.equalsIgnoreCase("method");
    }

    private static void field(Field field, boolean writes, Set<String> methods) {
        String value = field.value().strip();
        if (value.length() > MOST_LENGTH && value.indexOf(';') < 0) {
            return;
        }
        int semicolon = value.indexOf(';');
        if (named(field.name(), writes)) {
            add(semicolon < 0 ? value : value.substring(0, semicolon), methods);
        }
        if (semicolon >= 0 && value.indexOf("ethod", semicolon) > 0) {
            FormFields.behindSemicolon(
                    value,
                    f -> {
                        if (named(f.name(), writes)) {
                            add(f.value(), methods);
                        }
                    });
        }
    }

    /** A bare {@code method} among the fields of a request that writes counts as well. */
    private static boolean named(String written, boolean writes) {
        if (written.length() > 40 || written.length() < 4) {
            return false;
        }
        if (written.equals("method")) {
            return writes;
        }
        if (written.equals("verb") || written.equals("_verb")) {
            return writes;
        }
        StringBuilder letters = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                letters.append(Character.toLowerCase(c));
            } else if ("_-$[].".indexOf(c) < 0) {
                return false;
            }
        }
        String name = letters.toString();
        boolean marked = written.charAt(0) == '_' || written.charAt(0) == '$';
        return NAMES.contains(name) || marked && name.equals("method");
    }

    private static void add(String value, Set<String> methods) {
        String method = value.strip().toUpperCase(Locale.ROOT);
        if (!method.isEmpty() && method.length() <= MOST_LENGTH && Conventions.isMethod(method)) {
            methods.add(method);
        }
    }
}
