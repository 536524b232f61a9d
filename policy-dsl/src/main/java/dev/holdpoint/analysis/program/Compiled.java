package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Programs that compilers make of what the operation wrote: remembered as scripts of their source,
 * so that who runs one runs that. Of a source that could not be read comes a program that nobody
 * knows.
 */
final class Compiled {

    private static final Set<String> OUTPUT = Set.of("-o", "--output", "-d", "-femit-bin");

    private Compiled() {}

    /**
     * @param details the language of the source, and what would run it
     */
    static void note(Call call, RecipeFiles.Text source, List<String> details) {
        Inquiry inquiry = call.setting().inquiry();
        Word program = Word.hole("a program made of what could not be read", true);
        if (!source.hidden()) {
            List<String> all = new ArrayList<>(List.of(source.content()));
            all.addAll(Imports.of(inquiry, all, details.get(0)));
            String text =
                    "#!/usr/bin/"
                            + String.join(" ", details.subList(1, details.size()))
                            + "\n"
                            + String.join("\n", all);
            program = RecipeReader.word(text);
        }
        for (String name : outputs(call, source.path())) {
            Optional<String> path = call.setting().path(Word.of(name));
            if (path.isPresent() && !path.get().equals(source.path())) {
                Optional<Word> before = inquiry.written(path.get());
                boolean more = before.filter(b -> b.prefix().startsWith("#!/usr/bin/")).isPresent();
                inquiry.wrote(
                        path.get(),
                        more && !program.hasHole()
                                ? Start.concatenated(List.of(before.get(), Word.of("\n"), program))
                                : program);
            }
        }
    }

    private static List<String> outputs(Call call, String source) {
        List<Word> words = call.command().words();
        for (int i = 1; i < words.size(); i++) {
            String w = words.get(i).rendering();
            int equals = w.indexOf('=');
            String name = equals > 0 ? w.substring(0, equals) : w;
            if (OUTPUT.contains(name)) {
                return equals > 0
                        ? List.of(w.substring(equals + 1))
                        : i + 1 < words.size() ? List.of(words.get(i + 1).rendering()) : List.of();
            }
            if (w.startsWith("-o") && w.length() > 2 && equals < 0) {
                return List.of(w.substring(2));
            }
        }
        int dot = source.lastIndexOf('.');
        String stem = dot > source.lastIndexOf('/') ? source.substring(0, dot) : source;
        List<String> names = new ArrayList<>(List.of("a.out"));
        if (!stem.isEmpty()) {
            names.add(stem.substring(stem.lastIndexOf('/') + 1));
        }
        call.command()
                .cwd()
                .map(d -> d.substring(d.lastIndexOf('/') + 1))
                .filter(d -> !d.isEmpty() && !d.equals("."))
                .ifPresent(names::add);
        return names;
    }
}
