package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Reach;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The attributes of a request that need no catalog. */
final class HttpFacts {

    /** Entries of the body's table; of a longer body the rest is unknown. */
    static final int MOST_ENTRIES = 2_000;

    /**
     * Headers whose values are shown. Of all others only the name is: they may be credentials, and
     * a rule that compares one finds it unknown.
     */
    private static final Set<String> SHOWN =
            Set.of(
                    "accept",
                    "accept-encoding",
                    "accept-language",
                    "anthropic-version",
                    "cache-control",
                    "connection",
                    "content-disposition",
                    "content-encoding",
                    "content-length",
                    "content-type",
                    "date",
                    "depth",
                    "destination",
                    "expect",
                    "host",
                    "if-match",
                    "if-modified-since",
                    "if-none-match",
                    "if-unmodified-since",
                    "openai-organization",
                    "openai-project",
                    "origin",
                    "overwrite",
                    "prefer",
                    "range",
                    "soapaction",
                    "te",
                    "traceparent",
                    "transfer-encoding",
                    "upgrade",
                    "user-agent",
                    "x-amz-date",
                    "x-amz-target",
                    "x-github-api-version",
                    "x-http-method",
                    "x-http-method-override",
                    "x-method-override",
                    "x-ms-version",
                    "x-original-url",
                    "x-request-id",
                    "x-rewrite-url");

    /** Hosts whose paths hold a token, and what stands before it. */
    private static final Map<String, String> TOKEN_PATHS =
            Map.of(
                    "hooks.slack.com", "/services/",
                    "api.telegram.org", "/bot",
                    "discord.com", "/api/webhooks/",
                    "webhook.office.com", "/webhookb2/");

    private HttpFacts() {}

    static Effect.Builder of(Request request) {
        Url url = request.url();
        Effect.Builder effect =
                Effect.of(Kind.HTTP)
                        .reach(Reach.REMOTE)
                        .set(Attribute.METHOD, oneOf(request.methods()))
                        .set(Attribute.SCHEME, url.scheme())
                        .set(Attribute.HOST, host(request))
                        .set(Attribute.PATH, oneOf(url.paths()))
                        .set(Attribute.QUERY, query(url.query()))
                        .set(Attribute.HEADERS, headers(request.headers()))
                        .set(Attribute.BODY, body(request.payload()))
                        .set(
                                Attribute.SIZE,
                                request.size() < 0
                                        ? Fact.unknown("the body was not read")
                                        : Fact.number(request.size()))
                        .summary(summary(request));
        if (url.port() >= 0) {
            effect.set(Attribute.PORT, Fact.number(url.port()));
        }
        return effect;
    }

    static String summary(Request request) {
        Url url = request.url();
        return String.join("/", request.methods())
                + " "
                + url.scheme()
                + "://"
                + url.host().orElse("…")
                + (url.port() < 0 || url.port() == Url.defaultPort(url.scheme())
                        ? ""
                        : ":" + url.port())
                + shown(url);
    }

    /** Without tokens that stand in the path, as those of incoming webhooks and bots do. */
    private static String shown(Url url) {
        String path = url.path();
        for (Map.Entry<String, String> known : TOKEN_PATHS.entrySet()) {
            boolean here = url.host().map(h -> h.endsWith(known.getKey())).orElse(false);
            if (here && path.startsWith(known.getValue())) {
                return known.getValue() + "…";
            }
        }
        return path.length() > 120 ? path.substring(0, 120) + "…" : path;
    }

    private static Fact host(Request request) {
        List<Fact> hosts = new ArrayList<>();
        request.hosts().forEach(h -> hosts.add(Fact.text(h)));
        return request.url().host().isEmpty()
                ? Fact.unknown("the host is not known")
                : Fact.oneOf(hosts);
    }

    private static Fact oneOf(Collection<String> values) {
        List<Fact> facts = new ArrayList<>();
        values.forEach(v -> facts.add(FormFields.known(v)));
        return Fact.oneOf(facts);
    }

    /** Without the values of credentials. */
    private static Fact query(List<Field> fields) {
        List<Field> shown = new ArrayList<>();
        Map<String, Fact> hidden = new LinkedHashMap<>();
        for (Field f : fields) {
            if (Credentials.credentialField(f.name())) {
                hidden.put(f.name(), Fact.unknown("a credential"));
            } else {
                shown.add(f);
            }
        }
        Fact.Table table = (Fact.Table) FormFields.table(shown);
        hidden.putAll(table.entries());
        return new Fact.Table(hidden, table.complete());
    }

    private static Fact headers(List<Field> headers) {
        Map<String, List<Fact>> values = new LinkedHashMap<>();
        for (Field h : headers) {
            boolean shown = SHOWN.contains(h.name()) && !Credentials.credential(h.name());
            Fact value =
                    shown
                            ? FormFields.known(h.value().strip())
                            : Fact.unknown("values of this header are not shown");
            values.computeIfAbsent(h.name(), n -> new ArrayList<>()).add(value);
        }
        Map<String, Fact> entries = new LinkedHashMap<>();
        values.forEach((name, facts) -> entries.put(name, Fact.oneOf(facts)));
        return new Fact.Table(entries, true);
    }

    private static Fact body(Payload payload) {
        if (payload instanceof Payload.None) {
            return Fact.ABSENT;
        }
        if (payload instanceof Payload.Form form) {
            List<Field> shown = new ArrayList<>();
            for (Field f : form.fields()) {
                if (!Credentials.credentialField(f.name())) {
                    shown.add(new Field("/" + escaped(f.name()), f.value()));
                }
            }
            Fact.Table table = (Fact.Table) FormFields.table(shown);
            boolean all = shown.size() == form.fields().size();
            return new Fact.Table(table.entries(), table.complete() && all);
        }
        if (payload instanceof Payload.JsonText json) {
            if (json.document().doubtful()) {
                return Fact.unknown(json.document().doubts().get(0));
            }
            if (json.document().single().isPresent()) {
                Map<String, Fact> entries = new LinkedHashMap<>();
                boolean complete =
                        pointers("", json.document().single().get(), entries, new int[1]);
                return new Fact.Table(entries, complete);
            }
        }
        return Fact.unknown("the body has no structure that is read");
    }

    /** {@code seen} counts the values gone through, of which many may make no entry. */
    private static boolean pointers(String pointer, Json json, Map<String, Fact> into, int[] seen) {
        if (into.size() >= MOST_ENTRIES || ++seen[0] > 2 * MOST_ENTRIES) {
            return false;
        }
        if (json instanceof Json.Members m) {
            for (Map.Entry<String, Json> e : m.entries().entrySet()) {
                if (!pointers(pointer + "/" + escaped(e.getKey()), e.getValue(), into, seen)) {
                    return false;
                }
            }
        } else if (json instanceof Json.Items items) {
            for (int i = 0; i < items.elements().size(); i++) {
                if (!pointers(pointer + "/" + i, items.elements().get(i), into, seen)) {
                    return false;
                }
            }
        } else {
            into.put(pointer, FormFields.known(json.scalar().orElse("null")));
        }
        return true;
    }

    /** RFC 6901, section 3. */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
