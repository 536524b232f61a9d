package dev.holdpoint.analysis.http.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Path templates as a trie over segments. A segment is a literal, {@code {}} for any one segment,
 * or {@code {+}} for one or more; either may have a literal before and after it ({@code
 * {+}:purge}). The most literal reading wins. Literals match without regard to case.
 *
 * @param <T> what stands at the end of a template
 */
final class Routes<T> {

    /** Steps of one look-up; past it nothing is found, and the words of the request decide. */
    private static final int MOST_STEPS = 20_000;

    /** Longer paths are no provider's. */
    private static final int MOST_SEGMENTS = 500;

    private final Node<T> root = new Node<>();

    /** {@code before{}after} or {@code before{+}after}, taken apart once. */
    private record Pattern<T>(String before, String after, boolean many, int length, Node<T> next) {
        static <T> Pattern<T> of(String text, Node<T> next) {
            int open = text.indexOf('{');
            return new Pattern<>(
                    text.substring(0, open),
                    text.substring(text.lastIndexOf('}') + 1),
                    text.startsWith("{+", open),
                    text.length(),
                    next);
        }
    }

    private record Leaf<T>(Set<String> query, T value) {}

    private static final class Node<T> {
        final Map<String, Node<T>> literals = new HashMap<>();
        final Map<String, Node<T>> patterns = new LinkedHashMap<>();
        private volatile List<Pattern<T>> sorted = List.of();
        final Map<String, List<Leaf<T>>> leaves = new HashMap<>();
    }

    /**
     * What was found.
     *
     * @param bound the segments that stand for {@code {}}, each with the literal before it
     */
    record Match<T>(T value, Map<String, String> bound) {}

    /** Adds a template, of which the part after {@code ?} names query parameters it asks for. */
    void add(String method, String template, T value) {
        int question = template.indexOf('?');
        String path = question < 0 ? template : template.substring(0, question);
        Set<String> query =
                question < 0 ? Set.of() : Set.of(template.substring(question + 1).split("&", -1));
        Node<T> node = root;
        for (String segment : segments(path)) {
            String s = segment.toLowerCase(Locale.ROOT);
            Map<String, Node<T>> children = s.indexOf('{') >= 0 ? node.patterns : node.literals;
            node = children.computeIfAbsent(s, k -> new Node<>());
        }
        List<Leaf<T>> leaves = node.leaves.computeIfAbsent(method, m -> new ArrayList<>());
        leaves.removeIf(l -> l.query.equals(query));
        leaves.add(new Leaf<>(query, value));
        // Those that ask for more parameters are tried first.
        leaves.sort((a, b) -> b.query.size() - a.query.size());
    }

    /**
     * The best template for a request.
     *
     * @param query names of its parameters, and {@code name=value} for each
     */
    Optional<Match<T>> find(String method, String path, Set<String> query) {
        List<String> segments = segments(path);
        return segments.size() > MOST_SEGMENTS
                ? Optional.empty()
                : new Search(method, segments, query).from(root, 0);
    }

