package dev.holdpoint.instrument;

import static dev.holdpoint.instrument.ChokePoint.ANY;
import static dev.holdpoint.instrument.ChokePoint.Weave.AROUND;
import static dev.holdpoint.instrument.ChokePoint.Weave.BEFORE;

import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.guard.Gate;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * JDBC, whatever the driver. Methods are found by their shape, in every class that is loaded:
 * SQLite holds the bodies in a class that does not implement {@code java.sql.Statement}, pools and
 * proxies are generated while the application runs, and a class's supertypes may not be loaded yet
 * when it is. Whether the receiver is a statement is looked at when the method runs.
 *
 * <p>A text is judged where it runs. What was prepared, added to a batch or bound to a parameter is
 * remembered with the statement object. Pools and drivers call each other with the same text: such
 * a call within a call is part of it, once, if its texts, parameters and connection are the same;
 * all else is judged again, however deep it is. So a wrapper that lies about its connection, runs
 * its text twice, or another text, gains nothing.
 */
final class JdbcPoints implements Family {

    private static final int TEXT = 0;
    private static final int PREPARE = 1;
    private static final int PREPARED = 2;
    private static final int BIND = 3;
    private static final int UNBIND = 4;
    private static final int ADD_TEXT = 5;
    private static final int ADD_ROW = 6;
    private static final int CLEAR_BATCH = 7;
    private static final int BATCH = 8;
    private static final int ROW_DELETED = 9;
    private static final int ROW_UPDATED = 10;
    private static final int ROW_INSERTED = 11;
    private static final int CONNECT = 12;

    private static final String STRING = "Ljava/lang/String;";

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

    @Override
    public Kind kind() {
        return Kind.SQL;
    }

    @Override
    public List<ChokePoint> table() {
        List<ChokePoint> rows = new ArrayList<>();
        for (String more : new String[] {"", "I", "[I", "[" + STRING}) {
            String arguments = "(" + STRING + more + ")";
            rows.add(around("execute", arguments + "Z", TEXT));
            rows.add(around("executeUpdate", arguments + "I", TEXT));
            rows.add(around("executeLargeUpdate", arguments + "J", TEXT));
            addPreparations(rows, arguments);
        }
        rows.add(around("executeQuery", "(" + STRING + ")Ljava/sql/ResultSet;", TEXT));
        for (String more : new String[] {"", "II", "III"}) {
            String arguments = "(" + STRING + more + ")";
            rows.add(around("prepareCall", arguments + "Ljava/sql/CallableStatement;", PREPARE));
            if (!more.isEmpty()) {
                addPreparations(rows, arguments);
            }
        }
        rows.add(around("execute", "()Z", PREPARED));
        rows.add(around("executeQuery", "()Ljava/sql/ResultSet;", PREPARED));
        rows.add(around("executeUpdate", "()I", PREPARED));
        rows.add(around("executeLargeUpdate", "()J", PREPARED));
        rows.add(before("addBatch", "(" + STRING + ")V", ADD_TEXT));
        rows.add(before("addBatch", "()V", ADD_ROW));
        rows.add(before("clearBatch", "()V", CLEAR_BATCH));
        rows.add(around("executeBatch", "()[I", BATCH));
        rows.add(around("executeLargeBatch", "()[J", BATCH));
        rows.add(around("deleteRow", "()V", ROW_DELETED));
        rows.add(around("updateRow", "()V", ROW_UPDATED));
        rows.add(around("insertRow", "()V", ROW_INSERTED));
        rows.add(
                before(
                        "connect",
                        "(" + STRING + "Ljava/util/Properties;)Ljava/sql/Connection;",
                        CONNECT));
        rows.add(before("clearParameters", "()V", UNBIND));
        for (String setter : Setters.ALL) {
            int space = setter.indexOf(' ');
            String name = setter.substring(0, space);
            String value = setter.substring(space + 1);
            rows.add(before(name, "(I" + value + ")V", BIND));
            rows.add(before(name, "(" + STRING + value + ")V", BIND));
        }
        return rows;
    }

    /** The second and third are MySQL's, which its own prepareStatement and row changes use. */
    private static void addPreparations(List<ChokePoint> rows, String arguments) {
        String descriptor = arguments + "Ljava/sql/PreparedStatement;";
        rows.add(around("prepareStatement", descriptor, PREPARE));
        rows.add(around("clientPrepareStatement", descriptor, PREPARE));
        rows.add(around("serverPrepareStatement", descriptor, PREPARE));
    }

    private static ChokePoint around(String name, String descriptor, int sight) {
        return new ChokePoint(ANY, name, descriptor, AROUND, sight);
    }

    private static ChokePoint before(String name, String descriptor, int sight) {
        return new ChokePoint(ANY, name, descriptor, BEFORE, sight);
    }

    @Override
    public @Nullable Object enter(
            Gate gate, int sight, @Nullable Object self, @Nullable Object[] arguments)
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
        return null;
    }

    @Override
    public void leave(int sight, @Nullable Object self, @Nullable Object result) {
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
