package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Document;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Updates by query at Elasticsearch and OpenSearch ({@code POST /orders/_update_by_query}): a
 * script changes every document that a query chooses (elastic.co/docs, "Query DSL"). Such an update
 * is handed on as the {@code UPDATE} that says the same, so that what bounds a change is decided
 * where that of SQL is. Without a script and a pipeline documents are only indexed anew.
 *
 * <p>A query that compares with values and no more bounds the update, and is not handed on. One of
 * a kind that is not known may choose anything and is hidden.
 */
final class SearchUpdates {

    private static final Set<String> PLACE = Set.of("_update_by_query");

    /** Queries within each other. */
    private static final int MOST_DEPTH = 20;

    /** Clauses of one query; servers take 1,024 unless they are told otherwise. */
    private static final int MOST_CLAUSES = 2_000;

    /** Queries that choose by what they are given, whatever that is. */
    private static final Set<String> VALUES =
            Set.of(
                    "term",
                    "terms",
                    "terms_set",
                    "match_phrase",
                    "match_phrase_prefix",
                    "match_bool_prefix",
                    "match",
                    "multi_match",
                    "combined_fields",
                    "common",
                    "fuzzy",
                    "ids",
                    "intervals",
                    "more_like_this",
                    "percolate",
                    "parent_id",
                    "knn",
                    "neural",
                    "semantic",
                    "sparse_vector",
                    "geo_bounding_box",
                    "geo_distance",
                    "geo_grid",
                    "geo_polygon",
                    "geo_shape",
                    "shape",
                    "xy_shape",
                    "span_term",
                    "span_near",
                    "span_first",
                    "span_or",
                    "span_not",
                    "span_containing",
                    "span_within");

    /** Queries around another one, by the member in which that stands. */
    private static final Map<String, String> AROUND =
            Map.of(
                    "constant_score", "filter",
                    "function_score", "query",
                    "script_score", "query",
                    "boosting", "positive",
                    "nested", "query",
                    "has_child", "query",
                    "has_parent", "query",
                    "pinned", "organic",
                    "indices", "query");

    private static final Map<String, String> BOUNDS =
            Map.of(
                    "gt", ">", "gte", ">=", "ge", ">=", "from", ">=", "lt", "<", "lte", "<=", "le",
                    "<=", "to", "<=");

    private static final String EVERYTHING = "TRUE";
    private static final String NOTHING = "FALSE";

    private int clauses;

    /** Whether something else than a comparison with a value was met. */
    private boolean open;

    private SearchUpdates() {}

