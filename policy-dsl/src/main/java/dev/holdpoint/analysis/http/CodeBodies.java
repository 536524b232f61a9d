package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
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
                    "code-run",
                    "run-code",
                    "run_code",
                    "execute-code",
                    "execute_code",
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

    /**
     * Places of commands of any kind, and of work that is done later: only what looks like a
     * command line is one for a shell.
     */
    private static final Set<String> COMMANDING =
            Set.of(
                    "commands",
                    "cmds",
                    "run-commands",
                    "execute",
                    "process",
                    "processes",
                    "jobs",
                    "job",
                    "tasks",
                    "task",
                    "cron",
                    "crons",
                    "crontab",
                    "cronjobs",
                    "cron-jobs",
                    "schedules",
                    "scheduled-jobs",
                    "scheduled-tasks",
                    "runs",
                    "executions",
                    "pipelines",
                    "pipeline",
                    "workflows",
                    "workflow",
                    "steps",
                    "builds",
                    "playbooks",
                    "automations");

    /** Members that say what runs the code beside them, whatever the place. */
    private static final Set<String> RUN_BY = Set.of("interpreter", "shell", "executor");

    private static final Set<String> KEYS =
            Set.of(
                    "script",
                    "scriptfile",
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

    /** Members that say where code is fetched from that is then run (Rundeck's). */
    private static final Set<String> FETCHED = Set.of("scripturl", "script_url");

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

    /** Members that hold a script by its lines. */
    private static final Set<String> LINES = Set.of("script", "commands", "run");

    /** Members that list what is run. */
    private static final List<String> LISTS = List.of("statements", "queries", "files");

    private static final Set<String> RUNNERS =
            Set.of("run", "code-run", "run-code", "run_code", "execute-code", "execute_code");

    /** Members that say in which language code is, and what runs it. */
    private static final Set<String> LANGUAGES =
            Set.of("language", "lang", "runtime", "shell", "interpreter", "executor", "kernel");

    /** Where nothing but Groovy is run. */
    private static final Set<String> GROOVY = Set.of("scripttext");

    private final Inside inside;
    private final boolean console;
    private final boolean shell;
    private final boolean commanding;

    /** Whether the place says that code is run there, and not only kept or asked for. */
    private final boolean runs;

    private CodeBodies(
            Inside inside, boolean console, boolean shell, boolean commanding, boolean runs) {
        this.inside = inside;
        this.runs = runs;
        this.console = console;
        this.shell = shell;
        this.commanding = commanding;
    }

    static void find(Request request, Inside inside) {
        if (request.payload() instanceof Payload.JsonText j) {
            for (Json root : j.document().roots()) {
                module(root, inside);
                root.items().forEach(each -> module(each, inside));
            }
        }
        if (!request.fields().isEmpty()) {
            module(FormFields.tree(request.fields()), inside);
        }
        boolean console = speaksOf(request, CONSOLES);
        boolean shell = speaksOf(request, SHELLS);
        boolean commanding = speaksOf(request, COMMANDING) || saysWhatRuns(request);
        if (!console && !shell && !commanding && !speaksOf(request, PLACES)) {
            return;
        }
        boolean runs = console || shell || commanding || speaksOf(request, RUNNERS);
        CodeBodies bodies = new CodeBodies(inside, console, shell, commanding, runs);
        Optional<String> language =
                speaksOf(request, GROOVY) ? Optional.of("groovy") : Optional.empty();
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
                inside.operation(Interpreters.shell(t.value()));
            } else {
                bodies.code(t.value(), language);
            }
        } else if (request.payload() instanceof Payload.JsonText j) {
            j.document().roots().forEach(r -> bodies.json(r, Optional.empty()));
        }
    }

    /** Ansible and Salt: {@code {"module_name": "shell", "module_args": "rm -rf /srv"}}. */
    private static void module(Json json, Inside inside) {
        if (json.members().isEmpty()) {
            return;
        }
        Optional<String> function = json.text("fun").filter(f -> json.member("tgt").isPresent());
        function.flatMap(Words.bundled()::say)
                .filter(v -> v.compareTo(Verb.GRANT) >= 0)
                .ifPresent(inside::says);
        boolean runs = false;
        for (String module : MODULE) {
            runs |= json.text(module).filter(RUNNING::contains).isPresent();
        }
        for (String given : runs ? GIVEN : List.<String>of()) {
            List<Json> texts = new ArrayList<>();
            json.member(given).ifPresent(texts::add);
            json.member(given).ifPresent(g -> texts.addAll(g.items()));
            for (Json text : texts) {
                text.asText().ifPresent(t -> inside.operation(Interpreters.shell(t)));
            }
        }
    }

    private static boolean saysWhatRuns(Request request) {
        if (request.payload() instanceof Payload.JsonText j) {
            for (Json root : j.document().roots()) {
                if (saysWhatRuns(root)
                        || root.items().stream().anyMatch(CodeBodies::saysWhatRuns)) {
                    return true;
                }
            }
        }
        return request.fields().stream().anyMatch(f -> saysWhatRuns(f.name(), f.value()));
    }

    private static boolean saysWhatRuns(Json json) {
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            if (e.getValue().asText().filter(v -> saysWhatRuns(e.getKey(), v)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysWhatRuns(String name, String value) {
        return name.length() <= MOST_LANGUAGE
                && RUN_BY.contains(name.toLowerCase(Locale.ROOT))
                && language(name, value).filter(Interpreters::know).isPresent();
    }

    private static boolean speaksOf(Request request, Set<String> places) {
        for (List<String> path : request.segments()) {
            for (String segment : path) {
                if (places.contains(Conventions.last(segment))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<String> language(String name, String value) {
        boolean says = LANGUAGES.contains(name.toLowerCase(Locale.ROOT));
        return says && value.length() <= MOST_LANGUAGE
                ? Optional.of(value.toLowerCase(Locale.ROOT)).filter(v -> !v.equals("true"))
                : Optional.empty();
    }

    private static final int MOST_LANGUAGE = 40;

    private void json(Json json, Optional<String> outer) {
        Optional<String> language = outer;
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            if (language.isEmpty()) {
                language = e.getValue().asText().flatMap(v -> language(e.getKey(), v));
            }
        }
        Optional<String> encoding = Interpreters.encoding(json);
        if (shell || commanding) {
            Interpreters.apart(json).forEach(inside::operation);
        }
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            Optional<String> text = e.getValue().asText();
            if (text.isPresent()) {
                encoded(e.getKey(), text.get(), encoding, language);
            } else if ((shell || commanding)
                    && COMMANDS.contains(e.getKey().toLowerCase(Locale.ROOT))) {
                words(e.getValue());
            } else if ((shell || commanding)
                    && LINES.contains(e.getKey().toLowerCase(Locale.ROOT))) {
                lines(e.getValue());
            }
        }
        if (shell || commanding) {
            // work is described at any depth: {"job": {"steps": [{"run": "…"}]}}
            for (Map.Entry<String, Json> inner : json.members().entrySet()) {
                inside(inner.getValue(), language);
            }
            for (Json inner : json.items()) {
                inside(inner, language);
            }
            return;
        }
        for (String list : LISTS) {
            for (Json each : json.member(list).map(Json::items).orElse(List.of())) {
                json(each, language);
            }
        }
    }

    private void inside(Json json, Optional<String> language) {
        if (json instanceof Json.Items || maySay(json)) {
            json(json, language);
        }
    }

    /** False for objects of nothing but numbers, of which there may be a hundred thousand. */
    private static boolean maySay(Json json) {
        for (Json value : json.members().values()) {
            if (value instanceof Json.Text || !value.isLeaf()) {
                return true;
            }
        }
        return false;
    }

    /** One line of a script each: {@code {"script": ["make", "rm -rf build"]}}. */
    private void lines(Json json) {
        List<String> lines = new ArrayList<>();
        json.items().forEach(l -> l.asText().ifPresent(lines::add));
        if (lines.stream().anyMatch(CodeBodies::isCommandLine)) {
            inside.operation(Interpreters.shell(String.join("\n", lines)));
        }
    }

    private void words(Json argv) {
        List<String> words = new ArrayList<>();
        argv.items().forEach(w -> w.scalar().ifPresent(words::add));
        if (!words.isEmpty()) {
            inside.operation(Interpreters.exec(words));
        }
    }

    /** What is said to be encoded is read as what it is, or hidden. */
    private void encoded(
            String key, String value, Optional<String> encoding, Optional<String> language) {
        String name = Interpreters.withoutEncoding(key);
        boolean marked = !name.equals(key.toLowerCase(Locale.ROOT));
        if (!marked && encoding.isEmpty()) {
            text(key, value, language);
        } else if (KEYS.contains(name) || COMMANDS.contains(name)) {
            Interpreters.decoded(encoding.orElse("base64"), value)
                    .ifPresentOrElse(
                            plain -> text(name, plain, language),
                            () -> inside.hide("code that is encoded"));
        }
    }

    private void text(String name, String value, Optional<String> language) {
        String key = name.toLowerCase(Locale.ROOT);
        if (runs && FETCHED.contains(key)) {
            inside.hide("code that is fetched");
        }
        boolean function = key.equals("action") && value.indexOf('(') > 0;
        boolean line = !SqlBodies.beginsLikeSql(value);
        boolean script = key.equals("script") && language.filter(Interpreters::know).isEmpty();
        if (COMMANDS.contains(key) && line && language.filter(Interpreters::know).isPresent()) {
            code(value, language);
        } else if (shell && line && script) {
            inside.operation(Interpreters.shell(value));
        } else if (commanding && (script || key.equals("run")) && line && isCommandLine(value)) {
            inside.operation(Interpreters.shell(value));
        } else if (KEYS.contains(key) || console && COMMANDS.contains(key) || function) {
            code(value, language);
        } else if (COMMANDS.contains(key) && line) {
            if (shell || commanding && isCommandLine(value)) {
                inside.operation(Interpreters.shell(value));
            }
        }
    }

    /** A program and something more; sentences begin with a capital or have an apostrophe. */
    private static boolean isCommandLine(String text) {
        int blank = text.indexOf(' ');
        if (blank <= 0 || Character.isUpperCase(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length() - 1; i++) {
            if (text.charAt(i) == '\''
                    && Character.isLetter(text.charAt(i - 1))
                    && Character.isLetter(text.charAt(i + 1))) {
                return false;
            }
        }
        return true;
    }

    private void code(String text, Optional<String> language) {
        if (text.isBlank()) {
            return;
        }
        Optional<Operation> run =
                language.or(() -> runs ? Interpreters.guessed(text) : Optional.empty())
                        .flatMap(l -> Interpreters.run(l, text));
        run.ifPresent(inside::operation);
        boolean groovy = language.filter("groovy"::equals).isPresent();
        if (run.isPresent() && !groovy) {
            return;
        }
        if (console || language.isPresent()) {
            inside.says(Verb.RUN);
        }
        // what Jenkins offers its scripts only its words tell
        Code.calls(text).ifPresent(inside::says);
        if (Code.isDestroyingQuery(text) || console && Code.hasStatement(text)) {
            inside.says(Verb.DESTROY);
        }
    }
}
