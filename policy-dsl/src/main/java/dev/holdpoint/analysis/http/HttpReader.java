package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.PersistedDocuments;
import dev.holdpoint.analysis.Reader;
import dev.holdpoint.analysis.http.catalog.Catalogs;
import dev.holdpoint.analysis.http.graphql.Chosen;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Secrets;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads HTTP requests; the package documentation tells how. Thread-safe. */
public final class HttpReader implements Reader<Operation.Http> {

    private final Catalogs catalogs = Catalogs.bundled();
    private final PersistedDocuments documents;

    public HttpReader() {
        this(PersistedDocuments.NONE);
    }

    public HttpReader(PersistedDocuments documents) {
        this.documents = documents;
    }

    @Override
    public void read(Operation.Http operation, Optional<Effect> parent, Inquiry inquiry) {
        List<Field> headers = new ArrayList<>();
        for (Field h : operation.headers()) {
            headers.add(new Field(h.name().strip().toLowerCase(Locale.ROOT), h.value()));
        }
        Url.Outcome outcome = rewritten(Url.read(operation.url()), headers);
        if (outcome instanceof Url.Outcome.Unreadable unreadable) {
            inquiry.add(
                    Effect.of(Kind.HTTP)
                            .verb(Verb.UNKNOWN)
                            .opaque()
                            .reach(Reach.REMOTE)
                            .parent(parent)
                            .secrets(Credentials.ofHeaders(headers).and(Secrets.UNREAD))
                            .set(Attribute.HOST, Fact.unknown(unreadable.why()))
                            .set(Attribute.PATH, Fact.unknown(unreadable.why()))
                            .summary("an HTTP request: " + unreadable.why())
                            .build());
            return;
        }
        Url url = ((Url.Outcome.Read) outcome).url();
        Payload payload =
                PayloadReader.read(
                        operation.body(), value(headers, "content-type"), codings(headers));
        Request request = Request.of(operation, url, headers, payload);
        Inside inside = new Inside();
        GitPush.find(request, operation.body(), inside);
        read(request, inside, parent, inquiry);
    }

    private void read(Request request, Inside inside, Optional<Effect> parent, Inquiry inquiry) {
        Meanings.Understanding known = Meanings.of(request, catalogs);
        Secrets secrets = Credentials.of(request.url(), request.headers(), request.payload());
        GraphqlRequests.Found graphql =
                GraphqlRequests.in(request, known.graphql(), known.sure(), documents);
        if (graphql.nothing() || !graphql.endpoint()) {
            look(request, known, inside);
        }
        graphql.operations().forEach(c -> GraphqlConditions.find(c, inside));
        Effect.Builder effect = HttpFacts.of(request).parent(parent).secrets(secrets);
        known.catalog().ifPresent(c -> Resources.set(effect, c, known, request));
        inside.action().ifPresent(a -> effect.set(Attribute.ACTION, a));
        inside.target().ifPresent(t -> effect.set(Attribute.TARGET, t));
        Optional<String> hidden =
                graphql.hidden().or(inside::hidden).or(() -> hidden(request, known.sure()));
        if (hidden.isPresent()) {
            effect.verb(known.verb() == Verb.DESTROY ? Verb.DESTROY : Verb.UNKNOWN).opaque();
        } else {
            consequence(effect, known, graphql, inside);
        }
        Effect own = effect.build();
        inquiry.add(own);
        for (Chosen chosen : graphql.operations()) {
            inquiry.add(
                    GraphqlEffects.of(
                            chosen,
                            known.catalog(),
                            own.fact(Attribute.HOST),
                            own.reach(),
                            secrets,
                            own));
        }
        for (Operation nested : inside.operations()) {
            inquiry.read(nested, Optional.of(own));
        }
    }

