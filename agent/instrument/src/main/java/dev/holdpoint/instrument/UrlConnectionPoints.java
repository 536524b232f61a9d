package dev.holdpoint.instrument;

import static dev.holdpoint.instrument.ChokePoint.Weave.BARE;
import static dev.holdpoint.instrument.ChokePoint.Weave.BEFORE;

import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.guard.Gate;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code HttpURLConnection}, where {@code sun.net.www.http.HttpClient} writes the header that it
 * was given, once for each hop: all headers are set by then, cookies and credentials too, and a
 * body that is not streamed lies in memory. A streamed body is written after the header and stays
 * unread.
 *
 * <p>When a kept-alive connection turns out to be closed, the JDK writes the same header again.
 * That is the same hop, and passes if it says the same. The {@code CONNECT} that asks a proxy for a
 * tunnel carries nothing; what goes through the tunnel is judged.
 */
final class UrlConnectionPoints implements Family {

    private static final int WRITE = 0;
    private static final int REST = 1;

    private static final String CLIENT = "sun.net.www.http.HttpClient";
    private static final String CONNECTION = "sun.net.www.protocol.http.HttpURLConnection";
    private static final String HEADER = "Lsun/net/www/MessageHeader;";

    /** What was judged, by the header object that carried it. */
    private final Remembered<Operation.Http> judged = new Remembered<>();

    private volatile @Nullable Insight insight;

    @Override
    public Kind kind() {
        return Kind.HTTP;
    }

    @Override
    public List<ChokePoint> table() {
        return List.of(
                new ChokePoint(CLIENT, "writeRequests", "(" + HEADER + ")V", BEFORE, WRITE),
                new ChokePoint(
                        CLIENT,
                        "writeRequests",
                        "(" + HEADER + "Lsun/net/www/http/PosterOutputStream;)V",
                        BEFORE,
                        WRITE),
                new ChokePoint(CONNECTION, "getInputStream", "()Ljava/io/InputStream;", BARE, REST),
                new ChokePoint(
                        CONNECTION, "getOutputStream", "()Ljava/io/OutputStream;", BARE, REST));
    }

    @Override
    public List<Opening> openings() {
        return List.of(
                new Opening("java.base", "sun.net.www"),
                new Opening("java.base", "sun.net.www.http"));
    }

    @Override
    public @Nullable Object enter(
            Gate gate, int sight, @Nullable Object self, @Nullable Object[] arguments)
            throws ReflectiveOperationException {
        Object header = arguments[0];
        if (self == null || header == null) {
            throw new IllegalArgumentException("a request without a header");
        }
        Object poster = arguments.length > 1 ? arguments[1] : null;
        Operation.Http operation = insight().operation(self, header, poster);
        if (operation.method().equals("CONNECT") || operation.equals(judged.get(header))) {
            return null;
        }
        gate.demand(operation);
        judged.put(header, operation);
        return null;
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
        private final Method key;
        private final Method value;
        private final Field url;
        private final Field host;
        private final Field port;
        private final Field streaming;

        Insight() throws ReflectiveOperationException {
            Class<?> header = Class.forName("sun.net.www.MessageHeader", false, null);
            key = header.getMethod("getKey", int.class);
            value = header.getMethod("getValue", int.class);
            Class<?> client = Class.forName(CLIENT, false, null);
            url = opened(client, "url");
            host = opened(client, "host");
            port = opened(client, "port");
            streaming = opened(client, "streaming");
        }

        private static Field opened(Class<?> type, String name)
                throws ReflectiveOperationException {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        }

        Operation.Http operation(Object client, Object header, @Nullable Object poster)
                throws ReflectiveOperationException {
            String line = (String) key.invoke(header, 0);
            int first = line.indexOf(' ');
            int last = line.lastIndexOf(' ');
            if (first < 0 || last <= first) {
                throw new IllegalArgumentException("not a request line");
            }
            List<Operation.Field> fields = new ArrayList<>();
            for (int i = 1; ; i++) {
                String name = (String) key.invoke(header, i);
                String text = (String) value.invoke(header, i);
                if (name == null && text == null) {
                    break;
                }
                if (name != null) {
                    fields.add(new Operation.Field(name, text == null ? "" : text));
                }
            }
            return new Operation.Http(
                    line.substring(0, first),
                    url(client, line.substring(first + 1, last)),
                    fields,
                    body(client, poster));
        }

        private String url(Object client, String target) throws ReflectiveOperationException {
            if (!target.startsWith("/")) {
                return target;
            }
            String name = (String) host.get(client);
            String bracketed =
                    name.indexOf(':') >= 0 && name.charAt(0) != '[' ? "[" + name + "]" : name;
            return ((URL) url.get(client)).getProtocol()
                    + "://"
                    + bracketed
                    + ":"
                    + port.getInt(client)
                    + target;
        }

        private Body body(Object client, @Nullable Object poster)
                throws ReflectiveOperationException {
            if (poster != null) {
                byte[] content = ((ByteArrayOutputStream) poster).toByteArray();
                return content.length > ReadAhead.MOST
                        ? new Body.Unread("longer than " + ReadAhead.MOST + " bytes")
                        : Body.of(content);
            }
            return streaming.getBoolean(client)
                    ? new Body.Unread("streamed after the header")
                    : Body.EMPTY;
        }
    }
}
