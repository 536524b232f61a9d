package dev.holdpoint.guard;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.engine.Situation;
import dev.holdpoint.engine.Verdict;
import dev.holdpoint.guard.approval.Need;
import dev.holdpoint.guard.approval.Request;
import dev.holdpoint.guard.approval.SignatureException;
import dev.holdpoint.guard.approval.SshKey;
import dev.holdpoint.guard.approval.Tally;
import dev.holdpoint.guard.approval.Tally.Standing;
import dev.holdpoint.guard.digest.Digested;
import dev.holdpoint.guard.digest.OperationDigest;
import dev.holdpoint.guard.store.Store;
import dev.holdpoint.guard.store.StoreException;
import dev.holdpoint.language.Policy;
import dev.holdpoint.session.Json;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The request of an operation, where it stands, and the use of its approval. Thread-safe. */
final class Approvals {

    /** More rounds of one operation under one policy than people could approve. */
    private static final long MOST_ROUNDS = 1L << 40;

    private final Store store;
    private final OperationDigest digests;
    private final Tally tally;
    private final String policy;
    private final String deployment;

    Approvals(
            Store store,
            OperationDigest digests,
            Policy policy,
            String deployment,
            List<String> runners,
            Consumer<String> log) {
        this.store = store;
        this.digests = digests;
        this.policy = policy.hash();
        this.deployment = deployment;
        Map<String, Set<SshKey>> groups = new HashMap<>();
        for (Policy.Approvers approvers : policy.approvers()) {
            groups.computeIfAbsent(approvers.name(), n -> new HashSet<>())
                    .addAll(keys(approvers.keys(), log));
        }
        this.tally = new Tally(groups, keys(runners, log));
    }

    /**
     * A key that cannot be read approves nothing, which is stricter than the policy; it is said.
     */
    private static Set<SshKey> keys(List<String> lines, Consumer<String> log) {
        Set<SshKey> keys = new HashSet<>();
        for (String line : lines) {
            try {
                keys.add(SshKey.parse(line));
            } catch (SignatureException e) {
                log.accept("an approver's key counts for nothing: " + e.getMessage());
            }
        }
        return keys;
    }

    Digested digest(Operation operation, Reading reading) {
        return digests.of(operation, reading);
    }

    /** What the asking rules need, each once. */
    static List<Need> needs(Verdict verdict) {
        return verdict.matches().stream()
                .flatMap(
                        m ->
                                m
                                        .approval()
                                        .map(
                                                a ->
                                                        new Need(
                                                                m.rule(),
                                                                a.group(),
                                                                a.quorum(),
                                                                a.within(),
                                                                a.uses()))
                                        .stream())
                .distinct()
                .toList();
    }

    /** The pending request and where it stands. */
    record Asked(Request request, List<Need> needs, Standing standing, int used) {}

    /** Finds the request of the present round, or asks it. */
    Asked ask(Digested.Approvable digested, List<Need> needs, Situation situation)
            throws StoreException {
        long round = round(digested.digest(), needs);
        if (round > 0) {
            Optional<Asked> before = standing(digested, needs, situation, round - 1, false);
            if (before.isPresent()
                    && before.get().standing instanceof Standing.Approved a
                    && before.get().used < a.uses()) {
                return before.get();
            }
        }
        return standing(digested, needs, situation, round, true)
                .orElseThrow(() -> new StoreException("the request could not be stored"));
    }

    /** Takes one use of the approval; false if others took all. On the disk when it returns. */
    boolean consume(Asked asked, Standing.Approved approved, Situation situation)
            throws StoreException {
        String note =
                dev.holdpoint.session.CanonicalJson.write(
                                Json.object()
                                        .put("request", asked.request.id())
                                        .put("at", situation.now().toString())
                                        .put("pid", ProcessHandle.current().pid())
                                        .build())
                        + "\n";
        for (int use = asked.used; use < approved.uses(); use++) {
            if (store.consume(asked.request.id(), use, note)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Asked> standing(
            Digested.Approvable digested,
            List<Need> needs,
            Situation situation,
            long round,
            boolean offer)
            throws StoreException {
        String id = Request.id(digested.digest(), needs, policy, deployment, round);
        Optional<String> stored = store.request(id);
        if (stored.isEmpty()) {
            if (!offer) {
                return Optional.empty();
            }
            stored = Optional.of(store.offer(id, fresh(id, digested, needs, situation, round)));
        }
        Request request;
        try {
            request = Request.read(stored.get());
        } catch (SignatureException e) {
            throw new StoreException(
                    "the stored request " + id + " was damaged: " + e.getMessage());
        }
        if (!request.id().equals(id)) {
            throw new StoreException("the stored request " + id + " asks for something else");
        }
        int used = 0;
        int most = needs.stream().mapToInt(Need::uses).min().orElse(0);
        while (used < most && store.isConsumed(id, used)) {
            used++;
        }
        Standing standing = tally.count(request, needs, store.statements(id), situation.now());
        return Optional.of(new Asked(request, needs, standing, used));
    }

    private String fresh(
            String id,
            Digested.Approvable digested,
            List<Need> needs,
            Situation situation,
            long round) {
        byte[] nonce = new byte[16];
        new SecureRandom().nextBytes(nonce);
        return new Request(
                        id,
                        digested.form(),
                        digested.digest(),
                        digested.content(),
                        needs,
                        policy,
                        deployment,
                        round,
                        situation.agent(),
                        text(situation.session()),
                        text(situation.tool()),
                        HexFormat.of().formatHex(nonce),
                        situation.now())
                .write();
    }

    private static Optional<String> text(Fact fact) {
        return fact instanceof Fact.Text t ? Optional.of(t.value()) : Optional.empty();
    }

    /** The first round of which nothing is used: rounds are used up in order. */
    private long round(String digest, List<Need> needs) throws StoreException {
        if (!started(digest, needs, 0)) {
            return 0;
        }
        long used = 0;
        long unused = 1;
        while (started(digest, needs, unused)) {
            used = unused;
            unused *= 2;
            if (unused > MOST_ROUNDS) {
                throw new StoreException("there are more rounds than people could have approved");
            }
        }
        while (unused - used > 1) {
            long middle = used + (unused - used) / 2;
            if (started(digest, needs, middle)) {
                used = middle;
            } else {
                unused = middle;
            }
        }
        return unused;
    }

    private boolean started(String digest, List<Need> needs, long round) throws StoreException {
        return store.isConsumed(Request.id(digest, needs, policy, deployment, round), 0);
    }
}
