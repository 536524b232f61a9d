package dev.holdpoint.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.language.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PlacementTest {

    private static final Policy POLICY =
            Notation.policy(
                    """
                    policy t in staging
                    env staging { host "*.staging.dev"  resource "p:env:1*"  path "/work/**" }
                    env prod    { host "*.prod.dev"  jdbc "jdbc:postgresql://prod-*/*"  resource "p:env:2*"
                                  path "/srv/**", "/etc/passwd" }
                    default deny
                    """);

    static Stream<String[]> rows() {
        return Notation.rows("placement.table").stream();
    }

    @ParameterizedTest(name = "{0} {1} {2} is in {3}")
    @MethodSource("rows")
    void an_effect_is_where_the_most_specific_thing_that_it_names_is(
            String kind, String facts, String reach, String env) {
        Effect effect =
                Notation.effect(kind, facts)
                        .reach(Reach.valueOf(reach.toUpperCase(Locale.ROOT)))
                        .build();
        assertEquals(env, words(new Placement(POLICY, false).of(effect)));
    }

    @Test
    void what_is_named_inside_a_thing_lies_where_that_lies() {
        Placement placement = new Placement(POLICY, false);
        assertEquals("staging", words(placement.of(together("p:env:1", "p:pod:web"))));
        assertEquals("staging;prod", words(placement.of(together("p:env:1", "p:env:2"))));
        assertEquals("?", words(placement.of(together("p:space:x", "p:pod:web"))));
        Effect beside =
                Notation.effect("http", "host=api.p.com resource={p:env:1,p:pod:web,p:pod:db}")
                        .together(Set.of("p:env:1", "p:pod:web"))
                        .build();
        assertEquals("?", words(placement.of(beside)));
    }

    private static Effect together(String outer, String inner) {
        return Notation.effect("http", "host=api.p.com resource={" + outer + "," + inner + "}")
                .together(Set.of(outer, inner))
                .build();
    }

    @Test
    void in_a_test_what_names_no_place_is_at_home() {
        Effect effect = Notation.effect("sql", "stmts={select}").build();
        assertEquals("staging", words(new Placement(POLICY, true).of(effect)));
    }

    @Test
    void two_homes_are_both_candidates() {
        Policy policy =
                Notation.policy(
                        """
                        policy t in a, b
                        env a { host "a.dev" }
                        env b { host "b.dev" }
                        default deny
                        """);
        Effect here = Notation.effect("exec", "program=ls").reach(Reach.LOCAL).build();
        assertEquals("a;b", words(new Placement(policy, false).of(here)));
    }

    @Test
    void where_no_resource_is_declared_ids_do_not_decide() {
        Policy policy =
                Notation.policy("policy t in a\nenv a { host \"*.a.dev\" }\ndefault deny\n");
        Effect effect =
                Notation.effect("http", "host=x.a.dev resource={q:7}").reach(Reach.REMOTE).build();
        assertEquals("a", words(new Placement(policy, false).of(effect)));
    }

    @Test
    void a_policy_at_home_nowhere_places_what_is_here_nowhere() {
        Policy policy = Notation.policy("policy t\nenv a { host \"*.a.dev\" }\ndefault deny\n");
        Effect here = Notation.effect("exec", "program=ls").reach(Reach.LOCAL).build();
        assertTrue(new Placement(policy, false).of(here) instanceof Fact.Absent);
    }

    private static String words(Fact env) {
        if (env instanceof Fact.Text t) {
            return t.value();
        }
        if (env instanceof Fact.Several s) {
            List<String> names = s.candidates().stream().map(PlacementTest::words).toList();
            return String.join(";", names);
        }
        return env instanceof Fact.Unknown ? "?" : "-";
    }
}
