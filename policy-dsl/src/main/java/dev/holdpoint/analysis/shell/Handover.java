package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands over to the inquiry what the walk comes to: commands, the content of files that were
 * written, and what could not be read.
 */
final class Handover {

    private final Interpreter interpreter;
    private final Budget budget;
    private final Inquiry inquiry;
    private final Optional<Effect> parent;

    /** The commands handed over, where the script is read once more. */
    private final @Nullable Set<Command> before;

    /** Files that are being written. */
    private final List<Io.Out> files = new ArrayList<>(0);

    /** Commands emitted in the loop that is being walked again. */
    @Nullable Set<Command> repeated;

    /** While only the output of commands is worked out. */
    boolean silent;

    /** Whether a text that is evaluated has been feared, which is said once. */
    private boolean feared;

    Handover(
            Interpreter interpreter,
            Budget budget,
            Inquiry inquiry,
            Optional<Effect> parent,
            @Nullable Set<Command> before) {
        this.interpreter = interpreter;
        this.budget = budget;
        this.inquiry = inquiry;
        this.parent = parent;
        this.before = before;
    }

    /** Hands a command over, and works out what it prints where that matters. */
    void program(
            List<Word> words, Map<String, Word> temporary, State s, Redirections.Opened opened) {
        Io io = opened.io();
        List<Word> resolved = words;
        String name = words.get(0).literal().orElse("");
        String path = s.hashed.get(name);
        if (path != null) {
            resolved = new ArrayList<>(words);
            resolved.set(0, Fields.value(path));
        }
        emit(resolved, temporary, s, io, opened);
        interpreter.outputs.fold(resolved, temporary.keySet(), s, io);
        io.in().touch();
    }

    /** Hands a command over. */
    void emit(
            List<Word> words,
            Map<String, Word> temporary,
            State s,
            Io io,
            Redirections.Opened opened) {
        if (silent || (interpreter.plain && words.get(0).literal().isEmpty())) {
            return;
        }
        flush();
        Map<String, Word> variables = s.environment();
        if (!temporary.isEmpty()) {
            Map<String, Word> more = new LinkedHashMap<>(variables);
            more.putAll(temporary);
            variables = more;
        }
        for (Optional<String> cwd : s.place.settled().here()) {
            budget.spend(opened.io().in().copied() / 4);
            Command c =
                    new Command(
                            located(words, cwd),
                            cwd,
                            variables,
                            opened.io().in().input(),
                            redirected(opened.files(), cwd));
            boolean known = before != null && !before.add(c);
            if (!(interpreter.plain && known) && (repeated == null || repeated.add(c))) {
                inquiry.command(c, parent);
                budget.spend(8);
            }
        }
    }

    /** The words, with the way there for the directory that the shell started in. */
    private static List<Word> located(List<Word> words, Optional<String> cwd) {
        for (Word w : words) {
            if (startsAtStart(w)) {
                return words.stream().map(each -> located(each, cwd)).toList();
            }
        }
        return words;
    }

    private static Word located(Word word, Optional<String> cwd) {
        Optional<String> way = startsAtStart(word) ? Directories.toStart(cwd) : Optional.empty();
        if (way.isEmpty()) {
            return word;
        }
        List<Word.Part> parts = new ArrayList<>(word.parts());
        String rest = "";
        parts.remove(0);
        if (!parts.isEmpty() && parts.get(0) instanceof Word.Part.Literal l) {
            rest = l.text();
            parts.remove(0);
        }
        parts.add(0, new Word.Part.Literal(way.get() + rest));
        return new Word(parts);
    }

    private static boolean startsAtStart(Word word) {
        return !word.parts().isEmpty()
                && word.parts().get(0) instanceof Word.Part.Hole h
                && h.why().equals(Gap.START.why());
    }

    private static List<Command.Redirection> redirected(
            List<Command.Redirection> files, Optional<String> cwd) {
        for (Command.Redirection r : files) {
            if (startsAtStart(r.target())) {
                return files.stream()
                        .map(f -> new Command.Redirection(f.mode(), located(f.target(), cwd)))
                        .toList();
            }
        }
        return files;
    }

    /** Remembers a file that is being written. */
    void opened(Io.Out out) {
        files.add(out);
    }

    /** Says what files written by the script contain by now. */
    void flush() {
        for (Io.Out out : files) {
            if (out.path() != null && out.fresh()) {
                budget.spend(out.text().length());
                inquiry.wrote(out.path(), Fields.value(out.text()));
            }
        }
    }

    /** Forgets the files of a script that has opened many: what they contain has been said. */
    void tidy() {
        if (files.size() > 64) {
            files.clear();
        }
    }

    /** Says that something here could not be read. */
    void unreadable(String why) {
        if (!silent && !interpreter.plain) {
            past(why);
        }
    }

    /** As {@link #unreadable}, whichever reading this is. */
    void past(String why) {
        if (!silent) {
            ScriptReader.unknown(why, parent, inquiry);
        }
    }

    /**
     * Says, once, that a text which nobody knows is evaluated as an expression or a name, where a
     * subscript in it runs a command.
     */
    void fear(String why) {
        if (!feared && !silent) {
            feared = true;
            unreadable(why);
        }
    }
}
