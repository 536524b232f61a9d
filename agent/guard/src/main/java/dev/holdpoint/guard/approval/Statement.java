package dev.holdpoint.guard.approval;

import dev.holdpoint.session.CanonicalJson;
import dev.holdpoint.session.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a person signs: the canonical text of this.
 *
 * @param approver the fingerprint of the key that signs
 * @param notBefore it counts from then
 * @param notAfter it counts until then
 * @param executeBy the operation must have started by then
 * @param uses how often, at most
 */
public record Statement(
        String request,
        String digest,
        String policy,
        String deployment,
        String nonce,
        Decision decision,
        String approver,
        Instant notBefore,
        Instant notAfter,
        Instant executeBy,
        int uses) {

    /** The namespace of the signature: {@code ssh-keygen -Y sign -n holdpoint-approval@v1}. */
    public static final String NAMESPACE = "holdpoint-approval@v1";

    private static final String TYPE = "holdpoint-approval";

    /** The answer. */
    public enum Decision {
        APPROVE("approve"),
        REFUSE("refuse");

        private final String word;

        Decision(String word) {
            this.word = word;
        }
    }

    /** A statement about the request, for the key to sign. */
    public static Statement about(
            Request request,
            Decision decision,
            SshKey approver,
            Instant notBefore,
            Instant notAfter,
            Instant executeBy,
            int uses) {
        return new Statement(
                request.id(),
                request.digest(),
                request.policy(),
                request.deployment(),
                request.nonce(),
                decision,
                approver.fingerprint(),
                notBefore,
                notAfter,
                executeBy,
                uses);
    }

    /** Whether it answers exactly this request. */
    public boolean answers(Request r) {
        return request.equals(r.id())
                && digest.equals(r.digest())
                && policy.equals(r.policy())
                && deployment.equals(r.deployment())
                && nonce.equals(r.nonce());
    }

    /** The canonical text, which is what is signed. */
    public String write() {
        return CanonicalJson.write(
                Json.object()
                        .put("type", TYPE)
                        .put("v", 1)
                        .put("request", request)
                        .put("digest", digest)
                        .put("policy", policy)
                        .put("deployment", deployment)
                        .put("nonce", nonce)
                        .put("decision", decision.word)
                        .put("approver", approver)
                        .put("notBefore", notBefore.toString())
                        .put("notAfter", notAfter.toString())
                        .put("executeBy", executeBy.toString())
                        .put("uses", uses)
                        .build());
    }

    /** Reads the canonical text; any other spelling of it is refused. */
    public static Statement read(String text) throws SignatureException {
        Json.Obj o = Request.object(text);
        if (!Request.text(o, "type").equals(TYPE) || o.whole("v").orElse(0L) != 1) {
            throw new SignatureException("it is no approval");
        }
        String decision = Request.text(o, "decision");
        long uses = o.whole("uses").orElse(0L);
        if (uses < 1 || uses > 1_000_000) {
            throw new SignatureException("uses is not a number from 1 to 1000000");
        }
        Statement read =
                new Statement(
                        Request.text(o, "request"),
                        Request.text(o, "digest"),
                        Request.text(o, "policy"),
                        Request.text(o, "deployment"),
                        Request.text(o, "nonce"),
                        switch (decision) {
                            case "approve" -> Decision.APPROVE;
                            case "refuse" -> Decision.REFUSE;
                            default -> throw new SignatureException("no decision: " + decision);
                        },
                        Request.text(o, "approver"),
                        Request.instant(o, "notBefore"),
                        Request.instant(o, "notAfter"),
                        Request.instant(o, "executeBy"),
                        (int) uses);
        if (!read.write().equals(text)) {
            throw new SignatureException("it is not in the canonical form");
        }
        return read;
    }

    /** The bytes that are signed. */
    public byte[] bytes() {
        return write().getBytes(StandardCharsets.UTF_8);
    }
}
