package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import java.util.Optional;

/**
 * What a patch that the operation gives leaves in files: the whole of those that it makes, and of
 * others the lines that it adds. What stood there before stands there as it did.
 */
final class Patches {

    private Patches() {}

    /** Notes the files that {@code patch} or {@code git apply} writes, where the patch is known. */
    static void note(Call call) {
        Optional<Word> patch =
                Feed.of(call) instanceof Feed.Text t ? Optional.of(t.content()) : Optional.empty();
        for (Word w : call.command().words().subList(1, call.command().words().size())) {
            Word file = w.prefix().startsWith("-i") ? CallParser.suffix(w, 2) : w;
            if (patch.isEmpty() && !file.parts().isEmpty()) {
                patch = call.setting().path(file).flatMap(call.setting().inquiry()::written);
            }
        }
        if (patch.isPresent() && !call.has("dry-run") && !call.has("check")) {
            read(call, RecipeFiles.marked(patch.get()), call.has("reverse") || call.has("R"));
        }
    }

    private static void read(Call call, String patch, boolean reversed) {
        Inquiry inquiry = call.setting().inquiry();
        if (!inquiry.spend(patch.length())) {
            return;
        }
        char added = reversed ? '-' : '+';
        String mark = reversed ? "--- " : "+++ ";
        String file = "";
        StringBuilder text = new StringBuilder();
        for (String line : patch.split("\r?\n", -1)) {
            boolean header = line.startsWith("--- ") || line.startsWith("+++ ");
            if (header) {
                wrote(call, file, text);
                file = line.startsWith(mark) ? line.substring(4).strip() : file;
                if (line.startsWith("--- ")) {
                    file = reversed ? file : "";
                }
            } else if (!file.isEmpty() && !line.isEmpty() && line.charAt(0) == added) {
                text.append(line, 1, line.length()).append('\n');
            }
        }
        wrote(call, file, text);
    }

    /** Under its name with and without the first part of it, which is mostly {@code a/} or b. */
    private static void wrote(Call call, String file, StringBuilder text) {
        int tab = file.indexOf('\t');
        String name = tab < 0 ? file : file.substring(0, tab);
        if (text.length() > 0 && !name.isEmpty() && !name.equals("/dev/null")) {
            Word content = RecipeReader.word(text.toString());
            int slash = name.indexOf('/');
            for (String n : new String[] {name, name.substring(slash + 1)}) {
                call.setting()
                        .path(Word.of(n))
                        .ifPresent(p -> call.setting().inquiry().wrote(p, content));
            }
        }
        text.setLength(0);
    }
}
