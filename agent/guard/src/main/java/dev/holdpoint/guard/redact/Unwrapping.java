package dev.holdpoint.guard.redact;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * What a text could say when its encodings are taken off: quotes and escapes ({@code %41}, {@code
 * \x41}, those of four digits, {@code \101}), base64 in both alphabets, hexadecimal, gzip within
 * those, the other way around, and each within the others to a depth. It need not find where a run
 * begins: each is read at every alignment, across blanks and quotes. Every character knows the
 * stretch of the original that it came from.
 *
 * <p>Linear in the text for a given depth; only what came out readable is unwrapped again.
 */
final class Unwrapping {

    private static final int DEPTH = 3;
    private static final int LEAST_READABLE = 8;
    private static final int MOST_INFLATED = 1 << 20;
    private static final String GZIP = "\u001f\u008b\b";

    /** A reading of the text; see the class. */
    static final class Layer {
        private final StringBuilder chars = new StringBuilder();
        private int[] starts = new int[64];
        private int[] ends = new int[64];
        private final boolean encoded;
        private final boolean run;
        private String text = "";

        private Layer(boolean encoded, boolean run) {
            this.encoded = encoded;
            this.run = run;
        }

        private void add(char c, int start, int end) {
            int at = chars.length();
            if (at == starts.length) {
                starts = Arrays.copyOf(starts, at * 2);
                ends = Arrays.copyOf(ends, at * 2);
            }
            starts[at] = start;
            ends[at] = end;
            chars.append(c);
        }

        private Layer done() {
            text = chars.toString();
            return this;
        }

        String text() {
            return text;
        }

        /** Where in the original the character begins. */
        int start(int at) {
            return starts[at];
        }

        /** Behind it in the original. */
        int end(int at) {
            return ends[at];
        }

        /** Whether it differs from the original. */
        boolean isEncoded() {
            return encoded;
        }

        /** Whether it came out of a run of base64 or hexadecimal digits. */
        boolean isRun() {
            return run;
        }
    }

    private Unwrapping() {}

    /** Hands out the text itself, then all that it could be, one at a time. */
    static void layers(String text, Consumer<Layer> all) {
        Layer itself = new Layer(false, false);
        for (int i = 0; i < text.length(); i++) {
            itself.add(text.charAt(i), i, i + 1);
        }
        all.accept(itself.done());
        all.accept(reversed(itself));
        unwrap(itself, 0, all);
    }

    private static void unwrap(Layer layer, int depth, Consumer<Layer> all) {
        if (depth == DEPTH || layer.text.length() < LEAST_READABLE) {
            return;
        }
        Layer plain = unescaped(layer);
        if (plain.text.length() != layer.text.length()) {
            all.accept(plain);
            digits(plain, 6, depth, all);
        }
        digits(layer, 6, depth, all);
        digits(layer, 4, depth, all);
    }

    /** Reads runs of digits of that many bits, at every alignment. */
    private static void digits(Layer layer, int bits, int depth, Consumer<Layer> all) {
        int alignments = bits == 6 ? 4 : 2;
        for (int alignment = 0; alignment < alignments; alignment++) {
            Layer out = new Layer(true, true);
            int value = 0;
            int have = 0;
            int skip = alignment;
            int begin = -1;
            for (int i = 0; i < layer.text.length(); i++) {
                char c = layer.text.charAt(i);
                int digit = bits == 6 ? sextet(c) : Character.digit(c, 16);
                if (digit < 0) {
                    if (c == '\\' && i + 1 < layer.text.length() && isBreak(layer.text, i + 1)) {
                        i++;
                    } else if (" \t\r\n'\"\\".indexOf(c) < 0 && !(bits == 4 && c == ':')) {
                        if (!out.chars.isEmpty()
                                && out.chars.charAt(out.chars.length() - 1) != '\n') {
                            out.add('\n', layer.starts[i], layer.ends[i]);
                        }
                        value = 0;
                        have = 0;
                        skip = alignment;
                    }
                    continue;
                }
                if (skip > 0) {
                    skip--;
                    continue;
                }
                if (have == 0) {
                    begin = layer.starts[i];
                }
                value = (value << bits | digit) & 0xffff;
                have += bits;
                if (have >= 8) {
                    have -= 8;
                    out.add((char) (value >> have & 0xff), begin, layer.ends[i]);
                    begin = layer.starts[i];
                }
            }
            out.done();
            if (out.text.length() >= 4) {
                all.accept(out);
                if (out.text.indexOf('\0') >= 0) {
                    all.accept(filtered(out, 1));
                }
                unwrap(filtered(out, LEAST_READABLE), depth + 1, all);
                inflate(out, depth, all);
            }
        }
    }

