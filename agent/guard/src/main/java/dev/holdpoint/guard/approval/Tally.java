package dev.holdpoint.guard.approval;

import dev.holdpoint.guard.approval.Statement.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts what people signed about one request. Immutable and thread-safe. */
public final class Tally {

    private final Map<String, Set<SshKey>> groups;

    /**
     * Who may approve.
     *
     * @param groups the policy's approvers by name
     * @param runners keys of whoever runs the agent: they count nowhere
     */
    public Tally(Map<String, Set<SshKey>> groups, Set<SshKey> runners) {
        Map<String, Set<SshKey>> allowed = new HashMap<>();
        groups.forEach(
                (name, keys) -> {
                    Set<SshKey> left = new HashSet<>(keys);
                    left.removeAll(runners);
                    allowed.put(name, Set.copyOf(left));
                });
        this.groups = Map.copyOf(allowed);
    }

    /** Where a request stands. */
    public sealed interface Standing {
        /**
         * Not enough have signed.
         *
         * @param have distinct keys that count at the moment, for the need that lacks most
         */
        record Pending(int have, int quorum) implements Standing {}

        /**
         * Enough have signed.
         *
         * @param uses how often it may be used in all
         * @param approvers fingerprints of the keys that counted
         */
        record Approved(int uses, List<String> approvers) implements Standing {}

        /** Somebody said no. */
        record Refused(String approver) implements Standing {}
    }

    /**
     * Counts.
     *
     * @param stored whatever the store has for this request; what cannot be believed does not count
     */
    public Standing count(Request request, List<Need> needs, List<String> stored, Instant now) {
        List<SignedStatement> believed = new ArrayList<>();
        for (String text : stored) {
            believed(text).filter(s -> s.statement().answers(request)).ifPresent(believed::add);
        }
        Optional<SignedStatement> refusal =
                believed.stream()
                        .filter(s -> s.statement().decision() == Decision.REFUSE)
                        .filter(s -> needs.stream().anyMatch(n -> keys(n).contains(s.key())))
                        .findFirst();
        if (refusal.isPresent()) {
            return new Standing.Refused(refusal.get().key().fingerprint());
        }
        int uses = Integer.MAX_VALUE;
        Set<String> approvers = new LinkedHashSet<>();
        Standing.Pending least = new Standing.Pending(Integer.MAX_VALUE, 1);
        boolean pending = needs.isEmpty();
        for (Need need : needs) {
            Map<SshKey, Integer> usesByKey = new HashMap<>();
            for (SignedStatement s : believed) {
                if (keys(need).contains(s.key()) && counts(s.statement(), need, now)) {
                    usesByKey.merge(s.key(), s.statement().uses(), Math::max);
                }
            }
            if (need.quorum() < 1 || usesByKey.size() < need.quorum()) {
                pending = true;
                if (usesByKey.size() - need.quorum() < least.have() - least.quorum()) {
                    least = new Standing.Pending(usesByKey.size(), need.quorum());
                }
                continue;
            }
            List<Integer> granted = new ArrayList<>(usesByKey.values());
            granted.sort(Collections.reverseOrder());
            uses = Math.min(uses, Math.min(need.uses(), granted.get(need.quorum() - 1)));
            usesByKey.keySet().forEach(k -> approvers.add(k.fingerprint()));
        }
        return pending ? least : new Standing.Approved(uses, List.copyOf(approvers));
    }

    private Set<SshKey> keys(Need need) {
        return groups.getOrDefault(need.group(), Set.of());
    }

    private static Optional<SignedStatement> believed(String text) {
        try {
            return Optional.of(SignedStatement.read(text));
        } catch (SignatureException e) {
            return Optional.empty(); // anybody may put anything into the store; it counts nothing
        }
    }

    /** Both clocks: the approval's own, and the policy's from approval to execution. */
    private static boolean counts(Statement s, Need need, Instant now) {
        return s.decision() == Decision.APPROVE
                && !now.isBefore(s.notBefore())
                && !now.isAfter(s.notAfter())
                && !now.isAfter(s.executeBy())
                && !now.isAfter(s.notBefore().plus(need.within()));
    }
}
