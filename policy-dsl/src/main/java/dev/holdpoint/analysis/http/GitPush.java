package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Verb;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code git push} asks of a server by HTTP: {@code POST …/git-receive-pack} with one line a
 * ref, {@code old new name}, before the objects (gitprotocol-pack, "Reference Update Request"). A
 * new id of zeros deletes the ref. Whether an update keeps the commits that were there is not in
 * the request: the server compares, so it counts as a write, as it does for the command. Azure
 * DevOps takes the same in JSON ({@code POST …/refs}, {@code POST …/pushes}).
 */
final class GitPush {

    /** Lines of one push; what has more cannot be told. */
    private static final int MOST_LINES = 10_000;

    private GitPush() {}

    /** Members that hold the id that a ref gets. */
    private static final List<String> NEW = List.of("newObjectId");

    private static final Set<String> UPDATING = Set.of("refs", "pushes");

    static void find(Request request, Body body, Inside inside) {
        if (request.payload() instanceof Payload.JsonText j && request.endsIn(UPDATING)) {
            for (Json root : j.document().roots()) {
                List<Json> updates = new ArrayList<>(root.items());
                root.member("refUpdates").ifPresent(r -> updates.addAll(r.items()));
                if (updates.stream().anyMatch(GitPush::deletes)) {
                    inside.says(Verb.DESTROY);
                }
            }
        }
        if (!is(request) || !(body instanceof Body.Bytes bytes)) {
            return;
        }
        Optional<Verb> read =
                request.header("content-encoding").isPresent()
                        ? Optional.empty()
                        : read(bytes.content());
        read.ifPresentOrElse(inside::says, () -> inside.hide("a push that cannot be read"));
    }

    private static boolean is(Request request) {
        return request.methods().contains("POST")
                && request.segments().stream()
                        .anyMatch(
                                p ->
                                        !p.isEmpty()
                                                && p.get(p.size() - 1).equals("git-receive-pack"));
    }

    /** What it does to refs; empty where the lines cannot be read. */
    private static Optional<Verb> read(byte[] bytes) {
        Verb verb = Verb.WRITE;
        int at = 0;
        for (int line = 0; line < MOST_LINES; line++) {
            int length = length(bytes, at);
            if (length == 0) {
                // the flush packet ends the commands
                return Optional.of(verb);
            }
            if (length < 5 || length > bytes.length - at) {
                return Optional.empty();
            }
            String command = new String(bytes, at + 4, length - 4, StandardCharsets.UTF_8);
            if (deletes(command)) {
                verb = Verb.DESTROY;
            }
            at += length;
        }
        return Optional.empty();
    }

    private static boolean deletes(Json update) {
        return NEW.stream().anyMatch(n -> update.text(n).filter(GitPush::isNothing).isPresent());
    }

    private static boolean isNothing(String id) {
        return id.length() >= 40 && id.chars().allMatch(c -> c == '0');
    }

    private static boolean deletes(String command) {
        int first = command.indexOf(' ');
        int second = command.indexOf(' ', first + 1);
        return first >= 40 && second > first && isNothing(command.substring(first + 1, second));
    }

    /** Four hexadecimal digits; -1 where there are none. */
    private static int length(byte[] bytes, int at) {
        if (at + 4 > bytes.length) {
            return -1;
        }
        int length = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            length = length * 16 + digit;
        }
        return length;
    }
}
