package dev.holdpoint.dist.agent;

import dev.holdpoint.bridge.HoldpointException;
import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.engine.PolicyLoader;
import dev.holdpoint.guard.Guard;
import dev.holdpoint.guard.GuardConfig;
import dev.holdpoint.guard.Mode;
import dev.holdpoint.guard.approval.SignatureException;
import dev.holdpoint.guard.approval.SshKey;
import dev.holdpoint.instrument.Armament;
import dev.holdpoint.language.Diagnostic;
import dev.holdpoint.language.Source;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From options to an armed JVM: choke points, self-test, policy, guard, one line. */
final class Start {

    /** Where a policy lies that is shipped inside a deployment. */
    private static final String SHIPPED = "META-INF/holdpoint/policy.hold";

    private static final int LEAST_KEY = 16;

    private final Options options;
    private final Set<Path> own = new HashSet<>();

    private Start(Options options) {
        this.options = options;
    }

    static void start(String text, Instrumentation instrumentation, File jar, long begin)
            throws Exception {
        Armament armament = Armament.close(instrumentation, Start::say);
        Start start = new Start(Options.of(text, System.getenv()));
        start.own.add(jar.toPath());
        Optional<Source> source = start.source();
        if (source.isEmpty() && start.options.namesNoFile()) {
            armament.open(new Baseline(start), start.options.observing());
            say(
                    "policy baseline (bundled: none was named, and none is on the class path), "
                            + start.rest(armament, begin));
            return;
        }
        LoadedPolicy policy = load(source);
        Guard guard = Guard.start(start.config(policy));
        armament.open(guard, start.options.observing());
        say(
                "policy "
                        + policy.policy().name()
                        + " ("
                        + source.map(Source::name).orElse("bundled")
                        + ", sha256 "
                        + policy.policy().hash()
                        + "), "
                        + policy.policy().rules().size()
                        + " rules, "
                        + start.rest(armament, begin));
    }

    private String rest(Armament armament, long begin) {
        return armament.points()
                + " choke points, "
                + (System.nanoTime() - begin) / 1_000_000
                + " ms"
                + (options.observing() ? ", only observing" : "");
    }

    /** The guard that decides by the baseline. */
    Guard baseline() throws IOException {
        return Guard.start(config(PolicyLoader.standard().baseline()));
    }

    /** The policy that was named, else the one on the class path; none is the baseline. */
    private Optional<Source> source() throws IOException {
        Optional<String> named = options.get("policy");
        if (named.isPresent()) {
            File file = new File(named.get());
            own.add(file.toPath());
            try (InputStream in = new FileInputStream(file)) {
                return Optional.of(new Source(named.get(), text(in)));
            } catch (IOException e) {
                throw new IOException(
                        "the policy "
                                + named.get()
                                + " cannot be read ("
                                + e.getMessage()
                                + "); name one that this user may read, or none for the baseline",
                        e);
            }
        }
        try (InputStream in = ClassLoader.getSystemResourceAsStream(SHIPPED)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new Source("classpath:" + SHIPPED, text(in)));
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static LoadedPolicy load(Optional<Source> source) {
        PolicyLoader loader = PolicyLoader.standard();
        if (source.isEmpty()) {
            return loader.baseline();
        }
        PolicyLoader.Outcome outcome = loader.load(source.get());
        if (outcome instanceof PolicyLoader.Outcome.Loaded loaded) {
            return loaded.policy();
        }
        StringBuilder why = new StringBuilder("the policy " + source.get().name() + " is refused");
        if (outcome instanceof PolicyLoader.Outcome.Refused refused) {
            for (Diagnostic diagnostic : refused.diagnostics()) {
                if (diagnostic.severity() == Diagnostic.Severity.ERROR) {
                    why.append("; ").append(diagnostic.span()).append(": ");
                    why.append(diagnostic.message());
                }
            }
        }
        throw new IllegalStateException(
                why + "; `java -jar holdpoint.jar check` shows where, and what to write instead");
    }

    private GuardConfig config(LoadedPolicy policy) throws IOException {
        GuardConfig.Builder config = GuardConfig.of(policy);
        config.mode(options.observing() ? Mode.OBSERVE : Mode.ENFORCE);
        Optional<String> store = options.get("store");
        if (store.isPresent()) {
            if (store.get().startsWith("jdbc:")) {
                throw new IllegalArgumentException("a store is a directory, not " + store.get());
            }
            config.store(Path.of(store.get()));
        }
        Optional<String> audit = options.get("audit");
        if (audit.isPresent()) {
            config.audit(Path.of(audit.get()));
        }
        Optional<String> recording = options.get("record");
        if (recording.isPresent()) {
            config.recording(Path.of(recording.get()));
        }
        Optional<String> agent = options.get("agent");
        if (agent.isPresent()) {
            config.agent(agent.get());
        }
        Optional<String> session = options.get("session");
        if (session.isPresent()) {
            config.session(session.get());
        }
        Optional<String> deployment = options.get("deployment");
        if (deployment.isPresent()) {
            config.deployment(deployment.get());
        }
        Optional<String> key = options.get("key");
        if (key.isPresent()) {
            Path file = Path.of(key.get());
            own.add(file);
            try (InputStream in = new FileInputStream(file.toFile())) {
                byte[] bytes = in.readAllBytes();
                if (bytes.length < LEAST_KEY) {
                    throw new IllegalArgumentException(
                            "the key " + file + " has less than " + LEAST_KEY + " bytes");
                }
                config.fingerprintKey(bytes);
            } catch (IOException e) {
                throw new IOException(
                        "the key of fingerprints cannot be read (" + e.getMessage() + ")", e);
            }
        }
        Optional<String> runners = options.get("runners");
        if (runners.isPresent()) {
            config.runners(runners(Path.of(runners.get())));
        }
        return config.ownFiles(own).build();
    }

    /**
     * The public keys of whoever runs the agent, one a line as in {@code authorized_keys}; a line
     * that cannot be read could be the one that matters, so it stops the start.
     */
    private List<String> runners(Path file) throws IOException {
        own.add(file);
        List<String> keys = new ArrayList<>();
        try (InputStream in = new FileInputStream(file.toFile())) {
            for (String line : text(in).lines().map(String::strip).toList()) {
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                SshKey.parse(line);
                keys.add(line);
            }
        } catch (SignatureException e) {
            throw new IllegalArgumentException(
                    "the runners' file "
                            + file
                            + " has a line that is no public key that could"
                            + " approve ("
                            + e.getMessage()
                            + "); leave it out",
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "the public keys of the runners cannot be read (" + e.getMessage() + ")", e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("the runners' file " + file + " names no key");
        }
        return keys;
    }

    /** To the process's standard error itself: {@code System.err} belongs to the application. */
    private static void say(String line) {
        byte[] bytes = ("holdpoint: " + line + "\n").getBytes(StandardCharsets.UTF_8);
        FileOutputStream out = new FileOutputStream(FileDescriptor.err);
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new HoldpointException("holdpoint: standard error cannot be written");
        }
    }
}
