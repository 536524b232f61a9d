package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code printf} prints of constant arguments. */
final class Printf {

    private static final int MOST_WIDTH = 10_000;
    private static final int MOST_OUTPUT = 1 << 20;

    private Printf() {}

    /** The text, with gaps; null where it cannot be told. */
    static @Nullable String format(String format, List<String> arguments) {
        if (Gap.in(format)) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        List<String> left = new ArrayList<>(arguments);
        int next = 0;
        do {
            int before = next;
            int i = 0;
            while (i < format.length()) {
                char c = format.charAt(i);
                if (c == '\\') {
                    int end = escapeEnd(format, i);
                    Escapes.Resolved e =
                            Escapes.resolve(format.substring(i, end), Escapes.Style.PRINTF_FORMAT);
                    out.append(e.text());
                    if (e.ended()) {
                        return out.toString();
                    }
                    i = end;
                    continue;
                }
                if (c != '%') {
                    out.append(c);
                    i++;
                    continue;
                }
                if (i + 1 < format.length() && format.charAt(i + 1) == '%') {
                    out.append('%');
                    i += 2;
                    continue;
                }
                int j = i + 1;
                StringBuilder spec = new StringBuilder();
                while (j < format.length() && "-+ #0123456789.*'".indexOf(format.charAt(j)) >= 0) {
                    if (format.charAt(j) == '*') {
                        spec.append(next < left.size() ? left.get(next) : "0");
                        next++;
                    } else {
                        spec.append(format.charAt(j));
                    }
                    j++;
                }
                while (j < format.length()
                        && "hlLqjzt".indexOf(format.charAt(j)) >= 0
                        && format.charAt(j) != 'q') {
                    j++;
                }
                if (j >= format.length()) {
                    return null;
                }
                String argument = next < left.size() ? left.get(next) : null;
                next++;
                String text = one(format.charAt(j), spec.toString(), argument);
                if (text == null) {
                    return null;
                }
                out.append(text);
                i = j + 1;
            }
            if (next == before || out.length() > MOST_OUTPUT) {
                break;
            }
        } while (next < left.size());
        return out.length() > MOST_OUTPUT ? null : out.toString();
    }

    private static int escapeEnd(String s, int at) {
        if (at + 1 >= s.length()) {
            return s.length();
        }
        char c = s.charAt(at + 1);
        int most = c == 'x' ? 4 : c == 'u' ? 6 : c == 'U' ? 10 : c >= '0' && c <= '7' ? 4 : 2;
        int radix = c == 'x' || c == 'u' || c == 'U' ? 16 : 8;
        int i = at + 2;
        if (most > 2) {
            while (i < s.length() && i < at + most && Character.digit(s.charAt(i), radix) >= 0) {
                i++;
            }
        }
        // Bytes of one character come in several escapes.
        while (i + 3 < s.length()
                && s.charAt(i) == '\\'
                && (s.charAt(i + 1) == 'x' || Character.digit(s.charAt(i + 1), 8) >= 0)
                && most == 4) {
            int end = escapeEnd1(s, i);
            if (end <= i) {
                break;
            }
            i = end;
        }
        return i;
    }

    private static int escapeEnd1(String s, int at) {
        char c = s.charAt(at + 1);
        int radix = c == 'x' ? 16 : 8;
        int i = at + 2;
        while (i < s.length() && i < at + 4 && Character.digit(s.charAt(i), radix) >= 0) {
            i++;
        }
        return i;
    }

    private static @Nullable String one(char conversion, String spec, @Nullable String argument) {
        String value = argument == null ? "" : argument;
        switch (conversion) {
            case 's':
                return padded(value, spec);
            case 'b':
                return padded(Escapes.resolve(value, Escapes.Style.PRINTF_B).text(), spec);
            case 'q':
                return padded(Gap.in(value) ? value : Quotes.added(value), spec);
            case 'c':
                return padded(value.isEmpty() ? "" : value.substring(0, 1), spec);
            case 'd', 'i', 'u', 'x', 'X', 'o':
                if (Gap.in(value)) {
                    return Gap.NUMBER.text();
                }
                Long n = number(value);
                if (n == null) {
                    return null;
                }
                String digits =
                        switch (conversion) {
                            case 'x' -> Long.toHexString(n);
                            case 'X' -> Long.toHexString(n).toUpperCase(java.util.Locale.ROOT);
                            case 'o' -> Long.toOctalString(n);
                            case 'u' -> Long.toUnsignedString(n);
                            default -> Long.toString(n);
                        };
                return spec.isEmpty() ? digits : numeric(digits, spec);
            default:
                return null;
        }
    }

    private static @Nullable Long number(String value) {
        String v = value.strip();
        if (v.isEmpty()) {
            return 0L;
        }
        try {
            if (v.charAt(0) == '\'' || v.charAt(0) == '"') {
                return v.length() > 1 ? Long.valueOf(v.codePointAt(1)) : Long.valueOf(0);
            }
            boolean negative = v.charAt(0) == '-';
            String digits = negative || v.charAt(0) == '+' ? v.substring(1) : v;
            long n;
            if (digits.startsWith("0x") || digits.startsWith("0X")) {
                n = Long.parseLong(digits.substring(2), 16);
            } else if (digits.length() > 1 && digits.charAt(0) == '0') {
                n = Long.parseLong(digits, 8);
            } else {
                n = Long.parseLong(digits);
            }
            return negative ? -n : n;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String numeric(String digits, String spec) {
        if (spec.indexOf('.') >= 0 || spec.indexOf('#') >= 0 || spec.indexOf('+') >= 0) {
            return null;
        }
        int width = width(spec);
        boolean left = spec.startsWith("-");
        boolean zero = spec.startsWith("0");
        if (width > MOST_WIDTH || width < 0) {
            return null;
        }
        String pad = (zero && !left ? "0" : " ").repeat(Math.max(0, width - digits.length()));
        if (left) {
            return digits + pad;
        }
        return zero && digits.startsWith("-") ? "-" + pad + digits.substring(1) : pad + digits;
    }

    private static int width(String spec) {
        int i = 0;
        while (i < spec.length() && "-+ #0'".indexOf(spec.charAt(i)) >= 0) {
            i++;
        }
        int end = i;
        while (end < spec.length() && Character.isDigit(spec.charAt(end)) && end < i + 6) {
            end++;
        }
        return end == i ? 0 : Integer.parseInt(spec.substring(i, end));
    }

    private static @Nullable String padded(String value, String spec) {
        if (spec.isEmpty()) {
            return value;
        }
        if (Gap.in(value)) {
            return value;
        }
        String v = value;
        int dot = spec.indexOf('.');
        if (dot >= 0) {
            int precision = width(spec.substring(dot + 1));
            v = v.length() > precision ? v.substring(0, precision) : v;
        }
        int width = width(dot >= 0 ? spec.substring(0, dot) : spec);
        if (width > MOST_WIDTH) {
            return null;
        }
        String pad = " ".repeat(Math.max(0, width - v.length()));
        return spec.startsWith("-") ? v + pad : pad + v;
    }
}
