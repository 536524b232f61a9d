package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a script as the shell would, with what is known in place of what is. Where a condition is
 * not constant every way is walked, and what the ways leave behind is joined.
 */
final class Interpreter {

    private static final int MOST_CALLS = 32;
    private static final int MOST_NESTED = 100;

    private final Inquiry inquiry;
    private final Optional<Effect> parent;
    final Budget budget;
    final Expansion expansion;
    private final Builtins builtins;
    private final Arithmetic arithmetic;
    private final Assignments assignments;
    private final Loops loops;
    private final Conditions conditions;
    private final Redirections redirections;
    private final Outputs outputs;
    final boolean dash;

    /**
     * Reads a script for sh once more, as dash does: only commands are handed over that the first
     * reading did not come to and whose programs are known.
     */
    final boolean plain;

    /** The commands handed over, where the script is read once more. */
    final @Nullable Set<Command> before;

    private final List<Io.Out> files = new ArrayList<>(0);
    private final List<Writing> writings = new ArrayList<>(0);

    /** Commands emitted in the loop that is being walked again. */
    @Nullable Set<Command> repeated;

    private int calls;

    /**
     * How many {@code command}s and {@code builtin}s stand before one another, functions included.
     */
    private int nested;

    /** How many loops a {@code break} or {@code continue} is still to leave. */
    int levels;

    /** While what is expanded may come in any order. */
    boolean anyOrder;

    /** Whether something was expanded that comes in an order which nobody knows. */
    boolean unordered;

    /** Inside a branch that may not be taken. */
    int uncertain;

    /** A way left a loop or a function that another way goes on in. */
    final Set<String> left = new HashSet<>(0);

    private int substitutions = 63;
    private boolean inTrap;

    /** A process substitution that reads what the command writes. */
    private record Writing(String path, Node body) {}

    Interpreter(
            Inquiry inquiry,
            Optional<Effect> parent,
            Budget budget,
            boolean dash,
            boolean plain,
            @Nullable Set<Command> before) {
        this.plain = plain;
        this.before = before;
        this.inquiry = inquiry;
        this.parent = parent;
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
    }

    /** The path as files of this inquiry are known by. */
    Optional<String> path(String path, State s) {
        return Directories.resolve(path, s.place.likely())
                .map(p -> p.startsWith("/") ? inquiry.surroundings().real(p).orElse(p) : p);
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

    Inquiry inquiry() {
        return inquiry;
    }

    Outputs outputs() {
        return outputs;
    }

    Optional<String> home() {
        return inquiry.surroundings().home().map(Gap::admit);
    }

    /** Reads a whole script, its traps included. */
    void script(String text, State s, Io io) {
        try {
            text(text, s, io);
            exitTrap(s, io);
            for (String signal : s.traps.names()) {
                List<String> bodies = s.traps.get(signal);
                if (bodies != null && !SOON.contains(signal)) {
                    for (String body : bodies) {
                        text(body, s.fork(), io);
                    }
                }
            }
            flush();
        } catch (Unreadable e) {
            past(e.why());
        }
    }

    /** Traps that run during the script, or at its end. */
    private static final Set<String> SOON = Set.of("EXIT", "DEBUG", "ERR", "RETURN");

    /** What a shell prints that runs the text; null where that cannot be told. */
    @Nullable String printed(String text, List<String> arguments, State from, Io io) {
        if (Gap.in(text)) {
            return null;
        }
        boolean before = silent;
        silent = true;
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
            silent = before;
        }
    }

    /** While only the output of commands is worked out. */
    private boolean silent;

    /** Reads a text as commands and walks it, line by line. */
    Flow text(String text, State s, Io io) {
        return text(text, s, io, true);
    }

    /** As {@link #nestedText}, of a file: {@code return} leaves it. */
    Flow sourced(String text, State s, Io io) {
        returnable++;
        try {
            return nestedText(text, s, io);
        } finally {
            returnable--;
        }
    }

    /** How many functions and files are being walked that {@code return} would leave. */
    private int returnable;

    boolean outermost() {
        return returnable == 0;
    }

    boolean looping() {
        return loops.depth > 0;
    }

