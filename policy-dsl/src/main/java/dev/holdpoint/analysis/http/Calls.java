package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Document;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.analysis.http.json.Xml;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Calls that JSON names at hosts that no catalog knows. Behind one address ({@code /invoke}, {@code
 * /rpc}) anything may be done, and the body says what: in a member beside its arguments ({@code
 * {"type": "drop_source", "args": {…}}}), as the only key ({@code {"/user/delete-user": {…}}},
 * {@code {"forceDelete": null}}), as the first of an array, or so in each of a list.
 *
 * <p>Only a call's own places are read, at the root and in members that list calls: a text that is
 * further down is what somebody wrote.
 */
final class Calls {

    /** Addresses at which everything is a call. */
    private static final Set<String> DISPATCHERS =
            Set.of(
                    "invoke",
                    "rpc",
                    "call",
                    "execute",
                    "exec",
                    "dispatch",
                    "command",
                    "commands",
                    "action",
                    "actions",
                    "jsonrpc",
                    "perform",
                    "do",
                    "run",
                    "mutate",
                    "mutation",
                    "mutations",
                    "pipeline",
                    "multi-exec");

    /** Addresses of protocols that carry nothing but calls. */
    private static final Set<String> PROTOCOLS =
            Set.of("rpc", "jsonrpc", "json-rpc", "xmlrpc", "rpc2", "dispatch", "amf");

    /** Members that name what is called, where arguments stand beside them or at a dispatcher. */
    private static final Set<String> NAMES =
            Set.of(
                    "method",
                    "m",
                    "methodname",
                    "function",
                    "func",
                    "fn",
                    "procedure",
                    "proc",
                    "rpc",
                    "tool",
                    "tool_name",
                    "toolname",
                    "name",
                    "type",
                    "action",
                    "actionname",
                    "action_name",
                    "operation",
                    "op",
                    "command",
                    "cmd",
                    "handler",
                    "fun",
                    "job");

    private static final List<String> ARGUMENTS = List.of("args", "arguments", "params", "kwargs");

    /** Members that list calls. */
    private static final Set<String> LISTS =
            Set.of(
                    "requests",
                    "writes",
                    "operations",
                    "ops",
                    "actions",
                    "mutations",
                    "commands",
                    "changes",
                    "transforms",
                    "transactions",
                    "calls",
                    "batch",
                    "edits",
                    "success",
                    "failure",
                    "args",
                    "params");

    /** Members that hold what a call is given. */
    private static final Set<String> GIVEN =
            Set.of(
                    "parameters",
                    "params",
                    "input",
                    "args",
                    "arguments",
                    "kwargs",
                    "request",
                    "call",
                    "rpc",
                    "command");

    /** Members that carry a message at a dispatcher, as an object or as a text of JSON. */
    private static final Set<String> CARRYING =
            Set.of(
                    "payload",
                    "body",
                    "data",
                    "message",
                    "content",
                    "request",
                    "params",
                    "input",
                    "arguments",
                    "args",
                    "command",
                    "call",
                    "event");

    /** Operations of a JSON patch (RFC 6902), which changes a document. */
    private static final Set<String> PATCHES =
            Set.of("add", "remove", "replace", "move", "copy", "test");

    private static final Set<String> MARKS =
            Set.of("_deleted", "_delete", "_destroy", "is-destroy", "is_destroy", "isDestroy");

    /** What Rails takes for false; every other value is true to it. */
    private static final Set<String> FALSE = Set.of("", "0", "f", "false", "off");

    private final boolean dispatcher;
    private final Inside inside;

    /** What it says is how something is set, and keys order nothing. */
    private final boolean settings;

    private Calls(boolean dispatcher, boolean settings, Inside inside) {
        this.dispatcher = dispatcher;
        this.settings = settings;
        this.inside = inside;
    }

    private static final Set<String> SETTINGS =
            Set.of("settings", "preferences", "options", "config", "configuration");

