package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Operation.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * SQL sent to hosts that no catalog knows: under the key {@code sql}, or under {@code query} or
 * {@code statement} where the path speaks of SQL, queries or statements, if the text begins like a
 * statement.
 */
final class SqlBodies {

    private static final Set<String> KEYS =
            Set.of("query", "statement", "stmt", "statements", "queries", "sqltext", "command");

    private static final Set<String> PATHS =
            Set.of("sql", "query", "queries", "statement", "statements", "execute", "exec", "db");

    private static final Set<String> BEGINNINGS =
            Set.of(
                    "select",
                    "insert",
                    "update",
                    "delete",
                    "drop",
                    "truncate",
                    "alter",
                    "create",
                    "with",
                    "grant",
                    "revoke",
                    "merge",
                    "call",
                    "exec",
                    "execute",
                    "do",
                    "copy",
                    "replace",
                    "vacuum",
                    "begin",
                    "set",
                    "explain",
                    "optimize",
                    "rename",
                    "attach",
                    "detach",
                    "load",
                    "declare",
                    "if",
                    "use",
                    "show",
                    "describe",
                    "values");

    private SqlBodies() {}

    static void find(Request request, Inside inside) {
        boolean place = request.url().paths().stream().allMatch(SqlBodies::speaksOfSql);
        List<String> texts = new ArrayList<>();
        List<Field> fields = new ArrayList<>(request.url().query());
        if (request.payload() instanceof Payload.Form form) {
            fields.addAll(form.fields());
            fields.add(new Field("query", form.text()));
        } else if (request.payload() instanceof Payload.Text t) {
            fields.add(new Field("query", t.value()));
        } else if (request.payload() instanceof Payload.JsonText j) {
            for (Json root : j.document().roots()) {
                List<Json> objects = new ArrayList<>(root.items());
                objects.add(root);
                for (Json object : objects) {
                    object.members().forEach((key, value) -> collect(key, value, place, texts));
                }
            }
        }
        for (Field f : fields) {
            String name = f.name().toLowerCase(Locale.ROOT);
            boolean key = name.equals("sql") || name.equals("q") || KEYS.contains(name);
            if (place && key && beginsLikeSql(f.value())) {
                texts.add(f.value());
            }
        }
        if (!texts.isEmpty()) {
            inside.operation(new Operation.Sql("generic", texts, List.of(), Optional.empty()));
            if (place) {
                inside.evident();
            }
        }
    }

    private static void collect(String key, Json value, boolean place, List<String> into) {
        String name = key.toLowerCase(Locale.ROOT);
        if (!name.equals("sql") && !(place && KEYS.contains(name))) {
            return;
        }
        List<Json> values = new ArrayList<>(value.items());
        values.add(value);
        for (Json v : values) {
            v.asText()
                    .or(() -> v.text("sql"))
                    .filter(SqlBodies::beginsLikeSql)
                    .ifPresent(into::add);
        }
    }

    private static boolean speaksOfSql(String path) {
        for (String segment : PathReadings.segments(path)) {
            if (PATHS.contains(segment.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** The first word, past comments, blanks and parentheses. */
    private static boolean beginsLikeSql(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0 || text.startsWith("/*!", at)) {
                    return true;
                }
                at = end + 2;
            } else if (c <= ' ' || c == '(' || c == ';' || c == '\uFEFF') {
                at++;
            } else {
                break;
            }
        }
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return BEGINNINGS.contains(text.substring(at, end).toLowerCase(Locale.ROOT));
    }
}
