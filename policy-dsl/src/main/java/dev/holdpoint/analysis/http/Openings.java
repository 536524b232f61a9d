package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.catalog.Meaning;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashSet;
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

    private static final Set<String> SOURCES =
            Set.of("source", "src", "sourceaddressprefix", "sourceaddress", "source_address");

    private static final Set<String> ANY = Set.of("any", "*", "internet", "all", "anywhere");

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

    private static final int LONGEST = 24;

    /** Of multicast, which rules name on purpose, it is one more. */
    private static final int FEW_BITS = 3;

    /** What keys begin with of which one is where ports begin and the other where they end. */
    private static final List<String> ENDS = List.of("from", "to", "start", "end", "min", "max");

    private Openings() {}

    static void find(Request request, Meanings.Understanding known, Inside inside) {
        boolean reads = request.reads() || known.sure() && known.verb() == Verb.READ;
        if (reads || known.verb().compareTo(Verb.GRANT) >= 0) {
            return;
        }
        if (opens(Protections.roots(request, false)) && !leadsOut(request, known)) {
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

    private static boolean opens(List<Json> values) {
        for (Json value : values) {
            if (opens(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean opens(Json json) {
        if (json.scalar().isPresent()) {
            String text = json.scalar().get();
            return isAnywhere(text);
        }
        Map<String, Json> members = json.members();
        if (members.isEmpty()) {
            return opens(json.items());
        }
        Set<String> open = Set.of();
        for (Map.Entry<String, Json> e : members.entrySet()) {
            String key = e.getKey();
            if (isAll(key, e.getValue())
                    || isFromAny(key, e.getValue(), members)
                    || opens(e.getValue()) && !isOut(key)) {
                open = open.isEmpty() ? new HashSet<>() : open;
                open.add(key);
            }
        }
        return (!open.isEmpty() || isRange(members))
                && !letsNobodyIn(members)
                && !isForTheWeb(members, open);
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

    /**
     * One address or a list of them with no prefix that tells addresses apart, or with one of so
     * few bits that some such make up all: {@code 0.0.0.0/0}, {@code ::/0}, {@code
     * 10.0.0.1/32,0.0.0.0/1}, {@code 2000::/3}.
     */
    private static boolean isAnywhere(String text) {
        int slash = text.indexOf('/');
        while (slash > 0) {
            int end = slash + 1;
            int prefix = 0;
            while (end < text.length()
                    && Character.digit(text.charAt(end), 10) >= 0
                    && prefix < 9) {
                prefix = prefix * 10 + Character.digit(text.charAt(end), 10);
                end++;
            }
            boolean whole =
                    end == text.length()
                            || ", ;\n".indexOf(text.charAt(end)) >= 0
                            || prefix == 0 && text.startsWith(".0.0.0", end);
            if (prefix <= FEW_BITS && end > slash + 1 && whole) {
                return isAddresses(text);
            }
            slash = text.indexOf('/', slash + 1);
        }
        return false;
    }

    /** Whether nothing but addresses is written there. */
    private static boolean isAddresses(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789abcdefABCDEF:./,; \n".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return text.indexOf('.') >= 0 || text.indexOf(':') >= 0 || text.startsWith("0/");
    }

    /** {@code {"startIpAddress": "0.0.0.0", "endIpAddress": "255.255.255.255"}}. */
    private static boolean isRange(Map<String, Json> members) {
        boolean first = false;
        boolean last = false;
        for (Json value : members.values()) {
            String text = value.asText().orElse("");
            first |= text.equals("0.0.0.0");
            last |= text.equals("255.255.255.255");
        }
        return first && last;
    }

    /** {@code {"source": "any", "action": "allow"}}, where the object is a rule. */
    private static boolean isFromAny(String key, Json value, Map<String, Json> members) {
        if (key.length() > LONGEST
                || !SOURCES.contains(key.toLowerCase(Locale.ROOT))
                || value.asText().filter(t -> ANY.contains(t.toLowerCase(Locale.ROOT))).isEmpty()) {
            return false;
        }
        return members.keySet().stream()
                .anyMatch(k -> DIRECTIONS.contains(k.toLowerCase(Locale.ROOT)));
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
    private static boolean isForTheWeb(Map<String, Json> members, Set<String> open) {
        List<String> ports = new ArrayList<>();
        for (Map.Entry<String, Json> e : members.entrySet()) {
            if (!open.contains(e.getKey())) {
                ports(e.getKey(), e.getValue(), ports, 0);
            }
        }
        return !ports.isEmpty() && WEB.containsAll(ports) && !isFromTo(members);
    }

    /** {@code {"from_port": 80, "to_port": 443}}: all that lies between them. */
    private static boolean isFromTo(Map<String, Json> members) {
        Set<String> ends = new HashSet<>();
        for (Map.Entry<String, Json> e : members.entrySet()) {
            String key = e.getKey().toLowerCase(Locale.ROOT);
            if (key.contains("port") && ENDS.stream().anyMatch(key::startsWith)) {
                e.getValue().scalar().ifPresent(ends::add);
            }
        }
        return ends.size() > 1;
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
