package dev.holdpoint.benchmarks;

import com.alibaba.druid.DbType;
import com.alibaba.druid.sql.SQLUtils;
import com.alibaba.druid.sql.ast.SQLStatement;
import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * What reading one SQL statement of about 150 characters costs: a fresh one (its text differs in
 * every call), one that was seen before, and Alibaba Druid's parse of the same fresh text in the
 * same run. {@code fresh} is what a policy pays that judges by verb, kind, condition and target;
 * {@code freshTables} is one that also asks for tables, and {@code freshSpelledOut} one that asks
 * for columns and functions too: names are spelled out when they are asked for. {@code hashing} is
 * what making such a text and its hash costs, which is in the others too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class SqlAnalysisBenchmark {

    /** A statement with a number left out. */
    public enum Kind {
        SELECT(
                "SELECT u.id, u.email, o.total FROM users u JOIN orders o ON o.user_id = u.id"
                        + " WHERE o.total > 10",
                " AND u.active = true ORDER BY o.total DESC LIMIT 20"),
        UPDATE(
                "UPDATE accounts SET balance = balance - 25.00, updated_at = now(), note ="
                        + " 'monthly fee' WHERE id = 10",
                " AND status IN ('open', 'held') RETURNING balance"),
        INSERT(
                "INSERT INTO events (id, kind, payload, created_at, source) VALUES (10",
                ", 'order.paid', '{\"total\": 12}', now(), 'web') ON CONFLICT (id) DO NOTHING"
                        + " RETURNING id"),
        DELETE(
                "DELETE FROM sessions WHERE user_id = 11",
                " AND expires_at < now() - interval '30 days' AND kind IN ('web', 'api',"
                        + " 'mobile') AND revoked_at IS NOT NULL"),
        GROUP(
                "SELECT date_trunc('day', created_at) AS day, count(*) AS n, sum(total) FROM"
                        + " orders WHERE customer_id = 1",
                " GROUP BY day HAVING count(*) > 3 ORDER BY n DESC"),
        CTE(
                "WITH recent AS (SELECT id, total FROM orders WHERE created_at > now() -"
                        + " interval '1 day' AND shop = 1",
                ") SELECT r.id, r.total FROM recent r ORDER BY 2"),
        /** All of them in turn, as a program's statements come. */
        MIXED("", "");

        private static final Kind[] OTHERS = {SELECT, UPDATE, INSERT, DELETE, GROUP, CTE};

        private final String before;
        private final String after;

        Kind(String before, String after) {
            this.before = before;
            this.after = after;
        }

        String text(int number) {
            Kind kind = this == MIXED ? OTHERS[number % OTHERS.length] : this;
            return kind.before + number + kind.after;
        }
    }

    /** The kind of statement. */
    @Param({"SELECT", "UPDATE", "INSERT", "DELETE", "GROUP", "CTE", "MIXED"})
    Kind kind = Kind.SELECT;

    private final Analysis analysis = Analysis.standard();
    private final Operation.Sql seen = operation(Kind.SELECT.text(1));
    private int count;

    private static Operation.Sql operation(String text) {
        return new Operation.Sql("postgresql", List.of(text), List.of(), Optional.empty());
    }

    private Reading read() {
        return analysis.read(
                operation(kind.text(count++ & Integer.MAX_VALUE)), Surroundings.NOWHERE);
    }

    /** A text that was not seen before. */
    @Benchmark
    public Reading fresh() {
        return read();
    }

    /** A text that was not seen before, of which it is asked which tables it names and changes. */
    @Benchmark
    public Fact freshTables(Blackhole sink) {
        Effect effect = read().effects().get(0);
        sink.consume(effect.fact(Attribute.TABLES));
        return effect.fact(Attribute.WRITES);
    }

    /** A text that was not seen before, of which everything is asked. */
    @Benchmark
    public Fact freshSpelledOut(Blackhole sink) {
        Effect effect = read().effects().get(0);
        sink.consume(effect.fact(Attribute.TABLES));
        sink.consume(effect.fact(Attribute.WRITES));
        sink.consume(effect.fact(Attribute.FUNCTIONS));
        return effect.fact(Attribute.COLUMNS);
    }

    /** The same operation again. */
    @Benchmark
    public Reading seenBefore() {
        return analysis.read(seen, Surroundings.NOWHERE);
    }

    /** The string and its hash alone. */
    @Benchmark
    public int hashing() {
        return kind.text(count++ & Integer.MAX_VALUE).hashCode();
    }

    /** Druid's parse of a text that was not seen before. */
    @Benchmark
    public List<SQLStatement> druid() {
        return SQLUtils.parseStatements(kind.text(count++ & Integer.MAX_VALUE), DbType.postgresql);
    }
}
