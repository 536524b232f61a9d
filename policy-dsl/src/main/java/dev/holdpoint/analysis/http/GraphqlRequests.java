package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.PersistedDocuments;
import dev.holdpoint.analysis.http.graphql.Chosen;
import dev.holdpoint.analysis.http.json.Document;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds GraphQL in a request: POST of JSON with or without a content type, batches, forms,
 * multipart uploads, {@code application/graphql}, and GET.
 *
 * <p>Where the path or the catalog says that the server speaks GraphQL there, a request that is not
 * understood is hidden. Elsewhere it is GraphQL only if it has a {@code query} that reads as an
 * executable document.
 */
final class GraphqlRequests {

    /** Operations of one batch. */
    static final int MOST = 500;

    /**
     * What was found; where there is no GraphQL, nothing.
     *
     * @param endpoint whether the server is known to speak GraphQL there
     */
    record Found(List<Chosen> operations, Optional<String> hidden, boolean endpoint) {
        boolean nothing() {
            return operations.isEmpty() && hidden.isEmpty();
        }
    }

    private final boolean endpoint;
    private final Request request;
    private final List<Chosen> operations = new ArrayList<>();
    private Optional<String> hidden = Optional.empty();

    private final PersistedDocuments documents;

    private GraphqlRequests(Request request, boolean endpoint, PersistedDocuments documents) {
        this.documents = documents;
        this.request = request;
        this.endpoint = endpoint;
    }

    /**
     * Looks for GraphQL.
     *
     * @param knownEndpoint whether a catalog says that the provider speaks it there
     * @param otherwiseKnown whether a catalog knows the request as an operation of its own; then
     *     its path is not believed
     */
    static Found in(
            Request request,
            boolean knownEndpoint,
            boolean otherwiseKnown,
            PersistedDocuments documents) {
        boolean named = !otherwiseKnown;
        boolean endpoint =
                knownEndpoint
                        || named
                                && request.url().paths().stream()
                                        .anyMatch(GraphqlRequests::namesGraphql)
                        || named && request.header("content-type").orElse("").contains("graphql");
        return new GraphqlRequests(request, endpoint, documents).read();
    }

    private static boolean namesGraphql(String path) {
        for (String s : PathReadings.segments(path)) {
            String lower = s.toLowerCase(Locale.ROOT);
            if (lower.equals("graphql") || lower.equals("gql") || lower.equals("graphql.json")) {
                return true;
            }
        }
        return false;
    }

    private Found read() {
        fields(request.url().query());
        Payload payload = request.payload();
        if (payload instanceof Payload.JsonText j) {
            document(j.document());
        } else if (payload instanceof Payload.Form f) {
            fields(f.fields());
        } else if (payload instanceof Payload.Parts p) {
            parts(p.parts());
        } else if (payload instanceof Payload.Text t
                && (endpoint || beginsLikeMutation(t.value()))) {
            add(t.value(), request.query("operationName"), new Json.Null());
        } else if (payload instanceof Payload.Unread u && endpoint) {
            hide(u.why());
        } else if (payload instanceof Payload.Binary b && endpoint) {
            hide(b.why());
        }
        if (endpoint && operations.isEmpty() && hidden.isEmpty() && !request.reads()) {
            hide("the request names no GraphQL document");
        }
        return new Found(List.copyOf(operations), hidden, endpoint);
    }

    private void document(Document document) {
        Optional<Json> root = document.single();
        if (root.isEmpty()) {
            boolean graphql = document.roots().stream().anyMatch(r -> r.text("query").isPresent());
            if (endpoint || graphql && document.roots().stream().anyMatch(this::readable)) {
                hide("several JSON texts in one body");
            }
            return;
        }
        if (document.doubtful() && (endpoint || readable(root.get()))) {
            hide(document.doubts().get(0));
            return;
        }
        entry(root.get());
    }

    private boolean readable(Json root) {
        return root.text("query")
                .filter(
                        q ->
                                Chosen.read(q, Optional.empty(), new Json.Null())
                                        instanceof Chosen.Outcome.Read)
                .isPresent();
    }

