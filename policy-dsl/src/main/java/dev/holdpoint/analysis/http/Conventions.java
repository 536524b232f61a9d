package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a request does where no catalog knows: by its method, then by the words in the last segments
 * of its path and by what its parameters ask for ({@link Asked}). Of what reads by its method,
 * {@link Links} tells whether it does.
 */
final class Conventions {

    /** Endings that servers put behind the name of what they run. */
    private static final Set<String> EXTENSIONS =
            Set.of(
                    "json", "xml", "php", "html", "htm", "do", "action", "asp", "aspx", "ashx",
                    "asmx", "svc", "jsp", "cgi", "pl", "py", "rb", "cfm", "js", "ajax", "dwr");

    /**
     * WebDAV (RFC 4918) and its relatives. MOVE and COPY overwrite what is there unless told not
     * to; as of the commands of a shell, that counts where it is said.
     */
    private static final Set<String> WRITING =
            Set.of(
                    "POST",
                    "PUT",
                    "PATCH",
                    "PROPPATCH",
                    "MKCOL",
                    "MKCALENDAR",
                    "LOCK",
                    "UNLOCK",
                    "COPY",
                    "MOVE",
                    "LINK",
                    "CHECKOUT",
                    "CHECKIN",
                    "MERGE",
                    "NOTIFY",
                    "SUBSCRIBE",
                    "BIND");

    private static final Set<String> DESTROYING =
            Set.of("DELETE", "PURGE", "UNLINK", "UNBIND", "BAN");

    private Conventions() {}

    /** Whether that is a method that some server knows, in upper case. */
    static boolean isMethod(String method) {
        return DESTROYING.contains(method) || WRITING.contains(method) || Request.reads(method);
    }

    /** Whether it is one that deletes, in any case. */
    static boolean isDestroying(String method) {
        return DESTROYING.contains(method.toUpperCase(Locale.ROOT));
    }

    /** What that reading of the request does. */
    static Verb verb(String method, String path, Request request) {
        if (DESTROYING.contains(method)) {
            return Verb.DESTROY;
        }
        List<String> segments = PathReadings.segments(path);
        if (Request.reads(method)) {
            return Links.verb(segments, request);
        }
        if (!WRITING.contains(method)) {
            return Verb.UNKNOWN;
        }
        if (MOVING.contains(method) && isOverwriting(request)) {
            return Verb.DESTROY;
        }
        Verb named = isTold(segments, request) ? Verb.WRITE : named(segments).orElse(Verb.WRITE);
        boolean adds = method.equals("POST");
        if (adds || method.equals("PUT")) {
            named = Words.bundled().rightsAt(segments, adds) ? named.or(Verb.GRANT) : named;
        }
        return named.or(Asked.of(request).orElse(Verb.WRITE)).or(Verb.WRITE);
    }

    private static final Set<String> MOVING = Set.of("MOVE", "COPY");

    private static boolean isOverwriting(Request request) {
        return request.headers().stream()
                .anyMatch(
                        h ->
                                h.name().equals("overwrite")
                                        && h.value().strip().equalsIgnoreCase("T"));
    }

    /**
     * A signed message at a place for messages tells of what has happened elsewhere: {@code POST
     * /hooks/products-delete}. Where something is named, or an order stands right at the place, the
     * place itself is asked for something, signed or not.
     */
    private static boolean isTold(List<String> segments, Request request) {
        boolean place =
                segments.stream().anyMatch(HOOKS::contains)
                        || request.hosts().stream()
                                .anyMatch(
                                        h ->
                                                HOOKS.contains(
                                                        h.substring(
                                                                0, Math.max(0, h.indexOf('.')))));
        int n = segments.size();
        boolean order =
                n > 1
                        && HOOKS.contains(segments.get(n - 2))
                        && Words.bundled().bare(segments.get(n - 1)).isPresent();
        return place
                && !order
                && segments.stream().noneMatch(Conventions::isId)
                && request.url().query().isEmpty()
                && request.methods().equals(Set.of("POST"))
                && request.headers().stream()
                        .anyMatch(h -> h.name().contains("signature") || h.name().contains("hmac"));
    }

    private static final Set<String> HOOKS =
            Set.of("hooks", "hook", "webhooks", "webhook", "callbacks");

    /**
     * The last segment says what is done; where it says nothing, the one before it, if that is a
     * bare verb ({@code /delete/main}) or stands before an id ({@code /stopAndDelete/7}); and any
     * segment that is an order to destroy ({@code /delete/users/7}, {@code /delete-user/id/7}).
     */
    private static Optional<Verb> named(List<String> segments) {
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        String last = last(segments.get(segments.size() - 1));
        Optional<Verb> said = several(last);
        if (segments.size() < 2) {
            return said;
        }
        if (ENDS.contains(last) && isId(segments.get(segments.size() - 2))) {
            return Optional.of(Verb.DESTROY); // POST /accounts/7/deletion
        }
        if (said.isEmpty()) {
            String before = segments.get(segments.size() - 2);
            said =
                    (isId(last) ? Words.bundled().lastSays(before) : Words.bundled().bare(before))
                            .filter(v -> v.compareTo(Verb.GRANT) >= 0);
        }
        if (Words.bundled().endsAt(segments)) {
            said = Optional.of(Verb.DESTROY);
        }
        if (isId(segments.get(segments.size() - 2)) && Words.bundled().endsItem(last)) {
            said = Optional.of(Verb.DESTROY);
        }
        for (int i = 0; i < segments.size() - 1; i++) {
            said = stricter(said, Words.bundled().order(segments.get(i)));
            said = stricter(said, Words.bundled().command(segments.get(i)));
        }
        return said;
    }

    /** What of one thing is made by writing there. */
    private static final Set<String> ENDS =
            Set.of("deletion", "destruction", "termination", "erasure", "decommissioning");

    /** Calls that are sent together are joined by commas: {@code user.get,user.delete}. */
    private static Optional<Verb> several(String last) {
        if (last.indexOf(',') < 0) {
            return Words.bundled().lastSays(last);
        }
        Optional<Verb> said = Optional.empty();
        for (String name : last.split(",", -1)) {
            said = stricter(said, Words.bundled().lastSays(name));
        }
        return said;
    }

    static boolean isId(String segment) {
        return segment.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    /** Without the server's ending, and behind an encoded slash, since many routers decode it. */
    static String last(String segment) {
        String whole =
                segment.endsWith("%2F") ? segment.substring(0, segment.length() - 3) : segment;
        int slash = whole.lastIndexOf("%2F");
        String s = slash < 0 ? whole : whole.substring(slash + 3);
        s = s.indexOf('%') < 0 ? s : s.replace("%3A", ":");
        int dot = s.lastIndexOf('.');
        return dot > 0 && EXTENSIONS.contains(s.substring(dot + 1).toLowerCase(Locale.ROOT))
                ? s.substring(0, dot)
                : s;
    }

    static Optional<Verb> stricter(Optional<Verb> a, Optional<Verb> b) {
        return a.isPresent() && b.isPresent() ? Optional.of(a.get().or(b.get())) : a.or(() -> b);
    }
}
