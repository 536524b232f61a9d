package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sets variables, elements and arrays, as their attributes say. */
final class Assignments {

    private final Interpreter interpreter;
    private final Expansion expansion;
    private final Arithmetic arithmetic;
    private final Budget budget;

    Assignments(
            Interpreter interpreter, Expansion expansion, Arithmetic arithmetic, Budget budget) {
        this.interpreter = interpreter;
        this.expansion = expansion;
        this.arithmetic = arithmetic;
        this.budget = budget;
    }

    Variable dereferenced(String name, State s) {
        Variable v = s.get(name);
        for (int i = 0; i < 8 && v.is(Variable.REFERENCE); i++) {
            String target = v.scalar();
            if (target == null || !Lexer.isName(target)) {
                return Variable.anything(Gap.GIVEN);
            }
            v = s.get(target);
        }
        return v;
    }

    private String target(String name, State s) {
        String n = name;
        for (int i = 0; i < 8; i++) {
            Variable v = s.variables.get(n);
            if (v == null || !v.is(Variable.REFERENCE)) {
                return n;
            }
            String next = v.scalar();
            if (next == null || !Lexer.isName(next)) {
                return n;
            }
            n = next;
        }
        return n;
    }

    /** An assignment as {@code name=value}, for a program that gets it as an argument. */
    String text(Assignment a, State s, Io io) {
        StringBuilder out = new StringBuilder();
        Fields.quoted(
                out,
                a.name()
                        + (a.append() ? "+=" : "=")
                        + (a.elements() == null
                                ? expansion.value(a.value(), s, io)
                                : Gap.GIVEN.text()));
        return out.toString();
    }

    void assign(Assignment a, State s, Io io) {
        if (a.elements() != null) {
            assignList(a, s, io);
            return;
        }
        assign(a.name(), a.subscript(), expansion.value(a.value(), s, io), a.append(), s, io);
    }

    /** Sets a variable or an element of it. */
    void assign(
            String variable,
            @Nullable ShellWord subscript,
            String value,
            boolean append,
            State s,
            Io io) {
        budget.spend(value.length() / 16 + 1L);
        String name = target(variable, s);
        Variable before = s.variables.get(name);
        if (before == null) {
            before = s.get(name);
        }
        if (before.is(Variable.READONLY)) {
            return;
        }
        if (before.is(Variable.REFERENCE)) {
            interpreter.subscript(value, s, io);
        }
        int flags = before.flags() | (s.on(State.Option.ALLEXPORT) ? Variable.EXPORTED : 0);
        if (inherited(name, s)) {
            flags |= Variable.EXPORTED;
        }
        Variable v = new Variable(before.value(), flags);
        if (subscript != null) {
            table(name, subscript, value, s, io);
            s.put(name, v.with(element(v, subscript, value, append, s, io)));
            return;
        }
        String old = append ? v.scalar() : "";
        if (s.dynamic(name)) {
            adapted(v, "", value, false, s, io);
            return;
        }
        String now = adapted(v, old == null ? "" : old, value, append, s, io);
        if (v.value() instanceof Variable.Indexed a) {
            TreeMap<Long, String> m = new TreeMap<>(a.elements());
            m.put(0L, now);
            budget.spend(m.size());
            s.put(name, v.with(new Variable.Indexed(m, a.others())));
        } else {
            s.put(name, v.with(new Variable.Text(now)));
        }
    }

    /** A value as the attributes of the variable change it. */
    String adapted(Variable v, String value, State s, Io io) {
        return adapted(v, "", value, false, s, io);
    }

    /**
     * A variable is set whose name is not known: any that begins so may be another now, and a
     * subscript in the name may run something.
     */
    void somewhere(String name, State s) {
        if (Gap.feared(name)) {
            interpreter.handover.fear(
                    "a variable is set whose name, and what its subscript runs, is not known");
        }
        scattered(name, s);
    }

    /** Elements of some arrays are what {@code alias} and {@code hash -p} set. */
    private void table(String name, ShellWord subscript, String value, State s, Io io) {
        if (name.equals("BASH_ALIASES")) {
            s.aliases.put(expansion.value(subscript, s, io), value);
        } else if (name.equals("BASH_CMDS")) {
            s.hashed.put(expansion.value(subscript, s, io), value);
        }
    }

    /** Whether programs take the variable over because whoever started the shell exported it. */
    private static boolean inherited(String name, State s) {
        return switch (name) {
            case "PATH", "HOME", "SHELL", "PAGER", "EDITOR", "VISUAL" -> !s.inheritedKnown;
            default -> false;
        };
    }

    /** Any variable whose name begins so may be another now. */
    void scattered(String name, State s) {
        int gap = 0;
        while (!Gap.is(name.charAt(gap))) {
            gap++;
        }
        String prefix = name.substring(0, gap);
        for (String known : s.variables.names()) {
            budget.spend(1);
            // Not the separators: nothing that is split would be known any more.
            if (known.startsWith(prefix) && !known.equals("IFS")) {
                s.put(known, Variable.join(s.get(known), Variable.anything(Gap.GIVEN)));
            }
        }
    }