    /**
     * The request's own verb. What is found inside replaces it only where the request is nothing
     * else: {@code DELETE /volumes/7} with {@code {"query": "{me}"}} in its body still deletes.
     */
    private static void consequence(
            Effect.Builder effect,
            Meanings.Understanding known,
            GraphqlRequests.Found graphql,
            Inside inside) {
        boolean severe = known.verb().compareTo(Verb.GRANT) >= 0;
        boolean evident = known.meaning().isEmpty() && (inside.isEvident() || graphql.endpoint());
        boolean carries = !graphql.operations().isEmpty() || !inside.operations().isEmpty();
        Verb own = evident && !severe ? Verb.READ : known.verb();
        Verb verb = inside.said().map(own::or).orElse(own);
        if (carries && verb == Verb.READ) {
            effect.carrier();
        } else if (carries || inside.said().isPresent()) {
            effect.verb(verb);
        } else {
            effect.verb(known.verb());
        }
    }

    private static void look(Request request, Meanings.Understanding known, Inside inside) {
        known.all().forEach(m -> ContentRules.apply(m, request, inside));
        Batches.find(request, known.sure(), inside);
        JsonRpc.find(request, inside);
        Soap.find(request, inside);
        Protections.find(request, known, inside);
        GivenRights.find(request, known, inside);
        RedisCommands.find(request, known, inside);
        Openings.find(request, known, inside);
        Postgrest.find(request, known, inside);
        SearchUpdates.find(request, inside);
        CloudControl.find(request, known, inside);
        if (!known.sure() || known.verb() == Verb.RUN) {
            SqlBodies.find(request, inside);
            CodeBodies.find(request, inside);
            Submissions.find(request, inside);
            Calls.find(request, inside);
        }
    }

    /** Why nobody can say what the request does, if so. */
    private static Optional<String> hidden(Request request, boolean sure) {
        boolean socket =
                request.header("upgrade")
                                .map(v -> v.toLowerCase(Locale.ROOT).contains("websocket"))
                                .orElse(false)
                        || request.url().scheme().startsWith("ws");
        if (socket) {
            return Optional.of("what is sent over a web socket is not seen");
        }
        boolean overriding =
                request.header("trailer")
                        .map(t -> t.toLowerCase(Locale.ROOT))
                        .filter(t -> t.contains("method") || t.contains("override"))
                        .isPresent();
        if (overriding) {
            return Optional.of("a trailer that is not seen may put another method in place");
        }
        if (request.reads()) {
            return Optional.empty();
        }
        long types =
                request.headers().stream()
                        .filter(h -> h.name().equals("content-type"))
                        .map(Field::value)
                        .distinct()
                        .count();
        if (types > 1) {
            return Optional.of("the body has two content types");
        }
        if (request.payload() instanceof Payload.JsonText j && j.document().doubtful()) {
            return Optional.of(j.document().doubts().get(0));
        }
        return request.payload() instanceof Payload.Unread u && !sure
                ? Optional.of(u.why())
                : Optional.empty();
    }

    /** IIS and PHP frameworks let a header put another path in place of the request line's. */
    private static Url.Outcome rewritten(Url.Outcome outcome, List<Field> headers) {
        if (!(outcome instanceof Url.Outcome.Read read)
                || value(headers, "x-original-url").isEmpty()
                        && value(headers, "x-rewrite-url").isEmpty()) {
            return outcome;
        }
        Set<String> paths = new LinkedHashSet<>(read.url().paths());
        for (Field h : headers) {
            if (h.name().equals("x-original-url") || h.name().equals("x-rewrite-url")) {
                int question = h.value().indexOf('?');
                String path = question < 0 ? h.value() : h.value().substring(0, question);
                Optional<List<String>> readings =
                        PathReadings.of(path.startsWith("/") ? path : "/" + path);
                if (readings.isEmpty()) {
                    return new Url.Outcome.Unreadable(
                            "the path that a header puts in place is read differently");
                }
                paths.addAll(readings.get());
            }
        }
        return new Url.Outcome.Read(read.url().withPaths(List.copyOf(paths)));
    }

    private static String value(List<Field> headers, String name) {
        for (Field h : headers) {
            if (h.name().equals(name)) {
                return h.value();
            }
        }
        return "";
    }

    private static List<String> codings(List<Field> headers) {
        List<String> codings = new ArrayList<>();
        for (Field h : headers) {
            if (h.name().equals("content-encoding")) {
                for (String c : h.value().split(",", -1)) {
                    codings.add(c.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return codings;
    }
}
