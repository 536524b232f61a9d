package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        if (reads || known.verb().compareTo(Verb.GRANT) >= 0 || !holds(request)) {
            return;
        }
        GivenRights rights = new GivenRights(inside);
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
