package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what equal texts meant. Bounded: so many places, each for one text that is not long; a
 * new text takes the place of an old one once it has come a second time, so that texts that never
 * come again push nothing out and cost next to nothing. Lock-free: a place is read and written
 * whole, and losing a race costs a reading. Thread-safe.
 */
final class Memory {

    private static final int PLACE_BITS = 10;
    private static final int PLACES = 1 << PLACE_BITS;
    private static final int LONGEST = 4_096;

    /**
     * One text that was read.
     *
     * @param reading what it does when it is not nested in another effect: that effect alone
     */
    record Remembered(
            String text,
            String dialect,
            Optional<Operation.Connection> connection,
            Finding finding,
            Reading reading) {

        private boolean is(String text, String dialect, Optional<Operation.Connection> connection) {
            return this.text.equals(text)
                    && this.dialect.equals(dialect)
                    && this.connection.isPresent() == connection.isPresent()
                    && (connection.isEmpty() || connection.get().equals(this.connection.get()));
        }
    }

    private final AtomicReferenceArray<@Nullable Remembered> places =
            new AtomicReferenceArray<>(PLACES);

    /** The print of the text that was read last and belongs there. */
    private final AtomicIntegerArray heard = new AtomicIntegerArray(PLACES);

    @Nullable Remembered recall(
            String text, String dialect, Optional<Operation.Connection> connection) {
        int place = place(text);
        Remembered first = places.getAcquire(place);
        if (first != null && first.is(text, dialect, connection)) {
            return first;
        }
        Remembered second = places.getAcquire(place ^ 1);
        return second != null && second.is(text, dialect, connection) ? second : null;
    }

    /**
     * True where the text is worth keeping: one of that print was read before, and may come again.
     *
     * @param print of the text; differs for different texts, but for rare ones
     */
    boolean wants(String text, int print) {
        int noted = print >>> Integer.SIZE - PLACE_BITS;
        if (heard.getOpaque(noted) == print) {
            return text.length() <= LONGEST;
        }
        heard.setOpaque(noted, print);
        return false;
    }

    /** Remembers what the text meant. */
    void keep(Remembered remembered) {
        int place = place(remembered.text);
        Remembered first = places.getAcquire(place);
        if (first != null && !first.text.equals(remembered.text)) {
            places.setRelease(place ^ 1, first);
        }
        places.setRelease(place, remembered);
    }

    /**
     * From the length and a few characters, since the hash of a long text that came from the wire
     * would cost as much as a third of reading it.
     */
    private static int place(String text) {
        int length = text.length();
        if (length < 8) {
            return text.hashCode() * 0x9E3779B9 >>> Integer.SIZE - PLACE_BITS;
        }
        int step = length >> 3;
        int h = with(with(with(length, text, 0), text, step), text, 2 * step);
        h = with(with(with(h, text, 3 * step), text, 4 * step), text, 5 * step);
        h = with(with(with(h, text, 6 * step), text, 7 * step), text, length - 1);
        return h * 0x9E3779B9 >>> Integer.SIZE - PLACE_BITS;
    }

    private static int with(int hash, String text, int i) {
        return Integer.rotateLeft(hash, 5) ^ text.charAt(i);
    }
}
