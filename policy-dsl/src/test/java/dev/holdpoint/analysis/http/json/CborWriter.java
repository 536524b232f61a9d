package dev.holdpoint.analysis.http.json;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes JSON as CBOR, in either of the two ways in which lengths may be told. */
public final class CborWriter {

    private static final int BREAK = 0xff;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean indefinite;

    private CborWriter(boolean indefinite) {
        this.indefinite = indefinite;
    }

    public static byte[] write(Document document, boolean indefinite) {
        CborWriter writer = new CborWriter(indefinite);
        document.roots().forEach(writer::value);
        return writer.out.toByteArray();
    }

    private void value(Json json) {
        if (json instanceof Json.Members m) {
            begin(5, m.entries().size());
            for (Map.Entry<String, Json> e : m.entries().entrySet()) {
                text(e.getKey());
                value(e.getValue());
            }
            end();
        } else if (json instanceof Json.Items i) {
            begin(4, i.elements().size());
            i.elements().forEach(this::value);
            end();
        } else if (json instanceof Json.Text t) {
            text(t.value());
        } else if (json instanceof Json.Literal l) {
            literal(l.written());
        } else {
            out.write(0xf6);
        }
    }

    private void literal(String written) {
        if (written.equals("true") || written.equals("false")) {
            out.write(written.equals("true") ? 0xf5 : 0xf4);
        } else if (written.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9')) {
            BigInteger number = new BigInteger(written);
            boolean negative = number.signum() < 0;
            head(negative ? 1 : 0, (negative ? number.not() : number).longValueExact());
        } else {
            out.write(0xfb);
            number(Double.doubleToLongBits(Double.parseDouble(written)), 8);
        }
    }

    /** In halves, where lengths are not told beforehand. */
    private void text(String text) {
        int half = text.length() / 2;
        boolean parted = indefinite && half > 0 && !Character.isLowSurrogate(text.charAt(half));
        if (!parted) {
            string(text);
            return;
        }
        out.write(0x7f);
        string(text.substring(0, half));
        string(text.substring(half));
        out.write(BREAK);
    }

    private void string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(3, bytes.length);
        out.writeBytes(bytes);
    }

    private void begin(int major, int size) {
        if (indefinite) {
            out.write(major << 5 | 31);
        } else {
            head(major, size);
        }
    }

    private void end() {
        if (indefinite) {
            out.write(BREAK);
        }
    }

    private void head(int major, long argument) {
        int size = argument < 24 ? 0 : argument < 256 ? 1 : argument < 65_536 ? 2 : 8;
        int info = size == 0 ? (int) argument : size == 1 ? 24 : size == 2 ? 25 : 27;
        out.write(major << 5 | info);
        number(argument, size);
    }

    private void number(long value, int size) {
        for (int i = size - 1; i >= 0; i--) {
            out.write((int) (value >> 8 * i));
        }
    }
}
