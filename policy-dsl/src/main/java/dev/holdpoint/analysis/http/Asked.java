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
 * What the parameters of a request ask for, in its query, its form or its JSON: {@code
 * ?action=delete}, {@code ?delete}, {@code {"action": "delete"}}, the button of a form.
 */
final class Asked {

    private static final Set<String> ACTION_PARAMETERS =
            Set.of(
                    "action",
                    "_action",
                    "op",
                    "operation",
                    "cmd",
                    "cmnd",
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

    /** Buttons of forms, whose value is what stands on them. */
    private static final Set<String> BUTTONS =
            Set.of("submit", "button", "btn", "commit", "submit_button", "_submit", "submitbutton");

    private static final Set<String> HEADERS =
            Set.of("x-action", "action", "x-operation", "x-command", "x-method", "x-rpc-method");

    /** What a box that is ticked says. */
    private static final Set<String> TICKED = Set.of("", "1", "true", "yes", "y", "on");

    /** Names that are longer say something else. */
    private static final int MOST_LENGTH = 64;

    private Asked() {}

    /** Whether a parameter, member or argument of that name says what is to be done. */
    static boolean isAction(String name) {
        return ACTION_PARAMETERS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** {@code wsfunction}, {@code bulk_action}; but not {@code transaction}. */
    private static boolean isNamedAfterAction(String name) {
        return name.endsWith("function")
                || name.endsWith("_action")
                || name.endsWith("_operation")
                || name.endsWith("_command");
    }

    /** The strictest of all that is asked for. */
    static Optional<Verb> of(Request request) {
        Optional<Verb> strictest = Optional.empty();
        for (Field h : request.headers()) {
            if (HEADERS.contains(h.name())) {
                strictest = Conventions.stricter(strictest, name(h.value()));
            }
        }
        for (Field f : request.url().query()) {
            strictest = Conventions.stricter(strictest, field(f, request));
            List<Field> more = new ArrayList<>(0);
            FormFields.behindSemicolon(f.value(), more::add);
            for (Field m : more) {
                strictest = Conventions.stricter(strictest, field(m, request));
            }
        }
        for (Field f : request.fields()) {
            strictest = Conventions.stricter(strictest, field(f, request));
            strictest = Conventions.stricter(strictest, button(f));
        }
        if (overwrites(request)) {
            strictest = Conventions.stricter(strictest, Optional.of(Verb.DESTROY));
        }
        if (request.payload() instanceof Payload.JsonText j && !request.endsIn(Links.RECORDS)) {
            for (Json root : j.document().roots()) {
                for (Map.Entry<String, Json> e : root.members().entrySet()) {
                    if (isAction(e.getKey())) {
                        strictest =
                                Conventions.stricter(
                                        strictest, e.getValue().asText().flatMap(Asked::name));
                        for (Json item : e.getValue().items()) {
                            strictest =
                                    Conventions.stricter(
                                            strictest, item.asText().flatMap(Asked::name));
                        }
                    }
                }
            }
        }
        return strictest;
    }

    /** A restoration over what is there: {@code POST /restore} with {@code {"overwrite": true}}. */
    private static boolean overwrites(Request request) {
        if (!request.endsIn(RESTORING)) {
            return false;
        }
        List<Field> fields = new ArrayList<>(request.url().query());
        fields.addAll(request.fields());
        if (request.payload() instanceof Payload.JsonText j) {
            for (Json root : j.document().roots()) {
                root.members()
                        .forEach((k, v) -> v.scalar().ifPresent(s -> fields.add(new Field(k, s))));
            }
        }
        for (Field f : fields) {
            boolean over = OVER.stream().anyMatch(Words.of(f.name())::contains);
            if (over && TICKED.contains(f.value().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private static final Set<String> RESTORING =
            Set.of("restore", "restores", "recover", "revert", "rewind", "restore-backup");

    private static final List<String> OVER = List.of("overwrite", "replace", "clean", "drop");

    /** What a name says; a sentence is none, unless it is short and begins with an order. */
    static Optional<Verb> name(String written) {
        String text = written.strip();
        int blank = text.indexOf(' ');
        boolean sentence =
                blank > 0
                        && (Words.bundled().order(text.substring(0, blank)).isEmpty()
                                || text.indexOf(' ', text.indexOf(' ', blank + 1) + 1) > blank + 1);
        return text.length() > MOST_LENGTH || sentence
                ? Optional.empty()
                : Words.bundled().say(blank < 0 ? text : text.substring(0, blank));
    }

    private static Optional<Verb> field(Field f, Request request) {
        String name = f.name().toLowerCase(Locale.ROOT);
        if (ACTION_PARAMETERS.contains(name) || isNamedAfterAction(name)) {
            // A proxy and the server behind it may both decode.
            Optional<Verb> again =
                    f.value().indexOf('%') < 0
                            ? Optional.empty()
                            : Percent.decoded(f.value(), true).flatMap(Words.bundled()::say);
            return Conventions.stricter(Words.bundled().say(f.value()), again);
        }
        if (name.equals("method")) {
            if (f.value().contains(".")) {
                return Words.bundled().say(f.value());
            }
            return request.reads()
                    ? Words.bundled().command(f.value())
                    : Words.bundled().bare(f.value());
        }
        if (name.equals("api")) {
            String last = f.value().substring(f.value().lastIndexOf('.') + 1);
            return Words.bundled().bare(last).filter(v -> v.compareTo(Verb.GRANT) >= 0);
        }
        if (name.equals("a")) {
            return Words.bundled().bare(f.value()).filter(v -> v.compareTo(Verb.GRANT) >= 0);
        }
        boolean path = name.equals("q") && f.value().indexOf('/') > 0;
        if ((path || ROUTE_PARAMETERS.contains(name)) && f.value().indexOf(' ') < 0) {
            return routed(f.value());
        }
        if (name.startsWith("/")) {
            return routed(f.name());
        }
        boolean ticked =
                f.value().length() <= 4 && TICKED.contains(f.value().toLowerCase(Locale.ROOT));
        int bracket = name.lastIndexOf('[');
        String inner = bracket > 0 && name.endsWith("]") ? name.substring(bracket) : name;
        return ticked
                ? Words.bundled()
                        .bare(inner)
                        .or(() -> Words.bundled().command(f.name()))
                        .filter(v -> v.compareTo(Verb.GRANT) >= 0)
                : Optional.empty();
    }

    /** {@code submit=Delete}, {@code delete=Delete}, {@code bulk_delete=Delete+selected}. */
    private static Optional<Verb> button(Field f) {
        String name = f.name().toLowerCase(Locale.ROOT);
        if (BUTTONS.contains(name)) {
            return Words.bundled().say(f.value()).filter(v -> v.compareTo(Verb.GRANT) >= 0);
        }
        return f.value().length() <= MOST_LENGTH && f.value().equalsIgnoreCase(f.name())
                ? Words.bundled().bare(name).filter(v -> v.compareTo(Verb.GRANT) >= 0)
                : Optional.empty();
    }

    /** A path in a parameter, if what it ends in is a verb that destroys. */
    private static Optional<Verb> routed(String path) {
        List<String> segments = PathReadings.segments(path);
        if (segments.isEmpty() || path.indexOf(':') >= 0) {
            return Optional.empty();
        }
        String last = Links.lastWord(segments.get(segments.size() - 1));
        Optional<Verb> said = Words.bundled().bare(last).filter(v -> v.compareTo(Verb.GRANT) >= 0);
        // index.php?/users/delete/7
        return segments.size() >= 2 && Conventions.isId(last)
                ? Conventions.stricter(
                        said, Words.bundled().order(segments.get(segments.size() - 2)))
                : said;
    }
}
