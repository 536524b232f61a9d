package dev.holdpoint.analysis;

import java.util.Map;
import java.util.Optional;

/**
 * What analysis may look at outside the operation itself. Implementations are thread-safe and never
 * throw.
 */
public interface Surroundings {

    /** Nothing is known: for replays, policy tests and {@code decide}. */
    Surroundings NOWHERE =
            new Surroundings() {
                @Override
                public Found read(String path, int most) {
                    return new Found.Unreadable("files are not looked at here");
                }

                @Override
                public Optional<String> real(String path) {
                    return Optional.empty();
                }

                @Override
                public Map<String, String> environment() {
                    return Map.of();
                }

                @Override
                public boolean environmentKnown() {
                    return false;
                }

                @Override
                public Optional<String> directory() {
                    return Optional.empty();
                }

                @Override
                public Optional<String> home() {
                    return Optional.empty();
                }
            };

    /** The outcome of looking for a file. */
    sealed interface Found {
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Content(byte[] bytes) implements Found {}

        record Missing() implements Found {}

        record Unreadable(String why) implements Found {}
    }

    /**
     * The content of a regular file.
     *
     * @param path absolute
     * @param most a longer file is unreadable
     */
    Found read(String path, int most);

    /**
     * The path with every symbolic link followed, as far as it exists; empty where that cannot be
     * told.
     */
    Optional<String> real(String path);

    /** The variables that a child inherits, where {@link #environmentKnown}. */
    Map<String, String> environment();

    boolean environmentKnown();

    /** The absolute working directory, where it is known. */
    Optional<String> directory();

    /** The home directory of the user, where it is known. */
    Optional<String> home();
}
