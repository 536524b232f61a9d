package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Operation;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where texts were executed last: a connection's URL is read once, not for each of its
 * texts. Bounded: so many places, each for the connection that came last. Lock-free, as {@link
 * Memory}; thread-safe.
 */
final class Destinations {

    private static final int PLACE_BITS = 6;

    private static final Destination[] SOMEWHERE = new Destination[Integer.SIZE];

    static {
        for (Dialect dialect : Dialect.all()) {
            SOMEWHERE[place(dialect)] = Destination.somewhere(dialect);
        }
    }

    private record Known(String dialect, Operation.Connection connection, Destination destination) {

        boolean is(String dialect, Operation.Connection connection) {
            return this.dialect.equals(dialect) && Objects.equals(this.connection, connection);
        }
    }

    private final AtomicReferenceArray<@Nullable Known> places =
            new AtomicReferenceArray<>(1 << PLACE_BITS);

    /** Where that operation is executed, as far as it tells. */
    Destination of(Operation.Sql operation) {
        if (operation.connection().isEmpty()) {
            return somewhere(operation.dialect());
        }
        String dialect = operation.dialect();
        Operation.Connection connection = operation.connection().get();
        int place = connection.url().hashCode() * 0x9E37_79B9 >>> Integer.SIZE - PLACE_BITS;
        Known known = places.getAcquire(place);
        if (known == null || !known.is(dialect, connection)) {
            Destination destination = Destination.of(Dialect.named(dialect), connection);
            known = new Known(dialect, connection, destination);
            places.setRelease(place, known);
        }
        return known.destination;
    }

    /** The name that came last, and what it stands for. */
    private record Named(String name, Destination destination) {}

    private Named last = new Named("", SOMEWHERE[place(Dialect.named(""))]);

    @SuppressWarnings("ReferenceEquality") // whoever does not give the same string looks it up
    private Destination somewhere(String dialect) {
        Named named = last;
        if (named.name != dialect) {
            named = new Named(dialect, SOMEWHERE[place(Dialect.named(dialect))]);
            last = named;
        }
        return named.destination;
    }

    private static int place(Dialect dialect) {
        return Integer.numberOfTrailingZeros(dialect.bit());
    }
}
