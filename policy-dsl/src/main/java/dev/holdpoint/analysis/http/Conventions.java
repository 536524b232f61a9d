package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a request does where no catalog knows: by its method, then by the words in the last segments
 * of its path and in parameters such as {@code ?action=delete}.
 *
 * <p>{@code GET} of something whose name is destructive as a whole ({@code /users/7/delete}) is
 * stopped, since such links are followed; a name that merely contains the word ({@code
 * /delete-requests}, {@code /deletions}) is not.
 */
final class Conventions {

    private static final Set<String> ACTION_PARAMETERS =
            Set.of(
                    "action",
                    "_action",
                    "op",
                    "operation",
                    "cmd",
                    "command",
                    "do",
                    "task",
                    "act",
                    "func",
                    "function",
                    "fn",
                    "call",
                    "procedure",
                    "mutation");

    /** Parameters of front controllers: {@code index.php?r=user/delete}. */
    private static final Set<String> ROUTE_PARAMETERS =
            Set.of("r", "route", "_route", "page", "controller", "endpoint");

    /** Endings that servers put behind the name of what they run. */
    private static final Set<String> EXTENSIONS =
            Set.of(
                    "json", "xml", "php", "html", "htm", "do", "action", "asp", "aspx", "ashx",
                    "asmx", "svc", "jsp", "cgi", "pl", "py", "rb", "cfm", "js", "ajax");

    /** WebDAV (RFC 4918) and its relatives; MOVE and COPY overwrite unless told not to. */
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

    /** Whether a parameter, member or argument of that name says what is to be done. */
    static boolean isAction(String name) {
        return ACTION_PARAMETERS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** What that reading of the request does. */
    static Verb verb(String method, String path, Request request) {
        if (DESTROYING.contains(method)) {
            return Verb.DESTROY;
        }
        List<String> segments = PathReadings.segments(path);
        if (Request.reads(method)) {
            return reading(segments, request);
        }
        if (!WRITING.contains(method)) {
            return Verb.UNKNOWN;
        }
        Verb named = named(segments).orElse(Verb.WRITE);
        return named.or(asked(request).orElse(Verb.WRITE)).or(Verb.WRITE);
    }

    /** A read, unless its last segment or a parameter is a bare destructive verb. */
    private static Verb reading(List<String> segments, Request request) {
        if (!segments.isEmpty()) {
            // A file's ending makes it a file: delete.css.
            String segment = last(segments.get(segments.size() - 1));
            String last = segment.indexOf('.') > 0 ? "" : lastWord(segment);
            Optional<Verb> said = Words.bundled().bare(last);
            if (said.isPresent() && said.get().compareTo(Verb.GRANT) >= 0) {
                return said.get();
            }
        }
        return asked(request).filter(v -> v.compareTo(Verb.GRANT) >= 0).orElse(Verb.READ);
    }

    /** {@code volumes:purge} → {@code purge}; {@code delete.php} → {@code delete}. */
    private static String lastWord(String segment) {
        String s = segment.substring(segment.lastIndexOf(':') + 1);
        int dot = s.indexOf('.');
        return dot > 0 ? s.substring(0, dot) : s;
    }

    /**
     * The last segment says what is done; where it says nothing, the one before it, if that is a
     * bare verb ({@code /delete/main}) or stands before an id ({@code /stopAndDelete/7}); and any
     * segment that is a bare order to destroy ({@code /delete/users/7}).
     */
    private static Optional<Verb> named(List<String> segments) {
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        String last = last(segments.get(segments.size() - 1));
        Optional<Verb> said = Words.bundled().lastSays(last);
        if (segments.size() < 2) {
            return said;
        }
        if (said.isEmpty()) {
            String before = segments.get(segments.size() - 2);
            boolean id = last.chars().anyMatch(c -> c >= '0' && c <= '9');
            said =
                    (id ? Words.bundled().lastSays(before) : Words.bundled().bare(before))
                            .filter(v -> v.compareTo(Verb.GRANT) >= 0);
        }
        for (int i = 0; i < segments.size() - 1; i++) {
            said = stricter(said, Words.bundled().order(segments.get(i)));
        }
        return said;
    }

    /** Without the server's ending, and behind an encoded slash, since many routers decode it. */
    private static String last(String segment) {
        int slash = segment.lastIndexOf("%2F");
        String s = slash < 0 ? segment : segment.substring(slash + 3);
        int dot = s.lastIndexOf('.');
        return dot > 0 && EXTENSIONS.contains(s.substring(dot + 1).toLowerCase(Locale.ROOT))
                ? s.substring(0, dot)
                : s;
    }

    /**
     * {@code ?action=delete}, {@code ?delete}, the same in a form, {@code {"action": "delete"}}.
     */
    private static Optional<Verb> asked(Request request) {
        Optional<Verb> strictest = Optional.empty();
        List<Field> fields = new ArrayList<>(request.url().query());
        if (request.payload() instanceof Payload.Form form) {
            fields.addAll(form.fields());
        }
        for (Field f : fields) {
            String name = f.name().toLowerCase(Locale.ROOT);
            Optional<Verb> said = Optional.empty();
            if (ACTION_PARAMETERS.contains(name)) {
                said = Words.bundled().say(f.value());
            } else if (name.equals("method") && !request.reads()) {
                said =
                        f.value().contains(".")
                                ? Words.bundled().say(f.value())
                                : Words.bundled().bare(f.value());
            } else if (ROUTE_PARAMETERS.contains(name) && f.value().indexOf(' ') < 0) {
                said = routed(f.value());
            } else if (f.value().isEmpty() || f.value().equals("1") || f.value().equals("true")) {
                said = Words.bundled().bare(name).filter(v -> v.compareTo(Verb.GRANT) >= 0);
            }
            strictest = stricter(strictest, said);
        }
        if (request.payload() instanceof Payload.JsonText j && j.document().single().isPresent()) {
            for (Map.Entry<String, Json> e : j.document().single().get().members().entrySet()) {
                if (ACTION_PARAMETERS.contains(e.getKey().toLowerCase(Locale.ROOT))) {
                    strictest =
                            stricter(
                                    strictest,
                                    e.getValue()
                                            .asText()
                                            .filter(t -> t.length() <= 64 && t.indexOf(' ') < 0)
                                            .flatMap(Words.bundled()::say));
                }
            }
        }
        return strictest;
    }

    /** A path in a parameter, if what it ends in is a verb that destroys. */
    private static Optional<Verb> routed(String path) {
        List<String> segments = PathReadings.segments(path);
        return segments.isEmpty() || path.indexOf(':') >= 0
                ? Optional.empty()
                : Words.bundled()
                        .bare(lastWord(segments.get(segments.size() - 1)))
                        .filter(v -> v.compareTo(Verb.GRANT) >= 0);
    }

    private static Optional<Verb> stricter(Optional<Verb> a, Optional<Verb> b) {
        return a.isPresent() && b.isPresent() ? Optional.of(a.get().or(b.get())) : a.or(() -> b);
    }
}
