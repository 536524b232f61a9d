package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks simple commands: expands their words, makes their assignments, and finds what they call, a
 * function, a builtin or a program.
 */
final class SimpleCommands {

    private static final int MOST_NESTED = 100;

    private final Interpreter interpreter;
    private final Budget budget;

    /**
     * How many {@code command}s and {@code builtin}s stand before one another, functions included.
     */
    private int nested;

    /** Aliases whose text is being read. */
    private final Set<String> expanding = new HashSet<>(0);

    /** Within what runs for a command that is not found. */
    private boolean inHandler;

    SimpleCommands(Interpreter interpreter, Budget budget) {
        this.interpreter = interpreter;
        this.budget = budget;
    }

    /** Walks one command, with what is assigned before and redirected around it. */
    Flow run(Node.Simple n, State s, Io io) {
        interpreter.traps.run("DEBUG", s);
        if (s.on(State.Option.XTRACE)) {
            interpreter.traps.trace(s, io);
        }
        if (s.on(State.Option.XTRACE) || s.on(State.Option.VERBOSE)) {
            Traps.traced(io);
        }
        int before = interpreter.substitutions.waiting();
        interpreter.substitutions.last = 0;
        Flow declared = declaration(n, s, io);
        if (declared != null) {
            interpreter.substitutions.settle(before, s, io);
            return declared;
        }
        List<Word> words = interpreter.expansion.words(n.words(), s, io);
        if (words.isEmpty()) {
            for (Assignment a : n.assignments()) {
                interpreter.assignments.assign(a, s, io);
            }
            Redirections.Opened opened = interpreter.redirections.open(n.redirects(), s, io);
            if (!opened.files().isEmpty()) {
                interpreter.handover.emit(List.of(Word.of(":")), Map.of(), s, io, opened);
            }
            Io.In in = opened.io().in();
            if (!n.redirects().isEmpty() && n.words().isEmpty() && n.assignments().isEmpty()) {
                // $(< file)
                onlyRedirected(opened, in, io);
            }
            s.status = interpreter.substitutions.last;
            interpreter.substitutions.settle(before, s, io);
            return interpreter.failed(s);
        }
        Map<String, Word> temporary = Map.of();
        if (!n.assignments().isEmpty()) {
            temporary = new LinkedHashMap<>();
            for (Assignment a : n.assignments()) {
                if (a.elements() == null) {
                    temporary.put(
                            a.name(), Fields.value(interpreter.expansion.value(a.value(), s, io)));
                }
            }
        }
        Redirections.Opened opened =
                n.redirects().isEmpty()
                        ? Redirections.Opened.none(io)
                        : interpreter.redirections.open(n.redirects(), s, io);
        Flow f = call(words, temporary, s, opened, true);
        s.proof = s.status == State.UNKNOWN ? Proof.of(n.words()) : Proof.NONE;
        interpreter.substitutions.settle(before, s, io);
        return f == Flow.NEXT ? interpreter.failed(s) : f;
    }

    /** {@code declare} and its like, whose arguments are assignments; null for anything else. */
    private @Nullable Flow declaration(Node.Simple n, State s, Io io) {
        int at = 0;
        while (at < n.words().size()
                && (n.words().get(at).bare().equals("command")
                        || n.words().get(at).bare().equals("builtin"))) {
            at++;
        }
        if (at >= n.words().size()) {
            return null;
        }
        String name = n.words().get(at).bare();
        if (interpreter.plain && Bashisms.builtin(name)) {
            return null;
        }
        switch (name) {
            case "declare", "typeset", "local", "export", "readonly":
                break;
            default:
                return null;
        }
        if (at == 0 && s.functions.get(name) != null) {
            return null;
        }
        Redirections.Opened opened = interpreter.redirections.open(n.redirects(), s, io);
        if (!opened.files().isEmpty()) {
            interpreter.handover.emit(List.of(Word.of(":")), Map.of(), s, io, opened);
        }
        List<ShellWord> rest = n.words().subList(at, n.words().size());
        if (opened.io().out().wanted()) {
            List<Word> options = new ArrayList<>(rest.size());
            rest.forEach(w -> options.add(Word.of(w.bare())));
            if (Told.prints(name, options)) {
                opened.io().out().write(Gap.GIVEN.text());
            }
        }
        interpreter.builtins.settings().declare(name, rest, s, io);
        return interpreter.failed(s);
    }

