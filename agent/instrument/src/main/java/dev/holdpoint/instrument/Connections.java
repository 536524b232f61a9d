package dev.holdpoint.instrument;

import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Secret;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where statements run. A connection is asked for its address and user once. Some drivers run SQL
 * to answer that (MySQL: {@code SELECT USER()}); it is judged as everything is, with its place
 * unknown. Thread-safe.
 */
final class Connections {

    /** A dialect, and the connection where it could be found out. */
    record Place(String dialect, Optional<Operation.Connection> connection) {
        static final Place UNKNOWN = new Place("generic", Optional.empty());
    }

    private final Remembered<Place> places = new Remembered<>();
    private final UnderWay<Boolean> asking = new UnderWay<>();

    /** The passwords that connections were opened with, by address and user. */
    private final Map<String, Secret> passwords = new ConcurrentHashMap<>();

    /** A connection is about to be opened. */
    void remember(JdbcUrl url, @Nullable Properties properties) {
        String user = properties == null ? null : properties.getProperty("user");
        String password = properties == null ? null : properties.getProperty("password");
        Optional<String> name = user == null ? url.user() : Optional.of(user);
        Optional<String> word = password == null ? url.password() : Optional.of(password);
        if (word.isPresent() && !word.get().isEmpty()) {
            passwords.put(
                    key(url.bare(), name), Secret.of(word.get(), "password of the connection"));
        }
    }

    Place of(@Nullable Statement statement) {
        if (statement == null || asking.innermost() != null) {
            return Place.UNKNOWN;
        }
        asking.begin(Boolean.TRUE);
        try {
            Connection connection = statement.getConnection();
            return connection == null ? Place.UNKNOWN : of(connection);
        } catch (SQLException | AbstractMethodError | UnsupportedOperationException e) {
            return Place.UNKNOWN; // to a policy, an unknown place is no allowed one
        } finally {
            asking.end();
        }
    }

    private Place of(Connection connection) throws SQLException {
        Place known = places.get(connection);
        if (known == null) {
            known = ask(connection);
            places.put(connection, known);
        }
        return known;
    }

    private Place ask(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String address = data.getURL();
        if (address == null) {
            return Place.UNKNOWN;
        }
        JdbcUrl url = JdbcUrl.of(address);
        String name = data.getUserName();
        Optional<String> user =
                name == null || name.isEmpty() ? url.user() : Optional.of(withoutHost(name));
        return new Place(
                url.dialect(),
                Optional.of(
                        new Operation.Connection(
                                url.bare(),
                                user,
                                Optional.ofNullable(passwords.get(key(url.bare(), user))))));
    }

    /** MySQL says {@code name@host}. */
    private static String withoutHost(String user) {
        int at = user.indexOf('@');
        return at > 0 ? user.substring(0, at) : user;
    }

    /** H2 writes users in capitals. */
    private static String key(String url, Optional<String> user) {
        return url + " " + user.orElse("").toLowerCase(Locale.ROOT);
    }
}
