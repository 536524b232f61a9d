package dev.holdpoint.session;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One line of a session: the live recording, the audit log and the input of a replay are the same.
 *
 * <p>As JSON: {@code v, seq, ts, session, agent, tool, kind, operation, effects, digest, decision
 * {verdict, rule, policy, reason, request, approval}, outcome, prev, hash}. A member whose value is
 * absent is left out; a session or a tool that there is and that was lost is {@code null}. {@code
 * hash} is SHA-256 over the canonical form (RFC 8785) of the record without it; {@code prev} is the
 * hash of the record before, so that an edit breaks every later link. Truncation it cannot show:
 * export heads for that.
 *
 * @param seq counts from 1 within a file
 * @param operation as {@link OperationJson} writes it, redacted
 * @param effects as {@link EffectJson} writes them, redacted; empty in an imported session, whose
 *     operations are analysed when it is replayed
 * @param digest of the operation, where it could be read
 * @param outcome what became of the operation after clearance
 * @param prev {@link #FIRST} in the first record
 * @param hash empty before {@link #chained}
 */
public record SessionRecord(
        long seq,
        Instant ts,
        Fact session,
        Optional<String> agent,
        Fact tool,
        Kind kind,
        Json.Obj operation,
        List<Json> effects,
        Optional<String> digest,
        Optional<Decision> decision,
        Optional<String> outcome,
        String prev,
        String hash) {

    /** The version of the schema that this class reads and writes. */
    public static final long VERSION = 1;

    /** What the first record has as the hash before it. */
    public static final String FIRST = "0".repeat(64);

    /** The operation ran. */
    public static final String PROCEEDED = "proceeded";

    /** The operation did not run. */
    public static final String STOPPED = "stopped";

    /**
     * What was decided, and by what.
     *
     * @param verdict of the policy: {@code allow}, {@code ask} or {@code deny}
     * @param rule the names of the rules that decided, the first being the one that is shown
     * @param policy its hash
     * @param reason for people
     * @param request the id of the request that was made, or had been
     * @param approval the id of the approval that was consumed
     */
    public record Decision(
            String verdict,
            List<String> rule,
            String policy,
            String reason,
            Optional<String> request,
            Optional<String> approval) {
        public Decision {
            rule = List.copyOf(rule);
        }

        Json json() {
            return Json.object()
                    .put("verdict", verdict)
                    .put("rule", Json.texts(rule))
                    .put("policy", policy)
                    .put("reason", reason)
                    .put("request", request)
                    .put("approval", approval)
                    .build();
        }

        static Decision of(Json.Obj json) throws JsonException {
            List<Json> rules = json.array("rule").orElse(List.of());
            List<String> names = new java.util.ArrayList<>();
            for (Json rule : rules) {
                if (!(rule instanceof Json.Text t)) {
                    throw new JsonException("\"rule\" is an array of names");
                }
                names.add(t.value());
            }
            return new Decision(
                    SessionRecord.required(json, "verdict"),
                    names,
                    json.text("policy").orElse(""),
                    json.text("reason").orElse(""),
                    json.text("request"),
                    json.text("approval"));
        }
    }

    public SessionRecord {
        effects = List.copyOf(effects);
    }

    /** This record as the next in a file, with its hash. */
    public SessionRecord chained(long next, String before) {
        SessionRecord linked =
                new SessionRecord(
                        next, ts, session, agent, tool, kind, operation, effects, digest, decision,
                        outcome, before, "");
        return new SessionRecord(
                next,
                ts,
                session,
                agent,
                tool,
                kind,
                operation,
                effects,
                digest,
                decision,
                outcome,
                before,
                hash(linked.body()));
    }

    /** Whether the hash is that of the content. */
    public boolean intact() {
        return hash.equals(hash(body()));
    }

    /** The whole record. */
    public Json.Obj toJson() {
        return body().with("hash", Json.text(hash));
    }

    private Json.Obj body() {
        Json.Builder json =
                Json.object().put("v", VERSION).put("seq", seq).put("ts", ts.toString());
        fact(json, "session", session);
        json.put("agent", agent);
        fact(json, "tool", tool);
        json.put("kind", kind.word()).put("operation", operation);
        if (!effects.isEmpty()) {
            json.put("effects", new Json.Arr(effects));
        }
        json.put("digest", digest);
        decision.ifPresent(d -> json.put("decision", d.json()));
        return json.put("outcome", outcome).put("prev", prev).build();
    }

    private static void fact(Json.Builder json, String name, Fact fact) {
        if (fact instanceof Fact.Text t) {
            json.put(name, t.value());
        } else if (!(fact instanceof Fact.Absent)) {
            json.put(name, Json.NULL);
        }
    }

    /**
     * Reads a record.
     *
     * @throws JsonException if it is not one, or of a later version of the schema
     */
    public static SessionRecord of(Json.Obj json) throws JsonException {
        long version = json.whole("v").orElse(0L);
        if (version != VERSION) {
            throw new JsonException(
                    "the record is of version " + version + "; version " + VERSION + " is read");
        }
        Optional<Json.Obj> decision = json.object("decision");
        Optional<Json.Obj> operation = json.object("operation");
        if (operation.isEmpty()) {
            throw new JsonException("\"operation\" is missing");
        }
        return new SessionRecord(
                json.whole("seq").orElse(0L),
                instant(required(json, "ts")),
                fact(json, "session"),
                json.text("agent"),
                fact(json, "tool"),
                EffectJson.kind(json),
                operation.get(),
                json.array("effects").orElse(List.of()),
                json.text("digest"),
                decision.isPresent() ? Optional.of(Decision.of(decision.get())) : Optional.empty(),
                json.text("outcome"),
                json.text("prev").orElse(""),
                json.text("hash").orElse(""));
    }

    private static Instant instant(String text) throws JsonException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new JsonException("\"ts\" is not a time of ISO 8601: " + text);
        }
    }

    private static Fact fact(Json.Obj json, String name) throws JsonException {
        Optional<Json> value = json.get(name);
        if (value.isEmpty()) {
            return Fact.ABSENT;
        }
        if (value.get() instanceof Json.Text t) {
            return Fact.text(t.value());
        }
        if (value.get() instanceof Json.Null) {
            return Fact.unknown("the " + name + " was lost");
        }
        throw new JsonException("\"" + name + "\" is a text or null");
    }

    private static String required(Json.Obj json, String name) throws JsonException {
        Optional<String> value = json.text(name);
        if (value.isEmpty()) {
            throw new JsonException("\"" + name + "\" is missing");
        }
        return value.get();
    }

    private static String hash(Json.Obj body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = CanonicalJson.write(body).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is required of every Java platform", e);
        }
    }
}
