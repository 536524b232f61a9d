package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Locale;
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
            Set.of("action", "op", "operation", "cmd", "command", "do", "_action", "task", "act");

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

    static Verb verb(Request request) {
        Verb strictest = Verb.READ;
        for (String method : request.methods()) {
            for (String path : request.url().paths()) {
                strictest = strictest.or(verb(method, path, request));
            }
        }
        return strictest;
    }

    private static Verb verb(String method, String path, Request request) {
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
        return named(segments)
                .or(() -> asked(request))
                .map(v -> v == Verb.READ ? Verb.WRITE : v)
                .orElse(Verb.WRITE);
    }

    /** A read, unless its last segment or a parameter is a bare destructive verb. */
    private static Verb reading(List<String> segments, Request request) {
        if (!segments.isEmpty()) {
            String last = lastWord(segments.get(segments.size() - 1));
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
     * bare verb ({@code /delete/main}) or stands before an id ({@code /stopAndDelete/7}).
     */
    private static Optional<Verb> named(List<String> segments) {
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        String last = segments.get(segments.size() - 1);
        Optional<Verb> said = Words.bundled().lastSays(last);
        if (said.isPresent() || segments.size() < 2) {
            return said;
        }
        String before = segments.get(segments.size() - 2);
        boolean id = last.chars().anyMatch(c -> c >= '0' && c <= '9');
        return (id ? Words.bundled().lastSays(before) : Words.bundled().bare(before))
                .filter(v -> v.compareTo(Verb.GRANT) >= 0);
    }

    /** {@code ?action=delete}, {@code ?delete}. */
    private static Optional<Verb> asked(Request request) {
        Optional<Verb> strictest = Optional.empty();
        for (Field f : request.url().query()) {
            String name = f.name().toLowerCase(Locale.ROOT);
            Optional<Verb> said = Optional.empty();
            if (ACTION_PARAMETERS.contains(name)) {
                said = Words.bundled().say(f.value());
            } else if (f.value().isEmpty() || f.value().equals("1") || f.value().equals("true")) {
                said = Words.bundled().bare(name).filter(v -> v.compareTo(Verb.GRANT) >= 0);
            }
            if (said.isPresent()) {
                Verb v = said.get();
                strictest = Optional.of(strictest.map(s -> s.or(v)).orElse(v));
            }
        }
        return strictest;
    }
}
