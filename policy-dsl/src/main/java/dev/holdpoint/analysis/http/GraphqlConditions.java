package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.graphql.Chosen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Conditions of updates at servers that give tables to GraphQL: {@code update_users(where: {id:
 * {_gte: 0}})} of Hasura ("Postgres: Filter Query Results"), {@code id_gte} of OpenCRUD, {@code id:
 * {gte: 0}} of Prisma and of AppSync. Such an update is handed on as the {@code UPDATE} that the
 * server makes of it, so that what bounds a change is decided where that of SQL is.
 *
 * <p>Arguments are known by their paths, in which members of a list are not told apart: what stands
 * below an {@code or} or a {@code not} is taken as alternatives, of which each has to bound.
 */
final class GraphqlConditions {

    private static final Set<String> CONDITIONS = Set.of("where", "filter", "condition");

    /** Several updates in one, each with its own condition (Hasura's {@code update_users_many}). */
    private static final String SEVERAL = "updates.where";

    /** Dgraph's condition, beside what is {@code set} or {@code removed}. */
    private static final String IN_INPUT = "input.filter";

    private static final Set<String> BESIDE = Set.of("input.set", "input.remove");

    /** Hasura's comparison of two columns; a path to one from the row itself begins with it. */
    private static final Set<String> OF_COLUMNS =
            Set.of("ceq", "cneq", "cgt", "cgte", "clt", "clte");

    private static final String ROW = "$";

    /** A number of rows; pg_graphql needs no condition beside it. */
    private static final String MOST_ROWS = "atMost";

    /** Arguments that say what rows shall become, and not which. */
    private static final Set<String> BECOMING =
            Set.of("data", "set", "_set", "values", "patch", "update");

    private static final Map<String, String> OPERATORS =
            Map.ofEntries(
                    Map.entry("eq", "="),
                    Map.entry("equals", "="),
                    Map.entry("equalto", "="),
                    Map.entry("in", "="),
                    Map.entry("gt", ">"),
                    Map.entry("greaterthan", ">"),
                    Map.entry("gte", ">="),
                    Map.entry("ge", ">="),
                    Map.entry("greaterthanorequalto", ">="),
                    Map.entry("lt", "<"),
                    Map.entry("lessthan", "<"),
                    Map.entry("lte", "<="),
                    Map.entry("le", "<="),
                    Map.entry("lessthanorequalto", "<="),
                    Map.entry("neq", "<>"),
                    Map.entry("ne", "<>"),
                    Map.entry("not", "<>"),
                    Map.entry("notequalto", "<>"),
                    Map.entry("nin", "<>"),
                    Map.entry("notin", "<>"),
                    Map.entry("like", "LIKE"),
                    Map.entry("ilike", "ILIKE"),
                    Map.entry("similar", "SIMILAR TO"),
                    Map.entry("regex", "~"),
                    Map.entry("iregex", "~*"));

    /** Operators whose value stands within the pattern that they make of it. */
    private static final Map<String, String> WITHIN =
            Map.of(
                    "contains", "%v%",
                    "startswith", "v%",
                    "beginswith", "v%",
                    "endswith", "%v");

    private GraphqlConditions() {}

    /** Hands on the updates among the mutations whose rows are not chosen by equality alone. */
    static void find(Chosen chosen, Inside inside) {
        if (!chosen.kind().equals("mutation")) {
            return;
        }
        for (Chosen.Root root : chosen.roots()) {
            if (updates(root.name())
                    || root.below().stream().anyMatch(GraphqlConditions::updates)) {
                where(root.arguments(), choosesMany(root))
                        .map(conditions -> SqlWords.update(table(root.name()), conditions))
                        .ifPresent(inside::operation);
            }
        }
    }

    private static boolean updates(String field) {
        return Words.of(field).contains("update");
    }

    /**
     * An update of many rows that is given nothing but what they shall become: Prisma's {@code
     * updateManyUser(data: …)}, whose condition may be left out. Rows that are given with their
     * keys choose themselves.
     */
    private static boolean choosesMany(Chosen.Root root) {
        Set<String> paths = root.arguments().keySet();
        return Words.of(root.name()).contains("many")
                && !paths.isEmpty()
                && paths.stream().allMatch(GraphqlConditions::becomes);
    }

    private static boolean becomes(String path) {
        int dot = path.indexOf('.');
        String last = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BECOMING.contains(dot < 0 ? path : path.substring(0, dot)) && !last.endsWith("id");
    }

    private static boolean chooses(String path, boolean dgraph) {
        int dot = path.indexOf('.');
        return CONDITIONS.contains(dot < 0 ? path : path.substring(0, dot))
                || isAt(path, SEVERAL)
                || dgraph && isAt(path, IN_INPUT);
    }

    private static boolean isAt(String path, String place) {
        return path.startsWith(place)
                && (path.length() == place.length() || path.charAt(place.length()) == '.');
    }

    private static String table(String mutation) {
        boolean named = mutation.startsWith("update_") && mutation.length() > "update_".length();
        return named ? mutation.substring("update_".length()) : mutation;
    }

