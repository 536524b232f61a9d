package dev.holdpoint.instrument;

import dev.holdpoint.effect.Body;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A publisher that can be read before it is sent. The one below is subscribed to once; what it gave
 * is judged, and then given to the wire, byte for byte and as often as the client asks (a redirect
 * sends it again). Of a body that is longer than {@link #MOST} only the beginning is held: it is
 * unread, and the wire gets that beginning and then the rest from the same subscription.
 *
 * <p>Thread-safe as a publisher is.
 */
final class ReadAhead implements BodyPublisher {

    /** The most that is read of a body, in bytes. */
    static final int MOST = 1 << 20;

    private final BodyPublisher below;
    private @Nullable Intake intake;

    ReadAhead(BodyPublisher below) {
        this.below = below;
    }

    @Override
    public long contentLength() {
        return below.contentLength();
    }

    /** The body. Done at once where the publisher gives everything when it is asked. */
    synchronized CompletableFuture<Body> read() {
        if (below.contentLength() == 0) {
            return CompletableFuture.completedFuture(Body.EMPTY);
        }
        Intake begun = intake;
        if (begun == null) {
            begun = new Intake();
            intake = begun;
            below.subscribe(begun);
        }
        return begun.body;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        Intake begun;
        synchronized (this) {
            begun = intake;
        }
        if (begun == null || !begun.giveTo(subscriber)) {
            below.subscribe(subscriber);
        }
    }

    /** Takes in what is below, up to the bound; then lets the rest through. */
    private static final class Intake implements Flow.Subscriber<ByteBuffer> {

        private final CompletableFuture<Body> body = new CompletableFuture<>();
        private final List<ByteBuffer> taken = new ArrayList<>();
        private int size;
        private boolean ended;
        private Flow.@Nullable Subscription subscription;
        private @Nullable Throwable error;
        private @Nullable Outlet outlet;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            synchronized (this) {
                subscription = given;
            }
            given.request(1);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            Outlet through;
            Flow.Subscription more = null;
            boolean full = false;
            synchronized (this) {
                through = outlet;
                if (through == null) {
                    taken.add(copy(buffer));
                    size += taken.get(taken.size() - 1).remaining();
                    full = size > MOST;
                    more = subscription;
                }
            }
            if (through != null) {
                through.offer(buffer);
            } else if (full) {
                body.complete(new Body.Unread("longer than " + MOST + " bytes"));
            } else if (more != null) {
                more.request(1);
            }
        }

        /** The publisher may use its buffer again. */
        private static ByteBuffer copy(ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }

        @Override
        public void onError(Throwable thrown) {
            Outlet through;
            synchronized (this) {
                ended = true;
                error = thrown;
                through = outlet;
            }
            if (through != null) {
                through.end(thrown);
            }
            body.complete(new Body.Unread("its publisher failed: " + thrown));
        }

        @Override
        public void onComplete() {
            Outlet through;
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            synchronized (this) {
                ended = true;
                through = outlet;
                if (through == null) {
                    for (ByteBuffer buffer : taken) {
                        byte[] bytes = new byte[buffer.remaining()];
                        buffer.duplicate().get(bytes);
                        whole.writeBytes(bytes);
                    }
                }
            }
            if (through != null) {
                through.end(null);
            }
            body.complete(Body.of(whole.toByteArray()));
        }

        /**
         * Gives the wire what was taken in; false where it was given away before and cannot be
         * given again.
         */
        boolean giveTo(Flow.Subscriber<? super ByteBuffer> subscriber) {
            Outlet given;
            synchronized (this) {
                if (outlet != null) {
                    return false;
                }
                given = new Outlet(subscriber, taken, ended ? null : subscription);
                if (ended) {
                    given.end(error);
                } else {
                    outlet = given;
                }
            }
            subscriber.onSubscribe(given);
            return true;
        }
    }

    /** What the wire sees: the buffers that were taken in and, if there is one, the rest. */
    private static final class Outlet implements Flow.Subscription {

        private final Flow.Subscriber<? super ByteBuffer> wire;
        private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
        private final Flow.@Nullable Subscription rest;
        private final int taken;
        private long demanded;
        private long given;
        private long asked;
        private boolean ended;
        private @Nullable Throwable error;
        private boolean cancelled;
        private boolean giving;

        Outlet(
                Flow.Subscriber<? super ByteBuffer> wire,
                List<ByteBuffer> taken,
                Flow.@Nullable Subscription rest) {
            this.wire = wire;
            this.rest = rest;
            this.taken = taken.size();
            for (ByteBuffer buffer : taken) {
                waiting.add(buffer.duplicate());
            }
        }

        @Override
        public void request(long n) {
            long beyond = 0;
            synchronized (this) {
                if (n <= 0) {
                    ended = true;
                    waiting.clear();
                    error = new IllegalArgumentException("a request of " + n);
                } else {
                    demanded = demanded + n < 0 ? Long.MAX_VALUE : demanded + n;
                    beyond = Math.max(0, demanded - taken - asked);
                    asked += beyond;
                }
            }
            give();
            if (rest != null && beyond > 0) {
                rest.request(beyond);
            }
        }

        @Override
        public void cancel() {
            synchronized (this) {
                cancelled = true;
                waiting.clear();
            }
            if (rest != null) {
                rest.cancel();
            }
        }

        void offer(ByteBuffer buffer) {
            synchronized (this) {
                waiting.add(buffer);
            }
            give();
        }

        void end(@Nullable Throwable thrown) {
            synchronized (this) {
                ended = true;
                error = thrown;
            }
            give();
        }

        /**
         * One thread at a time, and not within itself: the wire asks for more while it is given.
         */
        private void give() {
            synchronized (this) {
                if (giving) {
                    return;
                }
                giving = true;
            }
            while (true) {
                ByteBuffer next = null;
                synchronized (this) {
                    boolean over = ended && waiting.isEmpty();
                    if (cancelled || (!over && (waiting.isEmpty() || given == demanded))) {
                        giving = false;
                        return;
                    }
                    if (over) {
                        cancelled = true;
                    } else {
                        given++;
                        next = waiting.poll();
                    }
                }
                if (next != null) {
                    wire.onNext(next);
                } else if (error != null) {
                    wire.onError(error);
                } else {
                    wire.onComplete();
                }
            }
        }
    }
}
