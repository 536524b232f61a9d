package dev.holdpoint.benchmarks;

import dev.holdpoint.effect.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Statements that somebody would write who wants reading them to take long: the lines of {@code
 * worst-sql.txt}, each in several dialects and made to any length.
 */
final class WorstSqlInputs {

    private static final List<String> DIALECTS =
            List.of("postgresql", "mysql", "sqlserver", "oracle", "generic");

    private WorstSqlInputs() {}

    /** Every row by its name; the argument is the number of characters. */
    static Map<String, IntFunction<Operation>> all() {
        Map<String, IntFunction<Operation>> rows = new LinkedHashMap<>();
        for (String line : Stretches.lines("worst-sql.txt")) {
            if (!line.isEmpty() && !line.startsWith("// ")) {
                for (String dialect : DIALECTS) {
                    rows.put(
                            dialect + ": " + line,
                            n -> operation(dialect, Stretches.repeated(line, n)));
                }
            }
        }
        return rows;
    }

    private static Operation operation(String dialect, String text) {
        return new Operation.Sql(dialect, List.of(text), List.of(), Optional.empty());
    }
}
