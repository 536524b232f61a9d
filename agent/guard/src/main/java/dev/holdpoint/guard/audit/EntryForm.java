package dev.holdpoint.guard.audit;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.engine.Verdict;
import dev.holdpoint.guard.redact.Redaction;
import dev.holdpoint.session.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How an entry is written: everything but its place in the chain. Thread-safe. */
@FunctionalInterface
public interface EntryForm {

    Json.Obj write(Entry entry);

    /** For people: credentials, SQL literals and bodies are not in it. */
    static EntryForm audit(Redaction redaction) {
        return new Written(redaction, true);
    }

    /** For replay: credentials are not in it; SQL literals and bodies are. */
    static EntryForm recording(Redaction redaction) {
        return new Written(redaction, false);
    }
}

/** The two forms; they differ in the operation only. */
record Written(Redaction redaction, boolean masked) implements EntryForm {

    /** Attributes that the operation itself shows better, or that hold bulk. */
    private static final List<Attribute> LEFT_OUT =
            List.of(Attribute.ENVVARS, Attribute.HEADERS, Attribute.BODY, Attribute.ARGS);

    @Override
    public Json.Obj write(Entry e) {
        Json.Builder out =
                Json.object()
                        .put("ts", e.at().toString())
                        .put("session", fact(e.session()))
                        .put("agent", e.agent())
                        .put("tool", fact(e.tool()))
                        .put("kind", e.operation().kind().word())
                        .put("operation", operation(e.operation()))
                        .put("effects", new Json.Arr(effects(e)))
                        .put("digest", e.digest())
                        .put("decision", decision(e))
                        .put(
                                "outcome",
                                e.permitted() ? "permitted" : e.enforced() ? "denied" : "observed");
        return out.build();
    }

    private Json decision(Entry e) {
        Json.Builder out =
                Json.object()
                        .put("verdict", verdict(e))
                        .put("ground", e.ground().word())
                        .put("policy", e.policy())
                        .put("reason", clean(e.reason()))
                        .put("request", e.request());
        e.verdict()
                .ifPresent(
                        v -> {
                            out.put("rule", Json.texts(rules(v.matches())));
                            if (!v.observed().isEmpty()) {
                                out.put("observed", Json.texts(rules(v.observed())));
                            }
                        });
        if (!e.approvers().isEmpty()) {
            out.put("approval", Json.texts(e.approvers()));
        }
        return out.build();
    }

    /** What the policy said; where it was not asked, or failed, the operation was denied. */
    private static String verdict(Entry e) {
        return e.verdict()
                .map(v -> v.decision().name().toLowerCase(java.util.Locale.ROOT))
                .orElse("deny");
    }

    private static List<String> rules(List<Verdict.Match> matches) {
        return matches.stream().map(Verdict.Match::rule).distinct().toList();
    }

    private List<Json> effects(Entry e) {
        List<Effect> effects = e.reading().map(Reading::effects).orElse(List.of());
        List<Json> out = new ArrayList<>();
        for (Effect effect : effects) {
            Json.Builder one = Json.object().put("kind", effect.kind().word());
            for (Attribute a : Attribute.values()) {
                Fact fact = effect.fact(a);
                if (!(fact instanceof Fact.Absent) && !LEFT_OUT.contains(a)) {
                    one.put(a.word(), fact(fact));
                }
            }
            if (effect.carrier()) {
                one.put("carrier", true);
            }
            String summary = effect.summary();
            one.put(
                    "summary",
                    clean(masked ? maskIfSql(effect, summary) : redaction.text(summary)));
            effect.parent().ifPresent(p -> one.put("parent", effects.indexOf(p)));
            out.add(one.build());
        }
        return out;
    }

    private String maskIfSql(Effect effect, String summary) {
        return effect.kind() == dev.holdpoint.effect.Kind.SQL
                ? redaction.maskedSql(summary, "generic")
                : redaction.text(summary);
    }

