package dev.holdpoint.samples.incident;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the agent can do: written as anyone would write it, without a thought of being guarded. */
public final class Tools {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String database;

    Tools(String database) {
        this.database = database;
    }

    @Tool("Runs a command in bash, in the repository")
    public String shell(@P("the command") String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int exit = process.waitFor();
        return exit == 0 ? output : "exit " + exit + ": " + output;
    }

    @Tool("Calls an HTTP API with a JSON body")
    public String callApi(
            @P("POST, GET, …") String method,
            @P("the URL") String url,
            @P("bearer token") String token,
            @P("JSON") String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    @Tool("Runs SQL on the database")
    public String sql(@P("one statement") String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement sql = connection.createStatement()) {
            if (!sql.execute(statement)) {
                return "done, " + Math.max(0, sql.getUpdateCount()) + " rows";
            }
            try (ResultSet rows = sql.getResultSet()) {
                return rows.next() ? rows.getString(1) : "no rows";
            }
        }
    }
}
