package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The characters of one text and what each can be part of, in one dialect.
 *
 * <p>A byte stands for each: within ASCII itself, else {@link #FOREIGN_LETTER}, {@link
 * #FOREIGN_BLANK} or {@link #BYTE_ORDER_MARK}, since that is all that a lexer asks of a character
 * beyond ASCII. So they can be looked at eight at a time, as a number whose lowest byte is the
 * first of them. What has to know a character exactly asks the text.
 */
final class Characters {

    /** A character beyond ASCII that words may begin with. */
    private static final char FOREIGN_LETTER = 0x80;

    /** A blank beyond ASCII. */
    private static final char FOREIGN_BLANK = 0x81;

    /** U+FEFF: a blank where it stands alone, else part of a word. */
    private static final char BYTE_ORDER_MARK = 0x82;

    private static final byte[] CLASSES = new byte[256];
    static final int START = 1;
    static final int PART = 2;
    static final int BLANK = 4;
    static final int DIGIT = 8;

    /** Part of a word in every dialect: a letter of ASCII, a digit, an underscore. */
    static final int PLAIN = 16;

    static {
        for (char c = 0; c < FOREIGN_LETTER; c++) {
            boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' || c == '_';
            boolean digit = c >= '0' && c <= '9';
            boolean part = letter || digit || c == '$' || c == '#';
            CLASSES[c] =
                    (byte)
                            ((letter ? START : 0)
                                    | (part ? PART : 0)
                                    | (c <= ' ' ? BLANK : 0)
                                    | (digit ? DIGIT : 0)
                                    | (letter || digit ? PLAIN : 0));
        }
        CLASSES[FOREIGN_LETTER] = START | PART;
        CLASSES[FOREIGN_BLANK] = BLANK;
        CLASSES[BYTE_ORDER_MARK] = START | PART | BLANK;
    }

    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;

    final String text;
    final int length;
    final byte[] bytes;
    private final int traits;

    /** What the client's command {@code DELIMITER} named; empty until it does. */
    String delimiter = "";

    private Characters(String text, byte[] bytes, int traits) {
        this.text = text;
        this.length = text.length();
        this.bytes = bytes;
        this.traits = traits;
    }

    /** Of a text whose {@link #bytes(String)} those are. */
    static Characters of(String text, byte[] bytes, Dialect dialect) {
        return new Characters(text, bytes, dialect.traits());
    }

    /**
     * A byte for each character. In UTF-8 only ASCII takes one byte for each, and halves of a
     * character that has lost the other, for which question marks stand.
     */
    static byte[] bytes(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return utf8.length == text.length() ? utf8 : foreign(text);
    }

    /** The same text, for a lexer that met a question mark which the text does not have there. */
    Characters withHalves() {
        byte[] foreign = foreign(text);
        return new Characters(text, foreign, traits);
    }

    private static byte[] foreign(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = text.charAt(i);
            bytes[i] =
                    (byte)
                            (c < FOREIGN_LETTER
                                    ? c
                                    : Character.isWhitespace(c) || Character.isSpaceChar(c)
                                            ? FOREIGN_BLANK
                                            : c == '\uFEFF' ? BYTE_ORDER_MARK : FOREIGN_LETTER);
        }
        return bytes;
    }

    /**
     * What the character there is: {@link #START}, {@link #PART}, {@link #BLANK}, {@link #DIGIT},
     * {@link #PLAIN}.
     */
    int kind(int i) {
        return CLASSES[bytes[i] & 0xff];
    }

    /** The same of a character, as its byte. */
    static int kindOf(int c) {
        return CLASSES[c];
    }

    static boolean isPlain(byte c) {
        return (CLASSES[c & 0xff] & PLAIN) != 0;
    }

    boolean isWordStart(int i) {
        return i < length && (kind(i) & START) != 0;
    }

    boolean isWordPart(int i) {
        return i < length && (kind(i) & PART) != 0;
    }

    /** Eight characters from there; zeros where the text ends before. */
    long eight(int i) {
        return eight(bytes, i);
    }

    /** Eight of those from there; zeros where they end before. */
    static long eight(byte[] bytes, int i) {
        return i < bytes.length - (Long.BYTES - 1) ? (long) EIGHT.get(bytes, i) : few(bytes, i);
    }

    /** The same, for at least eight and a place that is not negative. */
    static long eightOf(byte[] bytes, int i) {
        int last = bytes.length - Long.BYTES;
        if (i <= last) {
            return (long) EIGHT.get(bytes, i);
        }
        return i >= bytes.length ? 0 : (long) EIGHT.get(bytes, last) >>> (i - last << 3);
    }

    private static long few(byte[] bytes, int i) {
        long few = 0;
        for (int j = Math.min(bytes.length, i + Long.BYTES) - 1; j >= i; j--) {
            few = few << Byte.SIZE | bytes[j] & 0xff;
        }
        return few;
    }

    /** A number that differs for different texts, but for rare ones. */
    static int print(byte[] bytes) {
        int length = bytes.length;
        // four at a time, each of which need not wait for the others
        long a = length;
        long b = 1;
        long c = 2;
        long d = 3;
        int i = 0;
        for (; i <= length - 4 * Long.BYTES; i += 4 * Long.BYTES) {
            a = Long.rotateLeft(a, 9) ^ (long) EIGHT.get(bytes, i);
            b = Long.rotateLeft(b, 9) ^ (long) EIGHT.get(bytes, i + Long.BYTES);
            c = Long.rotateLeft(c, 9) ^ (long) EIGHT.get(bytes, i + 2 * Long.BYTES);
            d = Long.rotateLeft(d, 9) ^ (long) EIGHT.get(bytes, i + 3 * Long.BYTES);
        }
        for (; i < length; i += Long.BYTES) {
            a = Long.rotateLeft(a, 9) ^ eight(bytes, i);
        }
        long print = (a * EACH + b) * 0x9E37_79B9_7F4A_7C15L + (c * EACH ^ Long.rotateLeft(d, 31));
        return (int) (print * 0x9E37_79B9_7F4A_7C15L >>> Integer.SIZE);
    }

    /** Where those letters stand next, in any case; -1 where they do not. */
    int indexOfWord(String letters, int from) {
        for (int i = from; i <= length - letters.length(); i++) {
            if (text.regionMatches(true, i, letters, 0, letters.length())) {
                return i;
            }
        }
        return -1;
    }

    /** In each byte that is that character the highest bit, and nothing else. */
    static long equal(long eight, char c) {
        long different = eight ^ c * EACH;
        return ~((different & ~HIGH) + ~HIGH | different | ~HIGH);
    }

    int wordEnd(int i) {
        int end = i;
        while (isWordPart(end)) {
            char c = at(end);
            if (c == '#' && has(Trait.HASH_COMMENT)
                    || c == '$' && !delimiter.isEmpty() && text.startsWith(delimiter, end)) {
                break;
            }
            end++;
        }
        return end;
    }

    boolean has(Trait trait) {
        return (traits & Dialect.bit(trait)) != 0;
    }

    /** The character there if it is of ASCII, else one beyond; a line end past the last. */
    char at(int i) {
        return i < length ? (char) (bytes[i] & 0xff) : '\n';
    }

    boolean startsLine(int i) {
        int before = i - 1;
        while (before >= 0 && (at(before) == ' ' || at(before) == '\t')) {
            before--;
        }
        return before < 0 || at(before) == '\n' || at(before) == '\r';
    }

    boolean aloneOnLine(int from, int to) {
        if (!startsLine(from)) {
            return false;
        }
        int after = to;
        while (after < length
                && (at(after) == ' '
                        || at(after) == '\t'
                        || Character.isDigit(text.charAt(after)))) {
            after++;
        }
        return after >= length || at(after) == '\n' || at(after) == '\r' || at(after) == ';';
    }
}
