package dev.holdpoint.analysis.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever stands in a text, reading it gives an effect, in bounded time and depth. */
final class SqlFuzzTest {

    private static final String[] DIALECTS = {
        "postgresql",
        "mysql",
        "sqlite",
        "h2",
        "sqlserver",
        "oracle",
        "snowflake",
        "bigquery",
        "clickhouse",
        "duckdb",
        "trino",
        "spark",
        "generic"
    };

    private static final String[] PIECES = {
        "SELECT",
        "* ",
        "FROM t",
        "WHERE",
        "a = 1",
        "DELETE FROM t",
        "UPDATE t SET a = 1",
        "INSERT INTO t",
        "VALUES (1)",
        "DROP TABLE t",
        "WITH a AS (",
        "MERGE INTO t USING s ON",
        "WHEN MATCHED THEN",
        "CREATE FUNCTION f()",
        "CREATE PROCEDURE p",
        "AS",
        "$$",
        "$x$",
        "BEGIN",
        "END",
        "IF",
        "THEN",
        "ELSE",
        "LOOP",
        "CASE",
        "DECLARE",
        "EXECUTE",
        "IMMEDIATE",
        "'DROP TABLE t'",
        "||",
        "(",
        ")",
        ";",
        ",",
        ".",
        "'",
        "\"",
        "`",
        "[",
        "]",
        "/*",
        "*/",
        "/*!50000",
        "--",
        "#",
        "\n",
        "\\",
        "E'",
        "U&'",
        "q'[",
        "]'",
        "r'",
        "'''",
        "GO\n",
        "DELIMITER //\n",
        "//",
        "@s",
        "SET @s =",
        "0x41",
        "EXPLAIN ANALYZE",
        "COPY",
        "PROGRAM",
        "UNION",
        "JOIN",
        "ON",
        "USING",
        "OR",
        "AND",
        "NOT",
        "IN",
        "EXISTS",
        "LIKE '%'",
        "1 = 1",
        "::",
        ":=",
        "RETURNING",
        "INTO",
        "CALL p",
        "DO",
        "FOR",
        "PREPARE p",
        "GRANT",
        "REVOKE",
        "ALTER TABLE t",
        "lo_unlink(1)",
        "?",
        "$1",
        ":x",
        "{call",
        "}",
        "\u00a0",
        "\u0000"
    };

    /** What means something to a lexer, or nearly does. */
    /** What ends where the next character says, in some dialect or in all. */
    private static final String[] ENDS = {
        "1.5",
        "1.",
        ".5",
        "1..2",
        "1.5e3",
        "1.5.6",
        "12_3",
        "'a'",
        "''",
        "'it''s'",
        "'a\\'",
        "'a\\\\'",
        "<=>",
        "<=",
        "<>",
        "=>",
        ">>",
        "::",
        ":=",
        ":a",
        "->",
        "->>",
        "-1",
        "a.b",
        "a.*",
        "go",
        "delimiter"
    };

    private static final String SIGN =
            "'\"`[]()-#/*$\\?:@.,;<>=!|&%^~{}+_0189aAeExXqQnNuU\n\r\t\0\u007f\u00a0\u0141\ufeff\ud83d\ude00";

    @Property(seed = "20260424", tries = 400)
    void anyCharactersGiveAnEffect(@ForAll @StringLength(max = 200) String text, @ForAll int seed) {
        String dialect = DIALECTS[Math.floorMod(seed, DIALECTS.length)];
        assertEquals(
                1,
                Texts.reading(dialect, text).effects().stream()
                        .filter(e -> e.parent().isEmpty())
                        .count());
    }

