package dev.holdpoint.guard.audit;

import dev.holdpoint.session.CanonicalJson;
import dev.holdpoint.session.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A file of chained records with the thread that writes it; see the package. Thread-safe. */
public final class Journal implements AutoCloseable {

    /** Entries that wait to be written, before the next caller waits for room. */
    static final int CAPACITY = 4_096;

    private static final int BATCH = 256;
    private static final long PATIENCE_SECONDS = 30;
    private static final long RETRY_MILLIS = 200;

    private record Slot(Optional<Entry> entry, Optional<CompletableFuture<Void>> durable) {}

    private final Path path;
    private final EntryForm form;
    private final Clock clock;
    private final ChainedFile file;
    private final BlockingQueue<Slot> queue = new ArrayBlockingQueue<>(CAPACITY);
    private volatile Optional<String> failure = Optional.empty();
    private final Thread writer;
    private volatile boolean closed;

    private Journal(Path path, EntryForm form, Clock clock, ChainedFile file) {
        this.path = path;
        this.form = form;
        this.clock = clock;
        this.file = file;
        this.writer = new Thread(null, this::run, "holdpoint-journal", 1 << 20);
        writer.setDaemon(true);
    }

    /**
     * Opens or creates the file and starts its thread.
     *
     * @throws IOException if it cannot be written, is a symbolic link or is no regular file
     */
    public static Journal open(Path path, EntryForm form, Clock clock) throws IOException {
        Journal journal = new Journal(path, form, clock, ChainedFile.open(path));
        journal.writer.start();
        return journal;
    }

    /** Why nothing can be written at the moment; empty where all is well. */
    public Optional<String> failure() {
        if (closed || !writer.isAlive()) {
            return Optional.of("the journal " + path + " is closed");
        }
        return failure;
    }

    /**
     * Writes the entry and returns when it is on the disk.
     *
     * @throws AuditException if it is not
     */
    public void durable(Entry entry) throws AuditException {
        await(new Slot(Optional.of(entry), Optional.of(new CompletableFuture<>())));
    }

    /** Returns when everything that was queued before is on the disk. */
    public void flush() throws AuditException {
        await(new Slot(Optional.empty(), Optional.of(new CompletableFuture<>())));
    }

    /**
     * Queues the entry; waits while the queue is full.
     *
     * @throws AuditException if nothing can be written
     */
    public void queue(Entry entry) throws AuditException {
        put(new Slot(Optional.of(entry), Optional.empty()));
    }

    @Override
    public void close() throws AuditException {
        try {
            if (failure().isEmpty()) {
                flush();
            }
        } finally {
            closed = true;
            writer.interrupt();
        }
    }

    private void put(Slot slot) throws AuditException {
        Optional<String> why = failure();
        if (why.isPresent()) {
            throw new AuditException(why.get());
        }
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (true) {
                try {
                    if (queue.offer(slot, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                    throw new AuditException(path + " is written too slowly");
                } catch (InterruptedException e) {
                    interrupted = true; // the caller's affair; the record is written all the same
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void await(Slot slot) throws AuditException {
        put(slot);
        CompletableFuture<Void> done = slot.durable.orElseThrow();
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (true) {
                try {
                    done.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new AuditException(path + " cannot be written: " + e.getCause());
                } catch (TimeoutException e) {
                    throw new AuditException(path + " is written too slowly");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        List<Slot> batch = new ArrayList<>();
        long unrecorded = 0;
        while (!closed || !queue.isEmpty()) {
            try {
                Slot first = queue.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH);
                }
                if (batch.isEmpty() && failure.isEmpty()) {
                    continue;
                }
                write(batch, unrecorded);
                unrecorded = 0;
                failure = Optional.empty();
                batch.forEach(s -> s.durable.ifPresent(d -> d.complete(null)));
                batch.clear();
            } catch (InterruptedException e) {
                // somebody else's interrupt ends nothing here; the loop looks at closed
            } catch (Throwable e) { // whatever it is, operations must be denied from here on
                String why = path + " cannot be written: " + e.getMessage();
                failure = Optional.of(why);
                for (Slot s : batch) {
                    if (s.durable.isPresent()) {
                        unrecorded += s.entry.isPresent() ? 1 : 0;
                        s.durable.get().completeExceptionally(new IOException(why));
                    }
                }
                batch.removeIf(s -> s.durable.isPresent());
            }
        }
        file.close();
    }

    private void write(List<Slot> batch, long unrecorded) throws IOException {
        List<Json.Obj> records = new ArrayList<>();
        if (unrecorded > 0) {
            records.add(
                    note(
                            unrecorded
                                    + " operations were denied while this file could not be"
                                    + " written"));
        }
        boolean durable = unrecorded > 0;
        for (Slot slot : batch) {
            slot.entry.ifPresent(e -> records.add(written(e)));
            durable |= slot.durable.isPresent();
        }
        file.append(records, durable, this::note);
    }

    /** The entry's record, or a note that says why it has none: never nothing. */
    private Json.Obj written(Entry entry) {
        try {
            Json.Obj record = form.write(entry);
            CanonicalJson.write(record);
            return record;
        } catch (RuntimeException | StackOverflowError e) {
            return note("a record could not be written out ("
                            + e.getClass().getSimpleName()
                            + "); its ground was "
                            + entry.ground().word())
                    .with("outcome", Json.text(entry.permitted() ? "proceeded" : "stopped"));
        }
    }

    private Json.Obj note(String what) {
        return Json.object()
                .put("ts", clock.instant().toString())
                .put("kind", "note")
                .put(
                        "note",
                        new String(what.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .build();
    }
}
