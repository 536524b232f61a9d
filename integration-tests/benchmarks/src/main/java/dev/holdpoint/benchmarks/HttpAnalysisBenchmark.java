package dev.holdpoint.benchmarks;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What reading one ordinary request costs. Requests are not remembered, so every reading is a fresh
 * one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class HttpAnalysisBenchmark {

    private static final List<Operation.Field> HEADERS =
            List.of(
                    new Operation.Field("Content-Type", "application/json"),
                    new Operation.Field("Accept", "application/json"),
                    new Operation.Field("User-Agent", "agent/1.0"),
                    new Operation.Field("Authorization", "Bearer 0f3c9a11"));

    private final Analysis analysis = Analysis.standard();

    /** A host that no catalog knows. */
    private final Operation get =
            request("GET", "https://api.example.com/v1/orders/4711?limit=20", "");

    /** A model's provider: two kilobytes of JSON. */
    private final Operation chat =
            request(
                    "POST",
                    "https://api.openai.com/v1/chat/completions",
                    "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\""
                            + "Please look at the orders of last week. ".repeat(50)
                            + "\"}],\"temperature\":0.2,\"stream\":false}");

    /** A provider whose catalog is consulted. */
    private final Operation known =
            request(
                    "PATCH",
                    "https://api.github.com/repos/acme/shop/issues/7",
                    "{\"title\":\"Orders\",\"state\":\"open\",\"labels\":[\"bug\"]}");

    private final Operation graphql =
            request(
                    "POST",
                    "https://backboard.railway.com/graphql/v2",
                    "{\"query\":\"query Me($id: String!) { me { id } project(id: $id) { name services { id } } }\","
                            + "\"variables\":{\"id\":\"7\"}}");

    private static Operation request(String method, String url, String body) {
        return new Operation.Http(method, url, HEADERS, Body.of(body));
    }

    /** Reads the GET. */
    @Benchmark
    public Reading get() {
        return analysis.read(get, Surroundings.NOWHERE);
    }

    /** Reads the call of a model. */
    @Benchmark
    public Reading chat() {
        return analysis.read(chat, Surroundings.NOWHERE);
    }

    /** Reads the call of a known provider. */
    @Benchmark
    public Reading known() {
        return analysis.read(known, Surroundings.NOWHERE);
    }

    /** Reads the query. */
    @Benchmark
    public Reading graphql() {
        return analysis.read(graphql, Surroundings.NOWHERE);
    }
}