    private Json fact(Fact fact) {
        if (fact instanceof Fact.Text t) {
            return Json.text(clean(redaction.text(t.value())));
        }
        if (fact instanceof Fact.Whole w) {
            return number(w.value());
        }
        if (fact instanceof Fact.Flag f) {
            return Json.bool(f.value());
        }
        if (fact instanceof Fact.Unknown u) {
            return Json.object().put("unknown", clean(u.why())).build();
        }
        if (fact instanceof Fact.Texts t) {
            List<Json> all = new ArrayList<>();
            t.elements().forEach(x -> all.add(Json.text(clean(redaction.text(x)))));
            if (!t.complete()) {
                all.add(Json.object().put("unknown", "there may be more").build());
            }
            return new Json.Arr(all);
        }
        if (fact instanceof Fact.Table t) {
            Json.Builder out = Json.object();
            for (Map.Entry<String, Fact> x : t.entries().entrySet()) {
                boolean secret = redaction.isSecretName(x.getKey());
                out.put(
                        clean(x.getKey()),
                        secret && x.getValue() instanceof Fact.Text v
                                ? Json.text(redaction.fingerprint(v.value()))
                                : masked ? Json.text("…") : fact(x.getValue()));
            }
            return out.build();
        }
        if (fact instanceof Fact.Several s) {
            List<Json> all = new ArrayList<>();
            s.candidates().forEach(c -> all.add(fact(c)));
            return Json.object().put("oneOf", new Json.Arr(all)).build();
        }
        return Json.NULL;
    }

    private Json operation(Operation operation) {
        Operation o = redaction.operation(operation);
        Json.Builder out = Json.object();
        if (o instanceof Operation.Exec x) {
            out.put("argv", texts(x.argv()));
            x.cwd().ifPresent(d -> out.put("cwd", clean(d)));
            Json.Builder variables = Json.object();
            x.environment().forEach((n, v) -> variables.put(clean(n), clean(v)));
            out.put("env", variables.build()).put("inherits", x.inheritsEnvironment());
            body(x.stdin()).ifPresent(b -> out.put("stdin", b));
        } else if (o instanceof Operation.Http h) {
            List<Json> headers = new ArrayList<>();
            h.headers().forEach(f -> headers.add(texts(List.of(f.name(), f.value()))));
            out.put("method", clean(h.method()))
                    .put("url", clean(h.url()))
                    .put("headers", new Json.Arr(headers));
            body(h.body()).ifPresent(b -> out.put("body", b));
        } else if (o instanceof Operation.Sql s) {
            out.put("dialect", s.dialect())
                    .put(
                            "sql",
                            texts(
                                    s.texts().stream()
                                            .map(
                                                    t ->
                                                            masked
                                                                    ? redaction.maskedSql(
                                                                            t, s.dialect())
                                                                    : t)
                                            .toList()))
                    .put(
                            "parameters",
                            masked ? Json.whole(s.parameters().size()) : texts(s.parameters()));
            s.connection()
                    .ifPresent(
                            c -> {
                                out.put("jdbc", clean(c.url())).put("user", c.user());
                                c.password()
                                        .ifPresent(
                                                p -> out.put("password", redaction.fingerprint(p)));
                            });
        } else if (o instanceof Operation.Connect c) {
            out.put("protocol", c.protocol()).put("host", clean(c.host())).put("port", c.port());
        } else if (o instanceof Operation.Tool t) {
            out.put("framework", t.framework())
                    .put("name", clean(t.name()))
                    .put("arguments", clean(t.arguments()));
        } else if (o instanceof Operation.Unreadable u) {
            out.put("unreadable", clean(u.why()));
        }
        return out.build();
    }

    private Optional<Json> body(Body body) {
        if (body instanceof Body.Bytes b) {
            Json.Builder out =
                    Json.object()
                            .put("bytes", b.content().length)
                            .put("sha256", sha256(b.content()));
            if (!masked) {
                try {
                    out.put(
                            "text",
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .decode(ByteBuffer.wrap(b.content()))
                                    .toString());
                } catch (CharacterCodingException notText) {
                    out.put("base64", Base64.getEncoder().encodeToString(b.content()));
                }
            }
            return Optional.of(out.build());
        }
        if (body instanceof Body.Unread u) {
            return Optional.of(Json.object().put("unknown", clean(u.why())).build());
        }
        return Optional.empty();
    }

    private static Json texts(List<String> texts) {
        return Json.texts(texts.stream().map(Written::clean).toList());
    }

    private static Json number(long value) {
        return Math.abs(value) < 1L << 53 ? Json.whole(value) : Json.text(Long.toString(value));
    }

    /** Half a surrogate pair cannot be written as UTF-8; it becomes U+FFFD. */
    private static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(
                        text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
            }
        }
        return text;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is required of every Java platform", e);
        }
    }
}
