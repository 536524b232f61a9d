package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Interpreters: {@code python -c}, {@code node x.js}, {@code perl -e}, code on standard input. */
final class CodeLifter implements Lifter {

    /** Scripts that are known by their names, as programs are. */
    private static final Set<String> NAMED =
            Set.of(
                    "manage.py",
                    "artisan",
                    "console",
                    "jenkins-cli.jar",
                    "wp-cli.phar",
                    "drush.php",
                    "liquibase.jar",
                    "flyway.jar",
                    "setup.py");

    private static final Set<String> RUNNING =
            Set.of("code", "cProfile", "profile", "pdb", "trace", "runpy", "IPython", "asyncio");

    private final Sinks sinks;
    private final Vocabulary vocabulary;
    private final String language;

    CodeLifter(String language, Sinks sinks, Vocabulary vocabulary) {
        this.language = language;
        this.sinks = sinks;
        this.vocabulary = vocabulary;
    }

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        List<Word> codes = new ArrayList<>(call.of(Meaning.What.CODE));
        List<Word> arguments = call.arguments();
        boolean timed = call.value("m").flatMap(Word::literal).filter("timeit"::equals).isPresent();
        if (codes.isEmpty() && timed) {
            scan(call, draft, arguments);
            return;
        }
        if (codes.isEmpty() && call.value("m").isPresent()) {
            module(call, draft, call.value("m").get());
            return;
        }
        if (codes.isEmpty()
                && (Judgement.asksForHelp(call) || call.has("lint") || call.has("check"))) {
            draft.verb(Verb.READ).add();
            return;
        }
        boolean unread = false;
        boolean file = codes.isEmpty() && !arguments.isEmpty() && !isInput(arguments.get(0));
        if (file || call.value("jar").isPresent()) {
            Word script = call.value("jar").orElse(file ? arguments.get(0) : Word.of(""));
            String name = CommandReader.name(script);
            if (NAMED.contains(name)) {
                List<Word> inner = new ArrayList<>();
                inner.add(Word.of(name));
                inner.addAll(
                        file && call.value("jar").isEmpty()
                                ? arguments.subList(1, arguments.size())
                                : arguments);
                Start.command(call, draft.carrier().add(), inner);
                return;
            }
            call.setting().path(script).ifPresentOrElse(draft::read, draft::incomplete);
            Optional<Word> text = ScriptFiles.text(call.setting(), script);
            text.ifPresent(codes::add);
            unread = text.isEmpty();
            if (unread
                    && script.literal().filter(vocabulary::names).isPresent()
                    && !call.has("dry-run")) {
                draft.verb(Verb.DESTROY).add();
                return;
            }
        } else if (codes.isEmpty()) {
            Feed feed = Feed.of(call);
            if (feed instanceof Feed.Text t) {
                codes.add(t.content());
            } else if (feed instanceof Feed.Hidden h && runsInput(call)) {
                draft.hidden("code that could not be read, " + h.why()).add();
                return;
            }
        }
        if (call.has("i") && !codes.isEmpty()) {
            for (Word edited : arguments) { // perl -i: they are written over
                call.setting().path(edited).ifPresentOrElse(draft::written, draft::incomplete);
            }
        }
        scan(call, draft, codes);
    }

    private static boolean isInput(Word w) {
        return w.literal().filter(l -> l.equals("-") || l.equals("/dev/stdin")).isPresent();
    }

    /** Java and Deno need to be told that the input is code. */
    private boolean runsInput(Call call) {
        return !language.equals("java") || !call.arguments().isEmpty();
    }

    private void scan(Call call, Draft draft, List<Word> codes) {
        // the effect must stand before what it starts, and knows what it is only after the scan
        int index = call.setting().inquiry().size();
        Effect interpreter = draft.verb(Verb.RUN).add();
        boolean hidden = false;
        Verb verb = Verb.RUN;
        List<CodeScan> scans = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        codes.forEach(c -> texts.add(RecipeFiles.marked(c)));
        texts.addAll(Imports.of(call.setting().inquiry(), texts, language));
        for (String text : texts) {
            CodeScan scan = new CodeScan(sinks, call, interpreter, language, 0).read(text);
            hidden |= scan.isHidden();
            verb = verb.or(scan.verb());
            scans.add(scan);
        }
        if (hidden || verb != Verb.RUN) {
            Effect.Builder changed = interpreter.toBuilder().verb(hidden ? Verb.UNKNOWN : verb);
            if (hidden) {
                changed.opaque();
            }
            call.setting().inquiry().replace(index, changed.build());
        }
        scans.forEach(CodeScan::start);
        for (Word code : codes) {
            magics(call, interpreter, code);
        }
        for (Word w : call.command().words()) {
            boolean hook =
                    w.prefix().startsWith("-XX:OnError=")
                            || w.prefix().startsWith("-XX:OnOutOfMemoryError=");
            if (hook && language.equals("java")) {
                Start.script(call, interpreter, CallParser.suffix(w, w.prefix().indexOf('=') + 1));
            }
        }
    }

    /** IPython's lines for a shell. */
    private static void magics(Call call, Effect interpreter, Word code) {
        if (!call.name().startsWith("ipython") && !call.name().startsWith("jupyter")) {
            return;
        }
        for (String line : code.rendering().split("\n", -1)) {
            int bang = line.indexOf('!');
            String text = line.strip();
            if (text.startsWith("%sx ") || text.startsWith("%system ")) {
                Start.script(call, interpreter, Word.of(text.substring(text.indexOf(' '))));
            } else if (bang >= 0 && line.substring(0, bang).indexOf('(') < 0) {
                Start.script(call, interpreter, Word.of(line.substring(bang + 1)));
            }
        }
    }

    /** {@code python -m alembic downgrade base}: a module that is a program of its own. */
    private static void module(Call call, Draft draft, Word module) {
        Optional<String> name = module.literal();
        if (name.isEmpty()) {
            draft.hidden("which module is run could not be read").add();
            return;
        }
        List<Word> inner = new ArrayList<>();
        // those that run another module, script or standard input as the interpreter itself does
        boolean runs = RUNNING.contains(name.get());
        inner.add(runs ? Word.of(call.name()) : Word.of(name.get()));
        if (runs && call.has("c")) {
            inner.add(Word.of("-c"));
        }
        inner.addAll(call.inner());
        inner.addAll(call.arguments());
        Start.command(call, draft.carrier().add(), inner);
    }
}
