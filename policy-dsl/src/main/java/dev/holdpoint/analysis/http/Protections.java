package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.catalog.Meaning;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.analysis.http.json.Xml;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Protections that a request switches off, at whatever provider: deletion protection, backups and
 * their retention, versions, locks, the audit log. What they guarded can be lost for good from then
 * on, and nobody would know, so this destroys. What bars others, switched off, and what opens to
 * all, switched on, is read in the same way and gives rights ({@link Openings} reads lists of
 * addresses).
 *
 * <p>Only names decide, never texts: a key that is named after a safeguard and has a value that
 * switches it off, a switch in the object of such a key or at an address of that name, and an
 * operation that is called so. {@link Safeguards} knows the names. What is made without a
 * protection never had one and passes.
 */
final class Protections {

    static final String TARGET = "protection";

    private static final Set<String> NAMES =
            Set.of("name", "key", "attribute", "attributename", "setting", "property", "parameter");

    private static final Set<String> VALUES = Set.of("value", "attributevalue", "enabled");

    private static final Set<String> ACTIONS = Set.of("type", "method");

    /** Keys that may name a protection and have a value that may switch it; others hide more. */
    private static final int MOST_KEYS = 2_000;

    /** Longer ones are sentences. */
    private static final int MOST_NAME = 64;

    /** Whether nothing in place of a value takes it away. */
    private final boolean patch;

    private boolean found;
    private boolean opened;
    private boolean stopped;
    private int keys;
    private boolean tooMany;

    /** It is what people write for others to see, and who sees it is for them to say. */
    private boolean published;

    private Protections(boolean patch) {
        this.patch = patch;
    }

    static void find(Request request, Meanings.Understanding known, Inside inside) {
        if (known.verb() == Verb.READ || known.verb() == Verb.DESTROY) {
            return;
        }
        Optional<String> action = known.meaning().map(Protections::name);
        Protections protections = new Protections(request.methods().contains("PATCH"));
        List<Json> roots = roots(request, false);
        List<List<String>> paths = new ArrayList<>(1);
        request.url().paths().forEach(p -> paths.add(PathReadings.segments(p)));
        if (action.filter(Safeguards::ends).isPresent()
                || paths.stream().anyMatch(Protections::endsAt)
                || roots.stream().anyMatch(Protections::asksToEnd)) {
            protections.found = true;
        } else if (!isData(known, paths)
                && paths.stream().noneMatch(Protections::isTold)
                && changes(request, action, paths, roots)) {
            if (QueryNames.isCalledByName(request) && !QueryNames.isRead(request.payload())) {
                // the name tells what is changed, and only the body how
                inside.hide("parameters that cannot be read");
            }
            Set<String> places = new LinkedHashSet<>(2);
            action.ifPresent(places::add);
            paths.forEach(p -> place(p).ifPresent(places::add));
            request.url().query().stream()
                    .filter(f -> f.value().isEmpty())
                    .forEach(f -> places.add(f.name()));
            boolean lifecycle =
                    paths.stream().anyMatch(Protections::isLifecycle)
                            || places.stream().anyMatch(Safeguards::isLifecycle);
            List<Json> all = roots(request, true);
            String type = request.header("content-type").orElse("");
            if (request.payload() instanceof Payload.Text
                    && all.size() == roots.size()
                    && type.contains("xml")
                    && !type.contains("html")) {
                inside.hide("an XML document that is not read");
            }
            protections.published =
                    known.meaning().isEmpty() && paths.stream().anyMatch(Protections::isPublished);
            for (Json root : all) {
                protections.read(root, NOWHERE, lifecycle);
                places.forEach(p -> protections.own(p, root.members()));
                if (root.isLeaf()) {
                    // PUT /deletion-protection with nothing but false
                    places.forEach(p -> protections.set(p + ".value", root));
                }
            }
            GoneStates.find(request, paths, inside);
        }
        protections.tell(inside);
    }

    /** The same in what a remote tool, or a method called by name, is given. */
    static void within(String name, Json arguments, Inside inside) {
        Protections protections = new Protections(true);
        if (Safeguards.ends(name)) {
            protections.found = true;
        } else if (Safeguards.updates(name)
                || !Safeguards.creates(name) && asksForChange(arguments)) {
            protections.read(arguments, NOWHERE, false);
            protections.own(name, arguments.members());
        }
        protections.tell(inside);
    }

