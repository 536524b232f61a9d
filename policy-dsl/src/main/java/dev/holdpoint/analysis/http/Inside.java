package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was found inside a request besides GraphQL; collected while one request is read.
 *
 * <p>Operations found inside are read in turn as effects below the request. A name found inside (a
 * JSON-RPC method, a SOAP action) says what the request itself does.
 */
final class Inside {

    private final List<Operation> operations = new ArrayList<>();
    private Optional<Verb> said = Optional.empty();
    private Optional<String> action = Optional.empty();
    private Optional<String> hidden = Optional.empty();
    private Optional<String> target = Optional.empty();
    private boolean evident;

    /**
     * Notes that the request is what was found in it and nothing else: its place or its whole form
     * says so. Without that, what was found adds to what the request does and takes nothing away,
     * since a field that a server does not know is easily added.
     */
    void evident() {
        evident = true;
    }

    boolean isEvident() {
        return evident;
    }

    void operation(Operation operation) {
        operations.add(operation);
    }

    void says(Verb verb) {
        said = Optional.of(said.map(v -> v.or(verb)).orElse(verb));
    }

    void action(String name) {
        action = Optional.of(action.orElse(name));
    }

    /** The kind of thing touched, where what was found says more than the catalog. */
    void target(String kind) {
        target = Optional.of(kind);
    }

    void hide(String why) {
        hidden = Optional.of(hidden.orElse(why));
    }

    List<Operation> operations() {
        return operations;
    }

    Optional<Verb> said() {
        return said;
    }

    Optional<String> action() {
        return action;
    }

    Optional<String> target() {
        return target;
    }

    Optional<String> hidden() {
        return hidden;
    }
}
