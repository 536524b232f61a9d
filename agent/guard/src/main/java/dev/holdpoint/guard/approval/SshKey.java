package dev.holdpoint.guard.approval;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * An SSH public key: Ed25519 (RFC 8709), plain or on a FIDO token (OpenSSH, PROTOCOL.u2f). Equal by
 * its bytes, so that one key under two comments is one.
 */
public final class SshKey {

    static final String ED25519 = "ssh-ed25519";
    static final String ED25519_SK = "sk-ssh-ed25519@openssh.com";

    /** RFC 8410: what stands before the 32 bytes of an Ed25519 key in SubjectPublicKeyInfo. */
    private static final byte[] X509_PREFIX = {
        0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
    };

    private final byte[] blob;
    private final String type;
    private final byte[] point;
    private final byte[] application;

    private SshKey(byte[] blob, String type, byte[] point, byte[] application) {
        this.blob = blob;
        this.type = type;
        this.point = point;
        this.application = application;
    }

    /**
     * Reads OpenSSH's one-line form: type, base64, comment.
     *
     * @throws SignatureException if it is no Ed25519 key
     */
    public static SshKey parse(String line) throws SignatureException {
        String[] words = line.strip().split("\\s+", 3);
        if (words.length < 2) {
            throw new SignatureException("not an SSH public key: " + shortened(line));
        }
        byte[] blob;
        try {
            blob = Base64.getDecoder().decode(words[1]);
        } catch (IllegalArgumentException e) {
            throw new SignatureException("not base64 in the SSH public key " + shortened(line));
        }
        SshKey key = of(blob);
        if (!key.type.equals(words[0])) {
            throw new SignatureException(
                    "the SSH public key says " + words[0] + " and is " + key.type);
        }
        return key;
    }

    static SshKey of(byte[] blob) throws SignatureException {
        Wire in = new Wire(ByteBuffer.wrap(blob));
        String type = in.text();
        if (!type.equals(ED25519) && !type.equals(ED25519_SK)) {
            throw new SignatureException(
                    "a key of type " + type + " cannot approve; use ssh-ed25519");
        }
        byte[] point = in.bytes();
        if (point.length != 32) {
            throw new SignatureException("an Ed25519 key has 32 bytes, not " + point.length);
        }
        byte[] application = type.equals(ED25519_SK) ? in.bytes() : new byte[0];
        in.end();
        return new SshKey(blob.clone(), type, point, application);
    }

    /** As {@code ssh-keygen -l} writes it: {@code SHA256:} and unpadded base64. */
    public String fingerprint() {
        return "SHA256:"
                + Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(dev.holdpoint.guard.digest.Sha256.start().digest(blob));
    }

    String type() {
        return type;
    }

    Optional<byte[]> application() {
        return type.equals(ED25519_SK) ? Optional.of(application.clone()) : Optional.empty();
    }

    PublicKey publicKey() throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + point.length);
        System.arraycopy(point, 0, encoded, X509_PREFIX.length, point.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static String shortened(String line) {
        String s = new String(line.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
        return s.length() > 40 ? s.substring(0, 40) + "…" : s;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshKey k && Arrays.equals(k.blob, blob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }

    @Override
    public String toString() {
        return fingerprint();
    }
}
