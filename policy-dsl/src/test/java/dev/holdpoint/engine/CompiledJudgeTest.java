package dev.holdpoint.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Policy;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CompiledJudgeTest {

    private static final Situation NOW = Situation.at(Instant.EPOCH);

    private static final Policy POLICY =
            Notation.policy(
                    """
                    policy t in staging
                    env staging { host "*.staging.dev"  path "/work/**" }
                    env prod    { host "*.prod.dev" }
                    deny  wall  on any  when verb != read and env not in home
                    deny  force on exec when flags overlap {force} unless paths within {"/work/target/**"}
                    allow api   on http when host == "api.staging.dev" and path in {"/v1/**"}
                    allow build on exec when program in {git, mvn} and paths within {"/work/**"}
                    allow sql   on sql  when stmts within {select} and tables overlap {"users"}
                    default deny
                    """);

    private static final List<Effect> ALLOWED =
            List.of(
                    Notation.effect(
                                    "http",
                                    "method=POST host=api.staging.dev path=/v1/x verb=write")
                            .reach(Reach.REMOTE)
                            .build(),
                    Notation.effect(
                                    "exec",
                                    "program=git paths={/work/a,/work/b} flags={x} verb=write")
                            .reach(Reach.LOCAL)
                            .build(),
                    Notation.effect("sql", "stmts={select} tables={users}")
                            .reach(Reach.LOCAL)
                            .build());

    @Test
    void allowing_makes_no_garbage() {
        Judge judge = CompiledJudge.of(POLICY);
        List<Reading> readings = new ArrayList<>();
        for (Effect effect : ALLOWED) {
            readings.add(new Reading(List.of(effect), List.of()));
        }
        readings.add(new Reading(ALLOWED, List.of()));
        Verdict expected = new Interpreter(POLICY).judge(readings.get(3), NOW);
        assertEquals(Policy.Decision.ALLOW, expected.decision(), expected::toString);
        assertEquals(expected, judge.judge(readings.get(3), NOW));
        for (Reading reading : readings) {
            assertSame(judge.judge(reading, NOW), judge.judge(reading, NOW));
        }
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // the virtual machine may allocate on this thread now and then; judging never does
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                judge.judge(readings.get(i & 3), NOW);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least / 1_000, least + " bytes for 1,000 decisions");
    }

    @Test
    void a_condition_too_large_to_compile_is_interpreted() {
        StringBuilder text = new StringBuilder("policy t\ndeny c on exec when program == p0");
        for (int i = 1; i < 200; i++) {
            text.append(" or (program == p" + i + " and user == u)");
        }
        Policy policy = Notation.policy(text.append("\ndefault allow\n").toString());
        assertTrue(
                new ConditionCompiler().add(policy.rules().get(0).when(), Optional.empty()).shape()
                        < 0);
        for (String facts : List.of("program=p0", "program=p7 user=u", "program=p7 user=v")) {
            Reading reading =
                    new Reading(List.of(Notation.effect("exec", facts).build()), List.of());
            assertEquals(
                    new Interpreter(policy).judge(reading, NOW),
                    CompiledJudge.of(policy).judge(reading, NOW));
        }
    }

    @Test
    void conditions_of_one_shape_share_a_method() {
        Policy policy =
                Notation.policy(
                        """
                        policy t
                        deny a on exec when program == git and subcommand == push
                        deny b on exec when program == rm and subcommand == x
                        deny c on exec when program == rm or subcommand == x
                        default allow
                        """);
        ConditionCompiler compiler = new ConditionCompiler();
        List<Integer> shapes = new ArrayList<>();
        for (Policy.Rule rule : policy.rules()) {
            shapes.add(compiler.add(rule.when(), rule.unless()).shape());
        }
        assertEquals(List.of(0, 0, 1), shapes);
    }

    @Test
    void more_shapes_than_one_class_holds_are_compiled_in_several() {
        ConditionCompiler compiler = new ConditionCompiler();
        int shapes = 480;
        for (int i = 1; i <= shapes; i++) {
            // a chain of negations of its own length each: even ones are true
            Condition condition = new Condition.Always();
            for (int n = 0; n < i % 300; n++) {
                condition = new Condition.Not(condition);
            }
            if (i >= 300) {
                condition = new Condition.And(Collections.nCopies(2, condition));
            }
            compiler.add(condition, Optional.empty());
        }
        ConditionCompiler.Code[] codes = compiler.compile();
        assertEquals(3, codes.length);
        for (int i = 1; i <= shapes; i++) {
            int holds =
                    codes[ConditionCompiler.classOf(i - 1)].test(
                            ConditionCompiler.inClass(i - 1),
                            0,
                            new Object[0],
                            ALLOWED.get(0),
                            NOW,
                            Fact.ABSENT,
                            Holding.NONE);
            assertEquals((i % 300) % 2 == 0 ? Atoms.TRUE : Atoms.FALSE, holds);
        }
    }

    @Test
    void threads_judge_at_once() {
        Judge judge = CompiledJudge.of(POLICY);
        List<Reading> readings =
                ALLOWED.stream().map(e -> new Reading(List.of(e), List.of())).toList();
        List<Verdict> expected = readings.stream().map(r -> judge.judge(r, NOW)).toList();
        boolean same =
                java.util.stream.IntStream.range(0, 20_000)
                        .parallel()
                        .allMatch(
                                i -> judge.judge(readings.get(i % 3), NOW) == expected.get(i % 3));
        assertTrue(same);
    }
}
