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

    private static final int MOST_LINES = 2_000;

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
        for (Word e : call.values("eval")) {
            if (e.prefix().contains("$(shell") || e.hasHole()) {
                draft.opaque();
            }
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
        Optional<String> known = text.flatMap(Word::literal);
        if (text.isPresent() && known.isEmpty()) {
            draft.hidden("part of the makefile could not be read").add();
            return;
        }
        if (known.isEmpty()) {
            boolean says =
                    call.arguments().stream()
                            .anyMatch(a -> a.literal().filter(vocabulary::names).isPresent());
            draft.verb(says ? Verb.DESTROY : Verb.RUN).add();
            return;
        }
        Effect make = draft.verb(Verb.RUN).add();
        for (String line : recipes(known.get(), call)) {
            Start.script(call, make, expanded(line));
        }
        for (String line : whileReading(known.get())) {
            Start.script(call, make, expanded(line));
        }
    }

    /** What make runs to know its variables: {@code $(shell …)} outside recipes and {@code !=}. */
    private static List<String> whileReading(String text) {
        List<String> found = new ArrayList<>(0);
        for (int at = text.indexOf("$(shell "); at >= 0; at = text.indexOf("$(shell ", at + 8)) {
            int open = 1;
            int end = at + 8;
            while (end < text.length() && open > 0) {
                char c = text.charAt(end++);
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
            found.add(text.substring(at + 8, open == 0 ? end - 1 : end));
            if (found.size() > MOST_SHELLS) {
                break;
            }
        }
        for (int at = text.indexOf("!="); at >= 0; at = text.indexOf("!=", at + 2)) {
            int start = text.lastIndexOf('\n', at) + 1;
            int end = text.indexOf('\n', at);
            if (text.charAt(start) != '\t'
                    && text.charAt(start) != '#'
                    && found.size() <= MOST_SHELLS) {
                found.add(text.substring(at + 2, end < 0 ? text.length() : end));
            }
        }
        return found;
    }

    private static final int MOST_SHELLS = 200;

    private static List<String> recipes(String text, Call call) {
        Map<String, List<String>> lines = new HashMap<>();
        Map<String, List<String>> needs = new HashMap<>();
        List<String> current = List.of();
        String first = "";
        int read = 0;
        for (String line : text.replace("\\\n", " ").split("\n", -1)) {
            if (read++ > MOST_LINES) {
                break;
            }
            if (line.startsWith("\t")) {
                for (String t : current) {
                    lines.computeIfAbsent(t, x -> new ArrayList<>()).add(line.substring(1));
                }
                continue;
            }
            int colon = line.indexOf(':');
            boolean rule =
                    colon > 0
                            && !line.startsWith("#")
                            && !(colon + 1 < line.length() && line.charAt(colon + 1) == '=')
                            && (line.indexOf('=') < 0 || line.indexOf('=') > colon);
            if (!rule) {
                continue;
            }
            current = new ArrayList<>();
            String rest = line.substring(colon + 1);
            int inline = rest.indexOf(';');
            for (String t : line.substring(0, colon).strip().split("\\s+", -1)) {
                current.add(t);
                lines.computeIfAbsent(t, x -> new ArrayList<>());
                needs.computeIfAbsent(t, x -> new ArrayList<>())
                        .addAll(
                                List.of(
                                        (inline < 0 ? rest : rest.substring(0, inline))
                                                .strip()
                                                .split("\\s+", -1)));
                if (inline >= 0) {
                    lines.computeIfAbsent(t, x -> new ArrayList<>())
                            .add(rest.substring(inline + 1));
                }
                if (first.isEmpty() && !t.startsWith(".")) {
                    first = t;
                }
            }
        }
        List<String> wanted = new ArrayList<>();
        call.arguments()
                .forEach(a -> a.literal().filter(l -> l.indexOf('=') < 0).ifPresent(wanted::add));
        if (wanted.isEmpty()) {
            wanted.add(first);
        }
        List<String> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            String t = wanted.get(i);
            if (seen.add(t)) {
                found.addAll(lines.getOrDefault(t, List.of()));
                wanted.addAll(needs.getOrDefault(t, List.of()));
            }
        }
        return found;
    }

    /** {@code $$} is a dollar of the shell's; any other expansion of make's is not followed. */
    private static Word expanded(String line) {
        String text = line.strip();
        while (!text.isEmpty() && "@-+".indexOf(text.charAt(0)) >= 0) {
            text = text.substring(1);
        }
        List<Word> pieces = new ArrayList<>();
        int from = 0;
        int i = text.indexOf('$');
        while (i >= 0 && i + 1 < text.length()) {
            pieces.add(Word.of(text.substring(from, i)));
            char c = text.charAt(i + 1);
            if (c == '$') {
                pieces.add(Word.of("$"));
                from = i + 2;
            } else {
                char close = c == '(' ? ')' : c == '{' ? '}' : 0;
                int end = close == 0 ? i + 1 : text.indexOf(close, i);
                pieces.add(Word.hole("a variable of make", true));
                from = end < 0 ? text.length() : end + 1;
            }
            i = text.indexOf('$', from);
        }
        pieces.add(Word.of(text.substring(from)));
        return Start.concatenated(pieces);
    }
}
