package dev.holdpoint.language.check;

import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Findings;

/**
 * A host glob that also matches hosts of other people: {@code *railway.com} matches {@code
 * evilrailway.com}, and {@code api.*} matches {@code api.evil.com}.
 */
final class HostGlobs {

    private HostGlobs() {}

    static void check(String host, boolean glob, Span span, Findings findings) {
        if (!glob || host.equals("*")) {
            return;
        }
        String tail = Globs.suffix(host);
        if (tail.isEmpty()) {
            findings.error(
                    "host-glob",
                    span,
                    "`" + host + "` has an open end: anybody can register a host that it matches",
                    "end it with the whole domain");
        } else if (tail.charAt(0) != '.') {
            findings.error(
                    "host-glob",
                    span,
                    "`" + host + "` has no dot after its star: `evil" + tail + "` matches it too",
                    "write `*." + tail + "`");
        } else if (tail.indexOf('.', 1) < 0 && !tail.equals(".internal") && !local(tail)) {
            findings.error(
                    "host-glob",
                    span,
                    "`" + host + "` matches every host of `" + tail + "`",
                    "name the domain: `*.example" + tail + "`");
        }
    }

    /** Top-level names that nobody can register (RFC 6761, RFC 6762, ICANN 2024). */
    private static boolean local(String tail) {
        return tail.equals(".local")
                || tail.equals(".localhost")
                || tail.equals(".test")
                || tail.equals(".example")
                || tail.equals(".invalid");
    }

    /** The same for the host in a JDBC URL. */
    static void checkJdbc(String url, Span span, Findings findings) {
        int from = url.indexOf("//");
        if (from < 0) {
            return;
        }
        int to = url.indexOf('/', from + 2);
        String host = url.substring(from + 2, to < 0 ? url.length() : to);
        int colon = host.lastIndexOf(':');
        host = colon < 0 ? host : host.substring(0, colon);
        String tail = Globs.suffix(host);
        if (tail.length() < host.length() && tail.indexOf('.') > 0) {
            findings.error(
                    "host-glob",
                    span,
                    "`" + host + "` has no dot after its star: `evil" + tail + "` matches it too",
                    "write `*." + tail + "`");
        }
    }
}
