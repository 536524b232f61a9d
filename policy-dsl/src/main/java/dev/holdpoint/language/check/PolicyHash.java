package dev.holdpoint.language.check;

import dev.holdpoint.language.Source;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The identity of a policy: SHA-256 over its text and those of its packs, each with its length
 * before it, so that no text can run into the next. Where a file lies does not count.
 */
final class PolicyHash {

    private PolicyHash() {}

    static String of(Source source, List<Source> packs) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, source.text());
            for (Source pack : packs) {
                add(digest, pack.text());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is required of every Java platform", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (bytes.length >>> shift));
        }
        digest.update(bytes);
    }
}
