package dev.holdpoint.guard;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.engine.Judge;
import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.language.Policy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a guard needs to start.
 *
 * @param policy what {@code judge} was made from
 * @param analysis from an operation to its effects; whatever it throws is a denial
 * @param surroundings what analysis may look at, and where programs are found for the digest
 * @param store directory of requests, approvals, consumptions, limits and the kill switch; without
 *     one, nothing can be approved and limits are counted in memory
 * @param audit the file of the audit
 * @param recording the file of the recording for replay
 * @param deployment the name under which approvals are given; one that was given for another
 *     deployment is not valid here
 * @param fingerprintKey the key of the policy's credential fingerprints
 * @param ownFiles files besides store, audit and recording that an operation must not touch: the
 *     policy, the jar, the key
 * @param runners public keys, in OpenSSH's one-line form, of whoever runs the agent: they cannot
 *     approve
 * @param attribution whose operation it is, asked on the calling thread
 * @param mayBlock whether the calling thread may wait for an approval; by default every thread but
 *     those of event loops
 * @param log one line for people at a time, for standard error
 */
public record GuardConfig(
        Policy policy,
        Judge judge,
        Function<Operation, Reading> analysis,
        Surroundings surroundings,
        Optional<Path> store,
        Optional<Path> audit,
        Optional<Path> recording,
        Optional<String> agent,
        String deployment,
        Mode mode,
        Clock clock,
        Optional<byte[]> fingerprintKey,
        Set<Path> ownFiles,
        List<String> runners,
        Supplier<Attribution> attribution,
        Supplier<Boolean> mayBlock,
        Consumer<String> log) {

    public GuardConfig {
        ownFiles = Set.copyOf(ownFiles);
        runners = List.copyOf(runners);
    }

    /** With the analysis that the policy was loaded with, without store or files, enforcing. */
    public static Builder of(LoadedPolicy loaded) {
        Builder builder = new Builder(loaded.policy(), loaded.judge());
        builder.reader = Optional.of(loaded.analysis());
        return builder;
    }

    /** As {@link #of(LoadedPolicy)}, with an analysis of its own. */
    public static Builder of(Policy policy, Judge judge) {
        return new Builder(policy, judge);
    }

    /** Collects what is not as usual; not thread-safe. */
    public static final class Builder {
        private final Policy policy;
        private final Judge judge;
        private Surroundings surroundings = new LiveSurroundings();
        private Optional<Analysis> reader = Optional.empty();
        private Optional<Function<Operation, Reading>> analysis = Optional.empty();
        private Optional<Path> store = Optional.empty();
        private Optional<Path> audit = Optional.empty();
        private Optional<Path> recording = Optional.empty();
        private Optional<String> agent;
        private Optional<String> session = Optional.empty();
        private String deployment;
        private Mode mode = Mode.ENFORCE;
        private Clock clock = Clock.systemUTC();
        private Optional<byte[]> fingerprintKey = Optional.empty();
        private Set<Path> ownFiles = Set.of();
        private List<String> runners = List.of();
        private Optional<Supplier<Attribution>> attribution = Optional.empty();
        private Supplier<Boolean> mayBlock = BlockingThreads.STANDARD;
        private Consumer<String> log = StandardError.INSTANCE;

        private Builder(Policy policy, Judge judge) {
            this.policy = Objects.requireNonNull(policy);
            this.judge = Objects.requireNonNull(judge);
            this.agent = policy.agent();
            this.deployment =
                    policy.name()
                            + "@"
                            + String.join("+", policy.home().stream().sorted().toList());
        }

        public Builder analysis(Function<Operation, Reading> a) {
            analysis = Optional.of(a);
            return this;
        }

        public Builder surroundings(Surroundings s) {
            surroundings = s;
            return this;
        }

        public Builder store(Path directory) {
            store = Optional.of(directory);
            return this;
        }

        public Builder audit(Path file) {
            audit = Optional.of(file);
            return this;
        }

        public Builder recording(Path file) {
            recording = Optional.of(file);
            return this;
        }

        /** The agent's name; by default the one after {@code for} in the policy. */
        public Builder agent(String name) {
            agent = Optional.of(name);
            return this;
        }

        /** The session of operations that no framework attributes to one of its own. */
        public Builder session(String id) {
            session = Optional.of(id);
            return this;
        }

        /** By default the policy's name and home. */
        public Builder deployment(String name) {
            deployment = name;
            return this;
        }

        public Builder mode(Mode m) {
            mode = m;
            return this;
        }

        public Builder clock(Clock c) {
            clock = c;
            return this;
        }

        public Builder fingerprintKey(byte[] key) {
            fingerprintKey = Optional.of(key.clone());
            return this;
        }

        public Builder ownFiles(Set<Path> files) {
            ownFiles = files;
            return this;
        }

        public Builder runners(List<String> keys) {
            runners = keys;
            return this;
        }

        public Builder attribution(Supplier<Attribution> a) {
            attribution = Optional.of(a);
            return this;
        }

        public Builder mayBlock(Supplier<Boolean> m) {
            mayBlock = m;
            return this;
        }

        public Builder log(Consumer<String> l) {
            log = l;
            return this;
        }

        public GuardConfig build() {
            Surroundings around = surroundings;
            Function<Operation, Reading> read =
                    analysis.orElseGet(
                            () -> {
                                Analysis standard = reader.orElseGet(Analysis::standard);
                                return operation -> standard.read(operation, around);
                            });
            Attribution constant =
                    new Attribution(session.map(Fact::text).orElse(Fact.ABSENT), Fact.ABSENT);
            return new GuardConfig(
                    policy,
                    judge,
                    read,
                    around,
                    store,
                    audit,
                    recording,
                    agent,
                    deployment,
                    mode,
                    clock,
                    fingerprintKey,
                    ownFiles,
                    runners,
                    attribution.orElse(() -> constant),
                    mayBlock,
                    log);
        }
    }
}
