package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Operation;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what equal texts meant. Bounded: so many places, each for one text that is not long; a
 * new text takes the place of an old one. Lock-free: a place is read and written whole, and losing
 * a race costs a reading. Thread-safe.
 */
final class Memory {

    private static final int PLACES = 1024;
    private static final int LONGEST = 4_096;

    /**
     * One text that was read.
     *
     * @param effect what it does when it is not nested in another effect
     */
    record Remembered(
            String text,
            String dialect,
            Optional<Operation.Connection> connection,
            Finding finding,
            Effect effect) {}

    private final AtomicReferenceArray<@Nullable Remembered> places =
            new AtomicReferenceArray<>(PLACES);

    Optional<Remembered> recall(
            String text, String dialect, Optional<Operation.Connection> connection) {
        Remembered r = places.get(place(text));
        return r != null
                        && r.text.equals(text)
                        && r.dialect.equals(dialect)
                        && same(r.connection, connection)
                ? Optional.of(r)
                : Optional.empty();
    }

    void keep(Remembered remembered) {
        if (remembered.text.length() <= LONGEST) {
            places.set(place(remembered.text), remembered);
        }
    }

    private static boolean same(
            Optional<Operation.Connection> a, Optional<Operation.Connection> b) {
        return a.isPresent() == b.isPresent() && (a.isEmpty() || a.get().equals(b.get()));
    }

    private static int place(String text) {
        int h = text.hashCode() * 0x9E3779B9;
        return h >>> 22;
    }
}