    @Property(seed = "20260424", tries = 1500)
    void piecesOfSqlInAnyOrderGiveAnEffect(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
            if (random.nextInt(4) > 0) {
                text.append(' ');
            }
        }
        String dialect = DIALECTS[random.nextInt(DIALECTS.length)];
        Effect effect = Texts.reading(dialect, text.toString()).effects().get(0);
        assertTrue(effect.summary().length() < 1_000, effect.summary());
        assertNotEquals("", effect.toString());
    }

    /** What is cut alike for every dialect is cut as that dialect would cut it. */
    @Property(seed = "20260424", tries = 4000)
    void theQuickWayCutsTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            if (random.nextInt(3) == 0) {
                text.append(
                        random.nextInt(6) == 0
                                ? (char) random.nextInt()
                                : SIGN.charAt(random.nextInt(SIGN.length())));
            } else {
                String[] pieces = random.nextBoolean() ? ENDS : PIECES;
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            if (random.nextInt(3) == 0) {
                text.append(' ');
            }
        }
        for (String dialect : DIALECTS) {
            assertEquals(
                    cut(text.toString(), dialect, false),
                    cut(text.toString(), dialect, true),
                    dialect + ": " + text);
        }
    }

    private static String cut(String text, String dialect, boolean quick) {
        Lexer.Result result = Lexer.lex(text, Dialect.named(dialect), Lexer.EVERY_VERSION, quick);
        Tokens t = result.tokens();
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < t.size(); i++) {
            s.append(t.type(i)).append(' ').append(t.key(i)).append(' ').append(t.start(i));
            s.append(' ').append(t.end(i)).append(' ').append(t.mate(i)).append(' ');
            s.append((int) t.operator(i)).append(';');
        }
        return s + t.trouble() + t.plain() + result.versions();
    }

    /** A change that stands after a terminator is found whatever stands before it. */
    @Property(seed = "20260424", tries = 600)
    void whatIsReadableBeforeHidesNothingAfter(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("SELECT ");
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]).append(' ');
        }
        String dialect = DIALECTS[random.nextInt(DIALECTS.length)];
        Tokens before =
                Lexer.lex(text.toString(), Dialect.named(dialect), Lexer.EVERY_VERSION).tokens();
        if (before.trouble().isEmpty() && closed(before)) {
            Verb verb = Texts.reading(dialect, text + "\n; DROP TABLE t").verb();
            assertTrue(verb.compareTo(Verb.DESTROY) >= 0, dialect + ": " + text);
        }
    }

    /** Bodies hold what follows, and only define it; comments and delimiters may go on. */
    private static boolean closed(Tokens t) {
        for (int i = 0; i < t.size(); i++) {
            if (t.is(i, Keyword.CREATE) || t.is(i, Keyword.PREPARE) || t.is(i, Keyword.EXPLAIN)) {
                return false;
            }
        }
        return !t.source().contains("DELIMITER")
                && !t.source().contains("--")
                && !t.source().contains("#")
                && !t.source().contains("//");
    }

    @TestFactory
    Stream<DynamicTest> aMegabyteOfTheWorstIsReadInTime() {
        int n = 1_000_000;
        return List.of(
                        "(".repeat(n),
                        "(SELECT ".repeat(n / 8),
                        "SELECT " + "(".repeat(n / 2) + "1" + ")".repeat(n / 2),
                        "SELECT * FROM t WHERE " + "NOT ".repeat(n / 4) + "a",
                        "UPDATE t SET a = 1 WHERE " + "(".repeat(n / 2) + "1" + ")".repeat(n / 2),
                        "UPDATE t SET a = 1 WHERE " + "a = 1 OR ".repeat(n / 9) + "a = 1",
                        "UPDATE t SET a = 1 WHERE (".repeat(n / 26),
                        "SELECT " + "a,".repeat(n / 2) + "a FROM t",
                        "SELECT a FROM " + "t,".repeat(n / 2) + "t",
                        "SELECT " + "a,".repeat(n / 4) + "a FROM " + "t,".repeat(n / 4) + "t",
                        "WITH a AS (".repeat(n / 11),
                        "WITH " + "a AS (SELECT 1),".repeat(n / 16) + " b AS (SELECT 1) SELECT 1",
                        "/*".repeat(n / 2),
                        "/*".repeat(n / 4) + "*/".repeat(n / 4),
                        "/*!50000 ".repeat(n / 9),
                        "'".repeat(n),
                        "$a$ ".repeat(n / 4),
                        "$" + "a".repeat(n),
                        "SELECT 1;".repeat(n / 9),
                        "BEGIN ".repeat(n / 6),
                        "BEGIN IF a THEN ".repeat(n / 16),
                        "CASE WHEN ".repeat(n / 10),
                        "CREATE PROCEDURE p AS BEGIN ".repeat(n / 28),
                        "EXPLAIN ".repeat(n / 8) + "SELECT 1",
                        "EXPLAIN ANALYZE ".repeat(n / 16) + "SELECT 1",
                        "PREPARE p AS ".repeat(n / 13) + "SELECT 1",
                        "DELIMITER //\n".repeat(n / 13),
                        "SELECT " + "'a' || ".repeat(n / 7) + "'b'",
                        "EXECUTE IMMEDIATE " + "'a' || ".repeat(n / 7) + "'b'",
                        "EXECUTE IMMEDIATE " + "reverse(".repeat(n / 8) + "'a'" + ")".repeat(n / 8),
                        "SELECT f(".repeat(n / 9),
                        "SELECT dblink(" + "'a',".repeat(n / 4) + "'b')",
                        "CREATE TABLE t (" + "a int,".repeat(n / 6) + "b int)",
                        "ALTER TABLE t " + "DROP a,".repeat(n / 7) + "DROP b",
                        "GRANT " + "SELECT,".repeat(n / 7) + " ON t TO u",
                        "SET @a = 1; ".repeat(n / 12),
                        "<<a>> ".repeat(n / 6),
                        "a: ".repeat(n / 3),
                        "WHILE 1=1 ".repeat(n / 10),
                        "SELECT a FROM t WHERE (SELECT b FROM ".repeat(n / 37),
                        "EXECUTE IMMEDIATE " + "chr(100)||".repeat(n / 10) + "'x'",
                        "WITH a AS (SELECT 1)"
                                + numbered(", t% AS (SELECT * FROM t%)", n / 30)
                                + " SELECT 1",
                        "SELECT x" + numbered(", c%", n / 8) + " FROM a, b, c, d, e",
                        "SELECT x FROM a" + numbered(", t%", n / 8))
                .stream()
                .flatMap(
                        text ->
                                Stream.of("postgresql", "mysql", "sqlserver", "oracle", "generic")
                                        .map(
                                                dialect ->
                                                        DynamicTest.dynamicTest(
                                                                dialect
                                                                        + " "
                                                                        + text.substring(
                                                                                0,
                                                                                Math.min(
                                                                                        30,
                                                                                        text
                                                                                                .length())),
                                                                () -> inTime(dialect, text))));
    }

    private static String numbered(String pattern, int count) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < count; i++) {
            s.append(pattern.replace("%", Integer.toString(i)));
        }
        return s.toString();
    }

    /** The bound is far above what it takes, so that it tells a blow-up and not a busy machine. */
    private static void inTime(String dialect, String text) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    List<Effect> effects = Texts.reading(dialect, text).effects();
                    assertNotEquals(0, effects.size());
                    // what is spelled out later is part of it
                    effects.forEach(effect -> assertNotEquals("", effect.toString()));
                });
    }
}
