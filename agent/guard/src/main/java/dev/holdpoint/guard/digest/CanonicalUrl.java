package dev.holdpoint.guard.digest;

import dev.holdpoint.analysis.http.HostName;
import dev.holdpoint.guard.redact.Redaction;
import dev.holdpoint.session.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A URL in the form that is digested; spellings of one request that differ in nothing are one. */
final class CanonicalUrl {

    /** Of pre-signed URLs: they change with every attempt (SigV4, query form). */
    private static final Set<String> PER_ATTEMPT =
            Set.of(
                    "x-amz-date",
                    "x-amz-signature",
                    "x-amz-security-token",
                    "x-goog-date",
                    "x-goog-signature");

    private CanonicalUrl() {}

    /** Adds scheme, host, port, path and query; empty where the URL cannot be taken apart. */
    static Optional<Json.Builder> add(Json.Builder out, String url, Redaction redaction) {
        int colon = url.indexOf("://");
        if (colon <= 0) {
            return Optional.empty();
        }
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        int fragment = url.indexOf('#');
        String rest = url.substring(colon + 3, fragment < 0 ? url.length() : fragment);
        int end = firstOf(rest, "/?\\");
        String authority = rest.substring(0, end);
        String target = rest.substring(end);
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            out.put("userinfo", redaction.fingerprint(authority.substring(0, at)));
        }
        String hostPort = authority.substring(at + 1);
        int portColon = hostPort.lastIndexOf(':');
        boolean port =
                portColon >= 0
                        && portColon > hostPort.lastIndexOf(']')
                        && portColon + 1 < hostPort.length();
        String host =
                portColon > hostPort.lastIndexOf(']') ? hostPort.substring(0, portColon) : hostPort;
        Optional<String> canonical = HostName.canonical(host);
        if (canonical.isEmpty() || target.indexOf('\\') >= 0) {
            return Optional.empty();
        }
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        out.put("scheme", scheme)
                .put("host", canonical.get())
                .put("port", port ? hostPort.substring(portColon + 1) : defaultPort(scheme))
                .put("path", path.isEmpty() ? "/" : upperHex(path));
        if (question >= 0) {
            out.put("query", query(target.substring(question + 1), redaction));
        }
        return Optional.of(out);
    }

    private static Json query(String query, Redaction redaction) {
        List<String[]> fields = new ArrayList<>();
        for (String field : query.split("&", -1)) {
            int equals = field.indexOf('=');
            String name = upperHex(equals < 0 ? field : field.substring(0, equals));
            if (PER_ATTEMPT.contains(name.toLowerCase(Locale.ROOT))) {
                continue;
            }
            String value = equals < 0 ? "" : upperHex(field.substring(equals + 1));
            if (name.equalsIgnoreCase("x-amz-credential")
                    || name.equalsIgnoreCase("x-goog-credential")) {
                int slash = firstOf(value, "/%");
                value = redaction.fingerprint(value.substring(0, slash));
            } else if (redaction.isSecretName(name) && !value.isEmpty()) {
                value = redaction.fingerprint(value);
            } else {
                value = redaction.text(value);
            }
            fields.add(equals < 0 ? new String[] {name} : new String[] {name, value});
        }
        fields.sort(Comparator.comparing(f -> f[0]));
        return new Json.Arr(fields.stream().map(f -> Json.texts(List.of(f))).toList());
    }

    private static String defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> "80";
            case "https", "wss" -> "443";
            default -> "";
        };
    }

    /** {@code %2f} and {@code %2F} are one. */
    private static String upperHex(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i + 2 < out.length(); i++) {
            if (out.charAt(i) == '%') {
                out.setCharAt(i + 1, Character.toUpperCase(out.charAt(i + 1)));
                out.setCharAt(i + 2, Character.toUpperCase(out.charAt(i + 2)));
            }
        }
        return out.toString();
    }

    private static int firstOf(String text, String any) {
        for (int i = 0; i < text.length(); i++) {
            if (any.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
