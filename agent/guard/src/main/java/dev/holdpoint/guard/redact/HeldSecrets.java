package dev.holdpoint.guard.redact;

import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.session.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The credentials that analysis found in one operation, to be replaced wherever else they stand: at
 * positions that say nothing, in quotes, and within what is encoded (see {@link Unwrapping}).
 *
 * <p>As it is, a credential is replaced by its fingerprint, but not if it could be an ordinary word
 * ({@link Secret#isDistinct}): a password {@code postgres} must not take the name of a database
 * away. An encoded run that holds one is replaced whole, by {@code [encoded, holds hmac-sha256:…]}.
 * Immutable.
 */
public final class HeldSecrets {

    /** The first characters of a credential at a cut-off end count from this many on. */
    private static final int LEAST_OF_CUT_OFF = 6;

    /** Members of an effect that hold words of this project's own. */
    private static final Set<String> FIXED = Set.of("kind", "verb", "reach", "secrets");

    private record Found(int start, int end, boolean encoded, Secret secret) {}

    private final List<Secret> secrets;
    private final Redaction redaction;

    private HeldSecrets(List<Secret> secrets, Redaction redaction) {
        this.secrets = secrets;
        this.redaction = redaction;
    }

    static HeldSecrets of(Operation operation, Optional<Reading> reading, Redaction redaction) {
        Set<Secret> all = new LinkedHashSet<>();
        reading.ifPresent(r -> r.effects().forEach(e -> all.addAll(e.secrets().held())));
        if (operation instanceof Operation.Sql sql) {
            sql.connection().flatMap(Operation.Connection::password).ifPresent(all::add);
        }
        all.removeIf(s -> s.isRecorded() || s.isShort());
        return new HeldSecrets(List.copyOf(all), redaction);
    }

    /** The text without any of them. */
    public String replacedIn(String text) {
        if (secrets.isEmpty()) {
            return text;
        }
        boolean cutOff = text.endsWith("…");
        List<Found> found = new ArrayList<>();
        Unwrapping.layers(
                text, layer -> secrets.forEach(s -> search(text, layer, s, cutOff, found)));
        return found.isEmpty() ? text : replaced(text, found);
    }

    /** The operation's record without any of them. */
    public Json.Obj replacedInOperation(Json.Obj operation) {
        return replacedIn(operation, Set.of("kind"));
    }

    /** An effect's record without any of them. */
    public Json replacedInEffect(Json effect) {
        return effect instanceof Json.Obj o ? replacedIn(o, FIXED) : replacedIn(effect);
    }

    private Json.Obj replacedIn(Json.Obj object, Set<String> fixed) {
        if (secrets.isEmpty()) {
            return object;
        }
        Json.Builder out = Json.object();
        object.members()
                .forEach(
                        (name, value) ->
                                out.put(
                                        replacedIn(name),
                                        fixed.contains(name) ? value : replacedIn(value)));
        return out.build();
    }

    private Json replacedIn(Json json) {
        if (json instanceof Json.Text t) {
            return Json.text(replacedIn(t.value()));
        }
        if (json instanceof Json.Arr a) {
            return new Json.Arr(a.elements().stream().map(this::replacedIn).toList());
        }
        if (json instanceof Json.Obj o) {
            Optional<String> bytes = o.text("base64").filter(b -> !replacedIn(b).equals(b));
            return bytes.isPresent()
                    ? Json.object().put("unread", replacedIn(bytes.get())).build()
                    : replacedIn(o, Set.of());
        }
        return json;
    }

    private static void search(
            String text, Unwrapping.Layer layer, Secret secret, boolean cutOff, List<Found> found) {
        int from = 0;
        Optional<Secret.Place> place = secret.findIn(layer.text(), from);
        while (place.isPresent()) {
            add(text, layer, secret, place.get(), found);
            from = place.get().end();
            place = secret.findIn(layer.text(), from);
        }
        if (cutOff) {
            String end = layer.text();
            int last = end.length();
            while (last > 0 && (end.charAt(last - 1) == '…' || end.charAt(last - 1) == '\n')) {
                last--;
            }
            secret.cutOffIn(end.substring(0, last), LEAST_OF_CUT_OFF)
                    .ifPresent(p -> add(text, layer, secret, p, found));
        }
    }

    private static void add(
            String text,
            Unwrapping.Layer layer,
            Secret secret,
            Secret.Place place,
            List<Found> found) {
        int last = place.end() - 1;
        int start = Math.min(layer.start(place.start()), layer.start(last));
        int end = Math.max(layer.end(place.start()), layer.end(last));
        if (layer.isRun()) {
            while (start > 0 && isRun(text.charAt(start - 1))) {
                start--;
            }
            while (end < text.length() && isRun(text.charAt(end))) {
                end++;
            }
        } else if (end - start == place.end() - place.start() && !secret.isDistinct()) {
            return;
        }
        found.add(new Found(start, end, layer.isEncoded(), secret));
    }

    private static boolean isRun(char c) {
        return Unwrapping.sextet(c) >= 0 || c == '=';
    }

    private String replaced(String text, List<Found> found) {
        found.sort(Comparator.comparingInt(Found::start).thenComparingInt(Found::end));
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        for (int i = 0; i < found.size(); i++) {
            int start = found.get(i).start;
            int end = found.get(i).end;
            boolean encoded = found.get(i).encoded;
            Set<String> marks = new LinkedHashSet<>();
            marks.add(redaction.fingerprint(found.get(i).secret));
            while (i + 1 < found.size() && found.get(i + 1).start < end) {
                Found next = found.get(++i);
                encoded = next.end > end ? encoded || next.encoded : encoded && next.encoded;
                end = Math.max(end, next.end);
                marks.add(redaction.fingerprint(next.secret));
            }
            String mark = marks.stream().collect(Collectors.joining(", "));
            out.append(text, done, start).append(encoded ? "[encoded, holds " + mark + "]" : mark);
            done = end;
        }
        return out.append(text, done, text.length()).toString();
    }
}
