package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parameter expansion: <code>$x</code> and every form of <code>${…}</code>. */
final class Parameters {

    private static final int MOST_INDIRECTION = 8;

    private final Interpreter interpreter;
    private final Expansion expansion;
    private final Budget budget;
    private @Nullable ParameterEdits edits;

    Parameters(Interpreter interpreter, Expansion expansion, Budget budget) {
        this.interpreter = interpreter;
        this.expansion = expansion;
        this.budget = budget;
    }

    /**
     * What a parameter stands for.
     *
     * @param items one value, or those of a list
     * @param separate whether they stay apart within double quotes ({@code "$@"})
     * @param star whether they are joined by the first character of IFS within double quotes
     * @param complete false where there may be more or fewer
     * @param set whether the parameter is set
     */
    record Values(
            List<String> items, boolean separate, boolean star, boolean complete, boolean set) {

        static Values of(String value) {
            return new Values(List.of(value), false, false, true, true);
        }

        static final Values UNSET = new Values(List.of(""), false, false, true, false);

        boolean known() {
            if (!complete) {
                return false;
            }
            for (String s : items) {
                if (Gap.in(s)) {
                    return false;
                }
            }
            return true;
        }

        Values with(List<String> other) {
            return new Values(other, separate, star, complete, set);
        }
    }

    String ifs(State s) {
        Variable v = s.get("IFS");
        String ifs = v.scalar();
        return ifs == null ? " \t\n" : ifs;
    }

    String separator(State s) {
        String ifs = ifs(s);
        return ifs.isEmpty() ? "" : ifs.substring(0, 1);
    }

    /**
     * The word that takes the parameter's place with quotes of its own ({@code ${x:-"a b"}}); null
     * where the value does.
     */
    @Nullable ShellWord inserted(Piece.Parameter p, State s, Io io) {
        switch (p.operator()) {
            case DEFAULT, ALTERNATIVE:
                Values v = base(p, s, io, 0);
                Boolean present = present(v, p.colon());
                if (present == null) {
                    return null;
                }
                return present == (p.operator() == Piece.Operator.ALTERNATIVE) ? p.operand() : null;
            default:
                return null;
        }
    }

    /** Whether the value counts as set; null where that is not known. */
    private static @Nullable Boolean present(Values v, boolean colon) {
        if (!v.complete()) {
            return null;
        }
        if (!v.set() || v.items().isEmpty()) {
            return false;
        }
        boolean anything = false;
        for (String item : v.items()) {
            if (item.length() == 1 && Gap.is(item.charAt(0))) {
                // An unknown that may not even be set.
                anything = true;
            } else if (!item.isEmpty() && !Gap.in(item)) {
                return true;
            } else if (Gap.in(item)) {
                for (int i = 0; i < item.length(); i++) {
                    if (!Gap.is(item.charAt(i))) {
                        return true;
                    }
                }
                anything = true;
            }
        }
        if (anything) {
            return null;
        }
        return !colon || v.items().size() > 1;
    }

    Values values(Piece.Parameter p, State s, Io io, boolean quoted) {
        budget.spend(1);
        if (p.operator() == Piece.Operator.NAMES) {
            return names(p.name(), s);
        }
        if (p.operator() == Piece.Operator.KEYS) {
            return keys(p, s);
        }
        Values v = base(p, s, io, 0);
        switch (p.operator()) {
            case NONE:
                return v;
            case LENGTH:
                return length(p, v);
            case DEFAULT, ALTERNATIVE, ASSIGN, DEMAND:
                return tested(p, v, s, io, quoted);
            case SUBSTRING:
                return edits().substring(p, v, s, io);
            case TRANSFORM:
                return edits().transformed(p, v, s, io);
            default:
                return edits().edited(p, v, s, io);
        }
    }

    private ParameterEdits edits() {
        if (edits == null) {
            edits = new ParameterEdits(interpreter, expansion, budget);
        }
        return edits;
    }

    private Values base(Piece.Parameter p, State s, Io io, int depth) {
        if (!p.indirect()) {
            return named(p.name(), p.subscript(), s, io);
        }
        Variable v = s.get(p.name());
        if (v.is(Variable.REFERENCE) && v.value() instanceof Variable.Text t) {
            return Values.of(t.text());
        }
        Values name = named(p.name(), p.subscript(), s, io);
        String target = name.items().size() == 1 ? name.items().get(0) : "";
        if (target.isEmpty() || Gap.in(target) || depth > MOST_INDIRECTION) {
            if (Gap.feared(target)) {
                interpreter.handover.fear("a name that is not known here is looked up");
            }
            return Values.of(name.set() ? Gap.GIVEN.text() : "");
        }
        int bracket = target.indexOf('[');
        if (bracket > 0 && target.endsWith("]")) {
            String inner = target.substring(bracket + 1, target.length() - 1);
            ShellWord subscript =
                    inner.equals("@") || inner.equals("*")
                            ? ShellWord.of(List.of(new Piece.Plain(inner)))
                            : expansion.reread(inner);
            return named(target.substring(0, bracket), subscript, s, io);
        }
        return named(target, null, s, io);
    }

