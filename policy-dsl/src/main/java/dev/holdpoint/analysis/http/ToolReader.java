package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Reader;
import dev.holdpoint.analysis.http.json.Document;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Verb;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads tool calls. Thread-safe.
 *
 * <p>A call that a framework in this JVM makes does nothing that the choke points below it do not
 * see: it is attribution, and its verb is {@code read}. A call found inside a request ({@code
 * tools/call} to a remote MCP server) is carried out elsewhere, where nobody sees more of it: it
 * does what the words in its name say, and otherwise it is {@code run}; what its arguments say adds
 * to that.
 */
public final class ToolReader implements Reader<Operation.Tool> {

    /** Entries of the arguments' table. */
    static final int MOST_ARGUMENTS = 2_000;

    @Override
    public void read(Operation.Tool operation, Optional<Effect> parent, Inquiry inquiry) {
        boolean remote = parent.isPresent();
        Inside inside = new Inside();
        if (remote) {
            Document.read(operation.arguments())
                    .flatMap(Document::single)
                    .ifPresent(
                            a -> {
                                ToolArguments.find(operation.name(), a, inside);
                                Protections.within(operation.name(), a, inside);
                                GivenRights.within(operation.name(), a, inside);
                            });
        }
        Effect.Builder effect =
                Effect.of(Kind.TOOL)
                        .verb(remote ? remotely(operation.name(), inside) : Verb.READ)
                        .reach(remote ? Reach.REMOTE : Reach.LOCAL)
                        .parent(parent)
                        .set(Attribute.NAME, operation.name())
                        .set(Attribute.FRAMEWORK, operation.framework())
                        .set(Attribute.ARGUMENTS, arguments(operation.arguments()))
                        .summary("tool " + operation.name());
        parent.ifPresent(p -> effect.secrets(p.secrets()));
        inside.target().ifPresent(t -> effect.set(Attribute.TARGET, t));
        if (inside.hidden().isPresent()) {
            effect.verb(Verb.UNKNOWN).opaque();
        }
        Effect own = effect.build();
        inquiry.add(own);
        for (Operation nested : inside.operations()) {
            inquiry.read(nested, Optional.of(own));
        }
    }

    private static Verb remotely(String name, Inside inside) {
        Verb said = Words.bundled().say(name).orElse(Verb.RUN);
        return inside.said().map(said::or).orElse(said);
    }

    private static Fact arguments(String text) {
        Optional<Document> document = text.isBlank() ? Optional.empty() : Document.read(text);
        if (text.isBlank()) {
            return new Fact.Table(Map.of(), true);
        }
        if (document.isEmpty() || document.get().doubtful() || document.get().single().isEmpty()) {
            return Fact.unknown("the arguments cannot be read");
        }
        Map<String, Fact> entries = new LinkedHashMap<>();
        boolean complete = put("", document.get().single().get(), entries);
        return new Fact.Table(entries, complete);
    }

    /** By dotted path: {@code input.name}, {@code ids.0}. */
    private static boolean put(String path, Json json, Map<String, Fact> into) {
        if (into.size() >= MOST_ARGUMENTS) {
            return false;
        }
        boolean complete = true;
        if (json instanceof Json.Members m) {
            for (Map.Entry<String, Json> e : m.entries().entrySet()) {
                String name = path.isEmpty() ? e.getKey() : path + "." + e.getKey();
                complete &= put(name, e.getValue(), into);
            }
        } else if (json instanceof Json.Items items) {
            for (int i = 0; i < items.elements().size() && complete; i++) {
                complete =
                        put(
                                path.isEmpty() ? "" + i : path + "." + i,
                                items.elements().get(i),
                                into);
            }
        } else {
            into.put(path, FormFields.known(json.scalar().orElse("null")));
        }
        return complete;
    }
}
