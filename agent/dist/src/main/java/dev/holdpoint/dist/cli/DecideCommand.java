package dev.holdpoint.dist.cli;

import dev.holdpoint.session.Decider;
import dev.holdpoint.session.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code decide}: operations as JSON lines on standard input, one decision line for each on
 * standard output, in order. Lines are judged in parallel, some at a time, so that memory stays
 * bounded whatever the length of the input.
 */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description = {
            "Judges operations, given as JSON lines on standard input, and writes one decision line for"
                    + " each, in order.",
            "A line that cannot be read is denied, with an error; the rest goes on.",
            "Exit 0: every line was read. 1: some line was not. 2: the policy cannot be used."
        })
final class DecideCommand implements Callable<Integer> {

    /** A longer line is denied unread. */
    private static final int MOST_LINE_BYTES = 64 << 20;

    /** Lines under way at once for each thread, so that none waits for a slow one. */
    private static final int AHEAD = 256;

    @Mixin private PolicyOption policy = new PolicyOption();

    /** JSON lines are the only form of an answer; the option says so to a reader of a script. */
    @Option(names = "--json", description = "Write JSON lines, as is done anyway.")
    void json(boolean given) {}

    @Override
    public Integer call() throws IOException {
        Decider decider = new Decider(policy.load(), Instant.now());
        return decide(decider, System.in, new BufferedOutputStream(System.out, 1 << 16)) ? 0 : 1;
    }

    /** Whether every line could be read. */
    static boolean decide(Decider decider, InputStream in, OutputStream out) throws IOException {
        int threads = Math.min(8, Runtime.getRuntime().availableProcessors());
        ExecutorService pool =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread = new Thread(null, task, "decide", 4 << 20);
                            thread.setDaemon(true);
                            return thread;
                        });
        try {
            Deque<Future<Decider.Answer>> underWay = new ArrayDeque<>();
            Lines lines = new Lines(in);
            boolean all = true;
            for (Optional<Lines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                Lines.Line one = next.get();
                if (one.blank()) {
                    continue;
                }
                underWay.add(pool.submit(() -> answer(decider, one)));
                // a caller that waits for each answer gets it before more is read
                while (!underWay.isEmpty()
                        && (underWay.size() >= threads * AHEAD
                                || underWay.getFirst().isDone()
                                || !lines.ready())) {
                    all &= write(underWay.removeFirst(), out);
                }
                if (underWay.isEmpty()) {
                    out.flush();
                }
            }
            while (!underWay.isEmpty()) {
                all &= write(underWay.removeFirst(), out);
            }
            out.flush();
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    private static boolean write(Future<Decider.Answer> future, OutputStream out)
            throws IOException {
        try {
            Decider.Answer answer = future.get();
            out.write(answer.json().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
            return answer.read();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while lines were judged", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a line could not be judged", e.getCause());
        }
    }

    private static Decider.Answer answer(Decider decider, Lines.Line line) {
        if (line.bytes().length > MOST_LINE_BYTES || line.cut()) {
            return Decider.error(
                    Json.NULL, "the line is longer than " + MOST_LINE_BYTES + " bytes");
        }
        String text;
        try {
            text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(line.bytes()))
                            .toString();
        } catch (CharacterCodingException e) {
            return Decider.error(Json.NULL, "the line is not UTF-8");
        }
        return decider.decide(text);
    }

    /** Lines as bytes, none of them longer in memory than the bound. */
    static final class Lines {

        /**
         * One line without its end.
         *
         * @param cut it was longer than the bound and is not here whole
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared by content
        record Line(byte[] bytes, boolean cut) {
            boolean blank() {
                for (byte b : bytes) {
                    if (b != ' ' && b != '\t' && b != '\r') {
                        return false;
                    }
                }
                return !cut;
            }
        }

        private final InputStream in;
        private final byte[] buffer = new byte[1 << 16];
        private byte[] line = new byte[1 << 12];
        private int from;
        private int to;

        Lines(InputStream in) {
            this.in = in;
        }

        /** Whether the next line may be there without waiting. */
        boolean ready() {
            try {
                return from < to || in.available() > 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Empty after the last line. */
        Optional<Line> next() throws IOException {
            int length = 0;
            boolean any = false;
            boolean cut = false;
            while (true) {
                if (from == to) {
                    to = in.read(buffer);
                    from = 0;
                    if (to <= 0) {
                        to = 0;
                        return any
                                ? Optional.of(new Line(Arrays.copyOf(line, length), cut))
                                : Optional.empty();
                    }
                }
                any = true;
                int end = from;
                while (end < to && buffer[end] != '\n') {
                    end++;
                }
                int more = end - from;
                if (length + more > MOST_LINE_BYTES) {
                    cut = true;
                    length = 0;
                } else if (!cut) {
                    if (length + more > line.length) {
                        line = Arrays.copyOf(line, Math.max(length + more, line.length * 2));
                    }
                    System.arraycopy(buffer, from, line, length, more);
                    length += more;
                }
                from = end;
                if (end < to) {
                    from++;
                    return Optional.of(new Line(Arrays.copyOf(line, length), cut));
                }
            }
        }
    }
}
