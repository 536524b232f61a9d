package dev.holdpoint.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.language.Policy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LimitBookTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Effect RM = Notation.effect("exec", "program=rm verb=destroy").build();
    private static final String HEAD =
            "policy t\napprovers dev { key \"ssh-ed25519"
                    + " AAAAC3NzaC1lZDI1NTE5AAAAIKZMfVulwHdzdpdhw3hpN5+ZCFiSZtbxiM0c7jGYRBBJ dev\" }\n";

    private final LimitBook book = new LimitBook(new SlidingCounters());

    private static Situation at(Duration after, Fact session) {
        return new Situation(
                START.plus(after),
                session,
                Fact.ABSENT,
                Optional.of("coder"),
                Optional.empty(),
                Optional.empty());
    }

    private static Verdict verdict(String rules, int effects, Situation situation) {
        Reading reading = new Reading(Collections.nCopies(effects, RM), List.of());
        return new Interpreter(Notation.policy(HEAD + rules)).judge(reading, situation);
    }

    private Decision after(String rules, int effects, int seconds, Fact session) {
        Situation situation = at(Duration.ofSeconds(seconds), session);
        return book.clear(verdict(rules, effects, situation), situation).decision();
    }

    private static final Fact ONE = Fact.text("one");
    private static final Fact TWO = Fact.text("two");
    private static final Fact LOST = Fact.unknown("lost");
    private static final String THREE =
            "limit l on any when verb == destroy max 3 calls per 1m per session\ndefault allow\n";

    @Test
    void the_window_slides() {
        assertEquals(Decision.ALLOW, after(THREE, 1, 0, ONE));
        assertEquals(Decision.ALLOW, after(THREE, 1, 30, ONE));
        assertEquals(Decision.ALLOW, after(THREE, 1, 59, ONE));
        assertEquals(Decision.DENY, after(THREE, 1, 59, ONE));
        assertEquals(Decision.ALLOW, after(THREE, 1, 60, ONE));
        assertEquals(Decision.DENY, after(THREE, 1, 61, ONE));
    }

    @Test
    void what_is_denied_is_not_charged() {
        assertEquals(Decision.DENY, after(THREE, 4, 0, ONE));
        assertEquals(Decision.ALLOW, after(THREE, 3, 0, ONE));
    }

    @Test
    void each_session_has_its_own_and_a_lost_one_could_be_any() {
        assertEquals(Decision.ALLOW, after(THREE, 2, 0, ONE));
        assertEquals(Decision.ALLOW, after(THREE, 3, 0, TWO));
        assertEquals(Decision.DENY, after(THREE, 1, 0, LOST));
        LimitBook other = new LimitBook(new SlidingCounters());
        Situation lost = at(Duration.ZERO, LOST);
        other.clear(verdict(THREE, 2, lost), lost);
        Situation one = at(Duration.ZERO, ONE);
        assertEquals(Decision.DENY, other.clear(verdict(THREE, 2, one), one).decision());
        assertEquals(Decision.ALLOW, other.clear(verdict(THREE, 1, one), one).decision());
    }

    @Test
    void per_policy_all_sessions_count_together() {
        String rules = THREE.replace("per session", "per policy");
        assertEquals(Decision.ALLOW, after(rules, 2, 0, ONE));
        assertEquals(Decision.DENY, after(rules, 2, 0, TWO));
    }

    @Test
    void an_exceeded_limit_comes_before_the_default_and_after_a_rule_that_asks() {
        String byDefault = THREE.replace("default allow", "default ask by dev within 5m");
        assertEquals(Decision.ASK, after(byDefault, 3, 0, ONE));
        assertEquals(Decision.DENY, after(byDefault, 4, 0, ONE));
        String byRule = "ask a on exec by dev within 5m\n" + THREE;
        assertEquals(Decision.ASK, after(byRule, 4, 0, ONE));
    }

    @Test
    void what_was_approved_is_charged_and_held_against_the_limit() {
        String asks = "ask a on exec by dev within 5m\n" + THREE;
        Situation now = at(Duration.ZERO, ONE);
        Verdict three = verdict(asks, 3, now);
        assertSame(three, book.clear(three, now));
        assertEquals(Decision.ASK, book.approved(three, now).decision());
        assertEquals(Decision.DENY, book.approved(three, now).decision());
    }

    @Test
    void an_observed_limit_stops_nothing() {
        assertEquals(Decision.ALLOW, after(THREE.replace("limit l", "limit l observe"), 9, 0, ONE));
    }

    @Test
    void rows_count_once_they_are_known() {
        String rules = THREE.replace("3 calls", "100 rows");
        Situation now = at(Duration.ZERO, ONE);
        Verdict verdict = verdict(rules, 1, now);
        assertEquals(Decision.ALLOW, book.clear(verdict, now).decision());
        book.rows(verdict, now, 99);
        assertEquals(Decision.ALLOW, book.clear(verdict, now).decision());
        book.rows(verdict, now, 1);
        assertEquals(Decision.DENY, book.clear(verdict, now).decision());
    }

    @Test
    void the_denial_says_which_limit_and_how_much() {
        Situation now = at(Duration.ZERO, ONE);
        Verdict denied = book.clear(verdict(THREE, 4, now), now);
        assertEquals("l", denied.matches().get(0).rule());
        assertEquals(
                "denied by l: no more than 3 calls in 1m (program=rm verb=destroy)",
                denied.reason());
    }

    @Test
    void many_charges_are_kept_in_few_places_and_never_counted_too_low() {
        SlidingCounters counters = new SlidingCounters();
        Counters.Demand one =
                new Counters.Demand(
                        "l", List.of("k"), List.of("k"), 1, 50_000, Duration.ofHours(1), true);
        IntStream.range(0, 50_000)
                .forEach(
                        i ->
                                assertEquals(
                                        List.of(),
                                        counters.take(List.of(one), START.plusMillis(i))));
        assertEquals(List.of(one), counters.take(List.of(one), START.plusMillis(50_000)));
        assertEquals(
                List.of(), counters.take(List.of(one), START.plusMillis(50_000).plusSeconds(3600)));
    }
}
