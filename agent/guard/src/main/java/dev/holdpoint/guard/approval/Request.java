package dev.holdpoint.guard.approval;

import dev.holdpoint.guard.digest.BodyDigest;
import dev.holdpoint.guard.digest.Digested;
import dev.holdpoint.guard.digest.Sha256;
import dev.holdpoint.session.CanonicalJson;
import dev.holdpoint.session.Json;
import dev.holdpoint.session.JsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of people.
 *
 * @param form what the digest is over
 * @param digest of the form, verified whenever a request is read
 * @param content the bytes of the body or standard input, where they are short enough to be shown
 * @param policy the policy's hash
 * @param round how many approvals of this operation were used up before
 * @param nonce makes what is signed for this request worthless for any other
 */
public record Request(
        String id,
        Json.Obj form,
        String digest,
        Optional<Digested.Content> content,
        List<Need> needs,
        String policy,
        String deployment,
        long round,
        Optional<String> agent,
        Optional<String> session,
        Optional<String> tool,
        String nonce,
        Instant created) {

    /** A longer body is asked for by its hash alone. */
    public static final int MOST_CONTENT = 65_536;

    private static final String TYPE = "holdpoint-request";
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int ID_LENGTH = 16;

    public Request {
        needs = List.copyOf(needs);
    }

    /** The id that every JVM gives this question. 80 bits, in letters that are hard to confuse. */
    public static String id(
            String digest, List<Need> needs, String policy, String deployment, long round) {
        String seed =
                Sha256.of(
                        Json.object()
                                .put("type", TYPE)
                                .put("digest", digest)
                                .put("needs", new Json.Arr(needs.stream().map(Need::form).toList()))
                                .put("policy", policy)
                                .put("deployment", deployment)
                                .put("round", round)
                                .build());
        StringBuilder id = new StringBuilder("hp-");
        java.math.BigInteger bits = new java.math.BigInteger(seed.substring(0, 20), 16);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(bits.shiftRight(5 * i).intValue() & 31));
        }
        return id.toString();
    }

    /** Whether the text has the shape of an id; anything else never becomes part of a path. */
    public static boolean isId(String text) {
        return text.length() == 3 + ID_LENGTH
                && text.startsWith("hp-")
                && text.substring(3).chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    }

    /** The canonical text that is stored. */
    public String write() {
        Json.Builder out =
                Json.object()
                        .put("type", TYPE)
                        .put("v", 1)
                        .put("id", id)
                        .put("operation", form)
                        .put("digest", digest)
                        .put("needs", new Json.Arr(needs.stream().map(Need::form).toList()))
                        .put("policy", policy)
                        .put("deployment", deployment)
                        .put("round", round)
                        .put("agent", agent)
                        .put("session", session)
                        .put("tool", tool)
                        .put("nonce", nonce)
                        .put("created", created.toString());
        content.filter(c -> c.bytes().length <= MOST_CONTENT)
                .ifPresent(c -> out.put("content", content(c)));
        return CanonicalJson.write(out.build());
    }

    private static Json content(Digested.Content content) {
        Json.Builder out = Json.object().put("boundary", content.boundary());
        try {
            return out.put(
                            "text",
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .decode(ByteBuffer.wrap(content.bytes()))
                                    .toString())
                    .build();
        } catch (CharacterCodingException e) {
            return out.put("base64", Base64.getEncoder().encodeToString(content.bytes())).build();
        }
    }

    /**
     * Reads a stored request and checks everything in it that can be checked: its digest is that of
     * its form, its id that of its digest, and the content is what the form names.
     *
     * @throws SignatureException if something does not fit
     */
    public static Request read(String text) throws SignatureException {
        Json.Obj o = object(text);
        if (!o.text("type").equals(Optional.of(TYPE)) || !o.whole("v").equals(Optional.of(1L))) {
            throw new SignatureException("it is no request for approval");
        }
        Json.Obj form = o.object("operation").orElseThrow(() -> lacks("operation"));
        String digest = text(o, "digest");
        if (!Sha256.of(form).equals(digest)) {
            throw new SignatureException("its digest is not that of its operation");
        }
        String policy = text(o, "policy");
        String deployment = text(o, "deployment");
        long round = o.whole("round").orElseThrow(() -> lacks("round"));
        String id = text(o, "id");
        List<Need> needs = new ArrayList<>();
        for (Json need : o.array("needs").orElseThrow(() -> lacks("needs"))) {
            needs.add(Need.read(need).orElseThrow(() -> lacks("a readable need")));
        }
        if (!id(digest, needs, policy, deployment, round).equals(id)) {
            throw new SignatureException("its id does not fit its content");
        }
        String nonce = text(o, "nonce");
        if (nonce.length() != 32) {
            throw new SignatureException("its nonce has not 32 digits");
        }
        return new Request(
                id,
                form,
                digest,
                content(o, form),
                needs,
                policy,
                deployment,
                round,
                o.text("agent"),
                o.text("session"),
                o.text("tool"),
                nonce,
                instant(o, "created"));
    }

    private static Optional<Digested.Content> content(Json.Obj o, Json.Obj form)
            throws SignatureException {
        Optional<Json.Obj> stored = o.object("content");
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes =
                    stored.get()
                            .text("text")
                            .map(t -> t.getBytes(StandardCharsets.UTF_8))
                            .orElseGet(
                                    () ->
                                            Base64.getDecoder()
                                                    .decode(
                                                            stored.get()
                                                                    .text("base64")
                                                                    .orElse("")));
        } catch (IllegalArgumentException e) {
            throw new SignatureException("its content is not base64");
        }
        Optional<String> boundary = stored.get().text("boundary");
        Json.Obj named =
                form.object("body")
                        .or(() -> form.object("stdin"))
                        .orElseThrow(() -> lacks("the hash of its content"));
        if (!named.text("sha256").equals(Optional.of(BodyDigest.of(bytes, boundary)))) {
            throw new SignatureException("its content is not what its operation names");
        }
        return Optional.of(new Digested.Content(bytes, boundary));
    }

    static Json.Obj object(String text) throws SignatureException {
        try {
            if (Json.parse(text) instanceof Json.Obj o) {
                return o;
            }
            throw new SignatureException("it is no JSON object");
        } catch (JsonException e) {
            throw new SignatureException("it is not JSON: " + e.getMessage());
        }
    }

    static String text(Json.Obj o, String name) throws SignatureException {
        return o.text(name).orElseThrow(() -> lacks(name));
    }

    static Instant instant(Json.Obj o, String name) throws SignatureException {
        try {
            return Instant.parse(text(o, name));
        } catch (DateTimeException e) {
            throw new SignatureException(name + " is no time: " + text(o, name));
        }
    }

    private static SignatureException lacks(String what) {
        return new SignatureException("it lacks " + what);
    }
}
