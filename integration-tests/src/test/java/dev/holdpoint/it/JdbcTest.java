package dev.holdpoint.it;

import static dev.holdpoint.it.Outcomes.assertOutcomes;

import dev.holdpoint.it.app.JdbcApp;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JdbcTest {

    private static final String EVERY_DRIVER =
            """
            $: executeUpdate, allowed | ran 1
            $: execute | stopped
            $: executeUpdate | stopped
            $: executeQuery | stopped
            $: execute, keys | stopped
            $: executeLargeUpdate | stopped
            $: by reflection | InvocationTargetException of stopped
            $: batch | stopped
            $: batch, cleared, allowed | ran 1
            $: prepared, allowed | ran 3
            $: prepared | stopped
            $: bound by its parameter, allowed | ran 0
            $: not bound by its parameter | stopped
            $: prepared batch | stopped
            $: callable | stopped
            $: metadata, allowed | ran true
            $: isValid, allowed | ran true
            $: honest wrapper, allowed | ran 1
            $: honest wrapper | stopped
            $: wrapper that runs another text | stopped
            $: wrapper that runs its text, and another that is allowed | ran 0
            $: wrapper that prepares another text | stopped
            """;

    private static final String ROWS =
            """
            $: updatable rows, allowed | ran
            $: updatable rows | stopped
            """;

    private static final String LEFT = "$: rows left in forbidden | ran 1\n";

    @ParameterizedTest(name = "on {0}")
    @MethodSource("dev.holdpoint.it.GuardedJvm#jdks")
    void everyWayToRunSqlIsJudgedOnPostgresqlAndH2AndSqlite(Path jdk, @TempDir Path directory)
            throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            GuardedJvm.Ended ended =
                    GuardedJvm.on(jdk)
                            .probing(directory)
                            .run(
                                    JdbcApp.class,
                                    postgres.getJdbcUrl("postgres", "postgres"),
                                    "jdbc:h2:mem:test",
                                    "jdbc:sqlite:" + directory.resolve("test.db"));
            assertOutcomes(
                    ended,
                    on("postgresql", EVERY_DRIVER)
                            + """
                            postgresql: COPY, allowed | ran 1
                            postgresql: COPY | stopped
                            postgresql: a large object, allowed | ran true
                            postgresql: a large object is deleted | stopped
                            """
                            + on("postgresql", ROWS + LEFT)
                            + on("h2", EVERY_DRIVER + ROWS + LEFT)
                            + on(
                                    "sqlite",
                                    EVERY_DRIVER.replace("$: callable | stopped\n", "") + LEFT)
                            + "h2: SQL in the address | stopped\n");
        }
    }

    private static String on(String database, String table) {
        return table.replace("$", database);
    }
}
