package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what one simple command does. Thread-safe. */
public final class CommandReader {

    private final Catalog catalog = Catalog.bundled();
    private final Judgement judgement = new Judgement(Vocabulary.bundled(), new Tail(catalog));
    private final Hooks hooks = Hooks.bundled();
    private final Lifters lifters = new Lifters(judgement);
    private final Recipes recipes = Recipes.bundled();

    /** Adds the effects to the inquiry. */
    public void read(Command part, Optional<Effect> parent, Inquiry inquiry) {
        Command command = part;
        Setting setting = new Setting(command, parent, inquiry);
        hooks.read(setting);
        Word first = command.words().get(0);
        String name = name(first);
        if (first.literal().isEmpty() && hiddenName(first)) {
            Call call = CallParser.unlisted(name, setting);
            new Draft(call).hidden("the program could not be read").add();
            return;
        }
        if (first.prefix().indexOf('/') >= 0) {
            if (ScriptFiles.run(setting)) {
                return;
            }
        } else {
            ScriptFiles.found(name, setting);
        }
        int from = inquiry.size();
        Optional<Program> program = catalog.program(name);
        if (program.isEmpty()) {
            Call call = CallParser.unlisted(name, setting);
            judgement.unlisted(call);
            recipes.read(call, from);
            return;
        }
        String known = program.get().names().contains(name) ? name : program.get().name();
        Call call = CallParser.parse(known, program.get(), setting);
        lifters.read(call);
        recipes.read(call, from);
        Rewriting.note(call);
    }

    /** An unquoted hole may vanish, and then the next word is the program: all of it is hidden. */
    private static boolean hiddenName(Word first) {
        if (!first.hasHole()) {
            return true; // a glob in the place of the program
        }
        // $DIR/bin/tool: the program's own name is known
        Word.Part last = first.parts().get(first.parts().size() - 1);
        return !(last instanceof Word.Part.Literal l && l.text().indexOf('/') >= 0);
    }

    /** The base name, without what Windows adds: {@code git} for {@code C:/Git/bin/git.exe}. */
    static String name(Word first) {
        String text = first.rendering();
        int cut = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'));
        String base = text.substring(cut + 1);
        int dot = base.lastIndexOf('.');
        if (dot > 0) {
            String extension = base.substring(dot + 1);
            if (extension.equalsIgnoreCase("exe") || extension.equalsIgnoreCase("cmd")) {
                return base.substring(0, dot);
            }
        }
        return base;
    }

    static List<Word> words(String... literals) {
        List<Word> words = new ArrayList<>(literals.length);
        for (String l : literals) {
            words.add(Word.of(l));
        }
        return words;
    }
}