    private Values named(String name, @Nullable ShellWord subscript, State s, Io io) {
        char c = name.charAt(0);
        if (!Lexer.isNameStart(c)) {
            return special(name, s);
        }
        Variable v = interpreter.assignments.dereferenced(name, s);
        if (subscript == null) {
            String scalar = v.scalar();
            return scalar == null ? Values.UNSET : Values.of(scalar);
        }
        if (Lexer.isAll(subscript)) {
            return all(v, subscript.bare().equals("*"));
        }
        return element(v, subscript, s, io);
    }

    private Values element(Variable v, ShellWord subscript, State s, Io io) {
        if (v.value() instanceof Variable.Keyed k) {
            String key = expansion.value(subscript, s, io);
            if (Gap.in(key)) {
                budget.spend(k.elements().size());
                return Values.of(any(k.elements().values(), k.others()));
            }
            String item = k.elements().get(key);
            return item != null
                    ? Values.of(item)
                    : k.complete() ? Values.UNSET : Values.of(k.others());
        }
        Long index = interpreter.index(subscript, s, io);
        if (v.value() instanceof Variable.Anything x) {
            return Values.of(x.gap().text());
        }
        if (index == null) {
            if (v.value() instanceof Variable.Indexed a) {
                budget.spend(a.elements().size());
                return Values.of(any(a.elements().values(), a.others()));
            }
            String scalar = v.scalar();
            return Values.of(Gap.vague(scalar == null ? "" : scalar));
        }
        if (v.value() instanceof Variable.Indexed a) {
            long i =
                    index < 0 && !a.elements().isEmpty()
                            ? a.elements().lastKey() + 1 + index
                            : index;
            String item = a.elements().get(i);
            return item != null
                    ? Values.of(item)
                    : a.complete() ? Values.UNSET : Values.of(a.others());
        }
        String scalar = v.scalar();
        return scalar == null || index != 0 && index != -1 ? Values.UNSET : Values.of(scalar);
    }

    /** One of the elements, nobody knows which. */
    private static String any(Collection<String> elements, String others) {
        return Gap.vague(String.join("", elements), others);
    }

    /**
     * Items of which nobody knows in which order they come: each may be any of them, but to a loop,
     * which says that it walks them in any order.
     */
    private List<String> inAnyOrder(Collection<String> items) {
        if (items.size() < 2) {
            return new ArrayList<>(items);
        }
        if (interpreter.anyOrder) {
            interpreter.unordered = true;
            return new ArrayList<>(items);
        }
        return Collections.nCopies(items.size(), Gap.vague(String.join("", items)));
    }

    private Values all(Variable v, boolean star) {
        if (v.value() instanceof Variable.Indexed a) {
            return list(new ArrayList<>(a.elements().values()), star, a.others());
        }
        if (v.value() instanceof Variable.Keyed k) {
            return list(inAnyOrder(k.elements().values()), star, k.others());
        }
        if (v.value() instanceof Variable.Anything x) {
            return list(List.of(x.gap().text()), star, x.gap().text());
        }
        String scalar = v.scalar();
        return list(scalar == null ? List.of() : List.of(scalar), star, "");
    }

    /** A list, with what may be in it beside the items; empty if nothing may. */
    private static Values list(List<String> items, boolean star, String others) {
        List<String> some = items;
        if (!others.isEmpty()) {
            some = new ArrayList<>(items);
            some.add(others);
        }
        return new Values(some, !star, star, others.isEmpty(), !some.isEmpty());
    }

    private Values special(String name, State s) {
        switch (name) {
            case "@", "*":
                return s.positionalKnown
                        ? new Values(
                                s.positional,
                                name.equals("@"),
                                name.equals("*"),
                                true,
                                !s.positional.isEmpty())
                        : new Values(
                                List.of(Gap.GIVEN.text()),
                                name.equals("@"),
                                name.equals("*"),
                                false,
                                true);
            case "#":
                return Values.of(
                        s.positionalKnown
                                ? Integer.toString(s.positional.size())
                                : Gap.NUMBER.text());
            case "?":
                return Values.of(
                        s.status == State.UNKNOWN ? Gap.NUMBER.text() : Integer.toString(s.status));
            case "0":
                return Values.of(s.zero);
            case "$":
                return Values.of(Gap.NUMBER.text());
            case "!":
                return Values.of(Gap.CHILD.text());
            case "-":
                return Values.of(Gap.SYSTEM.text());
            default:
                if (name.length() > 6 || !digits(name)) {
                    return Values.UNSET;
                }
                int n = Integer.parseInt(name);
                if (!s.positionalKnown) {
                    return Values.of(Gap.GIVEN.text());
                }
                return n == 0
                        ? Values.of(s.zero)
                        : n <= s.positional.size()
                                ? Values.of(s.positional.get(n - 1))
                                : Values.UNSET;
        }
    }

