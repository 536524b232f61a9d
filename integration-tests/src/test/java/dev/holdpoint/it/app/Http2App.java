package dev.holdpoint.it.app;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Calls a server on loopback over HTTP/2 without TLS; the server counts what reaches it, and on how
 * many connections.
 */
public final class Http2App {

    private static final AtomicInteger REACHED = new AtomicInteger();
    private static final AtomicInteger FORBIDDEN = new AtomicInteger();

    /** Of requests that have one: made again, it is the same request. */
    private static final Set<String> NUMBERS = ConcurrentHashMap.newKeySet();

    private static final Set<String> CONNECTIONS = ConcurrentHashMap.newKeySet();
    private static final AtomicReference<byte[]> BODY = new AtomicReference<>(new byte[0]);

    private Http2App() {}

    public static void main(String[] arguments) throws Exception {
        Server server = new Server();
        HttpConfiguration plain = new HttpConfiguration();
        ServerConnector connector =
                new ServerConnector(
                        server,
                        new HttpConnectionFactory(plain),
                        new HTTP2CServerConnectionFactory(plain));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Counting());
        server.start();
        try {
            call("http://127.0.0.1:" + connector.getLocalPort());
        } finally {
            server.stop();
        }
        System.exit(0);
    }

    private static final class Counting extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            String number = request.getHttpURI().getQuery();
            if (number == null || NUMBERS.add(number)) {
                REACHED.incrementAndGet();
            }
            try (var in = Content.Source.asInputStream(request)) {
                BODY.set(in.readAllBytes());
            }
            CONNECTIONS.add(request.getConnectionMetaData().getRemoteSocketAddress().toString());
            String path = request.getHttpURI().getPath();
            if (path.equals("/forbidden")) {
                FORBIDDEN.incrementAndGet();
            }
            if (path.startsWith("/to/")) {
                response.setStatus(307);
                response.getHeaders().put(HttpHeader.LOCATION, path.substring(3));
            } else {
                response.setStatus(200);
            }
            callback.succeeded();
            return true;
        }
    }

    private static void call(String base) {
        HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .followRedirects(HttpClient.Redirect.ALWAYS)
                        .build();
        HttpRequest ok = HttpRequest.newBuilder(URI.create(base + "/ok")).build();
        HttpRequest delete =
                HttpRequest.newBuilder(URI.create(base + "/forbidden")).DELETE().build();
        counted("before any connection", () -> client.send(delete, BodyHandlers.discarding()));
        counted("the upgrade", () -> told(client.send(ok, BodyHandlers.discarding())));
        counted(
                "on a connection that is there",
                () -> told(client.send(ok, BodyHandlers.discarding())));
        byte[] some = new byte[100_000];
        new Random(7).nextBytes(some);
        counted(
                "a body",
                () ->
                        told(
                                        client.send(
                                                post(
                                                        base + "/ok",
                                                        BodyPublishers.ofByteArray(some)),
                                                BodyHandlers.discarding()))
                                + " "
                                + Arrays.equals(some, BODY.get()));
        counted("forbidden", () -> client.send(delete, BodyHandlers.discarding()));
        counted(
                "by a method handle",
                () ->
                        MethodHandles.lookup()
                                .findVirtual(
                                        HttpClient.class,
                                        "send",
                                        MethodType.methodType(
                                                HttpResponse.class,
                                                HttpRequest.class,
                                                HttpResponse.BodyHandler.class))
                                .invokeWithArguments(client, delete, BodyHandlers.discarding()));
        counted("behind the facade", () -> behind(client, delete));
        counted(
                "redirected to what is allowed",
                () ->
                        told(
                                client.send(
                                        post(base + "/to/ok", BodyPublishers.ofString("again")),
                                        BodyHandlers.discarding())));
        counted(
                "redirected to what is forbidden",
                () ->
                        client.send(
                                post(base + "/to/forbidden", BodyPublishers.ofString("again")),
                                BodyHandlers.discarding()));
        counted("200 at once, every other one forbidden", () -> mixed(client, base, delete));
        Attempts.make("forbidden, reached in all", FORBIDDEN::get);
        Attempts.make("connections", CONNECTIONS::size);
    }

    /** Needs the client's package opened, as an application's command line may do. */
    private static Object behind(HttpClient facade, HttpRequest request) throws Exception {
        Field field = facade.getClass().getDeclaredField("impl");
        field.setAccessible(true);
        Object client = field.get(facade);
        Method send =
                client.getClass()
                        .getDeclaredMethod(
                                "send", HttpRequest.class, HttpResponse.BodyHandler.class);
        send.setAccessible(true);
        return send.invoke(client, request, BodyHandlers.discarding());
    }

    /**
     * One whose stream the server has reset is made again with its number: the server does so now
     * and then in the middle of a hundred, without an agent too, before or after it was counted.
     */
    private static String mixed(HttpClient client, String base, HttpRequest delete)
            throws InterruptedException {
        List<HttpRequest> requests = new ArrayList<>();
        List<CompletableFuture<HttpResponse<Void>>> under = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            HttpRequest ok = HttpRequest.newBuilder(URI.create(base + "/ok?" + i)).build();
            requests.add(i % 2 == 0 ? ok : delete);
            under.add(client.sendAsync(requests.get(i), BodyHandlers.discarding()));
        }
        int through = 0;
        int denied = 0;
        for (int i = 0; i < under.size(); i++) {
            try {
                if (under.get(i).join().version() == HttpClient.Version.HTTP_2) {
                    through++;
                }
            } catch (CompletionException e) {
                if (isDenial(e.getCause())) {
                    denied++;
                } else if (i % 2 == 0 && again(client, requests.get(i))) {
                    through++;
                }
            }
        }
        return through + " through, " + denied + " stopped";
    }

    private static boolean isDenial(Throwable t) {
        return t.getClass().getName().equals("dev.holdpoint.bridge.HoldpointException");
    }

    private static boolean again(HttpClient client, HttpRequest request)
            throws InterruptedException {
        for (int left = 3; left > 0; left--) {
            try {
                return client.send(request, BodyHandlers.discarding()).version()
                        == HttpClient.Version.HTTP_2;
            } catch (IOException reset) {
                // once more
            }
        }
        return false;
    }

    private static String told(HttpResponse<Void> response) {
        return response.statusCode() + " " + response.version();
    }

    /** Tells as well how many requests have reached the server. */
    private static void counted(String name, Attempts.Attempt attempt) {
        int before = REACHED.get();
        Attempts.make(name, () -> whole(attempt, before));
        Attempts.make(name + ", reached", () -> REACHED.get() - before);
    }

    /**
     * Makes an attempt again, and counts from the start again, where the server has reset its
     * stream or left it without an answer: it does so now and then on a busy machine, without an
     * agent too.
     */
    private static Object whole(Attempts.Attempt attempt, int before) throws Throwable {
        for (int left = 2; ; left--) {
            try {
                return attempt.make();
            } catch (IOException e) {
                if (left == 0) {
                    throw e;
                }
                REACHED.set(before);
            }
        }
    }

    private static HttpRequest post(String url, HttpRequest.BodyPublisher publisher) {
        return HttpRequest.newBuilder(URI.create(url)).POST(publisher).build();
    }
}
