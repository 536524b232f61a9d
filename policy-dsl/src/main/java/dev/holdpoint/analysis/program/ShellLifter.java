package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code sh -c}, {@code bash x.sh}, a shell that reads its script from standard input. */
final class ShellLifter implements Lifter {

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        if (call.has("help") || call.has("version") || call.has("noexec")) {
            draft.verb(Verb.READ).add();
            return;
        }
        read(call, draft);
    }

    /**
     * What runs besides the script: bash sources what BASH_ENV names, an interactive shell what ENV
     * names, and runs PROMPT_COMMAND before each prompt. Both names are expanded first, with what
     * that runs. A file that can be read is read whether the shell is interactive or not; one that
     * cannot hides what runs where the shell would surely source it ({@code ENV=production sh x.sh}
     * is everyday).
     */
    private static List<Word> startup(Call call) {
        List<Word> texts = new ArrayList<>(0);
        Map<String, Word> variables = call.command().variables();
        for (String name : List.of("BASH_ENV", "ENV")) {
            Word file = variables.get(name);
            if (file == null || (name.equals("BASH_ENV") && call.name().equals("dash"))) {
                continue;
            }
            file.literal()
                    .filter(f -> f.contains("$(") || f.indexOf('`') >= 0)
                    .ifPresent(f -> texts.add(Word.of(": \"" + f + "\"")));
            Optional<Word> text = ScriptFiles.text(call.setting(), file);
            text.ifPresent(texts::add);
            boolean sources =
                    name.equals("BASH_ENV")
                            ? call.name().endsWith("bash")
                            : call.has("i") || call.name().endsWith("ksh");
            if (text.isEmpty() && sources && !file.parts().isEmpty() && !isMissing(call, file)) {
                texts.add(Word.hole("what " + name + " has the shell source was not read", true));
            }
        }
        Word prompt = variables.get("PROMPT_COMMAND");
        if (prompt != null) {
            texts.add(prompt);
        }
        for (String name : List.of("PS0", "PS1", "PS2")) {
            Word shown = variables.get(name);
            if (shown != null) {
                shown.literal()
                        .filter(p -> p.contains("$(") || p.indexOf('`') >= 0)
                        .ifPresent(p -> texts.add(Word.of(": \"" + p + "\"")));
            }
        }
        for (String option : List.of("rcfile", "init-file")) {
            call.value(option)
                    .ifPresent(
                            file ->
                                    texts.add(
                                            ScriptFiles.text(call.setting(), file)
                                                    .orElse(Word.of(""))));
        }
        profiles(call, texts);
        return texts;
    }

    private static final List<String> PROFILES =
            List.of(
                    ".bashrc",
                    ".bash_profile",
                    ".bash_login",
                    ".profile",
                    ".bash_logout",
                    ".zshenv",
                    ".zprofile",
                    ".zshrc",
                    ".zlogin",
                    ".zlogout",
                    ".kshrc",
                    ".mkshrc");

    /**
     * Files in the home directory that a shell reads, as far as the operation itself wrote them.
     */
    private static void profiles(Call call, List<Word> texts) {
        if (!call.setting().inquiry().hasWritten()) {
            return;
        }
        Word home = call.command().variables().getOrDefault("HOME", Word.of("~"));
        Optional<String> directory = call.setting().path(home);
        if (directory.isEmpty()) {
            return;
        }
        for (String name : PROFILES) {
            call.setting().inquiry().written(directory.get() + "/" + name).ifPresent(texts::add);
        }
    }

    private static boolean isMissing(Call call, Word file) {
        Optional<String> path = call.setting().path(file).filter(p -> p.startsWith("/"));
        return path.filter("/dev/null"::equals).isPresent()
                || path.isPresent()
                        && call.setting().inquiry().file(path.get())
                                instanceof Surroundings.Found.Missing;
    }

    private void read(Call call, Draft draft) {
        List<Word> startup = startup(call);
        List<Word> arguments = call.arguments();
        if (call.has("c")) {
            if (arguments.isEmpty()) {
                draft.verb(Verb.READ).add(); // fails: -c needs a script
                return;
            }
            Effect sh = draft.carrier().add();
            startup.forEach(s -> script(call, s, List.of(), sh));
            script(call, arguments.get(0), arguments.subList(1, arguments.size()), sh);
            return;
        }
        if (!arguments.isEmpty() && !call.has("s")) {
            file(call, draft, startup);
            return;
        }
        standardInput(call, draft, startup);
    }

    private void file(Call call, Draft draft, List<Word> startup) {
        List<Word> arguments = call.arguments();
        Word file = arguments.get(0);
        if (isStandardInput(file)) {
            standardInput(call, draft, startup);
            return;
        }
        Optional<Word> text = ScriptFiles.text(call.setting(), file);
        call.setting().path(file).ifPresentOrElse(draft::read, draft::incomplete);
        if (text.isPresent()) {
            Effect sh = draft.carrier().add();
            startup.forEach(s -> script(call, s, List.of(), sh));
            script(call, text.get(), arguments, sh);
        } else if (file.hasHole()) {
            draft.hidden("which script it runs could not be read").add();
        } else {
            Effect sh = draft.verb(Verb.RUN).add();
            startup.forEach(s -> script(call, s, List.of(), sh));
        }
    }

    private static boolean isStandardInput(Word file) {
        return file.literal()
                .filter(
                        f ->
                                f.equals("/dev/stdin")
                                        || f.equals("/dev/fd/0")
                                        || f.equals("/proc/self/fd/0")
                                        || f.equals("-"))
                .isPresent();
    }

    private void standardInput(Call call, Draft draft, List<Word> startup) {
        Command.Input in = call.command().stdin();
        if (in instanceof Command.Input.Text t) {
            Effect sh = draft.carrier().add();
            startup.forEach(s -> script(call, s, List.of(), sh));
            script(call, t.content(), call.arguments(), sh);
        } else if (in instanceof Command.Input.Unknown u) {
            draft.hidden("a shell runs what could not be read, " + u.why()).add();
        } else {
            Effect sh = draft.verb(Verb.RUN).add(); // a shell at a terminal, which nothing feeds
            startup.forEach(s -> script(call, s, List.of(), sh));
        }
    }

    private void script(Call call, Word text, List<Word> arguments, Effect sh) {
        Command c = call.command();
        call.setting()
                .inquiry()
                .script(
                        new Script(text, arguments, c.cwd(), c.variables(), c.stdin(), call.name()),
                        Optional.of(sh));
    }
}
