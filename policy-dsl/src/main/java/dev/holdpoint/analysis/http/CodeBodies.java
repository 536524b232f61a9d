package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Code that is sent to hosts that no catalog knows, where the path says that code is run there:
 * script consoles ({@code /scriptText}), interpreters ({@code /execute} with a {@code language}),
 * graph databases ({@code /cypher}), command lines ({@code /exec}). Of a language that is read the
 * code is put to its reader; of others {@link Code} tells what its words say.
 */
final class CodeBodies {

    /** Places of consoles: what stands there under any of the keys is run. */
    private static final Set<String> CONSOLES =
            Set.of(
                    "script",
                    "scripttext",
                    "eval",
                    "evaluate",
                    "executeanonymous",
                    "runscript",
                    "console",
                    "code",
                    "repl",
                    "interpreter",
                    "cli");

    /** Places of queries and commands. */
    private static final Set<String> PLACES =
            Set.of(
                    "exec",
                    "execute",
                    "run",
                    "shell",
                    "cypher",
                    "gremlin",
                    "aql",
                    "cursor",
                    "sparql",
                    "traversal",
                    "query",
                    "queries",
                    "statement",
                    "statements",
                    "tx",
                    "commit",
                    "transaction",
                    "opencypher",
                    "db",
                    "update");

    private static final Set<String> SHELLS =
            Set.of(
                    "exec",
                    "shell",
                    "cmd",
                    "command",
                    "run-command",
                    "runcommand",
                    "terminal",
                    "bash");

    private static final Set<String> KEYS =
            Set.of(
                    "script",
                    "code",
                    "source",
                    "sourcecode",
                    "source_code",
                    "expression",
                    "anonymousbody",
                    "gremlin",
                    "cypher",
                    "aql",
                    "sparql",
                    "update",
                    "query",
                    "statement",
                    "content");

    private static final Set<String> COMMANDS = Set.of("command", "cmd", "argv", "exec");

    /** Members that name a module, those of modules that run their argument, and the argument. */
    private static final List<String> MODULE = List.of("module_name", "module", "fun", "plugin");

    private static final Set<String> RUNNING =
            Set.of(
                    "shell",
                    "command",
                    "raw",
                    "script",
                    "bash",
                    "cmd.run",
                    "cmd.shell",
                    "cmd.exec_code",
                    "ansible.builtin.shell",
                    "ansible.builtin.command",
                    "ansible.builtin.raw");

    private static final List<String> GIVEN = List.of("module_args", "arg", "args");

    /** Members that list what is run. */
    private static final List<String> LISTS = List.of("statements", "queries", "files");

    /** How the interpreter of a language is called for code in an argument. */
    private static final Map<String, List<String>> INTERPRETERS =
            Map.of(
                    "python", List.of("python3", "-c"),
                    "python3", List.of("python3", "-c"),
                    "py", List.of("python3", "-c"),
                    "javascript", List.of("node", "-e"),
                    "js", List.of("node", "-e"),
                    "node", List.of("node", "-e"),
                    "ruby", List.of("ruby", "-e"),
                    "bash", List.of("bash", "-c"),
                    "sh", List.of("sh", "-c"),
                    "shell", List.of("sh", "-c"));

    private final Inside inside;
    private final boolean console;
    private final boolean shell;

    private CodeBodies(Inside inside, boolean console, boolean shell) {
        this.inside = inside;
        this.console = console;
        this.shell = shell;
    }

