package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Command;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Walks loops: round by round where what they go over or wait for is constant, else until another
 * round would change nothing that is known.
 */
final class Loops {

    private static final int MOST_ROUNDS = 300;

    private final Interpreter interpreter;

    /** Loops around what is being walked, within the function. */
    int depth;

    Loops(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** Whether there is a loop that {@code break} would leave. */
    boolean looping() {
        return depth > 0;
    }

    Flow each(Node.For n, State s, Io io) {
        List<String> items;
        boolean certain = !n.select();
        if (n.words() == null) {
            items = s.positionalKnown ? s.positional : List.of(Gap.GIVEN.text());
            certain &= s.positionalKnown;
        } else {
            items = new ArrayList<>();
            List<String> fields = new ArrayList<>();
            interpreter.anyOrder = true;
            for (ShellWord w : n.words()) {
                interpreter.expansion.expand(w, s, io, fields);
            }
            interpreter.anyOrder = false;
            certain &= !interpreter.unordered;
            interpreter.unordered = false;
            boolean globs = !s.on(State.Option.NOGLOB);
            for (String f : fields) {
                certain &= !unsettled(f, globs);
                items.add(Fields.valueOf(f, globs));
            }
        }
        s.status = 0;
        if (certain && items.size() <= MOST_ROUNDS) {
            for (String item : items) {
                interpreter.budget.spend(1);
                interpreter.assignments.assign(n.name(), null, item, false, s, io);
                Flow f = round(n.body(), s, io);
                if (f == Flow.BREAK) {
                    return interpreter.levels > 0 ? f : Flow.NEXT;
                }
                if (f != Flow.NEXT) {
                    return f;
                }
            }
            return Flow.NEXT;
        }
        List<String> some = items;
        if (items.size() > MOST_ROUNDS) {
            some = List.of(Gap.BOUND.text());
        } else if (n.select()) {
            some = new ArrayList<>(items);
            some.add(Gap.INPUT.text());
        }
        List<String> all = some;
        return again(
                s,
                way -> {
                    for (String item : all) {
                        interpreter.assignments.assign(n.name(), null, item, false, way, io);
                        if (n.select()) {
                            way.put("REPLY", Variable.of(Gap.INPUT.text()));
                        }
                        Flow f = round(n.body(), way, io);
                        if (f != Flow.NEXT) {
                            return f;
                        }
                    }
                    return Flow.NEXT;
                });
    }

    /** Whether a field may turn out to be several words or none. */
    static boolean unsettled(String field, boolean globs) {
        return Fields.splits(Fields.word(field, globs));
    }

    /** One round of a loop whose body is certain to run: NEXT, BREAK, or what leaves the loop. */
    private Flow round(Node body, State s, Io io) {
        boolean before = interpreter.branches.left.isEmpty();
        depth++;
        Flow f;
        try {
            f = interpreter.run(body, s, io);
        } finally {
            depth--;
        }
        if (before && !interpreter.branches.left.isEmpty()) {
            for (String name : interpreter.branches.left) {
                if (!name.isEmpty()) {
                    s.put(name, Variable.join(s.get(name), Variable.anything(Gap.BRANCH)));
                }
            }
            s.place = Whereabouts.UNKNOWN;
            interpreter.branches.left.clear();
        }
        if (f == Flow.BREAK || f == Flow.CONTINUE) {
            // What is left to leave is for the loop around.
            return --interpreter.levels > 0 || f == Flow.BREAK ? f : Flow.NEXT;
        }
        return f;
    }

    /** What is walked in each round of a loop. */
    private interface Round {
        Flow walk(State way);
    }

    /**
     * Walks a loop whose rounds cannot be counted, until another round would change nothing that is
     * known: first from what is known before it, then from what holds after any number of rounds.
     */
    private Flow again(State s, Round round) {
        Set<Command> outer = interpreter.handover.repeated;
        interpreter.handover.repeated = outer == null ? new HashSet<>() : outer;
        interpreter.branches.uncertain++;
        try {
            for (int i = 0; i < 12; i++) {
                State way = s.fork();
                Flow f = round.walk(way);
                if (f == Flow.EXIT || f == Flow.RETURN) {
                    interpreter.branches.leave(f, way);
                    return Flow.NEXT;
                }
                if (f == Flow.BREAK || f == Flow.CONTINUE) {
                    interpreter.branches.join(s, List.of(way, s.fork()));
                    return interpreter.levels > 0 ? f : Flow.NEXT;
                }
                if (!s.differs(way)) {
                    interpreter.branches.join(s, List.of(way, s.fork()));
                    return Flow.NEXT;
                }
                interpreter.branches.join(s, List.of(way, s.fork()));
            }
            throw new Unreadable("a loop whose end cannot be told");
        } finally {
            interpreter.branches.uncertain--;
            interpreter.handover.repeated = outer;
        }
    }

    Flow loop(Node.While n, State s, Io io) {
        for (int i = 0; i < MOST_ROUNDS; i++) {
            interpreter.budget.spend(1);
            depth++;
            Flow f;
            try {
                f = interpreter.condition(n.condition(), s, io);
            } finally {
                depth--;
            }
            if (f != Flow.NEXT) {
                return f == Flow.BREAK && --interpreter.levels <= 0 ? Flow.NEXT : f;
            }
            if (s.status == State.UNKNOWN) {
                return unknownLoop(n, s, io);
            }
            if ((s.status == 0) == n.until()) {
                s.status = 0;
                return Flow.NEXT;
            }
            f = round(n.body(), s, io);
            if (f == Flow.BREAK) {
                return interpreter.levels > 0 ? f : Flow.NEXT;
            }
            if (f != Flow.NEXT) {
                return f;
            }
        }
        return unknownLoop(n, s, io);
    }

    private Flow unknownLoop(Node.While n, State s, Io io) {
        return again(
                s,
                way -> {
                    Flow f = round(n.body(), way, io);
                    if (f != Flow.NEXT) {
                        return f;
                    }
                    depth++;
                    try {
                        return interpreter.condition(n.condition(), way, io);
                    } finally {
                        depth--;
                    }
                });
    }

    Flow counted(Node.ForArithmetic n, State s, Io io) {
        interpreter.arithmetic.value(n.start(), s, io);
        for (int i = 0; i < MOST_ROUNDS; i++) {
            interpreter.budget.spend(1);
            Long holds =
                    n.condition().literal() != null && n.condition().literal().isBlank()
                            ? Long.valueOf(1)
                            : interpreter.arithmetic.value(n.condition(), s, io);
            if (holds == null) {
                break;
            }
            if (holds == 0) {
                s.status = 0;
                return Flow.NEXT;
            }
            Flow f = round(n.body(), s, io);
            if (f == Flow.BREAK) {
                return interpreter.levels > 0 ? f : Flow.NEXT;
            }
            if (f != Flow.NEXT) {
                return f;
            }
            interpreter.arithmetic.value(n.step(), s, io);
        }
        return again(
                s,
                way -> {
                    Flow f = round(n.body(), way, io);
                    if (f == Flow.NEXT) {
                        interpreter.arithmetic.value(n.step(), way, io);
                    }
                    return f;
                });
    }
}
