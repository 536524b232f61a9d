package dev.holdpoint.guard.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The digest of a body: of its bytes or, for multipart, of the bytes between its boundaries. */
public final class BodyDigest {

    private BodyDigest() {}

    /**
     * The digest in hexadecimal.
     *
     * @param boundary of a multipart body. A client draws it at random, so it is not part of the
     *     digest; the stretches between are, each with its length, so that no two bodies that
     *     differ elsewhere are taken for one
     */
    public static String of(byte[] body, Optional<String> boundary) {
        if (boundary.isEmpty()) {
            return Sha256.of(body);
        }
        byte[] mark = ("--" + boundary.get()).getBytes(StandardCharsets.ISO_8859_1);
        MessageDigest digest = Sha256.start();
        int from = 0;
        for (int at = find(body, mark, 0); at >= 0; at = find(body, mark, from)) {
            stretch(digest, body, from, at);
            from = at + mark.length;
        }
        stretch(digest, body, from, body.length);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void stretch(MessageDigest digest, byte[] body, int from, int to) {
        digest.update(ByteBuffer.allocate(8).putLong(0, (long) to - from).array());
        digest.update(body, from, to - from);
    }

    /** The boundary that a Content-Type names. */
    static Optional<String> boundary(String contentType) {
        String lower = contentType.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("boundary=");
        if (!lower.strip().startsWith("multipart/") || at < 0) {
            return Optional.empty();
        }
        String value = contentType.substring(at + "boundary=".length());
        if (value.startsWith("\"")) {
            int end = value.indexOf('"', 1);
            value = end < 0 ? value.substring(1) : value.substring(1, end);
        } else {
            int end = value.indexOf(';');
            value = (end < 0 ? value : value.substring(0, end)).strip();
        }
        return value.length() < 8 ? Optional.empty() : Optional.of(value);
    }

    /** The Content-Type without its boundary. */
    static String withoutBoundary(String contentType) {
        int semicolon = contentType.indexOf(';');
        return boundary(contentType).isEmpty() || semicolon < 0
                ? contentType
                : contentType.substring(0, semicolon).strip().toLowerCase(Locale.ROOT);
    }

    /** Knuth, Morris and Pratt: linear whatever the bytes. */
    private static int find(byte[] body, byte[] mark, int from) {
        int[] back = new int[mark.length];
        for (int i = 1, k = 0; i < mark.length; i++) {
            while (k > 0 && mark[i] != mark[k]) {
                k = back[k - 1];
            }
            back[i] = mark[i] == mark[k] ? ++k : k;
        }
        for (int i = from, k = 0; i < body.length; i++) {
            while (k > 0 && body[i] != mark[k]) {
                k = back[k - 1];
            }
            if (body[i] == mark[k] && ++k == mark.length) {
                return i - mark.length + 1;
            }
        }
        return -1;
    }
}
