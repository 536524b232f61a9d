package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code make}: the recipes of its targets, where the makefile can be read. */
final class MakeLifter implements Lifter {

    private final Vocabulary vocabulary;

    MakeLifter(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        boolean makes =
                !Judgement.dryRun(call) && !call.has("question") && !call.has("print-data-base");
        if (Judgement.asksForHelp(call)) {
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
            Setting there = there(call);
            text =
                    ScriptFiles.text(there, Word.of("GNUmakefile"))
                            .or(() -> ScriptFiles.text(there, Word.of("makefile")))
                            .or(() -> ScriptFiles.text(there, Word.of("Makefile")));
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
        text = text.map(RecipeFiles::added);
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
            if (!makes) {
                draft.verb(Verb.READ).add();
                return;
            }
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
        Set<String> included = new HashSet<>();
        known.ifPresent(k -> included(k, there(call), all, included));
        if (included.contains(UNREAD)) {
            draft.hidden("part of the makefile could not be read").add();
            return;
        }
        Effect make = draft.verb(makes ? Verb.RUN : Verb.READ).add();
        Makefile makefile = new Makefile(all.toString(), environment(call), overrides);
        for (Word script : makes ? makefile.scripts(targets) : makefile.whileRead()) {
            start(call, make, script);
        }
    }

    /** What could not be read of a variable is marked by a reference that leads nowhere. */
    private static Map<String, String> environment(Call call) {
        Map<String, String> variables = new HashMap<>();
        call.command()
                .variables()
                .forEach((name, value) -> variables.put(name, value.literal().orElse("$(?)")));
        return variables;
    }

    /** A recipe; what the environment may put in is its first argument. */
    private static void start(Call call, Effect make, Word recipe) {
        StringBuilder script = new StringBuilder();
        boolean quoted = false;
        for (Word.Part p : recipe.parts()) {
            boolean unset = p instanceof Word.Part.Hole h && h.why().equals(Makefile.UNSET);
            if (p instanceof Word.Part.Literal l) {
                script.append(l.text());
                quoted ^= l.text().chars().filter(c -> c == '\'').count() % 2 == 1;
            } else if (unset && !quoted) {
                script.append("${1}");
            } else {
                Start.script(call, make, recipe);
                return;
            }
        }
        Start.script(
                call,
                make,
                Word.of(script.toString()),
                List.of(Word.of("sh"), Word.hole(Makefile.UNSET, true)),
                call.command().stdin());
    }

    /** Where it looks for what it reads: {@code make -C DIRECTORY}. */
    private static Setting there(Call call) {
        return call.setting()
                .with(Judgement.plain(call, Judgement.directory(call), call.command().words()));
    }

    /** No file's name: one of those that are included is not known. */
    private static final String UNREAD = "";

    private static final int MOST_INCLUDED = 50;

    /** The makefile, with those that it includes in their places. */
    private static void included(String text, Setting there, StringBuilder all, Set<String> seen) {
        if (!text.contains("include ") || seen.size() > MOST_INCLUDED) {
            all.append(text);
            return;
        }
        for (String line : text.split("\n", -1)) {
            all.append(line).append('\n');
            String plain = line.startsWith("-") || line.startsWith("s") ? line.substring(1) : line;
            if (plain.startsWith("include ")) {
                for (String file : plain.substring("include ".length()).strip().split("\\s+", -1)) {
                    if (!seen.add(file)) {
                        continue;
                    }
                    Optional<Word> more = ScriptFiles.text(there, Word.of(file));
                    if (more.isPresent() && more.get().literal().isEmpty()) {
                        seen.add(UNREAD);
                    }
                    more.flatMap(Word::literal)
                            .ifPresent(t -> included(t + "\n", there, all, seen));
                }
            }
        }
    }

    /** {@code make SHELL=/tmp/x}, {@code make .SHELLFLAGS=…}: recipes go to another program. */
    private static boolean isOtherShell(Map<String, String> overrides) {
        String shell = overrides.getOrDefault("SHELL", "sh");
        return overrides.containsKey(".SHELLFLAGS")
                || !ScriptFiles.SHELLS.contains(shell.substring(shell.lastIndexOf('/') + 1));
    }
}
