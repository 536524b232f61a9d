package dev.holdpoint.dist.cli;

import dev.holdpoint.dist.cli.PolicyOption.Unusable;
import dev.holdpoint.guard.approval.SignatureException;
import dev.holdpoint.guard.approval.SshKey;
import dev.holdpoint.guard.approval.Statement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Signs by calling OpenSSH's {@code ssh-keygen}: private keys are never read here. */
final class SshKeygen {

    private SshKeygen() {}

    /** The public half of a key: the file itself, the {@code .pub} beside it, or derived. */
    static SshKey publicKey(Path key) throws IOException, SignatureException {
        if (!Files.exists(key)) {
            throw new Unusable("there is no key " + key);
        }
        Path beside = Path.of(key + ".pub");
        if (key.toString().endsWith(".pub")) {
            return SshKey.parse(Files.readString(key));
        }
        return SshKey.parse(
                Files.exists(beside)
                        ? Files.readString(beside)
                        : run(new byte[0], "ssh-keygen", "-y", "-f", key.toString()));
    }

    /** The armored signature of the message, in the namespace of approvals. */
    static String sign(Path key, byte[] message) throws IOException {
        return run(
                message,
                "ssh-keygen",
                "-Y",
                "sign",
                "-n",
                Statement.NAMESPACE,
                "-f",
                key.toString());
    }

    private static String run(byte[] input, String... command) throws IOException {
        Process process;
        try {
            process =
                    new ProcessBuilder(List.of(command))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
        } catch (IOException e) {
            throw new Unusable(
                    "ssh-keygen (OpenSSH 8.2 or newer) is needed to sign, or --prepare and"
                            + " --signature; it could not be started: "
                            + e.getMessage());
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            // it ended before it read: its exit code says so below
            process.destroy();
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new Unusable("ssh-keygen did not sign; see its message above");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while ssh-keygen signed", e);
        }
        return out;
    }
}
