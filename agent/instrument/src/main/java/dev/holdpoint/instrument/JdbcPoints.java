package dev.holdpoint.instrument;

import static dev.holdpoint.instrument.ChokePoint.ANY;
import static dev.holdpoint.instrument.ChokePoint.Weave.AROUND;
import static dev.holdpoint.instrument.ChokePoint.Weave.BEFORE;

import dev.holdpoint.effect.Kind;
import dev.holdpoint.guard.Gate;
import java.util.ArrayList;
import java.util.List;
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

    static final int TEXT = 0;
    static final int PREPARE = 1;
    static final int PREPARED = 2;
    static final int BIND = 3;
    static final int UNBIND = 4;
    static final int ADD_TEXT = 5;
    static final int ADD_ROW = 6;
    static final int CLEAR_BATCH = 7;
    static final int BATCH = 8;
    static final int ROW_DELETED = 9;
    static final int ROW_UPDATED = 10;
    static final int ROW_INSERTED = 11;
    static final int CONNECT = 12;

    private static final String STRING = "Ljava/lang/String;";

    private volatile @Nullable JdbcSight sight;

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
            throws Exception {
        sight().enter(gate, sight, self, arguments);
        return null;
    }

    @Override
    public void leave(int sight, @Nullable Object self, @Nullable Object result) {
        sight().leave(sight, result);
    }

    /** Made when it is first needed: it refers to {@code java.sql}, which few starts load. */
    private JdbcSight sight() {
        JdbcSight made = sight;
        if (made == null) {
            synchronized (this) {
                made = sight;
                if (made == null) {
                    made = new JdbcSight();
                    sight = made;
                }
            }
        }
        return made;
    }
}