    static void find(Request request, Inside inside) {
        if (request.payload() instanceof Payload.JsonText j) {
            for (Json root : j.document().roots()) {
                module(root, inside);
                root.items().forEach(each -> module(each, inside));
            }
        }
        boolean console = speaksOf(request, CONSOLES);
        boolean shell = speaksOf(request, SHELLS);
        if (!console && !shell && !speaksOf(request, PLACES)) {
            return;
        }
        CodeBodies bodies = new CodeBodies(inside, console, shell);
        Optional<String> language = Optional.empty();
        for (Field f : request.fields()) {
            language = language.or(() -> language(f.name(), f.value()));
        }
        List<Field> fields = new ArrayList<>(request.url().query());
        fields.addAll(request.fields());
        for (Field f : fields) {
            bodies.text(f.name(), f.value(), language);
        }
        if (request.payload() instanceof Payload.Text t) {
            if (shell && !console && !SqlBodies.beginsLikeSql(t.value())) {
                bodies.shell(List.of("sh", "-c", t.value()));
            } else {
                bodies.code(t.value(), language);
            }
        } else if (request.payload() instanceof Payload.JsonText j) {
            j.document().roots().forEach(r -> bodies.json(r, Optional.empty()));
        }
    }

    /** Ansible and Salt: {@code {"module_name": "shell", "module_args": "rm -rf /srv"}}. */
    private static void module(Json json, Inside inside) {
        boolean runs =
                MODULE.stream().anyMatch(m -> json.text(m).filter(RUNNING::contains).isPresent());
        for (String given : runs ? GIVEN : List.<String>of()) {
            List<Json> texts = new ArrayList<>();
            json.member(given).ifPresent(texts::add);
            json.member(given).ifPresent(g -> texts.addAll(g.items()));
            for (Json text : texts) {
                text.asText().ifPresent(t -> exec(List.of("sh", "-c", t), inside));
            }
        }
    }

    private static boolean speaksOf(Request request, Set<String> places) {
        for (List<String> path : request.segments()) {
            for (String segment : path) {
                if (segment.length() <= 16 && places.contains(segment)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<String> language(String name, String value) {
        boolean says = name.equals("language") || name.equals("lang") || name.equals("runtime");
        return says ? Optional.of(value.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    private void json(Json json, Optional<String> outer) {
        Optional<String> language = outer;
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            language =
                    language.or(() -> e.getValue().asText().flatMap(v -> language(e.getKey(), v)));
        }
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            Optional<String> text = e.getValue().asText();
            if (text.isPresent()) {
                text(e.getKey(), text.get(), language);
            } else if (shell && COMMANDS.contains(e.getKey().toLowerCase(Locale.ROOT))) {
                words(e.getValue());
            }
        }
        for (String list : LISTS) {
            for (Json each : json.member(list).map(Json::items).orElse(List.of())) {
                json(each, language);
            }
        }
    }

    private void words(Json argv) {
        List<String> words = new ArrayList<>();
        argv.items().forEach(w -> w.scalar().ifPresent(words::add));
        if (!words.isEmpty()) {
            inside.operation(Operation.Exec.of(words));
        }
    }

    private void text(String name, String value, Optional<String> language) {
        String key = name.toLowerCase(Locale.ROOT);
        boolean function = key.equals("action") && value.indexOf('(') > 0;
        if (KEYS.contains(key) || console && COMMANDS.contains(key) || function) {
            code(value, language);
        } else if (shell && COMMANDS.contains(key) && !SqlBodies.beginsLikeSql(value)) {
            shell(List.of("sh", "-c", value));
        }
    }

    private void code(String text, Optional<String> language) {
        if (text.isBlank()) {
            return;
        }
        List<String> interpreter =
                language.map(l -> INTERPRETERS.getOrDefault(l, List.of())).orElse(List.of());
        if (!interpreter.isEmpty()) {
            List<String> argv = new ArrayList<>(interpreter);
            argv.add(text);
            shell(argv);
            return;
        }
        if (console || language.isPresent()) {
            inside.says(Verb.RUN);
        }
        Code.calls(text).ifPresent(inside::says);
        if (Code.isDestroyingQuery(text) || console && Code.hasStatement(text)) {
            inside.says(Verb.DESTROY);
        }
    }

    private void shell(List<String> argv) {
        exec(argv, inside);
    }

    private static void exec(List<String> argv, Inside inside) {
        inside.operation(new Operation.Exec(argv, Optional.empty(), Map.of(), true, Body.EMPTY));
    }
}
