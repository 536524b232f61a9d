package dev.holdpoint.language.check;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The one-line form of OpenSSH public keys (sshd(8), AUTHORIZED_KEYS FILE FORMAT) as far as
 * approvals need it: type, base64 blob, comment. Only {@code ssh-ed25519} (RFC 8709): it is what
 * the JDK verifies by itself.
 */
final class SshKeys {

    private static final String TYPE = "ssh-ed25519";

    /** Length and text of the type, then length and bytes of the key (RFC 8709, section 4). */
    private static final int BLOB_LENGTH = 4 + 11 + 4 + 32;

    private SshKeys() {}

    /** What is wrong with the line; empty where it is a key. */
    static Optional<String> problem(String line) {
        int blank = line.indexOf(' ');
        String type = blank < 0 ? line : line.substring(0, blank);
        if (type.startsWith("-----BEGIN")) {
            return Optional.of("this is a private key, which must never stand in a policy");
        }
        if (!type.equals(TYPE)) {
            return Optional.of(
                    type.startsWith("ssh-") || type.startsWith("ecdsa-") || type.startsWith("sk-")
                            ? "keys of type " + type + " cannot be verified; only ssh-ed25519 can"
                            : "this is no SSH public key");
        }
        byte[] blob;
        try {
            blob = Base64.getDecoder().decode(blob(line));
        } catch (IllegalArgumentException e) {
            return Optional.of("the key is damaged: it is not base64");
        }
        if (blob.length != BLOB_LENGTH
                || blob[3] != TYPE.length()
                || !new String(blob, 4, TYPE.length(), StandardCharsets.US_ASCII).equals(TYPE)
                || blob[18] != 32
                || blob[0] + blob[1] + blob[2] + blob[15] + blob[16] + blob[17] != 0) {
            return Optional.of("the key is damaged: it is not a whole Ed25519 public key");
        }
        return Optional.empty();
    }

    /** The base64 part. */
    static String blob(String line) {
        int from = line.indexOf(' ') + 1;
        if (from == 0) {
            return "";
        }
        int to = line.indexOf(' ', from);
        return to < 0 ? line.substring(from) : line.substring(from, to);
    }
}
