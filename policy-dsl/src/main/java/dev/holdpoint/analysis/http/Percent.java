package dev.holdpoint.analysis.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding, RFC 3986 section 2.1. */
final class Percent {

    private static final String HEX = "0123456789ABCDEF";

    private Percent() {}

    /** The octet that {@code %XX} at that index stands for; -1 where it is none. */
    static int octet(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = digit(text.charAt(at + 1));
        int low = digit(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /**
     * The text with what needs no encoding decoded, everything else encoded, and hexadecimal digits
     * in upper case; {@code %} that encodes nothing becomes {@code %25}.
     */
    static String canonical(String text) {
        StringBuilder s = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int octet = octet(text, i);
                if (octet >= 0) {
                    i += 2;
                    if (unreserved(octet)) {
                        s.append((char) octet);
                        continue;
                    }
                    encode(s, octet);
                } else {
                    s.append("%25");
                }
            } else if (c > 0x20 && c < 0x7f && c != '"' && c != '<' && c != '>') {
                s.append(c);
            } else {
                int point = text.codePointAt(i);
                for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    encode(s, b & 0xff);
                }
                i += Character.charCount(point) - 1;
            }
        }
        return s.toString();
    }

    private static boolean unreserved(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private static void encode(StringBuilder s, int octet) {
        s.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
    }

    /**
     * Everything decoded; empty where the octets are not UTF-8. A lone {@code %} stands for itself.
     */
    static Optional<String> decoded(String text, boolean plusIsBlank) {
        if (text.indexOf('%') < 0) {
            return Optional.of(plusIsBlank ? text.replace('+', ' ') : text);
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(octets(text, plusIsBlank)))
                            .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    /**
     * What a form's field says, with blanks for {@code +}: everything decoded, and U+FFFD for what
     * is not UTF-8, since servers take the rest for what it is.
     */
    static String text(String written) {
        return written.indexOf('%') < 0
                ? written.replace('+', ' ')
                : new String(octets(written, true), StandardCharsets.UTF_8);
    }

    private static byte[] octets(String text, boolean plusIsBlank) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int octet = c == '%' ? octet(text, i) : -1;
            if (octet >= 0) {
                bytes.write(octet);
                i += 2;
            } else if (c == '+' && plusIsBlank) {
                bytes.write(' ');
            } else {
                int point = text.codePointAt(i);
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(point) - 1;
            }
        }
        return bytes.toByteArray();
    }
}
