package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Operation.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A change of rows by PostgREST (docs.postgrest.org, "Tables and Views"): the table is the path's
 * end, and which rows is said by the query's parameters. It is handed on as the {@code UPDATE} that
 * the server makes of it, so that what bounds a change is decided where that of SQL is.
 */
final class Postgrest {

    private static final String PROVIDER = "supabase";
    private static final String PLACE = "/rest/v1/";

    /** Parameters that choose no rows; a limit does not bound a change. */
    private static final Set<String> ASIDE =
            Set.of("select", "columns", "order", "limit", "offset", "on_conflict", "apikey");

    private static final Map<String, String> OPERATORS =
            Map.ofEntries(
                    Map.entry("eq", "="),
                    Map.entry("gt", ">"),
                    Map.entry("gte", ">="),
                    Map.entry("lt", "<"),
                    Map.entry("lte", "<="),
                    Map.entry("neq", "<>"),
                    Map.entry("like", "LIKE"),
                    Map.entry("ilike", "ILIKE"),
                    Map.entry("match", "~"),
                    Map.entry("imatch", "~*"),
                    Map.entry("isdistinct", "IS DISTINCT FROM"),
                    Map.entry("fts", "@@"),
                    Map.entry("plfts", "@@"),
                    Map.entry("phfts", "@@"),
                    Map.entry("wfts", "@@"),
                    Map.entry("cs", "@>"),
                    Map.entry("cd", "<@"),
                    Map.entry("ov", "&&"),
                    Map.entry("sl", "<<"),
                    Map.entry("sr", ">>"),
                    Map.entry("nxr", "&<"),
                    Map.entry("nxl", "&>"),
                    Map.entry("adj", "-|-"));

    private static final Set<String> PLAIN = Set.of("null", "true", "false", "unknown");

    /** Conditions within each other. */
    private static final int MOST_DEPTH = 20;

    private Postgrest() {}

    static void find(Request request, Meanings.Understanding known, Inside inside) {
        boolean own = known.catalog().filter(c -> c.provider().equals(PROVIDER)).isPresent();
        if (!own || !request.methods().contains("PATCH")) {
            return;
        }
        for (String path : request.url().paths()) {
            if (path.startsWith(PLACE) && path.indexOf('/', PLACE.length()) < 0) {
                String table = path.substring(PLACE.length());
                inside.operation(
                        SqlWords.update(
                                Percent.decoded(table, false).orElse(table),
                                conditions(request.url().query(), inside)));
            }
        }
    }

    private static List<String> conditions(List<Field> query, Inside inside) {
        List<String> conditions = new ArrayList<>();
        for (Field f : query) {
            // of a resource that is embedded it chooses what is shown, not what is changed
            boolean embedded =
                    f.name().indexOf('.') > 0
                            && !f.name().startsWith("not.")
                            && !f.name().startsWith("\"");
            if (!embedded && !ASIDE.contains(f.name())) {
                Optional<String> read = condition(f.name(), f.value(), 0);
                if (read.isEmpty()) {
                    inside.hide("a filter that cannot be read");
                }
                read.ifPresent(conditions::add);
            }
        }
        return conditions;
    }

    /** {@code id=eq.7}, {@code or=(a.gt.1,not.and(b.is.null,c.lt.2))}. */
    private static Optional<String> condition(String name, String value, int depth) {
        boolean negated = name.startsWith("not.");
        String kind = negated ? name.substring("not.".length()) : name;
        if (depth > MOST_DEPTH) {
            return Optional.empty();
        }
        if (!kind.equals("or") && !kind.equals("and")) {
            return comparison(name, value);
        }
        if (!value.startsWith("(") || !value.endsWith(")")) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (String part : parts(value.substring(1, value.length() - 1))) {
            Optional<String> read = nested(part.strip(), depth);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            parts.add(read.get());
        }
        String joined = "(" + String.join(kind.equals("or") ? " OR " : " AND ", parts) + ")";
        return parts.isEmpty() ? Optional.empty() : Optional.of(negated ? "NOT " + joined : joined);
    }

    /** A condition among others: {@code a.gt.1} or {@code and(…)}. */
    private static Optional<String> nested(String part, int depth) {
        int open = part.indexOf('(');
        String before = open < 0 ? "" : part.substring(0, open);
        if (before.equals("or")
                || before.equals("and")
                || before.equals("not.or")
                || before.equals("not.and")) {
            return condition(before, part.substring(open), depth + 1);
        }
        int dot = part.startsWith("\"") ? part.indexOf("\".") + 1 : part.indexOf('.');
        return dot <= 0
                ? Optional.empty()
                : comparison(part.substring(0, dot), part.substring(dot + 1));
    }

    /** What stands between commas, those in parentheses, braces and quotes left alone. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int level = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                level += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
                if (c == ',' && level == 0) {
                    parts.add(text.substring(start, i));
                    start = i + 1;
                }
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static Optional<String> comparison(String column, String written) {
        boolean negated = written.startsWith("not.");
        String rest = negated ? written.substring("not.".length()) : written;
        int dot = rest.indexOf('.');
        if (dot <= 0) {
            return Optional.empty();
        }
        String operator = rest.substring(0, dot);
        String value = rest.substring(dot + 1);
        // fts(english).word, eq(any).{1,2}
        int mode = operator.indexOf('(');
        String base = mode < 0 ? operator : operator.substring(0, mode);
        String condition;
        if (base.equals("is")) {
            String plain = value.toLowerCase(Locale.ROOT);
            boolean some = plain.equals("not_null");
            if (!some && !PLAIN.contains(plain)) {
                return Optional.empty();
            }
            condition = name(column) + (some ? " IS NOT NULL" : " IS " + plain);
        } else if (base.equals("in")) {
            if (!value.startsWith("(") || !value.endsWith(")")) {
                return Optional.empty();
            }
            List<String> values = new ArrayList<>();
            parts(value.substring(1, value.length() - 1)).forEach(v -> values.add(literal(v)));
            condition = name(column) + " IN (" + String.join(", ", values) + ")";
        } else if (OPERATORS.containsKey(base)) {
            boolean pattern = base.endsWith("like");
            condition =
                    name(column)
                            + " "
                            + OPERATORS.getOrDefault(base, "=")
                            + " "
                            + literal(pattern ? value.replace('*', '%') : value);
        } else {
            return Optional.empty();
        }
        return Optional.of(negated ? "NOT (" + condition + ")" : condition);
    }

    private static String name(String column) {
        return SqlWords.name(column.startsWith("\"") ? column.replace("\"", "") : column);
    }

    private static String literal(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return SqlWords.literal(quoted ? value.substring(1, value.length() - 1) : value);
    }
}
