package dev.holdpoint.instrument;

import static dev.holdpoint.instrument.ChokePoint.Weave.AROUND;

import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.guard.Gate;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL's driver sends past JDBC statements: {@code COPY}, for {@code CopyManager} and
 * replication, and calls of functions by the fast path, for large objects. A function that is
 * called by name is put as the {@code SELECT} that says the same; one that is called by its number
 * alone is unreadable.
 */
final class PostgresPoints implements Family {

    private static final int COPY = 0;
    private static final int NAMED = 1;
    private static final int NUMBERED = 2;

    private static final String EXECUTOR = "org.postgresql.core.v3.QueryExecutorImpl";

    /** A call that is under way, and the name that it gives to one call by number within it. */
    private static final class Call {
        private Optional<String> name;

        Call(Optional<String> name) {
            this.name = name;
        }
    }

    private final UnderWay<Call> underWay = new UnderWay<>();

    @Override
    public Kind kind() {
        return Kind.SQL;
    }

    @Override
    public List<ChokePoint> table() {
        return List.of(
                new ChokePoint(
                        EXECUTOR,
                        "startCopy",
                        "(Ljava/lang/String;Z)Lorg/postgresql/copy/CopyOperation;",
                        AROUND,
                        COPY),
                new ChokePoint(
                        EXECUTOR,
                        "fastpathCall",
                        "(ILorg/postgresql/core/ParameterList;Z)[B",
                        AROUND,
                        NUMBERED),
                new ChokePoint(
                        "org.postgresql.fastpath.Fastpath",
                        "fastpath",
                        "(Ljava/lang/String;[Lorg/postgresql/fastpath/FastpathArg;)[B",
                        AROUND,
                        NAMED));
    }

    @Override
    public @Nullable Object enter(
            Gate gate, int sight, @Nullable Object self, @Nullable Object[] arguments) {
        Optional<String> names = Optional.empty();
        switch (sight) {
            case COPY -> {
                if (!(arguments[0] instanceof String text)) {
                    throw new IllegalArgumentException("no COPY text");
                }
                gate.demand(sql(text, place(self)));
            }
            case NAMED -> {
                if (!(arguments[0] instanceof String name) || !isIdentifier(name)) {
                    throw new IllegalArgumentException("not the name of a function");
                }
                names = Optional.of(name);
            }
            default -> {
                Call named = underWay.innermost();
                if (named == null || named.name.isEmpty()) {
                    gate.demand(
                            new Operation.Unreadable(
                                    Kind.SQL, "a function that is called by its number"));
                } else {
                    gate.demand(sql("SELECT " + named.name.get() + "()", place(self)));
                    named.name = Optional.empty();
                }
            }
        }
        underWay.begin(new Call(names));
        return null;
    }

    @Override
    public void leave(int sight, @Nullable Object self, @Nullable Object result) {
        underWay.end();
    }

    private static Operation.Sql sql(String text, Optional<Operation.Connection> connection) {
        return new Operation.Sql("postgresql", List.of(text), List.of(), connection);
    }

    /** As the driver's public methods tell it; the password was not kept. */
    private static Optional<Operation.Connection> place(@Nullable Object executor) {
        if (executor == null) {
            return Optional.empty();
        }
        try {
            Class<?> type = executor.getClass();
            Object host = type.getMethod("getHostSpec").invoke(executor);
            Object database = type.getMethod("getDatabase").invoke(executor);
            Object user = type.getMethod("getUser").invoke(executor);
            return Optional.of(
                    new Operation.Connection(
                            "jdbc:postgresql://" + host + "/" + database,
                            Optional.of(String.valueOf(user)),
                            Optional.empty()));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return Optional.empty(); // to a policy, an unknown place is no allowed one
        }
    }

    private static boolean isIdentifier(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c == '_' || (c >= 'a' && c <= 'z') || (i > 0 && c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
