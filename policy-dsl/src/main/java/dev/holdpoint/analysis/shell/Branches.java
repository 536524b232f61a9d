package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Walks where the way parts: {@code &&} and {@code ||}, {@code if} and {@code case}; and joins what
 * the ways leave behind where they meet again.
 */
final class Branches {

    private final Interpreter interpreter;
    private final Budget budget;

    /** Inside a branch that may not be taken. */
    int uncertain;

    /** A way left a loop or a function that another way goes on in. */
    final Set<String> left = new HashSet<>(0);

    Branches(Interpreter interpreter, Budget budget) {
        this.interpreter = interpreter;
        this.budget = budget;
    }

    /** {@code &&} and {@code ||}, from left to right. */
    Flow andOr(Node.AndOr n, State s, Io io) {
        Flow f =
                n.rest().isEmpty()
                        ? interpreter.run(n.first(), s, io)
                        : interpreter.condition(n.first(), s, io);
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
                f =
                        last
                                ? interpreter.run(link.node(), s, io)
                                : interpreter.condition(link.node(), s, io);
            }
        }
        return f;
    }

    /** Walks a way that may not be taken; the other one changes nothing. */
    private Flow either(Node.Link link, State way, State other, State s, Io io, boolean last) {
        uncertain++;
        Flow f;
        try {
            f =
                    last
                            ? interpreter.run(link.node(), way, io)
                            : interpreter.condition(link.node(), way, io);
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

    /** {@code if}, from one of its clauses on. */
    Flow conditional(Node.If n, int at, State s, Io io) {
        if (at == n.clauses().size()) {
            if (n.otherwise() == null) {
                s.status = 0;
                return Flow.NEXT;
            }
            return interpreter.run(n.otherwise(), s, io);
        }
        Node.Clause clause = n.clauses().get(at);
        Flow f = interpreter.condition(clause.condition(), s, io);
        if (f != Flow.NEXT) {
            return f;
        }
        if (s.status == 0) {
            return interpreter.run(clause.body(), s, io);
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
            sort(interpreter.run(clause.body(), yes, io), yes, ways, gone, flows);
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

    /** {@code case}. */
    Flow cases(Node.Case n, State s, Io io) {
        String subject = interpreter.expansion.value(n.subject(), s, io);
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
                String pattern = interpreter.expansion.pattern(p, s, io);
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
            Flow f = c.body() == null ? Flow.NEXT : interpreter.run(c.body(), s, io);
            if (f != Flow.NEXT || !c.fallThrough()) {
                return f;
            }
        }
        return Flow.NEXT;
    }

    /** Whether what is walked may not happen. */
    boolean uncertain() {
        return uncertain > 0;
    }
}
