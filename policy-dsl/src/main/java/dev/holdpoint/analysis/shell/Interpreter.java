package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a script as the shell would, with what is known in place of what is. Where a condition is
 * not constant every way is walked, and what the ways leave behind is joined. Here are texts, what
 * kind of command each node is, processes and pipelines, and what all parts share; each kind that
 * is more than a few lines has a class of its own.
 */
final class Interpreter {

    static final int MOST_CALLS = 32;

    /** The streams of what runs by itself: a trap's body. */
    static final Io NOTHING =
            new Io(
                    new Io.In(new Command.Input.Inherited()),
                    Io.Out.NOWHERE,
                    Io.Out.NOWHERE,
                    Map.of());

    final Inquiry inquiry;
    final Budget budget;
    final Expansion expansion;
    final Builtins builtins;
    final Arithmetic arithmetic;
    final Assignments assignments;
    final Loops loops;
    final Conditions conditions;
    final Redirections redirections;
    final Outputs outputs;
    final Handover handover;
    final Branches branches;
    final SimpleCommands commands;
    final Functions functions;
    final Substitutions substitutions;
    final Traps traps;
    final boolean dash;

    /**
     * Reads a script for sh once more, as dash does: only commands are handed over that the first
     * reading did not come to and whose programs are known.
     */
    final boolean plain;

    /** Shells, texts and functions within one another. */
    int calls;

    /** Within a condition, where failure is an answer. */
    int tested;

    /** How many loops a {@code break} or {@code continue} is still to leave. */
    int levels;

    /** While what is expanded may come in any order. */
    boolean anyOrder;

    /** Whether something was expanded that comes in an order which nobody knows. */
    boolean unordered;

    Interpreter(
            Inquiry inquiry,
            Optional<Effect> parent,
            Budget budget,
            boolean dash,
            boolean plain,
            @Nullable Set<Command> before) {
        this.plain = plain;
        this.inquiry = inquiry;
        this.budget = budget;
        this.dash = dash;
        this.expansion = new Expansion(this, budget);
        this.builtins = new Builtins(this);
        this.arithmetic = new Arithmetic(this, expansion, budget);
        this.assignments = new Assignments(this, expansion, arithmetic, budget);
        this.loops = new Loops(this);
        this.conditions = new Conditions(this, expansion);
        this.redirections = new Redirections(this);
        this.outputs = new Outputs(this);
        this.handover = new Handover(this, budget, inquiry, parent, before);
        this.branches = new Branches(this, budget);
        this.commands = new SimpleCommands(this, budget);
        this.functions = new Functions(this, budget);
        this.substitutions = new Substitutions(this, budget);
        this.traps = new Traps(this);
    }

    /** The path as files of this inquiry are known by. */
    Optional<String> path(String path, State s) {
        return Directories.resolve(path, s.place.likely()).map(inquiry.detours()::followed);
    }

    /** What a file contains by now, with gaps; null where that is not known. */
    @Nullable String content(String path, State s) {
        return Builtins.content(path, s, this);
    }

    /** Reads a text that a command runs in this same shell, one level deeper. */
    Flow nestedText(String text, State s, Io io) {
        if (++calls > MOST_CALLS) {
            calls--;
            throw new Unreadable("commands within commands more than " + MOST_CALLS + " deep");
        }
        try {
            budget.spend(text.length());
            return text(text, s, io);
        } finally {
            calls--;
        }
    }

    Optional<String> home() {
        return inquiry.surroundings().home().map(Gap::admit);
    }

    /** Reads a whole script, its traps included. */
    void script(String text, State s, Io io) {
        try {
            text(text, s, io);
            traps.exit(s, io);
            traps.signals(s, io);
            handover.flush();
        } catch (Unreadable e) {
            handover.past(e.why());
        }
    }

    /** What a shell prints that runs the text; null where that cannot be told. */
    @Nullable String printed(String text, List<String> arguments, State from, Io io) {
        if (Gap.in(text)) {
            return null;
        }
        boolean before = handover.silent;
        handover.silent = true;
        try {
            State s = new State(inquiry.surroundings().environment(), from.inheritedKnown);
            from.environment()
                    .forEach(
                            (name, value) ->
                                    s.put(
                                            name,
                                            new Variable(
                                                    new Variable.Text(Fields.text(value)),
                                                    Variable.EXPORTED)));
            s.place = from.place;
            if (!arguments.isEmpty()) {
                s.zero = arguments.get(0);
                s.positional = List.copyOf(arguments.subList(1, arguments.size()));
            }
            Io.Out out = Io.Out.captured();
            nestedText(text, s, io.writing(out));
            return out.text();
        } finally {
            handover.silent = before;
        }
    }

