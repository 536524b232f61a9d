package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.Inquiry;
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
        Effect.Builder effect = HttpFacts.of(request).parent(parent).secrets(secrets);
        known.ifPresent(k -> effect.set(Attribute.SERVICE, k.catalog().provider()));

        Verb verb = Conventions.verb(request);
        if (graphql.hidden().isPresent()) {
            effect.verb(Verb.UNKNOWN).opaque();
        } else if (!graphql.operations().isEmpty()) {
            effect.carrier();
        } else if (request.payload() instanceof Payload.Unread && !request.reads()) {
            effect.verb(Verb.UNKNOWN).opaque();
        } else {
            effect.verb(verb);
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