    static void find(Request request, Inside inside) {
        boolean dispatcher = request.endsIn(DISPATCHERS);
        if (isUnread(request.payload()) && request.endsIn(PROTOCOLS)) {
            inside.hide("a call that cannot be read");
        }
        if (!request.reads() && request.fields().stream().anyMatch(Calls::isMark)) {
            inside.says(Verb.DESTROY);
        }
        List<Json> roots = request.reads() && !dispatcher ? List.of() : roots(request, dispatcher);
        if (roots.isEmpty() || roots.stream().allMatch(JsonRpc::isRead)) {
            return;
        }
        if (roots.stream().anyMatch(Calls::isMarked)) {
            inside.says(Verb.DESTROY);
        }
        // Redis over HTTP takes a command as an array at the root.
        boolean root = request.url().paths().stream().anyMatch(p -> p.equals("/"));
        boolean array = root && roots.stream().anyMatch(Json.Items.class::isInstance);
        if (dispatcher) {
            roots.forEach(r -> ToolArguments.http(r, inside));
        }
        Calls calls =
                new Calls(
                        dispatcher || array,
                        request.endsIn(SETTINGS) && !request.methods().contains("POST"),
                        inside);
        roots.forEach(r -> calls.read(r, 0));
    }

    /** Neither JSON nor a form nor XML nor SQL. */
    private static boolean isUnread(Payload payload) {
        return payload instanceof Payload.Binary
                || payload instanceof Payload.Text t
                        && !t.value().stripLeading().startsWith("<")
                        && !SqlBodies.beginsLikeSql(t.value());
    }

    /** The same in what a call is given: another call, or an action in a member of its own. */
    static void within(Json arguments, boolean dispatcher, Inside inside) {
        if (isMarked(arguments)) {
            inside.says(Verb.DESTROY);
        }
        new Calls(dispatcher, false, inside).read(arguments, 1);
    }

    /**
     * The body, JSON or XML ({@code <DeleteUser>}), or fields of a form that hold JSON ({@code
     * cmd={"/user/delete-user": …}}).
     */
    private static List<Json> roots(Request request, boolean dispatcher) {
        List<Json> roots = new ArrayList<>();
        if (request.payload() instanceof Payload.JsonText j) {
            for (Json root : j.document().roots()) {
                roots.add(root);
                // Some clients write JSON into a text of JSON.
                root.asText().ifPresent(t -> written(t, roots));
            }
        }
        if (request.payload() instanceof Payload.Text t) {
            Xml.read(t.value()).ifPresent(roots::add);
        }
        request.fields().forEach(f -> written(f.value(), roots));
        if (dispatcher) {
            request.url().query().forEach(f -> written(f.value(), roots));
        }
        return roots;
    }

    private static void written(String text, List<Json> into) {
        if (text.startsWith("{") || text.startsWith("[")) {
            Document.read(text).ifPresent(d -> into.addAll(d.roots()));
        }
    }

    private void read(Json json, int depth) {
        if (json.isLeaf()) {
            return;
        }
        List<Json> items = json.items();
        if (dispatcher && !items.isEmpty()) {
            items.get(0).asText().ifPresent(this::says);
        }
        items.forEach(e -> read(e, depth + 1));
        Map<String, Json> members = json.members();
        if (members.isEmpty()) {
            return;
        }
        named(json, depth);
        if (settings) {
            return; // {"deleteTrailingNewlines": true}
        }
        boolean alone = members.size() == 1;
        for (Map.Entry<String, Json> e : members.entrySet()) {
            key(e.getKey(), e.getValue(), alone, depth);
            String key = lower(e.getKey());
            if (dispatcher && CARRYING.contains(key)) {
                // a message that is JSON itself: {"v": 1, "payload": "{…}"}
                List<Json> carried = new ArrayList<>();
                e.getValue().asText().ifPresent(t -> written(t.strip(), carried));
                carried.forEach(c -> read(c, depth + 1));
            }
            boolean nested =
                    dispatcher && key.indexOf('/') >= 0
                            || (GIVEN.contains(key) || dispatcher && CARRYING.contains(key))
                                    && e.getValue() instanceof Json.Members;
            if (nested || LISTS.contains(key) && e.getValue() instanceof Json.Items) {
                read(e.getValue(), depth + 1);
            } else if (LISTS.contains(key)) {
                e.getValue().members().values().forEach(v -> read(v, depth + 1));
            }
        }
    }

