package dev.holdpoint.analysis.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tables of what must pass, what must be stopped and what tried to get around. */
final class SqlCasesTest {

    @TestFactory
    Stream<DynamicTest> everyTextMeansWhatTheTablesSay() {
        return List.of(
                        "pass.txt",
                        "pass-vendors.txt",
                        "stop.txt",
                        "bypass.txt",
                        "bypass-vendors.txt",
                        "bounds.txt")
                .stream()
                .flatMap(file -> Texts.cases(file).stream())
                .map(
                        c ->
                                DynamicTest.dynamicTest(
                                        c.toString(),
                                        () ->
                                                assertEquals(
                                                        c.expected(),
                                                        Texts.outcome(c.dialect(), c.text()))));
    }
}
