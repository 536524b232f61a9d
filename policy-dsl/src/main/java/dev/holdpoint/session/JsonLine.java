package dev.holdpoint.session;

import java.util.Map;

/**
 * A JSON value on one line, members in the order in which they were given: for people and for
 * pipelines. What is hashed or signed is written by {@link CanonicalJson} instead.
 */
public final class JsonLine {

    private JsonLine() {}

    /** The value without a line break. Half surrogate pairs are written as escapes. */
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
            out.append(CanonicalJson.number(r.value()));
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
            char separator = '{';
            for (Map.Entry<String, Json> member : o.members().entrySet()) {
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
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\t') {
                out.append("\\t");
            } else if (c < ' ' || c == '\u2028' || c == '\u2029' || Surrogates.half(text, i)) {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit((c >> shift) & 15, 16));
                }
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
