package dev.holdpoint.benchmarks;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import dev.holdpoint.engine.CompiledJudge;
import dev.holdpoint.engine.Interpreter;
import dev.holdpoint.engine.Judge;
import dev.holdpoint.engine.Situation;
import dev.holdpoint.engine.Verdict;
import dev.holdpoint.language.Checked;
import dev.holdpoint.language.Language;
import dev.holdpoint.language.PackLibrary;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Source;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.event.ruler.Machine;

/**
 * The time of one decision over one effect that one rule allows, by the number of rules. The same
 * rules (a host, a method, a prefix of a path) and the same events are given to AWS Event Ruler,
 * which gets its events in the form that it reads fastest, already flattened and sorted.
 *
 * <p>{@code mixed} is the same for a policy that also has rules about programs, tables and fields,
 * environments to place each effect in, and rules that deny.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // set up by JMH
public class DecisionBenchmark {

    private static final int EVENTS = 64;
    private static final Situation SITUATION = Situation.at(Instant.EPOCH);

    @Param({"10", "100", "1000", "10000"})
    int rules;

    private final Reading[] readings = new Reading[EVENTS];
    private final Reading[] mixedReadings = new Reading[EVENTS];
    private final String[][] events = new String[EVENTS][];
    private Judge compiled;
    private Judge interpreter;
    private Judge mixed;
    private Machine ruler;
    private int next;

    @Setup
    public void prepare() throws Exception {
        Policy policy = policy(uniform());
        compiled = CompiledJudge.of(policy);
        interpreter = new Interpreter(policy);
        mixed = CompiledJudge.of(policy(mixture()));
        ruler = Machine.builder().build();
        for (int i = 0; i < rules; i++) {
            ruler.addRule(
                    "rule" + i,
                    "{\"host\":[\""
                            + host(i)
                            + "\"],\"method\":[\"POST\"],"
                            + "\"path\":[{\"prefix\":\"/v1/items/"
                            + i
                            + "/\"}]}");
        }
        for (int e = 0; e < EVENTS; e++) {
            int i = (int) ((long) e * rules / EVENTS);
            readings[e] = http(i);
            mixedReadings[e] = e % 2 == 0 ? exec(i / 4 * 4 + 1) : http(i / 4 * 4);
            events[e] =
                    new String[] {
                        "host", "\"" + host(i) + "\"",
                        "method", "\"POST\"",
                        "path", "\"/v1/items/" + i + "/parts\""
                    };
            demand(compiled.judge(readings[e], SITUATION));
            demand(interpreter.judge(readings[e], SITUATION));
            demand(mixed.judge(mixedReadings[e], SITUATION));
            if (ruler.rulesForEvent(events[e]).size() != 1) {
                throw new IllegalStateException("not one rule for event " + e);
            }
        }
    }

    private static void demand(Verdict verdict) {
        if (verdict.decision() != Policy.Decision.ALLOW || verdict.matches().size() != 1) {
            throw new IllegalStateException(verdict.toString());
        }
    }

    private static Policy policy(String text) {
        Checked checked = Language.check(new Source("benchmark", text), PackLibrary.bundled());
        return checked.policy()
                .orElseThrow(() -> new IllegalStateException(checked.diagnostics().toString()));
    }

    private static String host(int i) {
        return "s" + i % 100 + ".example.com";
    }

    private String uniform() {
        StringBuilder text = new StringBuilder("policy benchmark\ndefault deny\n");
        for (int i = 0; i < rules; i++) {
            text.append(
                            "allow r"
                                    + i
                                    + " on http when host == \""
                                    + host(i)
                                    + "\" and method == POST")
                    .append(" and path in {\"/v1/items/" + i + "/*\"}\n");
        }
        return text.toString();
    }

    private String mixture() {
        StringBuilder text =
                new StringBuilder(
                        """
                        policy benchmark in staging
                        env staging { host "*.example.com"  path "/work/**" }
                        env production protected { host "*.example.org"  jdbc "jdbc:postgresql://prod-*/*" }
                        deny wall on any when verb != read and env not in home
                        default deny
                        """);
        for (int i = 0; i < rules; i++) {
            switch (i % 4) {
                case 0 ->
                        text.append("allow r" + i + " on http when host == \"" + host(i) + "\"")
                                .append(
                                        " and method == POST and path in {\"/v1/items/"
                                                + i
                                                + "/*\"}\n");
                case 1 ->
                        text.append("allow r" + i + " on exec when program == \"tool" + i + "\"")
                                .append(
                                        " and subcommand in {build, test} and paths within {\"/work/**\"}\n");
                case 2 ->
                        text.append("deny r" + i + " on sql when tables overlap {\"t" + i + "\"}")
                                .append(" and verb != read\n");
                default ->
                        text.append(
                                "deny r"
                                        + i
                                        + " on graphql when fields overlap {delete"
                                        + i
                                        + "}\n");
            }
        }
        return text.toString();
    }

    private static Reading http(int i) {
        return new Reading(
                List.of(
                        Effect.of(Kind.HTTP)
                                .verb(Verb.WRITE)
                                .reach(Reach.REMOTE)
                                .set(Attribute.SCHEME, "https")
                                .set(Attribute.HOST, host(i))
                                .set(Attribute.METHOD, "POST")
                                .set(Attribute.PATH, "/v1/items/" + i + "/parts")
                                .summary("POST")
                                .build()),
                List.of());
    }

    private static Reading exec(int i) {
        return new Reading(
                List.of(
                        Effect.of(Kind.EXEC)
                                .verb(Verb.WRITE)
                                .reach(Reach.LOCAL)
                                .set(Attribute.PROGRAM, "tool" + i)
                                .set(Attribute.SUBCOMMAND, "build")
                                .set(
                                        Attribute.PATHS,
                                        dev.holdpoint.effect.Fact.texts(
                                                java.util.Set.of("/work/src", "/work/target")))
                                .summary("tool build")
                                .build()),
                List.of());
    }

    private int step() {
        next = (next + 1) & (EVENTS - 1);
        return next;
    }

    @Benchmark
    public Object compiled() {
        return compiled.judge(readings[step()], SITUATION);
    }

    @Benchmark
    public Object interpreter() {
        return interpreter.judge(readings[step()], SITUATION);
    }

    @Benchmark
    public Object mixed() {
        return mixed.judge(mixedReadings[step()], SITUATION);
    }

    @Benchmark
    public Object eventRuler() {
        return ruler.rulesForEvent(events[step()]);
    }
}
