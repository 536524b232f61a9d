package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Rights that a body gives to somebody, at whatever provider: {@code POST /teams/7/members} with
 * {@code {"role": "owner"}}, {@code PATCH /users/7} with {@code {"is_admin": true}}. What is sent
 * elsewhere may hold the same words and mean nothing by them: the place must be one at which rights
 * are held. {@link Rights} knows the words.
 */
final class GivenRights {

    private final Inside inside;

    private GivenRights(Inside inside) {
        this.inside = inside;
    }

    static void find(Request request, Meanings.Understanding known, Inside inside) {
        boolean reads = request.reads() || known.sure() && known.verb() == Verb.READ;
        if (reads || known.verb().compareTo(Verb.GRANT) >= 0) {
            return;
        }
        GivenRights rights = new GivenRights(inside);
        rights.secret(request);
        rights.credential(request);
        if (!holds(request)) {
            return;
        }
        Protections.roots(request, true).forEach(rights::read);
    }

    /** The same in what a remote tool, or a method called by name, is given. */
    static void within(String name, Json arguments, Inside inside) {
        boolean looksFor = Words.bundled().say(name).filter(v -> v == Verb.READ).isPresent();
        if (!looksFor && Words.bundled().rights().holds(name)) {
            new GivenRights(inside).read(arguments);
        }
        if (changesSecret(name)) {
            inside.says(Verb.GRANT);
        }
    }

    /** {@code changePassword}, {@code set_user_password}. */
    private static boolean changesSecret(String name) {
        return Words.bundled().rights().changesSecret(List.of(name), false);
    }

    /** Whether a mutation of that name, or its arguments, give rights or change a credential. */
    static boolean given(String mutation, Map<String, List<Optional<String>>> arguments) {
        if (changesSecret(mutation)) {
            return true;
        }
        if (!Words.bundled().rights().holds(mutation)) {
            return false;
        }
        for (Map.Entry<String, List<Optional<String>>> a : arguments.entrySet()) {
            String key = a.getKey().substring(a.getKey().lastIndexOf('.') + 1);
            for (Optional<String> value : a.getValue()) {
                if (value.isPresent() && Words.bundled().rights().given(key, value.get())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean holds(Request request) {
        for (String path : request.url().paths()) {
            if (holds(PathReadings.segments(path))) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@code /members}, {@code /members/7}, {@code /members/7/update}; not {@code /users/search}.
     */
    private static boolean holds(List<String> segments) {
        int n = segments.size();
        if (n == 0) {
            return false;
        }
        String last = Conventions.last(segments.get(n - 1));
        Optional<Verb> said = Words.bundled().lastSays(last);
        if (said.filter(v -> v == Verb.READ).isPresent()) {
            return false;
        }
        if (said.isPresent() && n > 1 && holds(segments.subList(0, n - 1))) {
            return true;
        }
        Rights rights = Words.bundled().rights();
        boolean item = Conventions.isId(last) || !last.endsWith("s") && !last.startsWith("_");
        return rights.holds(last) || n > 1 && item && rights.holds(segments.get(n - 2));
    }

    /** {@code PUT /users/7/password}, {@code POST /api_keys/7/regenerate}. */
    private void secret(Request request) {
        boolean updates = request.methods().contains("PUT") || request.methods().contains("PATCH");
        for (String path : request.url().paths()) {
            List<String> segments = PathReadings.segments(path);
            if (!segments.isEmpty()
                    && Words.bundled().rights().changesSecret(segments, updates)
                    && !Words.bundled().isHandshake(segments)) {
                inside.says(Verb.GRANT);
            }
        }
    }

    /**
     * {@code POST /tokens} with {@code {"scopes": ["*"]}} makes a credential, and {@code POST
     * /api_keys/7} with {@code {"status": "inactive"}} ends one; where one logs in {@link Words}
     * knows.
     */
    private void credential(Request request) {
        if (!(request.payload() instanceof Payload.JsonText)
                && !(request.payload() instanceof Payload.Form)) {
            return;
        }
        for (String path : request.url().paths()) {
            List<String> segments = PathReadings.segments(path);
            int n = segments.size();
            Rights words = Words.bundled().rights();
            boolean made =
                    n > 0
                            && request.methods().contains("POST")
                            && words.isCredentials(segments.get(n - 1))
                            && !Words.bundled().isHandshake(segments)
                            && anyKey(request, words::isScope);
            boolean ended = n > 1 && words.isCredentials(segments.get(n - 2)) && endsOne(request);
            if (made || ended) {
                inside.says(Verb.GRANT);
            }
        }
    }

    private static boolean anyKey(Request request, Predicate<String> wanted) {
        if (request.payload() instanceof Payload.JsonText j) {
            return j.document().roots().stream()
                    .anyMatch(r -> r.members().keySet().stream().anyMatch(wanted));
        }
        return request.fields().stream().anyMatch(f -> wanted.test(f.name()));
    }

    private static boolean endsOne(Request request) {
        if (!(request.payload() instanceof Payload.JsonText j)) {
            return false;
        }
        for (Json root : j.document().roots()) {
            boolean ended =
                    root.text("status").filter(Safeguards::isOff).isPresent()
                            || root.member("disabled").filter(TRUE::equals).isPresent()
                            || root.member("enabled").filter(FALSE::equals).isPresent()
                            || root.member("active").filter(FALSE::equals).isPresent()
                            || root.member("isActive").filter(FALSE::equals).isPresent();
            if (ended) {
                return true;
            }
        }
        return false;
    }

    private static final Json TRUE = new Json.Literal("true");
    private static final Json FALSE = new Json.Literal("false");

    private void read(Json json) {
        json.items().forEach(this::read);
        if (json.text("op").isPresent()) {
            patched(json);
        }
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            String key = e.getKey();
            under(key, e.getValue());
            read(e.getValue());
        }
    }

    /** RFC 6902, and that of SCIM, whose paths have no slash (RFC 7644). */
    private void patched(Json operation) {
        String path = operation.text("path").orElse("");
        String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('.')) + 1);
        operation.member("value").ifPresent(v -> under(last, v));
    }

    /**
     * {@code {"role": "admin"}}, {@code {"roles": ["admin"]}}, {@code {"roles": [{"name":
     * "admin"}]}}.
     */
    private void under(String key, Json value) {
        value.scalar().ifPresent(v -> say(key, v));
        value.text("name").or(() -> value.text("value")).ifPresent(v -> say(key, v));
        for (Json item : value.items()) {
            item.scalar()
                    .or(() -> item.text("name"))
                    .or(() -> item.text("value"))
                    .ifPresent(v -> say(key, v));
        }
    }

    private void say(String key, String value) {
        if (Words.bundled().rights().given(key, value)) {
            inside.says(Verb.GRANT);
        }
    }
}
