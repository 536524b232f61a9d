package dev.holdpoint.guard.limit;

import dev.holdpoint.engine.Counters;
import dev.holdpoint.guard.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Counters in a directory, see the package. What cannot be counted is an {@link
 * UncheckedIOException}, which is a denial. Thread-safe, between JVMs too.
 */
public final class SharedCounters implements Counters {

    /** File locks belong to the JVM: guards that share a store in one JVM take turns here. */
    private static final ReentrantLock TURN = new ReentrantLock();

    /** Windows that stay mapped; one that was not used for long is mapped again. */
    private static final int MOST_MAPPED = 1_024;

    private final Path directory;
    private final String scope;
    private final Map<String, Window> windows =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
                    return size() > MOST_MAPPED;
                }
            };
    private Optional<FileChannel> lock = Optional.empty();

    /**
     * Counters of one policy.
     *
     * @param scope the policy's name and deployment: others count for themselves
     */
    public SharedCounters(Path directory, String scope) {
        this.directory = directory;
        this.scope = scope;
    }

    @Override
    public List<Demand> exceeded(List<Demand> demands, Instant now) {
        return locked(() -> held(demands, now));
    }

    @Override
    public List<Demand> take(List<Demand> demands, Instant now) {
        return locked(
                () -> {
                    List<Demand> exceeded = held(demands, now);
                    if (exceeded.isEmpty()) {
                        add(demands, now);
                    }
                    return exceeded;
                });
    }

    @Override
    public void charge(List<Demand> demands, Instant now) {
        locked(
                () -> {
                    add(demands, now);
                    return List.<Demand>of();
                });
    }

    @Override
    public void giveBack(List<Demand> demands, Instant taken) {
        locked(
                () -> {
                    for (Demand demand : demands) {
                        for (String key : demand.charged()) {
                            window(key, demand).remove(taken.toEpochMilli(), demand.amount());
                        }
                    }
                    return List.<Demand>of();
                });
    }

    private List<Demand> held(List<Demand> demands, Instant now) {
        List<Demand> exceeded = new ArrayList<>();
        for (Demand demand : demands) {
            if (demand.enforced()) {
                long used = 0;
                for (String key : demand.counted()) {
                    used += window(key, demand).used(now.toEpochMilli());
                }
                if (demand.exceededBy(used)) {
                    exceeded.add(demand);
                }
            }
        }
        return exceeded;
    }

    private void add(List<Demand> demands, Instant now) {
        for (Demand demand : demands) {
            if (demand.amount() > 0) {
                for (String key : demand.charged()) {
                    window(key, demand).add(now.toEpochMilli(), demand.amount());
                }
            }
        }
    }

    /** An interrupt would close the channel under the lock, so it is put off until after. */
    private List<Demand> locked(Supplier<List<Demand>> step) {
        boolean interrupted = Thread.interrupted();
        TURN.lock();
        try (FileLock held = channel().lock()) {
            if (!held.isValid()) {
                throw new IOException("the lock of the counters was lost");
            }
            return step.get();
        } catch (IOException e) {
            throw new UncheckedIOException("the counters in " + directory + " cannot be used", e);
        } finally {
            TURN.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FileChannel channel() throws IOException {
        Path file = directory.resolve(".lock");
        if (lock.isPresent()
                && lock.get().isOpen()
                && Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("they were taken away");
        }
        if (lock.isEmpty() || !lock.get().isOpen()) {
            lock =
                    Optional.of(
                            FileChannel.open(
                                    file,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS));
        }
        return lock.get();
    }

    private Window window(String key, Demand demand) {
        String name =
                Sha256.of(
                        (scope + "\n" + key + "\n" + demand.per())
                                .getBytes(StandardCharsets.UTF_8));
        Window known = windows.get(name);
        if (known == null) {
            known = map(name, demand.per().toMillis());
            windows.put(name, known);
        }
        return known;
    }

    private Window map(String name, long per) {
        try (FileChannel channel =
                FileChannel.open(
                        directory.resolve(name + ".count"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)) {
            return new Window(
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, 8L * Window.SIZE).asLongBuffer(),
                    per);
        } catch (IOException e) {
            throw new UncheckedIOException("the counter " + name + " cannot be used", e);
        }
    }
}
