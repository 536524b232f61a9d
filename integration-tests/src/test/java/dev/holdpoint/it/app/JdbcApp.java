package dev.holdpoint.it.app;

import java.io.StringReader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.largeobject.LargeObjectManager;

/** Runs SQL in every way that JDBC knows, on each database that is named. */
public final class JdbcApp {

    private static final String BAD = "DELETE FROM forbidden";

    private JdbcApp() {}

    public static void main(String[] urls) throws Exception {
        for (String url : urls) {
            String database = url.split(":")[1];
            try (Connection connection = DriverManager.getConnection(url)) {
                prepare(connection);
                statements(database, connection);
                wrappers(database, connection);
                if (database.equals("postgresql")) {
                    postgres(database, connection);
                }
                if (!database.equals("sqlite")) {
                    rows(database, connection);
                }
                Attempts.make(database + ": rows left in forbidden", () -> count(connection));
            }
        }
        Attempts.make(
                "h2: SQL in the address",
                () ->
                        DriverManager.getConnection(
                                "jdbc:h2:mem:init;INIT=SELECT 1\\;DROP TABLE forbidden"));
        System.exit(0);
    }

    /** What nothing may touch once it is there, and is counted through a view. */
    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(40))");
            statement.execute("CREATE TABLE forbidden AS SELECT 1 AS id, 'kept' AS name");
            statement.execute("CREATE VIEW seen AS SELECT * FROM forbidden");
            statement.execute("CREATE TABLE kept (id INT PRIMARY KEY, name VARCHAR(40))");
            statement.execute("INSERT INTO kept VALUES (1, 'kept')");
        }
    }

    private static Object count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM seen")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void statements(String database, Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        make(
                database,
                "executeUpdate, allowed",
                () -> statement.executeUpdate("INSERT INTO t VALUES (1, 'a')"));
        make(database, "execute", () -> statement.execute(BAD));
        make(database, "executeUpdate", () -> statement.executeUpdate(BAD));
        make(database, "executeQuery", () -> statement.executeQuery("SELECT * FROM forbidden"));
        make(
                database,
                "execute, keys",
                () -> statement.execute(BAD, Statement.RETURN_GENERATED_KEYS));
        make(database, "executeLargeUpdate", () -> statement.executeLargeUpdate(BAD));
        make(
                database,
                "by reflection",
                () -> Statement.class.getMethod("execute", String.class).invoke(statement, BAD));
        make(
                database,
                "batch",
                () -> {
                    statement.addBatch("INSERT INTO t VALUES (2, 'b')");
                    statement.addBatch(BAD);
                    return statement.executeBatch();
                });
        make(
                database,
                "batch, cleared, allowed",
                () -> {
                    statement.clearBatch();
                    statement.addBatch("INSERT INTO t VALUES (3, 'c')");
                    return statement.executeBatch().length;
                });
        make(
                database,
                "prepared, allowed",
                () -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
                        insert.setInt(1, 4);
                        insert.setString(2, "forbidden");
                        int one = insert.executeUpdate();
                        insert.setInt(1, 5);
                        insert.addBatch();
                        insert.setInt(1, 6);
                        insert.addBatch();
                        return one + insert.executeBatch().length;
                    }
                });
        make(
                database,
                "prepared",
                () -> {
                    try (PreparedStatement delete =
                            connection.prepareStatement("DELETE FROM forbidden WHERE id = ?")) {
                        delete.setInt(1, 1);
                        return delete.executeUpdate();
                    }
                });
        make(database, "bound by its parameter, allowed", () -> above(connection, 100));
        make(database, "not bound by its parameter", () -> above(connection, 0));
        make(
                database,
                "prepared batch",
                () -> {
                    try (PreparedStatement delete =
                            connection.prepareStatement("DELETE FROM forbidden WHERE id = ?")) {
                        delete.setInt(1, 1);
                        delete.addBatch();
                        return delete.executeBatch();
                    }
                });
        if (!database.equals("sqlite")) {
            make(
                    database,
                    "callable",
                    () -> {
                        try (CallableStatement call = connection.prepareCall(BAD)) {
                            return call.execute();
                        }
                    });
        }
        make(
                database,
                "metadata, allowed",
                () -> connection.getMetaData().getTables(null, null, "%", null).next());
        make(database, "isValid, allowed", () -> connection.isValid(5));
    }

    private static int above(Connection connection, int id) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE t SET name = name WHERE id > ?")) {
            update.setInt(1, id);
            return update.executeUpdate();
        }
    }

    /** Pools and spies: proxies that an application makes itself, honest and not. */
    private static void wrappers(String database, Connection connection) throws SQLException {
        Statement real = connection.createStatement();
        Statement honest =
                proxy(Statement.class, (self, method, values) -> invoke(method, real, values));
        make(
                database,
                "honest wrapper, allowed",
                () -> honest.executeUpdate("INSERT INTO t VALUES (7, 'd')"));
        make(database, "honest wrapper", () -> honest.executeUpdate(BAD));
        Statement liar =
                proxy(
                        Statement.class,
                        (self, method, values) ->
                                method.getName().equals("execute")
                                        ? real.execute(BAD)
                                        : invoke(method, real, values));
        make(database, "wrapper that runs another text", () -> liar.execute("SELECT 1"));
        Statement repeating =
                proxy(
                        Statement.class,
                        (self, method, values) -> {
                            if (method.getName().equals("executeUpdate")) {
                                real.executeUpdate("DELETE FROM t WHERE id = 7");
                            }
                            return invoke(method, real, values);
                        });
        make(
                database,
                "wrapper that runs its text, and another that is allowed",
                () -> repeating.executeUpdate("DELETE FROM t WHERE id = 8"));
        PreparedStatement bad = connection.prepareStatement(BAD);
        Connection swapping =
                proxy(
                        Connection.class,
                        (self, method, values) ->
                                method.getName().equals("prepareStatement")
                                        ? bad
                                        : invoke(method, connection, values));
        make(
                database,
                "wrapper that prepares another text",
                () -> swapping.prepareStatement("SELECT 1").execute());
    }

    private static void rows(String database, Connection connection) {
        make(
                database,
                "updatable rows, allowed",
                () -> {
                    try (Statement updatable =
                                    connection.createStatement(
                                            ResultSet.TYPE_SCROLL_SENSITIVE,
                                            ResultSet.CONCUR_UPDATABLE);
                            ResultSet rows =
                                    updatable.executeQuery("SELECT * FROM t ORDER BY id")) {
                        rows.next();
                        rows.updateString("name", "z");
                        rows.updateRow();
                        rows.deleteRow();
                        return null;
                    }
                });
        make(
                database,
                "updatable rows",
                () -> {
                    try (Statement updatable =
                                    connection.createStatement(
                                            ResultSet.TYPE_SCROLL_SENSITIVE,
                                            ResultSet.CONCUR_UPDATABLE);
                            ResultSet rows = updatable.executeQuery("SELECT * FROM kept")) {
                        rows.next();
                        rows.deleteRow();
                        return null;
                    }
                });
    }

    private static void postgres(String database, Connection connection) throws SQLException {
        CopyManager copies = new CopyManager(connection.unwrap(BaseConnection.class));
        make(
                database,
                "COPY, allowed",
                () -> copies.copyIn("COPY t FROM STDIN", new StringReader("20\tx\n")));
        make(
                database,
                "COPY",
                () -> copies.copyIn("COPY forbidden FROM STDIN", new StringReader("2\tx\n")));
        connection.setAutoCommit(false);
        LargeObjectManager large = connection.unwrap(PGConnection.class).getLargeObjectAPI();
        make(database, "a large object, allowed", () -> large.createLO() > 0);
        make(
                database,
                "a large object is deleted",
                () -> {
                    large.delete(large.createLO());
                    return null;
                });
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void make(String database, String name, Attempts.Attempt attempt) {
        Attempts.make(database + ": " + name, attempt);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        JdbcApp.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(java.lang.reflect.Method method, Object target, Object[] values)
            throws Throwable {
        try {
            return method.invoke(target, values);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
