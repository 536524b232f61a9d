package dev.holdpoint.it.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Calls a server on loopback with both clients of the JDK; the server counts what reaches it. */
public final class HttpApp {

    private static final AtomicInteger REACHED = new AtomicInteger();
    private static final AtomicReference<byte[]> BODY = new AtomicReference<>(new byte[0]);

    private HttpApp() {}

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", HttpApp::answer);
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            client(base, Path.of(arguments[0]));
            connection(base);
        } finally {
            server.stop(0);
        }
        System.exit(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        BODY.set(exchange.getRequestBody().readAllBytes());
        REACHED.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/to/")) {
            exchange.getResponseHeaders().add("Location", path.substring(3));
            exchange.sendResponseHeaders(307, -1);
        } else {
            exchange.sendResponseHeaders(200, -1);
        }
        exchange.close();
    }

    private static void client(String base, Path directory) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
        for (Map.Entry<String, Case> each : publishers(directory).entrySet()) {
            Case of = each.getValue();
            Attempts.make(
                    "sent unchanged: " + each.getKey(),
                    () -> {
                        BODY.set(new byte[0]);
                        HttpRequest request = post(base + of.path, of.publisher);
                        int status = client.send(request, BodyHandlers.discarding()).statusCode();
                        return status + " " + Arrays.equals(of.expected, BODY.get());
                    });
        }
        HttpRequest delete =
                HttpRequest.newBuilder(URI.create(base + "/forbidden")).DELETE().build();
        counted("send", () -> client.send(delete, BodyHandlers.discarding()).statusCode());
        counted(
                "sendAsync, get",
                () -> client.sendAsync(delete, BodyHandlers.discarding()).get().statusCode());
        counted(
                "sendAsync, join",
                () -> client.sendAsync(delete, BodyHandlers.discarding()).join().statusCode());
        counted(
                "by reflection",
                () ->
                        HttpClient.class
                                .getMethod(
                                        "send",
                                        HttpRequest.class,
                                        java.net.http.HttpResponse.BodyHandler.class)
                                .invoke(client, delete, BodyHandlers.discarding()));
        counted(
                "a body",
                () -> client.send(stopping(base + "/json", false), BodyHandlers.discarding()));
        counted(
                "a body that takes its time",
                () -> client.send(stopping(base + "/json", true), BodyHandlers.discarding()));
        counted(
                "a body too long to be read",
                () ->
                        client.send(
                                post(base + "/ok", BodyPublishers.ofByteArray(noise(3_000_000))),
                                BodyHandlers.discarding()));
        counted(
                "redirected to what is allowed",
                () ->
                        client.send(
                                                post(
                                                        base + "/to/ok",
                                                        BodyPublishers.ofString("again")),
                                                BodyHandlers.discarding())
                                        .statusCode()
                                + " "
                                + new String(BODY.get(), StandardCharsets.UTF_8));
        counted(
                "redirected to what is forbidden",
                () ->
                        client.send(
                                post(base + "/to/forbidden", BodyPublishers.ofString("again")),
                                BodyHandlers.discarding()));
        counted(
                "a web socket",
                () ->
                        client.newWebSocketBuilder()
                                .buildAsync(
                                        URI.create(base.replace("http:", "ws:") + "/socket"),
                                        new WebSocket.Listener() {})
                                .join());
    }

    private record Case(String path, BodyPublisher publisher, byte[] expected) {}

    private static Map<String, Case> publishers(Path directory) throws IOException {
        byte[] some = noise(100_000);
        byte[] many = noise(3_000_000);
        Path file = directory.resolve("body");
        Files.write(file, some);
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put("none", new Case("/ok", BodyPublishers.noBody(), new byte[0]));
        cases.put(
                "a string",
                new Case(
                        "/ok",
                        BodyPublishers.ofString("grüße"),
                        "grüße".getBytes(StandardCharsets.UTF_8)));
        cases.put("bytes", new Case("/ok", BodyPublishers.ofByteArray(some), some));
        cases.put(
                "a part of bytes",
                new Case(
                        "/ok",
                        BodyPublishers.ofByteArray(some, 7, 70_000),
                        Arrays.copyOfRange(some, 7, 70_007)));
        cases.put(
                "several arrays",
                new Case(
                        "/ok",
                        BodyPublishers.ofByteArrays(
                                List.of(
                                        Arrays.copyOf(some, 40_000),
                                        Arrays.copyOfRange(some, 40_000, 100_000))),
                        some));
        cases.put("a file", new Case("/ok", BodyPublishers.ofFile(file), some));
        cases.put(
                "a stream",
                new Case(
                        "/ok",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(some)),
                        some));
        cases.put(
                "a publisher of one's own",
                new Case("/ok", BodyPublishers.fromPublisher(slowly(some), some.length), some));
        cases.put("3 MB", new Case("/big", BodyPublishers.ofByteArray(many), many));
        cases.put(
                "3 MB of a stream",
                new Case(
                        "/big",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(many)),
                        many));
        cases.put(
                "3 MB of a publisher",
                new Case("/big", BodyPublishers.fromPublisher(slowly(many)), many));
        return cases;
    }

    /** Publishes on another thread, in pieces, to whoever subscribes. */
    private static Flow.Publisher<ByteBuffer> slowly(byte[] bytes) {
        return subscriber -> {
            SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>(Runnable::run, 4);
            publisher.subscribe(subscriber);
            Thread thread =
                    new Thread(
                            () -> {
                                for (int at = 0; at < bytes.length; at += 8_000) {
                                    int to = Math.min(bytes.length, at + 8_000);
                                    publisher.submit(
                                            ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, to)));
                                }
                                publisher.close();
                            });
            thread.setDaemon(true);
            thread.start();
        };
    }

    private static HttpRequest stopping(String url, boolean slowly) {
        byte[] body = "{\"stop\": \"yes\"}".getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(
                        slowly
                                ? BodyPublishers.fromPublisher(slowly(body))
                                : BodyPublishers.ofByteArray(body))
                .build();
    }

    private static void connection(String base) {
        for (String method : List.of("GET", "DELETE")) {
            counted(
                    "HttpURLConnection " + method,
                    () -> open(base, "/ok", method).getResponseCode());
            counted(
                    "HttpURLConnection " + method + ", forbidden",
                    () -> open(base, "/forbidden", method).getResponseCode());
        }
        HttpURLConnection twice = open(base, "/forbidden", "GET");
        Attempts.make("HttpURLConnection, getInputStream", twice::getInputStream);
        Attempts.make("HttpURLConnection, getInputStream again", twice::getInputStream);
        counted(
                "HttpURLConnection, a header only",
                () -> open(base, "/forbidden", "HEAD").getHeaderField("Date"));
        counted(
                "HttpURLConnection, redirected",
                () -> open(base, "/to/forbidden", "GET").getResponseCode());
        counted("HttpURLConnection, a body", () -> written(open(base, "/json", "POST"), "yes"));
        counted(
                "HttpURLConnection, another body",
                () -> written(open(base, "/json", "POST"), "no"));
        counted(
                "HttpURLConnection, a streamed body",
                () -> {
                    HttpURLConnection streaming = open(base, "/ok", "POST");
                    streaming.setChunkedStreamingMode(0);
                    return written(streaming, "no");
                });
    }

    private static Object written(HttpURLConnection connection, String stop) throws IOException {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        String text = "{\"stop\": \"" + stop + "\"}";
        connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return connection.getResponseCode()
                + " "
                + text.equals(new String(BODY.get(), StandardCharsets.UTF_8));
    }

    private static HttpURLConnection open(String base, String path, String method) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(base + path).toURL().openConnection();
            connection.setRequestMethod(method);
            return connection;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells as well how many requests have reached the server. */
    private static void counted(String name, Attempts.Attempt attempt) {
        int before = REACHED.get();
        Attempts.make(name, attempt);
        Attempts.make(name + ", reached", () -> REACHED.get() - before);
    }

    private static HttpRequest post(String url, BodyPublisher publisher) {
        return HttpRequest.newBuilder(URI.create(url)).POST(publisher).build();
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
