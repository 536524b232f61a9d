package dev.holdpoint.instrument;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A JDBC URL, read as far as drivers agree: {@code jdbc:}, names of drivers and wrappers, an
 * address, and settings after {@code ?} or {@code ;} that are divided by {@code &} or {@code ;}.
 *
 * @param bare without user and password, and without what it {@link #runs}
 * @param dialect of the database, {@code generic} where it is not a known one
 * @param runs SQL that the driver runs when it connects (H2's {@code INIT})
 */
record JdbcUrl(
        String bare,
        String dialect,
        Optional<String> user,
        Optional<String> password,
        Optional<String> runs) {

    private static final List<String> DIALECTS =
            List.of(
                    "postgresql",
                    "mysql",
                    "mariadb",
                    "h2",
                    "sqlite",
                    "oracle",
                    "sqlserver",
                    "db2",
                    "hsqldb",
                    "derby",
                    "snowflake",
                    "clickhouse",
                    "redshift",
                    "bigquery");

    private static final List<String> USERS = List.of("user", "username", "uid");

    private static final List<String> SECRETS =
            List.of("password", "pwd", "secret", "token", "passphrase", "privatekey");

    static JdbcUrl of(String url) {
        int settings = firstOf(url, "?;", 0);
        String address = settings < 0 ? url : url.substring(0, settings);
        Reading reading = new Reading();
        StringBuilder bare = new StringBuilder(reading.withoutLogin(address));
        int at = settings;
        boolean first = true;
        while (at >= 0 && at < url.length()) {
            char divider = url.charAt(at);
            int end = end(url, at + 1);
            String setting = url.substring(at + 1, end);
            if (reading.keeps(setting)) {
                bare.append(first ? url.charAt(settings) : divider).append(setting);
                first = false;
            }
            at = end;
        }
        return new JdbcUrl(
                bare.toString(), dialect(address), reading.user, reading.password, reading.runs);
    }

    /** Where a setting ends; {@code \;} does not end it. */
    private static int end(String url, int from) {
        int at = from;
        while (at < url.length()) {
            char c = url.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == ';' || c == '&') {
                return at;
            }
            at++;
        }
        return url.length();
    }

    /** The first name that is a database's: wrappers stand before it. */
    private static String dialect(String address) {
        String[] names = address.toLowerCase(Locale.ROOT).split(":", 6);
        for (String name : names) {
            if (DIALECTS.contains(name)) {
                return name;
            }
        }
        return "generic";
    }

    private static int firstOf(String text, String any, int from) {
        for (int i = from; i < text.length(); i++) {
            if (any.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static final class Reading {
        private Optional<String> user = Optional.empty();
        private Optional<String> password = Optional.empty();
        private Optional<String> runs = Optional.empty();

        /** {@code //name:word@host/…} and Oracle's {@code thin:name/word@…}. */
        String withoutLogin(String address) {
            int host = address.indexOf("//");
            int at = address.lastIndexOf('@');
            if (host < 0) {
                int login = address.lastIndexOf(':', at < 0 ? 0 : at);
                int slash = address.indexOf('/', Math.max(login, 0));
                if (at > 0 && login > 0 && slash > login && slash < at) {
                    user = Optional.of(address.substring(login + 1, slash));
                    password = Optional.of(address.substring(slash + 1, at));
                    return address.substring(0, login + 1) + address.substring(at);
                }
                return address;
            }
            int path = address.indexOf('/', host + 2);
            if (at < host || (path > 0 && at > path)) {
                return address;
            }
            String login = address.substring(host + 2, at);
            int colon = login.indexOf(':');
            user = Optional.of(colon < 0 ? login : login.substring(0, colon));
            password = colon < 0 ? password : Optional.of(login.substring(colon + 1));
            return address.substring(0, host + 2) + address.substring(at + 1);
        }

        boolean keeps(String setting) {
            int equals = setting.indexOf('=');
            if (equals < 0) {
                return true;
            }
            String name = setting.substring(0, equals).toLowerCase(Locale.ROOT);
            String value = setting.substring(equals + 1);
            if (USERS.contains(name)) {
                user = Optional.of(value);
                return false;
            }
            if (name.equals("init")) {
                runs = Optional.of(value.replace("\\;", ";"));
                return false;
            }
            for (String secret : SECRETS) {
                if (name.contains(secret)) {
                    password =
                            name.equals("password") || name.equals("pwd")
                                    ? Optional.of(value)
                                    : password;
                    return false;
                }
            }
            return true;
        }
    }
}
