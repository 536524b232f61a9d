package dev.holdpoint.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Secrets;
import dev.holdpoint.language.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CredentialsTest {

    private static final byte[] KEY = "a key".getBytes(StandardCharsets.UTF_8);
    private static final Secret DECLARED = Secret.of("token", "header Authorization");
    private static final Secret STRAY = Secret.of("found in a file", "header Authorization");
    private static final Instant BEFORE = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant AFTER = Instant.parse("2027-01-01T00:00:00Z");

    private static final Policy POLICY =
            Notation.policy(
                    """
                    policy t in staging
                    env staging { host "*.staging.dev" }
                    env prod    { host "*.prod.dev" }
                    credential deploy {
                      id "%s"  owner "ops@x.dev"  expires 2026-12-31  env staging
                      may http when method == POST and path == "/deploy"
                    }
                    default deny
                    """
                            .formatted(DECLARED.fingerprint(KEY)));

    private static Holding holding(String facts, Secrets secrets, Instant now, boolean keyed) {
        return holding(
                Notation.effect("http", facts).reach(Reach.REMOTE).secrets(secrets).build(),
                now,
                keyed);
    }

    private static Holding holding(Effect effect, Instant now, boolean keyed) {
        Situation at = Situation.at(now);
        Situation situation =
                new Situation(
                        now,
                        at.session(),
                        at.tool(),
                        at.agent(),
                        at.tier(),
                        keyed ? Optional.of(KEY) : Optional.empty());
        Fact env = new Placement(POLICY, false).of(effect);
        return new Credentials(POLICY.credentials(), new Evaluation(POLICY))
                .of(effect, situation, env);
    }

    private static final String DEPLOY = "method=POST path=/deploy host=a.staging.dev";

    @Test
    void a_declared_credential_is_known_by_its_fingerprint() {
        Holding held = holding(DEPLOY, Secrets.of(DECLARED), BEFORE, true);
        assertEquals(Fact.text("deploy"), held.name());
        assertEquals(Fact.text("ops@x.dev"), held.owner());
        assertEquals(Fact.text(DECLARED.fingerprint(KEY)), held.id());
        assertEquals(Fact.text("valid"), held.status());
    }

    @Test
    void one_that_is_declared_nowhere_is_unknown_and_of_no_name() {
        Holding held = holding(DEPLOY, Secrets.of(STRAY), BEFORE, true);
        assertEquals(Fact.text(""), held.name());
        assertEquals(Fact.text("unknown"), held.status());
    }

    @Test
    void it_expires_at_the_instant_declared() {
        Instant expiry = Instant.parse("2026-12-31T00:00:00Z");
        assertEquals(
                Fact.text("valid"),
                holding(DEPLOY, Secrets.of(DECLARED), expiry.minusMillis(1), true).status());
        assertEquals(
                Fact.text("expired"), holding(DEPLOY, Secrets.of(DECLARED), expiry, true).status());
    }

    @Test
    void what_it_may_not_do_or_not_there_exceeds_it() {
        Fact exceeded = Fact.text("exceeded");
        Secrets held = Secrets.of(DECLARED);
        String elsewhere = "method=POST path=/deploy host=a.prod.dev";
        String otherwise = "method=DELETE path=/deploy host=a.staging.dev";
        assertEquals(exceeded, holding(elsewhere, held, BEFORE, true).status());
        assertEquals(exceeded, holding(otherwise, held, BEFORE, true).status());
        Effect exec = Notation.effect("exec", "program=x host=a.staging.dev").secrets(held).build();
        assertEquals(exceeded, holding(exec, BEFORE, true).status());
    }

    @Test
    void a_carrier_does_not_exceed_it() {
        Effect carrier =
                Notation.effect("exec", "program=curl")
                        .reach(Reach.LOCAL)
                        .secrets(Secrets.of(DECLARED))
                        .carrier()
                        .build();
        assertEquals(Fact.text("valid"), holding(carrier, BEFORE, true).status());
    }

    @Test
    void where_it_cannot_be_told_the_status_is_unknown() {
        Secrets held = Secrets.of(DECLARED);
        assertUnknown(holding("method=POST path=? host=a.staging.dev", held, BEFORE, true));
        assertUnknown(holding("method=POST path=/deploy host=other.dev", held, BEFORE, true));
        assertUnknown(holding(DEPLOY, held, BEFORE, false));
        assertUnknown(holding(DEPLOY, Secrets.UNREAD, BEFORE, true));
        assertUnknown(holding(DEPLOY, new Secrets(Set.of(DECLARED), false), BEFORE, true));
    }

    @Test
    void without_secrets_there_is_no_credential() {
        assertEquals(Holding.NONE, holding(DEPLOY, Secrets.NONE, BEFORE, true));
    }

    @Test
    void of_several_the_worst_counts() {
        Secrets both = Secrets.of(DECLARED).and(Secrets.of(STRAY));
        assertEquals(Fact.text("unknown"), holding(DEPLOY, both, AFTER, true).status());
    }

    private static void assertUnknown(Holding held) {
        assertEquals(Fact.Unknown.class, held.status().getClass(), held::toString);
    }
}
