package dev.holdpoint.guard.kill;

import dev.holdpoint.guard.store.Store;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All switches of one guard. Thread-safe. */
public final class KillSwitches {

    /** How long a look at the switches holds for operations that only read. */
    public static final long FRESH_MILLIS = 20;

    private final List<Path> files;
    private final Optional<Store> store;
    private final boolean storeAsked;
    private volatile long lookedAt = System.nanoTime() - 1_000_000 * (FRESH_MILLIS + 1);
    private volatile boolean wasOff;

    /**
     * A guard's switches.
     *
     * @param files absolute
     * @param store looked at wherever there is one, so that {@code holdpoint kill on} always works
     * @param storeAsked whether the policy names the store: then one must be there
     */
    public KillSwitches(List<Path> files, Optional<Store> store, boolean storeAsked) {
        this.files = List.copyOf(files);
        this.store = store;
        this.storeAsked = storeAsked;
    }

    /** What is switched; empty where the operation may go on. */
    public Optional<String> on(boolean reads) {
        if (reads && wasOff && System.nanoTime() - lookedAt < 1_000_000 * FRESH_MILLIS) {
            return Optional.empty();
        }
        long now = System.nanoTime();
        Optional<String> on = look();
        wasOff = on.isEmpty();
        lookedAt = now;
        return on;
    }

    private Optional<String> look() {
        for (Path file : files) {
            if (!Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(
                        Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                                ? "the kill switch " + file + " is on"
                                : "the kill switch " + file + " cannot be looked for");
            }
        }
        if (store.isPresent()) {
            return store.get().isKilled()
                    ? Optional.of("the kill switch of the store is on")
                    : Optional.empty();
        }
        return storeAsked
                ? Optional.of("the policy has a kill switch in the store, and there is no store")
                : Optional.empty();
    }
}
