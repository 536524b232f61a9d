package dev.holdpoint.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** Compares what a child printed with a table of the same form: {@code name | outcome}. */
final class Outcomes {

    private Outcomes() {}

    static void assertOutcomes(GuardedJvm.Ended ended, String table) {
        List<String> got = new ArrayList<>();
        ended.lines().forEach((name, outcome) -> got.add(name + " | " + outcome));
        assertEquals(
                table.strip(),
                String.join("\n", got),
                () -> "status " + ended.status() + "\n" + ended.output() + ended.errors());
        assertEquals(0, ended.status(), ended.errors());
    }
}
