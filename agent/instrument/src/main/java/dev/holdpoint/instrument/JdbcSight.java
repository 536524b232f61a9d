package dev.holdpoint.instrument;

import static dev.holdpoint.instrument.JdbcPoints.*;

import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.guard.Gate;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What is seen at the choke points of {@link JdbcPoints}, and what is made of it. Thread-safe.
 *
 * <p>Where the receiver is not of JDBC, whose shape it only has, nothing is judged; but an entry is
 * made all the same at choke points that surround the call, because its end will be told.
 */
final class JdbcSight {

    /** A call that is under way; a call within it that is the same is part of it, once. */
    private static final class Call {
        private final Optional<Operation.Sql> operation;
        private final Optional<String> preparing;
        private boolean passedOn;

        Call(Optional<Operation.Sql> operation, Optional<String> preparing) {
            this.operation = operation;
            this.preparing = preparing;
        }
    }

    private static final Call OTHER = new Call(Optional.empty(), Optional.empty());

    private final UnderWay<Call> underWay = new UnderWay<>();
    private final Remembered<StatementMemory> statements = new Remembered<>();
    private final Connections connections = new Connections();

    void enter(Gate gate, int sight, @Nullable Object self, @Nullable Object[] arguments)
            throws SQLException {
        switch (sight) {
            case TEXT -> {
                if (self instanceof Statement statement) {
                    run(gate, statement, List.of(text(arguments[0])), List.of());
                } else {
                    underWay.begin(OTHER);
                }
            }
            case PREPARED -> {
                if (self instanceof PreparedStatement statement) {
                    StatementMemory memory = memory(statement);
                    run(gate, statement, memory.texts(), memory.parameters());
                } else {
                    underWay.begin(OTHER);
                }
            }
            case BATCH -> {
                if (self instanceof Statement statement) {
                    StatementMemory memory = memory(statement);
                    run(gate, statement, memory.batch(), memory.batchParameters());
                    memory.clearBatch();
                } else {
                    underWay.begin(OTHER);
                }
            }
            case PREPARE ->
                    underWay.begin(
                            new Call(Optional.empty(), Optional.ofNullable((String) arguments[0])));
            case BIND -> {
                if (self instanceof PreparedStatement && arguments[0] != null) {
                    memory(self).bind(arguments[0], arguments.length > 1 ? arguments[1] : null);
                }
            }
            case UNBIND -> {
                if (self instanceof PreparedStatement) {
                    memory(self).unbind();
                }
            }
            case ADD_TEXT -> {
                if (self instanceof Statement) {
                    memory(self).addToBatch(text(arguments[0]));
                }
            }
            case ADD_ROW -> {
                if (self instanceof PreparedStatement) {
                    memory(self).addRow();
                }
            }
            case CLEAR_BATCH -> {
                if (self instanceof Statement) {
                    memory(self).clearBatch();
                }
            }
            case ROW_DELETED, ROW_UPDATED, ROW_INSERTED -> row(gate, sight, self);
            case CONNECT -> {
                if (arguments[0] instanceof String url) {
                    connect(gate, url, (Properties) arguments[1]);
                }
            }
            default -> throw new IllegalArgumentException("no such sight: " + sight);
        }
    }

    void leave(int sight, @Nullable Object result) {
        Call call = underWay.end();
        if (sight == PREPARE && call != null && result instanceof PreparedStatement statement) {
            memory(statement).prepared(call.preparing);
        }
    }

    /** Judges what a statement is about to run, unless it is part of a call that was judged. */
    private void run(
            Gate gate, Statement statement, Optional<List<String>> texts, List<String> parameters)
            throws SQLException {
        if (texts.isEmpty()) {
            gate.demand(
                    new Operation.Unreadable(
                            Kind.SQL, "a prepared statement whose text is not known"));
            underWay.begin(OTHER);
            return;
        }
        run(gate, statement, texts.get(), parameters);
    }

    private void run(Gate gate, Statement statement, List<String> texts, List<String> parameters) {
        if (texts.isEmpty()) {
            underWay.begin(OTHER); // an empty batch
            return;
        }
        StatementMemory memory = memory(statement);
        Connections.Place place = memory.place(connections, statement);
        judge(gate, new Operation.Sql(place.dialect(), texts, parameters, place.connection()));
    }

    private void judge(Gate gate, Operation.Sql operation) {
        Call around = underWay.innermost(OTHER);
        if (around == null
                || around.passedOn
                || around.operation.isEmpty()
                || !around.operation.get().equals(operation)) {
            gate.demand(operation);
        } else {
            around.passedOn = true;
        }
        underWay.begin(new Call(Optional.of(operation), Optional.empty()));
    }

    /**
     * A row of an updatable result set is put as the SQL that says the same, except where the
     * driver runs such SQL through a prepared statement of its own, which is judged.
     */
    private void row(Gate gate, int sight, @Nullable Object self) throws SQLException {
        if (!(self instanceof ResultSet rows) || runsItsOwnSql(self.getClass().getName())) {
            underWay.begin(OTHER);
            return;
        }
        Optional<String> text =
                switch (sight) {
                    case ROW_DELETED -> Rows.deletion(rows);
                    case ROW_UPDATED -> Rows.update(rows);
                    default -> Rows.insertion(rows);
                };
        if (text.isEmpty()) {
            gate.demand(
                    new Operation.Unreadable(
                            Kind.SQL, "a change through a result set of no one table"));
            underWay.begin(OTHER);
            return;
        }
        Connections.Place place = connections.of(rows.getStatement());
        judge(
                gate,
                new Operation.Sql(
                        place.dialect(), List.of(text.get()), List.of(), place.connection()));
    }

    private static boolean runsItsOwnSql(String driver) {
        return driver.startsWith("org.postgresql.") || driver.startsWith("org.h2.");
    }

    private void connect(Gate gate, String url, @Nullable Properties properties) {
        JdbcUrl read = JdbcUrl.of(url);
        connections.remember(read, properties);
        if (read.runs().isPresent()) {
            gate.demand(
                    new Operation.Sql(
                            read.dialect(),
                            List.of(read.runs().get()),
                            List.of(),
                            Optional.of(
                                    new Operation.Connection(
                                            read.bare(), read.user(), Optional.empty()))));
        }
    }

    private StatementMemory memory(Object statement) {
        StatementMemory known = statements.get(statement);
        if (known == null) {
            StatementMemory fresh = new StatementMemory();
            known = statements.putIfAbsent(statement, fresh);
            return known == null ? fresh : known;
        }
        return known;
    }

    private static String text(@Nullable Object text) {
        if (text instanceof String sql) {
            return sql;
        }
        throw new IllegalArgumentException("no SQL text");
    }
}
