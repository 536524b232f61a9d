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
        rows.put("rows", "(a, b) IN (" + listed(5_000, i -> "(1, " + i + ")") + ")");
        return tests("write", rows);
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
                                                        Texts.effect(
                                                                        "postgresql",
                                                                        "UPDATE t SET a = 1 WHERE "
                                                                                + row.getValue())
                                                                .verb()
                                                                .word())));
    }
}
