package dev.holdpoint.guard.approval;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;

/**
 * A signature as {@code ssh-keygen -Y sign} makes it (OpenSSH, PROTOCOL.sshsig). Verified with the
 * JDK's Ed25519, which refuses malleated ones (an S not below the group order).
 */
public final class SshSignature {

    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    private static final String END = "-----END SSH SIGNATURE-----";
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int MOST = 16_384;

    /** Of the flags that a FIDO token signs: somebody touched it. */
    private static final int USER_PRESENT = 1;

    private final SshKey key;
    private final String namespace;
    private final String hash;
    private final byte[] signature;
    private final Optional<byte[]> tokenState;

    private SshSignature(
            SshKey key,
            String namespace,
            String hash,
            byte[] signature,
            Optional<byte[]> tokenState) {
        this.key = key;
        this.namespace = namespace;
        this.hash = hash;
        this.signature = signature;
        this.tokenState = tokenState;
    }

    /**
     * Reads the armored form.
     *
     * @throws SignatureException if it is anything else, or has anything left over
     */
    public static SshSignature parse(String armored) throws SignatureException {
        String text = armored.strip();
        if (text.length() > MOST || !text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw new SignatureException("not an SSH signature");
        }
        byte[] blob;
        try {
            blob =
                    Base64.getDecoder()
                            .decode(
                                    text.substring(BEGIN.length(), text.length() - END.length())
                                            .replace("\n", "")
                                            .replace("\r", ""));
        } catch (IllegalArgumentException e) {
            throw new SignatureException("not base64 in the SSH signature");
        }
        Wire in = new Wire(ByteBuffer.wrap(blob));
        if (!MessageDigest.isEqual(in.raw(MAGIC.length), MAGIC)) {
            throw new SignatureException("not an SSH signature: it does not begin with SSHSIG");
        }
        int version = in.integer();
        if (version != VERSION) {
            throw new SignatureException("SSH signatures of version " + version + " are not known");
        }
        SshKey key = SshKey.of(in.bytes());
        String namespace = in.text();
        if (in.bytes().length != 0) {
            throw new SignatureException("the reserved field is not empty");
        }
        String hash = in.text();
        if (!hash.equals("sha256") && !hash.equals("sha512")) {
            throw new SignatureException("the hash " + hash + " is not known");
        }
        Wire inner = new Wire(ByteBuffer.wrap(in.bytes()));
        in.end();
        String algorithm = inner.text();
        if (!algorithm.equals(key.type())) {
            throw new SignatureException(
                    "the key is " + key.type() + " and the signature " + algorithm);
        }
        byte[] signature = inner.bytes();
        if (signature.length != 64) {
            throw new SignatureException("an Ed25519 signature has 64 bytes");
        }
        Optional<byte[]> tokenState =
                key.application().isPresent() ? Optional.of(inner.raw(5)) : Optional.empty();
        inner.end();
        return new SshSignature(key, namespace, hash, signature, tokenState);
    }

    public SshKey key() {
        return key;
    }

    /**
     * Checks that the key signed exactly these bytes under exactly this namespace.
     *
     * @throws SignatureException if not
     */
    public void verify(byte[] message, String expectedNamespace) throws SignatureException {
        if (!namespace.equals(expectedNamespace)) {
            throw new SignatureException(
                    "it was signed for " + namespace + ", not for " + expectedNamespace);
        }
        try {
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            signed.writeBytes(MAGIC);
            Wire.put(signed, namespace);
            Wire.put(signed, "");
            Wire.put(signed, hash);
            Wire.put(
                    signed,
                    MessageDigest.getInstance(hash.equals("sha256") ? "SHA-256" : "SHA-512")
                            .digest(message));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key.publicKey());
            verifier.update(onToken(signed.toByteArray()));
            if (!verifier.verify(signature)) {
                throw new SignatureException("the signature does not fit");
            }
        } catch (GeneralSecurityException e) {
            throw new SignatureException("the signature cannot be checked: " + e.getMessage());
        }
    }

    /** What a FIDO token signs instead: application, flags, counter and the hash (PROTOCOL.u2f). */
    private byte[] onToken(byte[] signed) throws GeneralSecurityException, SignatureException {
        if (key.application().isEmpty()) {
            return signed;
        }
        byte[] state = tokenState.orElseThrow();
        if ((state[0] & USER_PRESENT) == 0) {
            throw new SignatureException("nobody touched the token");
        }
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(sha256.digest(key.application().get()));
        out.writeBytes(state);
        out.writeBytes(sha256.digest(signed));
        return out.toByteArray();
    }
}
