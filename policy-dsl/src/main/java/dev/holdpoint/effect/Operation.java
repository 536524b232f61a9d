package dev.holdpoint.effect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt, as the choke point saw it. */
public sealed interface Operation {

    Kind kind();

    /**
     * A process start.
     *
     * @param argv at least the program; a command line given to a shell is {@link #shell}
     * @param cwd absolute working directory, where it is known
     * @param environment the variables that the start declares or, where {@code
     *     inheritsEnvironment}, adds to the JVM's
     * @param stdin what is fed on standard input, where it is known before the start
     */
    record Exec(
            List<String> argv,
            Optional<String> cwd,
            Map<String, String> environment,
            boolean inheritsEnvironment,
            Body stdin)
            implements Operation {
        public Exec {
            argv = List.copyOf(argv);
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        }

        public static Exec of(List<String> argv) {
            return new Exec(argv, Optional.empty(), Map.of(), true, Body.EMPTY);
        }

        /** The string as given to {@code sh -c}. */
        public static Exec shell(String command, Optional<String> cwd) {
            return new Exec(List.of("sh", "-c", command), cwd, Map.of(), true, Body.EMPTY);
        }

        @Override
        public Kind kind() {
            return Kind.EXEC;
        }
    }

    /** One header or query parameter as it was sent; names may repeat. */
    record Field(String name, String value) {}

    /**
     * An HTTP request, one for each hop.
     *
     * @param url as the client would send it: absolute, with the query
     * @param headers in order; names may repeat
     */
    record Http(String method, String url, List<Field> headers, Body body) implements Operation {
        public Http {
            headers = List.copyOf(headers);
        }

        @Override
        public Kind kind() {
            return Kind.HTTP;
        }
    }

    /**
     * SQL on a connection.
     *
     * @param dialect {@code postgresql}, {@code mysql}, {@code h2}, … or {@code generic}
     * @param texts one, or all texts of a batch
     * @param parameters bound parameters rendered as text, in order, where they are known; of a
     *     batch, those of all rows; for the digest, and for conditions that they decide
     * @param connection where it would run
     */
    record Sql(
            String dialect,
            List<String> texts,
            List<String> parameters,
            Optional<Connection> connection)
            implements Operation {
        public Sql {
            texts = List.copyOf(texts);
            parameters = List.copyOf(parameters);
        }

        @Override
        public Kind kind() {
            return Kind.SQL;
        }
    }

    /**
     * A JDBC connection.
     *
     * @param url the JDBC URL without user and password
     * @param user where known
     * @param password where known
     */
    record Connection(String url, Optional<String> user, Optional<Secret> password) {}

    /**
     * A socket connection.
     *
     * @param host name or address, or the path of a unix socket
     * @param port 0 for a unix socket
     */
    record Connect(String protocol, String host, int port) implements Operation {
        @Override
        public Kind kind() {
            return Kind.CONNECT;
        }
    }

    /**
     * A tool call, by an agent framework or over MCP.
     *
     * @param arguments the JSON object of its arguments
     */
    record Tool(String framework, String name, String arguments) implements Operation {
        @Override
        public Kind kind() {
            return Kind.TOOL;
        }
    }

    /** Something that was attempted and whose content no reader could obtain: always opaque. */
    record Unreadable(Kind kind, String why) implements Operation {}
}
