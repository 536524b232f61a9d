package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.graphql.Chosen;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the arguments of a remote tool say that it will do, where its name leaves that open: {@code
 * shell} with a command, {@code execute_sql} with a statement, {@code http_request} with a method
 * and a URL, {@code manage_user} with an action, {@code call_tool} with another tool. A search for
 * the same words is none of these.
 */
final class ToolArguments {

    private static final Set<String> SHELLS =
            Set.of(
                    "shell",
                    "bash",
                    "terminal",
                    "exec",
                    "execute",
                    "command",
                    "commands",
                    "cmd",
                    "run",
                    "powershell",
                    "process",
                    "ssh",
                    "subprocess",
                    "sandbox");

    private static final Set<String> DATABASES =
            Set.of(
                    "sql",
                    "db",
                    "database",
                    "postgres",
                    "postgresql",
                    "pg",
                    "mysql",
                    "sqlite",
                    "mariadb",
                    "clickhouse",
                    "bigquery",
                    "snowflake",
                    "duckdb",
                    "supabase",
                    "neon");

    private static final Set<String> GRAPHS = Set.of("neo", "cypher", "graph", "gremlin", "sparql");

    private static final Set<String> INTERPRETERS =
            Set.of(
                    "code",
                    "python",
                    "javascript",
                    "js",
                    "script",
                    "eval",
                    "evaluate",
                    "repl",
                    "notebook");

    /** Words of tools that look at code or keep it, unless they run it as well. */
    private static final Set<String> LOOKING =
            Set.of(
                    "format",
                    "review",
                    "lint",
                    "explain",
                    "analyze",
                    "analyse",
                    "highlight",
                    "search",
                    "find",
                    "save",
                    "write",
                    "edit",
                    "read",
                    "parse",
                    "check",
                    "validate",
                    "document",
                    "generate",
                    "complete",
                    "translate",
                    "diff",
                    "store",
                    "create",
                    "update");

    private static final Set<String> RUNNING =
            Set.of("run", "exec", "execute", "eval", "evaluate", "repl", "interpreter");

    /** Programs after which tools are named that pass arguments to them. */
    private static final Set<String> PROGRAMS =
            Set.of(
                    "kubectl",
                    "helm",
                    "git",
                    "gh",
                    "glab",
                    "aws",
                    "gcloud",
                    "az",
                    "terraform",
                    "tofu",
                    "pulumi",
                    "docker",
                    "podman",
                    "npm",
                    "heroku",
                    "vercel",
                    "netlify",
                    "railway",
                    "fly",
                    "flyctl",
                    "doctl",
                    "wrangler",
                    "supabase",
                    "firebase",
                    "psql",
                    "mysql",
                    "redis",
                    "mongosh",
                    "vault",
                    "consul",
                    "nomad",
                    "systemctl");

    private static final Set<String> DISPATCHERS =
            Set.of("call", "invoke", "dispatch", "batch", "tool", "tools", "rpc", "proxy");

    private static final Set<String> COMMANDS = Set.of("command", "cmd", "commands", "argv");

    /** Members that hold what a tool is given, or what that is given in turn. */
    private static final Set<String> GIVEN =
            Set.of("input", "params", "arguments", "args", "kwargs", "parameters", "options");

    private static final Set<String> STATEMENTS =
            Set.of("query", "queries", "statement", "statements", "q", "cypher", "gremlin");

    private static final Set<String> CODE =
            Set.of(
                    "code",
                    "script",
                    "source",
                    "expression",
                    "function",
                    "js",
                    "snippet",
                    "cell",
                    "python",
                    "python_code",
                    "code_snippet",
                    "source_code");

    private static final List<String> PLACES = List.of("path", "endpoint", "uri", "url", "route");

    private final Set<String> words;
    private final Inside inside;

    private ToolArguments(Set<String> words, Inside inside) {
        this.words = words;
        this.inside = inside;
    }

    static void find(String tool, Json arguments, Inside inside) {
        ToolArguments found = new ToolArguments(Words.of(tool), inside);
        Calls.within(arguments, found.speaksOf(DISPATCHERS), inside);
        http(arguments, inside);
        found.given(arguments);
    }

    private void given(Json arguments) {
        Optional<String> encoding = Interpreters.encoding(arguments);
        Optional<String> language =
                Interpreters.among(words)
                        .or(() -> arguments.text("language"))
                        .or(() -> arguments.text("lang"))
                        .or(() -> arguments.text("runtime"))
                        .or(() -> arguments.text("interpreter"));
        boolean parted = parted(arguments);
        for (Map.Entry<String, Json> e : arguments.members().entrySet()) {
            String key = e.getKey().toLowerCase(Locale.ROOT);
            Json value = e.getValue();
            String plain = Interpreters.withoutEncoding(key);
            if (encoding.isPresent() || !plain.equals(key)) {
                value = decoded(plain, value, encoding.orElse("base64"));
            }
            if (!parted || !COMMANDS.contains(plain) && !Interpreters.REST.contains(plain)) {
                argument(plain, value, language);
            }
            if (GIVEN.contains(key)) {
                given(value);
            }
        }
    }

