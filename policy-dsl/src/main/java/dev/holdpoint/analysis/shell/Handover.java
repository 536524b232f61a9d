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
                    new Command(words, cwd, variables, opened.io().in().input(), opened.files());
            boolean known = before != null && !before.add(c);
            if (!(interpreter.plain && known) && (repeated == null || repeated.add(c))) {
                inquiry.command(c, parent);
                budget.spend(8);
            }
        }
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
