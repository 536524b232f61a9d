package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.catalog.Catalog;
import dev.holdpoint.analysis.http.catalog.Catalogs;
import dev.holdpoint.analysis.http.catalog.Meaning;
import dev.holdpoint.analysis.http.catalog.Targets;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the catalogs what a request means. Where the request may be read in several ways (hosts,
 * methods, paths, two names of an operation) the strictest meaning counts, and a reading that no
 * catalog knows counts as {@link Conventions} have it: what is known of one reading does not make
 * another one harmless.
 */
final class Meanings {

    /**
     * What is known of a request without looking into its body.
     *
     * @param catalog the provider's, if one knows the request
     * @param graphql whether the provider speaks GraphQL there
     * @param meaning the strictest, where the catalog knows the operation
     * @param verb what the request does, by catalog or by convention
     * @param all meanings, of every reading: the content that each of them asks for counts
     * @param sure whether the meaning does not hang on a header alone, which is easily added
     * @param ids what the request names, kind to id; one for each reading that names other things
     */
    record Understanding(
            Optional<Catalog> catalog,
            boolean graphql,
            Optional<Meaning> meaning,
            Verb verb,
            Set<Meaning> all,
            boolean sure,
            Set<Map<String, String>> ids) {}

    private final Request request;
    private final Set<String> query;
    private final Trials trials;
    private Optional<Catalog> provider = Optional.empty();
    private boolean graphql;
    private Optional<Meaning> strictest = Optional.empty();
    private Verb byConvention = Verb.READ;
    private boolean unknownReading;
    private final Set<Map<String, String>> ids = new LinkedHashSet<>(2);
    private final Set<Meaning> meanings = new LinkedHashSet<>(2);

    private Meanings(Request request) {
        this.request = request;
        this.query = query();
        this.trials = new Trials(request);
    }

    static Understanding of(Request request, Catalogs catalogs) {
        Meanings meanings = new Meanings(request);
        Set<String> headers = new HashSet<>();
        request.headers().forEach(h -> headers.add(h.name()));
        for (String host : request.hosts().isEmpty() ? Set.of("") : request.hosts()) {
            for (String path : request.url().paths()) {
                List<Catalogs.Known> known = catalogs.at(host, request.url().port(), path, headers);
                if (known.isEmpty()) {
                    meanings.unknown(path);
                }
                for (Catalogs.Known k : known) {
                    meanings.reading(host, path, k);
                }
            }
        }
        return meanings.understanding();
    }

    private Understanding understanding() {
        Verb verb =
                strictest.isEmpty()
                        ? byConvention
                        : unknownReading || byConvention.compareTo(Verb.GRANT) >= 0
                                ? strictest.get().verb().or(byConvention)
                                : strictest.get().verb();
        boolean sure = strictest.isPresent() && !unknownReading;
        return new Understanding(provider, graphql, strictest, verb, meanings, sure, ids);
    }

    private void unknown(String path) {
        unknownReading = true;
        for (String method : request.methods()) {
            byConvention = byConvention.or(Conventions.verb(method, path, request));
        }
    }

    private void reading(String host, String path, Catalogs.Known known) {
        Catalog catalog = known.catalog();
        if (provider.isEmpty()) {
            provider = Optional.of(catalog);
        }
        graphql |= known.graphql();
        Map<String, String> names = operationNames(catalog, host, path);
        String addressed = addressed(catalog, host, path);
        for (String method : request.methods()) {
            Optional<Meaning> found =
                    catalog.request(host, method, addressed, query)
                            .map(m -> inBucket(m, host, addressed))
                            .map(m -> trials.addressed(m, catalog.provider(), path));
            found.ifPresent(m -> add(m, catalog));
            for (Map.Entry<String, String> name : names.entrySet()) {
                add(trials.named(named(catalog, name.getValue(), name.getKey())), catalog);
            }
            boolean called = !names.isEmpty() && calledByName(method, path);
            // Of a call by name (a stored function, a proxy) the words in the path say more.
            boolean code = found.filter(m -> m.verb() == Verb.RUN).isPresent();
            if (!known.certain() || code || !(found.isPresent() || called)) {
                // A name in a header does not say what another path than its own does.
                unknownReading |= !known.certain() || found.isEmpty() && !names.isEmpty();
                byConvention = byConvention.or(Conventions.verb(method, path, request));
            }
        }
    }

    private void add(Meaning meaning, Catalog catalog) {
        meanings.add(meaning);
        strictest = stricter(strictest, Optional.of(meaning));
        // Ids are the provider's own; of another's it is known only that there are more readings.
        boolean own = provider.filter(p -> p == catalog).isPresent();
        if (!meaning.ids().isEmpty()) {
            ids.add(own ? meaning.ids() : Map.of());
        }
    }

    /** The shape that requests by name have; others with such a header or field are not trusted. */
    private static boolean calledByName(String method, String path) {
        return (method.equals("POST") || method.equals("GET"))
                && (path.equals("/") || path.startsWith("/service/"));
    }

