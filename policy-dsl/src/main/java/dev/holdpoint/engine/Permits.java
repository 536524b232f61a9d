package dev.holdpoint.engine;

import dev.holdpoint.language.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The verdict that certain rules permit an operation, made once for each set of rules and shared:
 * the verdicts that a policy gives most often cost nothing to give again. Each knows the verdicts
 * of one rule more. Immutable but for that memory, which is bounded; thread-safe.
 */
final class Permits {

    private static final int MOST = 4_096;

    private final Ledger ledger;
    private final int[] clauses;
    private final Verdict verdict;
    private volatile Next next = new Next(new int[0], new Permits[0]);

    /** The permits of one rule more, by its number; never changed, only replaced. */
    private static final class Next {
        private final int[] clauses;
        private final Permits[] permits;

        Next(int[] clauses, Permits[] permits) {
            this.clauses = clauses;
            this.permits = permits;
        }
    }

    /** What all verdicts of one policy share. */
    private static final class Ledger {
        private final Policy policy;
        private int made;

        private Ledger(Policy policy) {
            this.policy = policy;
        }
    }

    private Permits(Ledger ledger, int[] clauses) {
        this.ledger = ledger;
        this.clauses = clauses;
        this.verdict = verdict(ledger.policy, clauses);
    }

    /** The permit that names no rule yet. */
    static Permits none(Policy policy) {
        return new Permits(new Ledger(policy), new int[0]);
    }

    Verdict verdict() {
        return verdict;
    }

    /**
     * The permit of these rules and one more.
     *
     * @param clause the number of a rule, or of the default: the number of clauses of the policy
     */
    Permits with(int clause) {
        for (int c : clauses) {
            if (c == clause) {
                return this;
            }
        }
        Next known = next;
        for (int i = 0; i < known.clauses.length; i++) {
            if (known.clauses[i] == clause) {
                return known.permits[i];
            }
        }
        return add(clause);
    }

    private Permits add(int clause) {
        int[] more = java.util.Arrays.copyOf(clauses, clauses.length + 1);
        more[clauses.length] = clause;
        java.util.Arrays.sort(more);
        Permits made = new Permits(ledger, more);
        synchronized (ledger) {
            if (ledger.made < MOST) {
                ledger.made++;
                Next old = next;
                int n = old.clauses.length;
                int[] keys = java.util.Arrays.copyOf(old.clauses, n + 1);
                Permits[] values = java.util.Arrays.copyOf(old.permits, n + 1);
                keys[n] = clause;
                values[n] = made;
                next = new Next(keys, values);
            }
        }
        return made;
    }

    private static Verdict verdict(Policy policy, int[] clauses) {
        List<Verdict.Match> matches = new ArrayList<>();
        for (int c : clauses) {
            if (c < policy.rules().size()) {
                Policy.Rule rule = policy.rules().get(c);
                matches.add(
                        new Verdict.Match(
                                rule.name(),
                                Policy.Decision.ALLOW,
                                rule.span(),
                                Optional.empty(),
                                false,
                                rule.because(),
                                Optional.empty()));
            } else {
                matches.add(
                        new Verdict.Match(
                                Precedence.DEFAULT,
                                Policy.Decision.ALLOW,
                                policy.fallback().span(),
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                Optional.empty()));
            }
        }
        return new Verdict(
                Policy.Decision.ALLOW,
                matches,
                List.of(),
                List.of(),
                Precedence.reason(Policy.Decision.ALLOW, matches));
    }
}
