package dev.holdpoint.dist.cli;

import dev.holdpoint.dist.cli.PolicyOption.Unusable;
import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.guard.approval.SignatureException;
import dev.holdpoint.guard.approval.SshKey;
import dev.holdpoint.guard.audit.Chain;
import dev.holdpoint.guard.store.DirectoryStore;
import dev.holdpoint.guard.store.StoreException;
import dev.holdpoint.instrument.Armament;
import dev.holdpoint.language.Policy;
import dev.holdpoint.session.CanonicalJson;
import dev.holdpoint.session.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: whether Holdpoint would start here, and what would be armed. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the policy, the store, the audit and the key, attaches the agent to a JVM that"
                    + " does nothing, and prints the table of choke points.",
            "Exit 0: all is well. 1: something is not, and is said. 2: usage."
        })
final class DoctorCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PolicyOption policy = new PolicyOption();

    @Option(
            names = {"-s", "--store"},
            paramLabel = "DIR",
            description = "The store that the agent would be given.")
    private @Nullable Path store;

    @Option(names = "--audit", paramLabel = "FILE", description = "The audit file.")
    private @Nullable Path audit;

    @Option(
            names = {"-k", "--key"},
            paramLabel = "FILE",
            description = "The key of credential fingerprints.")
    private @Nullable Path key;

    @Option(names = "--json", description = "The findings and the table as one JSON object.")
    private boolean json;

    private final List<Check> checks = new ArrayList<>();

    /** One thing looked at. */
    private record Check(String what, boolean good, String found) {}

    @Override
    public Integer call() {
        add(
                "java",
                Runtime.version().feature() >= 17,
                Runtime.version() + " in " + System.getProperty("java.home"));
        policy();
        store();
        audit();
        key();
        sshKeygen();
        attach();
        boolean good = checks.stream().allMatch(Check::good);
        if (json) {
            spec.commandLine().getOut().println(CanonicalJson.write(json(good)));
        } else {
            print(spec.commandLine().getOut(), good);
        }
        return good ? 0 : 1;
    }

    private void add(String what, boolean good, String found) {
        checks.add(new Check(what, good, found));
    }

    private void policy() {
        LoadedPolicy loaded;
        try {
            loaded = policy.load();
        } catch (Unusable e) {
            add("policy", false, String.valueOf(e.getMessage()));
            return;
        }
        Policy p = loaded.policy();
        add(
                "policy",
                true,
                p.name()
                        + ", sha256 "
                        + p.hash()
                        + ", "
                        + p.rules().size()
                        + " rules, its tests pass");
        for (Policy.Approvers group : p.approvers()) {
            for (String line : group.keys()) {
                try {
                    add("approver", true, group.name() + " " + SshKey.parse(line).fingerprint());
                } catch (SignatureException e) {
                    add("approver", false, group.name() + ": " + e.getMessage());
                }
            }
        }
        boolean asks =
                p.rules().stream().anyMatch(r -> r.decision() == Policy.Decision.ASK)
                        || p.fallback().decision() == Policy.Decision.ASK;
        if (asks && store == null) {
            add("store", false, "the policy asks, and no store is named: nobody could answer");
        }
        if (!p.credentials().isEmpty() && key == null) {
            add(
                    "key",
                    false,
                    "the policy declares credentials, and no key of fingerprints is named");
        }
    }

    private void store() {
        if (store == null) {
            return;
        }
        try {
            DirectoryStore open = DirectoryStore.open(store);
            add("store", true, open.root() + ", " + open.requests().size() + " requests");
            add("kill switch", !open.isKilled(), open.isKilled() ? "is on" : "is off");
        } catch (StoreException e) {
            add("store", false, String.valueOf(e.getMessage()));
        }
    }

    private void audit() {
        if (audit == null) {
            return;
        }
        try {
            if (!Files.exists(audit)) {
                Path parent = Optional.ofNullable(audit.toAbsolutePath().getParent()).orElse(audit);
                add("audit", Files.isWritable(parent), audit + " will be made in " + parent);
                return;
            }
            Chain.Report report = Chain.verify(audit, List.of());
            add(
                    "audit",
                    report.good() && Files.isWritable(audit),
                    report.lines()
                            + " lines, "
                            + (report.good() ? "unchanged" : report.findings().get(0).what()));
        } catch (IOException e) {
            add("audit", false, PolicyOption.reason(e));
        }
    }

    private void key() {
        if (key == null) {
            return;
        }
        try {
            add("key", Files.size(key) >= 16, key + ", " + Files.size(key) + " bytes");
        } catch (IOException e) {
            add("key", false, PolicyOption.reason(e));
        }
    }

    private void sshKeygen() {
        boolean found =
                java.util.Arrays.stream(
                                Optional.ofNullable(System.getenv("PATH"))
                                        .orElse("")
                                        .split(java.io.File.pathSeparator, -1))
                        .anyMatch(
                                d ->
                                        Files.isExecutable(Path.of(d, "ssh-keygen"))
                                                || Files.isExecutable(
                                                        Path.of(d, "ssh-keygen.exe")));
        add(
                "ssh-keygen",
                true,
                found ? "found" : "not found here: approve on a machine that has it");
    }

    /**
     * Attaches the agent to {@code java -version}: everything is armed and tested, nothing runs.
     */
    private void attach() {
        Optional<Path> jar = jar();
        if (jar.isEmpty()) {
            add("agent", true, "not attached: this does not run from holdpoint.jar");
            return;
        }
        List<String> options = new ArrayList<>();
        policy.file().ifPresent(p -> options.add("policy=" + p));
        if (store != null) {
            options.add("store=" + store);
        }
        if (key != null) {
            options.add("key=" + key);
        }
        String agent =
                "-javaagent:"
                        + jar.get()
                        + (options.isEmpty() ? "" : "=" + String.join(",", options));
        try {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    agent,
                                    "-version")
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean started = process.waitFor() == 0;
            add(
                    "agent",
                    started,
                    said.lines()
                            .filter(l -> l.startsWith("holdpoint: "))
                            .map(l -> l.substring("holdpoint: ".length()))
                            .findFirst()
                            .orElse(said.strip()));
        } catch (IOException e) {
            add("agent", false, "a JVM could not be started: " + PolicyOption.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            add("agent", false, "interrupted");
        }
    }

    /** The jar that this class came from: {@code jar:file:/…/holdpoint.jar!/inside/…}. */
    private static Optional<Path> jar() {
        URL here = DoctorCommand.class.getResource("DoctorCommand.class");
        if (here == null || !here.toString().startsWith("jar:file:")) {
            return Optional.empty();
        }
        String inner = here.toString().substring("jar:".length());
        int end = inner.indexOf("!/");
        return end < 0
                ? Optional.empty()
                : Optional.of(Path.of(URI.create(inner.substring(0, end))));
    }

    private Json json(boolean good) {
        List<Json> all = new ArrayList<>();
        checks.forEach(
                c ->
                        all.add(
                                Json.object()
                                        .put("check", c.what())
                                        .put("good", c.good())
                                        .put("found", c.found())
                                        .build()));
        List<Json> points = new ArrayList<>();
        Armament.table()
                .forEach(
                        r ->
                                points.add(
                                        Json.object()
                                                .put("surface", r.surface())
                                                .put("class", r.type())
                                                .put("member", r.member())
                                                .build()));
        return Json.object()
                .put("good", good)
                .put("checks", new Json.Arr(all))
                .put("chokePoints", new Json.Arr(points))
                .build();
    }

    private void print(PrintWriter out, boolean good) {
        for (Check c : checks) {
            out.printf("%-4s %-12s %s%n", c.good() ? "ok" : "NOT", c.what(), c.found());
        }
        out.println();
        out.println("choke points");
        for (Armament.Row row : Armament.table()) {
            out.printf("  %-6s %s.%s%n", row.surface(), row.type(), row.member());
        }
        out.println();
        out.println(good ? "all is well" : "something is not well; see NOT above");
    }
}
