package dev.holdpoint.guard;

import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import dev.holdpoint.engine.LimitBook;
import dev.holdpoint.engine.Situation;
import dev.holdpoint.engine.Verdict;
import dev.holdpoint.guard.approval.Need;
import dev.holdpoint.guard.approval.Tally.Standing;
import dev.holdpoint.guard.audit.Ground;
import dev.holdpoint.guard.digest.Digested;
import dev.holdpoint.guard.kill.KillSwitches;
import dev.holdpoint.language.Policy;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns a verdict into yes or no: kill switch, then approvals, then limits. The limit is charged
 * before the approval is used up, so that neither is lost to the other; what was charged is taken
 * back if the approval is gone by then. Thread-safe.
 */
final class Clearance {

    /** How often the store is asked while a call waits. */
    private static final Duration POLL = Duration.ofMillis(200);

    /** Yes or no, and on what ground. */
    sealed interface Result {}

    /** Yes. What was consumed for it is on the disk already. */
    record Permit(
            Ground ground,
            String reason,
            Optional<String> digest,
            Optional<String> request,
            List<String> approvers)
            implements Result {
        static final Permit BY_POLICY =
                new Permit(
                        Ground.POLICY,
                        "the policy allows it",
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
    }

    /**
     * No.
     *
     * @param limited the verdict that limits made of the policy's, where they stopped it
     */
    record Stop(
            Ground ground,
            String reason,
            Optional<String> digest,
            Optional<String> request,
            Optional<Verdict> limited)
            implements Result {
        Stop(Ground ground, String reason, Optional<String> digest, Optional<String> request) {
            this(ground, reason, digest, request, Optional.empty());
        }

        static Stop of(Ground ground, String reason) {
            return new Stop(ground, reason, Optional.empty(), Optional.empty());
        }

        static Stop limited(Verdict limited) {
            return new Stop(
                    Ground.LIMIT,
                    Wording.limits(limited),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(limited));
        }
    }

    /**
     * People answered while the call waited. The world has moved on: it is read and judged anew,
     * without waiting again.
     */
    record Answered() implements Result {}

    private final KillSwitches kill;
    private final Optional<Approvals> approvals;
    private final LimitBook limits;
    private final Supplier<Boolean> mayBlock;
    private volatile Optional<String> uncounted = Optional.empty();

    Clearance(
            KillSwitches kill,
            Optional<Approvals> approvals,
            LimitBook limits,
            Supplier<Boolean> mayBlock) {
        this.kill = kill;
        this.approvals = approvals;
        this.limits = limits;
        this.mayBlock = mayBlock;
    }

    /** Counts rows that an operation has changed. */
    void changed(Verdict verdict, Situation situation, long rows) {
        limits.rows(verdict, situation, rows);
    }

    /** Rows were changed that could not be counted: whether a limit is exceeded is not known. */
    void lostCount(String why) {
        uncounted = Optional.of(why);
    }

    Result clear(
            Operation operation,
            Reading reading,
            Verdict verdict,
            Situation situation,
            boolean mayWait)
            throws IOException {
        Optional<String> killed = kill.on(reading.verb() == Verb.READ);
        if (killed.isPresent()) {
            return Stop.of(Ground.KILL_SWITCH, killed.get());
        }
        if (uncounted.isPresent()
                && verdict.limits().stream()
                        .anyMatch(c -> c.limit().unit() == Policy.Limit.Unit.ROWS)) {
            return Stop.of(
                    Ground.STORE_FAILED,
                    "rows that were changed before could not be counted: " + uncounted.get());
        }
        return switch (verdict.decision()) {
            case DENY -> Stop.of(Ground.POLICY, Wording.rules(verdict));
            case ASK -> asked(operation, reading, verdict, situation, mayWait);
            case ALLOW -> allowed(verdict, situation);
        };
    }

    private Result allowed(Verdict verdict, Situation situation) {
        if (verdict.limits().isEmpty()) {
            return Permit.BY_POLICY;
        }
        Verdict charged = limits.clear(verdict, situation);
        return charged.decision() == Policy.Decision.DENY
                ? Stop.limited(charged)
                : Permit.BY_POLICY;
    }

    private Result asked(
            Operation operation,
            Reading reading,
            Verdict verdict,
            Situation situation,
            boolean mayWait)
            throws IOException {
        String rules = Wording.rules(verdict);
        Verdict limited = limits.clear(verdict, situation);
        if (limited.decision() == Policy.Decision.DENY) {
            return Stop.limited(limited);
        }
        if (approvals.isEmpty()) {
            return Stop.of(
                    Ground.UNAPPROVED,
                    rules + "; it would need approval, and there is no store to ask in");
        }
        Approvals people = approvals.get();
        List<Need> needs = Approvals.needs(verdict);
        if (needs.isEmpty()) {
            return Stop.of(Ground.UNAPPROVABLE, rules + "; nobody is named who could approve it");
        }
        Digested digested = people.digest(operation, reading);
        if (!(digested instanceof Digested.Approvable approvable)) {
            return Stop.of(
                    Ground.UNAPPROVABLE,
                    rules
                            + "; it cannot be approved either, because "
                            + ((Digested.Unapprovable) digested).why());
        }
        Approvals.Asked asked = people.ask(approvable, needs, situation);
        if (asked.standing() instanceof Standing.Approved approved
                && asked.used() < approved.uses()) {
            return use(people, asked, approved, verdict, situation);
        }
        Optional<String> digest = Optional.of(approvable.digest());
        Optional<String> id = Optional.of(asked.request().id());
        if (asked.standing() instanceof Standing.Refused refused) {
            return new Stop(
                    Ground.REFUSED,
                    rules + "; " + refused.approver() + " refused it, which is final",
                    digest,
                    id);
        }
        Optional<Duration> patience = mayWait ? patience(verdict) : Optional.empty();
        if (patience.isPresent() && mayBlock.get()) {
            return waited(people, approvable, asked, patience.get(), situation, rules);
        }
        return unapproved(asked, needs, rules, digest);
    }

    private Result use(
            Approvals people,
            Approvals.Asked asked,
            Standing.Approved approved,
            Verdict verdict,
            Situation situation)
            throws IOException {
        Optional<String> digest = Optional.of(asked.request().digest());
        Optional<String> id = Optional.of(asked.request().id());
        Verdict charged = limits.approved(verdict, situation);
        if (charged.decision() == Policy.Decision.DENY) {
            return new Stop(
                    Ground.LIMIT,
                    Wording.limits(charged) + " (the approval is still there)",
                    digest,
                    id);
        }
        if (people.consume(asked, approved, situation)) {
            return new Permit(Ground.APPROVED, "it was approved", digest, id, approved.approvers());
        }
        limits.giveBack(verdict, situation);
        return new Stop(
                Ground.UNAPPROVED,
                "its approval was used by another call; ask anew by trying once more",
                digest,
                id);
    }

    /** Waits until people have answered or the patience is at its end. */
    private Result waited(
            Approvals people,
            Digested.Approvable approvable,
            Approvals.Asked first,
            Duration patience,
            Situation situation,
            String rules)
            throws IOException {
        Optional<String> digest = Optional.of(approvable.digest());
        long end = System.nanoTime() + patience.toNanos();
        Approvals.Asked asked = first;
        while (asked.standing() instanceof Standing.Pending
                || (asked.standing() instanceof Standing.Approved a && asked.used() >= a.uses())) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return unapproved(asked, asked.needs(), rules, digest);
            }
            try {
                Thread.sleep(Math.max(1, Math.min(POLL.toMillis(), left / 1_000_000)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return unapproved(asked, asked.needs(), rules, digest);
            }
            Optional<String> killed = kill.on(false);
            if (killed.isPresent()) {
                return Stop.of(Ground.KILL_SWITCH, killed.get());
            }
            asked =
                    people.ask(
                            approvable,
                            asked.needs(),
                            at(situation, patience.toNanos() - (end - System.nanoTime())));
        }
        return new Answered();
    }

    /** The situation so much later; the guard's clock is not read twice for one attempt. */
    private static Situation at(Situation s, long laterNanos) {
        return new Situation(
                s.now().plusNanos(laterNanos),
                s.session(),
                s.tool(),
                s.agent(),
                s.tier(),
                s.fingerprintKey());
    }

    private static Optional<Duration> patience(Verdict verdict) {
        return verdict.matches().stream()
                .flatMap(m -> m.approval().stream())
                .flatMap(a -> a.waiting().stream())
                .max(Comparator.naturalOrder());
    }

    private static Stop unapproved(
            Approvals.Asked asked, List<Need> needs, String rules, Optional<String> digest) {
        String whose =
                needs.stream()
                        .map(n -> n.quorum() + " of " + n.group())
                        .distinct()
                        .reduce((a, b) -> a + " and " + b)
                        .orElse("nobody");
        String have =
                asked.standing() instanceof Standing.Pending p && p.have() > 0
                        ? " (" + p.have() + " signed so far)"
                        : "";
        return new Stop(
                Ground.UNAPPROVED,
                rules
                        + "; it needs the approval of "
                        + whose
                        + have
                        + ". Once approved, exactly the same operation may run",
                digest,
                Optional.of(asked.request().id()));
    }
}
