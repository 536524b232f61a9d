package dev.holdpoint.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Policy.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What wins over what. Every case is put to both judges. */
final class VerdictTest {

    private static final Situation NOW = Situation.at(Instant.EPOCH);
    private static final String KEY =
            "AAAAC3NzaC1lZDI1NTE5AAAAIKZMfVulwHdzdpdhw3hpN5+ZCFiSZtbxiM0c7jGYRBBJ";
    private static final String HEAD =
            "policy t\napprovers dev { key \"ssh-ed25519 " + KEY + " dev\" }\n";

    private static final Effect GIT = Notation.effect("exec", "program=git verb=write").build();
    private static final Effect RM = Notation.effect("exec", "program=rm verb=destroy").build();
    private static final Effect HIDDEN =
            Effect.of(Kind.EXEC).hidden("computed").summary("$x").build();
    private static final Effect SHELL =
            Effect.of(Kind.EXEC).carrier().set(Attribute.PROGRAM, "sh").summary("sh -c").build();
    private static final Effect SUDO =
            Effect.of(Kind.EXEC).carrier().set(Attribute.PROGRAM, "sudo").summary("sudo").build();

    private static Verdict judge(String rules, Effect... effects) {
        Policy policy = Notation.policy(HEAD + rules);
        Reading reading = new Reading(List.of(effects), List.of());
        Verdict verdict = new Interpreter(policy).judge(reading, NOW);
        assertEquals(verdict, CompiledJudge.of(policy).judge(reading, NOW));
        return verdict;
    }

    private static String rules(Verdict verdict) {
        return verdict.decision()
                + " by "
                + String.join(", ", verdict.matches().stream().map(Verdict.Match::rule).toList());
    }

    @Test
    void deny_comes_before_ask_before_allow_before_the_default() {
        String all =
                """
                allow a on exec
                ask   b on exec by dev within 5m
                deny  c on exec when program == git
                deny  d on exec when verb == write
                default ask by dev within 5m
                """;
        assertEquals("DENY by c, d", rules(judge(all, GIT)));
        assertEquals("ASK by b", rules(judge(all.replaceAll("(?m)^deny.*\n", ""), GIT)));
        assertEquals("ALLOW by a", rules(judge(all.replaceAll("(?m)^(deny|ask).*\n", ""), GIT)));
        assertEquals("ASK by default", rules(judge("default ask by dev within 5m\n", GIT)));
    }

    @Test
    void of_several_effects_the_strictest_decides_and_each_needs_its_own_allow() {
        String some = "allow a on exec when program == git\ndefault deny\n";
        assertEquals("ALLOW by a", rules(judge(some, GIT)));
        assertEquals("DENY by default", rules(judge(some, GIT, RM)));
        assertSame(RM, judge(some, GIT, RM).matches().get(0).effect().orElseThrow());
        String two = "allow a on exec when program == git\nallow b on exec when program == rm\n";
        assertEquals("ALLOW by a, b", rules(judge(two + "default deny\n", RM, GIT)));
    }

    @Test
    void an_unknown_verb_is_every_verb_to_what_stops_and_none_to_what_permits() {
        assertEquals(
                "DENY by c",
                rules(judge("deny c on any when verb == destroy\ndefault allow\n", HIDDEN)));
        assertEquals(
                "DENY by default",
                rules(
                        judge(
                                "allow a on any when verb in {read, write, run, grant, destroy}\ndefault deny\n",
                                HIDDEN)));
        assertTrue(
                judge("deny c on any when verb == destroy\ndefault allow\n", HIDDEN)
                        .matches()
                        .get(0)
                        .onUnknown());
        assertEquals(
                1,
                judge(
                                "limit l on any when verb == destroy max 3 calls per 1h\ndefault allow\n",
                                HIDDEN)
                        .limits()
                        .size());
    }

    @Test
    void an_unknown_exception_excepts_from_no_denial_and_from_each_permission() {
        String deny = "deny c on exec unless program == git\ndefault allow\n";
        assertEquals("ALLOW by default", rules(judge(deny, GIT)));
        assertEquals("DENY by c", rules(judge(deny, HIDDEN)));
        String allow = "allow a on exec unless program == rm\ndefault deny\n";
        assertEquals("ALLOW by a", rules(judge(allow, GIT)));
        assertEquals("DENY by default", rules(judge(allow, HIDDEN)));
    }

