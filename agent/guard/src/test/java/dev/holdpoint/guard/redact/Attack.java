package dev.holdpoint.guard.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** Somebody who has the written text and looks for a token in it, by other means than the guard. */
public final class Attack {

    private Attack() {}

    /**
     * Whether the token, or what it must look like within base64 at any alignment or in
     * hexadecimal, is in the text.
     */
    public static boolean finds(String token, String text) {
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        boolean found =
                text.contains(token)
                        || text.toLowerCase(Locale.ROOT).contains(HexFormat.of().formatHex(bytes));
        for (int before = 0; before < 3; before++) {
            byte[] padded = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, padded, before, bytes.length);
            String all = Base64.getEncoder().encodeToString(padded);
            // the digits at either end depend on what is around
            String sure = all.substring(before == 0 ? 0 : 4, all.length() - 4);
            found |= text.contains(sure);
        }
        return found;
    }
}
