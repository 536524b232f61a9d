package dev.holdpoint.analysis.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A real database that may be destroyed, and what can be told of its state from outside: rows,
 * catalogs, sequences, and the files beside it.
 */
interface Scratch extends AutoCloseable {

    /**
     * Runs a text as a client would, with its results read; whether it succeeds does not matter.
     */
    default void run(String text) {
        try (Connection c = connect();
                Statement s = c.createStatement()) {
            s.setQueryTimeout(3);
            boolean rows = s.execute(text);
            while (rows || s.getUpdateCount() >= 0) {
                if (rows) {
                    drain(s.getResultSet());
                }
                rows = s.getMoreResults();
            }
        } catch (SQLException e) {
            // a statement that the database refuses has changed nothing, which the state shows
            refused(e);
        }
    }

    private static void refused(SQLException e) {
        if (e.getMessage() == null) {
            throw new IllegalStateException(e);
        }
    }

    private static void drain(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (int i = 1; i <= columns; i++) {
                rows.getObject(i);
            }
        }
    }

    Connection connect() throws SQLException;

    /** Everything that a read must leave as it is, by name. */
    Map<String, String> state() throws SQLException;

    /** A cheap sign that changes whenever the state does, and sometimes when it does not. */
    String pulse() throws SQLException;

    @Override
    void close();

    /** What a query gives, row by row. */
    static List<String> rows(Connection c, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery(query)) {
            int columns = r.getMetaData().getColumnCount();
            while (r.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(r.getString(i)).append('\t');
                }
                rows.add(row.toString().strip());
            }
        }
        return rows;
    }

    /** The files of a directory with their contents. */
    static String files(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            StringBuilder s = new StringBuilder();
            for (Path p : all.filter(Files::isRegularFile).sorted().toList()) {
                s.append(directory.relativize(p)).append('=');
                s.append(java.util.Arrays.hashCode(Files.readAllBytes(p))).append(' ');
            }
            return s.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("holdpoint-scratch");
            Files.writeString(directory.resolve("planted.txt"), "stays");
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Connection c, String... statements) throws SQLException {
        try (Statement s = c.createStatement()) {
            for (String statement : statements) {
                s.execute(statement);
            }
        }
    }

    /**
     * PostgreSQL, which refuses to run as root: the library then starts it in a user namespace of
     * its own, so that this works as root and not as root.
     */
    static Scratch postgres() throws IOException, SQLException {
        EmbeddedPostgres server =
                EmbeddedPostgres.builder()
                        .setServerConfig("autovacuum", "off")
                        .setServerConfig("fsync", "off")
                        .setServerConfig("statement_timeout", "2000")
                        .setServerConfig("lock_timeout", "500")
                        .start();
        try (Connection c = server.getPostgresDatabase().getConnection()) {
            create(
                    c,
                    "CREATE TABLE t (id int PRIMARY KEY, a int, b int, name text, doc jsonb)",
                    "INSERT INTO t SELECT i, i % 3, i % 2, 'n' || i, '{\"a\": 1}' FROM generate_series(1, 20) i",
                    "CREATE TABLE u (id int PRIMARY KEY, a int)",
                    "INSERT INTO u SELECT i, i FROM generate_series(1, 5) i",
                    "CREATE TABLE users AS SELECT * FROM t",
                    "CREATE SEQUENCE s",
                    "SELECT nextval('s')",
                    "CREATE VIEW v AS SELECT * FROM t",
                    "CREATE MATERIALIZED VIEW m AS SELECT * FROM t",
                    "SELECT lo_from_bytea(1, 'stays')",
                    "CREATE ROLE bob",
                    "VACUUM ANALYZE");
        }
        return new Scratch() {
            @Override
            public Connection connect() throws SQLException {
                return server.getPostgresDatabase().getConnection();
            }

            @Override
            public String pulse() throws SQLException {
                try (Connection c = connect()) {
                    return rows(
                                    c,
                                    "SELECT pg_snapshot_xmax(pg_current_snapshot()), pg_current_wal_insert_lsn(),"
                                            + " (SELECT count(*) FROM pg_replication_slots),"
                                            + " (SELECT count(*) FROM pg_ls_dir('.'))")
                            .toString();
                }
            }

            @Override
            public Map<String, String> state() throws SQLException {
                Map<String, String> state = new TreeMap<>();
                try (Connection c = connect()) {
                    List<String> tables =
                            rows(
                                    c,
                                    "SELECT c.oid::regclass FROM pg_class c WHERE relkind IN ('r', 'm') AND"
                                            + " relnamespace IN ('pg_catalog'::regnamespace, 'public'::regnamespace)"
                                            + " AND relname NOT LIKE 'pg_statistic%' ORDER BY 1");
                    for (String table : tables) {
                        state.put(
                                table,
                                rows(
                                                c,
                                                "SELECT count(*), sum(hashtextextended(x::text, 0)) FROM "
                                                        + table
                                                        + " x")
                                        .toString());
                    }
                    state.put(
                            "sequence", rows(c, "SELECT last_value, is_called FROM s").toString());
                    state.put(
                            "replication",
                            rows(c, "SELECT slot_name, restart_lsn FROM pg_replication_slots")
                                    .toString());
                    state.put(
                            "files",
                            rows(
                                            c,
                                            "SELECT f, CASE WHEN f LIKE '%.conf' THEN pg_read_file(f) END"
                                                    + " FROM pg_ls_dir('.') f WHERE f NOT LIKE '%log%'"
                                                    + " ORDER BY f")
                                    .toString());
                }
                return state;
            }

            @Override
            public void close() {
                try {
                    server.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** A database behind a URL, whose whole content one query tells. */
    private static Scratch embedded(String url, Path directory, String[] setup, String[] content)
            throws SQLException {
        Connection keep = DriverManager.getConnection(url);
        create(keep, setup);
        return new Scratch() {
            @Override
            public Connection connect() throws SQLException {
                return DriverManager.getConnection(url);
            }

            @Override
            public Map<String, String> state() throws SQLException {
                Map<String, String> state = new TreeMap<>();
                for (String query : content) {
                    state.put(query, rows(keep, query).toString());
                }
                return state;
            }

            @Override
            public String pulse() throws SQLException {
                return state() + Scratch.files(directory);
            }

            @Override
            public void close() {
                try {
                    keep.close();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                delete(directory);
            }
        };
    }

    static Scratch sqlite() throws SQLException {
        Path directory = directory();
        return embedded(
                "jdbc:sqlite:" + directory.resolve("scratch.db"),
                directory,
                new String[] {
                    "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b INT, name TEXT)",
                    "INSERT INTO t VALUES (1, 1, 1, 'x'), (2, 2, 2, 'y')",
                    "CREATE TABLE u (id INTEGER PRIMARY KEY, a INT)",
                    "INSERT INTO u VALUES (1, 1)",
                    "CREATE TABLE users AS SELECT * FROM t"
                },
                new String[] {
                    "SELECT * FROM sqlite_master",
                    "SELECT * FROM t",
                    "SELECT * FROM u",
                    "SELECT * FROM users",
                    "PRAGMA user_version",
                    "PRAGMA journal_mode"
                });
    }

    static Scratch h2() throws SQLException {
        Path directory = directory();
        return embedded(
                "jdbc:h2:mem:scratch" + directory.getFileName() + ";DB_CLOSE_DELAY=-1",
                directory,
                new String[] {
                    "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, name VARCHAR(20))",
                    "INSERT INTO t VALUES (1, 1, 1, 'x'), (2, 2, 2, 'y')",
                    "CREATE TABLE u (id INT PRIMARY KEY, a INT)",
                    "INSERT INTO u VALUES (1, 1)",
                    "CREATE TABLE users AS SELECT * FROM t",
                    "CREATE SEQUENCE s"
                },
                new String[] {"SCRIPT NOPASSWORDS NOSETTINGS"});
    }
}
