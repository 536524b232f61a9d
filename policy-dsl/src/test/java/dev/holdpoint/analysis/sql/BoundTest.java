package dev.holdpoint.analysis.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is bound to the parameters of a condition counts as if it stood there. */
final class BoundTest {

    private static final Analysis ANALYSIS = Analysis.standard();

    private static Effect effect(String dialect, String text, List<String> parameters) {
        return ANALYSIS.read(
                        new Operation.Sql(dialect, List.of(text), parameters, Optional.empty()),
                        Surroundings.NOWHERE)
                .effects()
                .get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "postgresql | destroy | UPDATE t SET a = 0 WHERE id > ?                    | 0",
                "postgresql | write   | UPDATE t SET a = 0 WHERE id > ?                    | 1000",
                "postgresql | destroy | UPDATE t SET a = 0 WHERE name LIKE ?               | %",
                "postgresql | write   | UPDATE t SET a = 0 WHERE name LIKE ?               | x%",
                "postgresql | destroy | UPDATE t SET a = 0 WHERE id BETWEEN ? AND ?        | 0 999999999",
                "postgresql | write   | UPDATE t SET a = 0 WHERE id BETWEEN ? AND ?        | 5 9",
                "postgresql | write   | UPDATE t SET a = ? WHERE id = ?                    | 0 1",
                "postgresql | write   | UPDATE t SET a = ? WHERE name LIKE ? AND id = ?    | 0 % 7",
                "postgresql | destroy | UPDATE t SET a = 0 WHERE b = ? OR id > ?           | 5 0",
                "postgresql | write   | UPDATE t SET a = 0 WHERE name LIKE ?               | a'||'%",
                "mysql      | write   | UPDATE t SET a = 0 WHERE name LIKE ?               | \\'||1=1||'",
                "mysql      | write   | UPDATE t SET a = 0 WHERE name LIKE ?               | x\\",
                "sqlite     | destroy | UPDATE t SET a = 0 WHERE created_at > ?            | 1900-01-01",
                "postgresql | destroy | UPDATE t SET a = 0 WHERE id BETWEEN ? AND ?        | 0",
                "postgresql | destroy | UPDATE t SET a = 0 WHERE id > ? OR tags ?? 'x'     | 0",
                "postgresql | write   | UPDATE t SET a = 0 WHERE id > ? OR tags ?? 'x'     | 1000",
                "postgresql | destroy | UPDATE t SET a = 0 WHERE name LIKE :n              | n=%",
                "postgresql | write   | UPDATE t SET a = 0 WHERE name LIKE :n              | n=x%",
                "oracle     | destroy | UPDATE t SET a = :v WHERE id > :n                  | n=0 v=5",
                "oracle     | write   | UPDATE t SET a = :n WHERE id > :v                  | n=0 v=5000",
                "oracle     | destroy | UPDATE t SET a = :v WHERE id > :n                  | 5 0",
                "oracle     | write   | UPDATE t SET a = :v WHERE id > :n                  | 0 5000",
                "postgresql | destroy | UPDATE t SET a = $2 WHERE id > $1                  | 0 5",
                "postgresql | write   | UPDATE t SET a = $2 WHERE id > $1                  | 5000 0",
                "postgresql | destroy | UPDATE t SET a = 0 WHERE id > $1 AND id > $1       | 0",
                "sqlserver  | destroy | UPDATE t SET a = 0 WHERE name LIKE @n              | @n=%",
                "sqlserver  | write   | UPDATE t SET a = 0 WHERE name LIKE @n              | @m=%",
                "oracle     | destroy | UPDATE t SET a = :v WHERE id > :n AND id > :n      | 5 0 0",
                "oracle     | write   | UPDATE t SET a = :v WHERE id > :n AND id > :n      | 5 0 500",
                "postgresql | destroy | UPDATE t SET a = $1 WHERE name LIKE :n             | 5 n=%",
                "oracle     | destroy | UPDATE t SET a = :v WHERE id > :n                  | n=500 v=5 n=0 v=5",
                "oracle     | write   | UPDATE t SET a = :v WHERE id > :n                  | n=500 v=5 n=600 v=0",
                "bigquery   | destroy | UPDATE d.t SET a = 0 WHERE name LIKE @n            | n=%",
                "postgresql | write   | UPDATE t SET a = 0 WHERE name LIKE ?               | n=%",
            })
    void aConditionIsReadWithItsValues(
            String dialect, String verb, String text, String parameters) {
        assertEquals(verb, effect(dialect, text, List.of(parameters.split(" ", -1))).verb().word());
    }

    @Test
    void oneRowOfABatchIsEnough() {
        List<String> rows = new ArrayList<>(List.of("100", "200", "0", "300"));
        String text = "UPDATE t SET a = 0 WHERE id > ?";
        Effect effect = effect("postgresql", text, rows);
        assertEquals("destroy", effect.verb().word());
        rows.set(2, "250");
        assertEquals("write", effect("postgresql", text, rows).verb().word());
        while (rows.size() < 300) {
            rows.add("500");
        }
        assertEquals("destroy", effect("postgresql", text, rows).verb().word());
    }

    @Test
    void whatWouldTakeTooLongToReadBoundsNothing() {
        String text = "UPDATE t SET a = 0 WHERE id > ? AND b IN (" + "7, ".repeat(10_000) + "7)";
        assertEquals("write", effect("postgresql", text, List.of("500")).verb().word());
        List<String> rows = Collections.nCopies(200, "500");
        assertEquals("destroy", effect("postgresql", text, rows).verb().word());
    }

    @Test
    void whatADeleteIsBoundByIsSaidToo() {
        String text = "DELETE FROM t WHERE id > ?";
        assertEquals(Fact.text("bounded"), where(text, "9"));
        assertEquals(Fact.text("tautology"), where(text, "0"));
        assertEquals(
                Fact.oneOf(List.of(Fact.text("bounded"), Fact.text("tautology"))),
                where(text, "9", "0"));
    }

    private static Fact where(String text, String... parameters) {
        return effect("h2", text, List.of(parameters)).fact(Attribute.WHERE);
    }
}
