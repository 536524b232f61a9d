package dev.holdpoint.analysis.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Soundness by execution: what is called a read is run in a real database, and nothing may have
 * changed. What is run: the tables of cases, statements from a grammar that hides changes in every
 * way it knows, and every function of PostgreSQL that has effects by its own catalog.
 */
final class ReadsChangeNothingTest {

    private static Scratch postgres;
    private static Scratch sqlite;
    private static Scratch h2;

    @BeforeContainer
    static void start() throws IOException, SQLException {
        postgres = Scratch.postgres();
        sqlite = Scratch.sqlite();
        h2 = Scratch.h2();
    }

    @AfterContainer
    static void stop() {
        postgres.close();
        sqlite.close();
        h2.close();
    }

    /** Runs the text if it is called a read, and compares; tells whether it was run. */
    private static boolean unchanged(Scratch scratch, String dialect, String text)
            throws SQLException {
        Reading reading = Texts.reading(dialect, text);
        if (reading.verb() != Verb.READ
                || reading.effects().stream().anyMatch(Effect::opaque)
                || text.contains("STDOUT")) {
            return false; // COPY TO STDOUT wants another protocol than a statement's
        }
        Map<String, String> before = STATES.computeIfAbsent(scratch, ReadsChangeNothingTest::state);
        String pulse = scratch.pulse();
        scratch.run(text);
        if (!scratch.pulse().equals(pulse)) {
            Map<String, String> after = state(scratch);
            STATES.put(scratch, after);
            assertEquals(before, after, dialect + ": " + text);
        }
        return true;
    }

    /** The state as it was found last: while the pulse does not change, it does not either. */
    private static final Map<Scratch, Map<String, String>> STATES = new ConcurrentHashMap<>();

