package dev.holdpoint.guard;

import dev.holdpoint.bridge.HoldpointException;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.engine.Counters;
import dev.holdpoint.engine.LimitBook;
import dev.holdpoint.engine.Situation;
import dev.holdpoint.engine.SlidingCounters;
import dev.holdpoint.engine.Verdict;
import dev.holdpoint.guard.Clearance.Permit;
import dev.holdpoint.guard.Clearance.Result;
import dev.holdpoint.guard.Clearance.Stop;
import dev.holdpoint.guard.audit.AuditException;
import dev.holdpoint.guard.audit.Entry;
import dev.holdpoint.guard.audit.EntryForm;
import dev.holdpoint.guard.audit.Ground;
import dev.holdpoint.guard.audit.Journal;
import dev.holdpoint.guard.digest.OperationDigest;
import dev.holdpoint.guard.kill.KillSwitches;
import dev.holdpoint.guard.limit.SharedCounters;
import dev.holdpoint.guard.redact.Redaction;
import dev.holdpoint.guard.store.DirectoryStore;
import dev.holdpoint.language.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The gate of one JVM: reads, judges, clears and records every operation before it runs. Whatever
 * fails on the way, errors of the JVM included, is a denial with a ground of its own. Thread-safe.
 */
public final class Guard implements Gate, AutoCloseable {

    private final GuardConfig config;
    private final Clearance clearance;
    private final OwnFiles ownFiles;
    private final Wording wording;
    private final List<Journal> journals;
    private final boolean countsRows;

    /** Set while this thread is in {@link #demand}: what the guard itself does is not judged. */
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

    private Guard(
            GuardConfig config,
            Clearance clearance,
            OwnFiles ownFiles,
            Redaction redaction,
            List<Journal> journals) {
        this.config = config;
        this.clearance = clearance;
        this.ownFiles = ownFiles;
        this.wording = new Wording(redaction);
        this.journals = List.copyOf(journals);
        this.countsRows =
                config.policy().limits().stream().anyMatch(l -> l.unit() == Policy.Limit.Unit.ROWS);
    }

    /**
     * Opens everything that the guard will need, so that what is missing stops the start and not
     * the hundredth operation.
     *
     * @throws IOException with a message for people, if audit, recording or store cannot be used
     */
    public static Guard start(GuardConfig config) throws IOException {
        List<Journal> journals = new ArrayList<>();
        try {
            Optional<DirectoryStore> store = Optional.empty();
            if (config.store().isPresent()) {
                store = Optional.of(DirectoryStore.open(config.store().get()));
            }
            Redaction redaction = redaction(config, store);
            if (config.audit().isPresent()) {
                journals.add(
                        open("audit", config.audit().get(), EntryForm.audit(redaction), config));
            }
            if (config.recording().isPresent()) {
                journals.add(
                        open(
                                "recording",
                                config.recording().get(),
                                EntryForm.recording(redaction),
                                config));
            }
            Guard guard =
                    new Guard(
                            config,
                            clearance(config, store, redaction),
                            new OwnFiles(own(config), config.surroundings()),
                            redaction,
                            journals);
            if (!journals.isEmpty()) {
                Runtime.getRuntime().addShutdownHook(new Thread(guard::flush, "holdpoint-flush"));
            }
            return guard;
        } catch (IOException | RuntimeException e) {
            journals.forEach(Guard::closeQuietly);
            throw e;
        }
    }

    private static Redaction redaction(GuardConfig config, Optional<DirectoryStore> store)
            throws IOException {
        if (config.fingerprintKey().isPresent()) {
            return new Redaction(config.fingerprintKey().get());
        }
        if (store.isPresent()) {
            return new Redaction(store.get().redactionKey());
        }
        return Redaction.ofThisRun();
    }

    private static Clearance clearance(
            GuardConfig config, Optional<DirectoryStore> store, Redaction redaction) {
        Policy policy = config.policy();
        KillSwitches kill =
                new KillSwitches(
                        killFiles(config),
                        store.map(s -> s),
                        policy.killSwitches().stream()
                                .anyMatch(k -> k instanceof Policy.KillSwitch.WhenStore));
        Optional<Approvals> approvals =
                store.map(
                        s ->
                                new Approvals(
                                        s,
                                        new OperationDigest(redaction, config.surroundings()),
                                        policy,
                                        config.deployment(),
                                        config.runners(),
                                        config.log()));
        Counters counters =
                store.<Counters>map(
                                s ->
                                        new SharedCounters(
                                                s.limits(),
                                                policy.name() + "\n" + config.deployment()))
                        .orElseGet(SlidingCounters::new);
        LimitBook limits = new LimitBook(counters);
        return new Clearance(kill, approvals, limits, config.mayBlock());
    }

