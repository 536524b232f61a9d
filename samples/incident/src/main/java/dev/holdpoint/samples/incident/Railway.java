package dev.holdpoint.samples.incident;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The part of Railway's GraphQL API that the incident used: volumes, with their backups inside.
 * Counts what reaches it.
 */
final class Railway implements AutoCloseable {

    static final String HOST = "backboard.railway.app";

    private static final String SCHEMA =
            """
            type Query { volumes: [Volume!]! }
            type Mutation { volumeDelete(volumeId: String!): Boolean! }
            type Volume { id: String! name: String! environment: String! backups: [String!]! }
            """;

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final GraphQL graphQl;
    private final Set<String> tokens;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger mutations = new AtomicInteger();

    Railway(Volumes volumes, Certificate certificate, Set<String> tokens) throws IOException {
        this.tokens = tokens;
        RuntimeWiring wiring =
                RuntimeWiring.newRuntimeWiring()
                        .type("Query", t -> t.dataFetcher("volumes", e -> volumes.all()))
                        .type(
                                "Mutation",
                                t ->
                                        t.dataFetcher(
                                                "volumeDelete",
                                                e ->
                                                        volumes.delete(
                                                                e.getArgumentOrDefault(
                                                                        "volumeId", ""))))
                        .build();
        graphQl =
                GraphQL.newGraphQL(
                                new SchemaGenerator()
                                        .makeExecutableSchema(
                                                new SchemaParser().parse(SCHEMA), wiring))
                        .build();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.setExecutor(threads);
        server.createContext("/graphql/v2", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Requests that arrived, of any kind. */
    int requests() {
        return requests.get();
    }

    /** Requests that arrived with a mutation, whatever became of them. */
    int mutations() {
        return mutations.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            String body;
            try (InputStream in = exchange.getRequestBody()) {
                body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            Map<String, Object> request = Json.object(body);
            String query = String.valueOf(request.get("query"));
            if (mutates(query)) {
                mutations.incrementAndGet();
            }
            String authorization =
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!authorization.startsWith("Bearer ")
                    || !tokens.contains(authorization.substring(7))) {
                send(exchange, 401, Map.of("errors", List.of(Map.of("message", "Not Authorized"))));
                return;
            }
            ExecutionInput.Builder input = ExecutionInput.newExecutionInput(query);
            if (request.get("variables") instanceof Map<?, ?> variables) {
                @SuppressWarnings("unchecked")
                Map<String, Object> named = (Map<String, Object>) variables;
                input.variables(named);
            }
            ExecutionResult result = graphQl.execute(input);
            send(exchange, 200, result.toSpecification());
        }
    }

    private static boolean mutates(String query) {
        return new Parser()
                .parseDocument(query).getDefinitionsOfType(OperationDefinition.class).stream()
                        .anyMatch(d -> d.getOperation() == OperationDefinition.Operation.MUTATION);
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> answer)
            throws IOException {
        byte[] bytes = Json.write(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
