package dev.holdpoint.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Where {@code use NAME} finds its pack. Implementations are thread-safe. */
public interface PackLibrary {

    /** The source of the pack of that name, if there is one. */
    Optional<Source> find(String name);

    /** All names that {@link #find} knows, for suggestions. */
    List<String> names();

    /** The packs that come with Holdpoint, in {@code packs/*.hold} on the class path. */
    static PackLibrary bundled() {
        return BundledPacks.INSTANCE;
    }

    /** The policy that decides where none was given. */
    static Source baseline() {
        return BundledPacks.load("baseline");
    }
}

/** Packs as class path resources; the list of names is closed, so that no lookup probes a path. */
final class BundledPacks implements PackLibrary {

    static final BundledPacks INSTANCE = new BundledPacks();

    private static final List<String> NAMES =
            List.of("aws", "git", "kubernetes", "postgres", "railway", "shell");

    @Override
    public Optional<Source> find(String name) {
        return NAMES.contains(name) ? Optional.of(load(name)) : Optional.empty();
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    static Source load(String name) {
        String path = "/packs/".concat(name).concat(".hold");
        try (InputStream in = BundledPacks.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the jar is damaged: it lacks " + path);
            }
            return new Source(
                    "packs/".concat(name).concat(".hold"),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the jar is damaged: cannot read " + path, e);
        }
    }
}
