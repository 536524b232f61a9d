package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.catalog.Meaning;
import dev.holdpoint.analysis.http.catalog.Meaning.Content;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Looks where a catalog says that there is more to read in the body: SQL, a command line, the name
 * of an action, a key or a value that deletes.
 */
final class ContentRules {

    private final Request request;
    private final Inside inside;

    private final Places places;

    private ContentRules(Request request, Inside inside) {
        this.request = request;
        this.inside = inside;
        this.places = new Places(request);
    }

    static void apply(Meaning meaning, Request request, Inside inside) {
        if (meaning.content().isEmpty()) {
            return;
        }
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
            } else if (content instanceof Content.Script script) {
                carried = true;
                found |= rules.script(script);
            } else {
                rules.weigh(content);
            }
        }
        if (rules.places.isCut()) {
            inside.hide("more parameters than are read");
        }
        boolean told = rules.places.readable();
        boolean empty = nothing(request);
        if (!meaning.looksIntoBody()) {
            return;
        }
        if (carried && !found && !empty && meaning.verb() == Verb.READ && !request.reads()) {
            inside.hide("what it runs is not where it should stand in the body");
        } else if (!told && request.payload() instanceof Payload.Unread unread) {
            inside.hide(unread.why());
        } else if (!told && request.payload() instanceof Payload.Binary binary) {
            inside.hide(binary.why());
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

    /** What changes the verb, but is no operation of its own. */
    private void weigh(Content content) {
        if (content instanceof Content.Says says) {
            places.texts(says.pointer()).forEach(this::says);
        } else if (content instanceof Content.Has has) {
            if (places.have(has.key())) {
                inside.says(has.verb());
            }
        } else if (content instanceof Content.Is is) {
            if (places.meet(is.conditions())) {
                inside.says(is.verb());
            }
        } else if (content instanceof Content.General general) {
            weigh(general.rule());
        } else if (content instanceof Content.Holds holds) {
            String letters = holds.letters().toLowerCase(Locale.ROOT);
            for (String text : places.texts(holds.pointer())) {
                if (text.toLowerCase(Locale.ROOT).contains(letters)) {
                    inside.says(holds.verb());
                }
            }
        } else if (content instanceof Content.Bulk && !bulkOnlyWrites()) {
            inside.says(Verb.DESTROY);
        }
    }

    /**
     * After an action other than {@code delete} comes a line with a document, whatever it holds.
     */
    private boolean bulkOnlyWrites() {
        if (!(request.payload() instanceof Payload.JsonText j) || j.document().doubtful()) {
            return false;
        }
        boolean document = false;
        for (Json line : j.document().roots()) {
            if (document) {
                document = false;
            } else if (line.members().size() == 1
                    && BULK.contains(line.members().keySet().iterator().next())) {
                document = true;
            } else {
                return false;
            }
        }
        return !document;
    }

    private static final Set<String> BULK = Set.of("index", "create", "update");

    private boolean sql(Content.Sql place) {
        if (place.pointer().equals("body") && InsertedRows.follow(request)) {
            return true;
        }
        List<String> texts =
                place.pointer().equals("body") ? body() : places.texts(place.pointer());
        if (texts.isEmpty()) {
            // what is only described is there, and not run
            String whole = Places.whole(place.pointer());
            return !whole.equals(place.pointer()) && !places.texts(whole).isEmpty();
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
            List<String> words = places.texts(place.pointer());
            if (!words.isEmpty()) {
                inside.operation(Operation.Exec.of(words));
            }
            return !words.isEmpty();
        }
        int slash = place.pointer().lastIndexOf('/');
        String[] members = place.pointer().substring(slash + 1).split("\\+", -1);
        boolean found = false;
        for (Json parent : places.values(place.pointer().substring(0, slash))) {
            List<String> words = new ArrayList<>();
            for (String member : members) {
                Json json = parent.member(member).orElse(new Json.Null());
                json.items().forEach(i -> i.scalar().ifPresent(words::add));
                Optional<String> line = json.asText().filter(t -> !t.isBlank());
                boolean program = arguments(parent, members, member);
                line.filter(t -> program).ifPresent(words::add);
                line.filter(t -> !program).map(Interpreters::shell).ifPresent(inside::operation);
                found |= line.isPresent();
            }
            // Options without a program are for one that the image names, which nobody knows here.
            if (!words.isEmpty() && !words.get(0).startsWith("-")) {
                inside.operation(Operation.Exec.of(words));
                found = true;
            }
        }
        return found;
    }

    /** A text before an array is a program, and the array holds its arguments. */
    private static boolean arguments(Json parent, String[] members, String member) {
        return members.length == 2
                && member.equals(members[0])
                && parent.member(members[1]).filter(j -> !j.items().isEmpty()).isPresent();
    }

    private boolean script(Content.Script place) {
        List<String> lines = new ArrayList<>();
        for (Json json : places.values(place.pointer())) {
            json.asText().ifPresent(lines::add);
            json.items().forEach(i -> i.scalar().ifPresent(lines::add));
        }
        if (!lines.isEmpty()) {
            inside.operation(Interpreters.shell(String.join("\n", lines)));
        }
        return !lines.isEmpty();
    }

    private void says(String name) {
        inside.action(name);
        Words.bundled().say(name).filter(v -> v.compareTo(Verb.GRANT) >= 0).ifPresent(inside::says);
    }
}
