package dev.holdpoint.analysis.http.json;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * CBOR (RFC 8949) in the form of JSON, so that what looks for names and values need not know in
 * which of the two they were sent. Several items one behind the other are several roots (RFC 8742).
 *
 * <p>Converted as section 6.1 has it, and where JSON leaves a choice, so that equal values look
 * equal: a whole number is written without a fraction however it is coded, bytes that are letters
 * are a text (some libraries take them for one) and others are in base64, as AWS writes them in
 * JSON. A tag says of a value what it is for and is left out, but for numbers and for an item
 * within a byte string, which are read. A key that is no text is written as one. A value that
 * refers to another makes the document doubtful: not every library follows it.
 */
final class Cbor {

    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;

    /** In place of a length, and as an item of its own behind what had none. */
    private static final int INDEFINITE = 31;

    private static final int BREAK = 0xff;

    /** Bytes of a number; JSON's are as long. */
    private static final int MOST_NUMBER = 400;

    /** Powers of ten and two that are written out. */
    private static final int MOST_EXPONENT = 20;

    /** Items in one body, of which a megabyte may hold more than of JSON's values. */
    static final int MOST_VALUES = 300_000;

    /** Whole numbers that a double holds exactly, and a few more. */
    private static final double MOST_WHOLE = 1e18;

    private static final Json FALSE = new Json.Literal("false");
    private static final Json TRUE = new Json.Literal("true");
    private static final Json NULL = new Json.Null();

    /** Numbers that are written with all their zeros are bigger. */
    private static final double LEAST_PLAIN = 1e-9;

    private final byte[] bytes;
    private final List<String> doubts = new ArrayList<>(0);
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private int at;
    private int end;
    private int values;

    private Cbor(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    private static final class NotRead extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotRead() {
            super("not CBOR, or past a bound", null, false, false);
        }
    }

    /** Reads all of it; empty where it is not well-formed or past a bound. */
    static Optional<Document> read(byte[] bytes) {
        Cbor cbor = new Cbor(bytes);
        List<Json> roots = new ArrayList<>(1);
        try {
            while (cbor.at < cbor.end) {
                roots.add(cbor.value(1));
                if (cbor.at < cbor.end && cbor.peek() == BREAK) {
                    // the bulk API of Elasticsearch parts items so
                    cbor.at++;
                }
            }
        } catch (NotRead notRead) {
            return Optional.empty();
        }
        return roots.isEmpty() ? Optional.empty() : Optional.of(new Document(roots, cbor.doubts));
    }

    private Json value(int depth) {
        if (++values > MOST_VALUES || depth > Document.MOST_DEPTH) {
            throw new NotRead();
        }
        int first = next();
        int info = first & 31;
        return switch (first >> 5) {
            case UNSIGNED -> new Json.Literal(Long.toUnsignedString(argument(info)));
            case NEGATIVE -> new Json.Literal(negative(unsigned(argument(info))));
            case BYTES -> new Json.Text(letters(string(BYTES, info)));
            case TEXT -> new Json.Text(text(string(TEXT, info)).orElseThrow(NotRead::new));
            case ARRAY -> array(info, depth);
            case MAP -> map(info, depth);
            case TAG -> tagged(argument(info), depth);
            default -> simple(info);
        };
    }

    private int next() {
        if (at >= end) {
            throw new NotRead();
        }
        return bytes[at++] & 0xff;
    }

    private int peek() {
        if (at >= end) {
            throw new NotRead();
        }
        return bytes[at] & 0xff;
    }