    /** Reads a text as commands and walks it, line by line. */
    Flow text(String text, State s, Io io) {
        boolean hidden = Gap.in(text);
        if (hidden && Startup.isAll(text)) {
            s.status = State.UNKNOWN;
            return Flow.NEXT;
        }
        if (hidden) {
            handover.unreadable("part of the script is not known");
        }
        Parser parser =
                new Parser(
                        text,
                        budget,
                        name -> s.on(State.Option.EXPAND_ALIASES) ? alias(name, s) : null,
                        plain);
        try {
            while (true) {
                Node line = parser.line();
                if (line == null) {
                    return Flow.NEXT;
                }
                Flow f = run(line, s, io);
                if (f != Flow.NEXT) {
                    return f;
                }
                if (s.on(State.Option.NOEXEC)) {
                    return Flow.EXIT;
                }
            }
        } catch (Unreadable e) {
            if (plain && e.bound()) {
                throw e;
            }
            handover.unreadable(e.why());
            s.status = State.UNKNOWN;
            // bash goes on after a text in eval that it could not parse.
            return e.bound() ? Flow.EXIT : Flow.NEXT;
        }
    }

    static @Nullable String alias(String name, State s) {
        String value = s.aliases.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Walks any command. */
    Flow run(Node node, State s, Io given) {
        budget.spend(Budget.COMMAND);
        s.settle();
        Io io = s.permanent == null ? given : s.permanent;
        if (inquiry.isExhausted()) {
            throw Unreadable.past("a bound of the inquiry was reached");
        }
        if (node instanceof Node.Simple n) {
            return commands.run(n, s, io);
        } else if (node instanceof Node.Sequence n) {
            for (Node each : n.nodes()) {
                Flow f = run(each, s, io);
                if (f != Flow.NEXT) {
                    return f;
                }
                if (s.on(State.Option.NOEXEC)) {
                    return Flow.EXIT;
                }
            }
            return Flow.NEXT;
        } else if (node instanceof Node.AndOr n) {
            return branches.andOr(n, s, io);
        } else if (node instanceof Node.Pipeline n) {
            return pipeline(n, s, io);
        } else if (node instanceof Node.Redirected n) {
            return redirected(n, s, io);
        } else if (node instanceof Node.Group n) {
            return run(n.body(), s, io);
        } else if (node instanceof Node.Subshell n) {
            State inner = s.fork();
            subshell(n.body(), inner, io);
            s.status = inner.status;
            return failed(s);
        } else if (node instanceof Node.If n) {
            return branches.conditional(n, 0, s, io);
        } else if (node instanceof Node.Case n) {
            return branches.cases(n, s, io);
        } else if (node instanceof Node.For n) {
            return loops.each(n, s, io);
        } else if (node instanceof Node.While n) {
            return loops.loop(n, s, io);
        } else if (node instanceof Node.ForArithmetic n) {
            return loops.counted(n, s, io);
        } else if (node instanceof Node.Test n) {
            s.status = status(conditions.test(n.condition(), s, io));
            s.proof = s.status == State.UNKNOWN ? Proof.of(n.condition()) : Proof.NONE;
            return failed(s);
        } else if (node instanceof Node.Arithmetic n) {
            Long value = arithmetic.value(n.expression(), s, io);
            s.status = value == null ? State.UNKNOWN : value != 0 ? 0 : 1;
            return failed(s);
        } else if (node instanceof Node.Function n) {
            s.functions.put(n.name(), new State.Function(List.of(n), true));
            s.status = 0;
            return Flow.NEXT;
        } else if (node instanceof Node.Background n) {
            State inner = s.fork();
            subshell(n.node(), inner, io);
            s.status = 0;
            return Flow.NEXT;
        } else if (node instanceof Node.Coprocess n) {
            subshell(
                    n.body(),
                    s.fork(),
                    io.reading(Io.In.unknown("what is written to a co-process"))
                            .writing(Io.Out.NOWHERE));
            s.put(n.name(), Variable.anything(Gap.SYSTEM));
            s.status = 0;
            return Flow.NEXT;
        }
        throw new IllegalStateException("not a command: " + node.getClass());
    }

    static int status(@Nullable Boolean holds) {
        return holds == null ? State.UNKNOWN : holds ? 0 : 1;
    }

    /** {@code set -e}. Only a failure that is certain ends the reading. */
    Flow failed(State s) {
        if (s.status != 0) {
            traps.run("ERR", s);
            if (s.on(State.Option.ERREXIT) && tested == 0) {
                if (s.status > 0) {
                    return Flow.EXIT;
                }
                s.succeeded();
            }
        }
        return Flow.NEXT;
    }

    /** Walks a command whose status is asked for. */
    Flow condition(Node node, State s, Io io) {
        tested++;
        try {
            return run(node, s, io);
        } finally {
            tested--;
        }
    }

    /** Walks a node as another process: what it changes stays there. */
    void subshell(Node body, State inner, Io io) {
        if (++calls > MOST_CALLS) {
            calls--;
            throw new Unreadable("commands within commands more than " + MOST_CALLS + " deep");
        }
        int before = levels;
        inner.traps.put("EXIT", List.of());
        inner.permanent = null;
        run(body, inner, io);
        traps.exit(inner, io);
        levels = before;
        calls--;
    }

    private Flow pipeline(Node.Pipeline n, State s, Io io) {
        if (n.stages().isEmpty()) {
            s.status = n.negated() ? 1 : 0;
            return Flow.NEXT;
        }
        if (n.stages().size() == 1) {
            Flow f = condition(n.stages().get(0), s, io);
            if (n.negated()) {
                Proof proof = s.proof.negated();
                s.settle();
                s.proof = proof;
            }
            if (n.negated() && s.status != State.UNKNOWN) {
                s.status = s.status == 0 ? 1 : 0;
            }
            return f;
        }
        Io.In in = io.in();
        int status = State.UNKNOWN;
        int failure = 0;
        for (int i = 0; i < n.stages().size(); i++) {
            boolean last = i == n.stages().size() - 1;
            Io.Out out = last ? io.out() : Io.Out.captured();
            State inner = last && s.on(State.Option.LASTPIPE) ? s : s.fork();
            Io stage = io.reading(in).writing(out);
            // set -e holds within each stage, which is a process of its own.
            if (inner == s) {
                Flow f = run(n.stages().get(i), s, stage);
                if (f != Flow.NEXT) {
                    return f;
                }
            } else {
                subshell(n.stages().get(i), inner, stage);
            }
            status = inner.status;
            failure = status == 0 || failure == State.UNKNOWN ? failure : status;
            in = last ? in : Io.In.of(out);
        }
        if (s.on(State.Option.PIPEFAIL)) {
            status = failure;
        }
        s.status = n.negated() && status != State.UNKNOWN ? (status == 0 ? 1 : 0) : status;
        return n.negated() ? Flow.NEXT : failed(s);
    }

    private Flow redirected(Node.Redirected n, State s, Io io) {
        Redirections.Opened opened = redirections.open(n.redirects(), s, io);
        if (!opened.files().isEmpty()) {
            String printing = Silence.isBroken(n.node()) ? "cat" : ":";
            handover.emit(List.of(Word.of(printing)), Map.of(), s, io, opened);
        }
        int before = substitutions.waiting();
        Io permanent = s.permanent;
        s.permanent = null;
        Flow f = run(n.node(), s, opened.io());
        s.permanent = permanent;
        substitutions.settle(before, s, io);
        return f;
    }

    String arithmetic(ShellWord expression, State s, Io io) {
        Long value = arithmetic.value(expression, s, io);
        return value == null ? Gap.NUMBER.text() : Long.toString(value);
    }

    /** The value of a subscript or offset; null where it is not known. */
    @Nullable Long index(ShellWord subscript, State s, Io io) {
        return arithmetic.value(subscript, s, io);
    }

    /** Evaluates the subscript in a name that came as text, for what it runs. */
    void subscript(String name, State s, Io io) {
        if (Gap.feared(name)) {
            handover.fear("a name that is not known here may run a command in its subscript");
        }
        int bracket = name.indexOf('[');
        if (bracket > 0 && name.endsWith("]")) {
            String inner = name.substring(bracket + 1, name.length() - 1);
            if (!inner.equals("@") && !inner.equals("*")) {
                index(expansion.reread(inner), s, io);
            }
        }
    }
}