    private void onlyRedirected(Redirections.Opened opened, Io.In in, Io io) {
        if (io.out().wanted() && opened.files().size() == 1) {
            String rest = in.rest();
            io.out().write(rest == null ? in.gap().text() : rest);
        }
    }

    /** Walks what a command's words call: a function, a builtin or a program. */
    Flow call(
            List<Word> words,
            Map<String, Word> temporary,
            State s,
            Redirections.Opened opened,
            boolean functions) {
        budget.spend(words.size());
        if (++nested > MOST_NESTED) {
            nested--;
            throw new Unreadable("commands within commands more than " + MOST_NESTED + " deep");
        }
        try {
            return called(words, temporary, s, opened, functions);
        } finally {
            nested--;
        }
    }

    private Flow called(
            List<Word> words,
            Map<String, Word> temporary,
            State s,
            Redirections.Opened opened,
            boolean functions) {
        String name = words.get(0).literal().orElse(null);
        if (interpreter.plain && name != null && Bashisms.builtin(name)) {
            s.status = State.UNKNOWN;
            return Flow.NEXT;
        }
        if (name == null || Gap.in(name)) {
            interpreter.handover.program(words, temporary, s, opened);
            return Flow.NEXT;
        }
        if (interpreter.substitutions.depth > 0 && s.on(State.Option.EXPAND_ALIASES)) {
            aliased(name, words, s, opened);
        }
        State.Function f = functions && !name.contains("/") ? s.functions.get(name) : null;
        if (f == null && functions && !name.contains("/")) {
            f = interpreter.functions.given(name, s);
        }
        if (f != null && !f.bodies().isEmpty()) {
            return interpreter.functions.call(f, words, temporary, s, opened);
        }
        Flow done = builtin(name, words, temporary, s, opened);
        if (done != null) {
            return done;
        }
        State.Function missing = s.functions.get("command_not_found_handle");
        if (missing != null
                && !missing.bodies().isEmpty()
                && !name.contains("/")
                && !interpreter.outputs.known(name)
                && !inHandler) {
            inHandler = true;
            // Whether the program is there is not known: both may happen.
            List<Word> handled = new ArrayList<>(words);
            handled.add(0, Word.of("command_not_found_handle"));
            State way = s.fork();
            interpreter.functions.call(missing, handled, temporary, way, opened);
            inHandler = false;
        }
        interpreter.handover.program(words, temporary, s, opened);
        return Flow.NEXT;
    }

    /**
     * Within a substitution, whose text the shell reads line by line too, an alias may have been
     * set on a line before: what it stands for is read as well.
     */
    private void aliased(String name, List<Word> words, State s, Redirections.Opened opened) {
        String value = Interpreter.alias(name, s);
        if (value == null || !expanding.add(name)) {
            return;
        }
        StringBuilder text = new StringBuilder(value);
        for (Word w : words.subList(1, words.size())) {
            text.append(' ').append(Quotes.single(Fields.text(w)));
        }
        interpreter.nestedText(text.toString(), s.fork(), opened.io());
        expanding.remove(name);
    }

    /** A builtin, for whose time the assignments before it hold. */
    private @Nullable Flow builtin(
            String name,
            List<Word> words,
            Map<String, Word> temporary,
            State s,
            Redirections.Opened opened) {
        if (temporary.isEmpty() || !Builtins.inThisShell(name)) {
            return interpreter.builtins.run(name, words, temporary, s, opened);
        }
        Map<String, Variable> before = new HashMap<>(2);
        temporary.forEach(
                (variable, value) -> {
                    before.put(variable, s.get(variable));
                    s.put(
                            variable,
                            new Variable(new Variable.Text(Fields.text(value)), Variable.EXPORTED));
                });
        Flow f = interpreter.builtins.run(name, words, temporary, s, opened);
        before.forEach(s::put);
        return f;
    }
}