    /** CouchDB, Rails and others delete what is written with a mark, however deep it stands. */
    private static boolean isMarked(Json json) {
        if (json.isLeaf()) {
            return false;
        }
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            boolean marked =
                    MARKS.contains(e.getKey())
                            && e.getValue().scalar().filter(Calls::isTrue).isPresent();
            if (marked || isMarked(e.getValue())) {
                return true;
            }
        }
        for (Json item : json.items()) {
            if (isMarked(item)) {
                return true;
            }
        }
        return false;
    }

    /** The same in a form: {@code post[comments][0][_destroy]=1}. */
    private static boolean isMark(Field field) {
        return MARKS.contains(FormFields.lastKey(field.name())) && isTrue(field.value());
    }

    private static boolean isTrue(String mark) {
        return mark.length() > LONGEST_FALSE || !FALSE.contains(mark.toLowerCase(Locale.ROOT));
    }

    private static final int LONGEST_FALSE = 5;

    private static boolean isPatch(Json json) {
        return json.text("op").filter(PATCHES::contains).isPresent()
                && json.text("path").filter(p -> p.startsWith("/")).isPresent();
    }

    private void named(Json call, int depth) {
        boolean patch = isPatch(call);
        boolean arguments = false;
        for (Map.Entry<String, Json> e : call.members().entrySet()) {
            String key = lower(e.getKey());
            arguments |=
                    ARGUMENTS.contains(key) || key.equals("parameters") && !isSchema(e.getValue());
        }
        for (Map.Entry<String, Json> e : call.members().entrySet()) {
            String name = lower(e.getKey());
            if (!NAMES.contains(name) || patch && name.equals("op")) {
                continue;
            }
            Json value = e.getValue();
            boolean action = Asked.isAction(name);
            if (action) {
                // {"action": {"type": "users/delete"}}
                value.text("type").or(() -> value.text("name")).ifPresent(this::says);
            }
            boolean beside =
                    name.equals("method")
                            && call.member("action").isPresent()
                            && value.asText().flatMap(Words.bundled()::order).isPresent();
            boolean method =
                    beside
                            || name.startsWith("method")
                                    && value.asText().flatMap(Words.bundled()::command).isPresent();
            if (dispatcher || method || action && depth > 0 || arguments) {
                value.asText().ifPresent(this::says);
            }
        }
    }

    private static String lower(String key) {
        return key.length() > MOST_KEY ? "" : key.toLowerCase(Locale.ROOT);
    }

    /** What describes parameters and gives none, as in a tool that a model is told of. */
    private static boolean isSchema(Json parameters) {
        return parameters.text("type").filter("object"::equals).isPresent();
    }

    /**
     * A key that orders something: {@code {"delete": {"query": "*:*"}, "commit": {}}}, {@code
     * {"drop_all": true}}. Where it is the only one, or everything is a call, any name that says so
     * does.
     */
    private void key(String key, Json value, boolean alone, int depth) {
        boolean no = value instanceof Json.Literal l && NO.contains(l.written());
        // An edit of a text says {"delete": 3} among others.
        boolean number =
                value instanceof Json.Literal l && !l.written().equals("true") && depth > 0;
        if (no || number) {
            return;
        }
        // of what is addressed like a path the end decides
        String name = key.length() > MOST_KEY ? key.substring(key.length() - MOST_KEY) : key;
        boolean absent = value instanceof Json.Null && !alone && !dispatcher;
        Words.bundled().ordered(name).filter(v -> !absent).ifPresent(inside::says);
        if (dispatcher || alone) {
            Words.bundled()
                    .say(name)
                    .filter(v -> v == Verb.DESTROY || v == Verb.GRANT && !value.members().isEmpty())
                    .ifPresent(inside::says);
        }
    }

    private static final Set<String> NO = Set.of("false", "0");

    private static final int MOST_KEY = 128;

    private void says(String name) {
        // Pictures are rotated as well as keys.
        Asked.name(name)
                .filter(v -> v.compareTo(Verb.GRANT) >= 0 && !name.equalsIgnoreCase("rotate"))
                .ifPresent(inside::says);
    }
}