    /**
     * Ids that no literal stands before: S3 names its bucket first, Elasticsearch its index, and
     * what a host of Azure's is for stands in its first label.
     */
    private static Meaning inBucket(Meaning meaning, String host, String path) {
        String kind =
                switch (meaning.service()) {
                    case "s3" -> "bucket";
                    case "elasticsearch" -> "index";
                    case "storage" -> host.endsWith(".core.windows.net") ? "container" : "";
                    default -> "";
                };
        List<String> segments = kind.isEmpty() ? List.of() : PathReadings.segments(path);
        boolean named =
                !segments.isEmpty() && !(kind.equals("index") && segments.get(0).startsWith("_"));
        Optional<String> account = AZURE.stream().filter(a -> host.contains(a + ".")).findFirst();
        if (!named && account.isEmpty()) {
            return meaning;
        }
        Map<String, String> ids = new HashMap<>(kind.equals("bucket") ? Map.of() : meaning.ids());
        if (named) {
            ids.put(kind, segments.get(0));
        }
        account.ifPresent(a -> ids.put("account", host.substring(0, host.indexOf('.'))));
        return meaning.naming(ids);
    }

    private static final List<String> AZURE =
            List.of(
                    ".core.windows",
                    ".vault.azure",
                    ".managedhsm.azure",
                    ".documents.azure",
                    ".search.windows",
                    ".azconfig",
                    ".servicebus.windows");

    private static Optional<Meaning> stricter(Optional<Meaning> a, Optional<Meaning> b) {
        if (a.isPresent() && b.isPresent()) {
            return a.get().verb().compareTo(b.get().verb()) >= 0 ? a : b;
        }
        return a.or(() -> b);
    }

    /** An operation that the catalog does not list is still what its name says. */
    private static Meaning named(Catalog catalog, String host, String name) {
        return catalog.named(host, name)
                .orElseGet(
                        () ->
                                new Meaning(
                                        catalog.service(host).orElse(catalog.provider())
                                                + ":"
                                                + name,
                                        Words.bundled().say(name).orElse(Verb.RUN),
                                        Targets.bundled().of(name),
                                        Map.of(),
                                        List.of()));
    }

    /**
     * AWS operations by name: JSON protocols by {@code X-Amz-Target}, Query protocols by {@code
     * Action}, RPC v2 (CBOR) by the path. Two names in one request are both taken. With each goes
     * the host that tells of which service it is: at one that is not AWS's the header does.
     */
    private Map<String, String> operationNames(Catalog catalog, String host, String path) {
        Map<String, String> names = new LinkedHashMap<>();
        if (!catalog.provider().equals("aws")) {
            return names;
        }
        boolean own = catalog.service(host).isPresent();
        for (Field h : request.headers()) {
            if (h.name().equals("x-amz-target")) {
                String target = h.value().strip();
                int dot = target.lastIndexOf('.');
                String at =
                        own || dot < 0
                                ? host
                                : catalog.targeted(target.substring(0, dot)).orElse(host);
                names.put(target.substring(dot + 1), at);
            }
        }
        List<Field> fields = new ArrayList<>(request.url().query());
        if (request.payload() instanceof Payload.Form form) {
            fields.addAll(form.fields());
        }
        for (Field f : fields) {
            if (f.name().equals("Action") && !f.value().isEmpty()) {
                names.putIfAbsent(f.value(), host);
            }
        }
        List<String> segments = PathReadings.segments(path);
        int n = segments.size();
        if (n >= 4
                && segments.get(n - 2).equals("operation")
                && segments.get(n - 4).equals("service")) {
            names.putIfAbsent(segments.get(n - 1), host);
        }
        return names;
    }

    private Set<String> query() {
        Set<String> query = new HashSet<>();
        for (Field f : request.url().query()) {
            query.add(f.name());
            query.add(f.name() + "=" + f.value());
        }
        return query;
    }

    /** The path as the catalog's templates have it. */
    private static String addressed(Catalog catalog, String host, String path) {
        if (catalog.provider().equals("aws")) {
            int s3 = Math.max(host.indexOf(".s3."), host.indexOf(".s3-"));
            // Virtual-hosted style: the bucket stands before the service in the host name.
            return s3 > 0 && !host.contains(".s3-control.")
                    ? "/" + host.substring(0, s3) + path
                    : path;
        }
        if (catalog.provider().equals("google") && path.startsWith("/upload/")) {
            return path.substring("/upload".length());
        }
        if (catalog.provider().equals("kubernetes") && path.startsWith("/k8s/clusters/")) {
            // Rancher passes on what stands behind the cluster.
            int behind = path.indexOf('/', "/k8s/clusters/".length());
            return behind < 0 ? path : path.substring(behind);
        }
        if (catalog.provider().equals("github") && path.startsWith("/api/v3/")) {
            // GitHub Enterprise Server, behind its own name
            return path.substring("/api/v3".length());
        }
        if (catalog.provider().equals("keycloak") && path.startsWith("/auth/")) {
            return path.substring("/auth".length());
        }
        if (catalog.provider().equals("kafka") && path.startsWith("/kafka/")) {
            return path.substring("/kafka".length());
        }
        if (catalog.provider().equals("docker")) {
            int proxied = path.startsWith("/api/endpoints/") ? path.indexOf("/docker/") : -1;
            if (proxied > 0) {
                // Portainer passes on what stands behind the endpoint.
                return addressed(catalog, host, path.substring(proxied + "/docker".length()));
            }
            List<String> segments = PathReadings.segments(path);
            boolean versioned =
                    !segments.isEmpty()
                            && segments.get(0).startsWith("v")
                            && segments.get(0)
                                    .chars()
                                    .skip(1)
                                    .allMatch(c -> c == '.' || c >= '0' && c <= '9');
            return versioned
                    ? path.substring(path.indexOf('/', 1) < 0 ? 0 : path.indexOf('/', 1))
                    : path;
        }
        return path;
    }
}
