package dev.holdpoint.dist.cli;

import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.engine.PolicyLoader;
import dev.holdpoint.language.DiagnosticRendering;
import dev.holdpoint.language.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --policy FILE}; without it the bundled baseline. */
final class PolicyOption {

    @Option(
            names = {"-p", "--policy"},
            paramLabel = "FILE",
            description = "The policy to judge by. Without it, the bundled baseline.")
    private @Nullable Path file;

    /** The file that was named. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /**
     * The policy, ready to judge.
     *
     * @throws Unusable if it cannot be read or does not load
     */
    LoadedPolicy load() {
        return file == null ? PolicyLoader.standard().baseline() : load(file);
    }

    static LoadedPolicy load(Path file) {
        Source source = source(file);
        PolicyLoader.Outcome outcome = PolicyLoader.standard().load(source);
        if (outcome instanceof PolicyLoader.Outcome.Loaded loaded) {
            return loaded.policy();
        }
        PolicyLoader.Outcome.Refused refused = (PolicyLoader.Outcome.Refused) outcome;
        throw new Unusable(
                DiagnosticRendering.render(refused.diagnostics(), source)
                        + "The policy does not load: "
                        + file);
    }

    /**
     * The text of a policy file.
     *
     * @throws Unusable if it cannot be read
     */
    static Source source(Path file) {
        try {
            return new Source(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Unusable("cannot read " + file + ": " + reason(e));
        }
    }

    /** An I/O error in a word or two, for its message is often only the file's name. */
    static String reason(IOException e) {
        return Optional.ofNullable(e.getMessage()).orElse("")
                + " ("
                + e.getClass().getSimpleName()
                + ")";
    }

    /** An input that cannot be used: exit 2, the message to standard error. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message, null, false, false);
        }
    }
}
