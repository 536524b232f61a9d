package dev.holdpoint.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadAheadTest {

    @ParameterizedTest(name = "{0} bytes in pieces of {1}, asked for {2} at a time")
    @CsvSource({
        "1, 1, 1",
        "100, 7, 1",
        "100, 7, 3",
        "1048576, 16384, 1",
        "1048577, 16384, 1",
        "3000000, 16384, 1",
        "3000000, 16384, 5",
        "3000000, 3000000, 2"
    })
    void theWireGetsWhatThePublisherGave(int size, int piece, int demand) {
        byte[] bytes = noise(size);
        Pieces below = new Pieces(bytes, piece);
        ReadAhead ahead = new ReadAhead(below);
        Body body = ahead.read().join();
        if (size <= ReadAhead.MOST) {
            assertArrayEquals(bytes, assertInstanceOf(Body.Bytes.class, body).content());
        } else {
            assertInstanceOf(Body.Unread.class, body);
        }
        Wire wire = new Wire(demand);
        ahead.subscribe(wire);
        assertArrayEquals(bytes, wire.received.toByteArray());
        assertTrue(wire.completed);
        assertEquals(1, below.subscriptions.get());
        assertFalse(below.overrun, "more was given than was asked for");
        Wire again = new Wire(demand);
        ahead.subscribe(again);
        assertArrayEquals(bytes, again.received.toByteArray());
    }

    @Test
    void aBodyThatIsNotThereYetIsAwaitedWithoutAThread() {
        AtomicReference<Flow.Subscriber<? super ByteBuffer>> subscribed = new AtomicReference<>();
        ReadAhead ahead =
                new ReadAhead(
                        BodyPublishers.fromPublisher(
                                subscriber -> {
                                    subscribed.set(subscriber);
                                    subscriber.onSubscribe(new Idle());
                                }));
        CompletableFuture<Body> body = ahead.read();
        assertFalse(body.isDone());
        assertSame(body, ahead.read());
        subscribed.get().onNext(ByteBuffer.wrap(new byte[] {1, 2}));
        assertFalse(body.isDone());
        subscribed.get().onComplete();
        assertEquals(Body.of(new byte[] {1, 2}), body.join());
    }

    @Test
    void aPublisherThatFailsIsUnreadAndFailsOnTheWireAsWell() {
        IOException failure = new IOException("gone");
        ReadAhead ahead =
                new ReadAhead(
                        BodyPublishers.fromPublisher(
                                subscriber -> {
                                    subscriber.onSubscribe(new Idle());
                                    subscriber.onNext(ByteBuffer.wrap(new byte[] {9}));
                                    subscriber.onError(failure);
                                }));
        assertInstanceOf(Body.Unread.class, ahead.read().join());
        Wire wire = new Wire(1);
        ahead.subscribe(wire);
        assertArrayEquals(new byte[] {9}, wire.received.toByteArray());
        assertSame(failure, wire.error);
    }

    @Test
    void noBodyIsEmptyAndTheLengthIsThePublishers() {
        assertEquals(Body.EMPTY, new ReadAhead(BodyPublishers.noBody()).read().join());
        assertEquals(3, new ReadAhead(BodyPublishers.ofString("abc")).contentLength());
        assertEquals(-1, new ReadAhead(new Pieces(new byte[1], 1)).contentLength());
    }

    /** Gives what it is asked for, on the thread that asks. */
    private static final class Pieces implements BodyPublisher {
        private final byte[] bytes;
        private final int piece;
        private final AtomicInteger subscriptions = new AtomicInteger();
        private boolean overrun;

        Pieces(byte[] bytes, int piece) {
            this.bytes = bytes;
            this.piece = piece;
        }

        @Override
        public long contentLength() {
            return -1;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            subscriptions.incrementAndGet();
            subscriber.onSubscribe(
                    new Flow.Subscription() {
                        private int at;
                        private long asked;
                        private boolean giving;

                        @Override
                        public void request(long n) {
                            asked += n;
                            if (giving) {
                                return;
                            }
                            giving = true;
                            while (asked > 0 && at < bytes.length) {
                                asked--;
                                int to = Math.min(bytes.length, at + piece);
                                ByteBuffer next =
                                        ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, to));
                                at = to;
                                subscriber.onNext(next);
                                if (at == bytes.length) {
                                    subscriber.onComplete();
                                }
                            }
                            overrun |= asked < 0;
                            giving = false;
                        }

                        @Override
                        public void cancel() {
                            at = bytes.length;
                        }
                    });
        }
    }

    private static final class Idle implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    private static final class Wire implements Flow.Subscriber<ByteBuffer> {
        private final int demand;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private Flow.@Nullable Subscription subscription;
        private boolean completed;
        private @Nullable Throwable error;

        Wire(int demand) {
            this.demand = demand;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(demand);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            received.writeBytes(bytes);
            if (subscription != null) {
                subscription.request(demand);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            error = thrown;
        }

        @Override
        public void onComplete() {
            completed = true;
        }
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
