package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.catalog.Catalog;
import dev.holdpoint.analysis.http.catalog.Meaning;
import dev.holdpoint.analysis.http.catalog.Targets;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a catalog what a request means. Where the request may be read in several ways (hosts,
 * methods, paths, two names of an operation) the strictest meaning counts.
 */
final class Meanings {

    private final Request request;
    private final Catalog catalog;

    private Meanings(Request request, Catalog catalog) {
        this.request = request;
        this.catalog = catalog;
    }

    /** The strictest meaning; empty where the catalog knows none of the readings. */
    static Optional<Meaning> of(Request request, Catalog catalog) {
        return new Meanings(request, catalog).strictest();
    }

    private Optional<Meaning> strictest() {
        Optional<Meaning> strictest = Optional.empty();
        Set<String> query = query();
        Set<String> names = operationNames();
        for (String host : request.hosts()) {
            for (String name : names) {
                strictest = stricter(strictest, Optional.of(named(host, name)));
            }
            if (!names.isEmpty()) {
                continue;
            }
            for (String method : request.methods()) {
                for (String path : request.url().paths()) {
                    String addressed = addressed(host, path);
                    strictest =
                            stricter(
                                    strictest,
                                    catalog.request(host, method, addressed, query)
                                            .map(m -> inBucket(m, addressed)));
                }
            }
        }
        return strictest.map(this::withoutDryRun);
    }

    /** S3 names its bucket first, and by no literal before it. */
    private static Meaning inBucket(Meaning meaning, String path) {
        List<String> segments = PathReadings.segments(path);
        return meaning.service().equals("s3") && !segments.isEmpty()
                ? meaning.naming(Map.of("bucket", segments.get(0)))
                : meaning;
    }

    private static Optional<Meaning> stricter(Optional<Meaning> a, Optional<Meaning> b) {
        if (a.isPresent() && b.isPresent()) {
            return a.get().verb().compareTo(b.get().verb()) >= 0 ? a : b;
        }
        return a.or(() -> b);
    }

    /** An operation that the catalog does not list is still what its name says. */
    private Meaning named(String host, String name) {
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
     * Action}, RPC v2 (CBOR) by the path. Two names in one request are both taken.
     */
    private Set<String> operationNames() {
        Set<String> names = new LinkedHashSet<>();
        if (!catalog.provider().equals("aws")) {
            return names;
        }
        for (Field h : request.headers()) {
            if (h.name().equals("x-amz-target")) {
                names.add(h.value().strip().substring(h.value().strip().lastIndexOf('.') + 1));
            }
        }
        if (!names.isEmpty()) {
            return names;
        }
        List<Field> fields = new ArrayList<>(request.url().query());
        if (request.payload() instanceof Payload.Form form) {
            fields.addAll(form.fields());
        }
        for (Field f : fields) {
            if (f.name().equalsIgnoreCase("Action") && !f.value().isEmpty()) {
                names.add(f.value());
            }
        }
        for (String path : request.url().paths()) {
            List<String> segments = PathReadings.segments(path);
            int n = segments.size();
            if (n >= 4
                    && segments.get(n - 2).equals("operation")
                    && segments.get(n - 4).equals("service")) {
                names.add(segments.get(n - 1));
            }
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
    private String addressed(String host, String path) {
        if (catalog.provider().equals("aws")) {
            int s3 = Math.max(host.indexOf(".s3."), host.indexOf(".s3-"));
            // Virtual-hosted style: the bucket stands before the service in the host name.
            return s3 > 0 && !host.contains(".s3-control.")
                    ? "/" + host.substring(0, s3) + path
                    : path;
        }
        if (catalog.provider().equals("docker")) {
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

    /**
     * Kubernetes carries out nothing under {@code dryRun=All}. A DELETE with a body takes its
     * options from there and not from the query.
     */
    private Meaning withoutDryRun(Meaning meaning) {
        List<String> values =
                request.url().query().stream()
                        .filter(f -> f.name().equals("dryRun"))
                        .map(Field::value)
                        .distinct()
                        .toList();
        boolean dry =
                catalog.provider().equals("kubernetes")
                        && values.equals(List.of("All"))
                        && (!request.methods().contains("DELETE")
                                || request.payload() instanceof Payload.None)
                        && !meaning.action().toLowerCase(Locale.ROOT).contains("exec");
        return dry ? meaning.doing(Verb.READ) : meaning;
    }
}
