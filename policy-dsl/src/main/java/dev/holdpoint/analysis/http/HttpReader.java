package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Reader;
import dev.holdpoint.analysis.http.catalog.Catalogs;
import dev.holdpoint.analysis.http.catalog.Meaning;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads HTTP requests; the package documentation tells how. Thread-safe. */
public final class HttpReader implements Reader<Operation.Http> {

    private final Catalogs catalogs = Catalogs.bundled();

    @Override
    public void read(Operation.Http operation, Optional<Effect> parent, Inquiry inquiry) {
        List<Field> headers = new ArrayList<>();
        for (Field h : operation.headers()) {
            headers.add(new Field(h.name().strip().toLowerCase(Locale.ROOT), h.value()));
        }
        Url.Outcome outcome = Url.read(operation.url());
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
        Url url = rewritten(((Url.Outcome.Read) outcome).url(), headers);
        Payload payload =
                PayloadReader.read(
                        operation.body(), value(headers, "content-type"), codings(headers));
        read(Request.of(operation, url, headers, payload), parent, inquiry);
    }

    private void read(Request request, Optional<Effect> parent, Inquiry inquiry) {
        Optional<Catalogs.Known> known = known(request);
        Secrets secrets = Credentials.of(request.url(), request.headers(), request.payload());
        GraphqlRequests.Found graphql =
                GraphqlRequests.in(request, known.map(Catalogs.Known::graphql).orElse(false));
        Optional<Meaning> meaning = known.flatMap(k -> Meanings.of(request, k.catalog()));
        Inside inside = new Inside();
        if (graphql.nothing()) {
            look(request, meaning, inside);
        }
        Effect.Builder effect = HttpFacts.of(request).parent(parent).secrets(secrets);
        known.ifPresent(k -> HttpFacts.meaning(effect, k.catalog().provider(), meaning));
        inside.action().ifPresent(a -> effect.set(Attribute.ACTION, a));
        Optional<String> hidden =
                graphql.hidden().or(inside::hidden).or(() -> hidden(request, meaning));

        if (hidden.isPresent()) {
            Verb told = meaning.map(Meaning::verb).orElseGet(() -> Conventions.verb(request));
            effect.verb(told == Verb.DESTROY ? told : Verb.UNKNOWN).opaque();
        } else if (!graphql.operations().isEmpty()) {
            effect.carrier();
        } else if (inside.said().isPresent()) {
            Verb own = meaning.map(Meaning::verb).orElse(Verb.READ);
            effect.verb(inside.said().get().or(own));
        } else if (!inside.operations().isEmpty()
                && meaning.map(m -> m.verb() == Verb.READ).orElse(true)) {
            effect.carrier();
        } else {
            effect.verb(meaning.map(Meaning::verb).orElseGet(() -> Conventions.verb(request)));
        }
        Effect own = effect.build();
        inquiry.add(own);
        for (Chosen chosen : graphql.operations()) {
            inquiry.add(
                    GraphqlEffects.of(
                            chosen,
                            known.map(Catalogs.Known::catalog),
                            own.fact(Attribute.HOST),
                            own.reach(),
                            secrets,
                            own));
        }
        for (Operation nested : inside.operations()) {
            inquiry.read(nested, Optional.of(own));
        }
    }

    private static void look(Request request, Optional<Meaning> meaning, Inside inside) {
        meaning.ifPresent(m -> ContentRules.apply(m, request, inside));
        Batches.find(request, meaning.isPresent(), inside);
        JsonRpc.find(request, inside);
        Soap.find(request, inside);
        if (meaning.isEmpty() && !request.reads()) {
            SqlBodies.find(request, inside);
        }
    }

    /** Why nobody can say what the request does, if so. */
    private static Optional<String> hidden(Request request, Optional<Meaning> meaning) {
        boolean socket =
                request.header("upgrade")
                                .map(v -> v.toLowerCase(Locale.ROOT).contains("websocket"))
                                .orElse(false)
                        || request.url().scheme().startsWith("ws");
        if (socket) {
            return Optional.of("what is sent over a web socket is not seen");
        }
        if (request.reads()) {
            return Optional.empty();
        }
        if (request.payload() instanceof Payload.JsonText j && j.document().doubtful()) {
            return Optional.of(j.document().doubts().get(0));
        }
        return request.payload() instanceof Payload.Unread u && meaning.isEmpty()
                ? Optional.of(u.why())
                : Optional.empty();
    }

    private Optional<Catalogs.Known> known(Request request) {
        Set<String> names = new HashSet<>();
        request.headers().forEach(h -> names.add(h.name()));
        for (String host : request.hosts()) {
            for (String path : request.url().paths()) {
                Optional<Catalogs.Known> known =
                        catalogs.at(host, request.url().port(), path, names);
                if (known.isPresent()) {
                    return known;
                }
            }
        }
        return Optional.empty();
    }

    /** IIS and PHP frameworks let a header put another path in place of the request line's. */
    private static Url rewritten(Url url, List<Field> headers) {
        List<String> paths = new ArrayList<>(url.paths());
        for (Field h : headers) {
            if (h.name().equals("x-original-url") || h.name().equals("x-rewrite-url")) {
                int question = h.value().indexOf('?');
                String path = question < 0 ? h.value() : h.value().substring(0, question);
                PathReadings.of(path.startsWith("/") ? path : "/" + path).ifPresent(paths::addAll);
            }
        }
        return url.withPaths(paths.stream().distinct().toList());
    }

    private static String value(List<Field> headers, String name) {
        return headers.stream()
                .filter(h -> h.name().equals(name))
                .map(Field::value)
                .findFirst()
                .orElse("");
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
