package dev.holdpoint.analysis.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A condition that is longer, or has more alternatives, than what is compared with each other: what
 * makes it hold for every row is found behind the bound, and long conditions that bound still do.
 */
final class PastTheBoundTest {

    private static final String SEVENS = listed(21_000, i -> "7");

    @TestFactory
    Stream<DynamicTest> what_bounds_nothing_is_seen() {
        Map<String, String> rows = new TreeMap<>();
        rows.put("46 alternatives", different(45) + " OR c < 5 OR c >= 5");
        rows.put("202 alternatives", different(200) + " OR c < 5 OR c >= 5");
        rows.put("202 alternatives, one negated", different(200) + " OR c = 5 OR NOT c = 5");
        rows.put("an alternative to a long list", "b IN (" + SEVENS + ") OR 1 = 1");
        rows.put("a column in its own list", "b IN (" + SEVENS + ", b)");
        rows.put("many alternatives", equal(8_000) + " OR TRUE");
        rows.put("many alternatives and nothing", "(" + equal(8_000) + " OR TRUE) AND 1 = 1");
        rows.put("sides changed over, far behind", equal(200) + " OR a > b OR b >= a");
        rows.put("sides changed over, beyond", different(45) + " OR a > b OR b >= a");
        rows.put("parts that all hold", parts(60, i -> "(a > b OR b >= a)"));
        rows.put(
                "parts that all hold, and more",
                parts(90, i -> "(a <> " + i + " OR a >= " + i + ")"));
        rows.put("deep parentheses", "(".repeat(60) + "a = a" + ")".repeat(60));
        rows.put("deep queries", nested(60, "a IN (SELECT a FROM t WHERE ", "a = a"));
        rows.put("deep negations", nested(60, "NOT (b = 1 AND ", "a = a"));
        rows.put(
                "own rows far below",
                nested(14, "a IN (SELECT a FROM (SELECT a FROM t) x WHERE ", "a = a"));
        rows.put("own rows in tables", "a IN " + nested(14, "(SELECT a FROM ", "t"));
        rows.put("a row of constants", "(1, 2) IN (" + listed(5_000, i -> "(1, " + i + ")") + ")");
        return tests("destroy", rows);
    }

    @TestFactory
    Stream<DynamicTest> what_is_long_and_bounds_still_does() {
        Map<String, String> rows = new TreeMap<>();
        rows.put("45 alternatives", different(45));
        rows.put("8,000 alternatives", equal(8_000));
        rows.put("ranges", joined(200, i -> "(a >= " + 2 * i + " AND a < " + (2 * i + 1) + ")"));
        rows.put("a long list", "b IN (" + SEVENS + ")");
        rows.put("a long list and more", "c BETWEEN 5 AND 9 AND t.b IN (" + SEVENS + ")");
        rows.put("alternatives and an equation", "(" + equal(8_000) + ") AND c = 2");
        rows.put(
                "parts of which one bounds",
                parts(10, i -> "(a > b OR b >= a)")
                        + " AND c = 1 AND "
                        + parts(50, i -> "(a > b OR b >= a)"));
        rows.put("parentheses around what bounds", "(".repeat(40) + "a = 1" + ")".repeat(40));
        rows.put("queries of others", nested(8, "a IN (SELECT a FROM u WHERE ", "b = 1"));
        rows.put("parts that bound", parts(60, i -> "(a > " + i + " OR b >= " + i + ")"));
        rows.put("rows", "(a, b) IN (" + listed(5_000, i -> "(1, " + i + ")") + ")");
        return tests("write", rows);
    }

    @TestFactory
    Stream<DynamicTest> names_of_queries_are_known_however_many_there_are() {
        String names =
                listed(60, i -> "c" + i + " AS (SELECT a FROM " + (i < 30 ? "t" : "u") + ")");
        Map<String, String> verbs = Map.of("c1", "destroy", "c29", "destroy", "c31", "write");
        return verbs.entrySet().stream()
                .map(
                        row ->
                                dynamicTest(
                                        row.getKey(),
                                        () ->
                                                assertEquals(
                                                        row.getValue(),
                                                        verb(
                                                                "WITH "
                                                                        + names
                                                                        + " UPDATE t SET z = 1 WHERE a IN"
                                                                        + " (SELECT a FROM "
                                                                        + row.getKey()
                                                                        + ")"))));
    }

    private static String verb(String text) {
        return Texts.effect("postgresql", text).verb().word();
    }

    private static String nested(int times, String begin, String innermost) {
        return begin.repeat(times) + innermost + ")".repeat(times);
    }

    private static String parts(int times, IntFunction<String> part) {
        return IntStream.range(0, times).mapToObj(part).collect(Collectors.joining(" AND "));
    }

    private static String different(int times) {
        return joined(times, i -> "b" + i + " = 1");
    }

    private static String equal(int times) {
        return joined(times, i -> "id = " + i);
    }

    private static String joined(int times, IntFunction<String> part) {
        return IntStream.range(0, times).mapToObj(part).collect(Collectors.joining(" OR "));
    }

    private static String listed(int times, IntFunction<String> part) {
        return IntStream.range(0, times).mapToObj(part).collect(Collectors.joining(", "));
    }

    private static Stream<DynamicTest> tests(String verb, Map<String, String> conditions) {
        return conditions.entrySet().stream()
                .map(
                        row ->
                                dynamicTest(
                                        row.getKey(),
                                        () ->
                                                assertEquals(
                                                        verb,
                                                        verb(
                                                                "UPDATE t SET a = 1 WHERE "
                                                                        + row.getValue()))));
    }
}