    private static List<Path> killFiles(GuardConfig config) {
        List<Path> files = new ArrayList<>();
        for (Policy.KillSwitch k : config.policy().killSwitches()) {
            if (k instanceof Policy.KillSwitch.WhenFile f) {
                Path file = Path.of(f.path());
                files.add(
                        config.surroundings()
                                .directory()
                                .map(d -> Path.of(d).resolve(file))
                                .orElseGet(file::toAbsolutePath));
            }
        }
        return files;
    }

    @Override
    public void demand(Operation operation) {
        if (inside.get() != null) {
            throw denied(
                    "Holdpoint stopped "
                            + operation.kind().word()
                            + ": it was attempted from inside the guard.");
        }
        inside.set(Boolean.TRUE);
        try {
            decide(operation);
        } finally {
            inside.remove();
        }
    }

    /** What cannot be counted stops every later operation that such a limit counts. */
    @Override
    public void changed(Operation operation, long rows) {
        if (rows <= 0 || !countsRows) {
            return;
        }
        Boolean before = inside.get();
        inside.set(Boolean.TRUE);
        try {
            Reading reading = config.analysis().apply(operation);
            Situation situation = situation(config.attribution().get(), config.clock().instant());
            clearance.changed(config.judge().judge(reading, situation), situation, rows);
        } catch (Throwable e) {
            clearance.lostCount(name(e));
        } finally {
            if (before == null) {
                inside.remove();
            }
        }
    }

    /** Writes out what is queued; the guard goes on. */
    public void flush() {
        for (Journal journal : journals) {
            try {
                journal.flush();
            } catch (AuditException e) {
                config.log().accept(Wording.line(String.valueOf(e.getMessage())));
            }
        }
    }

    /** Flushes and ends; every later operation is denied if there is an audit or a recording. */
    @Override
    public void close() {
        journals.forEach(Guard::closeQuietly);
    }

    private void decide(Operation operation) {
        Draft draft = new Draft(operation);
        Result result;
        try {
            result = judged(draft, true);
            if (result instanceof Clearance.Answered) {
                result = judged(draft, false);
            }
        } catch (Throwable e) { // StackOverflowError and OutOfMemoryError too: not decided is no
            result = Stop.of(draft.step, "this could not be decided: " + name(e));
        }
        try {
            settle(draft, result);
        } catch (HoldpointException e) {
            throw e;
        } catch (Throwable e) {
            throw new HoldpointException(
                    "Holdpoint stopped "
                            + operation.kind().word()
                            + ": its decision could not be recorded ("
                            + name(e)
                            + ").");
        }
    }

    private Result judged(Draft draft, boolean mayWait) throws IOException {
        draft.step = Ground.AUDIT_FAILED;
        for (Journal journal : journals) {
            Optional<String> failure = journal.failure();
            if (failure.isPresent()) {
                return Stop.of(Ground.AUDIT_FAILED, failure.get());
            }
        }
        draft.step = Ground.GUARD_FAILED;
        Instant now = config.clock().instant();
        draft.at = Optional.of(now);
        draft.who = config.attribution().get();
        draft.step = Ground.ANALYSIS_FAILED;
        Reading reading = config.analysis().apply(draft.operation);
        draft.reading = Optional.of(reading);
        draft.step = Ground.GUARD_FAILED;
        Optional<String> own = ownFiles.touched(draft.operation, reading);
        if (own.isPresent()) {
            return Stop.of(
                    Ground.OWN_FILES,
                    "it would touch " + own.get() + ", which belongs to Holdpoint");
        }
        draft.step = Ground.ENGINE_FAILED;
        Situation situation = situation(draft.who, now);
        Verdict verdict = config.judge().judge(reading, situation);
        draft.verdict = Optional.of(verdict);
        draft.step = Ground.STORE_FAILED;
        return clearance.clear(draft.operation, reading, verdict, situation, mayWait);
    }

