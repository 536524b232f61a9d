package dev.holdpoint.effect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a request body or of a standard input: there are none, they are known, or they could
 * not be read.
 */
public sealed interface Body {

    Body EMPTY = new Empty();

    record Empty() implements Body {}

    /** The whole of it. */
    @SuppressWarnings("ArrayRecordComponent") // equality is by content, below
    record Bytes(byte[] content) implements Body {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes b && Arrays.equals(b.content, content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content);
        }

        @Override
        public String toString() {
            return content.length + " bytes";
        }
    }

    /** Streamed, too long or otherwise not readable before the operation runs. */
    record Unread(String why) implements Body {}

    static Body of(String text) {
        return text.isEmpty() ? EMPTY : new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    static Body of(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content.clone());
    }
}
