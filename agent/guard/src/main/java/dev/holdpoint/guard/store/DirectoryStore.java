package dev.holdpoint.guard.store;

import dev.holdpoint.guard.approval.Request;
import dev.holdpoint.guard.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store in a directory. It must lie on a file system with exclusive creation and hard links (any
 * local one); {@link #open} tries both.
 */
public final class DirectoryStore implements Store {

    private static final int MOST_REQUEST = 4 << 20;
    private static final int MOST_STATEMENT = 32 << 10;
    private static final int MOST_STATEMENTS = 256;
    private static final int KEY_BYTES = 32;
    private static final AtomicLong NAMES = new AtomicLong();
    private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    private final Path root;
    private final Path requests;
    private final Path approvals;
    private final Path consumed;
    private final Path limits;
    private final Path kill;

    /** What this JVM consumed stays consumed here, even if the file is taken away. */
    private final Set<String> consumedHere = ConcurrentHashMap.newKeySet();

    private DirectoryStore(Path directory) throws IOException {
        this.root = directory.toRealPath();
        this.requests = root.resolve("requests");
        this.approvals = root.resolve("approvals");
        this.consumed = root.resolve("consumed");
        this.limits = root.resolve("limits");
        this.kill = root.resolve("kill");
    }

    /**
     * Opens a store whose directory exists, and tries whether it can be written.
     *
     * @throws StoreException if not, with what to do
     */
    public static DirectoryStore open(Path directory) throws StoreException {
        if (!Files.isDirectory(directory)) {
            throw new StoreException(
                    "the store "
                            + directory
                            + (Files.exists(directory)
                                    ? " is not a directory"
                                    : " does not exist; create it (mkdir -m 700 "
                                            + directory
                                            + ") or name another"));
        }
        try {
            DirectoryStore store = new DirectoryStore(directory);
            for (Path part :
                    List.of(store.requests, store.approvals, store.consumed, store.limits)) {
                make(part);
            }
            store.probe();
            return store;
        } catch (IOException e) {
            throw new StoreException(
                    "the store "
                            + directory
                            + " cannot be used ("
                            + reason(e)
                            + "); it must be writable by this user and on a file system with hard"
                            + " links",
                    e);
        }
    }

    /** Opens a store, making its directory (for this user only) if there is none. */
    public static DirectoryStore openOrCreate(Path directory) throws StoreException {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(
                            directory, PosixFilePermissions.fromString("rwx------"));
                }
            }
        } catch (IOException e) {
            throw new StoreException(
                    "the store " + directory + " cannot be created (" + reason(e) + ")", e);
        }
        return open(directory);
    }

    /**
     * Opens a store for people, who may not be allowed to write to all of it: nothing is made or
     * tried.
     *
     * @throws StoreException if this is no store
     */
    public static DirectoryStore view(Path directory) throws StoreException {
        try {
            DirectoryStore store = new DirectoryStore(directory);
            requireDirectory(store.requests);
            requireDirectory(store.approvals);
            return store;
        } catch (IOException e) {
            throw new StoreException(
                    directory
                            + " is not a store ("
                            + reason(e)
                            + "); name the directory that the agent was given as store=",
                    e);
        }
    }

    public Path root() {
        return root;
    }

    /** The directory of counters. */
    public Path limits() {
        return limits;
    }

    /** The file whose being there is the kill switch. */
    public Path killFile() {
        return kill;
    }

    /** The key of fingerprints for a deployment that configured none; made once. */
    public byte[] redactionKey() throws StoreException {
        Path file = root.resolve("redaction.key");
        try {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] key = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(key);
                place(root, file, HexFormat.of().formatHex(key));
            }
            byte[] key = HexFormat.of().parseHex(read(file, 2 * KEY_BYTES).strip());
            if (key.length != KEY_BYTES) {
                throw new StoreException(file + " is not a key of 32 bytes");
            }
            return key;
        } catch (IllegalArgumentException e) {
            throw new StoreException(file + " is not a key in hexadecimal", e);
        } catch (IOException e) {
            throw failed("the key of fingerprints cannot be read", e);
        }
    }

    @Override
    public List<String> requests() throws StoreException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(requests, "hp-*.json")) {
            all.forEach(files::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw failed("requests cannot be listed", e);
        }
        return files.stream()
                .sorted(Comparator.comparing(DirectoryStore::modified).reversed())
                .map(p -> p.getFileName().toString())
                .map(n -> n.substring(0, n.length() - ".json".length()))
                .filter(Request::isId)
                .toList();
    }

    @Override
    public Optional<String> request(String id) throws StoreException {
        try {
            return Optional.of(read(requests.resolve(checked(id) + ".json"), MOST_REQUEST));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("the request " + id + " cannot be read", e);
        }
    }

    @Override
    public String offer(String id, String request) throws StoreException {
        try {
            place(requests, requests.resolve(checked(id) + ".json"), request);
        } catch (IOException e) {
            throw failed("the request " + id + " cannot be stored", e);
        }
        return request(id)
                .orElseThrow(() -> new StoreException("the request " + id + " is gone again"));
    }

    @Override
    public List<String> statements(String id) throws StoreException {
        Path directory = approvals.resolve(checked(id));
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : all) {
                if (files.size() == MOST_STATEMENTS) {
                    throw new StoreException(
                            "there are more than " + MOST_STATEMENTS + " statements about " + id);
                }
                files.add(file);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw failed("approvals of " + id + " cannot be listed", e);
        }
        files.sort(Comparator.naturalOrder());
        List<String> out = new ArrayList<>();
        for (Path file : files) {
            try {
                out.add(read(file, MOST_STATEMENT));
            } catch (IOException e) {
                throw failed("the approval " + file + " cannot be read", e);
            }
        }
        return out;
    }

    @Override
    public void add(String id, String statement) throws StoreException {
        Path directory = approvals.resolve(checked(id));
        String name = Sha256.of(statement.getBytes(StandardCharsets.UTF_8)) + ".json";
        try {
            if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Files.createDirectory(directory);
                    force(approvals);
                } catch (FileAlreadyExistsException e) {
                    requireDirectory(directory); // somebody else signs at the same time
                }
            }
            requireDirectory(directory);
            place(directory, directory.resolve(name), statement);
        } catch (IOException e) {
            throw failed("the approval of " + id + " cannot be stored", e);
        }
    }

    @Override
    public boolean consume(String id, int use, String note) throws StoreException {
        String name = checked(id) + "." + use;
        if (consumedHere.contains(name)) {
            return false;
        }
        Path file = consumed.resolve(name);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            consumedHere.add(name);
            write(channel, note);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw failed("the use of " + id + " cannot be recorded", e);
        }
        try {
            force(consumed);
        } catch (IOException e) {
            throw failed("the use of " + id + " cannot be recorded", e);
        }
        return true;
    }

    @Override
    public boolean isConsumed(String id, int use) throws StoreException {
        String name = checked(id) + "." + use;
        if (consumedHere.contains(name)) {
            return true;
        }
        Path file = consumed.resolve(name);
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isDirectory(consumed, LinkOption.NOFOLLOW_LINKS)) {
                throw new StoreException("the store " + root + " is not there any more");
            }
            return false;
        }
        return true;
    }

    /** Also while it cannot be told: a store that is gone stops everything. */
    @Override
    public boolean isKilled() {
        return !Files.notExists(kill, LinkOption.NOFOLLOW_LINKS) || !Files.isDirectory(root);
    }

    @Override
    public void kill(boolean on, String note) throws StoreException {
        try {
            if (on) {
                place(root, kill, note + "\n");
            } else {
                Files.deleteIfExists(kill);
                force(root);
            }
        } catch (IOException e) {
            throw failed("the kill switch cannot be moved", e);
        }
    }

    /** Puts a file in its place whole or not at all; leaves the one that is there. */
    private static void place(Path directory, Path file, String content) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path draft = directory.resolve(".draft-" + unused());
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(channel, content);
            }
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        } catch (UnsupportedOperationException e) {
            throw new IOException("there are no hard links on this file system", e);
        } finally {
            Files.deleteIfExists(draft);
        }
        force(directory);
    }

    private static void write(FileChannel channel, String content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(true);
    }

    /** A new name is on the disk only when its directory is. Windows has no such call. */
    private static void force(Path directory) throws IOException {
        if (!WINDOWS) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static String read(Path file, int most) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException(file + " is longer than " + most + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static void make(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            requireDirectory(directory);
        }
    }

    private static void requireDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(directory + " is not a directory");
        }
    }

    /** A name that no other thread or JVM uses; a secret generator would slow the start down. */
    private static String unused() {
        return ProcessHandle.current().pid()
                + "-"
                + Long.toHexString(System.nanoTime())
                + "-"
                + NAMES.incrementAndGet();
    }

    private void probe() throws IOException {
        for (Path directory : List.of(requests, consumed, limits)) {
            Path file = directory.resolve(".probe-" + unused());
            try {
                place(directory, file, "");
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String checked(String id) throws StoreException {
        if (!Request.isId(id)) {
            throw new StoreException("not the id of a request");
        }
        return id;
    }

    private static java.nio.file.attribute.FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return java.nio.file.attribute.FileTime.fromMillis(0);
        }
    }

    private static StoreException failed(String what, Exception e) {
        return e instanceof StoreException s
                ? s
                : new StoreException(what + " (" + reason(e) + ")", e);
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
