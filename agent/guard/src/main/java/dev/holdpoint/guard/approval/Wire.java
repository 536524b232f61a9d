package dev.holdpoint.guard.approval;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** SSH's wire format (RFC 4251, section 5): lengths and bytes, nothing left over. */
final class Wire {

    private final ByteBuffer in;

    Wire(ByteBuffer in) {
        this.in = in;
    }

    byte[] bytes() throws SignatureException {
        int length = integer();
        if (length < 0 || length > in.remaining()) {
            throw new SignatureException("a length points behind the end");
        }
        byte[] out = new byte[length];
        in.get(out);
        return out;
    }

    byte[] raw(int length) throws SignatureException {
        if (length > in.remaining()) {
            throw new SignatureException("it ends too early");
        }
        byte[] out = new byte[length];
        in.get(out);
        return out;
    }

    String text() throws SignatureException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    int integer() throws SignatureException {
        try {
            return in.getInt();
        } catch (BufferUnderflowException e) {
            throw new SignatureException("it ends too early");
        }
    }

    void end() throws SignatureException {
        if (in.hasRemaining()) {
            throw new SignatureException(in.remaining() + " bytes are left over");
        }
    }

    static void put(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(0, bytes.length).array());
        out.writeBytes(bytes);
    }

    static void put(ByteArrayOutputStream out, String text) {
        put(out, text.getBytes(StandardCharsets.UTF_8));
    }
}