    private static final class NotRead extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotRead() {
            super("a query that cannot be read", null, false, false);
        }
    }

    static void find(Request request, Inside inside) {
        if (!request.endsIn(PLACE) || !request.methods().contains("POST")) {
            return;
        }
        List<Json> roots =
                request.payload() instanceof Payload.JsonText j ? j.document().roots() : List.of();
        boolean changes =
                request.query("pipeline").isPresent()
                        || roots.stream().anyMatch(r -> r.member("script").isPresent());
        if (!changes) {
            return;
        }
        Optional<String> text = request.query("q");
        if (text.isPresent()) {
            // it takes the place of the query in the body
            update(request, u -> u.text(text.get()), inside);
        } else if (roots.isEmpty()) {
            update(request, u -> u.everything(), inside);
        }
        if (roots.stream().anyMatch(r -> r.member("runtime_mappings").isPresent())) {
            inside.hide("fields that are computed while documents are chosen");
        }
        for (Json root : text.isPresent() ? List.<Json>of() : roots) {
            update(
                    request,
                    u -> root.member("query").map(q -> u.query(q, 0)).orElseGet(u::everything),
                    inside);
        }
    }

    private interface Choice {
        String of(SearchUpdates updates);
    }

    private static void update(Request request, Choice choice, Inside inside) {
        SearchUpdates updates = new SearchUpdates();
        try {
            String where = choice.of(updates);
            if (updates.open) {
                String sql = "UPDATE " + SqlWords.name(index(request)) + " SET value = 1 WHERE ";
                inside.operation(
                        new Operation.Sql(
                                "postgresql", List.of(sql + where), List.of(), Optional.empty()));
            }
        } catch (NotRead notRead) {
            inside.hide("a query that cannot be read");
        }
    }

    private static String index(Request request) {
        List<String> path = request.segments().get(0);
        return path.size() < 2 ? "_all" : path.get(path.size() - 2);
    }

    private String everything() {
        open = true;
        return EVERYTHING;
    }

    private String text(String query) {
        open = true;
        return LuceneQuery.condition(query).orElseThrow(NotRead::new);
    }

    private String query(Json query, int depth) {
        Map<String, Json> members = query.members();
        if (depth > MOST_DEPTH || ++clauses > MOST_CLAUSES) {
            throw new NotRead();
        }
        if (members.isEmpty()) {
            return everything();
        }
        if (members.size() > 1) {
            throw new NotRead();
        }
        Map.Entry<String, Json> only = members.entrySet().iterator().next();
        return query(only.getKey(), only.getValue(), depth);
    }

    private String query(String kind, Json body, int depth) {
        String around = AROUND.get(kind);
        if (around != null) {
            return body.member(around).map(q -> query(q, depth + 1)).orElseGet(this::everything);
        }
        if (VALUES.contains(kind)) {
            return value(body);
        }
        return switch (kind) {
            case "match_all", "type" -> everything();
            case "match_none" -> NOTHING;
            case "bool" -> bool(body, depth);
            case "dis_max" -> any(queries(body.member("queries"), depth));
            case "hybrid" -> any(queries(body.member("queries"), depth));
            case "range" -> range(body);
            case "exists", "rank_feature", "distance_feature" -> {
                open = true;
                yield LuceneQuery.exists(body.text("field").orElseThrow(NotRead::new));
            }
            case "wildcard" -> pattern(body, "LIKE", "");
            case "prefix" -> pattern(body, "LIKE", "*");
            case "regexp" -> pattern(body, "~", "");
            case "query_string", "simple_query_string" ->
                    text(body.text("query").orElseThrow(NotRead::new));
            case "wrapper" -> query(wrapped(body), depth + 1);
            default -> throw new NotRead();
        };
    }

    /** {@code {"user": "kim"}}; a text of which nothing is left may be told to choose all. */
    private String value(Json body) {
        for (Json given : body.members().values()) {
            if (given.text("zero_terms_query").filter("all"::equalsIgnoreCase).isPresent()) {
                return everything();
            }
        }
        return body.members().entrySet().stream()
                .findFirst()
                .flatMap(e -> equation(e.getKey(), e.getValue()))
                .orElse("value" + clauses + " = 1");
    }

    private Optional<String> equation(String field, Json given) {
        if (LuceneQuery.isOfIndex(field)) {
            return Optional.of(everything());
        }
        List<Json> values =
                given instanceof Json.Items i
                        ? i.elements().subList(0, Math.min(MOST_VALUES, i.elements().size()))
                        : List.of(
                                given.member("value")
                                        .or(() -> given.member("query"))
                                        .orElse(given));
        List<String> literals = new ArrayList<>();
        for (Json value : values) {
            boolean truth = value instanceof Json.Literal l && TRUTHS.contains(l.written());
            open |= truth; // both of them are all there are
            value.scalar().map(v -> truth ? v : SqlWords.literal(v)).ifPresent(literals::add);
        }
        return literals.isEmpty()
                ? Optional.empty()
                : Optional.of(SqlWords.name(field) + " IN (" + String.join(", ", literals) + ")");
    }

    private static final Set<String> TRUTHS = Set.of("true", "false");

    /** Of a list of values; with more of them nothing else is chosen. */
    private static final int MOST_VALUES = 20;

    private String range(Json body) {
        open = true;
        List<String> all = new ArrayList<>();
        body.members()
                .forEach(
                        (field, bounds) -> {
                            all.add(LuceneQuery.exists(field));
                            bounds.members().forEach((bound, to) -> bound(field, bound, to, all));
                        });
        // with a bound it says of the field more than that there is one
        return all.isEmpty()
                ? EVERYTHING
                : String.join(" AND ", all.size() > 1 ? all.subList(1, all.size()) : all);
    }

    private static void bound(String field, String bound, Json to, List<String> all) {
        Optional<String> value = to.scalar();
        if (BOUNDS.containsKey(bound) && value.isPresent()) {
            all.add(LuceneQuery.compared(field, BOUNDS.getOrDefault(bound, "="), value.get()));
        }
    }

    /** {@code {"sku": "A*"}} or {@code {"sku": {"value": "A*"}}}. */
    private String pattern(Json body, String operator, String behind) {
        open = true;
        List<String> all = new ArrayList<>();
        body.members()
                .forEach(
                        (field, given) ->
                                given.scalar()
                                        .or(() -> given.member("value").flatMap(Json::scalar))
                                        .or(() -> given.member("wildcard").flatMap(Json::scalar))
                                        .or(() -> given.member("prefix").flatMap(Json::scalar))
                                        .map(p -> LuceneQuery.like(field, operator, p + behind))
                                        .ifPresent(all::add));
        return all.isEmpty() ? EVERYTHING : all.get(0);
    }

    private String bool(Json body, int depth) {
        List<String> all = new ArrayList<>();
        boolean required = false;
        for (String name : List.of("must", "filter")) {
            List<String> each = queries(body.member(name), depth);
            required |= !each.isEmpty();
            all.addAll(each);
        }
        for (String each : queries(body.member("must_not"), depth)) {
            open = true;
            all.add("NOT (" + each + ")");
        }
        List<String> should = queries(body.member("should"), depth);
        Optional<Json> least = body.member("minimum_should_match");
        int n = should.size();
        if (n > 0 && least.map(l -> isAnyNeeded(l, n)).orElse(!required)) {
            all.add(any(should));
        }
        return all.isEmpty() ? everything() : String.join(" AND ", all);
    }

    /** "minimum_should_match": a number, a share, either less than all; combinations are none. */
    private static boolean isAnyNeeded(Json least, int of) {
        String text = least.scalar().orElse("").strip();
        boolean share = text.endsWith("%");
        try {
            int number = Integer.parseInt(share ? text.substring(0, text.length() - 1) : text);
            long part = share ? (long) of * number / 100 : number;
            return (number < 0 ? of + part : part) >= 1;
        } catch (NumberFormatException combined) {
            return false;
        }
    }

    /** One or several. */
    private List<String> queries(Optional<Json> written, int depth) {
        List<String> all = new ArrayList<>();
        if (written.isPresent() && !(written.get() instanceof Json.Null)) {
            boolean several = written.get() instanceof Json.Items;
            for (Json each : several ? written.get().items() : List.of(written.get())) {
                all.add("(" + query(each, depth + 1) + ")");
            }
        }
        return all;
    }

    private String any(List<String> alternatives) {
        return alternatives.isEmpty()
                ? everything()
                : "(" + String.join(" OR ", alternatives) + ")";
    }

    private static Json wrapped(Json body) {
        try {
            byte[] query = Base64.getDecoder().decode(body.text("query").orElse("?"));
            return Document.read(new String(query, StandardCharsets.UTF_8))
                    .flatMap(Document::single)
                    .orElseThrow(NotRead::new);
        } catch (IllegalArgumentException notEncoded) {
            throw new NotRead();
        }
    }
}
