package dev.holdpoint.guard.digest;

import dev.holdpoint.session.CanonicalJson;
import dev.holdpoint.session.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal. */
public final class Sha256 {

    private Sha256() {}

    public static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is required of every Java platform", e);
        }
    }

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(start().digest(bytes));
    }

    /** Of the canonical text of a JSON value. */
    public static String of(Json value) {
        return of(CanonicalJson.write(value).getBytes(StandardCharsets.UTF_8));
    }
}
