package dev.holdpoint.engine;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Secrets;
import dev.holdpoint.language.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The policy's declared credentials, by fingerprint. A carrier may hold any of them: what it is
 * used for is told by the effects below. Immutable.
 */
final class Credentials {

    /** From the best to the worst. */
    private enum Status {
        VALID,
        /** It cannot be told whether the use is permitted. */
        UNTOLD,
        EXCEEDED,
        EXPIRED,
        UNKNOWN
    }

    /** Where every secret is a recorded fingerprint, none is computed. */
    private static final byte[] NO_KEY = {};

    private static final Holding UNREAD = Holding.unknown("a credential that could not be read");
    private static final Holding KEYLESS =
            Holding.unknown("there is no key to know credentials by");

    private final Map<String, Policy.Credential> byId = new HashMap<>();
    private final Evaluation evaluation;

    Credentials(List<Policy.Credential> declared, Evaluation evaluation) {
        for (Policy.Credential c : declared) {
            byId.put(c.id().toLowerCase(Locale.ROOT), c);
        }
        this.evaluation = evaluation;
    }

    /** What the effect holds. Makes no garbage where that is nothing. */
    Holding of(Effect effect, Situation situation, Fact env) {
        Secrets secrets = effect.secrets();
        if (secrets.isEmpty()) {
            return Holding.NONE;
        }
        if (!secrets.complete()) {
            return UNREAD;
        }
        Optional<byte[]> key = situation.fingerprintKey();
        if (key.isEmpty() && !secrets.held().stream().allMatch(Secret::isRecorded)) {
            return byId.isEmpty() ? stray(KEYLESS.id()) : KEYLESS;
        }
        List<Fact> names = new ArrayList<>();
        List<Fact> ids = new ArrayList<>();
        List<Fact> owners = new ArrayList<>();
        Status worst = Status.VALID;
        for (Secret secret : secrets.held()) {
            String id = secret.fingerprint(key.orElse(NO_KEY));
            Policy.Credential declared = byId.get(id);
            Status status =
                    declared == null ? Status.UNKNOWN : status(declared, effect, situation, env);
            worst = worst.compareTo(status) >= 0 ? worst : status;
            ids.add(Fact.text(id));
            names.add(Fact.text(declared == null ? "" : declared.name()));
            owners.add(
                    declared == null
                            ? Fact.text("")
                            : declared.owner().map(Fact::text).orElse(Fact.ABSENT));
        }
        return new Holding(Fact.oneOf(names), Fact.oneOf(ids), Fact.oneOf(owners), fact(worst));
    }

    private static Holding stray(Fact id) {
        return new Holding(Fact.text(""), id, Fact.text(""), fact(Status.UNKNOWN));
    }

    private static Fact fact(Status status) {
        return status == Status.UNTOLD
                ? Fact.unknown("it cannot be told whether the credential permits this")
                : Fact.text(status.name().toLowerCase(Locale.ROOT));
    }

    private Status status(
            Policy.Credential declared, Effect effect, Situation situation, Fact env) {
        if (declared.expires().isPresent() && !situation.now().isBefore(declared.expires().get())) {
            return Status.EXPIRED;
        }
        if (effect.carrier()) {
            return Status.VALID;
        }
        // what a credential may do cannot depend on what it is
        Subject subject = new Subject(effect, situation, env, UNREAD);
        Truth permitted = Truth.FALSE;
        for (Policy.May may : declared.may()) {
            if (may.on().isEmpty() || may.on().get() == effect.kind()) {
                permitted = permitted.or(evaluation.test(may.when(), subject, false));
            }
        }
        if (!declared.environments().isEmpty()) {
            permitted = permitted.and(among(env, declared));
        }
        return switch (permitted) {
            case TRUE -> Status.VALID;
            case UNKNOWN -> Status.UNTOLD;
            case FALSE -> Status.EXCEEDED;
        };
    }

    private static Truth among(Fact env, Policy.Credential declared) {
        if (env instanceof Fact.Text t) {
            return Truth.of(declared.environments().contains(t.value()));
        }
        if (env instanceof Fact.Several several) {
            Truth all = among(several.candidates().get(0), declared);
            for (Fact candidate : several.candidates()) {
                all = all.agree(among(candidate, declared));
            }
            return all;
        }
        return env instanceof Fact.Absent ? Truth.FALSE : Truth.UNKNOWN;
    }
}
