package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * JSON-RPC 2.0, alone and in batches. A method does what its name says; one whose name says nothing
 * runs code that nobody here knows. The Model Context Protocol (revision 2025-11-25) speaks it: of
 * its methods {@code tools/call} is a tool call, and the others read or set up.
 */
final class JsonRpc {

    private static final Set<String> MCP_READS =
            Set.of(
                    "initialize",
                    "ping",
                    "tools/list",
                    "resources/list",
                    "resources/read",
                    "resources/templates/list",
                    "resources/subscribe",
                    "resources/unsubscribe",
                    "prompts/list",
                    "prompts/get",
                    "completion/complete",
                    "logging/setLevel",
                    "roots/list",
                    "sampling/createMessage",
                    "elicitation/create",
                    "tasks/get",
                    "tasks/list",
                    "tasks/result");

    private static final Set<String> ENVELOPE =
            Set.of("jsonrpc", "id", "method", "params", "result", "error");

    /** Calls of one batch. */
    static final int MOST = 1_000;

    private JsonRpc() {}

    static void find(Request request, Inside inside) {
        if (!(request.payload() instanceof Payload.JsonText j) || j.document().doubtful()) {
            return;
        }
        List<Json> roots = j.document().roots();
        boolean evident = !roots.isEmpty();
        for (Json root : roots) {
            evident &= read(root, inside);
        }
        if (evident) {
            inside.evident();
        }
    }

    /**
     * Whether it is a call of a method of the Model Context Protocol that reads, and nothing else.
     */
    static boolean isRead(Json root) {
        return isCall(root)
                && isNothingElse(root)
                && MCP_READS.contains(text(root, "method").orElse("").strip());
    }

    /** Whether it is calls and nothing else. */
    private static boolean read(Json root, Inside inside) {
        if (!(root instanceof Json.Items batch)) {
            call(root, inside);
            return isCall(root) && isNothingElse(root);
        }
        if (batch.elements().stream().noneMatch(e -> isCall(e) || isOldCall(e))) {
            return false;
        }
        if (batch.elements().size() > MOST) {
            inside.hide("a batch of more than " + MOST + " calls");
            return false;
        }
        batch.elements().forEach(e -> call(e, inside));
        return batch.elements().stream().allMatch(e -> isCall(e) && isNothingElse(e));
    }

    private static boolean isNothingElse(Json json) {
        return !json.members().isEmpty() && ENVELOPE.containsAll(json.members().keySet());
    }

    private static boolean isCall(Json json) {
        Optional<String> method = text(json, "method");
        return method.isPresent()
                && (json.member("jsonrpc").isPresent()
                        || method.get().strip().equalsIgnoreCase("tools/call"));
    }

    /**
     * JSON-RPC 1.0 has no version: {@code {"method": …, "params": […], "id": …}}. What is recorded
     * of HTTP looks alike, but there the method is in capitals.
     */
    private static boolean isOldCall(Json json) {
        return member(json, "params").isPresent()
                && text(json, "method")
                        .filter(m -> m.indexOf(' ') < 0 && !m.equals(m.toUpperCase(Locale.ROOT)))
                        .isPresent();
    }

    /** A member by its name, or as servers in Go find it, without regard to case. */
    private static Optional<Json> member(Json json, String name) {
        Optional<Json> exact = json.member(name);
        if (exact.isPresent()) {
            return exact;
        }
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            if (e.getKey().equalsIgnoreCase(name)) {
                return Optional.of(e.getValue());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(Json json, String name) {
        return member(json, name).flatMap(Json::asText);
    }

    private static void call(Json json, Inside inside) {
        if (!isCall(json)) {
            if (isOldCall(json)) {
                Words.bundled()
                        .say(text(json, "method").orElse(""))
                        .filter(v -> v.compareTo(Verb.GRANT) >= 0)
                        .ifPresent(inside::says);
            }
            return; // else a response, or no JSON-RPC at all
        }
        String method = text(json, "method").orElse("").strip();
        Json params = member(json, "params").orElse(new Json.Null());
        Optional<String> tool = text(params, "name");
        if (method.equalsIgnoreCase("tools/call")) {
            if (tool.isEmpty()) {
                inside.hide("tools/call without the name of a tool");
                return;
            }
            String arguments = member(params, "arguments").map(JsonText::write).orElse("{}");
            inside.operation(new Operation.Tool("mcp", tool.get(), arguments));
            return;
        }
        inside.action(method);
        if (MCP_READS.contains(method) || method.startsWith("notifications/")) {
            inside.says(Verb.READ);
            return;
        }
        Optional<Verb> said =
                Words.bundled().say(method.replace('_', '.')).or(() -> Words.bundled().say(method));
        inside.says(said.orElse(Verb.RUN));
        if (said.isEmpty()) {
            dispatched(params, inside);
        }
        if (method.endsWith("multicall")) {
            for (Json several : params.items()) {
                several.items().forEach(c -> within(c, inside));
                within(several, inside);
            }
        }
    }

    /**
     * A method such as {@code call} or {@code execute} takes the name of what to run among its
     * parameters: as {@code method}, or in {@code args} as a word of its own.
     */
    private static void dispatched(Json params, Inside inside) {
        within(params, inside);
        List<Json> arguments = new ArrayList<>(params.items());
        params.member("args").ifPresent(a -> arguments.addAll(a.items()));
        for (Json argument : arguments) {
            argument.asText()
                    .filter(t -> t.length() <= 40)
                    .flatMap(Words.bundled()::bare)
                    .filter(v -> v.compareTo(Verb.GRANT) >= 0)
                    .ifPresent(inside::says);
        }
    }

    private static void within(Json call, Inside inside) {
        call.text("methodName")
                .or(() -> call.text("method"))
                .flatMap(Words.bundled()::say)
                .filter(v -> v.compareTo(Verb.GRANT) >= 0)
                .ifPresent(inside::says);
    }
}
