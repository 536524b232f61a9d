package dev.holdpoint.samples.incident;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Volumes as folders. Their backups lie inside them, as they did in the incident. */
final class Volumes {

    static final String PRODUCTION = "3d2c42fb-7a1e-4c55-9d0f-5f1b8c0a7e11";
    static final String SCRATCH = "b1c0e4d2-0d9b-4f6a-8a35-2c9e5d7f1a20";

    private final Path folder;

    Volumes(Path folder) {
        this.folder = folder;
    }

    /** Puts everything there, as on the morning of the incident. */
    void fill() throws IOException {
        volume(
                PRODUCTION,
                "postgres-data\nproduction\n",
                List.of("2026-04-22", "2026-04-23", "2026-04-24"));
        volume(SCRATCH, "import-scratch\nstaging\n", List.of());
    }

    private void volume(String id, String about, List<String> backups) throws IOException {
        Path volume = Files.createDirectories(folder.resolve(id));
        Files.writeString(volume.resolve("about"), about);
        Files.writeString(volume.resolve("base.db"), "reservations and customers\n".repeat(1000));
        Path inside = Files.createDirectories(volume.resolve("backups"));
        for (String backup : backups) {
            Files.writeString(inside.resolve(backup), "a backup of " + backup + "\n");
        }
    }

    List<Map<String, Object>> all() {
        try (Stream<Path> volumes = Files.list(folder)) {
            return volumes.sorted().map(Volumes::describe).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> describe(Path volume) {
        try {
            List<String> about = Files.readAllLines(volume.resolve("about"));
            return Map.of(
                    "id", volume.getFileName().toString(),
                    "name", about.get(0),
                    "environment", about.get(1),
                    "backups", backups(volume));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> backups(Path volume) {
        try (Stream<Path> backups = Files.list(volume.resolve("backups"))) {
            return backups.map(b -> b.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a volume and the backups inside it; false if there is none. */
    boolean delete(String id) {
        Path volume = folder.resolve(id).normalize();
        if (!folder.equals(volume.getParent()) || !Files.isDirectory(volume)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(volume)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean exists(String id) {
        return Files.exists(folder.resolve(id).resolve("base.db"));
    }

    int backups(String id) {
        return exists(id) ? backups(folder.resolve(id)).size() : 0;
    }
}
