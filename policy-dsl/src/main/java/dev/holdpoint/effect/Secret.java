package dev.holdpoint.effect;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** A stretch of a text: from {@code start} to before {@code end}. */
    public record Place(int start, int end) {}

    /**
     * Where this secret stands next in a text, at or behind {@code from}; a text of bytes (ISO
     * 8859-1) is searched for its UTF-8 form too. A recorded secret is not known, so nowhere.
     */
    public Optional<Place> findIn(String text, int from) {
        return recorded ? Optional.empty() : forms().flatMap(f -> at(text, f, from)).findFirst();
    }

    /**
     * Where the text breaks off within this secret: the stretch at its end that holds the secret's
     * first characters, if there are at least {@code least} of them.
     */
    public Optional<Place> cutOffIn(String text, int least) {
        if (recorded) {
            return Optional.empty();
        }
        for (String form : forms().toList()) {
            for (int n = Math.min(form.length() - 1, text.length()); n >= least; n--) {
                if (text.regionMatches(text.length() - n, form, 0, n)) {
                    return Optional.of(new Place(text.length() - n, text.length()));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether it could not well stand in a text as an ordinary word: it has 16 characters or more,
     * or 6 or more with both letters and something else.
     */
    public boolean isDistinct() {
        long letters = value.codePoints().filter(Character::isLetter).count();
        int length = value.codePointCount(0, value.length());
        return length >= 16 || (length >= 6 && letters > 0 && letters < length);
    }

    /** Whether it has so few characters that it could stand by chance in what was decoded. */
    public boolean isShort() {
        return value.length() < 4;
    }

    private Stream<String> forms() {
        String bytes =
                new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return bytes.equals(value) ? Stream.of(value) : Stream.of(value, bytes);
    }

    private static Stream<Place> at(String text, String form, int from) {
        int start = form.isEmpty() ? -1 : text.indexOf(form, from);
        return start < 0 ? Stream.empty() : Stream.of(new Place(start, start + form.length()));
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