    static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int start = 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (end > start) {
                segments.add(path.substring(start, end));
            }
            start = end + 1;
        }
        return segments;
    }

    private final class Search {
        private final String method;
        private final List<String> segments;
        private final List<String> lower;
        private final Set<String> query;
        private final Map<Integer, String> bound = new LinkedHashMap<>();
        private final Set<Integer> inMany = new HashSet<>();
        private int steps;

        Search(String method, List<String> segments, Set<String> query) {
            this.method = method;
            this.segments = segments;
            this.lower = new ArrayList<>(segments.size());
            segments.forEach(s -> lower.add(s.toLowerCase(Locale.ROOT)));
            this.query = query;
        }

        Optional<Match<T>> from(Node<T> node, int at) {
            if (++steps > MOST_STEPS) {
                return Optional.empty();
            }
            if (at == segments.size()) {
                return leaf(node);
            }
            Node<T> literal = node.literals.get(lower.get(at));
            if (literal != null) {
                Optional<Match<T>> found = from(literal, at + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
            for (Pattern<T> pattern : byLiteralness(node)) {
                Optional<Match<T>> found = through(pattern, at);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        private Optional<Match<T>> through(Pattern<T> pattern, int at) {
            String before = pattern.before();
            String after = pattern.after();
            boolean many = pattern.many();
            int last = many ? segments.size() : at + 1;
            if (!lower.get(at).startsWith(before)) {
                return Optional.empty();
            }
            // The fewest segments first, so that a literal behind {+} is seen.
            for (int end = at + 1; end <= last; end++) {
                String tail = lower.get(end - 1);
                boolean room = end - 1 > at || tail.length() > before.length() + after.length() - 1;
                if (!tail.endsWith(after) || !room || (after.isEmpty() && colon(tail, many))) {
                    continue;
                }
                Optional<Match<T>> found = from(pattern.next(), end);
                if (found.isPresent()) {
                    for (int i = at; i < end; i++) {
                        String s = segments.get(i);
                        boolean tailed = i == end - 1 && !after.isEmpty();
                        bound.put(i, tailed ? s.substring(0, s.length() - after.length()) : s);
                        if (many) {
                            inMany.add(i);
                        }
                    }
                    return Optional.of(new Match<>(found.get().value(), names()));
                }
                if (++steps > MOST_STEPS) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        }

        /** {@code {+name}} does not swallow a custom method: {@code things/1:purge}. */
        private boolean colon(String tail, boolean many) {
            return many && tail.indexOf(':') > 0;
        }

        private Optional<Match<T>> leaf(Node<T> node) {
            for (Leaf<T> l : node.leaves.getOrDefault(method, List.of())) {
                if (query.containsAll(l.query)) {
                    return Optional.of(new Match<>(l.value, Map.of()));
                }
            }
            return Optional.empty();
        }

        /**
         * Ids by the literal before them; what follows directly belongs to the id ({@code
         * repos/acme/shop}). Where {@code {+name}} stands at the start or behind a version, names
         * and ids alternate in it ({@code v1/projects/p1/locations/l1}).
         */
        private Map<String, String> names() {
            Map<String, String> names = new LinkedHashMap<>();
            for (int i = 0; i < segments.size(); i++) {
                if (!bound.containsKey(i)) {
                    continue;
                }
                int end = i;
                while (bound.containsKey(end + 1)) {
                    end++;
                }
                if (i > 0 && !version(segments.get(i - 1))) {
                    StringBuilder id = new StringBuilder(value(i));
                    for (int j = i + 1; j <= end; j++) {
                        id.append('/').append(value(j));
                    }
                    names.put(segments.get(i - 1), id.toString());
                } else if (inMany.contains(i)) {
                    for (int id = i + 1; id <= end; id += 2) {
                        names.put(segments.get(id - 1), value(id));
                    }
                }
                i = end;
            }
            return names;
        }

        private String value(int at) {
            return bound.getOrDefault(at, "");
        }

        private boolean version(String segment) {
            return segment.length() > 1
                    && (segment.charAt(0) == 'v' || segment.charAt(0) == 'V')
                    && Character.isDigit(segment.charAt(1));
        }
    }

    /** The patterns of a node, the most literal first; sorted when they are first asked for. */
    private static <T> List<Pattern<T>> byLiteralness(Node<T> node) {
        List<Pattern<T>> sorted = node.sorted;
        if (sorted.size() == node.patterns.size()) {
            return sorted;
        }
        List<Pattern<T>> patterns = new ArrayList<>(node.patterns.size());
        node.patterns.forEach((text, next) -> patterns.add(Pattern.of(text, next)));
        patterns.sort(
                (a, b) ->
                        a.many() != b.many()
                                ? Boolean.compare(a.many(), b.many())
                                : b.length() - a.length());
        node.sorted = patterns;
        return patterns;
    }
}