    /** What chooses the rows; empty where nothing does but equality. */
    private static Optional<List<String>> where(
            Map<String, List<Optional<String>>> arguments, boolean every) {
        List<String> all = new ArrayList<>();
        Map<String, List<String>> alternatives = new LinkedHashMap<>();
        boolean dgraph =
                arguments.keySet().stream()
                        .anyMatch(p -> BESIDE.stream().anyMatch(place -> isAt(p, place)));
        boolean plain = true;
        for (Map.Entry<String, List<Optional<String>>> a : arguments.entrySet()) {
            if (!chooses(a.getKey(), dgraph)) {
                continue;
            }
            Leaf leaf = Leaf.at(a.getKey());
            plain &= leaf.group().isEmpty() && !leaf.isOfColumns() && leaf.sign().equals("=");
            List<String> to =
                    leaf.group()
                            .map(g -> alternatives.computeIfAbsent(g, k -> new ArrayList<>()))
                            .orElse(all);
            for (Optional<String> value : a.getValue()) {
                plain &= !leaf.isLeftOut(value);
                to.add(leaf.condition(value));
            }
        }
        if (all.isEmpty()
                && alternatives.isEmpty()
                && (every || arguments.containsKey(MOST_ROWS))) {
            plain = false;
            all.add("TRUE");
        }
        alternatives.values().forEach(g -> all.add("(" + String.join(" OR ", g) + ")"));
        return plain ? Optional.empty() : Optional.of(all);
    }

    /**
     * A value within a condition.
     *
     * @param group where it is one of several alternatives: the path down to the first {@code or}
     *     or {@code not} on the way to it
     * @param negated whether the number of {@code not} on the way is odd
     * @param elsewhere whether rows of another table are meant, which say nothing of this one's
     * @param operator as it is written, small and without what stands before its letters
     */
    private record Leaf(
            String column,
            Optional<String> group,
            boolean negated,
            boolean elsewhere,
            Optional<String> operator) {

        static Leaf at(String path) {
            List<String> steps = Arrays.asList(path.split("\\.", -1));
            Optional<String> group = isAt(path, SEVERAL) ? Optional.of(SEVERAL) : Optional.empty();
            boolean negated = false;
            boolean elsewhere = false;
            int last = steps.size() - 1;
            for (int i = 1; i <= last; i++) {
                String word = word(steps.get(i));
                // name: {not: "x"} compares, not: {name: "x"} negates
                boolean not = word.equals("not") && i < last;
                negated ^= not;
                elsewhere |= word.equals("exists");
                if ((not || word.equals("or")) && group.isEmpty()) {
                    group = Optional.of(String.join(".", steps.subList(0, i + 1)));
                }
            }
            String end = steps.get(last);
            if (last > 1 && isOperator(word(end))) {
                return new Leaf(
                        steps.get(last - 1), group, negated, elsewhere, Optional.of(word(end)));
            }
            int cut = end.lastIndexOf('_');
            if (cut > 0 && isOperator(word(end.substring(cut)))) {
                String operator = word(end.substring(cut));
                return new Leaf(
                        end.substring(0, cut), group, negated, elsewhere, Optional.of(operator));
            }
            return new Leaf(end, group, negated, elsewhere, Optional.empty());
        }

        private static String word(String step) {
            return step.replace("_", "").replace("$", "").toLowerCase(Locale.ROOT);
        }

        private static boolean isOperator(String word) {
            return OPERATORS.containsKey(word)
                    || WITHIN.containsKey(word)
                    || OF_COLUMNS.contains(word)
                    || word.equals("isnull");
        }

        /** How SQL compares; LIKE where the value is only a part of what is compared. */
        String sign() {
            return operator.map(o -> isOfColumns() ? o.substring(1) : o)
                    .map(o -> OPERATORS.getOrDefault(o, "LIKE"))
                    .orElse("=");
        }

        private boolean isOfColumns() {
            return operator.filter(OF_COLUMNS::contains).isPresent();
        }

        /**
         * Whether the server leaves the comparison out, so that every row is meant: the variable is
         * not given (GraphQL, "Input Objects", coercion), there is nothing in it, or it is null
         * where Hasura takes that for true (its {@code V1_BOOLEAN_NULL_COLLAPSE}).
         */
        boolean isLeftOut(Optional<String> value) {
            boolean equal = operator.filter(o -> o.equals("eq") || o.equals("in")).isPresent();
            boolean whole = CONDITIONS.contains(column) && operator.isEmpty();
            return elsewhere
                    || value.isEmpty()
                    || value.get().equals(Chosen.EMPTY)
                    || value.get().equals(ROW) && isOfColumns()
                    || value.get().isEmpty() && operator.isEmpty()
                    || value.get().equals("null") && (equal || whole);
        }

        String condition(Optional<String> value) {
            String name = SqlWords.name(column);
            if (isLeftOut(value)) {
                return "TRUE";
            }
            String given = value.orElse("");
            String condition;
            if (operator.filter("isnull"::equals).isPresent()) {
                condition = name + (given.equals("false") ? " IS NOT NULL" : " IS NULL");
            } else if (isOfColumns()) {
                condition = name + " " + sign() + " " + SqlWords.name(given);
            } else if (given.equals("null")) {
                condition = name + (sign().equals("<>") ? " IS NOT NULL" : " IS NULL");
            } else if (operator.filter(WITHIN::containsKey).isPresent()) {
                String pattern = WITHIN.getOrDefault(operator.get(), "v");
                condition = name + " LIKE " + SqlWords.literal(pattern.replace("v", given));
            } else {
                condition = name + " " + sign() + " " + SqlWords.literal(given);
            }
            return negated ? "NOT (" + condition + ")" : condition;
        }
    }
}
