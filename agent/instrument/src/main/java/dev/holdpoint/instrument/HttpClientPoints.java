package dev.holdpoint.instrument;

import static dev.holdpoint.instrument.ChokePoint.Weave.BARE;
import static dev.holdpoint.instrument.ChokePoint.Weave.INSTEAD;
import static dev.holdpoint.instrument.ChokePoint.Weave.REPLACE;

import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.guard.Gate;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's {@code HttpClient}: HTTP/1.1, HTTP/2 and the opening of web sockets, synchronous or
 * not. Each hop of a redirect or an authentication is an {@code Exchange} of its own, and is judged
 * before it looks for a connection.
 *
 * <p>A request's publisher is put into a {@link ReadAhead} when the client takes the request, and
 * read when the hop is judged. Most publishers give all they have at once; with one that does not,
 * the exchange waits without holding a thread, and goes on when the body is there and was judged. A
 * connection that is retried uses the same request object, and is the same hop.
 *
 * <p>What is said over a web socket after its opening cannot be judged, so that the opening counts
 * as a request whose body is unread.
 */
final class HttpClientPoints implements Family {

    private static final int HOP = 0;
    private static final int PUBLISHER = 1;
    private static final int SEND = 2;

    private static final String PACKAGE = "jdk.internal.net.http.";

    /** Requests that were judged, each a hop. */
    private final Remembered<Boolean> judged = new Remembered<>();

    private volatile @Nullable Insight insight;

    @Override
    public Kind kind() {
        return Kind.HTTP;
    }

    @Override
    public List<ChokePoint> table() {
        return List.of(
                new ChokePoint(
                        PACKAGE + "Exchange",
                        "responseAsync",
                        "()Ljava/util/concurrent/CompletableFuture;",
                        INSTEAD,
                        HOP),
                new ChokePoint(
                        PACKAGE + "HttpRequestImpl",
                        "requestPublisher",
                        "Ljava/net/http/HttpRequest$BodyPublisher;",
                        REPLACE,
                        PUBLISHER),
                new ChokePoint(
                        PACKAGE + "HttpClientImpl",
                        "send",
                        "(Ljava/net/http/HttpRequest;Ljava/net/http/HttpResponse$BodyHandler;)"
                                + "Ljava/net/http/HttpResponse;",
                        BARE,
                        SEND));
    }

    @Override
    public List<Opening> openings() {
        return List.of(
                new Opening("java.net.http", "jdk.internal.net.http"),
                new Opening("java.net.http", "jdk.internal.net.http.common"));
    }

    @Override
    public @Nullable Object replace(int sight, @Nullable Object value) {
        return value == null || value instanceof ReadAhead
                ? value
                : new ReadAhead((BodyPublisher) value);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the client gets it, as what the call returns
    public @Nullable Object enter(
            Gate gate, int sight, @Nullable Object self, @Nullable Object[] arguments)
            throws ReflectiveOperationException {
        Insight insight = insight();
        if (self == null) {
            throw new IllegalArgumentException("no exchange");
        }
        HttpRequest request = (HttpRequest) insight.request.invoke(self);
        if (judged.get(request) != null) {
            return null;
        }
        List<Operation.Field> headers = insight.headers(request);
        BodyPublisher publisher = request.bodyPublisher().orElse(null);
        if (opensWebSocket(headers)) {
            demand(gate, request, headers, new Body.Unread("a web socket"));
            return null;
        }
        if (publisher == null) {
            demand(gate, request, headers, Body.EMPTY);
            return null;
        }
        if (!(publisher instanceof ReadAhead ahead)) {
            demand(gate, request, headers, new Body.Unread("its publisher was not seen before"));
            return null;
        }
        CompletableFuture<Body> body = ahead.read();
        if (body.isDone()) {
            demand(gate, request, headers, body.join());
            return null;
        }
        return body.thenComposeAsync(
                read -> {
                    demand(gate, request, headers, read);
                    return insight.respond(self);
                });
    }

    private void demand(Gate gate, HttpRequest request, List<Operation.Field> headers, Body body) {
        gate.demand(new Operation.Http(request.method(), request.uri().toString(), headers, body));
        judged.put(request, Boolean.TRUE);
    }

    private static boolean opensWebSocket(List<Operation.Field> headers) {
        for (Operation.Field header : headers) {
            if (header.name().equalsIgnoreCase("Upgrade")
                    && header.value().equalsIgnoreCase("websocket")) {
                return true;
            }
        }
        return false;
    }

    private Insight insight() throws ReflectiveOperationException {
        Insight known = insight;
        if (known == null) {
            known = new Insight();
            insight = known;
        }
        return known;
    }

    /** How the JDK's own objects are read. */
    private static final class Insight {
        private final Method request;
        private final Method respond;
        private final Method systemHeaders;
        private final Method build;

        Insight() throws ReflectiveOperationException {
            ClassLoader loader = HttpRequest.class.getClassLoader();
            Class<?> exchange = Class.forName(PACKAGE + "Exchange", false, loader);
            request = opened(exchange.getDeclaredMethod("request"));
            respond = opened(exchange.getDeclaredMethod("responseAsync"));
            systemHeaders =
                    opened(
                            Class.forName(PACKAGE + "HttpRequestImpl", false, loader)
                                    .getDeclaredMethod("getSystemHeadersBuilder"));
            build =
                    opened(
                            Class.forName(PACKAGE + "common.HttpHeadersBuilder", false, loader)
                                    .getDeclaredMethod("build"));
        }

        private static Method opened(Method method) {
            method.setAccessible(true);
            return method;
        }

        List<Operation.Field> headers(HttpRequest request) throws ReflectiveOperationException {
            List<Operation.Field> fields = new ArrayList<>();
            add(request.headers(), fields);
            add((HttpHeaders) build.invoke(systemHeaders.invoke(request)), fields);
            return fields;
        }

        private static void add(HttpHeaders headers, List<Operation.Field> fields) {
            for (Map.Entry<String, List<String>> header : headers.map().entrySet()) {
                for (String value : header.getValue()) {
                    fields.add(new Operation.Field(header.getKey(), value));
                }
            }
        }

        /** Again, now that it was judged. */
        CompletionStage<?> respond(Object exchange) {
            try {
                return (CompletionStage<?>) respond.invoke(exchange);
            } catch (InvocationTargetException e) {
                return CompletableFuture.failedFuture(e.getCause() == null ? e : e.getCause());
            } catch (IllegalAccessException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }
}
