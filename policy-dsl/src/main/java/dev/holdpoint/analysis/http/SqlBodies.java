package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Operation.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * SQL sent to hosts that no catalog knows: under the key {@code sql}, or under {@code query} or
 * {@code statement} (or in no more than an array) where the path speaks of SQL, queries or
 * statements, if the text begins like a statement. Keys are looked for at the root and in what
 * lists statements there ({@code requests}, {@code batch}, {@code steps}, …), not in all that a
 * body may quote.
 */
final class SqlBodies {

    private static final Set<String> KEYS =
            Set.of(
                    "query",
                    "statement",
                    "stmt",
                    "statements",
                    "queries",
                    "sqltext",
                    "sqlstatement",
                    "sqlstatements",
                    "command",
                    "q",
                    "ksql");

    /** Members that list statements, or hold one. */
    private static final Set<String> LISTS =
            Set.of(
                    "requests",
                    "batch",
                    "steps",
                    "stmt",
                    "stmts",
                    "statement",
                    "statements",
                    "queries",
                    "query",
                    "commands",
                    "params",
                    "args",
                    "data",
                    "native",
                    "input");

    private static final Set<String> PATHS =
            Set.of(
                    "sql",
                    "query",
                    "queries",
                    "statement",
                    "statements",
                    "execute",
                    "exec",
                    "db",
                    "clickhouse",
                    "tx",
                    "transaction",
                    "pipeline",
                    "rpc");

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
        boolean place = request.segments().stream().anyMatch(SqlBodies::speaksOfSql);
        // phpMyAdmin, Adminer: a field that is named after SQL says what the place is for.
        place |= request.query("sql").isPresent();
        // ClickHouse and its like listen at the root: a query in a parameter, or in nothing else.
        boolean atRoot = request.url().paths().stream().anyMatch(p -> p.equals("/"));
        List<String> texts = new ArrayList<>();
        List<Field> fields = new ArrayList<>(request.url().query());
        fields.addAll(request.fields());
        if (request.payload() instanceof Payload.Form form) {
            fields.add(new Field("query", form.text()));
        } else if (request.payload() instanceof Payload.Text t && !InsertedRows.follow(request)) {
            fields.add(new Field("query", t.value()));
        } else if (request.payload() instanceof Payload.JsonText j) {
            boolean rqlite = request.segments().stream().allMatch(SqlBodies::isRqlite);
            for (Json root : j.document().roots()) {
                boolean list = rqlite && !root.items().isEmpty();
                collect(list ? new Json.Items(statements(root)) : root, place, texts);
            }
        }
        for (Field f : fields) {
            String name = f.name().toLowerCase(Locale.ROOT);
            boolean key = place && KEYS.contains(name) || atRoot && name.equals("query");
            if ((key || name.startsWith("sql")) && beginsLikeSql(f.value())) {
                texts.add(f.value());
            }
        }
        if (!texts.isEmpty()) {
            inside.operation(new Operation.Sql("generic", texts, List.of(), Optional.empty()));
            if (request.segments().stream().allMatch(SqlBodies::speaksOfSql)) {
                inside.evident();
            }
        }
    }

    private static void collect(Json json, boolean place, List<String> into) {
        for (Json element : json.items()) {
            if (place) {
                element.asText().filter(SqlBodies::beginsLikeSql).ifPresent(into::add);
            }
            if (!element.isLeaf()) {
                collect(element, place, into);
            }
        }
        if (json.members().isEmpty()) {
            return;
        }
        boolean stated = false;
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            stated |= isKey(e.getKey(), place) && isSql(e.getValue());
        }
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            String name = e.getKey().toLowerCase(Locale.ROOT);
            if (isKey(e.getKey(), place)) {
                e.getValue().asText().filter(SqlBodies::beginsLikeSql).ifPresent(into::add);
                for (Json element : e.getValue().items()) {
                    element.asText().filter(SqlBodies::beginsLikeSql).ifPresent(into::add);
                }
            }
            // beside a statement texts in a list are what is put into it
            Json value = stated && GIVEN.contains(name) ? withoutTexts(e.getValue()) : e.getValue();
            if (LISTS.contains(name) && !(value instanceof Json.Text)) {
                // Metabase: a query in the database's own language.
                boolean own = place || name.equals("native");
                collect(value, own, into);
            }
        }
    }

    private static boolean isSql(Json value) {
        return value.asText().filter(SqlBodies::beginsLikeSql).isPresent();
    }

    private static Json withoutTexts(Json value) {
        return value instanceof Json.Items items
                ? new Json.Items(
                        items.elements().stream().filter(e -> e.asText().isEmpty()).toList())
                : value;
    }

    private static boolean isKey(String key, boolean place) {
        String name = key.toLowerCase(Locale.ROOT);
        return name.contains("sql") || place && KEYS.contains(name);
    }

    private static final Set<String> GIVEN = Set.of("params", "args", "data", "input");

    /** rqlite takes a list of statements, each with what is put into it behind it. */
    private static boolean isRqlite(List<String> path) {
        int n = path.size();
        return n >= 2 && path.get(n - 2).equals("db") && RQLITE.contains(path.get(n - 1));
    }

    private static final Set<String> RQLITE = Set.of("query", "execute", "request");

    private static List<Json> statements(Json root) {
        List<Json> first = new ArrayList<>();
        for (Json statement : root.items()) {
            List<Json> parts = statement.items();
            first.add(parts.isEmpty() ? statement : parts.get(0));
        }
        return first;
    }

    private static boolean speaksOfSql(List<String> path) {
        for (String lower : path) {
            boolean speaks =
                    lower.contains("sql")
                            || lower.contains("query")
                            || lower.contains("statement")
                            || lower.contains("database")
                            || lower.startsWith("db-")
                            || lower.startsWith("db_");
            if (speaks || PATHS.contains(lower)) {
                return true;
            }
        }
        return false;
    }

    /** The first word, past comments, blanks and parentheses. */
    static boolean beginsLikeSql(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("--", at) || c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                int nested = text.indexOf("/*", at + 2);
                if (end < 0 || text.startsWith("/*!", at) || nested >= 0 && nested < end) {
                    return true;
                }
                at = end + 2;
            } else if (c == '(' || c == ';' || isBlank(c)) {
                at++;
            } else {
                break;
            }
        }
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String word = end - at > 10 ? "" : text.substring(at, end).toLowerCase(Locale.ROOT);
        return switch (word) {
            case "create", "merge" -> !opensNode(text, end);
            // No dialect changes rows without the word; a sentence that begins so has it seldom.
            case "update" -> text.toLowerCase(Locale.ROOT).contains("set");
            case "shutdown" -> isShort(text, end, 3);
            // alone they are words that are looked for
            case "remove", "purge", "kill", "flush", "restore" ->
                    isShort(text, end, 3) && !text.substring(end).isBlank();
            case "reset" -> isShort(text, end, 2);
            default -> BEGINNINGS.contains(word);
        };
    }

    /** What administers a database takes few words, and no sentence does. */
    private static boolean isShort(String text, int from, int words) {
        return text.length() - from <= 200
                && text.indexOf('?') < 0
                && (text.strip().split("\\s+", 5).length <= words || text.indexOf(';') > 0);
    }

    /** What some servers take for a blank as well. */
    private static boolean isBlank(char c) {
        return c <= ' '
                || c == '\u00A0'
                || c >= '\u2000' && c <= '\u200F'
                || c == '\u3000'
                || c == '\uFEFF';
    }

    /** {@code CREATE (n)} is Cypher. */
    private static boolean opensNode(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at < text.length() && text.charAt(at) == '(';
    }
}
