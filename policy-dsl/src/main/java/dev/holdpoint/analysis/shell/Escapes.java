package dev.holdpoint.analysis.shell;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Backslash escapes: of {@code $'…'}, of {@code echo -e} and {@code printf %b}, and of a printf
 * format. They differ in the form of octal numbers and in what ends the output.
 */
final class Escapes {

    /** Whose escapes. */
    enum Style {
        /** {@code $'…'}: {@code \nnn}, {@code \cX}, {@code \'}. */
        ANSI_C,
        /** {@code echo -e}: {@code \0nnn} only; {@code \c} ends the output. */
        ECHO,
        /** {@code printf %b}: {@code \0nnn} and {@code \nnn}; {@code \c} ends the output. */
        PRINTF_B,
        /** A printf format: {@code \nnn}; {@code \c} ends the output. */
        PRINTF_FORMAT
    }

    private final StringBuilder out = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean ended;

    private Escapes() {}

    /**
     * The text with its escapes resolved.
     *
     * @param ended whether {@code \c} ended the output
     */
    record Resolved(String text, boolean ended) {}

    static Resolved resolve(String s, Style style) {
        if (s.indexOf('\\') < 0) {
            return new Resolved(s, false);
        }
        Escapes e = new Escapes();
        e.run(s, style);
        e.flush();
        return new Resolved(e.out.toString(), e.ended);
    }

    private void run(String s, Style style) {
        int n = s.length();
        int i = 0;
        while (i < n && !ended) {
            char c = s.charAt(i++);
            if (c != '\\' || i == n) {
                put(c);
                continue;
            }
            c = s.charAt(i++);
            switch (c) {
                case 'a' -> put('\u0007');
                case 'b' -> put('\b');
                case 'e', 'E' -> put('\u001b');
                case 'f' -> put('\f');
                case 'n' -> put('\n');
                case 'r' -> put('\r');
                case 't' -> put('\t');
                case 'v' -> put('\u000b');
                case '\\' -> put('\\');
                case 'x' -> i = number(s, i, 16, 2, "\\x");
                case 'u' -> i = point(s, i, 4, "\\u");
                case 'U' -> i = point(s, i, 8, "\\U");
                case 'c' -> {
                    if (style != Style.ANSI_C) {
                        ended = true;
                    } else if (i < n) {
                        put((char) (s.charAt(i++) & 0x1f));
                    } else {
                        put('\\');
                        put('c');
                    }
                }
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    if (style == Style.ECHO && c != '0') {
                        put('\\');
                        put(c);
                    } else if (style == Style.ECHO || (style == Style.PRINTF_B && c == '0')) {
                        i = octal(s, i, 3);
                    } else {
                        i = octal(s, i - 1, 3);
                    }
                }
                case '\'', '"', '?' -> {
                    if (style == Style.ECHO) {
                        put('\\');
                    }
                    put(c);
                }
                default -> {
                    put('\\');
                    put(c);
                }
            }
        }
    }

    private void put(char c) {
        flush();
        out.append(c);
    }

    private int octal(String s, int from, int most) {
        int value = 0;
        int i = from;
        while (i < s.length() && i < from + most && Character.digit(s.charAt(i), 8) >= 0) {
            value = value * 8 + Character.digit(s.charAt(i), 8);
            i++;
        }
        octet(value & 0xff);
        return i;
    }

    private int number(String s, int from, int radix, int most, String otherwise) {
        int value = 0;
        int i = from;
        while (i < s.length() && i < from + most && Character.digit(s.charAt(i), radix) >= 0) {
            value = value * radix + Character.digit(s.charAt(i), radix);
            i++;
        }
        if (i == from) {
            flush();
            out.append(otherwise);
        } else {
            octet(value & 0xff);
        }
        return i;
    }

    private int point(String s, int from, int most, String otherwise) {
        long value = 0;
        int i = from;
        while (i < s.length() && i < from + most && Character.digit(s.charAt(i), 16) >= 0) {
            value = value * 16 + Character.digit(s.charAt(i), 16);
            i++;
        }
        flush();
        if (i == from) {
            out.append(otherwise);
        } else if (value > Character.MAX_CODE_POINT
                || (value >= 0xFDD0 && value <= 0xFDEF)
                || (value >= 0xD800 && value <= 0xDFFF)) {
            out.append(Gap.GIVEN.text());
        } else if (value != 0) {
            out.appendCodePoint((int) value);
        }
        return i;
    }

    private void octet(int b) {
        if (b >= 0x80) {
            bytes.write(b);
        } else if (b == 0) {
            // A NUL ends the string in bash and cannot be in an argument.
            flush();
        } else {
            put((char) b);
        }
    }

    /** Bytes above ASCII are characters only together. */
    private void flush() {
        if (bytes.size() > 0) {
            out.append(decode(bytes.toByteArray()));
            bytes.reset();
        }
    }

    /** The text of UTF-8 bytes; a gap where they are none. */
    static String decode(byte[] utf8) {
        try {
            return Gap.admit(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException e) {
            return Gap.GIVEN.text();
        }
    }
}
