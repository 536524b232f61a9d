package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks calls of functions, and files read in place, which {@code return} leaves as it does them:
 * their parameters, local variables and bounds.
 */
final class Functions {

    private final Interpreter interpreter;
    private final Budget budget;

    /** How many functions and files are being walked that {@code return} would leave. */
    private int returnable;

    Functions(Interpreter interpreter, Budget budget) {
        this.interpreter = interpreter;
        this.budget = budget;
    }

    /** A function that comes with the environment. */
    State.@Nullable Function given(String name, State s) {
        Variable v = s.variables.get("BASH_FUNC_" + name + "%%");
        if (v == null || interpreter.dash) {
            return null;
        }
        String text = v.scalar();
        if (text == null || !text.startsWith("()")) {
            return null;
        }
        Node parsed = new Parser(name + " " + text, budget, Parser.Aliases.NONE).line();
        if (parsed instanceof Node.Function f) {
            State.Function function = new State.Function(List.of(f), true);
            s.functions.put(name, function);
            return function;
        }
        throw new Unreadable("a function in the environment that is not one");
    }

    /** Calls a function, by all the bodies that it may have. */
    Flow call(
            State.Function f,
            List<Word> words,
            Map<String, Word> temporary,
            State s,
            Redirections.Opened opened) {
        if (!opened.files().isEmpty()) {
            interpreter.handover.emit(List.of(Word.of(":")), Map.of(), s, opened.io(), opened);
        }
        if (++interpreter.calls > Interpreter.MOST_CALLS) {
            interpreter.calls--;
            throw new Unreadable(
                    "functions that call each other more than " + Interpreter.MOST_CALLS + " deep");
        }
        try {
            if (f.bodies().size() == 1 && f.defined()) {
                return body(f.bodies().get(0), words, temporary, s, opened.io());
            }
            List<State> ways = new ArrayList<>();
            interpreter.branches.uncertain++;
            for (Node.Function each : f.bodies()) {
                State way = s.fork();
                if (body(each, words, temporary, way, opened.io()) == Flow.NEXT) {
                    ways.add(way);
                }
            }
            interpreter.branches.uncertain--;
            if (!f.defined()) {
                State way = s.fork();
                Flow done = interpreter.commands.call(words, temporary, way, opened, false);
                if (done == Flow.NEXT) {
                    ways.add(way);
                }
            }
            interpreter.branches.join(s, ways);
            return ways.isEmpty() ? Flow.EXIT : Flow.NEXT;
        } finally {
            interpreter.calls--;
        }
    }

    private Flow body(
            Node.Function f, List<Word> words, Map<String, Word> temporary, State s, Io io) {
        List<String> positional = s.positional;
        boolean known = s.positionalKnown;
        setPositional(words.subList(1, words.size()), s);
        Map<String, Variable> frame = new HashMap<>(2);
        s.frames.push(frame);
        temporary.forEach(
                (name, value) -> {
                    frame.put(name, s.get(name));
                    s.put(
                            name,
                            new Variable(new Variable.Text(Fields.text(value)), Variable.EXPORTED));
                });
        int outer = interpreter.levels;
        int around = interpreter.loops.depth;
        interpreter.loops.depth = 0;
        returnable++;
        boolean before = interpreter.branches.left.isEmpty();
        Flow flow;
        try {
            flow = interpreter.run(f.body(), s, io);
        } finally {
            returnable--;
            interpreter.loops.depth = around;
        }
        if (before && !interpreter.branches.left.isEmpty()) {
            for (String name : interpreter.branches.left) {
                if (!name.isEmpty()) {
                    s.put(name, Variable.join(s.get(name), Variable.anything(Gap.BRANCH)));
                }
            }
            if (interpreter.branches.left.contains("PWD")) {
                s.place = Whereabouts.UNKNOWN;
            }
            interpreter.branches.left.clear();
            s.status = State.UNKNOWN;
        }
        interpreter.levels = outer;
        s.frames.pop();
        frame.forEach(s::put);
        s.positional = positional;
        s.positionalKnown = known;
        interpreter.traps.run("RETURN", s);
        return flow == Flow.EXIT ? Flow.EXIT : Flow.NEXT;
    }

    /** Makes the words the positional parameters. */
    void setPositional(List<Word> words, State s) {
        List<String> values = new ArrayList<>(words.size());
        boolean known = true;
        for (Word w : words) {
            known &= !Fields.splits(w);
            values.add(Fields.text(w));
        }
        s.positional = List.copyOf(values);
        s.positionalKnown = known;
    }

    /** Whether there is nothing that {@code return} would leave. */
    boolean outermost() {
        return returnable == 0;
    }

    /** Reads the text of a file in this same shell; {@code return} leaves it. */
    Flow sourced(String text, State s, Io io) {
        returnable++;
        try {
            return interpreter.nestedText(text, s, io);
        } finally {
            returnable--;
        }
    }
}
