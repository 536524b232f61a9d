package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Text tools whose own little languages can start programs and write files: sed, vim, at. */
final class TextLifters {

    private TextLifters() {}

    /** {@code sed}: the commands {@code e}, {@code w}, {@code s///e} and {@code s///w}. */
    static void sed(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call)) {
            draft.verb(Verb.READ).add();
            return;
        }
        List<Word> programs = new ArrayList<>(call.values("expression"));
        if (programs.isEmpty() && call.values("file").isEmpty() && !call.arguments().isEmpty()) {
            programs.add(call.arguments().get(0));
        }
        for (Word f : call.values("file")) {
            ScriptFiles.text(call.setting(), f).ifPresent(programs::add);
        }
        SedScan scan = new SedScan();
        for (Word p : programs) {
            scan.read(p);
        }
        if (scan.isHidden() && !call.has("sandbox")) {
            draft.opaque();
        }
        Verb verb = call.has("in-place") ? Verb.WRITE : Verb.READ;
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

    /** {@code vim -c '!rm x'}, {@code +'!…'}, {@code --cmd}. */
    static void vim(Call call) {
        Draft draft = new Draft(call);
        List<Word> words = call.command().words();
        List<Word> scripts = new ArrayList<>();
        boolean reads = false;
        for (int i = 1; i < words.size(); i++) {
            String p = words.get(i).prefix();
            Optional<Word> command = Optional.empty();
            if (p.startsWith("+") && p.length() > 1) {
                command = Optional.of(CallParser.suffix(words.get(i), 1));
            } else if ((p.equals("-c") || p.equals("--cmd")) && i + 1 < words.size()) {
                command = Optional.of(words.get(++i));
            } else if (p.equals("--version") || p.equals("--help") || p.equals("-h")) {
                reads = true;
            } else if (!p.startsWith("-")) {
                call.setting().path(words.get(i)).ifPresent(draft::written);
            }
            if (command.isPresent()) {
                String text = command.get().prefix();
                int bang = text.indexOf('!');
                int system = text.indexOf("system(");
                boolean starts = bang == 0 || (bang > 0 && startsShell(text, bang));
                if (starts) {
                    scripts.add(CallParser.suffix(command.get(), bang + 1));
                } else if (system >= 0 && text.length() > system + 8) {
                    int end = text.lastIndexOf(')');
                    if (end > system + 8) {
                        scripts.add(Word.of(text.substring(system + 8, end - 1)));
                    }
                }
            }
        }
        Effect vim = draft.verb(reads ? Verb.READ : Verb.WRITE).add();
        scripts.forEach(s -> Start.script(call, vim, s));
    }

    /** {@code :!}, {@code %!}, {@code r !}, {@code w !}; not {@code q!}. */
    private static boolean startsShell(String text, int bang) {
        char before = text.charAt(bang - 1);
        return before == ':' || before == '%' || before == ' ' || Character.isDigit(before);
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