    private String adapted(Variable v, String old, String value, boolean append, State s, Io io) {
        if (v.is(Variable.INTEGER)) {
            Long n = arithmetic.text(append ? old + "+" + value : value, s, io);
            return n == null ? Gap.NUMBER.text() : Long.toString(n);
        }
        budget.spend(append ? old.length() / 64 : 0);
        String now = append ? old + value : value;
        if (now.length() > 1 << 20) {
            return Gap.BOUND.text();
        }
        if (v.is(Variable.LOWER)) {
            return now.toLowerCase(Locale.ROOT);
        }
        return v.is(Variable.UPPER) ? now.toUpperCase(Locale.ROOT) : now;
    }

    private Variable.Value element(
            Variable v, ShellWord subscript, String value, boolean append, State s, Io io) {
        if (v.value() instanceof Variable.Keyed k) {
            String key = expansion.value(subscript, s, io);
            Map<String, String> m = new LinkedHashMap<>(k.elements());
            budget.spend(m.size());
            String old = m.getOrDefault(key, "");
            String now = adapted(v, old, value, append, s, io);
            if (Gap.in(key)) {
                m.replaceAll((x, y) -> Gap.vague(y, now));
                return new Variable.Keyed(m, Gap.vague(k.others(), now));
            }
            m.put(key, now);
            return new Variable.Keyed(m, k.others());
        }
        Long index = arithmetic.value(subscript, s, io);
        TreeMap<Long, String> m = new TreeMap<>();
        String others = "";
        if (v.value() instanceof Variable.Indexed a) {
            m.putAll(a.elements());
            others = a.others();
        } else if (v.value() instanceof Variable.Anything x) {
            // An array from outside cannot be: only text is inherited.
            others = s.inheritedKnown ? "" : x.gap().text();
        } else if (v.scalar() != null) {
            m.put(0L, v.scalar());
        }
        budget.spend(m.size());
        if (index == null) {
            String now = adapted(v, "", value, append, s, io);
            m.replaceAll((x, y) -> Gap.vague(y, now));
            return new Variable.Indexed(m, Gap.vague(others, now));
        }
        long i = index < 0 && !m.isEmpty() ? m.lastKey() + 1 + index : index;
        m.put(i, adapted(v, m.getOrDefault(i, ""), value, append, s, io));
        return new Variable.Indexed(m, others);
    }

    private void assignList(Assignment a, State s, Io io) {
        String name = target(a.name(), s);
        Variable before = s.get(name);
        if (before.is(Variable.READONLY) || a.elements() == null) {
            return;
        }
        if (before.value() instanceof Variable.Keyed k) {
            Map<String, String> m = new LinkedHashMap<>(a.append() ? k.elements() : Map.of());
            for (Assignment.Element e : a.elements()) {
                if (e.key() != null) {
                    String key = expansion.value(e.key(), s, io);
                    String value = expansion.value(e.value(), s, io);
                    m.put(key, adapted(before, "", value, false, s, io));
                }
            }
            s.put(name, before.with(new Variable.Keyed(m, k.others())));
            return;
        }
        TreeMap<Long, String> m = new TreeMap<>();
        String others = "";
        if (a.append() && before.value() instanceof Variable.Indexed old) {
            m.putAll(old.elements());
            others = old.others();
        } else if (a.append() && before.value() instanceof Variable.Text t) {
            m.put(0L, t.text());
        } else if (a.append() && before.value() instanceof Variable.Anything x) {
            m.put(0L, x.gap().text());
            others = x.gap().text();
        }
        long next = m.isEmpty() ? 0 : m.lastKey() + 1;
        for (Assignment.Element e : a.elements()) {
            if (e.key() != null) {
                Long index = arithmetic.value(e.key(), s, io);
                String value = adapted(before, "", expansion.value(e.value(), s, io), false, s, io);
                if (index == null) {
                    others = Gap.vague(others, value);
                    continue;
                }
                m.put(index, value);
                next = index + 1;
                continue;
            }
            List<String> fields = new ArrayList<>();
            expansion.expand(e.value(), s, io, fields);
            boolean globs = !s.on(State.Option.NOGLOB);
            for (String f : fields) {
                String value = adapted(before, "", Fields.valueOf(f, globs), false, s, io);
                if (Loops.unsettled(f, globs)) {
                    others = Gap.vague(others, value);
                }
                m.put(next++, value);
            }
            if (m.size() > 20_000) {
                throw new Unreadable("an array of more than 20000 elements");
            }
        }
        budget.spend(m.size());
        int flags = before.flags() | (s.on(State.Option.ALLEXPORT) ? Variable.EXPORTED : 0);
        s.put(name, new Variable(new Variable.Indexed(m, others), flags));
    }
}
