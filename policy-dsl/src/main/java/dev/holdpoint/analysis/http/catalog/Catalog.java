package dev.holdpoint.analysis.http.catalog;

import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of one provider. Thread-safe; the sections of its hosts are read when they are
 * first asked for.
 */
public final class Catalog {

    private static final String ANYWHERE = "";

    private final String provider;
    private final Map<String, Meaning> mutations = new HashMap<>();
    private final Map<String, String> kinds = new HashMap<>();
    private final Map<String, String> targets = new HashMap<>();
    private final Map<String, List<String>> lines = new HashMap<>();
    private final Map<String, Section> sections = new ConcurrentHashMap<>();

    private Catalog(String provider) {
        this.provider = provider;
    }

    /** Operations at one host. */
    private record Section(Routes<Meaning> routes, Map<String, Meaning> named) {}

    static Catalog read(String provider, List<String> lines) {
        Catalog catalog = new Catalog(provider);
        Map<String, List<Meaning.Content>> arguments = new HashMap<>();
        String host = ANYWHERE;
        for (String line : lines) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t", -1);
            switch (cells[0]) {
                case "host" -> host = cells[1];
                case "kind" -> catalog.kinds.put(cells[1], cells[2]);
                case "target" -> catalog.targets.put(cells[1], cells[2]);
                case "graphql" -> catalog.mutation(cells);
                case "is" -> {
                    if (cells[1].equals("graphql")) {
                        arguments
                                .computeIfAbsent(cells[2], f -> new ArrayList<>())
                                .add(content(cells));
                    } else {
                        catalog.line(host, line);
                    }
                }
                default -> catalog.line(host, line);
            }
        }
        arguments.forEach(catalog::arguments);
        return catalog;
    }

    private void line(String host, String line) {
        lines.computeIfAbsent(host, h -> new ArrayList<>()).add(line);
    }

    private void arguments(String field, List<Meaning.Content> content) {
        Meaning known = mutations.get(field);
        if (known == null) {
            throw new IllegalStateException(provider + ": arguments of no mutation: " + field);
        }
        mutations.put(field, known.reading(content));
    }

    private void mutation(String[] cells) {
        Optional<String> target =
                cells.length > 3 ? Optional.of(cells[3]) : Targets.bundled().of(cells[1]);
        mutations.put(
                cells[1],
                new Meaning(
                        provider + ":" + cells[1], verb(cells[2]), target, Map.of(), List.of()));
    }

    private static Verb verb(String word) {
        return switch (word) {
            case "r" -> Verb.READ;
            case "w" -> Verb.WRITE;
            case "x" -> Verb.RUN;
            case "g" -> Verb.GRANT;
            case "d" -> Verb.DESTROY;
            default -> Verb.valueOf(word.toUpperCase(Locale.ROOT));
        };
    }

    /** The provider's name, with which ids of its resources begin. */
    public String provider() {
        return provider;
    }

    /** A GraphQL mutation by its root field. */
    public Optional<Meaning> mutation(String field) {
        return Optional.ofNullable(mutations.get(field));
    }

    /** The kind that ids of that stem have in resource ids: {@code env} for {@code environment}. */
    public String kind(String stem) {
        return kinds.getOrDefault(stem, singular(stem.toLowerCase(Locale.ROOT)));
    }

    private static String singular(String word) {
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        for (String plural : List.of("ches", "shes", "sses", "xes")) {
            if (word.endsWith(plural)) {
                return word.substring(0, word.length() - 2);
            }
        }
        return word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us")
                ? word.substring(0, word.length() - 1)
                : word;
    }

    /** An operation that is called by name at that host: {@code TerminateInstances}. */
    public Optional<Meaning> named(String host, String operation) {
        return section(host).flatMap(s -> Optional.ofNullable(s.named.get(operation)));
    }

    /**
     * An operation that is called by method and path.
     *
     * @param query names of the query's parameters, and {@code name=value} for each
     */
    public Optional<Meaning> request(String host, String method, String path, Set<String> query) {
        Optional<Routes.Match<Meaning>> match =
                section(host).flatMap(s -> s.routes.find(method, path, query));
        if (match.isEmpty()) {
            match =
                    Endpoints.byPath(provider, host, Routes.segments(path))
                            .flatMap(this::section)
                            .flatMap(s -> s.routes.find(method, path, query));
        }
        return match.map(
                m -> {
                    Map<String, String> ids = new LinkedHashMap<>();
                    m.bound().forEach((stem, id) -> ids.put(kind(stem), id));
                    Meaning found = m.value();
                    return new Meaning(
                            found.action(),
                            found.verb(),
                            found.target().or(() -> Targets.bundled().ofPath(path)),
                            ids,
                            found.content());
                });
    }

    /**
     * The host at which operations are called whose name has that prefix: {@code DynamoDB_20120810}
     * is {@code dynamodb}, wherever the request goes.
     */
    public Optional<String> targeted(String prefix) {
        return Optional.ofNullable(targets.get(prefix));
    }

    /** The service at that host, if the catalog tells hosts apart and knows it. */
    public Optional<String> service(String host) {
        return hostKey(host).filter(k -> !k.equals(ANYWHERE));
    }

    private Optional<Section> section(String host) {
        return hostKey(host).map(k -> sections.computeIfAbsent(k, this::open));
    }

    /**
     * The section of a host: its own, else that of its leading labels ({@code api.sagemaker} of
     * {@code api.sagemaker.us-east-1.amazonaws.com}), else that of labels further on ({@code s3} of
     * {@code bucket.s3.amazonaws.com}), else the one that is for every host.
     */
    private Optional<String> hostKey(String asked) {
        String host = Endpoints.listed(provider, asked, lines.keySet());
        if (lines.containsKey(host)) {
            return Optional.of(host);
        }
        String[] labels = host.split("\\.", 32);
        for (int start = 0; start < labels.length && lines.size() > 1; start++) {
            for (int end = Math.min(labels.length, start + 4); end > start; end--) {
                String key = String.join(".", List.of(labels).subList(start, end));
                if (lines.containsKey(key)) {
                    return Optional.of(key);
                }
            }
        }
        return lines.containsKey(ANYWHERE) ? Optional.of(ANYWHERE) : Optional.empty();
    }

    /** Reads every section; the number of operations known. */
    int openAll() {
        int operations = mutations.size();
        for (String host : lines.keySet()) {
            sections.computeIfAbsent(host, this::open);
            operations += lines.getOrDefault(host, List.of()).size();
        }
        return operations;
    }

    private Section open(String host) {
        Section section = new Section(new Routes<>(), new HashMap<>());
        Map<String, List<Meaning.Content>> content = new HashMap<>();
        for (String line : lines.getOrDefault(host, List.of())) {
            String[] cells = line.split("\t", -1);
            switch (cells[0]) {
                case "sql", "exec", "script", "says", "has", "is", "holds", "bulk", "dry" ->
                        content.computeIfAbsent(row(cells[1], cells[2]), k -> new ArrayList<>())
                                .add(content(cells));
                default -> {}
            }
        }
        Set<String> used = new HashSet<>();
        content.keySet().stream().filter(k -> k.endsWith(EVERY)).forEach(used::add);
        for (String line : lines.getOrDefault(host, List.of())) {
            String[] cells = line.split("\t", -1);
            String key = row(cells[0], cells.length > 1 ? cells[1] : "");
            List<Meaning.Content> more = more(content, cells[0], key);
            used.add(key);
            if (cells[0].equals("op")) {
                section.named.put(
                        cells[1],
                        new Meaning(
                                cells[3] + ":" + cells[1],
                                verb(cells[2]),
                                Targets.bundled().of(cells[1]),
                                Map.of(),
                                more));
            } else if (Character.isUpperCase(cells[0].charAt(0))) {
                String action = cells[3];
                section.routes.add(
                        cells[0],
                        cells[1],
                        new Meaning(
                                action,
                                verb(cells[2]),
                                Targets.bundled().of(action.substring(action.indexOf(':') + 1)),
                                Map.of(),
                                more));
            }
        }
        if (!used.containsAll(content.keySet())) {
            content.keySet().removeAll(used);
            throw new IllegalStateException(
                    provider + ": rows on the content of no operation: " + content.keySet());
        }
        return section;
    }

    /** In place of a template: every operation of that method at the host. */
    private static final String EVERY = " *";

    private static List<Meaning.Content> more(
            Map<String, List<Meaning.Content>> content, String method, String key) {
        List<Meaning.Content> own = content.getOrDefault(key, List.of());
        List<Meaning.Content> every = content.getOrDefault(method + EVERY, List.of());
        if (every.isEmpty()) {
            return own;
        }
        List<Meaning.Content> all = new ArrayList<>(own);
        every.forEach(c -> all.add(new Meaning.Content.General(c)));
        return all;
    }

    private static String row(String method, String template) {
        return method
                + " "
                + (template.endsWith("/")
                        ? template.substring(0, template.length() - 1)
                        : template);
    }

    private static Meaning.Content content(String[] cells) {
        return switch (cells[0]) {
            case "sql" -> new Meaning.Content.Sql(cells[3], cells[4]);
            case "exec" -> new Meaning.Content.Exec(cells[3]);
            case "script" -> new Meaning.Content.Script(cells[3]);
            case "says" -> new Meaning.Content.Says(cells[3]);
            case "is" ->
                    new Meaning.Content.Is(
                            conditions(cells, cells.length - 1), verb(cells[cells.length - 1]));
            case "dry" -> new Meaning.Content.Dry(conditions(cells, cells.length));
            case "holds" -> new Meaning.Content.Holds(cells[3], cells[4], verb(cells[5]));
            case "bulk" -> new Meaning.Content.Bulk();
            default -> new Meaning.Content.Has(cells[3], verb(cells[4]));
        };
    }

    /** Pairs of a pointer and a value, from the fourth cell on. */
    private static List<Meaning.Condition> conditions(String[] cells, int end) {
        List<Meaning.Condition> conditions = new ArrayList<>();
        for (int i = 3; i + 1 < end; i += 2) {
            conditions.add(new Meaning.Condition(cells[i], cells[i + 1]));
        }
        return conditions;
    }
}
