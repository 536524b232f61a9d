package dev.holdpoint.guard;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import dev.holdpoint.engine.Judge;
import dev.holdpoint.engine.Verdict;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Policies, readings and judges small enough to see at once what clearance is given. */
final class Scene {

    static final Span SPAN = new Span("test.hold", 1, 1, 1);

    private Scene() {}

    static Policy policy(List<Policy.Approvers> approvers, List<Policy.KillSwitch> kill) {
        return new Policy(
                "scene",
                Optional.of("coder"),
                Set.of("staging"),
                List.of(),
                List.of(),
                approvers,
                List.of(),
                List.of(),
                new Policy.Fallback(Policy.Decision.DENY, Optional.empty(), SPAN),
                kill,
                Optional.empty(),
                List.of(),
                List.of(),
                "c0ffee".repeat(10) + "beef");
    }

    static Policy policy() {
        return policy(List.of(), List.of());
    }

    static Policy.Approval approval(int quorum, int uses) {
        return new Policy.Approval(
                "owners", quorum, Duration.ofMinutes(15), uses, Optional.empty());
    }

    /** Denies what destroys, asks what writes if there is an approval to ask for, allows reads. */
    static Judge judge(Optional<Policy.Approval> approval) {
        return (reading, situation) ->
                switch (reading.verb()) {
                    case READ, RUN -> verdict(reading, Policy.Decision.ALLOW, "reads", approval);
                    case WRITE ->
                            verdict(
                                    reading,
                                    approval.isPresent()
                                            ? Policy.Decision.ASK
                                            : Policy.Decision.ALLOW,
                                    "writes",
                                    approval);
                    default -> verdict(reading, Policy.Decision.DENY, "wipe", approval);
                };
    }

    static Verdict verdict(
            Reading reading,
            Policy.Decision decision,
            String rule,
            Optional<Policy.Approval> approval) {
        return new Verdict(
                decision,
                List.of(
                        new Verdict.Match(
                                rule,
                                decision,
                                SPAN,
                                decision == Policy.Decision.ALLOW
                                        ? Optional.empty()
                                        : Optional.of(reading.effects().get(0)),
                                false,
                                decision == Policy.Decision.DENY
                                        ? Optional.of("data is deleted by people")
                                        : Optional.empty(),
                                decision == Policy.Decision.ASK ? approval : Optional.empty())),
                List.of(),
                List.of(),
                "by rule " + rule);
    }

    /** Reads {@code rm} as destroy, {@code touch} as write and anything else as read. */
    static Reading read(Operation operation) {
        if (operation instanceof Operation.Exec exec) {
            String program = exec.argv().get(0);
            Verb verb =
                    switch (program) {
                        case "rm" -> Verb.DESTROY;
                        case "touch" -> Verb.WRITE;
                        default -> Verb.READ;
                    };
            return one(
                    Effect.of(Kind.EXEC)
                            .verb(verb)
                            .set(Attribute.PROGRAM, program)
                            .summary(String.join(" ", exec.argv())));
        }
        Verb verb =
                operation instanceof Operation.Http http && !http.method().equals("GET")
                        ? Verb.WRITE
                        : Verb.READ;
        return one(Effect.of(operation.kind()).verb(verb).summary(operation.kind().word()));
    }

    static Reading one(Effect.Builder effect) {
        return new Reading(List.of(effect.build()), List.of());
    }

    static Operation exec(String... argv) {
        return Operation.Exec.of(List.of(argv));
    }
}
