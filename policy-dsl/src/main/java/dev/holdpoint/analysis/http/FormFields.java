package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Names and values as a query and an {@code application/x-www-form-urlencoded} body write them. */
final class FormFields {

    /** Of one query or form: each of them is asked for by every rule. What has more is not read. */
    static final int MOST = 5_000;

    private FormFields() {}

    /** Decoded, in order; empty where there are too many. */
    static Optional<List<Field>> read(String text) {
        List<Field> fields = new ArrayList<>();
        each(text, '&', f -> fields.size() <= MOST && fields.add(f));
        return fields.size() > MOST ? Optional.empty() : Optional.of(fields);
    }

    /**
     * The fields that some servers (older PHP, Python and Perl ones, as HTML 4 asked for) find
     * behind a semicolon in a value.
     */
    static void behindSemicolon(String value, Consumer<Field> seen) {
        int semicolon = value.indexOf(';');
        if (semicolon >= 0) {
            each(
                    value.substring(semicolon + 1),
                    ';',
                    f -> {
                        seen.accept(f);
                        return true;
                    });
        }
    }

    /** Until one is refused. */
    private static void each(String text, char separator, Predicate<Field> taken) {
        int start = 0;
        boolean more = true;
        while (start < text.length() && more) {
            int end = text.indexOf(separator, start);
            if (end < 0) {
                end = text.length();
            }
            if (end > start) {
                String pair = text.substring(start, end);
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                more = taken.test(new Field(Percent.text(name), Percent.text(value)));
            }
            start = end + 1;
        }
    }

    /** One line of {@code name=value} pairs whose first name is a plain word. */
    static boolean looksLikeForm(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0 || text.indexOf('\n') >= 0) {
            return false;
        }
        for (int i = 0; i < equals; i++) {
            char c = text.charAt(i);
            if (!(c < 0x80 && Character.isLetterOrDigit(c)) && "_-.$%[]".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The fields as one object: {@code a.b}, {@code a[b]} and {@code a/b} stand for {@code b} in an
     * object {@code a}. Of a repeated name the values are an array.
     */
    static Json tree(List<Field> fields) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (Field f : fields) {
            put(root, keys(f.name()), new Json.Text(f.value()));
        }
        return json(root);
    }

    /** Keys within each other; what goes deeper stays one key. */
    private static final int MOST_KEYS = 12;

    private static String[] keys(String name) {
        List<String> keys = new ArrayList<>(2);
        int start = 0;
        for (int i = 0; i < name.length() && keys.size() < MOST_KEYS; i++) {
            if (parts(name.charAt(i))) {
                if (i > start) {
                    keys.add(name.substring(start, i));
                }
                start = i + 1;
            }
        }
        if (start < name.length() || keys.isEmpty()) {
            keys.add(name.substring(start));
        }
        return keys.toArray(String[]::new);
    }

    /** The innermost key of a name: {@code c} of {@code a[b][c]}. */
    static String lastKey(String name) {
        int end = name.length();
        while (end > 0 && parts(name.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && !parts(name.charAt(start - 1))) {
            start--;
        }
        return name.substring(start, end);
    }

    private static boolean parts(char c) {
        return c == '.' || c == '[' || c == ']' || c == '/';
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> into, String[] keys, Json value) {
        Map<String, Object> at = into;
        int last = keys.length - 1;
        for (int i = 0; i < last; i++) {
            Object next = at.computeIfAbsent(keys[i], k -> new LinkedHashMap<String, Object>());
            if (!(next instanceof Map)) {
                Map<String, Object> within = new LinkedHashMap<>();
                within.put("", next);
                at.put(keys[i], within);
                next = within;
            }
            at = (Map<String, Object>) next;
        }
        String key = keys[last];
        Object before = at.get(key);
        if (before instanceof Map) {
            ((Map<String, Object>) before).put("", value);
        } else if (before instanceof List) {
            ((List<Json>) before).add(value);
        } else {
            List<Json> values = new ArrayList<>(1);
            values.add(value);
            at.put(key, values);
        }
    }

    @SuppressWarnings("unchecked")
    private static Json json(Object written) {
        if (written instanceof Map) {
            Map<String, Json> entries = new LinkedHashMap<>();
            ((Map<String, Object>) written).forEach((k, v) -> entries.put(k, json(v)));
            return new Json.Members(entries);
        }
        if (written instanceof Json json) {
            return json;
        }
        List<Json> values = (List<Json>) written;
        return values.size() == 1 ? values.get(0) : new Json.Items(values);
    }

    /** By name; a repeated name has several values, and a placeholder is unknown. */
    static Fact table(List<Field> fields) {
        Map<String, List<Fact>> values = new LinkedHashMap<>();
        for (Field f : fields) {
            values.computeIfAbsent(f.name(), n -> new ArrayList<>()).add(known(f.value()));
        }
        Map<String, Fact> entries = new LinkedHashMap<>();
        values.forEach((name, facts) -> entries.put(name, Fact.oneOf(facts)));
        boolean complete = fields.stream().noneMatch(f -> f.name().contains(Url.PLACEHOLDER));
        return new Fact.Table(entries, complete);
    }

    /** The text as a fact; unknown where part of it is a placeholder. */
    static Fact known(String text) {
        return text.contains(Url.PLACEHOLDER)
                ? Fact.unknown("part of it is not known")
                : Fact.text(text);
    }
}
