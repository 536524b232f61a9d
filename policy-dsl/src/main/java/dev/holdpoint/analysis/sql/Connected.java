package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a connection tells of an effect: where it takes place, as whom, in which dialect. Read from
 * the JDBC URL, whose forms are those of the drivers' manuals; what a URL does not tell is unknown.
 *
 * @param dialect by the URL; empty where it does not tell
 */
record Connected(
        Optional<String> dialect,
        Reach reach,
        Fact host,
        Fact port,
        Fact database,
        String url,
        Fact user,
        Secrets secrets) {

    private static final Map<String, String> PRODUCTS = new LinkedHashMap<>();
    private static final Map<String, Integer> PORTS = new LinkedHashMap<>();

    static {
        for (List<String> row : Resource.rows("drivers.txt", 3)) {
            PRODUCTS.put(row.get(0), row.get(1));
            if (!row.get(2).equals("-")) {
                PORTS.put(row.get(0), Integer.valueOf(row.get(2)));
            }
        }
    }

    static Connected to(Operation.Connection connection) {
        String url = withoutCredentials(connection.url());
        String rest = url.regionMatches(true, 0, "jdbc:", 0, 5) ? url.substring(5) : url;
        String product = product(rest);
        Place place = place(product, rest);
        return new Connected(
                Optional.ofNullable(PRODUCTS.get(product)),
                place.reach,
                Fact.oneOf(place.hosts),
                Fact.oneOf(place.ports),
                place.database,
                url,
                connection.user().map(Fact::text).orElse(Fact.ABSENT),
                connection.password().map(Secrets::of).orElse(Secrets.NONE));
    }

    void describe(Effect.Builder effect) {
        effect.reach(reach)
                .secrets(secrets)
                .set(Attribute.HOST, host)
                .set(Attribute.PORT, port)
                .set(Attribute.DATABASE, database)
                .set(Attribute.JDBC, url)
                .set(Attribute.USER, user);
    }

    /** The longest sub-protocol that the table has. */
    private static String product(String rest) {
        String lower = rest.toLowerCase(Locale.ROOT);
        String best = "";
        for (String known : PRODUCTS.keySet()) {
            if (lower.startsWith(known + ":") && known.length() > best.length()) {
                best = known;
            }
        }
        if (best.isEmpty()) {
            int colon = lower.indexOf(':');
            return colon < 0 ? lower : lower.substring(0, colon);
        }
        return best;
    }

    /** What was found of the place. */
    private record Place(Reach reach, List<Fact> hosts, List<Fact> ports, Fact database) {
        static Place local(String database) {
            return new Place(Reach.LOCAL, List.of(), List.of(), Fact.text(database));
        }
    }

    private static Place place(String product, String rest) {
        String after = rest.substring(Math.min(rest.length(), product.length() + 1));
        switch (product) {
            case "sqlite":
                return Place.local(upTo(after, "?"));
            case "duckdb":
                return after.startsWith("md:")
                        ? new Place(
                                Reach.REMOTE,
                                List.of(Fact.text("api.motherduck.com")),
                                List.of(),
                                Fact.text(upTo(after.substring(3), "?")))
                        : Place.local(upTo(after, "?"));
            case "h2", "hsqldb", "derby":
                if (!after.contains("://") && !after.startsWith("//")) {
                    return Place.local(upTo(after, ";"));
                }
                break;
            case "oracle":
                return oracle(after);
            case "sqlserver", "jtds:sqlserver":
                return sqlserver(product, after);
            default:
                break;
        }
        int slashes = after.indexOf("//");
        if (slashes < 0) {
            if (product.equals("postgresql") && !after.isEmpty()) {
                // jdbc:postgresql:database is on this machine's port
                return new Place(
                        Reach.REMOTE,
                        List.of(Fact.text("localhost")),
                        List.of(Fact.number(5432)),
                        Fact.text(upTo(after, "?")));
            }
            return unknown(Fact.unknown("the URL does not name the database"));
        }
        String located = after.substring(slashes + 2);
        if (located.startsWith("https://") || located.startsWith("http://")) {
            located = located.substring(located.indexOf("//") + 2);
        }
        int end = located.length();
        for (char stop : new char[] {'/', '?', ';'}) {
            int at = located.indexOf(stop);
            end = at >= 0 && at < end ? at : end;
        }
        String path =
                end < located.length() && located.charAt(end) == '/'
                        ? located.substring(end + 1)
                        : "";
        String parameters = located.substring(end);
        String name = upTo(upTo(path, "?"), ";");
        for (String key : List.of("db", "database", "databasename", "projectid")) {
            name = parameter(parameters, key).orElse(name);
        }
        return hosts(product, located.substring(0, end), name);
    }

    private static Place hosts(String product, String authorities, String database) {
        List<Fact> hosts = new ArrayList<>();
        List<Fact> ports = new ArrayList<>();
        Fact standard =
                PORTS.containsKey(product)
                        ? Fact.number(PORTS.get(product))
                        : Fact.unknown("the driver's own port");
        int keyed = authorities.toLowerCase(Locale.ROOT).indexOf("host=");
        if (keyed >= 0) {
            return described(authorities, standard, database);
        }
        for (String authority : authorities.split(",", -1)) {
            String host = authority.substring(authority.lastIndexOf('@') + 1);
            Fact port = standard;
            int colon = host.lastIndexOf(':');
            if (colon >= 0 && host.indexOf(']') < colon) {
                port = number(host.substring(colon + 1));
                host = host.substring(0, colon);
            }
            hosts.add(host.isEmpty() ? Fact.text("localhost") : Fact.text(canonical(host)));
            ports.add(port);
        }
        return new Place(Reach.REMOTE, hosts, ports, database(database));
    }

    private static Fact database(String name) {
        return name.isEmpty() ? Fact.unknown("the URL does not name it") : Fact.text(name);
    }

    /** {@code (HOST=a)(PORT=1)}, as Oracle and MySQL write it. */
    private static Place described(String text, Fact standard, String database) {
        List<Fact> hosts = new ArrayList<>();
        List<Fact> ports = new ArrayList<>();
        values(text, "host").forEach(h -> hosts.add(Fact.text(canonical(h))));
        values(text, "port").forEach(p -> ports.add(number(p)));
        if (ports.isEmpty()) {
            ports.add(standard);
        }
        return new Place(Reach.REMOTE, hosts, ports, database(database));
    }

    private static List<String> values(String text, String key) {
        List<String> values = new ArrayList<>();
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = lower.indexOf(key); i >= 0; i = lower.indexOf(key, i + 1)) {
            int j = i + key.length();
            while (j < text.length() && text.charAt(j) == ' ') {
                j++;
            }
            if (j < text.length() && text.charAt(j) == '=') {
                int end = j + 1;
                while (end < text.length() && ")&;,".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                values.add(text.substring(j + 1, end).strip());
            }
        }
        return values;
    }

    private static Place oracle(String after) {
        int at = after.indexOf('@');
        if (at < 0) {
            return unknown(Fact.unknown("the URL does not name the database"));
        }
        String where = after.substring(at + 1);
        if (where.startsWith("(")) {
            List<String> services = values(where, "service_name");
            List<String> sids = values(where, "sid");
            String name = services.isEmpty() ? String.join(",", sids) : services.get(0);
            return described(where, Fact.number(1521), name);
        }
        int scheme = where.indexOf("//");
        boolean slashes = scheme >= 0;
        if (slashes) {
            where = where.substring(scheme + 2);
        }
        where = upTo(where, "?");
        int slash = where.indexOf('/');
        if (slash >= 0) {
            return hosts("oracle", where.substring(0, slash), where.substring(slash + 1));
        }
        String[] parts = where.split(":", -1);
        if (parts.length == 3) {
            return hosts("oracle", parts[0] + ":" + parts[1], parts[2]);
        }
        if (parts.length == 2 || slashes) {
            return hosts("oracle", where, "");
        }
        return unknown(Fact.text(where)); // a name that tnsnames.ora resolves
    }

    private static Place sqlserver(String product, String after) {
        int slashes = after.indexOf("//");
        String located = slashes < 0 ? after : after.substring(slashes + 2);
        int semicolon = located.indexOf(';');
        String authority = semicolon < 0 ? located : located.substring(0, semicolon);
        String parameters = semicolon < 0 ? "" : located.substring(semicolon);
        int slash = authority.indexOf('/');
        String database = slash < 0 ? "" : authority.substring(slash + 1);
        authority = slash < 0 ? authority : authority.substring(0, slash);
        database =
                parameter(parameters, "databasename")
                        .or(() -> parameter(parameters, "database"))
                        .orElse(database);
        int instance = authority.indexOf('\\');
        if (instance >= 0) {
            int colon = authority.indexOf(':', instance);
            authority =
                    authority.substring(0, instance)
                            + (colon < 0 ? "" : authority.substring(colon));
        }
        if (authority.isEmpty()) {
            authority = parameter(parameters, "servername").orElse("");
        }
        return hosts(product, authority, database);
    }

    private static Place unknown(Fact database) {
        Fact unknown = Fact.unknown("the URL does not name it");
        return new Place(Reach.REMOTE, List.of(unknown), List.of(unknown), database);
    }

    private static Optional<String> parameter(String parameters, String key) {
        for (String pair : parameters.split("[;?&]", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(key)) {
                return Optional.of(pair.substring(equals + 1).strip());
            }
        }
        return Optional.empty();
    }

    private static Fact number(String text) {
        try {
            return Fact.number(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return Fact.unknown("the port is not a number");
        }
    }

    private static String canonical(String host) {
        String h = host.strip().toLowerCase(Locale.ROOT);
        if (h.startsWith("[") && h.endsWith("]")) {
            h = h.substring(1, h.length() - 1);
        }
        return h.endsWith(".") ? h.substring(0, h.length() - 1) : h;
    }

    private static String upTo(String s, String stop) {
        int at = s.indexOf(stop);
        return at < 0 ? s : s.substring(0, at);
    }

    /** The choke point removes credentials already; a URL from elsewhere may still hold them. */
    private static String withoutCredentials(String url) {
        StringBuilder s = new StringBuilder(url.length());
        int from = 0;
        for (int i = 0; i <= url.length(); i++) {
            if (i == url.length() || ";?&".indexOf(url.charAt(i)) >= 0) {
                String part = url.substring(from, i);
                int equals = part.indexOf('=');
                String key = equals < 0 ? "" : part.substring(from == 0 ? 0 : 1, equals);
                if (!secret(key.toLowerCase(Locale.ROOT))) {
                    s.append(part);
                }
                from = i;
            }
        }
        String kept = s.toString();
        int at = kept.lastIndexOf('@');
        int slashes = kept.indexOf("//");
        if (at > slashes && slashes >= 0 && kept.lastIndexOf('/', at) == slashes + 1) {
            return kept.substring(0, slashes + 2) + kept.substring(at + 1);
        }
        return kept;
    }

    private static boolean secret(String key) {
        return key.contains("password")
                || key.equals("user")
                || key.equals("pwd")
                || key.contains("token")
                || key.contains("secret")
                || key.contains("private_key");
    }
}
