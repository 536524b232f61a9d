package dev.holdpoint.samples.incident;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The way out of the sample: an HTTP proxy that tunnels the service's name to the service on
 * loopback and knows no other name. It lets the real curl and the real JDK client use the real URL.
 */
final class Proxy implements AutoCloseable {

    private final ServerSocket server;
    private final String host;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Proxy(String host, int target) throws IOException {
        this.host = host;
        this.target = target;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    client.getInputStream(), StandardCharsets.ISO_8859_1),
                            1);
            String first = in.readLine();
            String line = first;
            while (line != null && !line.isEmpty()) {
                line = in.readLine();
            }
            if (first == null || !first.startsWith("CONNECT " + host + ":443 ")) {
                client.getOutputStream()
                        .write(
                                "HTTP/1.1 502 no such host here\r\n\r\n"
                                        .getBytes(StandardCharsets.UTF_8));
                return;
            }
            try (Socket service = new Socket(InetAddress.getLoopbackAddress(), target)) {
                client.getOutputStream()
                        .write("HTTP/1.1 200 connected\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                threads.execute(() -> pump(client, service));
                copy(service, client);
            }
        } catch (IOException e) {
            // The client or the service hung up: the tunnel is over, which is all that there is to
            // know.
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            copy(from, to);
            to.shutdownOutput();
        } catch (IOException e) {
            // As above.
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