    private static Map<String, String> state(Scratch scratch) {
        try {
            return scratch.state();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Example
    void theTablesOfCases() throws SQLException {
        Map<String, Scratch> scratches =
                Map.of("postgresql", postgres, "sqlite", sqlite, "h2", h2, "generic", postgres);
        int run = 0;
        for (String file : List.of("pass.txt", "pass-vendors.txt", "stop.txt", "bypass.txt")) {
            for (Texts.Case c : Texts.cases(file)) {
                Scratch scratch = scratches.get(c.dialect());
                if (scratch != null && unchanged(scratch, c.dialect(), c.text())) {
                    run++;
                }
            }
        }
        assertTrue(run > 30, "only " + run + " were called reads");
    }

    /** Values that a function might take, by the type of its parameter. */
    private static final Map<String, String> VALUES =
            Map.ofEntries(
                    Map.entry("int4", "1"),
                    Map.entry("int8", "1"),
                    Map.entry("int2", "1"),
                    Map.entry("oid", "1"),
                    Map.entry("float8", "0"),
                    Map.entry("float4", "0"),
                    Map.entry("numeric", "1"),
                    Map.entry("text", "'t'"),
                    Map.entry("name", "'t'"),
                    Map.entry("cstring", "'t'"),
                    Map.entry("bool", "true"),
                    Map.entry("regclass", "'t'"),
                    Map.entry("regtype", "'int4'"),
                    Map.entry("pg_lsn", "pg_current_wal_lsn()"),
                    Map.entry("bytea", "'x'"),
                    Map.entry("timestamptz", "now()"),
                    Map.entry("interval", "'1 second'"),
                    Map.entry("xid8", "'3'"),
                    Map.entry("xid", "'3'"),
                    Map.entry("_text", "'{}'"),
                    Map.entry("jsonb", "'{}'"),
                    Map.entry("json", "'{}'"));

    /**
     * They end sessions or the server, or wait; each is listed in the catalog or does nothing else.
     */
    private static final Set<String> UNRUNNABLE = Set.of("pg_sleep_for", "pg_sleep_until");

    @Example
    void everyFunctionThatPostgresCallsVolatile() throws SQLException {
        List<String> functions;
        try (Connection c = postgres.connect()) {
            functions =
                    Scratch.rows(
                            c,
                            "SELECT p.proname || ' ' || coalesce((SELECT string_agg(t.typname, ',' ORDER BY o)"
                                    + " FROM unnest(p.proargtypes) WITH ORDINALITY a(y, o)"
                                    + " JOIN pg_type t ON t.oid = y), '')"
                                    + " FROM pg_proc p WHERE provolatile = 'v' AND prokind = 'f'"
                                    + " AND pronamespace = 'pg_catalog'::regnamespace"
                                    + " AND prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype,"
                                    + " 'internal'::regtype) ORDER BY 1");
        }
        int run = 0;
        for (String function : functions) {
            String[] parts = function.split("[ \t]", 2);
            List<String> arguments = new ArrayList<>();
            boolean known = true;
            if (parts.length > 1 && !parts[1].isBlank()) {
                for (String type : parts[1].strip().split(",")) {
                    known &= VALUES.containsKey(type);
                    arguments.add(VALUES.getOrDefault(type, "") + "::" + type);
                }
            }
            String call =
                    "SELECT * FROM " + parts[0] + "(" + String.join(", ", arguments) + ") AS x";
            if (known
                    && !UNRUNNABLE.contains(parts[0])
                    && unchanged(postgres, "postgresql", call)) {
                run++;
            }
        }
        assertTrue(run > 100, "only " + run + " functions were called reads");
    }

    /** Places in which a function may stand; the first is the plainest. */
    private static final List<String> PLACES =
            List.of(
                    "SELECT %s",
                    "SELECT * FROM %s AS x",
                    "SELECT 1 WHERE (%s) IS NOT NULL",
                    "SELECT 1 ORDER BY %s",
                    "SELECT 1 GROUP BY %s",
                    "SELECT count(*) FILTER (WHERE (%s) IS NULL) FROM t",
                    "SELECT sum(1) OVER (PARTITION BY %s) FROM t",
                    "SELECT 1 LIMIT (SELECT count(%s))",
                    "SELECT CASE WHEN (%s) IS NULL THEN 1 ELSE 2 END",
                    "SELECT ARRAY[%s]",
                    "SELECT (%s)::text",
                    "SELECT * FROM t, LATERAL %s q",
                    "SELECT * FROM ROWS FROM (%s) q",
                    "WITH x AS (SELECT %s) SELECT 1",
                    "VALUES (%s)",
                    "SELECT 1 FROM t HAVING (%s) IS NULL",
                    "DO $$ BEGIN PERFORM %s; END $$",
                    "DO $$ DECLARE x text := %s; BEGIN END $$",
                    "DO $$ BEGIN IF (%s) IS NULL THEN NULL; END IF; END $$",
                    "EXPLAIN ANALYZE SELECT %s",
                    "DECLARE c CURSOR FOR SELECT %s",
                    "COPY (SELECT %s) TO STDOUT");

    @Example
    void whatAFunctionDoesItDoesInEveryPlace() throws SQLException {
        List<String> functions;
        try (Connection c = postgres.connect()) {
            functions =
                    Scratch.rows(
                            c,
                            "SELECT DISTINCT proname FROM pg_proc WHERE provolatile = 'v'"
                                    + " AND prokind = 'f' AND pronamespace = 'pg_catalog'::regnamespace");
        }
        int changing = 0;
        for (String function : functions) {
            String call = "pg_catalog.\"" + function + "\"(1, 'x')";
            Verb plain = Texts.reading("postgresql", "SELECT " + call).verb();
            if (plain == Verb.READ) {
                continue;
            }
            changing++;
            for (String place : PLACES) {
                String text = place.replace("%s", call);
                Verb there = Texts.reading("postgresql", text).verb();
                assertTrue(there.compareTo(plain) >= 0, text + " is " + there + ", not " + plain);
            }
        }
        assertTrue(changing > 50, "only " + changing + " functions change something");
    }

    private static Arbitrary<String> inner() {
        return Arbitraries.of(
                "SELECT * FROM t",
                "SELECT a, count(*) FROM t WHERE b = 1 GROUP BY a",
                "SELECT id FROM t WHERE name LIKE 'n%'",
                "VALUES (1), (2)",
                "DELETE FROM t",
                "DELETE FROM t WHERE id = 1",
                "DELETE FROM t RETURNING *",
                "UPDATE t SET a = 7 RETURNING id",
                "UPDATE t SET a = 7 WHERE id = 3",
                "INSERT INTO u VALUES (99, 1)",
                "INSERT INTO u VALUES (98, 1) RETURNING id",
                "MERGE INTO u USING t ON u.id = t.id WHEN MATCHED THEN DELETE",
                "TRUNCATE u",
                "DROP TABLE users",
                "ALTER TABLE u ADD c int",
                "CREATE TABLE w AS SELECT 1",
                "SELECT * INTO w2 FROM t",
                "SELECT nextval('s')",
                "SELECT setval('s', 5)",
                "SELECT lo_unlink(1)",
                "SELECT lo_create(0)",
                "SELECT id FROM t WHERE setval('s', id) > 0",
                "REFRESH MATERIALIZED VIEW m",
                "GRANT SELECT ON t TO bob",
                "COMMENT ON TABLE t IS 'x'",
                "SELECT load_extension('x')",
                "REPLACE INTO u VALUES (1, 5)",
                "PRAGMA user_version = 5",
                "SELECT NEXT VALUE FOR s",
                "SELECT lo_from_bytea(0, 'x')",
                "SELECT set_config('role', 'bob', false)",
                "SELECT pg_notify('a', 'b')",
                "SELECT pg_create_logical_replication_slot('z', 'pgoutput')",
                "SELECT pg_logical_emit_message(false, 'a', 'b')",
                "SELECT pg_stat_reset()",
                "UPDATE pg_class SET reltuples = 7 WHERE relname = 't'",
                "CREATE FUNCTION w3() RETURNS int LANGUAGE sql AS 'DELETE FROM u; SELECT 1'",
                "CREATE ROLE w4",
                "ALTER ROLE bob CREATEDB",
                "ALTER TABLE u OWNER TO bob",
                "ALTER TABLE u SET UNLOGGED",
                "ANALYZE t",
                "VACUUM FULL u",
                "CLUSTER u USING u_pkey",
                "REINDEX TABLE u",
                "ALTER SYSTEM SET work_mem = '5MB'",
                "COPY t TO '/tmp/holdpoint-copied'",
                "SELECT * FROM v FOR UPDATE",
                "VACUUM INTO 'copied.db'",
                "ATTACH 'attached.db' AS w5",
                "CALL p()",
                "SELECT f()",
                "CALL CSVWRITE('x.csv', 'SELECT 1')");
    }

    private static Arbitrary<String> around() {
        return Arbitraries.of(
                "%s",
                "%s;",
                "(%s)",
                "SELECT 1; %s",
                "SELECT 1 ;;\n; %s",
                "%s; SELECT 1",
                "BEGIN; %s; COMMIT",
                "WITH x AS (%s) SELECT * FROM x",
                "WITH RECURSIVE x AS (%s) SELECT 1",
                "WITH x AS MATERIALIZED (%s), y AS (SELECT 1) TABLE y",
                "WITH x AS (SELECT 1) %s",
                "SELECT * FROM (%s) q",
                "SELECT (%s)",
                "SELECT 1 WHERE EXISTS (%s)",
                "SELECT * FROM t WHERE id IN (%s)",
                "SELECT 1 UNION ALL %s",
                "EXPLAIN %s",
                "EXPLAIN ANALYZE %s",
                "EXPLAIN (ANALYZE, COSTS OFF) %s",
                "EXPLAIN (ANALYZE false) %s",
                "EXPLAIN QUERY PLAN %s",
                "PREPARE p AS %s",
                "PREPARE p AS %s; EXECUTE p",
                "DECLARE c CURSOR WITH HOLD FOR %s",
                "DO $$ BEGIN %s; END $$",
                "DO $$ BEGIN IF true THEN %s; END IF; END $$",
                "DO $x$ BEGIN EXECUTE $y$%s$y$; END $x$",
                "DO 'BEGIN PERFORM 1; %s; END'",
                "SELECT query_to_xml($$%s$$, true, false, '')",
                "CREATE FUNCTION pg_temp.f() RETURNS void LANGUAGE sql AS $$%s$$; SELECT pg_temp.f()",
                "/* %s */ SELECT 1",
                "/* /* */ %s */ SELECT 1",
                "/* /* */ */ %s",
                "-- %s\nSELECT 1",
                "SELECT 1 -- x\n; %s",
                "SELECT '%s'",
                "SELECT $$%s$$",
                "SELECT '\\'; %s; --'",
                "SELECT E'\\'; %s; --'",
                "SELECT E'\\\\'; %s; --'",
                "SELECT U&'\\'; %s; --'",
                "SELECT \"a\"\"\" FROM t; %s",
                "SELECT 1 AS \"x;\"; %s",
                "SELECT `a` FROM t; %s",
                "SELECT [a] FROM t; %s",
                "SELECT 1 # 2; %s",
                "SELECT 1--1\n; %s",
                "SELECT 1\r; %s",
                "SELECT 1 -- \r %s",
                "SELECT 1 // 2; %s",
                "SELECT $1$; %s; $1$",
                "SELECT 'a' 'b'; %s",
                "SELECT q'[']; %s; --]'",
                "SELECT CASE WHEN 1 = 1 THEN 1 END; %s",
                "VALUES ((%s))",
                "SELECT ARRAY(%s)",
                "SELECT json_agg(q) FROM (%s) q",
                "SELECT * FROM t, LATERAL (%s) q",
                "SELECT count(*) FILTER (WHERE EXISTS (%s)) FROM t",
                "SELECT id FROM t ORDER BY (%s)",
                "SELECT id FROM t LIMIT (%s)",
                "SELECT sum(a) OVER (ORDER BY (%s)) FROM t",
                "SELECT * FROM t WHERE (a, b) = ANY (%s)",
                "SELECT coalesce((%s), 1)",
                "TABLE t; %s",
                "BEGIN; DECLARE c CURSOR FOR %s; FETCH ALL FROM c; COMMIT",
                "START TRANSACTION READ ONLY; COMMIT; %s",
                "SET search_path TO public; %s",
                "SET standard_conforming_strings TO off; SELECT '\\'; %s; --'",
                "SELECT set_config('standard_conforming_strings', 'off', false); SELECT '\\'; %s; --'",
                "DO $$ DECLARE r record; BEGIN FOR r IN %s LOOP NULL; END LOOP; END $$",
                "DO $$ DECLARE c CURSOR FOR %s; r record; BEGIN OPEN c; FETCH c INTO r; END $$",
                "DO $$ DECLARE n int := 1; BEGIN n := (%s); END $$",
                "DO $$ BEGIN PERFORM 1; EXCEPTION WHEN OTHERS THEN %s; END $$",
                "DO $$ BEGIN WHILE true LOOP %s; EXIT; END LOOP; END $$",
                "DO $$ BEGIN CASE 1 WHEN 1 THEN %s; ELSE NULL; END CASE; END $$",
                "DO $x$ DECLARE q text := 'SELECT 1'; BEGIN SELECT $y$%s$y$ INTO q; EXECUTE q; END $x$",
                "DO $x$ DECLARE q text := 'SELECT 1'; BEGIN q := $y$%s$y$; EXECUTE q; END $x$",
                "DO $x$ DECLARE q text := $y$%s$y$; BEGIN IF false THEN q := 'SELECT 1'; END IF; EXECUTE q; END $x$",
                "DO $x$ BEGIN EXECUTE convert_from(decode(encode($y$%s$y$, 'hex'), 'hex'), 'utf8'); END $x$",
                "DO $x$ BEGIN EXECUTE reverse(reverse($y$%s$y$)); END $x$",
                "DO $x$ BEGIN EXECUTE format('%%s', $y$%s$y$); END $x$",
                "DO $x$ BEGIN EXECUTE 'SELECT 1 AS ' || quote_ident('--') || E'\n; ' || $y$%s$y$; END $x$",
                "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN %s; RETURN 1; END $$; SELECT 1 WHERE pg_temp.f() > 0",
                "CREATE TEMP TABLE w6 AS %s",
                "CREATE TEMP VIEW w7 AS SELECT 1; %s",
                "SELECT xpath('/a', query_to_xml($$%s$$, true, false, ''))",
                "SELECT * FROM t\\; %s",
                "SELECT 1; DEALLOCATE ALL; %s",
                "EXECUTE IMMEDIATE '%s'",
                "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n FROM x WHERE false), y AS (%s) SELECT 1",
                "\u00a0%s",
                "\ufeff%s");
    }

    @Provide
    Arbitrary<String> statements() {
        return Combinators.combine(around(), around(), inner(), Arbitraries.of(1, 1, 2))
                .as(
                        (one, two, statement, times) -> {
                            String once = one.replace("%s", statement);
                            return times == 1 ? once : two.replace("%s", once);
                        });
    }

    @Property(seed = "20260424", tries = 900)
    void statementsOfAGrammarInPostgres(@ForAll("statements") String text) throws SQLException {
        unchanged(postgres, "postgresql", text);
    }

    @Property(seed = "20260424", tries = 150)
    void statementsOfAGrammarInPostgresOfAnUnknownDialect(@ForAll("statements") String text)
            throws SQLException {
        unchanged(postgres, "generic", text);
    }

    @Property(seed = "20260424", tries = 300)
    void statementsOfAGrammarInSqlite(@ForAll("statements") String text) throws SQLException {
        unchanged(sqlite, "sqlite", text);
    }

    @Property(seed = "20260424", tries = 300)
    void statementsOfAGrammarInH2(@ForAll("statements") String text) throws SQLException {
        unchanged(h2, "h2", text);
    }
}
