package dev.holdpoint.analysis.http;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What must be stopped, what must pass, and what tried to get around. */
class RequestTablesTest {

    @TestFactory
    Stream<DynamicTest> what_destroys_is_read_as_such() throws IOException {
        return rows("stop.tsv");
    }

    @TestFactory
    Stream<DynamicTest> what_is_harmless_passes() throws IOException {
        return rows("pass.tsv");
    }

    @TestFactory
    Stream<DynamicTest> ways_around_are_seen() throws IOException {
        return rows("bypass.tsv");
    }

    @TestFactory
    Stream<DynamicTest> protections_that_are_switched_off_are_seen() throws IOException {
        return rows("protections.tsv");
    }

    @TestFactory
    Stream<DynamicTest> what_clouds_and_orchestrators_do_is_known() throws IOException {
        return rows("clouds.tsv");
    }

    @TestFactory
    Stream<DynamicTest> what_arguments_carry_is_read() throws IOException {
        return rows("carried.tsv");
    }

    @TestFactory
    Stream<DynamicTest> what_bounds_a_change_and_what_is_only_tried_is_told() throws IOException {
        return rows("bounds.tsv");
    }

    private static Stream<DynamicTest> rows(String file) throws IOException {
        return Requests.table(RequestTablesTest.class, file).stream()
                .map(
                        row ->
                                dynamicTest(
                                        row.get(0) + ": " + row.get(1) + " " + row.get(2),
                                        () -> check(row)));
    }

    private static void check(List<String> row) {
        Operation.Http request = Requests.of(row.get(1), row.get(2), cell(row, 3), cell(row, 4));
        Reading reading = Requests.read(request);
        assertTrue(Requests.is(row.get(0), reading), () -> reading.effects().toString());
    }

    private static String cell(List<String> row, int at) {
        return row.size() > at ? row.get(at) : "";
    }
}
