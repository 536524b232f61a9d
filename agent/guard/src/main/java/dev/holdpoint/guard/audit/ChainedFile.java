package dev.holdpoint.guard.audit;

import dev.holdpoint.session.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The file under a journal: appends chained lines, under a lock. For one thread. */
final class ChainedFile {

    /**
     * A lock on a file is held by the whole JVM, so journals in one JVM exclude each other here.
     */
    private static final Map<Path, ReentrantLock> IN_THIS_JVM = new ConcurrentHashMap<>();

    private static final int MOST_LINE = 64 << 20;
    private static final Set<OpenOption> OPTIONS =
            Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);

    private final Path path;
    private final ReentrantLock turn;
    private FileChannel channel;
    private Optional<Object> identity;
    private long end;
    private Chain.Head head = new Chain.Head(0, Chain.START);

    private ChainedFile(Path path, FileChannel channel, ReentrantLock turn) throws IOException {
        this.path = path;
        this.channel = channel;
        this.turn = turn;
        this.identity = identity();
    }

    static ChainedFile open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        FileChannel channel = channel(absolute);
        if (!Files.isRegularFile(absolute, LinkOption.NOFOLLOW_LINKS)) {
            channel.close();
            throw new IOException(path + " is not a regular file");
        }
        ReentrantLock turn =
                IN_THIS_JVM.computeIfAbsent(absolute.toRealPath(), p -> new ReentrantLock());
        return new ChainedFile(absolute, channel, turn);
    }

    /** Appends the records; {@code note} makes the records that the file itself has to add. */
    void append(List<Json.Obj> records, boolean durable, Function<String, Json.Obj> note)
            throws IOException {
        if (records.isEmpty() && !durable) {
            return;
        }
        turn.lock();
        try {
            try {
                locked(records, durable, note);
            } catch (ClosedChannelException e) {
                // an interrupt of this thread closed it (see InterruptibleChannel): once more
                Thread.interrupted();
                channel = channel(path);
                locked(records, durable, note);
            }
        } finally {
            turn.unlock();
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // every record that counts was forced to the disk before; nothing is lost by this
            end = -1;
        }
    }

    private void locked(List<Json.Obj> records, boolean durable, Function<String, Json.Obj> note)
            throws IOException {
        if (!identity.equals(identity())) {
            channel.close();
            channel = channel(path);
            identity = identity();
            end = 0;
        }
        try (FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("the lock was lost");
            }
            long size = channel.size();
            Optional<String> repaired = Optional.empty();
            if (size > end) {
                repaired = follow(size);
                size = channel.size();
            } else if (size < end) {
                repaired = Optional.of("this file was made shorter by " + (end - size) + " bytes");
            }
            StringBuilder lines = new StringBuilder();
            Chain.Head next = head;
            if (repaired.isPresent()) {
                next = line(note.apply(repaired.get()), next, lines);
            }
            for (Json.Obj record : records) {
                next = line(record, next, lines);
            }
            write(lines.toString().getBytes(StandardCharsets.UTF_8), size);
            if (durable) {
                channel.force(false);
            }
            head = next;
            end = channel.size();
        }
    }

    private static Chain.Head line(Json.Obj content, Chain.Head before, StringBuilder out) {
        Chain.Line line = Chain.link(content, before);
        out.append(line.text()).append('\n');
        return line.head();
    }

    private void write(byte[] bytes, long at) throws IOException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            for (long p = at; buffer.hasRemaining(); ) {
                p += channel.write(buffer, p);
            }
        } catch (IOException e) {
            if (channel.isOpen()) {
                channel.truncate(at);
            }
            throw e;
        }
    }

    /** Takes the head from the last whole line; cuts off what a crash left unfinished. */
    private Optional<String> follow(long size) throws IOException {
        ByteArrayOutputStream reversed = new ByteArrayOutputStream();
        long at = size;
        long unfinished = 0;
        ByteBuffer chunk = ByteBuffer.allocate(8192);
        boolean inLine = false;
        scan:
        while (at > 0) {
            int length = (int) Math.min(chunk.capacity(), at);
            chunk.clear().limit(length);
            at -= length;
            for (long p = at; chunk.hasRemaining(); ) {
                int n = channel.read(chunk, p);
                if (n < 0) {
                    throw new IOException(path + " ended while it was read");
                }
                p += n;
            }
            for (int i = length - 1; i >= 0; i--) {
                byte b = chunk.get(i);
                if (b == '\n') {
                    if (inLine) {
                        break scan;
                    }
                    inLine = true;
                } else if (inLine) {
                    reversed.write(b);
                    if (reversed.size() > MOST_LINE) {
                        throw new IOException(path + " has a line of more than 64 MB");
                    }
                } else {
                    unfinished++;
                }
            }
        }
        if (unfinished > 0) {
            channel.truncate(size - unfinished);
        }
        byte[] line = reversed.toByteArray();
        for (int i = 0, j = line.length - 1; i < j; i++, j--) {
            byte b = line[i];
            line[i] = line[j];
            line[j] = b;
        }
        if (line.length == 0) {
            return unfinished == 0
                    ? Optional.empty()
                    : Optional.of("an unfinished line of " + unfinished + " bytes was taken away");
        }
        Optional<Chain.Head> found = Chain.head(new String(line, StandardCharsets.UTF_8));
        if (found.isEmpty()) {
            return Optional.of("the line before is damaged; the chain goes on from the last known");
        }
        head = found.get();
        return unfinished == 0
                ? Optional.empty()
                : Optional.of("an unfinished line of " + unfinished + " bytes was taken away");
    }

    private Optional<Object> identity() throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .fileKey());
        } catch (NoSuchFileException e) {
            return Optional.of("none");
        }
    }

    private static FileChannel channel(Path path) throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return FileChannel.open(path, OPTIONS, mode);
    }
}