    private static boolean digits(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private Values names(String prefix, State s) {
        List<String> found = new ArrayList<>();
        for (String n : s.variables.names()) {
            if (n.startsWith(prefix)
                    && Lexer.isName(n)
                    && !(s.get(n).value() instanceof Variable.Unset)) {
                found.add(n);
            }
        }
        for (String n : s.inherited.keySet()) {
            if (n.startsWith(prefix) && !found.contains(n)) {
                found.add(n);
            }
        }
        Collections.sort(found);
        budget.spend(found.size() + 10L);
        return list(found, false, s.inheritedKnown ? "" : Gap.BRANCH.text());
    }

    private Values keys(Piece.Parameter p, State s) {
        Variable v = interpreter.assignments.dereferenced(p.name(), s);
        boolean star = p.subscript() != null && p.subscript().bare().equals("*");
        if (v.value() instanceof Variable.Indexed a) {
            List<String> keys = new ArrayList<>();
            a.elements().keySet().forEach(k -> keys.add(Long.toString(k)));
            return list(keys, star, a.complete() ? "" : Gap.NUMBER.text());
        }
        if (v.value() instanceof Variable.Keyed k) {
            return list(
                    inAnyOrder(k.elements().keySet()), star, k.complete() ? "" : Gap.BRANCH.text());
        }
        if (v.value() instanceof Variable.Anything x) {
            return list(List.of(x.gap().text()), star, x.gap().text());
        }
        return list(v.scalar() == null ? List.of() : List.of("0"), star, "");
    }

    private Values length(Piece.Parameter p, Values v) {
        boolean count =
                p.name().equals("@")
                        || p.name().equals("*")
                        || (p.subscript() != null && Lexer.isAll(p.subscript()));
        if (count) {
            return Values.of(v.complete() ? Integer.toString(v.items().size()) : Gap.NUMBER.text());
        }
        String value = v.items().get(0);
        return Values.of(
                Gap.in(value)
                        ? Gap.NUMBER.text()
                        : Integer.toString(value.codePointCount(0, value.length())));
    }

    private Values tested(Piece.Parameter p, Values v, State s, Io io, boolean quoted) {
        Boolean present = present(v, p.colon());
        if (p.operator() == Piece.Operator.ALTERNATIVE) {
            if (present == null) {
                String other = word(p.operand(), s, io, quoted);
                return other.isEmpty() ? Values.of("") : Values.of(Gap.vague(other));
            }
            return Values.of(present ? word(p.operand(), s, io, quoted) : "");
        }
        if (present != null && present) {
            return v;
        }
        if (p.operator() == Piece.Operator.DEMAND) {
            // Unset, the shell would stop here; what follows is read all the same.
            word(p.operand(), s, io, quoted);
            io.err().write(Gap.GIVEN.text());
            return present == null ? v : Values.of(Gap.GIVEN.text());
        }
        String value = word(p.operand(), s, io, quoted);
        if (present == null && !isTemporary(p, v)) {
            value = Gap.vague(value, String.join("", v.items()));
        }
        if (p.operator() == Piece.Operator.ASSIGN && Lexer.isName(p.name())) {
            interpreter.assignments.assign(p.name(), p.subscript(), value, false, s, io);
            Values assigned = named(p.name(), p.subscript(), s, io);
            return assigned.items().isEmpty() ? Values.of(value) : assigned;
        }
        return Values.of(value);
    }

    /**
     * {@code ${TMPDIR:-/tmp}} where the environment is not known: it is taken to name no other
     * place, as for {@code mktemp}.
     */
    private static boolean isTemporary(Piece.Parameter p, Values v) {
        return p.name().equals("TMPDIR") && v.items().equals(List.of(Gap.VARIABLE.text()));
    }

    private String word(ShellWord operand, State s, Io io, boolean quoted) {
        if (quoted) {
            return expansion.inner(operand.pieces(), s, io);
        }
        return expansion.value(operand, s, io);
    }

    /** The elements by their index, as an array takes them from a list. */
    static NavigableMap<Long, String> indexed(List<String> items) {
        NavigableMap<Long, String> m = new TreeMap<>();
        long i = 0;
        for (String item : items) {
            m.put(i++, item);
        }
        return m;
    }
}
