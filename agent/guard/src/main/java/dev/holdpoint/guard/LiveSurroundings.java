package dev.holdpoint.guard;

import dev.holdpoint.analysis.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** This machine, as this JVM sees it. The directory is the one in which the JVM was started. */
final class LiveSurroundings implements Surroundings {

    private final Optional<String> directory = Optional.ofNullable(System.getProperty("user.dir"));
    private final Optional<String> home = Optional.ofNullable(System.getProperty("user.home"));

    /** Only regular files: a pipe would block, a device would not end. */
    @Override
    public Found read(String path, int most) {
        try {
            Path file = Path.of(path);
            if (!file.isAbsolute()) {
                return new Found.Unreadable(path + " is not absolute");
            }
            if (!Files.exists(file)) {
                return Files.notExists(file)
                        ? new Found.Missing()
                        : new Found.Unreadable(path + " cannot be looked for");
            }
            if (!Files.isRegularFile(file)) {
                return new Found.Unreadable(path + " is not a regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(Math.max(0, most) + 1);
                return bytes.length > most
                        ? new Found.Unreadable(path + " is longer than " + most + " bytes")
                        : new Found.Content(bytes);
            }
        } catch (NoSuchFileException e) {
            return new Found.Missing();
        } catch (IOException | InvalidPathException | SecurityException e) {
            return new Found.Unreadable(path + " cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Optional<String> real(String path) {
        try {
            Path known = Path.of(path);
            if (!known.isAbsolute()) {
                return Optional.empty();
            }
            Deque<Path> missing = new ArrayDeque<>();
            while (!Files.exists(known, LinkOption.NOFOLLOW_LINKS)) {
                Path name = known.getFileName();
                Path parent = known.getParent();
                if (name == null
                        || parent == null
                        || !Files.notExists(known, LinkOption.NOFOLLOW_LINKS)) {
                    return Optional.empty();
                }
                missing.push(name);
                known = parent;
            }
            Path real = known.toRealPath();
            for (Path name : missing) {
                real = real.resolve(name);
            }
            return Optional.of(real.normalize().toString());
        } catch (IOException | InvalidPathException | SecurityException e) {
            return Optional.empty();
        }
    }

    @Override
    public Map<String, String> environment() {
        return System.getenv();
    }

    @Override
    public boolean environmentKnown() {
        return true;
    }

    @Override
    public Optional<String> directory() {
        return directory;
    }

    @Override
    public Optional<String> home() {
        return home;
    }
}
