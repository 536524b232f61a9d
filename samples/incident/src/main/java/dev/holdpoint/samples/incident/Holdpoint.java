package dev.holdpoint.samples.incident;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Holdpoint as its users have it: the one jar, attached to a JVM or run as a command line. */
final class Holdpoint {

    /** What stands in the policy for the keys and the fingerprint that each run makes. */
    private static final List<String> KEYS_IN_TEMPLATE =
            List.of(
                    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPLZwIO0jgomLOqQA0AXLsu2s2d/lmuAt5/fQrmkBbzH lead",
                    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDREZfdG9pEVhkzdX6MxAuvP/PiKI98fBXzV0oZ8RDmT ops");

    private static final String FINGERPRINT_IN_TEMPLATE = "hmac-sha256:7d31c0aa5be2d1f0";

    private final Path jar;
    private final Path folder;

    private Holdpoint(Path jar, Path folder) {
        this.jar = jar;
        this.folder = folder;
    }

    /** Writes the policy with this run's keys, as an operator would before the deployment. */
    static Holdpoint prepare(Path jar, Path folder, Signatories signatories)
            throws IOException, InterruptedException {
        Holdpoint holdpoint = new Holdpoint(jar, folder);
        String policy;
        try (InputStream in = Holdpoint.class.getResourceAsStream("policy.hold")) {
            if (in == null) {
                throw new IllegalStateException("policy.hold is not beside " + Holdpoint.class);
            }
            policy = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (int i = 0; i < KEYS_IN_TEMPLATE.size(); i++) {
            policy =
                    policy.replace(
                            KEYS_IN_TEMPLATE.get(i),
                            Signatories.publicKey(signatories.all().get(i)));
        }
        Files.createDirectories(holdpoint.store());
        String fingerprint =
                holdpoint.run(
                        World.STAGING_TOKEN,
                        "fingerprint",
                        "--key",
                        holdpoint.key().toString(),
                        "--create");
        policy = policy.replace(FINGERPRINT_IN_TEMPLATE, fingerprint.strip());
        Files.writeString(holdpoint.policy(), policy);
        return holdpoint;
    }

    List<String> jvmOptions() {
        return List.of(
                "-javaagent:"
                        + jar
                        + "=policy="
                        + policy()
                        + ",store="
                        + store()
                        + ",audit="
                        + audit()
                        + ",record="
                        + recording()
                        + ",key="
                        + key()
                        + ",session=incident");
    }

    /** Everybody signs every pending request, as they would at their own desks. */
    List<String> approveAll(Signatories signatories) throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        for (String request :
                run("", "requests", "--store", store().toString(), "--json").lines().toList()) {
            String id = String.valueOf(Json.object(request).get("request"));
            for (Path key : signatories.all()) {
                run(
                        "",
                        "approve",
                        id,
                        "--store",
                        store().toString(),
                        "--key",
                        key.toString(),
                        "--yes");
                said.add(
                        key.getFileName()
                                + ": holdpoint approve "
                                + id
                                + " --key "
                                + key.getFileName());
            }
        }
        return said;
    }

    Programs.Run replay() throws IOException, InterruptedException {
        return Programs.attempt(
                folder,
                command("replay", recording().toString(), "--policy", policy().toString()),
                "");
    }

    Programs.Run verifyAudit() throws IOException, InterruptedException {
        return Programs.attempt(folder, command("audit", "verify", audit().toString()), "");
    }

    private String run(String input, String... arguments) throws IOException, InterruptedException {
        Programs.Run run = Programs.attempt(folder, command(arguments), input);
        if (run.exit() != 0) {
            throw new IllegalStateException(
                    "holdpoint "
                            + String.join(" ", arguments)
                            + " ended with "
                            + run.exit()
                            + ": "
                            + run.output());
        }
        return run.output();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    Path audit() {
        return folder.resolve("audit.jsonl");
    }

    Path policy() {
        return folder.resolve("policy.hold");
    }

    private Path store() {
        return folder.resolve("store");
    }

    private Path recording() {
        return folder.resolve("session.jsonl");
    }

    private Path key() {
        return folder.resolve("fingerprint.key");
    }
}
