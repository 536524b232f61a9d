package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Document;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Operation.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Requests within a request: {@code multipart/mixed} of {@code application/http} (Google batches,
 * OData 4 section 11.7), and JSON batches (OData JSON, Microsoft Graph, Azure Resource Manager,
 * Facebook's {@code batch} field), and bundles of FHIR.
 */
final class Batches {

    /** Requests of one batch. */
    static final int MOST = 1_000;

    /** Members under which requests are listed; the last two are Salesforce's. */
    private static final List<String> LISTS =
            List.of("requests", "batch", "ops", "operations", "compositeRequest", "batchRequests");

    private final Request outer;
    private final Inside inside;
    private int found;

    private Batches(Request outer, Inside inside) {
        this.outer = outer;
        this.inside = inside;
    }

    /**
     * @param known whether a catalog knows the request for something else than a batch
     */
    static void find(Request request, boolean known, Inside inside) {
        Batches batches = new Batches(request, inside);
        if (request.payload() instanceof Payload.Parts p) {
            batches.parts(p.parts(), 0);
        } else if (request.payload() instanceof Payload.JsonText j) {
            j.document().single().ifPresent(batches::json);
            if (request.endsIn(FORWARDERS)) {
                j.document().single().ifPresent(r -> ToolArguments.http(r, inside));
            }
        } else if (request.payload() instanceof Payload.Form form) {
            for (Field f : form.fields()) {
                if (f.name().equals("batch")) {
                    Optional<Json> read = Document.read(f.value()).flatMap(Document::single);
                    read.ifPresent(batches::json);
                    if (read.isEmpty() && f.value().stripLeading().startsWith("[")) {
                        inside.hide("a batch whose requests cannot be read");
                    }
                }
            }
        }
        boolean named = request.segments().stream().anyMatch(Batches::named);
        if (batches.found > 0 && request.segments().stream().allMatch(Batches::named)) {
            inside.evident();
        }
        boolean empty = batches.found == 0 && !(request.payload() instanceof Payload.None);
        if (named && !known && empty && !request.reads() && batches.mayHoldRequests()) {
            inside.hide("a batch whose requests cannot be read");
        }
    }

    /**
     * A batch of records ({@code /runs/batch} with {@code {"post": […]}}) is none of requests: no
     * member of it, down to the entries, speaks of a method.
     */
    private boolean mayHoldRequests() {
        return !(outer.payload() instanceof Payload.JsonText j)
                || j.document().doubtful()
                || outer.url().paths().stream().anyMatch(p -> p.contains("$batch"))
                || outer.segments().stream().anyMatch(Batches::endsInBatch)
                        && j.document().roots().stream().anyMatch(r -> speaksOfMethods(r, 0));
    }

    private static boolean speaksOfMethods(Json json, int depth) {
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            if (e.getKey().toLowerCase(Locale.ROOT).contains("method")
                    || depth < 3 && speaksOfMethods(e.getValue(), depth + 1)) {
                return true;
            }
        }
        for (Json element : json.items()) {
            if (depth < 3 && speaksOfMethods(element, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    /** A member by any spelling of its name: servers differ in which they take. */
    private static Optional<String> text(Json entry, String... names) {
        for (String name : names) {
            for (Map.Entry<String, Json> e : entry.members().entrySet()) {
                if (e.getValue() instanceof Json.Text t && e.getKey().equalsIgnoreCase(name)) {
                    return Optional.of(t.value());
                }
            }
        }
        return Optional.empty();
    }

    /** The headers of a request that is described in an object. */
    static List<Field> headers(Json described) {
        List<Field> headers = new ArrayList<>();
        for (Map.Entry<String, Json> h :
                described.member("headers").map(Json::members).orElse(Map.of()).entrySet()) {
            h.getValue().scalar().ifPresent(v -> headers.add(new Field(h.getKey(), v)));
        }
        return headers;
    }

    private static boolean named(List<String> segments) {
        return segments.contains("$batch") || segments.contains("batch");
    }

    /** Addresses that make the request that they are given. */
    private static final Set<String> FORWARDERS =
            Set.of("proxy", "fetch", "forward", "relay", "request", "http", "curl", "send");

    /** Behind {@code batch} a path may go on to what the batch is of: {@code /1/batch/events}. */
    private static boolean endsInBatch(List<String> segments) {
        return !segments.isEmpty() && segments.get(segments.size() - 1).endsWith("batch");
    }

    private void parts(List<Payload.Part> parts, int depth) {
        for (Payload.Part part : parts) {
            String type = part.header("content-type").toLowerCase(Locale.ROOT);
            if (type.startsWith("multipart/") && depth < 3) {
                // A change set of OData is a multipart body of its own.
                Multipart.read(part.content(), part.header("content-type"))
                        .ifPresentOrElse(
                                inner -> parts(inner, depth + 1),
                                () -> inside.hide("a change set that cannot be read"));
            } else if (type.startsWith("application/http") || isMessage(part.content())) {
                message(part.content().stripLeading());
            }
        }
    }

    /** Whether a part that does not say so is a request: {@code DELETE /users/7 HTTP/1.1}. */
    private static boolean isMessage(String content) {
        String text = content.stripLeading();
        int blank = text.indexOf(' ');
        return blank > 0
                && blank <= LONGEST_METHOD
                && Conventions.isMethod(text.substring(0, blank))
                && text.substring(0, Math.max(blank, text.indexOf('\n'))).contains(" HTTP/");
    }

    private static final int LONGEST_METHOD = 20;

    /** An HTTP/1.1 request as text. */
    private void message(String text) {
        int line = text.indexOf('\n');
        String first = (line < 0 ? text : text.substring(0, line)).strip();
        String[] words = first.split(" ", 3);
        if (words.length < 2 || !Conventions.isMethod(words[0].toUpperCase(Locale.ROOT))) {
            inside.hide("a request in a batch that cannot be read");
            return;
        }
        List<Field> headers = new ArrayList<>();
        int at = line < 0 ? text.length() : line + 1;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            String header = (end < 0 ? text.substring(at) : text.substring(at, end)).strip();
            at = end < 0 ? text.length() : end + 1;
            if (header.isEmpty()) {
                break;
            }
            int colon = header.indexOf(':');
            if (colon > 0) {
                headers.add(
                        new Field(header.substring(0, colon), header.substring(colon + 1).strip()));
            }
        }
        request(words[0], words[1], headers, text.substring(at).strip());
    }

    private static final String[] URLS = {
        "url", "relative_url", "relativeUrl", "path", "uri", "href", "endpoint", "target"
    };

    /** {@code "DELETE /b"} and {@code ["DELETE", "/b"]}, where the path says that it is a batch. */
    private boolean line(Json entry) {
        List<String> words = new ArrayList<>();
        entry.asText().ifPresent(t -> words.addAll(List.of(t.split(" ", 3))));
        entry.items().forEach(i -> i.asText().ifPresent(words::add));
        boolean request =
                words.size() >= 2
                        && words.get(1).startsWith("/")
                        && Conventions.isMethod(words.get(0).toUpperCase(Locale.ROOT))
                        && outer.segments().stream().anyMatch(Batches::named);
        if (request) {
            request(words.get(0), words.get(1), List.of(), "");
        }
        return request;
    }

    /** OData knows of requests and of annotations there, and of nothing else. */
    private void foreign(Json root) {
        boolean odata = outer.url().paths().stream().anyMatch(p -> p.contains("$batch"));
        for (String name : odata ? root.members().keySet() : Set.<String>of()) {
            if (!LISTS.contains(name) && !name.startsWith("@")) {
                inside.hide("a batch that holds something else than requests");
            }
        }
    }

    private void json(Json root) {
        foreign(root);
        List<Json> entries = new ArrayList<>(root.items());
        root.members()
                .forEach(
                        (name, list) -> {
                            if (LISTS.stream().anyMatch(name::equalsIgnoreCase)) {
                                entries.addAll(list.items());
                            }
                        });
        for (Json graph : root.member("graphs").map(Json::items).orElse(List.of())) {
            graph.member("compositeRequest").ifPresent(l -> entries.addAll(l.items()));
        }
        bundle(root);
        boolean batch = true;
        for (Json entry : entries) {
            if (found > MOST) {
                break;
            }
            if (line(entry)) {
                continue;
            }
            Optional<String> method = text(entry, "method", "httpMethod", "http_method", "verb");
            Optional<String> url = text(entry, URLS);
            if (method.isEmpty() || url.isEmpty()) {
                batch &= url.isEmpty() && method.isEmpty();
                continue;
            }
            if (!Conventions.isMethod(method.get().toUpperCase(Locale.ROOT))) {
                batch = false;
                continue;
            }
            String body =
                    entry.member("body")
                            .or(() -> entry.member("content"))
                            .filter(b -> !(b instanceof Json.Null))
                            .map(b -> b.asText().orElseGet(() -> JsonText.write(b)))
                            .orElse("");
            request(method.get(), url.get(), headers(entry), body);
        }
        if (!batch && (found > 0 || outer.segments().stream().anyMatch(Batches::named))) {
            inside.hide("a request in a batch that cannot be read");
        }
    }

    /**
     * A bundle of FHIR (hl7.org/fhir/http.html#transaction) says of each entry what to do with it;
     * what is addressed lies below the place that the bundle is sent to.
     */
    private void bundle(Json root) {
        if (root.text("resourceType").filter("Bundle"::equals).isEmpty()) {
            return;
        }
        String base = outer.url().path().endsWith("/") ? "" : last(outer.url().path()) + "/";
        for (Json entry : root.member("entry").map(Json::items).orElse(List.of())) {
            Optional<Json> request = entry.member("request");
            Optional<String> method = request.flatMap(r -> text(r, "method"));
            Optional<String> target = request.flatMap(r -> text(r, "url"));
            if (method.isPresent() && target.isPresent() && found <= MOST) {
                String url = target.get();
                boolean below = !url.startsWith("/") && !url.contains("://");
                String body = entry.member("resource").map(JsonText::write).orElse("");
                request(method.get(), below ? base + url : url, List.of(), body);
            }
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void request(String method, String target, List<Field> headers, String body) {
        if (++found > MOST) {
            inside.hide("a batch of more than " + MOST + " requests");
            return;
        }
        List<Field> all = new ArrayList<>(headers);
        for (Field h : outer.headers()) {
            if (h.name().equals("authorization")
                    && headers.stream().noneMatch(i -> i.name().equalsIgnoreCase(h.name()))) {
                all.add(h);
            }
        }
        inside.operation(
                new Operation.Http(method, absolute(outer.url(), target), all, Body.of(body)));
    }

    /** Where a request leads that is made at that address. */
    static String absolute(Url url, String target) {
        if (target.contains("://")) {
            return target;
        }
        String authority = url.host().orElse(Url.PLACEHOLDER);
        String origin =
                url.scheme()
                        + "://"
                        + (authority.indexOf(':') >= 0 ? "[" + authority + "]" : authority)
                        + (url.port() < 0 || url.port() == Url.defaultPort(url.scheme())
                                ? ""
                                : ":" + url.port());
        if (target.startsWith("/")) {
            return origin + target;
        }
        String base = url.path();
        return origin + base.substring(0, base.lastIndexOf('/') + 1) + target;
    }
}