    @Test
    void a_shell_that_was_read_whole_needs_no_allow_of_its_own_and_sudo_does() {
        String git = "allow a on exec when program == git\ndefault deny\n";
        assertEquals("ALLOW by a", rules(judge(git, SHELL, GIT)));
        assertEquals("DENY by default", rules(judge(git, SUDO, GIT)));
        assertEquals("DENY by default", rules(judge(git, SHELL)));
        assertEquals(
                "DENY by c", rules(judge("deny c on exec when program == sh\n" + git, SHELL, GIT)));
        Effect asRoot = SHELL.toBuilder().set(Attribute.USER, "root").build();
        assertEquals("DENY by default", rules(judge(git, asRoot, GIT)));
    }

    @Test
    void what_is_observed_is_recorded_and_decides_nothing() {
        Verdict verdict = judge("deny c observe on exec\nallow a on exec\ndefault deny\n", GIT);
        assertEquals("ALLOW by a", rules(verdict));
        assertEquals(List.of("c"), verdict.observed().stream().map(Verdict.Match::rule).toList());
    }

    @Test
    void limits_count_what_is_done_and_not_what_carries_it() {
        String limit = "limit l on exec max 3 calls per 1h\ndefault allow\n";
        assertEquals(1, judge(limit, SHELL, GIT).limits().size());
        assertEquals(2, judge(limit, SHELL, GIT, RM).limits().size());
        assertEquals(1, judge(limit, SHELL).limits().size());
        assertEquals(0, judge("deny c on exec\n" + limit, GIT).limits().size());
    }

    @Test
    void the_reason_is_one_line_that_names_rules_causes_and_things() {
        Effect effect = RM.toBuilder().summary("rm -rf\n/srv").build();
        assertEquals(
                "denied by c: backups are deleted by people (rm -rf /srv)",
                judge(
                                "deny c on exec because \"backups are deleted by people\"\ndefault allow\n",
                                effect)
                        .reason());
        assertEquals("allowed by default", judge("default allow\n", GIT).reason());
    }

    @Test
    void session_and_tool_are_the_situations() {
        Policy policy =
                Notation.policy(HEAD + "deny c on any when session == \"s1\"\ndefault allow\n");
        Reading reading = new Reading(List.of(GIT), List.of());
        for (Fact session : List.of(Fact.text("s1"), Fact.unknown("lost"), Fact.text("s2"))) {
            Situation situation =
                    new Situation(
                            NOW.now(),
                            session,
                            NOW.tool(),
                            NOW.agent(),
                            NOW.tier(),
                            NOW.fingerprintKey());
            Verdict verdict = new Interpreter(policy).judge(reading, situation);
            assertEquals(verdict, CompiledJudge.of(policy).judge(reading, situation));
            assertEquals(
                    session.equals(Fact.text("s2")) ? Decision.ALLOW : Decision.DENY,
                    verdict.decision());
        }
    }

    @Test
    void a_session_stands_at_the_lowest_tier_until_it_is_raised_to_another() {
        Policy policy =
                Notation.policy(
                        HEAD
                                + "tiers low < high\nallow a on exec when tier == high\ndefault deny\n");
        Reading reading = new Reading(List.of(GIT), List.of());
        for (Optional<String> tier :
                List.of(Optional.<String>empty(), Optional.of("high"), Optional.of("none"))) {
            Situation situation =
                    new Situation(
                            NOW.now(),
                            NOW.session(),
                            NOW.tool(),
                            NOW.agent(),
                            tier,
                            NOW.fingerprintKey());
            Verdict verdict = new Interpreter(policy).judge(reading, situation);
            assertEquals(verdict, CompiledJudge.of(policy).judge(reading, situation));
            assertEquals(
                    tier.equals(Optional.of("high")) ? Decision.ALLOW : Decision.DENY,
                    verdict.decision());
        }
    }
}
