package dev.holdpoint.guard.approval;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshSignatureTest {

    private static final byte[] MESSAGE = "delete it".getBytes(StandardCharsets.UTF_8);

    /** The order of Ed25519's group (RFC 8032, section 5.1). */
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static Signer signer;
    private static Signer other;

    @BeforeAll
    static void keys(@TempDir Path dir) throws Exception {
        signer = Signer.make(dir, "lead");
        other = Signer.make(dir, "other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "sha512"})
    void whatSshKeygenSignsIsVerified(String hash) throws Exception {
        String armored = signer.sign("n@v1", MESSAGE, "-O", "hashalg=" + hash);
        SshSignature signature = SshSignature.parse(armored);
        assertEquals(signer.key(), signature.key());
        assertDoesNotThrow(() -> signature.verify(MESSAGE, "n@v1"));
    }

    @Test
    void anotherMessageOrNamespaceDoesNotFit() throws Exception {
        SshSignature signature = SshSignature.parse(signer.sign("n@v1", MESSAGE));
        byte[] oneByte = MESSAGE.clone();
        oneByte[3] ^= 1;
        assertThrows(SignatureException.class, () -> signature.verify(oneByte, "n@v1"));
        assertThrows(SignatureException.class, () -> signature.verify(MESSAGE, "n@v2"));
    }

    @Test
    void everyFlippedBitIsNoticed() throws Exception {
        byte[] blob = blob(signer.sign("n@v1", MESSAGE));
        for (int i = 0; i < blob.length; i++) {
            byte[] changed = blob.clone();
            changed[i] ^= (byte) (1 << (i % 8));
            assertThrows(
                    SignatureException.class,
                    () -> SshSignature.parse(armored(changed)).verify(MESSAGE, "n@v1"),
                    "byte " + i);
        }
    }

    @Test
    void aMalleatedSignatureIsRefused() throws Exception {
        byte[] blob = blob(signer.sign("n@v1", MESSAGE));
        byte[] s = Arrays.copyOfRange(blob, blob.length - 32, blob.length);
        BigInteger twin = new BigInteger(1, reversed(s)).add(ORDER);
        System.arraycopy(little(twin), 0, blob, blob.length - 32, 32);
        assertThrows(
                SignatureException.class,
                () -> SshSignature.parse(armored(blob)).verify(MESSAGE, "n@v1"));
    }

    @Test
    void anotherKeyInTheSameSignatureDoesNotFit() throws Exception {
        byte[] blob = blob(signer.sign("n@v1", MESSAGE));
        byte[] foreign = blob(other.sign("n@v1", MESSAGE));
        int key = 6 + 4 + 4 + 4 + 11 + 4;
        System.arraycopy(foreign, key, blob, key, 32);
        assertEquals(other.key(), SshSignature.parse(armored(blob)).key());
        assertThrows(
                SignatureException.class,
                () -> SshSignature.parse(armored(blob)).verify(MESSAGE, "n@v1"));
    }

    @Test
    void whatIsLeftOverOrCutOffIsRefused() throws Exception {
        byte[] blob = blob(signer.sign("n@v1", MESSAGE));
        assertThrows(
                SignatureException.class,
                () -> SshSignature.parse(armored(Arrays.copyOf(blob, blob.length + 1))));
        for (int length = 0; length < blob.length; length++) {
            byte[] cut = Arrays.copyOf(blob, length);
            assertThrows(SignatureException.class, () -> SshSignature.parse(armored(cut)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN SSH SIGNATURE-----",
                "-----BEGIN SSH SIGNATURE----------END SSH SIGNATURE-----",
                "-----BEGIN SSH SIGNATURE-----\n***\n-----END SSH SIGNATURE-----",
                "-----BEGIN PGP SIGNATURE-----\nAAAA\n-----END PGP SIGNATURE-----"
            })
    void whatIsNoSignatureIsRefused(String text) {
        assertThrows(SignatureException.class, () -> SshSignature.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-ed25519",
                "ssh-ed25519 !!!!",
                "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIPLZwIO0jgomLOqQA0AXLsu2s2d/lmuAt5/fQrmkBbzH x",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPLZwIO0jgomLOqQA0AXLsu2s2d/lmuAt5/fQrmkBb x"
            })
    void whatIsNoKeyIsRefused(String line) {
        assertThrows(SignatureException.class, () -> SshKey.parse(line));
    }

    @Test
    void theSameKeyUnderAnotherCommentIsTheSame() throws Exception {
        String[] words = signer.line().split(" ");
        assertEquals(signer.key(), SshKey.parse(words[0] + " " + words[1] + " somebody else"));
    }

    @Test
    void aTokenThatNobodyTouchedDoesNotSign() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertDoesNotThrow(() -> SshSignature.parse(token(pair, (byte) 1)).verify(MESSAGE, "n@v1"));
        assertThrows(
                SignatureException.class,
                () -> SshSignature.parse(token(pair, (byte) 0)).verify(MESSAGE, "n@v1"));
    }

    /** As PROTOCOL.u2f and PROTOCOL.sshsig say that a FIDO token signs. */
    private static String token(KeyPair pair, byte flags) throws Exception {
        byte[] encoded = pair.getPublic().getEncoded();
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        Wire.put(key, SshKey.ED25519_SK);
        Wire.put(key, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        Wire.put(key, "ssh:");
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes("SSHSIG".getBytes(StandardCharsets.US_ASCII));
        Wire.put(signed, "n@v1");
        Wire.put(signed, "");
        Wire.put(signed, "sha512");
        Wire.put(signed, MessageDigest.getInstance("SHA-512").digest(MESSAGE));
        byte[] state = {flags, 0, 0, 0, 7};
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        ByteArrayOutputStream onToken = new ByteArrayOutputStream();
        onToken.writeBytes(sha256.digest("ssh:".getBytes(StandardCharsets.US_ASCII)));
        onToken.writeBytes(state);
        onToken.writeBytes(sha256.digest(signed.toByteArray()));
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(onToken.toByteArray());
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        Wire.put(inner, SshKey.ED25519_SK);
        Wire.put(inner, signer.sign());
        inner.writeBytes(state);
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        blob.writeBytes("SSHSIG".getBytes(StandardCharsets.US_ASCII));
        blob.writeBytes(ByteBuffer.allocate(4).putInt(0, 1).array());
        Wire.put(blob, key.toByteArray());
        Wire.put(blob, "n@v1");
        Wire.put(blob, "");
        Wire.put(blob, "sha512");
        Wire.put(blob, inner.toByteArray());
        return armored(blob.toByteArray());
    }

    private static byte[] blob(String armored) {
        return Base64.getDecoder()
                .decode(
                        armored.replace("-----BEGIN SSH SIGNATURE-----", "")
                                .replace("-----END SSH SIGNATURE-----", "")
                                .replaceAll("\\s", ""));
    }

    private static String armored(byte[] blob) {
        return "-----BEGIN SSH SIGNATURE-----\n"
                + Base64.getEncoder().encodeToString(blob)
                + "\n-----END SSH SIGNATURE-----\n";
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] out = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            out[i] = bytes[bytes.length - 1 - i];
        }
        return out;
    }

    /** Little-endian bytes of a number below 2^256. */
    private static byte[] little(BigInteger number) {
        byte[] big = number.toByteArray();
        byte[] little = new byte[32];
        for (int i = 0; i < Math.min(32, big.length); i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }
}
