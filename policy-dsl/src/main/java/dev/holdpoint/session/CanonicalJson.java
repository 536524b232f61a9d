package dev.holdpoint.session;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The one way to write a JSON value: RFC 8785 (JSON Canonicalization Scheme). Members are sorted by
 * the UTF-16 units of their names, there is no white space, numbers are written as ECMAScript does
 * (ECMA-262, Number::toString), and texts escape only what must be escaped. Equal values give equal
 * texts; different values, different texts.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * The canonical text, to be encoded as UTF-8.
     *
     * @throws IllegalArgumentException if a text has a surrogate without its other half, which
     *     UTF-8 cannot carry
     */
    public static String write(Json value) {
        StringBuilder out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    private static void write(Json value, StringBuilder out) {
        if (value instanceof Json.Text t) {
            text(t.value(), out);
        } else if (value instanceof Json.Whole w) {
            out.append(w.value());
        } else if (value instanceof Json.Real r) {
            out.append(number(r.value()));
        } else if (value instanceof Json.Bool b) {
            out.append(b.value());
        } else if (value instanceof Json.Arr a) {
            char separator = '[';
            for (Json element : a.elements()) {
                out.append(separator);
                write(element, out);
                separator = ',';
            }
            out.append(separator == '[' ? "[]" : "]");
        } else if (value instanceof Json.Obj o) {
            List<Map.Entry<String, Json>> members = new ArrayList<>(o.members().entrySet());
            members.sort(Map.Entry.comparingByKey());
            char separator = '{';
            for (Map.Entry<String, Json> member : members) {
                out.append(separator);
                text(member.getKey(), out);
                out.append(':');
                write(member.getValue(), out);
                separator = ',';
            }
            out.append(separator == '{' ? "{}" : "}");
        } else {
            out.append("null");
        }
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else if (!Character.isSurrogate(c)) {
                        out.append(c);
                    } else if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else {
                        throw new IllegalArgumentException(
                                "a text has half of a surrogate pair at index " + i);
                    }
                }
            }
        }
        out.append('"');
    }

    /** ECMA-262, Number::toString: the shortest digits that read back as the same double. */
    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        if (value < 0) {
            return "-" + number(-value);
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal shortest = exact;
        for (int precision = 1; precision <= 17; precision++) {
            shortest = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (shortest.doubleValue() == value) {
                break;
            }
        }
        shortest = shortest.stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int k = digits.length();
        int n = k - shortest.scale();
        if (k <= n && n <= 21) {
            return digits + "0".repeat(n - k);
        }
        if (0 < n && n <= 21) {
            return digits.substring(0, n) + "." + digits.substring(n);
        }
        if (-6 < n && n <= 0) {
            return "0." + "0".repeat(-n) + digits;
        }
        String exponent = (n > 0 ? "e+" : "e-") + Math.abs(n - 1);
        return k == 1 ? digits + exponent : digits.charAt(0) + "." + digits.substring(1) + exponent;
    }
}
