package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Text tools whose own little languages can start programs and write files: sed, pagers, at. */
final class TextLifters {

    private TextLifters() {}

    /** Programs of sed that leave no line, without blanks, braces and semicolons. */
    private static final Set<String> EMPTYING =
            Set.of("d", "1,$d", "0~1d", "1~1d", "$!dd", "//!dd");

    private static boolean empties(Word program) {
        StringBuilder commands = new StringBuilder();
        program.rendering()
                .chars()
                .filter(c -> c > ' ' && "{};".indexOf(c) < 0)
                .forEach(c -> commands.append((char) c));
        return EMPTYING.contains(commands.toString());
    }

    /** {@code sed}: the commands {@code e}, {@code w}, {@code s///e} and {@code s///w}. */
    static void sed(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call)) {
            draft.verb(Verb.READ).add();
            return;
        }
        List<Word> programs = new ArrayList<>(call.values("expression"));
        if (programs.isEmpty() && call.values("file").isEmpty() && !call.arguments().isEmpty()) {
            List<Word> words = call.arguments();
            programs.add(words.get(0));
            if (words.size() > 2 && words.get(0).literal().filter(String::isEmpty).isPresent()) {
                programs.add(words.get(1)); // BSD: sed -i '' s/a/b/ file
            }
        }
        boolean unread = false;
        for (Word f : call.values("file")) {
            Optional<Word> text = ScriptFiles.given(call, f);
            text.ifPresent(programs::add);
            unread |= text.isEmpty();
        }
        SedScan scan = new SedScan();
        for (Word p : programs) {
            scan.read(p);
        }
        if (scan.isHidden() && !call.has("sandbox")) {
            draft.opaque();
        }
        // sed -n -i 's/a/b/': nothing is printed, so nothing is left
        boolean silent = call.has("quiet") && !unread && !scan.prints();
        boolean empties = silent || programs.stream().anyMatch(TextLifters::empties);
        Verb verb = !call.has("in-place") ? Verb.READ : empties ? Verb.DESTROY : Verb.WRITE;
        verb = unread && !call.has("sandbox") ? verb.or(Verb.RUN) : verb;
        for (String file : scan.files()) {
            Optional<String> path = call.setting().path(Word.of(file));
            path.ifPresent(draft::written);
            verb = verb.or(path.filter(Paths::isSystem).isPresent() ? Verb.DESTROY : Verb.WRITE);
        }
        draft.verb(scan.isHidden() ? verb.or(Verb.RUN) : verb);
        Effect sed = draft.add();
        for (String script : scan.scripts()) {
            Start.script(call, sed, Word.of(script));
        }
    }

    /** {@code less +'!rm x'}: what follows the plus is typed as its first command. */
    static void pager(Call call) {
        Draft draft = new Draft(call);
        List<Word> scripts = new ArrayList<>();
        Verb verb = call.has("o") || call.has("O") ? Verb.WRITE : Verb.READ;
        for (Word w : call.command().words()) {
            String p = w.prefix();
            int from = p.startsWith("++") ? 2 : p.startsWith("+") ? 1 : 0;
            if (from == 0 || p.length() == from) {
                continue;
            }
            switch (p.charAt(from)) {
                case '!', '#' -> scripts.add(CallParser.suffix(w, from + 1));
                case '|' -> scripts.add(CallParser.suffix(w, Math.min(from + 2, p.length())));
                case 's', 'o', 'O' -> verb = verb.or(Verb.WRITE);
                case 'v' -> verb = verb.or(Verb.RUN);
                default -> {}
            }
        }
        if (call.has("lesskey-src") || call.has("lesskey-content") || call.has("lesskey-file")) {
            draft.opaque();
            verb = Verb.UNKNOWN; // its keys may stand for commands
        }
        Effect pager = draft.verb(verb).add();
        scripts.forEach(s -> Start.script(call, pager, s));
    }

    /** {@code crontab x}: each line's command will run; what stood there before does no more. */
    static void crontab(Call call) {
        Draft draft = new Draft(call);
        boolean asks = call.has("l") || call.has("T") || call.has("V");
        if (asks || Judgement.asksForHelp(call)) {
            draft.verb(Verb.READ).add();
            return;
        }
        boolean empties = call.argument(0).filter("/dev/null"::equals).isPresent();
        if (call.has("r") || empties) {
            draft.verb(Verb.DESTROY).target("job").add();
            return;
        }
        if (call.has("e")) {
            draft.verb(Verb.WRITE).add();
            return;
        }
        boolean fed =
                call.argument(0).filter(a -> !a.equals("-")).isEmpty()
                        && Feed.of(call) instanceof Feed.Hidden;
        Optional<Word> table =
                ScriptFiles.given(
                        call, call.arguments().isEmpty() ? Word.of("-") : call.arguments().get(0));
        boolean computed = table.filter(Word::hasHole).isPresent();
        if (fed
                || computed
                || (table.isEmpty()
                        && !call.arguments().isEmpty()
                        && call.arguments().get(0).hasHole())) {
            draft.hidden("jobs that could not be read").add();
            return;
        }
        Effect crontab = (table.isPresent() ? draft.verb(Verb.WRITE) : draft.verb(Verb.RUN)).add();
        for (String line : table.map(Word::rendering).orElse("").split("\n", -1)) {
            job(line.strip()).ifPresent(s -> Start.script(call, crontab, Word.of(s)));
        }
    }

    /** The command of a line: after five fields, or after {@code @daily}. */
    private static Optional<String> job(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return Optional.empty();
        }
        int fields = line.startsWith("@") ? 1 : 5;
        int at = 0;
        for (int f = 0; f < fields; f++) {
            while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
        }
        return at < line.length() ? Optional.of(line.substring(at)) : Optional.empty();
    }

    /** {@code at}: what it reads is run later. */
    static void at(Call call) {
        Draft draft = new Draft(call);
        if (call.has("l") || call.has("c") || call.has("V")) {
            draft.verb(Verb.READ).add();
        } else if (call.has("d") || call.has("r")) {
            draft.verb(Verb.DESTROY).target("job").add();
        } else if (call.value("f").isPresent()) {
            Optional<Word> text = ScriptFiles.text(call.setting(), call.value("f").get());
            Effect at = text.isPresent() ? draft.carrier().add() : draft.verb(Verb.RUN).add();
            text.ifPresent(t -> Start.script(call, at, t));
        } else if (call.command().stdin() instanceof Command.Input.Text t) {
            Start.script(call, draft.carrier().add(), t.content());
        } else if (call.command().stdin() instanceof Command.Input.Unknown u) {
            draft.hidden("a job that could not be read, " + u.why()).add();
        } else {
            draft.verb(Verb.RUN).add();
        }
    }

    /** {@code fd -x command}, {@code fd -X command}: like find's {@code -exec}. */
    static void fd(Call call) {
        List<Word> words = call.command().words();
        Draft draft = new Draft(call);
        for (int i = 1; i < words.size(); i++) {
            String p = words.get(i).prefix();
            if (p.equals("-x")
                    || p.equals("-X")
                    || p.equals("--exec")
                    || p.equals("--exec-batch")) {
                List<Word> command = new ArrayList<>();
                boolean marked = false;
                Word found = Word.of("./**");
                for (Word w : words.subList(i + 1, words.size())) {
                    if (w.literal().filter(";"::equals).isPresent()) {
                        break;
                    }
                    Word filled = Start.replaced(w, "{}", found);
                    marked |= !filled.equals(w);
                    command.add(filled);
                }
                if (!marked) {
                    command.add(found);
                }
                Start.command(call, draft.carrier().add(), command);
                return;
            }
        }
        draft.verb(Verb.READ).add();
    }
}
