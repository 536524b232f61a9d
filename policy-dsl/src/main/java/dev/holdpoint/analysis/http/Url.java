package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Operation.Field;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A URL in canonical form. Not {@code java.net.URI}, which throws on much that clients send.
 *
 * @param scheme lower-case
 * @param host canonical; empty where it is not known (a placeholder in its place)
 * @param port explicit or the scheme's own; -1 where the scheme has none
 * @param paths how servers may read the path, the plain reading first; at least one
 * @param query decoded names and values, in order
 * @param userinfo as written before {@code @}
 */
record Url(
        String scheme,
        Optional<String> host,
        int port,
        List<String> paths,
        List<Field> query,
        Optional<String> userinfo) {

    /** Longer ones are not read; servers refuse them at 8 to 64 KB. */
    static final int MOST_LENGTH = 64 * 1024;

    /** Stands where the text of an operation is not known: {@code Bearer ${unknown}}. */
    static final String PLACEHOLDER = "${unknown}";

    Url {
        paths = List.copyOf(paths);
        query = List.copyOf(query);
    }

    sealed interface Outcome {
        record Read(Url url) implements Outcome {}

        record Unreadable(String why) implements Outcome {}
    }

    static Outcome read(String written) {
        if (written.length() > MOST_LENGTH) {
            return new Outcome.Unreadable("the URL is longer than " + MOST_LENGTH);
        }
        String text = written.strip();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == 0x7f) {
                return new Outcome.Unreadable("the URL holds control characters");
            }
        }
        int fragment = text.indexOf('#');
        if (fragment >= 0) {
            text = text.substring(0, fragment);
        }
        int question = text.indexOf('?');
        String query = question < 0 ? "" : text.substring(question + 1);
        String head = question < 0 ? text : text.substring(0, question);

        String scheme = "http";
        int colon = head.indexOf("://");
        if (colon > 0) {
            scheme = head.substring(0, colon).toLowerCase(Locale.ROOT);
            head = head.substring(colon + 3);
        } else if (head.startsWith("//")) {
            head = head.substring(2);
        }
        for (int i = 0; i < scheme.length(); i++) {
            char c = scheme.charAt(i);
            if (!(c < 0x80 && Character.isLetterOrDigit(c) || c == '+')) {
                return new Outcome.Unreadable("the scheme is not known");
            }
        }
        int slash = head.indexOf('/');
        String authority = slash < 0 ? head : head.substring(0, slash);
        String path = slash < 0 ? "/" : head.substring(slash);
        if (authority.indexOf('\\') >= 0) {
            return new Outcome.Unreadable("a backslash before the path: hosts differ by reader");
        }
        int at = authority.lastIndexOf('@');
        if (at != authority.indexOf('@')) {
            return new Outcome.Unreadable("two @ before the path: hosts differ by reader");
        }
        Optional<String> userinfo =
                at < 0 ? Optional.empty() : Optional.of(authority.substring(0, at));
        return place(scheme, authority.substring(at + 1), path, query, userinfo);
    }

    private static Outcome place(
            String scheme, String hostport, String path, String query, Optional<String> userinfo) {
        Optional<List<String>> paths = PathReadings.of(path);
        if (paths.isEmpty()) {
            return new Outcome.Unreadable("the path is read differently by different servers");
        }
        Optional<List<Field>> read = FormFields.read(query);
        if (read.isEmpty()) {
            return new Outcome.Unreadable("the query has more than " + FormFields.MOST + " fields");
        }
        List<Field> fields = read.get();
        if (hostport.contains("${")) {
            return new Outcome.Read(
                    new Url(scheme, Optional.empty(), -1, paths.get(), fields, userinfo));
        }
        int port = defaultPort(scheme);
        int colon = hostport.lastIndexOf(':');
        String host = hostport;
        if (colon >= 0 && hostport.indexOf(']', colon) < 0) {
            String digits = hostport.substring(colon + 1);
            host = hostport.substring(0, colon);
            if (digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return new Outcome.Unreadable("the port is not a number");
            }
            if (!digits.isEmpty()) {
                port = Integer.parseInt(digits);
            }
            if (port > 65_535) {
                return new Outcome.Unreadable("the port is past 65535");
            }
        }
        Optional<String> name = HostName.canonical(host);
        return name.isEmpty()
                ? new Outcome.Unreadable("the host cannot be read")
                : new Outcome.Read(new Url(scheme, name, port, paths.get(), fields, userinfo));
    }

    static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> -1;
        };
    }

    /** The path as most servers read it. */
    String path() {
        return paths.get(0);
    }

    /** The same place with another path, as a rewriting header asks for. */
    Url withPaths(List<String> others) {
        return new Url(scheme, host, port, others, query, userinfo);
    }
}
