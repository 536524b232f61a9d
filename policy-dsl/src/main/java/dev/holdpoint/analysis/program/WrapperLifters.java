package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Wrappers that do more to their command than start it. */
final class WrapperLifters {

    private WrapperLifters() {}

    /** {@code sudo}: assignments before the command, {@code -s} and {@code -i} through a shell. */
    static void sudo(Call call) {
        Draft draft = new Draft(call);
        List<Word> inner = new ArrayList<>(call.inner());
        Map<String, Word> variables = new HashMap<>(call.command().variables());
        takeAssignments(inner, variables);
        if (call.has("list") || call.has("version") || call.has("validate")) {
            draft.verb(Verb.READ).add();
            return;
        }
        if (call.value("user").isEmpty()) {
            draft.user("root");
        }
        if (call.has("edit")) {
            for (Word file : inner) {
                call.setting().path(file).ifPresentOrElse(draft::written, draft::incomplete);
            }
            draft.verb(Verb.WRITE).add();
            return;
        }
        if (inner.isEmpty()) {
            boolean shell = call.has("shell") || call.has("login");
            if (shell && call.command().stdin() instanceof Command.Input.Text t) {
                Start.script(call, draft.carrier().add(), t.content());
            } else if (shell && call.command().stdin() instanceof Command.Input.Unknown u) {
                draft.hidden("a shell runs what could not be read, " + u.why()).add();
            } else {
                draft.verb(shell ? Verb.RUN : Verb.READ).add();
            }
            return;
        }
        Effect sudo = draft.carrier().add();
        Command c = call.command();
        call.setting()
                .inquiry()
                .command(
                        new Command(
                                inner, Judgement.directory(call), variables, c.stdin(), List.of()),
                        Optional.of(sudo));
    }

    /** {@code env}: assignments, {@code -S}. */
    static void env(Call call) {
        List<Word> words = call.command().words();
        List<Word> inner = new ArrayList<>();
        Optional<Word> split = call.value("split-string");
        if (split.isPresent()) {
            Optional<String> text = split.get().literal();
            if (text.isEmpty()) {
                new Draft(call).hidden("what env splits could not be read").add();
                return;
            }
            inner.addAll(Start.split(text.get()));
            // -S may stand for options of env itself, as in a #! line
            inner.add(0, words.get(0));
            inner.addAll(call.arguments());
            Effect env = new Draft(call).carrier().add();
            Start.command(call, env, inner);
            return;
        }
        inner.addAll(call.arguments());
        Map<String, Word> variables = new HashMap<>(call.command().variables());
        if (call.has("ignore-environment")) {
            variables.clear();
        }
        call.values("unset").forEach(u -> u.literal().ifPresent(variables::remove));
        takeAssignments(inner, variables);
        if (!inner.isEmpty() && inner.get(0).literal().filter("--"::equals).isPresent()) {
            inner.remove(0);
        }
        Draft draft = new Draft(call);
        if (inner.isEmpty()) {
            draft.verb(Verb.READ).add();
            return;
        }
        Effect env = draft.carrier().add();
        Optional<String> cwd =
                call.value("chdir").map(d -> call.setting().path(d)).orElse(call.command().cwd());
        call.setting()
                .inquiry()
                .command(
                        new Command(inner, cwd, variables, call.command().stdin(), List.of()),
                        Optional.of(env));
    }

    private static void takeAssignments(List<Word> words, Map<String, Word> variables) {
        int taken = 0;
        while (taken < words.size()) {
            Word word = words.get(taken);
            String prefix = word.prefix();
            int equals = prefix.indexOf('=');
            if (equals < 1) {
                break;
            }
            variables.put(prefix.substring(0, equals), CallParser.suffix(word, equals + 1));
            taken++;
        }
        words.subList(0, taken).clear();
    }

    /** {@code watch}, {@code eval}: the words, joined, are a script. */
    static void joined(Call call) {
        if (call.arguments().isEmpty() && call.inner().isEmpty()) {
            new Draft(call).verb(Verb.READ).add();
            return;
        }
        List<Word> words = new ArrayList<>(call.arguments());
        words.addAll(call.inner());
        Effect outer = new Draft(call).carrier().add();
        if (call.has("exec")) {
            Start.command(call, outer, words);
        } else {
            Start.script(call, outer, Start.joined(words));
        }
    }

    /** {@code adb shell rm x}: what follows is a script elsewhere. */
    static void joinedTail(Call call) {
        if (call.arguments().isEmpty()) {
            new Draft(call).verb(Verb.RUN).add();
            return;
        }
        Effect outer = new Draft(call).carrier().add();
        Start.script(call, outer, Start.joined(call.arguments()));
    }

