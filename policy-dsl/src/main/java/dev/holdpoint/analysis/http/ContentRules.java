package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.catalog.Meaning;
import dev.holdpoint.analysis.http.catalog.Meaning.Content;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks where a catalog says that there is more to read in the body: SQL, a command line, the name
 * of an action, a key that deletes.
 */
final class ContentRules {

    private final Request request;
    private final Inside inside;

    private ContentRules(Request request, Inside inside) {
        this.request = request;
        this.inside = inside;
    }

    static void apply(Meaning meaning, Request request, Inside inside) {

        ContentRules rules = new ContentRules(request, inside);
        boolean found = false;
        boolean carried = false;
        for (Content content : meaning.content()) {
            if (content instanceof Content.Sql sql) {
                carried = true;
                found |= rules.sql(sql);
            } else if (content instanceof Content.Exec exec) {
                carried = true;
                found |= rules.exec(exec);
            } else if (content instanceof Content.Says says) {
                rules.texts(says.pointer()).forEach(rules::says);
            } else if (content instanceof Content.Has has) {
                rules.has(has);
            }
        }
        boolean told = meaning.content().isEmpty() || request.payload() instanceof Payload.JsonText;
        boolean empty = nothing(request);
        if (carried && !found && !empty && meaning.verb() == Verb.READ && !request.reads()) {
            inside.hide("what it runs is not where it should stand in the body");
        } else if (!told && request.payload() instanceof Payload.Unread unread) {
            inside.hide(unread.why());
        }
    }

    /** A request without a body and parameters, or with an empty object, runs nothing. */
    private static boolean nothing(Request request) {
        boolean body =
                request.payload() instanceof Payload.JsonText j
                        ? j.document().roots().stream()
                                .anyMatch(r -> !r.members().isEmpty() || !r.items().isEmpty())
                        : !(request.payload() instanceof Payload.None);
        return !body && request.url().query().isEmpty();
    }

    private boolean sql(Content.Sql place) {
        List<String> texts = place.pointer().equals("body") ? body() : texts(place.pointer());
        if (texts.isEmpty()) {
            return false;
        }
        inside.operation(new Operation.Sql(place.dialect(), texts, List.of(), Optional.empty()));
        return true;
    }

    private List<String> body() {
        if (request.payload() instanceof Payload.Form f) {
            return List.of(f.text());
        }
        return request.payload() instanceof Payload.Text t ? List.of(t.value()) : List.of();
    }

    /** An array is an argv, one string a line for a shell; query parameters are words in order. */
    private boolean exec(Content.Exec place) {
        if (place.pointer().startsWith("?")) {
            List<String> words = texts(place.pointer());
            if (!words.isEmpty()) {
                inside.operation(Operation.Exec.of(words));
            }
            return !words.isEmpty();
        }
        for (Json json : values(place.pointer())) {
            List<String> words = new ArrayList<>();
            json.items().forEach(i -> i.scalar().ifPresent(words::add));
            if (!words.isEmpty()) {
                inside.operation(Operation.Exec.of(words));
                return true;
            }
            if (json.asText().isPresent()) {
                inside.operation(
                        new Operation.Exec(
                                List.of("sh", "-c", json.asText().get()),
                                Optional.empty(),
                                Map.of(),
                                true,
                                Body.EMPTY));
                return true;
            }
        }
        return false;
    }

    private void says(String name) {
        inside.action(name);
        Words.bundled().say(name).filter(v -> v.compareTo(Verb.GRANT) >= 0).ifPresent(inside::says);
    }

    private void has(Content.Has has) {
        if (request.payload() instanceof Payload.JsonText j) {
            for (Json root : j.document().roots()) {
                if (contains(root, has.key())) {
                    inside.says(has.verb());
                }
            }
        }
    }

    private static boolean contains(Json json, String key) {
        if (json.members().containsKey(key)) {
            return true;
        }
        return json.members().values().stream().anyMatch(v -> contains(v, key))
                || json.items().stream().anyMatch(v -> contains(v, key));
    }

    /** Texts at a JSON pointer, in which {@code *} is every element, or of a query parameter. */
    private List<String> texts(String pointer) {
        if (pointer.startsWith("?")) {
            return request.url().query().stream()
                    .filter(f -> f.name().equals(pointer.substring(1)))
                    .map(Field::value)
                    .toList();
        }
        List<String> texts = new ArrayList<>();
        values(pointer).forEach(v -> v.asText().ifPresent(texts::add));
        return texts;
    }

    private List<Json> values(String pointer) {
        if (!(request.payload() instanceof Payload.JsonText j)) {
            return List.of();
        }
        List<Json> values = new ArrayList<>(j.document().roots());
        for (String step : pointer.substring(1).split("/", -1)) {
            List<Json> next = new ArrayList<>();
            for (Json v : values) {
                if (step.equals("*")) {
                    next.addAll(v.items());
                } else if (v instanceof Json.Items i && step.equals("0")) {
                    i.elements().stream().limit(1).forEach(next::add);
                } else {
                    v.member(step).ifPresent(next::add);
                }
            }
            values = next;
        }
        return values;
    }
}