    /**
     * The same of an argument of a GraphQL mutation, by its dotted path: destroy, grant where it
     * opens something, or write.
     */
    static Verb endedBy(String mutation, String path, String value) {
        if (Safeguards.creates(mutation)) {
            return Verb.WRITE;
        }
        Protections protections = new Protections(true);
        String[] keys = path.split("\\.", -1);
        if (isTold(List.of(keys))) {
            return Verb.WRITE;
        }
        protections.path(keys, scalar(value));
        String last = keys[keys.length - 1];
        if (keys.length <= 2 && Safeguards.isSwitch(last)) {
            // setDeletionProtection(id: 1, enabled: false)
            protections.set(mutation + "." + last, scalar(value));
        }
        boolean destroys = protections.found || protections.stopped;
        return destroys ? Verb.DESTROY : protections.opened ? Verb.GRANT : Verb.WRITE;
    }

    private static Json scalar(String value) {
        return value.equals("null") ? new Json.Null() : new Json.Text(value);
    }

    private void tell(Inside inside) {
        if (found) {
            inside.says(Verb.DESTROY);
            inside.target(TARGET);
        } else if (stopped) {
            inside.says(Verb.DESTROY);
        } else if (opened) {
            inside.says(Verb.GRANT);
        } else if (tooMany) {
            inside.hide("more settings of protections than are read");
        }
    }

    private static String name(Meaning meaning) {
        String action = meaning.action();
        return action.substring(Math.max(action.lastIndexOf('.'), action.indexOf(':')) + 1);
    }

    /**
     * Whatever the body and the parameters are written in, as one kind of tree.
     *
     * @param deep whether XML counts, which says nothing at its root
     */
    static List<Json> roots(Request request, boolean deep) {
        List<Json> roots = new ArrayList<>();
        if (request.payload() instanceof Payload.JsonText j) {
            roots.addAll(j.document().roots());
        } else if (deep && request.payload() instanceof Payload.Text t) {
            Xml.read(t.value()).ifPresent(roots::add);
        }
        for (List<Field> fields : List.of(request.url().query(), request.fields())) {
            if (!fields.isEmpty()) {
                roots.add(FormFields.tree(fields));
            }
        }
        return roots;
    }

    /** {@code POST /backups/expire}, {@code /audit-log/7/disable}. */
    private static boolean endsAt(List<String> path) {
        int n = path.size();
        if (n == 0) {
            return false;
        }
        String last = path.get(n - 1);
        if (Safeguards.ends(last)) {
            return true;
        }
        boolean id = n >= 3 && (Conventions.isId(path.get(n - 2)) || path.get(n - 3).endsWith("s"));
        String before = n < 2 ? "" : path.get(id ? n - 3 : n - 2);
        // one of several is what runs, and may be stopped
        boolean one = id && before.endsWith("s");
        return Safeguards.ends(
                (one ? before.substring(0, before.length() - 1) : before) + "/" + last);
    }