    /** Subcommands of tmux, by their beginnings, that start what they are given. */
    private static final List<String> STARTING =
            List.of("new", "split", "run", "respawn", "if", "pipe", "popup", "display-popup");

    /** Terminal multiplexers: sessions that are killed, and commands that are started in them. */
    static void multiplexer(Call call) {
        Draft draft = new Draft(call);
        List<Word> a = call.arguments();
        String first = call.argument(0).orElse("");
        if (first.startsWith("kill") || first.startsWith("delete")) {
            draft.verb(Verb.DESTROY).target("process").add();
            return;
        }
        boolean sends = call.name().equals("screen") && call.has("X");
        if (sends) {
            draft.verb(first.equals("quit") || first.equals("kill") ? Verb.DESTROY : Verb.RUN)
                    .add();
            return;
        }
        boolean tmux = !call.name().equals("screen");
        boolean reads =
                call.has("list")
                        || call.has("V")
                        || first.startsWith("ls")
                        || first.startsWith("list")
                        || first.startsWith("show")
                        || first.startsWith("capture")
                        || first.startsWith("info");
        if (reads) {
            draft.verb(Verb.READ).add();
            return;
        }
        Effect mux = draft.verb(Verb.RUN).add();
        if (!tmux) {
            if (!a.isEmpty()) {
                Start.script(call, mux, Start.joined(a));
            }
            return;
        }
        if (a.isEmpty()) {
            call.value("c").ifPresent(c -> Start.script(call, mux, c));
        } else if (first.startsWith("send")) {
            typed(call, mux, a.subList(1, a.size()));
        } else if (STARTING.stream().anyMatch(first::startsWith) && a.size() > 1) {
            Start.script(call, mux, a.get(a.size() - 1));
            List<Word> words = call.command().words();
            int from = words.indexOf(a.get(1));
            if (from > 0 && from < words.size() - 1) {
                Start.script(call, mux, Start.joined(words.subList(from, words.size())));
            }
        }
    }

    /** What {@code send-keys} types: its words run together, up to each key that ends a line. */
    private static void typed(Call call, Effect mux, List<Word> keys) {
        List<Word> line = new ArrayList<>();
        for (Word key : keys) {
            String name = key.rendering();
            boolean ends = name.equals("Enter") || name.equals("C-m") || name.equals("KPEnter");
            if (!ends) {
                line.add(key);
                continue;
            }
            Start.script(call, mux, Start.concatenated(line));
            line.clear();
        }
        if (!line.isEmpty()) {
            Start.script(call, mux, Start.concatenated(line));
        }
    }

    /** {@code start-stop-daemon -S -x /bin/rm -- -rf x}. */
    static void daemon(Call call, Judgement judgement) {
        Draft draft = new Draft(call);
        judgement.decide(call, draft);
        Optional<Word> program = call.value("startas").or(() -> call.value("exec"));
        boolean starts = draft.verb().compareTo(Verb.DESTROY) < 0 && program.isPresent();
        boolean asks = call.has("test") || call.has("status") || Judgement.asksForHelp(call);
        if (!starts || asks) {
            draft.add();
            return;
        }
        List<Word> words = new ArrayList<>(List.of(program.get()));
        words.addAll(call.arguments());
        Start.command(call, draft.carrier().add(), words);
    }

    /** {@code busybox rm …}. */
    static void applet(Call call) {
        Draft draft = new Draft(call);
        List<Word> inner = call.inner();
        if (inner.isEmpty() || inner.get(0).prefix().startsWith("-")) {
            draft.verb(Verb.READ).add();
            return;
        }
        Start.command(call, draft.carrier().add(), inner);
    }

    /** {@code npx prisma@5 …}: the version is no part of the program's name. */
    static void versioned(Call call) {
        Draft draft = new Draft(call);
        boolean script = !call.of(Meaning.What.SCRIPT).isEmpty();
        if (call.inner().isEmpty() && !script) {
            draft.verb(Judgement.asksForHelp(call) ? Verb.READ : Verb.RUN).add();
            return;
        }
        Effect outer = draft.carrier().add();
        call.of(Meaning.What.SCRIPT).forEach(s -> Start.script(call, outer, s));
        if (!call.inner().isEmpty()) {
            List<Word> inner = new ArrayList<>(call.inner());
            inner.get(0).literal().ifPresent(name -> inner.set(0, Word.of(unversioned(name))));
            Start.command(call, outer, inner);
        }
    }

    /** {@code minikube kubectl get pods}, {@code pass git push}: a program under its own name. */
    static void subprogram(Call call) {
        List<Word> words = new ArrayList<>(call.inner());
        words.add(0, Word.of(call.path().get(call.path().size() - 1)));
        Start.command(call, new Draft(call).carrier().add(), words);
    }