    Flow text(String text, State s, Io io, boolean aliases) {
        boolean hidden = Gap.in(text);
        if (hidden) {
            unreadable("part of the script is not known");
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
            unreadable(e.why());
            s.status = State.UNKNOWN;
            // bash goes on after a text in eval that it could not parse.
            return e.bound() ? Flow.EXIT : Flow.NEXT;
        }
    }

    private static @Nullable String alias(String name, State s) {
        String value = s.aliases.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Says that something here could not be read. */
    void unreadable(String why) {
        if (!silent && !plain) {
            past(why);
        }
    }

    private void past(String why) {
        if (silent) {
            return;
        }
        inquiry.add(
                Effect.of(Kind.EXEC)
                        .verb(Verb.UNKNOWN)
                        .opaque()
                        .parent(parent)
                        .summary(why)
                        .build());
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

    private boolean feared;

    // nodes

    Flow run(Node node, State s, Io given) {
        budget.spend(Budget.COMMAND);
        s.settle();
        Io io = s.permanent == null ? given : s.permanent;
        if (inquiry.isExhausted()) {
            throw Unreadable.past("a bound of the inquiry was reached");
        }
        if (node instanceof Node.Simple n) {
            return simple(n, s, io);
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
            return andOr(n, s, io);
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
            return conditional(n, 0, s, io);
        } else if (node instanceof Node.Case n) {
            return cases(n, s, io);
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
    private Flow failed(State s) {
        if (s.status != 0) {
            trap("ERR", s);
            if (s.on(State.Option.ERREXIT) && tested == 0) {
                if (s.status > 0) {
                    return Flow.EXIT;
                }
                s.succeeded();
            }
        }
        return Flow.NEXT;
    }

    /** Within a condition, where failure is an answer. */
    private int tested;

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
        exitTrap(inner, io);
        levels = before;
        calls--;
    }

    private Flow andOr(Node.AndOr n, State s, Io io) {
        Flow f = n.rest().isEmpty() ? run(n.first(), s, io) : condition(n.first(), s, io);
        int i = 0;
        for (Node.Link link : n.rest()) {
            i++;
            if (f != Flow.NEXT) {
                return f;
            }
            boolean last = i == n.rest().size();
            if (s.status == State.UNKNOWN) {
                State way = s.fork();
                way.status = link.and() ? 0 : State.UNKNOWN;
                State other = s.fork();
                other.status = link.and() ? State.UNKNOWN : 0;
                (link.and() ? way : other).succeeded();
                (link.and() ? other : way).failed();
                f = either(link, way, other, s, io, last);
            } else if ((s.status == 0) == link.and()) {
                f = last ? run(link.node(), s, io) : condition(link.node(), s, io);
            }
        }
        return f;
    }

    /** Walks a way that may not be taken; the other one changes nothing. */
    private Flow either(Node.Link link, State way, State other, State s, Io io, boolean last) {
        uncertain++;
        Flow f;
        try {
            f = last ? run(link.node(), way, io) : condition(link.node(), way, io);
        } finally {
            uncertain--;
        }
        Proof proof =
                link.and()
                        ? new Proof(way.proof.ifTrue(), List.of())
                        : new Proof(List.of(), way.proof.ifFalse());
        if (f == Flow.NEXT) {
            Whereabouts met =
                    link.and()
                            ? way.place.afterSuccess(other.place)
                            : way.place.afterFailure(other.place);
            join(s, List.of(way, other));
            s.place = met;
            s.proof = proof;
        } else {
            leave(f, way);
            s.adopt(other);
        }
        return Flow.NEXT;
    }

    /** What holds of the state whichever way was taken. */
    void join(State s, List<State> ways) {
        budget.spend(Budget.BRANCH + s.joining(ways));
        s.join(ways);
    }

    /** Remembers that a way has left what the others go on in. */
    void leave(Flow f, State way) {
        if (f != Flow.EXIT) {
            left.addAll(way.variables.changed());
            left.add("");
        }
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
            in = last ? in : Io.In.of(out.text());
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
            emit(List.of(Word.of(":")), Map.of(), s, io, opened);
        }
        int before = writings.size();
        Io permanent = s.permanent;
        s.permanent = null;
        Flow f = run(n.node(), s, opened.io());
        s.permanent = permanent;
        settle(before, s, io);
        return f;
    }

    private Flow conditional(Node.If n, int at, State s, Io io) {
        if (at == n.clauses().size()) {
            if (n.otherwise() == null) {
                s.status = 0;
                return Flow.NEXT;
            }
            return run(n.otherwise(), s, io);
        }
        Node.Clause clause = n.clauses().get(at);
        Flow f = condition(clause.condition(), s, io);
        if (f != Flow.NEXT) {
            return f;
        }
        if (s.status == 0) {
            return run(clause.body(), s, io);
        }
        if (s.status != State.UNKNOWN) {
            return conditional(n, at + 1, s, io);
        }
        List<State> ways = new ArrayList<>(2);
        List<State> gone = new ArrayList<>(0);
        List<Flow> flows = new ArrayList<>(2);
        uncertain++;
        try {
            State yes = s.fork();
            yes.status = 0;
            yes.succeeded();
            sort(run(clause.body(), yes, io), yes, ways, gone, flows);
            State no = s.fork();
            no.failed();
            budget.enter();
            sort(conditional(n, at + 1, no, io), no, ways, gone, flows);
            budget.leave();
        } finally {
            uncertain--;
        }
        return meet(s, ways, gone, flows);
    }

    private static void sort(
            Flow f, State way, List<State> ways, List<State> gone, List<Flow> flows) {
        (f == Flow.NEXT ? ways : gone).add(way);
        if (f != Flow.NEXT) {
            flows.add(f);
        }
    }

    /** Where the ways of a branching meet again, as far as they do. */
    private Flow meet(State s, List<State> ways, List<State> gone, List<Flow> flows) {
        if (!ways.isEmpty()) {
            for (int i = 0; i < gone.size(); i++) {
                leave(flows.get(i), gone.get(i));
            }
            join(s, ways);
            return Flow.NEXT;
        }
        join(s, gone);
        Flow f = flows.get(0);
        for (Flow other : flows) {
            if (other != f) {
                // One way goes on further than the other: what is read is the farther one.
                left.add("");
                return f.compareTo(other) < 0 ? f : other;
            }
        }
        return f;
    }

    private Flow cases(Node.Case n, State s, Io io) {
        String subject = expansion.value(n.subject(), s, io);
        List<State> ways = new ArrayList<>();
        List<State> gone = new ArrayList<>(0);
        List<Flow> flows = new ArrayList<>(0);
        boolean known = !Gap.in(subject);
        String variable = known ? null : Proof.variable(n.subject());
        boolean digits = false;
        s.status = 0;
        for (int i = 0; i < n.choices().size(); i++) {
            Node.Choice c = n.choices().get(i);
            Boolean matches = known ? Boolean.FALSE : null;
            for (ShellWord p : c.patterns()) {
                String pattern = expansion.pattern(p, s, io);
                if (pattern.equals("*")) {
                    matches = true;
                } else if (Gap.in(pattern)) {
                    matches = Boolean.TRUE.equals(matches) ? matches : null;
                } else if (known
                        && Patterns.compile(pattern, s.on(State.Option.NOCASEMATCH), budget)
                                .matches(subject)) {
                    matches = true;
                }
                if (Boolean.TRUE.equals(matches)) {
                    break;
                }
            }
            if (Boolean.FALSE.equals(matches)) {
                continue;
            }
            boolean excluded = false;
            for (ShellWord p : c.patterns()) {
                excluded |= Proof.notDigits(p.bare());
            }
            boolean certain = Boolean.TRUE.equals(matches) && ways.isEmpty() && gone.isEmpty();
            if (certain && !c.testNext()) {
                return through(n, i, s, io);
            }
            State way = s.fork();
            if (digits && variable != null) {
                way.holdsNumber(variable);
            }
            digits |= excluded;
            uncertain++;
            try {
                sort(through(n, i, way, io), way, ways, gone, flows);
            } finally {
                uncertain--;
            }
            if (Boolean.TRUE.equals(matches) && !c.testNext()) {
                return meet(s, ways, gone, flows);
            }
        }
        if (ways.isEmpty() && gone.isEmpty()) {
            return Flow.NEXT;
        }
        State none = s.fork();
        if (digits && variable != null) {
            none.holdsNumber(variable);
        }
        ways.add(none);
        return meet(s, ways, gone, flows);
    }

    private Flow through(Node.Case n, int from, State s, Io io) {
        for (int i = from; i < n.choices().size(); i++) {
            Node.Choice c = n.choices().get(i);
            Flow f = c.body() == null ? Flow.NEXT : run(c.body(), s, io);
            if (f != Flow.NEXT || !c.fallThrough()) {
                return f;
            }
        }
        return Flow.NEXT;
    }

    // simple commands

    private Flow simple(Node.Simple n, State s, Io io) {
        trap("DEBUG", s);
        if (s.on(State.Option.XTRACE)) {
            trace(s, io);
        }
        if (s.on(State.Option.XTRACE) || s.on(State.Option.VERBOSE)) {
            traced(io);
        }
        int before = writings.size();
        lastSubstitution = 0;
        Flow declared = declaration(n, s, io);
        if (declared != null) {
            settle(before, s, io);
            return declared;
        }
        List<Word> words = expansion.words(n.words(), s, io);
        if (words.isEmpty()) {
            for (Assignment a : n.assignments()) {
                assignments.assign(a, s, io);
            }
            Redirections.Opened opened = redirections.open(n.redirects(), s, io);
            if (!opened.files().isEmpty()) {
                emit(List.of(Word.of(":")), Map.of(), s, io, opened);
            }
            Io.In in = opened.io().in();
            if (!n.redirects().isEmpty() && n.words().isEmpty() && n.assignments().isEmpty()) {
                // $(< file)
                onlyRedirected(opened, in, io);
            }
            s.status = lastSubstitution;
            settle(before, s, io);
            return failed(s);
        }
        Map<String, Word> temporary = Map.of();
        if (!n.assignments().isEmpty()) {
            temporary = new LinkedHashMap<>();
            for (Assignment a : n.assignments()) {
                if (a.elements() == null) {
                    temporary.put(a.name(), Fields.value(expansion.value(a.value(), s, io)));
                }
            }
        }
        Redirections.Opened opened =
                n.redirects().isEmpty()
                        ? Redirections.Opened.none(io)
                        : redirections.open(n.redirects(), s, io);
        Flow f = call(words, temporary, s, opened, true);
        s.proof = s.status == State.UNKNOWN ? Proof.of(n.words()) : Proof.NONE;
        settle(before, s, io);
        return f == Flow.NEXT ? failed(s) : f;
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
        if (plain && Bashisms.builtin(name)) {
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
        Redirections.Opened opened = redirections.open(n.redirects(), s, io);
        if (!opened.files().isEmpty()) {
            emit(List.of(Word.of(":")), Map.of(), s, io, opened);
        }
        List<ShellWord> rest = n.words().subList(at, n.words().size());
        if (opened.io().out().wanted()) {
            List<Word> options = new ArrayList<>(rest.size());
            rest.forEach(w -> options.add(Word.of(w.bare())));
            if (Told.prints(name, options)) {
                opened.io().out().write(Gap.GIVEN.text());
            }
        }
        builtins.settings().declare(name, rest, s, io);
        return failed(s);
    }

    private void onlyRedirected(Redirections.Opened opened, Io.In in, Io io) {
        if (io.out().wanted() && opened.files().size() == 1) {
            String rest = in.rest();
            io.out().write(rest == null ? in.gap().text() : rest);
        }
    }

    /** The status of the last substitution, which a command of assignments only has. */
    int lastSubstitution;

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
        if (plain && name != null && Bashisms.builtin(name)) {
            s.status = State.UNKNOWN;
            return Flow.NEXT;
        }
        if (name == null || Gap.in(name)) {
            program(words, temporary, s, opened);
            return Flow.NEXT;
        }
        if (substituting > 0 && s.on(State.Option.EXPAND_ALIASES)) {
            aliased(name, words, s, opened);
        }
        State.Function f = functions && !name.contains("/") ? s.functions.get(name) : null;
        if (f == null && functions && !name.contains("/")) {
            f = given(name, s);
        }
        if (f != null && !f.bodies().isEmpty()) {
            return function(f, words, temporary, s, opened);
        }
        Flow done = builtin(name, words, temporary, s, opened);
        if (done != null) {
            return done;
        }
        State.Function missing = s.functions.get("command_not_found_handle");
        if (missing != null
                && !missing.bodies().isEmpty()
                && !name.contains("/")
                && !outputs.known(name)
                && !inHandler) {
            inHandler = true;
            // Whether the program is there is not known: both may happen.
            List<Word> handled = new ArrayList<>(words);
            handled.add(0, Word.of("command_not_found_handle"));
            State way = s.fork();
            function(missing, handled, temporary, way, opened);
            inHandler = false;
        }
        program(words, temporary, s, opened);
        return Flow.NEXT;
    }

    /**
     * Within a substitution, whose text the shell reads line by line too, an alias may have been
     * set on a line before: what it stands for is read as well.
     */
    private void aliased(String name, List<Word> words, State s, Redirections.Opened opened) {
        String value = alias(name, s);
        if (value == null || !expanding.add(name)) {
            return;
        }
        StringBuilder text = new StringBuilder(value);
        for (Word w : words.subList(1, words.size())) {
            text.append(' ').append(Quotes.single(Fields.text(w)));
        }
        nestedText(text.toString(), s.fork(), opened.io());
        expanding.remove(name);
    }

    /** Substitutions around what is being walked. */
    private int substituting;

    private final Set<String> expanding = new HashSet<>(0);

    private boolean inHandler;

    /** A builtin, for whose time the assignments before it hold. */
    private @Nullable Flow builtin(
            String name,
            List<Word> words,
            Map<String, Word> temporary,
            State s,
            Redirections.Opened opened) {
        if (temporary.isEmpty() || !Builtins.inThisShell(name)) {
            return builtins.run(name, words, temporary, s, opened);
        }
        Map<String, Variable> before = new HashMap<>(2);
        temporary.forEach(
                (variable, value) -> {
                    before.put(variable, s.get(variable));
                    s.put(
                            variable,
                            new Variable(new Variable.Text(Fields.text(value)), Variable.EXPORTED));
                });
        Flow f = builtins.run(name, words, temporary, s, opened);
        before.forEach(s::put);
        return f;
    }

    /** A function that comes with the environment. */
    private State.@Nullable Function given(String name, State s) {
        Variable v = s.variables.get("BASH_FUNC_" + name + "%%");
        if (v == null || dash) {
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

    private Flow function(
            State.Function f,
            List<Word> words,
            Map<String, Word> temporary,
            State s,
            Redirections.Opened opened) {
        if (!opened.files().isEmpty()) {
            emit(List.of(Word.of(":")), Map.of(), s, opened.io(), opened);
        }
        if (++calls > MOST_CALLS) {
            calls--;
            throw new Unreadable(
                    "functions that call each other more than " + MOST_CALLS + " deep");
        }
        try {
            if (f.bodies().size() == 1 && f.defined()) {
                return body(f.bodies().get(0), words, temporary, s, opened.io());
            }
            List<State> ways = new ArrayList<>();
            uncertain++;
            for (Node.Function each : f.bodies()) {
                State way = s.fork();
                if (body(each, words, temporary, way, opened.io()) == Flow.NEXT) {
                    ways.add(way);
                }
            }
            uncertain--;
            if (!f.defined()) {
                State way = s.fork();
                Flow done = call(words, temporary, way, opened, false);
                if (done == Flow.NEXT) {
                    ways.add(way);
                }
            }
            join(s, ways);
            return ways.isEmpty() ? Flow.EXIT : Flow.NEXT;
        } finally {
            calls--;
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
        int outer = levels;
        int around = loops.depth;
        loops.depth = 0;
        returnable++;
        boolean before = left.isEmpty();
        Flow flow;
        try {
            flow = run(f.body(), s, io);
        } finally {
            returnable--;
            loops.depth = around;
        }
        if (before && !left.isEmpty()) {
            for (String name : left) {
                if (!name.isEmpty()) {
                    s.put(name, Variable.join(s.get(name), Variable.anything(Gap.BRANCH)));
                }
            }
            if (left.contains("PWD")) {
                s.place = Whereabouts.UNKNOWN;
            }
            left.clear();
            s.status = State.UNKNOWN;
        }
        levels = outer;
        s.frames.pop();
        frame.forEach(s::put);
        s.positional = positional;
        s.positionalKnown = known;
        trap("RETURN", s);
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
        outputs.fold(resolved, s, io);
    }

    /** Hands a command over. */
    void emit(
            List<Word> words,
            Map<String, Word> temporary,
            State s,
            Io io,
            Redirections.Opened opened) {
        if (silent || (plain && words.get(0).literal().isEmpty())) {
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
            if (!(plain && known) && (repeated == null || repeated.add(c))) {
                inquiry.command(c, parent);
                budget.spend(8);
            }
        }
    }

    // files, substitutions

    /** Remembers a file that is being written. */
    void opened(Io.Out out) {
        files.add(out);
    }

    boolean uncertain() {
        return uncertain > 0;
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

    /** Walks the commands that read what the command before has written to them. */
    private void settle(int before, State s, Io io) {
        flush();
        while (writings.size() > before) {
            Writing w = writings.remove(writings.size() - 1);
            Io.In in =
                    inquiry.written(w.path)
                            .map(content -> Io.In.of(Fields.text(content)))
                            .orElseGet(() -> Io.In.unknown("what a command writes"));
            subshell(w.body, s.fork(), io.reading(in));
        }
        if (before == 0 && files.size() > 64) {
            files.clear();
        }
    }

    String process(Piece.ProcessSubstitution p, State s, Io io) {
        String path = "/dev/fd/" + substitutions++;
        if (p.reads()) {
            writings.add(new Writing(path, p.body()));
            return path;
        }
        Io.Out out = Io.Out.captured();
        substituting++;
        subshell(p.body(), s.fork(), io.writing(out));
        substituting--;
        inquiry.wrote(path, Fields.value(out.text()));
        return path;
    }

    /** What a command substitution leaves. */
    String substitute(Node body, State s, Io io) {
        if (body instanceof Node.Sequence nothing && nothing.nodes().isEmpty()) {
            lastSubstitution = 0;
            return "";
        }
        Io.Out out = Io.Out.captured();
        State inner = s.fork();
        tested++;
        substituting++;
        try {
            subshell(body, inner, io.writing(out));
        } finally {
            tested--;
            substituting--;
        }
        lastSubstitution = inner.status;
        String text = out.text();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        budget.spend(text.length());
        return text.substring(0, end);
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
            fear("a name that is not known here may run a command in its subscript");
        }
        int bracket = name.indexOf('[');
        if (bracket > 0 && name.endsWith("]")) {
            String inner = name.substring(bracket + 1, name.length() - 1);
            if (!inner.equals("@") && !inner.equals("*")) {
                index(expansion.reread(inner), s, io);
            }
        }
    }

    /** The prompt of {@code set -x} is expanded before each command, and what is in it runs. */
    private void trace(State s, Io io) {
        Variable v = s.variables.get("PS4");
        String prompt = v == null ? null : v.scalar();
        if (prompt != null && !prompt.equals(traced)) {
            traced = prompt;
            prompt(prompt, s.fork(), io);
        }
    }

    /** Expands a text once more, as it is done with prompts, and runs what is in it. */
    void prompt(String text, State s, Io io) {
        if (Gap.feared(text)) {
            fear("a text that is not known here is expanded as a prompt, which may run a command");
        }
        expansion.value(expansion.reread(text), s, io);
    }

    private String traced = "";

    /** What a trace is written to holds the script's own words, prompt and all. */
    private static void traced(Io io) {
        io.err().write(Gap.GIVEN.text());
        for (Object stream : io.others().values()) {
            if (stream instanceof Io.Out out) {
                out.write(Gap.GIVEN.text());
            }
        }
    }

    Assignments assignments() {
        return assignments;
    }

    Arithmetic arithmetic() {
        return arithmetic;
    }

    Conditions conditions() {
        return conditions;
    }

    Redirections redirections() {
        return redirections;
    }

    // traps

    private void trap(String signal, State s) {
        if (inTrap) {
            return;
        }
        List<String> bodies = s.traps.get(signal);
        if (bodies != null && !bodies.isEmpty()) {
            inTrap = true;
            int status = s.status;
            for (String body : bodies) {
                text(body, s.fork(), NOTHING);
            }
            s.status = status;
            inTrap = false;
        }
    }

    static final Io NOTHING =
            new Io(
                    new Io.In(new Command.Input.Inherited()),
                    Io.Out.NOWHERE,
                    Io.Out.NOWHERE,
                    Map.of());

    /** What runs when the shell ends, and what a signal may start at any time. */
    void exitTrap(State s, Io io) {
        List<String> bodies = s.traps.get("EXIT");
        if (bodies == null || bodies.isEmpty()) {
            return;
        }
        s.traps.put("EXIT", List.of());
        for (String body : bodies) {
            text(body, s, io);
        }
    }
}