    private static boolean asksToEnd(Json root) {
        for (Map.Entry<String, Json> e : root.members().entrySet()) {
            if (ACTIONS.contains(e.getKey()) || Asked.isAction(e.getKey())) {
                Optional<String> name =
                        e.getValue()
                                .asText()
                                .filter(t -> t.length() <= MOST_NAME && t.indexOf(' ') < 0);
                if (name.filter(Safeguards::ends).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether something that exists is changed: what is made without a protection had none. */
    private static boolean changes(
            Request request, Optional<String> action, List<List<String>> paths, List<Json> roots) {
        if (action.isPresent()) {
            boolean made = Safeguards.creates(action.get());
            if (made || Safeguards.updates(action.get())) {
                return !made;
            }
        }
        if (!request.methods().equals(Set.of("POST"))) {
            return true;
        }
        return paths.stream().anyMatch(Protections::changesAt)
                || roots.stream().anyMatch(Protections::asksForChange);
    }

    static boolean changesAt(List<String> path) {
        int n = path.size();
        if (n == 0) {
            return false;
        }
        String last = path.get(n - 1);
        boolean several = last.endsWith("s");
        boolean item =
                n >= 2
                        && path.get(n - 2).endsWith("s")
                        && !several
                        && Words.bundled().bare(last).isEmpty();
        boolean own = !several || Safeguards.isSetting(last);
        return own && place(path).filter(Protections::isPlace).isPresent()
                || Safeguards.updates(last)
                || Safeguards.isSettings(last)
                || !Safeguards.creates(last) && (Conventions.isId(last) && n > 1 || item);
    }

    private static boolean asksForChange(Json root) {
        for (Map.Entry<String, Json> e : root.members().entrySet()) {
            if (ACTIONS.contains(e.getKey()) || Asked.isAction(e.getKey())) {
                Optional<String> name = e.getValue().asText().filter(t -> t.length() <= MOST_NAME);
                if (name.filter(Safeguards::updates).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether what is sent are columns of what people keep, and no settings. */
    private static boolean isData(Meanings.Understanding known, List<List<String>> paths) {
        return known.sure() && known.meaning().isPresent()
                ? Safeguards.isData(known.meaning().get().action())
                : !paths.isEmpty() && paths.stream().allMatch(Protections::isRow);
    }

    private static boolean isPublished(List<String> path) {
        return path.stream().anyMatch(Safeguards::isPublished);
    }

    /** {@code /tables/servers/records/7}, {@code /documents}. */
    private static boolean isRow(List<String> path) {
        for (int i = Math.max(0, path.size() - 3); i < path.size(); i++) {
            if (Safeguards.isRow(path.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTold(List<String> keys) {
        for (String key : keys) {
            if (Safeguards.isTold(key)) {
                return true;
            }
        }
        return false;
    }

    /** What the place is of: {@code /audit-log/settings}, {@code /waf}, {@code /backup-rules/7}. */
    private static Optional<String> place(List<String> path) {
        int at = path.size() - 1;
        if (at < 0 || path.stream().anyMatch(Safeguards::isAside)) {
            return Optional.empty();
        }
        String last = path.get(at);
        boolean id = at > 0 && Conventions.isId(last) && Safeguards.isSetting(path.get(at - 1));
        boolean settings = at > 0 && Safeguards.isSettings(last);
        return Optional.of(path.get(id || settings ? at - 1 : at));
    }

    private static boolean isPlace(String name) {
        Safeguards.Sense sense = Safeguards.sense(name);
        return sense == Safeguards.Sense.GUARDS || sense == Safeguards.Sense.BARS;
    }

    private static boolean isLifecycle(List<String> path) {
        for (int i = Math.max(0, path.size() - 2); i < path.size(); i++) {
            if (Safeguards.isLifecycle(path.get(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Goes through an object.
     *
     * @param place the key that it stands under
     * @param lifecycle whether it is about rules by which things expire
     */
    private void read(Json json, String place, boolean lifecycle) {
        json.items().forEach(i -> read(i, NOWHERE, lifecycle));
        Map<String, Json> members = json.members();
        if (members.isEmpty() || found) {
            return;
        }
        pair(members);
        patched(json);
        boolean inactive = false;
        for (Map.Entry<String, Json> e : members.entrySet()) {
            String key = e.getKey();
            Json value = e.getValue();
            if (value instanceof Json.Members || value instanceof Json.Items) {
                if (Safeguards.isTold(key)) {
                    continue;
                }
                read(value, key, lifecycle || Safeguards.isLifecycle(key));
            } else {
                set(key, value);
                inactive |= lifecycle && isOff(value) && Safeguards.isSwitch(key);
            }
        }
        own(place, members);
        if (lifecycle && !inactive) {
            members.forEach(this::expiry);
        }
    }

    /** The switches in a safeguard's own object: {@code {"backups": {"enabled": false}}}. */
    private void own(String place, Map<String, Json> members) {
        boolean shows = Safeguards.mayShow(place);
        for (Map.Entry<String, Json> e : place.isEmpty() ? NO_MEMBERS : members.entrySet()) {
            String key = e.getKey();
            Optional<String> text = shows ? e.getValue().asText() : Optional.empty();
            // {"sharing": {"scope": "anyone_with_link"}}
            opened |= text.filter(t -> Safeguards.opens(place + "." + key, t)).isPresent();
            boolean turned = isOff(e.getValue()) || isOn(e.getValue());
            if (turned && Safeguards.isSwitch(key)
                    || startsWithDigit(e.getValue())
                            && (Safeguards.isUnit(key) || key.equals(Safeguards.MIN_AGE))) {
                set(place + "." + key, e.getValue());
            }
        }
    }

    private static final Set<Map.Entry<String, Json>> NO_MEMBERS = Set.of();
    private static final String NOWHERE = "";

    private void expiry(String key, Json value) {
        boolean said = !(value instanceof Json.Null) && !isOff(value) && !value.equals(NONE);
        found |= said && Safeguards.isExpiry(key);
        // Google: {"action": {"type": "Delete"}, "condition": {"age": 1}}
        found |= key.equals("action") && value.text("type").filter("Delete"::equals).isPresent();
    }

    private static final Json NONE = new Json.Items(List.of());

    /** {@code {"Key": "deletion_protection.enabled", "Value": "false"}}. */
    private void pair(Map<String, Json> members) {
        for (Map.Entry<String, Json> e : members.entrySet()) {
            Optional<String> name =
                    e.getValue()
                            .asText()
                            .filter(t -> t.length() <= MOST_NAME && t.indexOf(' ') < 0);
            if (name.isPresent() && NAMES.contains(lower(e.getKey()))) {
                for (Map.Entry<String, Json> v : members.entrySet()) {
                    if (VALUES.contains(lower(v.getKey()))) {
                        path(name.get().split("\\.", -1), v.getValue());
                    }
                }
            }
        }
    }

    private static String lower(String key) {
        return key.length() > 16 ? "" : key.toLowerCase(Locale.ROOT);
    }

    /** RFC 6902: {@code {"op": "replace", "path": "/spec/deletionProtection", "value": false}}. */
    private void patched(Json json) {
        Optional<String> path = json.text("path").filter(p -> p.startsWith("/"));
        String op = json.text("op").orElse("");
        if (path.isPresent() && !op.isEmpty()) {
            Json value = op.equals("remove") ? new Json.Null() : json.member("value").orElse(NONE);
            String[] keys = path.get().substring(1).split("/", -1);
            path(keys, value);
            // {"op": "add", "path": "/spec", "value": {"deletionProtection": false}}
            read(value, keys[keys.length - 1], false);
        }
    }

    /** A value at a path: its last key decides, or that together with the one before. */
    private void path(String[] keys, Json value) {
        String last = keys[keys.length - 1];
        set(last, value);
        if (keys.length > 1 && Safeguards.isSwitch(last)) {
            set(keys[keys.length - 2] + "." + last, value);
        }
    }

    /** Whether that value switches off what the key speaks of. */
    private void set(String key, Json value) {
        boolean off = isOff(value);
        boolean on = isOn(value);
        boolean nothing = isNothing(value);
        if (published && Safeguards.isShown(key)) {
            return;
        }
        opened |= value.asText().filter(t -> Safeguards.opens(key, t)).isPresent();
        boolean number = !nothing && startsWithDigit(value) && Safeguards.mayRetain(key);
        if (found || !off && !on && !nothing && !number || !Safeguards.mayGuard(key)) {
            return;
        }
        if (++keys > MOST_KEYS) {
            tooMany = true;
            return;
        }
        if (off || on) {
            Safeguards.Sense sense = Safeguards.sense(key);
            found |= off && sense == Safeguards.Sense.GUARDS;
            found |= on && sense == Safeguards.Sense.ENDANGERS;
            opened |= off && sense == Safeguards.Sense.BARS;
            opened |= on && sense == Safeguards.Sense.OPENS;
        }
        found |= (nothing || number && isShort(key, value)) && Safeguards.isRetention(key);
        stopped |= nothing && Safeguards.isScale(key);
    }

    /** A number, or a time as {@code 1h} and {@code P1D}. */
    private static boolean startsWithDigit(Json value) {
        Optional<String> text = value.scalar().filter(v -> !v.isEmpty());
        return text.isPresent()
                && (Character.isDigit(text.get().charAt(0))
                        || (text.get().charAt(0) | 0x20) == 'p');
    }

    private static boolean isShort(String key, Json value) {
        return value.scalar().filter(v -> Safeguards.isShort(key, v)).isPresent();
    }

    private boolean isOff(Json value) {
        return patch && value instanceof Json.Null
                || value.scalar().filter(Safeguards::isOff).isPresent();
    }

    private static boolean isOn(Json value) {
        return value.scalar().filter(Safeguards::isOn).isPresent();
    }

    private static boolean isNothing(Json value) {
        return value.scalar().filter(Safeguards::isNothing).isPresent();
    }
}
