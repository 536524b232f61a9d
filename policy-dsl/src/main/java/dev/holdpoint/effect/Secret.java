package dev.holdpoint.effect;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A credential found in an operation: a bearer token, a password, an API key. It cannot be printed;
 * only a keyed fingerprint leaves it.
 */
public final class Secret {

    private final String value;
    private final String position;
    private final boolean recorded;

    private Secret(String value, String position, boolean recorded) {
        this.recorded = recorded;
        this.value = Objects.requireNonNull(value);
        this.position = Objects.requireNonNull(position);
    }

    /**
     * Wraps a credential.
     *
     * @param value the credential alone, without a scheme such as {@code Bearer}
     * @param position where it stood, for people: {@code "header Authorization"}
     */
    public static Secret of(String value, String position) {
        return new Secret(value, position, false);
    }

    /**
     * A credential of which a recording kept only the fingerprint; that is its fingerprint under
     * any key.
     *
     * @param fingerprint as {@link #fingerprint} gave it
     */
    public static Secret recorded(String fingerprint, String position) {
        return new Secret(fingerprint, position, true);
    }

    /** True where only the fingerprint is known, from a recording: no key is needed for it. */
    public boolean isRecorded() {
        return recorded;
    }

    public String position() {
        return position;
    }

    /**
     * {@code hmac-sha256:} and the first 16 hexadecimal digits of HMAC-SHA-256 (RFC 2104) of the
     * secret's UTF-8 bytes.
     */
    public String fingerprint(byte[] key) {
        if (recorded) {
            return value;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] digest = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
            return "hmac-sha256:" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is required of every Java platform", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret s && s.recorded == recorded && s.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "a secret in " + position;
    }
}
