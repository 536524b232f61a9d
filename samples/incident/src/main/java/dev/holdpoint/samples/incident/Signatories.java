package dev.holdpoint.samples.incident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Two people with an SSH key each, made by ssh-keygen for this run. The agent has neither. */
record Signatories(Path lead, Path ops) {

    static Signatories make(Path folder) throws IOException, InterruptedException {
        Path keys = Files.createDirectories(folder.resolve("people"));
        for (String name : List.of("lead", "ops")) {
            Programs.run(
                    keys,
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-C",
                    name,
                    "-f",
                    keys.resolve(name).toString());
        }
        return new Signatories(keys.resolve("lead"), keys.resolve("ops"));
    }

    List<Path> all() {
        return List.of(lead, ops);
    }

    /** The public half, in OpenSSH's one-line form. */
    static String publicKey(Path key) throws IOException {
        return Files.readString(key.resolveSibling(key.getFileName() + ".pub")).strip();
    }
}
