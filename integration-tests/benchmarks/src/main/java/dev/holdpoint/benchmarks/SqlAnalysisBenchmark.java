package dev.holdpoint.benchmarks;

import com.alibaba.druid.DbType;
import com.alibaba.druid.sql.SQLUtils;
import com.alibaba.druid.sql.ast.SQLStatement;
import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What reading one SQL statement of about 150 characters costs: a fresh one (its text differs in
 * every call), one that was seen before, and Alibaba Druid's parse of the same fresh text in the
 * same run. {@code hashing} is what computing the hash of such a text and making the string cost.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SqlAnalysisBenchmark {

    private static final String[] SELECT = {
        "SELECT u.id, u.email, o.total FROM users u JOIN orders o ON o.user_id = u.id WHERE o.total > 10",
        " AND u.active = true ORDER BY o.total DESC LIMIT 20"
    };
    private static final String[] UPDATE = {
        "UPDATE accounts SET balance = balance - 25.00, updated_at = now(), note = 'monthly fee' WHERE id = 10",
        " AND status IN ('open', 'held') RETURNING balance"
    };

    /** The kind of statement. */
    @Param({"select", "update"})
    String kind = "select";

    private final Analysis analysis = Analysis.standard();
    private final Operation.Sql seen = operation(text(1));
    private int count;

    private String text(int number) {
        String[] parts = kind.equals("select") ? SELECT : UPDATE;
        return parts[0] + number + parts[1];
    }

    private static Operation.Sql operation(String text) {
        return new Operation.Sql("postgresql", List.of(text), List.of(), Optional.empty());
    }

    /** A text that was not seen before. */
    @Benchmark
    public Reading fresh() {
        return analysis.read(operation(text(count++)), Surroundings.NOWHERE);
    }

    /** The same operation again: its string remembers its hash. */
    @Benchmark
    public Reading seenBefore() {
        return analysis.read(seen, Surroundings.NOWHERE);
    }

    /** The string and its hash alone. */
    @Benchmark
    public int hashing() {
        return text(count++).hashCode();
    }

    /** Druid's parse of a text that was not seen before. */
    @Benchmark
    public List<SQLStatement> druid() {
        return SQLUtils.parseStatements(text(count++), DbType.postgresql);
    }
}
