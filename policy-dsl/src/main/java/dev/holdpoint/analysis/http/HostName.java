package dev.holdpoint.analysis.http;

import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * Host names and addresses in one spelling each: lower case, punycode, no trailing dot, IPv4 as
 * dotted decimal whatever its radix and number of parts (as WHATWG URL, section 3.5, and {@code
 * inet_aton} read it), IPv6 as RFC 5952 writes it, IPv4-mapped IPv6 as IPv4.
 */
public final class HostName {

    private static final int MOST_LENGTH = 512;

    private HostName() {}

    /** The canonical spelling; empty where the text is no host that all clients read alike. */
    public static Optional<String> canonical(String written) {
        if (written.isEmpty() || written.length() > MOST_LENGTH) {
            return Optional.empty();
        }
        if (ordinary(written)) {
            return Optional.of(written);
        }
        if (written.startsWith("[")) {
            return written.endsWith("]")
                    ? Ipv6.canonical(written.substring(1, written.length() - 1))
                    : Optional.empty();
        }
        Optional<String> decoded = percentDecoded(written);
        if (decoded.isEmpty()) {
            return Optional.empty();
        }
        String ascii;
        try {
            // Fullwidth letters, ideographic full stops and their like become the plain ones.
            String plain = Normalizer.normalize(decoded.get(), Normalizer.Form.NFKC);
            ascii = IDN.toASCII(plain.replace('\u3002', '.'), IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException notDomain) {
            return Optional.empty();
        }
        ascii = ascii.toLowerCase(Locale.ROOT);
        if (ascii.endsWith(".")) {
            ascii = ascii.substring(0, ascii.length() - 1);
        }
        if (ascii.isEmpty() || ascii.startsWith(".") || ascii.contains("..")) {
            return Optional.empty();
        }
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            boolean fine = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-._".indexOf(c) >= 0;
            if (!fine) {
                return Optional.empty();
            }
        }
        return lastLabelIsNumber(ascii) ? ipv4(ascii) : Optional.of(ascii);
    }

    /** Canonical as it stands, as most are: lower-case letters, digits, single hyphens and dots. */
    private static boolean ordinary(String written) {
        char before = '.';
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            boolean mark = (c == '.' || c == '-') && before != '.' && before != '-';
            if (!letter && !mark) {
                return false;
            }
            before = c;
        }
        int label = written.lastIndexOf('.') + 1;
        // A last label that may be a number makes it an address, in whatever spelling.
        char first = label < written.length() ? written.charAt(label) : '0';
        return first >= 'a' && first <= 'z' && before != '-' && written.length() - label < 64;
    }

    private static Optional<String> percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return Optional.of(text);
        }
        byte[] bytes = new byte[text.length() * 3];
        int n = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int value = Percent.octet(text, i);
                if (value < 0) {
                    return Optional.empty();
                }
                bytes[n++] = (byte) value;
                i += 2;
            } else if (c < 0x80) {
                bytes[n++] = (byte) c;
            } else {
                return Optional.empty(); // raw and encoded letters mixed
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes, 0, n))
                            .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean lastLabelIsNumber(String host) {
        String label = host.substring(host.lastIndexOf('.') + 1);
        return number(label) >= 0 || label.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Optional<String> ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length > 4) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long value = number(parts[i]);
            boolean last = i == parts.length - 1;
            long most = last ? (1L << (8 * (5 - parts.length))) - 1 : 255;
            if (value < 0 || value > most) {
                return Optional.empty();
            }
            address = last ? address + value : address + (value << (8 * (3 - i)));
        }
        return Optional.of(dotted(address));
    }

    static String dotted(long address) {
        return (address >> 24 & 255)
                + "."
                + (address >> 16 & 255)
                + "."
                + (address >> 8 & 255)
                + "."
                + (address & 255);
    }

    /** Decimal, octal with a leading 0, or hexadecimal with 0x; -1 where it is none of them. */
    private static long number(String part) {
        if (part.isEmpty() || part.length() > 16) {
            return -1;
        }
        try {
            if (part.startsWith("0x")) {
                return part.length() == 2 ? 0 : Long.parseUnsignedLong(part.substring(2), 16);
            }
            if (!part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return -1;
            }
            return part.length() > 1 && part.startsWith("0")
                    ? Long.parseLong(part, 8)
                    : Long.parseLong(part);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