    private static boolean isBreak(String text, int at) {
        return "nrt".indexOf(text.charAt(at)) >= 0;
    }

    /** The value of a digit of base64 in either alphabet (RFC 4648, 4 and 5), or -1. */
    static int sextet(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
    }

    /** Only readable stretches of at least that length, which UTF-16's zeroes do not break. */
    private static Layer filtered(Layer layer, int least) {
        Layer out = new Layer(true, true);
        int start = 0;
        int readable = 0;
        for (int i = 0; i <= layer.text.length(); i++) {
            char c = i < layer.text.length() ? layer.text.charAt(i) : '\u0001';
            if (c == 0 || (c >= ' ' && c < 0x7f) || c == '\n' || c == '\t' || c == '\r') {
                readable += c == 0 ? 0 : 1;
                continue;
            }
            if (readable >= least) {
                for (int j = start; j < i; j++) {
                    if (layer.text.charAt(j) != 0) {
                        out.add(layer.text.charAt(j), layer.starts[j], layer.ends[j]);
                    }
                }
                out.add(';', layer.starts[i - 1], layer.ends[i - 1]);
            }
            start = i + 1;
            readable = 0;
        }
        return out.done();
    }

    private static void inflate(Layer layer, int depth, Consumer<Layer> all) {
        int magic = layer.text.indexOf(GZIP);
        if (magic < 0) {
            return;
        }
        byte[] bytes = layer.text.substring(magic).getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream inflated = new ByteArrayOutputStream();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            for (int b = in.read(); b >= 0 && inflated.size() < MOST_INFLATED; b = in.read()) {
                inflated.write(b);
            }
        } catch (IOException e) {
            // not gzip, or cut off, or followed by something else: what came out is searched
            inflated.write('\n');
        }
        Layer out = new Layer(true, true);
        int start = layer.starts[magic];
        int end = layer.ends[layer.text.length() - 1];
        for (char c : inflated.toString(StandardCharsets.ISO_8859_1).toCharArray()) {
            out.add(c, start, end);
        }
        all.accept(out.done());
        unwrap(out, depth + 1, all);
    }

    private static Layer reversed(Layer layer) {
        Layer out = new Layer(true, false);
        for (int i = layer.text.length() - 1; i >= 0; i--) {
            out.add(layer.text.charAt(i), layer.starts[i], layer.ends[i]);
        }
        return out.done();
    }

    /** Without quotes, and with escapes taken for what they mean. */
    private static Layer unescaped(Layer layer) {
        String s = layer.text;
        Layer out = new Layer(true, layer.run);
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            int digits = 0;
            int from = i + 1;
            int radix = 16;
            if (c == '%') {
                digits = 2;
            } else if (c == '\\' && i + 1 < s.length()) {
                char kind = s.charAt(i + 1);
                from = i + 2;
                if (kind == 'x' || kind == 'u') {
                    digits = kind == 'x' ? 2 : 4;
                } else if (kind >= '0' && kind <= '7') {
                    from = kind == '0' ? i + 2 : i + 1;
                    digits = 3;
                    radix = 8;
                }
            }
            int value = digits == 0 ? -1 : number(s, from, digits, radix);
            if (value >= 0) {
                int last = from + digits - 1;
                out.add((char) value, layer.starts[i], layer.ends[last]);
                i = last;
            } else if (c != '\'' && c != '"' && c != '\\') {
                out.add(c, layer.starts[i], layer.ends[i]);
            }
        }
        return out.done();
    }

    private static int number(String s, int from, int digits, int radix) {
        if (from + digits > s.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(s.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