    /** {@code mysql --pager=cmd}, {@code psql -o '|cmd'}: where a client's output goes. */
    static void pagers(Call call, Judgement judgement) {
        Optional<Word> pipe =
                call.value("output")
                        .or(() -> call.value("o"))
                        .filter(o -> o.prefix().startsWith("|"));
        if (Judgement.asksForHelp(call) || (pipe.isEmpty() && !call.startsByOption())) {
            return;
        }
        Effect client = new Draft(call).carrier().add();
        judgement.start(call, client);
        pipe.ifPresent(p -> Start.script(call, client, CallParser.suffix(p, 1)));
    }

    /** {@code uv run x.py}, {@code uv run -}, {@code uv run -m pytest}: Python's own words. */
    static void pythonRun(Call call) {
        Draft draft = new Draft(call);
        List<Word> inner = new ArrayList<>(call.inner());
        Optional<Word> module = call.value("module");
        if (inner.isEmpty() && module.isEmpty()) {
            draft.verb(Judgement.asksForHelp(call) ? Verb.READ : Verb.RUN).add();
            return;
        }
        String first = inner.isEmpty() ? "" : inner.get(0).rendering();
        if (module.isPresent()) {
            inner.addAll(0, List.of(Word.of("python"), Word.of("-m"), module.get()));
        } else if (first.equals("-") || first.endsWith(".py")) {
            inner.add(0, Word.of("python"));
        }
        Start.command(call, draft.carrier().add(), inner);
    }

    private static String unversioned(String name) {
        int at = name.indexOf('@', 1);
        String bare = at > 0 ? name.substring(0, at) : name;
        return bare.startsWith("@") ? bare.substring(bare.indexOf('/') + 1) : bare;
    }

    /** {@code gdb --args}, and what {@code -ex} has the debugger do. */
    static void gdb(Call call) {
        Draft draft = new Draft(call);
        List<Word> scripts = new ArrayList<>();
        for (String option : List.of("ex", "eval-command", "iex", "o")) {
            for (Word w : call.values(option)) {
                String text = w.prefix().strip();
                if (text.startsWith("!")) {
                    scripts.add(CallParser.suffix(w, w.prefix().indexOf('!') + 1));
                } else if (text.startsWith("shell ") || text.startsWith("she ")) {
                    scripts.add(CallParser.suffix(w, w.prefix().indexOf(' ') + 1));
                } else if (text.contains("system(") || text.startsWith("python") || w.hasHole()) {
                    draft.opaque();
                }
            }
        }
        Effect gdb;
        if (call.has("args") && !call.arguments().isEmpty()) {
            gdb = draft.carrier().add();
            Start.command(call, gdb, call.arguments());
        } else {
            gdb = draft.verb(Verb.RUN).add();
        }
        scripts.forEach(s -> Start.script(call, gdb, s));
    }

    /** {@code cmd /c …}, {@code powershell -Command …}. */
    static Lifter windows(String interpreter) {
        return call -> {
            List<Word> words = call.command().words();
            Draft draft = new Draft(call);
            for (int i = 1; i < words.size(); i++) {
                String option = words.get(i).prefix().toLowerCase(Locale.ROOT);
                if (option.startsWith("-e") && "-encodedcommand".startsWith(option)) {
                    draft.hidden("the command is encoded").add();
                    return;
                }
                if (option.startsWith("-f") && "-file".startsWith(option)) {
                    draft.verb(Verb.RUN).add();
                    return;
                }
                boolean command =
                        interpreter.equals("cmd")
                                ? option.equals("/c") || option.equals("/k") || option.equals("/r")
                                : option.length() > 1 && "-command".startsWith(option);
                boolean bare = interpreter.equals("powershell") && !option.startsWith("-");
                if (command || bare) {
                    Effect outer = draft.carrier().add();
                    Word text = Start.joined(words.subList(bare ? i : i + 1, words.size()));
                    Command c = call.command();
                    call.setting()
                            .inquiry()
                            .script(
                                    new Script(
                                            text,
                                            List.of(),
                                            c.cwd(),
                                            c.variables(),
                                            c.stdin(),
                                            interpreter),
                                    Optional.of(outer));
                    return;
                }
                if (TAKES_VALUE.contains(option)) {
                    i++;
                }
            }
            if (call.command().stdin() instanceof Command.Input.Unknown u) {
                draft.hidden("a shell runs what could not be read, " + u.why()).add();
            } else {
                draft.verb(Verb.RUN).add();
            }
        };
    }

    private static final List<String> TAKES_VALUE =
            List.of(
                    "-executionpolicy",
                    "-ep",
                    "-ex",
                    "-version",
                    "-windowstyle",
                    "-w",
                    "-configurationname");
}