    private Situation situation(Attribution who, Instant now) {
        return new Situation(
                now,
                who.session(),
                who.tool(),
                config.agent(),
                config.policy().tiers().map(t -> t.names().get(0)),
                config.fingerprintKey());
    }

    /** Records the result, then returns or throws. */
    private void settle(Draft draft, Result result) throws AuditException {
        if (result instanceof Permit permit) {
            try {
                record(draft.entry(permit), permit.ground() != Ground.POLICY);
            } catch (AuditException e) {
                stop(draft, Stop.of(Ground.AUDIT_FAILED, String.valueOf(e.getMessage())));
            }
        } else if (result instanceof Stop stop) {
            if (stop.ground() != Ground.AUDIT_FAILED) {
                try {
                    record(draft.entry(stop), true);
                } catch (AuditException e) {
                    config.log().accept(Wording.line(String.valueOf(e.getMessage())));
                }
            }
            stop(draft, stop);
        } else {
            stop(draft, Stop.of(Ground.GUARD_FAILED, "it was answered twice"));
        }
    }

    private void record(Entry entry, boolean durable) throws AuditException {
        for (Journal journal : journals) {
            if (durable) {
                journal.durable(entry);
            } else {
                journal.queue(entry);
            }
        }
    }

    private void stop(Draft draft, Stop stop) {
        String message =
                wording.stopped(
                        wording.what(draft.operation, draft.reading, draft.verdict),
                        stop.reason(),
                        stop.request());
        if (config.mode() == Mode.OBSERVE) {
            config.log().accept("observed only: " + message);
            return;
        }
        throw denied(message);
    }

    private HoldpointException denied(String message) {
        config.log().accept(message.substring("Holdpoint ".length()));
        return new HoldpointException(message);
    }

    private static String name(Throwable e) {
        String message = e.getMessage();
        return Wording.line(e.getClass().getSimpleName() + (message == null ? "" : ": " + message));
    }

    private static Set<Path> own(GuardConfig config) {
        Set<Path> own = new HashSet<>(config.ownFiles());
        config.store().ifPresent(own::add);
        config.audit().ifPresent(own::add);
        config.recording().ifPresent(own::add);
        own.addAll(killFiles(config));
        return own;
    }

    private static Journal open(String what, Path file, EntryForm form, GuardConfig config)
            throws IOException {
        try {
            return Journal.open(file, form, config.clock());
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "the "
                            + what
                            + " "
                            + file
                            + " cannot be written ("
                            + name(e)
                            + "); give it a directory that exists and that this user may write",
                    e);
        }
    }

    private static void closeQuietly(Journal journal) {
        try {
            journal.close();
        } catch (AuditException e) {
            StandardError.INSTANCE.accept(Wording.line(String.valueOf(e.getMessage())));
        }
    }

    /** What is known of the operation so far, so that a failure half-way is recorded with it. */
    private final class Draft {
        private final Operation operation;
        private Ground step = Ground.GUARD_FAILED;
        private Attribution who =
                new Attribution(
                        dev.holdpoint.effect.Fact.unknown("not asked"),
                        dev.holdpoint.effect.Fact.unknown("not asked"));
        private Optional<Reading> reading = Optional.empty();
        private Optional<Verdict> verdict = Optional.empty();
        private Optional<Instant> at = Optional.empty();

        Draft(Operation operation) {
            this.operation = operation;
        }

        Entry entry(Permit p) {
            return entry(p.ground(), true, p.reason(), p.digest(), p.request(), p.approvers());
        }

        Entry entry(Stop s) {
            verdict = s.limited().or(() -> verdict);
            return entry(s.ground(), false, s.reason(), s.digest(), s.request(), List.of());
        }

        private Entry entry(
                Ground ground,
                boolean permitted,
                String reason,
                Optional<String> digest,
                Optional<String> request,
                List<String> approvers) {
            return new Entry(
                    at.orElseGet(config.clock()::instant),
                    who.session(),
                    who.tool(),
                    config.agent(),
                    operation,
                    reading,
                    verdict,
                    config.policy().hash(),
                    ground,
                    permitted,
                    config.mode() == Mode.ENFORCE,
                    reason,
                    digest,
                    request,
                    approvers);
        }
    }
}
