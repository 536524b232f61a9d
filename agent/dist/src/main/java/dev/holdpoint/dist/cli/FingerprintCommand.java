package dev.holdpoint.dist.cli;

import dev.holdpoint.dist.cli.PolicyOption.Unusable;
import dev.holdpoint.effect.Secret;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fingerprint}: how a policy names a credential without holding it. */
@Command(
        name = "fingerprint",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a credential from the terminal, or as one line from standard input, and prints"
                    + " its keyed fingerprint, to be written as `id` of a credential in a policy.",
            "The agent needs the same key: key=FILE, or HOLDPOINT_KEY.",
            "Exit 0: printed. 2: the key or the credential cannot be read."
        })
final class FingerprintCommand implements Callable<Integer> {

    private static final int KEY_BYTES = 32;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-k", "--key"},
            paramLabel = "FILE",
            description =
                    "The key of fingerprints; its bytes are the key. Without it, HOLDPOINT_KEY.")
    private @Nullable Path key;

    @Option(
            names = "--create",
            description = "Make the key file first, for this user only; an existing one is kept.")
    private boolean create;

    @Override
    public Integer call() {
        Path file =
                Optional.ofNullable(key)
                        .or(
                                () ->
                                        Optional.ofNullable(System.getenv("HOLDPOINT_KEY"))
                                                .filter(k -> !k.isEmpty())
                                                .map(Path::of))
                        .orElseThrow(
                                () ->
                                        new Unusable(
                                                "give the key with --key FILE; --create makes"
                                                        + " one"));
        try {
            if (create) {
                make(file);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length < 16) {
                throw new Unusable(
                        file + " has less than 16 bytes, which is no key; --create makes one");
            }
            spec.commandLine()
                    .getOut()
                    .println(Secret.of(credential(), "input").fingerprint(bytes));
            return 0;
        } catch (IOException e) {
            throw new Unusable("the key " + file + " cannot be used: " + PolicyOption.reason(e));
        }
    }

    private String credential() throws IOException {
        Optional<Console> terminal = terminal();
        String line;
        if (terminal.isPresent()) {
            char[] typed = terminal.get().readPassword("credential (not shown): ");
            line = typed == null ? "" : new String(typed);
        } else {
            String read =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                            .readLine();
            line = read == null ? "" : read;
        }
        String credential = line.strip();
        if (credential.isEmpty()) {
            throw new Unusable("there is no credential on standard input");
        }
        return credential;
    }

    /** From JDK 22 there may be a console without a terminal; only then it can say so itself. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Console> terminal() {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        try {
            Object terminal = Console.class.getMethod("isTerminal").invoke(console);
            return Boolean.TRUE.equals(terminal) ? Optional.of(console) : Optional.empty();
        } catch (ReflectiveOperationException e) {
            return Optional.of(console); // before JDK 22: a console is a terminal
        }
    }

    private void make(Path file) throws IOException {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try (var channel =
                Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        mode)) {
            channel.write(java.nio.ByteBuffer.wrap(random));
        } catch (FileAlreadyExistsException e) {
            spec.commandLine().getErr().println("the key " + file + " is there already and kept");
        }
    }
}
