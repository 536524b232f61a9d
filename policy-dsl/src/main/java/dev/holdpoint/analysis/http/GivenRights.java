package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation.Field;
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

    /** Deeper than any provider puts a role. */
    private static final int MOST_DEPTH = 6;

    /** Segments at the end of a path that say what it is of. */
    private static final int REACH = 3;

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
        rights.credential(request);
        if (!holds(request)) {
            return;
        }
        request.url().query().forEach(rights::field);
        request.fields().forEach(rights::field);
        if (request.payload() instanceof Payload.JsonText j) {
            j.document().roots().forEach(r -> rights.read(r, 0));
        }
    }

    /** Whether arguments of a mutation of that name give rights. */
    static boolean given(String mutation, Map<String, List<Optional<String>>> arguments) {
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
            List<String> segments = PathReadings.segments(path);
            for (int i = Math.max(0, segments.size() - REACH); i < segments.size(); i++) {
                if (Words.bundled().rights().holds(segments.get(i)) && !looksFor(segments)) {
                    return true;
                }
            }
        }
        return false;
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

    /** {@code POST /users/search}. */
    private static boolean looksFor(List<String> segments) {
        String last = Conventions.last(segments.get(segments.size() - 1));
        return Words.bundled().lastSays(last).filter(v -> v == Verb.READ).isPresent();
    }

    /** {@code role=admin}, {@code user[role]=admin}. */
    private void field(Field f) {
        String name = f.name();
        int bracket = name.lastIndexOf('[');
        boolean inner = bracket >= 0 && name.endsWith("]") && bracket < name.length() - 2;
        say(inner ? name.substring(bracket + 1, name.length() - 1) : name, f.value());
    }

    private void read(Json json, int depth) {
        if (depth > MOST_DEPTH) {
            return;
        }
        json.items().forEach(i -> read(i, depth + 1));
        Optional<String> path = json.text("path").filter(p -> p.startsWith("/"));
        if (path.isPresent()) {
            // a JSON patch
            String last = path.get().substring(path.get().lastIndexOf('/') + 1);
            json.member("value").flatMap(Json::scalar).ifPresent(v -> say(last, v));
        }
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            String key = e.getKey();
            e.getValue().scalar().ifPresent(v -> say(key, v));
            for (Json item : e.getValue().items()) {
                item.scalar().ifPresent(v -> say(key, v));
                // {"roles": [{"name": "admin"}]}
                item.text("name").ifPresent(v -> say(key, v));
            }
            e.getValue().text("name").ifPresent(v -> say(key, v));
            read(e.getValue(), depth + 1);
        }
    }

    private void say(String key, String value) {
        if (Words.bundled().rights().given(key, value)) {
            inside.says(Verb.GRANT);
        }
    }
}
