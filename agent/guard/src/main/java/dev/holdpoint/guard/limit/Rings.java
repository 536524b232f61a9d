package dev.holdpoint.guard.limit;

import dev.holdpoint.guard.digest.Sha256;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Rings in files or in memory; one lock for this JVM, and one a directory between JVMs. */
final class Rings implements Windows {

    /** File locks belong to the JVM: guards that share a store in one JVM take turns here. */
    private static final ReentrantLock TURN = new ReentrantLock();

    /** Open files; a session that was not heard of for long is mapped again when it returns. */
    private static final int MOST_OPEN = 512;

    private final Optional<Path> directory;
    private final Map<String, Ring> rings =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Ring> eldest) {
                    return directory.isPresent() && size() > MOST_OPEN;
                }
            };
    private Optional<FileChannel> lock = Optional.empty();

    Rings(Optional<Path> directory) {
        this.directory = directory;
    }

    @Override
    public Outcome charge(List<Charge> charges, Instant now) throws IOException {
        return locked(
                () -> {
                    long at = Math.max(1, now.toEpochMilli());
                    Map<String, Long> room = new HashMap<>();
                    for (Charge c : charges) {
                        long needed = room.merge(c.key(), c.room(), Long::sum);
                        if (c.room() > 0 && !ring(c).fits(needed, at, c.per().toMillis())) {
                            return new Outcome.Exceeded(c);
                        }
                    }
                    for (Charge c : charges) {
                        ring(c).add(c.amount(), at);
                    }
                    return new Outcome.Made(List.copyOf(charges), at);
                });
    }

    @Override
    public void takeBack(Outcome.Made made) throws IOException {
        locked(
                () -> {
                    List<Charge> newestFirst = new ArrayList<>(made.charges());
                    newestFirst.sort(Comparator.comparing(Charge::key));
                    for (Charge c : newestFirst) {
                        ring(c).takeBack(c.amount(), made.at());
                    }
                    return made;
                });
    }

    private interface Step {
        Outcome run() throws IOException;
    }

    /** An interrupt would close the channel under the lock, so it is put off until after. */
    private Outcome locked(Step step) throws IOException {
        boolean interrupted = Thread.interrupted();
        TURN.lock();
        try {
            if (directory.isEmpty()) {
                return step.run();
            }
            try (FileLock held = channel(directory.get()).lock()) {
                if (!held.isValid()) {
                    throw new IOException("the lock of the counters was lost");
                }
                return step.run();
            }
        } finally {
            TURN.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FileChannel channel(Path in) throws IOException {
        if (lock.isEmpty() || !lock.get().isOpen()) {
            lock =
                    Optional.of(
                            FileChannel.open(
                                    in.resolve(".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS));
        }
        if (!Files.exists(in.resolve(".lock"), LinkOption.NOFOLLOW_LINKS)) {
            lock.get().close();
            throw new IOException("the counters in " + in + " were taken away");
        }
        return lock.get();
    }

    private Ring ring(Charge charge) throws IOException {
        String name =
                Sha256.of(
                        (charge.key() + "\n" + charge.max() + "\n" + charge.per())
                                .getBytes(StandardCharsets.UTF_8));
        Ring known = rings.get(name);
        if (known == null) {
            known = new Ring(longs(name, charge.max()), charge.max());
            rings.put(name, known);
        }
        return known;
    }

    private LongBuffer longs(String name, int max) throws IOException {
        if (max < 1 || max > Ring.MOST) {
            throw new IOException("a limit of " + max + " cannot be counted");
        }
        int longs = Ring.HEAD + max;
        if (directory.isEmpty()) {
            return LongBuffer.allocate(longs);
        }
        try (FileChannel channel =
                FileChannel.open(
                        directory.get().resolve(name + ".ring"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, 8L * longs).asLongBuffer();
        }
    }
}