    /** What is said to be encoded is read as what it is, or hidden. */
    private Json decoded(String key, Json value, String encoding) {
        boolean runs = COMMANDS.contains(key) && speaksOf(SHELLS) || isCode(key);
        if (!runs || value.asText().isEmpty()) {
            return value;
        }
        Optional<String> plain = Interpreters.decoded(encoding, value.asText().get());
        if (plain.isEmpty()) {
            inside.hide("code that is encoded");
        }
        return new Json.Text(plain.orElse(""));
    }

    private boolean parted(Json arguments) {
        boolean runs = speaksOf(SHELLS) || arguments.member("executable").isPresent();
        List<Operation> commands = runs ? Interpreters.apart(arguments) : List.of();
        commands.forEach(inside::operation);
        return !commands.isEmpty();
    }

    private boolean isCode(String key) {
        if (speaksOf(LOOKING) && !speaksOf(RUNNING)) {
            return false;
        }
        return CODE.contains(key) && (speaksOf(INTERPRETERS) || speaksOf(SHELLS))
                || Interpreters.know(key) && speaksOf(INTERPRETERS);
    }

    private boolean speaksOf(Set<String> things) {
        return words.stream().anyMatch(things::contains);
    }

    private void argument(String key, Json value, Optional<String> language) {
        List<String> texts = new ArrayList<>();
        value.asText().ifPresent(texts::add);
        value.items().forEach(i -> i.asText().ifPresent(texts::add));
        if (texts.isEmpty()) {
            return;
        }
        if (COMMANDS.contains(key) && speaksOf(SHELLS)) {
            boolean argv = value instanceof Json.Items && !key.equals("commands");
            inside.operation(
                    argv ? Interpreters.exec(texts) : Interpreters.shell(String.join("\n", texts)));
        }
        Optional<String> program = words.stream().filter(PROGRAMS::contains).findFirst();
        if (program.isPresent() && (COMMANDS.contains(key) || key.equals("args"))) {
            program(program.get(), value, texts);
        }
        boolean database = STATEMENTS.contains(key) && speaksOf(DATABASES);
        List<String> sql = texts.stream().filter(SqlBodies::beginsLikeSql).toList();
        if ((key.equals("sql") || database) && !sql.isEmpty()) {
            inside.operation(new Operation.Sql("generic", sql, List.of(), Optional.empty()));
        }
        boolean graph = STATEMENTS.contains(key) && speaksOf(GRAPHS);
        boolean code = isCode(key);
        for (String text : texts) {
            boolean script = code && key.equals("script") && speaksOf(SHELLS);
            Optional<Operation> run =
                    code
                            ? language.or(() -> Interpreters.guessed(text))
                                    .or(() -> script ? Optional.of("sh") : Optional.empty())
                                    .flatMap(l -> Interpreters.run(l, text))
                            : Optional.<Operation>empty();
            run.ifPresent(inside::operation);
            if (run.isPresent()) {
                continue;
            }
            if (STATEMENTS.contains(key) || key.equals("mutation") || key.equals("document")) {
                graphql(text);
            }
            if (graph || code) {
                Code.calls(text).ifPresent(inside::says);
            }
            if (graph && Code.isDestroyingQuery(text) || code && Code.hasStatement(text)) {
                inside.says(Verb.DESTROY);
            }
        }
    }

    private void program(String program, Json value, List<String> texts) {
        if (value instanceof Json.Items) {
            List<String> argv = new ArrayList<>();
            if (!texts.get(0).equals(program)) {
                argv.add(program);
            }
            argv.addAll(texts);
            inside.operation(Interpreters.exec(argv));
            return;
        }
        String line = texts.get(0).strip();
        boolean named = line.equals(program) || line.startsWith(program + " ");
        inside.operation(Interpreters.shell(named ? line : program + " " + line));
    }

    private void graphql(String text) {
        if (GraphqlRequests.beginsLikeMutation(text)
                && Chosen.read(text, Optional.empty(), new Json.Null())
                        instanceof Chosen.Outcome.Read read) {
            for (Chosen.Root root : read.chosen().roots()) {
                Words.bundled()
                        .say(root.name())
                        .filter(v -> v.compareTo(Verb.GRANT) >= 0)
                        .ifPresent(inside::says);
            }
        }
    }

    /** A request that is described to be made: {@code {"method": "DELETE", "url": "https://…"}}. */
    static void http(Json described, Inside inside) {
        Optional<String> method =
                described
                        .text("method")
                        .or(() -> described.text("http_method"))
                        .or(() -> described.text("verb"));
        Optional<String> url = described.text("url").filter(u -> u.contains("://"));
        boolean placed = PLACES.stream().anyMatch(p -> described.text(p).isPresent());
        if (url.isEmpty() && placed && method.filter(Conventions::isDestroying).isPresent()) {
            inside.says(Verb.DESTROY);
        }
        if (method.isEmpty() || url.isEmpty()) {
            return;
        }
        Optional<Json> body = described.member("body").or(() -> described.member("data"));
        String text = body.map(b -> b.asText().orElseGet(() -> JsonText.write(b))).orElse("");
        inside.operation(
                new Operation.Http(
                        method.get(), url.get(), Batches.headers(described), Body.of(text)));
    }
}