    private void entry(Json root) {
        if (root instanceof Json.Items batch) {
            if (!endpoint
                    && batch.elements().stream().noneMatch(e -> e.text("query").isPresent())) {
                return;
            }
            if (batch.elements().isEmpty() || batch.elements().size() > MOST) {
                hide("a batch of " + batch.elements().size());
                return;
            }
            batch.elements().forEach(this::single);
        } else {
            single(root);
        }
    }

    private void single(Json body) {
        Optional<String> query = body.text("query");
        List<String> others = elsewhere(body);
        if (query.isPresent() || !others.isEmpty()) {
            if (endpoint && query.isPresent()) {
                Persisted.beside(body, query.get()).ifPresent(this::hide);
            }
            query.ifPresent(q -> named(q, body));
            others.forEach(q -> named(q, body));
        } else if (endpoint) {
            Optional<String> registered = registered(Persisted.ids(body));
            registered.ifPresentOrElse(
                    d -> named(d, body),
                    () -> hide("the document is not in the request, and no such one registered"));
        }
    }

    /**
     * Under other names: some servers ignore case, and some clients call a document what it is.
     * Where GraphQL is spoken any member that holds a mutation may be one.
     */
    private List<String> elsewhere(Json body) {
        List<String> documents = new ArrayList<>();
        for (Map.Entry<String, Json> e : body.members().entrySet()) {
            if (!endpoint && e.getKey().length() > MOST_NAME) {
                continue;
            }
            String name = e.getKey().toLowerCase(Locale.ROOT);
            boolean same = name.equals("query") && !e.getKey().equals("query");
            boolean called = NAMES.contains(name) || endpoint && !name.equals("query");
            if (!same && !called) {
                continue;
            }
            List<Json> values = new ArrayList<>(e.getValue().items());
            values.add(e.getValue());
            for (Json value : values) {
                value.asText()
                        .or(() -> value.text("query"))
                        .filter(t -> same || called && beginsLikeMutation(t))
                        .ifPresent(documents::add);
            }
        }
        return documents;
    }

    /**
     * Whether a document begins with a mutation, or with a fragment that one may follow, behind
     * what GraphQL ignores: blanks, commas and comments.
     */
    static boolean beginsLikeMutation(String text) {
        int at = 0;
        while (at < text.length()
                && (text.charAt(at) <= ' ' || ",#\uFEFF".indexOf(text.charAt(at)) >= 0)) {
            int line = text.charAt(at) == '#' ? text.indexOf('\n', at) : at;
            at = line < 0 ? text.length() : line + 1;
        }
        return text.startsWith("mutation", at)
                || text.startsWith("fragment", at) && text.indexOf("mutation", at) > 0;
    }

    /** Whether it is written as one, whatever stands in it: a brace or parenthesis follows. */
    private static boolean isMutation(String text) {
        int word = text.indexOf("mutation");
        if (word < 0 || !beginsLikeMutation(text)) {
            return false;
        }
        int at = blanks(text, word + "mutation".length());
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        at = blanks(text, at);
        return at < text.length() && "{(@".indexOf(text.charAt(at)) >= 0;
    }

    private static int blanks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static final int MOST_NAME = 8;
    private static final Set<String> NAMES = Set.of("mutation", "document", "queries");

    /** With the operation that the body chooses, and with the one that the URL does. */
    private void named(String document, Json body) {
        Json variables = body.member("variables").orElse(new Json.Null());
        Optional<String> name = body.text("operationName");
        add(document, name, variables);
        Optional<String> other = request.query("operationName");
        if (other.isPresent() && !other.equals(name)) {
            add(document, other, variables);
        }
    }

    /** The one document that all those ids mean at every host that the request may go to. */
    private Optional<String> registered(Set<String> ids) {
        Set<Optional<String>> meant = new HashSet<>();
        for (String id : ids) {
            for (String host : request.hosts()) {
                meant.add(documents.document(host, id));
            }
        }
        return meant.size() == 1 ? meant.iterator().next() : Optional.empty();
    }

