package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Changes by which a thing is gone because its state says so: {@code {"status": "revoked"}} of a
 * key, {@code {"state": "terminated"}} of a host. Read of what is changed itself, and of the one
 * object in it; further down a state is a condition, or what somebody is told of. A search for such
 * things changes none, and what is made anew has the state that it is given.
 */
final class GoneStates {

    private static final Set<String> STATES = Set.of("status", "state");

    /** The places of JSON:API for what is changed. */
    private static final Set<String> ITSELF = Set.of("data", "attributes");

    private static final Set<String> PATHS = Set.of("", "/data", "/attributes", "/data/attributes");

    /** What stands below is what people keep in a row, whatever it says. */
    private static final Set<String> COLUMNS = Set.of("properties", "fields", "values");

    private final Inside inside;

    private GoneStates(Inside inside) {
        this.inside = inside;
    }

    static void find(Request request, List<List<String>> paths, Inside inside) {
        Set<String> methods = request.methods();
        boolean changes =
                methods.contains("PATCH")
                        || methods.contains("PUT")
                        || !methods.contains("GET")
                                && paths.stream().anyMatch(Protections::changesAt);
        if (!changes) {
            return;
        }
        GoneStates states = new GoneStates(inside);
        if (request.payload() instanceof Payload.JsonText j) {
            j.document().roots().forEach(states::thing);
        }
        for (Field f : request.fields()) {
            states.state(f.name(), new Json.Text(f.value()));
        }
    }

    private void thing(Json thing) {
        Map<String, Json> members = thing.members();
        members.forEach(this::state);
        for (Map.Entry<String, Json> e : members.entrySet()) {
            boolean only =
                    members.size() == 1
                            && !Safeguards.isTold(e.getKey())
                            && !COLUMNS.contains(e.getKey());
            if (only || ITSELF.contains(e.getKey())) {
                Json inner = e.getValue();
                inner.members().forEach(this::state);
                inner.member("attributes").ifPresent(a -> a.members().forEach(this::state));
            }
        }
        for (Json step : thing.items()) {
            patched(step);
        }
    }

    /** RFC 6902: {@code {"op": "replace", "path": "/status", "value": "deleted"}}. */
    private void patched(Json step) {
        String path = step.text("path").orElse("");
        int last = path.lastIndexOf('/');
        if (last >= 0 && PATHS.contains(path.substring(0, last))) {
            step.member("value").ifPresent(v -> state(path.substring(last + 1), v));
        }
    }

    private void state(String key, Json value) {
        if (key.length() <= LONGEST && STATES.contains(key.toLowerCase(Locale.ROOT))) {
            value.asText()
                    .filter(Safeguards::isEnded)
                    .map(s -> s.equalsIgnoreCase("revoked") ? Verb.GRANT : Verb.DESTROY)
                    .ifPresent(inside::says);
        }
    }

    private static final int LONGEST = 6;
}
