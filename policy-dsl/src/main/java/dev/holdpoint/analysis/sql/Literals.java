package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells what a literal stands for: without its quotes and prefix, with its escapes as the dialect
 * reads them. Apart from {@code Constants}, which computes with such values, since names are
 * written so too.
 */
final class Literals {

    private Literals() {}

    /** The value of a literal as it stands in the text. */
    static String literal(String raw, Dialect dialect) {
        if (raw.startsWith("$")) {
            int tag = raw.indexOf('$', 1) + 1;
            return raw.length() >= 2 * tag ? raw.substring(tag, raw.length() - tag) : "";
        }
        int quote = 0;
        while (quote < raw.length() && raw.charAt(quote) != '\'' && raw.charAt(quote) != '"') {
            quote++;
        }
        if (quote == raw.length()) {
            return raw;
        }
        String prefix = raw.substring(0, quote).toLowerCase(Locale.ROOT);
        if (prefix.endsWith("q")) {
            return raw.length() >= quote + 4 ? raw.substring(quote + 2, raw.length() - 2) : "";
        }
        char q = raw.charAt(quote);
        int width = raw.startsWith("" + q + q + q, quote) && raw.length() >= quote + 6 ? 3 : 1;
        int to = raw.length() - width;
        if (to < quote + width) {
            return "";
        }
        String inner = raw.substring(quote + width, to);
        if (prefix.equals("x")) {
            return unhex(inner).orElse(inner);
        }
        if (prefix.equals("u&")) {
            return unicode(inner.replace("''", "'"));
        }
        boolean escapes =
                prefix.equals("e") || dialect.has(Trait.BACKSLASH) && !prefix.startsWith("r");
        if (inner.indexOf(q) < 0 && (!escapes || inner.indexOf('\\') < 0)) {
            return inner;
        }
        return unescape(inner, q, escapes);
    }

    private static String unescape(String inner, char quote, boolean escapes) {
        StringBuilder s = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == quote && i + 1 < inner.length() && inner.charAt(i + 1) == quote) {
                s.append(quote);
                i++;
            } else if (c == '\\' && escapes && i + 1 < inner.length()) {
                i = escape(inner, i + 1, s);
            } else {
                s.append(c);
            }
        }
        return s.toString();
    }

    private static int escape(String inner, int i, StringBuilder s) {
        char c = inner.charAt(i);
        switch (c) {
            case 'n':
                s.append('\n');
                return i;
            case 't':
                s.append('\t');
                return i;
            case 'r':
                s.append('\r');
                return i;
            case 'x':
                return coded(inner, i, 16, 2, s);
            case 'u':
                return coded(inner, i, 16, 4, s);
            case '0', '1', '2', '3', '4', '5', '6', '7':
                return coded(inner, i - 1, 8, 3, s);
            default:
                s.append(c);
                return i;
        }
    }

    private static int coded(String inner, int i, int radix, int most, StringBuilder s) {
        int value = 0;
        int j = i + 1;
        while (j < inner.length()
                && j <= i + most
                && Character.digit(inner.charAt(j), radix) >= 0) {
            value = value * radix + Character.digit(inner.charAt(j), radix);
            j++;
        }
        if (j == i + 1) {
            s.append(inner.charAt(i));
            return i;
        }
        s.append((char) value);
        return j - 1;
    }

    /** What stands in {@code U&'…'}: characters may be given by their code points. */
    static String unicode(String inner) {
        StringBuilder s = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c != '\\' || i + 4 >= inner.length()) {
                s.append(c);
                continue;
            }
            int from = inner.charAt(i + 1) == '+' ? i + 2 : i + 1;
            int digits = from == i + 2 ? 6 : 4;
            int value = 0;
            int j = from;
            while (j < inner.length()
                    && j < from + digits
                    && Character.digit(inner.charAt(j), 16) >= 0) {
                value = value * 16 + Character.digit(inner.charAt(j), 16);
                j++;
            }
            if (j == from + digits && Character.isValidCodePoint(value)) {
                s.appendCodePoint(value);
                i = j - 1;
            } else {
                s.append(c);
            }
        }
        return s.toString();
    }

    /** The text whose bytes those digits are, if they are all hexadecimal. */
    static Optional<String> unhex(String digits) {
        String hex = digits.startsWith("\\x") ? digits.substring(2) : digits;
        if (hex.length() % 2 != 0) {
            return Optional.empty();
        }
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = Character.digit(hex.charAt(2 * i), 16);
            int low = Character.digit(hex.charAt(2 * i + 1), 16);
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        boolean wide = bytes.length > 1 && bytes[1] == 0;
        return Optional.of(
                new String(bytes, wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8));
    }
}