    private void fields(List<Field> fields) {
        Optional<String> query = value(fields, "query");
        if (query.isPresent()) {
            if (endpoint) {
                if (times(fields, "query") > 1 || times(fields, "operationName") > 1) {
                    hide("a parameter of the query stands more than once");
                    return;
                }
                Persisted.beside(fields, query.get()).ifPresent(this::hide);
            }
            add(query.get(), value(fields, "operationName"), variables(fields));
        } else if (value(fields, "operations").isPresent()) {
            if (endpoint && times(fields, "operations") > 1) {
                hide("operations stands more than once");
                return;
            }
            value(fields, "operations")
                    .flatMap(Document::read)
                    .ifPresentOrElse(
                            this::document,
                            () -> {
                                if (endpoint) {
                                    hide("operations is not JSON");
                                }
                            });
        } else if (endpoint && fields.stream().anyMatch(f -> Persisted.names(f.name()))) {
            Optional<String> registered = registered(Persisted.ids(fields));
            if (registered.isPresent()) {
                add(registered.get(), value(fields, "operationName"), variables(fields));
            } else {
                hide("a persisted query, and no such one registered");
            }
        }
    }

    private static Json variables(List<Field> fields) {
        return value(fields, "variables")
                .flatMap(Document::read)
                .flatMap(Document::single)
                .orElse(new Json.Null());
    }

    private static long times(List<Field> fields, String name) {
        return fields.stream().filter(f -> f.name().equals(name)).count();
    }

    /**
     * Multipart uploads put the request into {@code operations}; some servers take plain fields.
     */
    private void parts(List<Payload.Part> parts) {
        List<Field> fields = new ArrayList<>();
        for (Payload.Part p : parts) {
            Multipart.parameter(p.header("content-disposition"), "name")
                    .ifPresent(n -> fields.add(new Field(n, p.content())));
        }
        fields(fields);
    }

    private static Optional<String> value(List<Field> fields, String name) {
        return fields.stream().filter(f -> f.name().equals(name)).map(Field::value).findFirst();
    }

    private void add(String text, Optional<String> operationName, Json variables) {
        Optional<String> name = operationName.filter(n -> !n.isEmpty());
        Json known =
                variables instanceof Json.Text t
                        ? Document.read(t.value()).flatMap(Document::single).orElse(new Json.Null())
                        : variables;
        Chosen.Outcome outcome = Chosen.read(text, name, known);
        if (outcome instanceof Chosen.Outcome.Read r) {
            operations.add(r.chosen());
            carried(r.chosen());
        } else if (outcome instanceof Chosen.Outcome.Hidden h
                && (endpoint || isMutation(text) && name.isEmpty())) {
            hide(h.why());
        } else if (name.isPresent()) {
            // a parameter of that name may be anything to whoever is asked
            add(text, Optional.empty(), known);
        }
    }

    /**
     * A mutation that an argument of that name carries, to be run for many (Shopify's {@code
     * bulkOperationRunMutation}); none is known that carries one which carries another.
     */
    private void carried(Chosen chosen) {
        carriers(chosen).forEach(this::carried);
    }

    private static List<Optional<String>> carriers(Chosen chosen) {
        List<Optional<String>> carriers = new ArrayList<>(0);
        for (Chosen.Root root : chosen.roots()) {
            for (Map.Entry<String, List<Optional<String>>> a : root.arguments().entrySet()) {
                if (chosen.kind().equals("mutation") && a.getKey().endsWith("mutation")) {
                    carriers.addAll(a.getValue());
                }
            }
        }
        return carriers;
    }

    private void carried(Optional<String> document) {
        Chosen.Outcome outcome =
                Chosen.read(document.orElse(""), Optional.empty(), new Json.Null());
        if (outcome instanceof Chosen.Outcome.Read r) {
            operations.add(r.chosen());
            if (!carriers(r.chosen()).isEmpty()) {
                hide("a mutation that is carried carries another");
            }
        } else if (endpoint && document.filter(d -> d.indexOf('{') < 0).isEmpty()) {
            hide("a mutation within a mutation that cannot be read");
        }
    }

    private void hide(String why) {
        hidden = Optional.of(hidden.orElse(why));
    }
}
