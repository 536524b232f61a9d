package dev.holdpoint.guard.approval;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A person with an SSH key: a real one, made and used by the real {@code ssh-keygen}. */
public final class Signer {

    private final Path key;
    private final String line;

    private Signer(Path key) throws IOException {
        this.key = key;
        this.line = Files.readString(Path.of(key + ".pub")).strip();
    }

    public static Signer make(Path directory, String name) throws Exception {
        Path key = directory.resolve(name);
        run(new byte[0], "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key + "");
        return new Signer(key);
    }

    /** In OpenSSH's one-line form. */
    public String line() {
        return line;
    }

    public SshKey key() throws SignatureException {
        return SshKey.parse(line);
    }

    public String sign(String namespace, byte[] message, String... options) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of("ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", key + ""));
        command.addAll(List.of(options));
        return run(message, command.toArray(String[]::new));
    }

    /** The statement with its signature, as it is stored. */
    public String signed(Statement statement) throws Exception {
        String signature = sign(Statement.NAMESPACE, statement.bytes());
        return SignedStatement.verify(statement.write(), signature).write();
    }

    private static String run(byte[] input, String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(false).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + err);
        }
        return out;
    }
}
