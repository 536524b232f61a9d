package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code make}: the recipes of its targets, where the makefile can be read. */
final class MakeLifter implements Lifter {

    private final Vocabulary vocabulary;

    MakeLifter(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call)
                || Judgement.dryRun(call)
                || call.has("question")
                || call.has("print-data-base")) {
            draft.verb(Verb.READ).add();
            return;
        }
        Optional<Word> file = call.value("file");
        Optional<Word> text;
        if (file.filter(
                        f ->
                                f.literal()
                                        .filter(l -> l.equals("-") || l.equals("/dev/stdin"))
                                        .isPresent())
                .isPresent()) {
            text =
                    call.command().stdin() instanceof Command.Input.Text t
                            ? Optional.of(t.content())
                            : Optional.empty();
            if (text.isEmpty() && call.command().stdin() instanceof Command.Input.Unknown) {
                draft.hidden("make reads a makefile that could not be read").add();
                return;
            }
        } else if (file.isPresent()) {
            text = ScriptFiles.text(call.setting(), file.get());
        } else {
            text =
                    ScriptFiles.text(call.setting(), Word.of("GNUmakefile"))
                            .or(() -> ScriptFiles.text(call.setting(), Word.of("makefile")))
                            .or(() -> ScriptFiles.text(call.setting(), Word.of("Makefile")));
        }
        Map<String, String> overrides = new HashMap<>();
        List<String> targets = new ArrayList<>();
        for (Word a : call.arguments()) {
            String argument = a.rendering();
            int equals = argument.indexOf('=');
            if (equals > 0) {
                overrides.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else {
                targets.add(argument);
            }
        }
        boolean evaluates = !call.values("eval").isEmpty();
        Optional<String> known = text.flatMap(Word::literal);
        if (text.isPresent() && known.isEmpty()) {
            draft.hidden("part of the makefile could not be read").add();
            return;
        }
        if (isOtherShell(overrides) || call.values("eval").stream().anyMatch(Word::hasHole)) {
            draft.hidden("what make runs could not be read").add();
            return;
        }
        if (known.isEmpty() && !evaluates) {
            draft.verb(targets.stream().anyMatch(vocabulary::names) ? Verb.DESTROY : Verb.RUN)
                    .add();
            return;
        }
        StringBuilder all = new StringBuilder();
        call.values("eval").forEach(e -> all.append(e.rendering()).append('\n'));
        for (Word e : call.values("eval")) {
            int shell = e.rendering().indexOf("$(shell ");
            if (shell >= 0) {
                all.insert(
                        0, "_ != " + e.rendering().substring(shell + 8).replace(")", " ") + "\n");
            }
        }
        known.ifPresent(all::append);
        Effect make = draft.verb(Verb.RUN).add();
        for (Word script : new Makefile(all.toString(), overrides).scripts(targets)) {
            Start.script(call, make, script);
        }
    }

    /** {@code make SHELL=/tmp/x}, {@code make .SHELLFLAGS=…}: recipes go to another program. */
    private static boolean isOtherShell(Map<String, String> overrides) {
        String shell = overrides.getOrDefault("SHELL", "sh");
        return overrides.containsKey(".SHELLFLAGS")
                || !ScriptFiles.SHELLS.contains(shell.substring(shell.lastIndexOf('/') + 1));
    }
}