    /** The number in the head of an item, which is unsigned. */
    private long argument(int info) {
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw new NotRead();
        }
        return number(1 << (info - 24));
    }

    private long number(int size) {
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number << 8 | next();
        }
        return number;
    }

    /** How many follow, of which each takes a byte at least. */
    private int length(int info) {
        long length = argument(info);
        if (length < 0 || length > end - at) {
            throw new NotRead();
        }
        return (int) length;
    }

    private static BigInteger unsigned(long number) {
        return number >= 0
                ? BigInteger.valueOf(number)
                : new BigInteger(Long.toUnsignedString(number));
    }

    private static String negative(BigInteger written) {
        return written.not().toString();
    }

    /** Of one piece or, where its length is not told, of several. */
    private byte[] string(int major, int info) {
        if (info != INDEFINITE) {
            return piece(length(info));
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int first = next(); first != BREAK; first = next()) {
            if (first >> 5 != major || ++values > MOST_VALUES) {
                throw new NotRead();
            }
            int length = length(first & 31);
            whole.write(bytes, at, length);
            at += length;
        }
        return whole.toByteArray();
    }

    private byte[] piece(int length) {
        byte[] piece = new byte[length];
        System.arraycopy(bytes, at, piece, 0, length);
        at += length;
        return piece;
    }

    private Optional<String> text(byte[] utf8) {
        try {
            return Optional.of(decoder.decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    private String letters(byte[] string) {
        return text(string)
                .filter(t -> t.chars().noneMatch(Cbor::isControl))
                .orElseGet(() -> Base64.getEncoder().encodeToString(string));
    }

    private static boolean isControl(int c) {
        return c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f;
    }

    private Json array(int info, int depth) {
        boolean told = info != INDEFINITE;
        int length = told ? length(info) : 0;
        List<Json> elements = new ArrayList<>(4);
        while (told ? elements.size() < length : peek() != BREAK) {
            elements.add(value(depth + 1));
        }
        at += told ? 0 : 1;
        return elements.isEmpty() ? Json.Items.NONE : new Json.Items(elements);
    }

    private Json map(int info, int depth) {
        boolean told = info != INDEFINITE;
        int length = told ? length(info) : 0;
        Entries entries = new Entries(depth, doubts);
        for (int i = 0; told ? i < length : peek() != BREAK; i++) {
            int start = at;
            String key = key(value(depth + 1), start);
            entries.put(key, value(depth + 1));
        }
        at += told ? 0 : 1;
        return entries.object();
    }

    /** What is neither a text nor a number names nothing. */
    private static String key(Json key, int start) {
        return key instanceof Json.Null
                ? "null"
                : key.scalar().orElseGet(() -> "a key at byte " + start);
    }

    /** By the registry of tags; those that are not named here change nothing of what it says. */
    private Json tagged(long tag, int depth) {
        if (tag == 2 || tag == 3) {
            int first = next();
            if (first >> 5 != BYTES) {
                throw new NotRead();
            }
            BigInteger number = new BigInteger(1, significant(string(BYTES, first & 31)));
            return new Json.Literal(tag == 2 ? number.toString() : negative(number));
        }
        if (tag == 24 && peek() >> 5 == BYTES) {
            return within(depth);
        }
        if ((tag == 25 || tag == 29) && doubts.isEmpty()) {
            doubts.add("a value that stands elsewhere");
        }
        Json value = value(depth + 1);
        return tag == 4 || tag == 5 ? fraction(value, tag == 4) : value;
    }

    private static byte[] significant(byte[] number) {
        int zeros = 0;
        while (zeros < number.length && number[zeros] == 0) {
            zeros++;
        }
        if (number.length - zeros > MOST_NUMBER) {
            throw new NotRead();
        }
        return java.util.Arrays.copyOfRange(number, zeros, number.length);
    }

    /** An item that is coded in a byte string, read where it stands. */
    private Json within(int depth) {
        int length = length(next() & 31);
        int after = end;
        end = at + length;
        Json value = value(depth + 1);
        if (at != end) {
            throw new NotRead();
        }
        end = after;
        return value;
    }

    /** {@code [exponent, mantissa]}, of ten or of two. */
    private static Json fraction(Json value, boolean decimal) {
        List<Json> parts = value.items();
        if (parts.size() != 2) {
            throw new NotRead();
        }
        BigInteger exponent = whole(parts.get(0));
        BigInteger mantissa = whole(parts.get(1));
        if (mantissa.signum() == 0) {
            return new Json.Literal("0");
        }
        if (exponent.bitLength() > 31 || Math.abs(exponent.longValue()) > MOST_EXPONENT) {
            return new Json.Literal(mantissa + (decimal ? "E" : "P") + exponent);
        }
        int power = exponent.intValue();
        BigDecimal number =
                decimal
                        ? new BigDecimal(mantissa, -power)
                        : power < 0
                                // a half is five tenths
                                ? new BigDecimal(
                                        mantissa.multiply(BigInteger.valueOf(5).pow(-power)),
                                        -power)
                                : new BigDecimal(mantissa.shiftLeft(power));
        return new Json.Literal(number.stripTrailingZeros().toPlainString());
    }

    private static BigInteger whole(Json number) {
        if (number instanceof Json.Literal l && isWhole(l.written())) {
            return new BigInteger(l.written());
        }
        throw new NotRead();
    }

    private static boolean isWhole(String written) {
        return written.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
    }

    private Json simple(int info) {
        return switch (info) {
            case 20 -> FALSE;
            case 21 -> TRUE;
            case 22, 23 -> NULL;
            case 24 -> {
                int value = next();
                if (value < 32) {
                    throw new NotRead();
                }
                yield new Json.Text("simple(" + value + ")");
            }
            case 25 -> real(half((int) number(2)));
            case 26 -> real(Float.intBitsToFloat((int) number(4)));
            case 27 -> real(Double.longBitsToDouble(number(8)));
            default -> {
                if (info > 27) {
                    throw new NotRead();
                }
                yield new Json.Text("simple(" + info + ")");
            }
        };
    }

    private static Json real(double number) {
        double size = Math.abs(number);
        boolean whole = number == Math.rint(number) && size < MOST_WHOLE;
        boolean plain = size > LEAST_PLAIN && size < MOST_WHOLE;
        return new Json.Literal(
                whole
                        ? Long.toString((long) number)
                        : plain
                                ? BigDecimal.valueOf(number).toPlainString()
                                : Double.toString(number));
    }

    /** RFC 8949, appendix D. */
    private static double half(int bits) {
        int exponent = bits >> 10 & 31;
        int mantissa = bits & 1023;
        double size =
                exponent == 0
                        ? Math.scalb((double) mantissa, -24)
                        : exponent == 31
                                ? mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                                : Math.scalb((double) (mantissa + 1024), exponent - 25);
        return (bits & 0x8000) == 0 ? size : -size;
    }
}
