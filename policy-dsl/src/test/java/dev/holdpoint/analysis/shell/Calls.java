package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Recording;
import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compares what bash ran with what the reader handed over. */
final class Calls {

    private Calls() {}

    /** How the reader says that the recorded programs are called, in order. */
    static List<List<String>> of(Recording recording) {
        List<List<String>> calls = new ArrayList<>();
        for (Command c : recording.commands()) {
            Word first = c.words().get(0);
            String path = first.rendering();
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (Bash.RECORDED.contains(name) || first.literal().isEmpty()) {
                List<String> words = new ArrayList<>();
                c.words().forEach(w -> words.add(w.rendering()));
                words.set(0, name);
                calls.add(words);
            }
        }
        return calls;
    }

    /** In an order that does not depend on which of two processes was faster. */
    static List<List<String>> sorted(List<List<String>> calls) {
        return calls.stream().sorted(Comparator.comparing(Object::toString)).toList();
    }

    /** Whether several processes run at a time, so that their order is chance. */
    static boolean concurrent(String script) {
        return script.indexOf('|') >= 0 || script.indexOf('&') >= 0;
    }
}
