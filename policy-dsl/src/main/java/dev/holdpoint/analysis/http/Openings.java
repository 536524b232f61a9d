package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.catalog.Meaning;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a request lets everybody into, at whatever provider: an allow list with every address of the
 * Internet in it, or a right given to everyone. That gives rights, whether what is opened exists
 * already or is made by the request ({@link Protections} reads the settings that open what exists).
 *
 * <p>The same addresses stand in routes and in what may go out, and web servers are there for all:
 * what is named after a way out, what denies, and what is for the ports of the web alone is none.
 */
final class Openings {

    private static final Set<String> ANYWHERE = Set.of("0.0.0.0/0", "::/0");

    private static final Set<String> ALL_USERS = Set.of("allUsers", "allAuthenticatedUsers");

    private static final Set<String> ALL = Set.of("anyone", "everyone", "everybody");

    private static final Set<String> HOLDERS =
            Set.of("type", "grantee", "granteetype", "principal", "principaltype", "entity");

    private static final Set<String> MEMBERS =
            Set.of("member", "members", "entity", "principal", "principals", "user", "users");

    /**
     * Words of paths, keys and operations by which something goes out, is looked for or is kept
     * out, or under which people write.
     */
    private static final Set<String> OUT =
            Set.of(
                    "egress",
                    "outbound",
                    "outgoing",
                    "route",
                    "routes",
                    "routing",
                    "destination",
                    "destinations",
                    "dest",
                    "dst",
                    "nat",
                    "vpn",
                    "peer",
                    "peers",
                    "wireguard",
                    "tunnel",
                    "tunnels",
                    "filter",
                    "filters",
                    "query",
                    "search",
                    "deny",
                    "denied",
                    "denylist",
                    "block",
                    "blocked",
                    "blocklist",
                    "blacklist",
                    "ban",
                    "bans",
                    "logs",
                    "text",
                    "message",
                    "comment",
                    "description",
                    "note",
                    "content",
                    "title",
                    "body");

    private static final Set<String> DIRECTIONS =
            Set.of("direction", "action", "access", "effect", "policy");

    /** Values by which a rule lets nobody in. */
    private static final Set<String> NOT_IN =
            Set.of(
                    "egress",
                    "outbound",
                    "out",
                    "deny",
                    "denied",
                    "drop",
                    "block",
                    "reject",
                    "refuse");

    private static final Set<String> WEB =
            Set.of("80", "443", "80-80", "443-443", "http", "https", "80/tcp", "443/tcp");

    private static final int MOST_DEPTH = 12;
    private static final int LONGEST = 24;

    private Openings() {}

    static void find(Request request, Meanings.Understanding known, Inside inside) {
        boolean reads = request.reads() || known.sure() && known.verb() == Verb.READ;
        if (reads || known.verb().compareTo(Verb.GRANT) >= 0) {
            return;
        }
        if (opens(Protections.roots(request, false), 0) && !leadsOut(request, known)) {
            inside.says(Verb.GRANT);
        }
    }

    /** The same of the arguments of a GraphQL mutation. */
    static boolean opens(String path, String value) {
        return isAnywhere(value) && !isOut(path);
    }

    private static boolean leadsOut(Request request, Meanings.Understanding known) {
        for (Meaning meaning : known.all()) {
            if (isOut(meaning.action())) {
                return true;
            }
        }
        for (String path : request.url().paths()) {
            if (isOut(path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOut(String name) {
        for (String word : Words.of(name)) {
            if (OUT.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean opens(List<Json> values, int depth) {
        for (Json value : values) {
            if (opens(value, depth)) {
                return true;
            }
        }
        return false;
    }

    private static boolean opens(Json json, int depth) {
        if (depth > MOST_DEPTH) {
            return false;
        }
        if (json.scalar().isPresent()) {
            String text = json.scalar().get();
            return isAnywhere(text);
        }
        Map<String, Json> members = json.members();
        if (members.isEmpty()) {
            return opens(json.items(), depth + 1);
        }
        List<String> open = new ArrayList<>(0);
        for (Map.Entry<String, Json> e : members.entrySet()) {
            String key = e.getKey();
            if (isAll(key, e.getValue()) || opens(e.getValue(), depth + 1) && !isOut(key)) {
                open.add(key);
            }
        }
        return !open.isEmpty() && !letsNobodyIn(members) && !isForTheWeb(members, open);
    }

    /** {@code {"type": "anyone", "role": "reader"}}. */
    private static boolean isAll(String key, Json value) {
        if (MEMBERS.contains(key.toLowerCase(Locale.ROOT)) && names(ALL_USERS, value)) {
            return true;
        }
        return key.length() <= LONGEST
                && HOLDERS.contains(key.toLowerCase(Locale.ROOT))
                && value.asText()
                        .filter(t -> t.length() <= LONGEST)
                        .filter(t -> ALL.contains(t.toLowerCase(Locale.ROOT)))
                        .isPresent();
    }

    private static boolean names(Set<String> names, Json value) {
        return value.asText().filter(names::contains).isPresent()
                || value.items().stream()
                        .anyMatch(i -> i.asText().filter(names::contains).isPresent());
    }

    private static boolean isAnywhere(String text) {
        return (text.length() == 9 || text.length() == 4) && ANYWHERE.contains(text);
    }

    private static boolean letsNobodyIn(Map<String, Json> members) {
        for (Map.Entry<String, Json> e : members.entrySet()) {
            boolean no =
                    e.getValue()
                            .asText()
                            .filter(t -> t.length() <= LONGEST)
                            .filter(t -> NOT_IN.contains(t.toLowerCase(Locale.ROOT)))
                            .isPresent();
            if (no && DIRECTIONS.contains(e.getKey().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the rule names ports beside the addresses, and none but those of the web. */
    private static boolean isForTheWeb(Map<String, Json> members, List<String> open) {
        List<String> ports = new ArrayList<>();
        for (Map.Entry<String, Json> e : members.entrySet()) {
            if (!open.contains(e.getKey())) {
                ports(e.getKey(), e.getValue(), ports, 0);
            }
        }
        return !ports.isEmpty() && WEB.containsAll(ports);
    }

    private static void ports(String key, Json value, List<String> ports, int depth) {
        boolean port =
                key.regionMatches(true, Math.max(0, key.length() - 4), "port", 0, 4)
                        || key.regionMatches(true, Math.max(0, key.length() - 5), "ports", 0, 5)
                        || key.regionMatches(
                                true, Math.max(0, key.length() - 9), "portRange", 0, 9);
        if (value.scalar().isPresent()) {
            if (port) {
                ports.add(value.scalar().get().toLowerCase(Locale.ROOT));
            }
            return;
        }
        if (depth > 2) {
            return;
        }
        value.items().forEach(i -> ports(key, i, ports, depth + 1));
        value.members().forEach((k, v) -> ports(k, v, ports, depth + 1));
    }
}
