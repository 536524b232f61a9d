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

    private final Expansion expansion;
    private final Arithmetic arithmetic;
    private final Budget budget;

    Assignments(Expansion expansion, Arithmetic arithmetic, Budget budget) {
        this.expansion = expansion;
        this.arithmetic = arithmetic;
        this.budget = budget;
    }

    Variable dereferenced(String name, State s) {
        Variable v = s.get(name);
        for (int i = 0; i < 8 && v.is(Variable.REFERENCE); i++) {
            String target = v.scalar();
            if (target == null || !Lexer.isName(target)) {
                return Variable.anything(Gap.VARIABLE);
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
        int flags = before.flags() | (s.on(State.Option.ALLEXPORT) ? Variable.EXPORTED : 0);
        Variable v = new Variable(before.value(), flags);
        if (subscript != null) {
            s.put(name, v.with(element(v, subscript, value, append, s, io)));
            return;
        }
        String old = append ? v.scalar() : "";
        String now = adapted(v, old == null ? "" : old, value, append, s, io);
        if (v.value() instanceof Variable.Indexed a) {
            TreeMap<Long, String> m = new TreeMap<>(a.elements());
            m.put(0L, now);
            budget.spend(m.size());
            s.put(name, v.with(new Variable.Indexed(m, a.complete())));
        } else {
            s.put(name, v.with(new Variable.Text(now)));
        }
    }

    private String adapted(Variable v, String old, String value, boolean append, State s, Io io) {
        if (v.is(Variable.INTEGER)) {
            Long n = arithmetic.text(append ? old + "+" + value : value, s, io);
            return n == null ? Gap.NUMBER.text() : Long.toString(n);
        }
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
            if (Gap.in(key)) {
                m.replaceAll((x, y) -> Gap.BRANCH.text());
                return new Variable.Keyed(m, false);
            }
            String old = m.getOrDefault(key, "");
            m.put(key, adapted(v, old, value, append, s, io));
            return new Variable.Keyed(m, k.complete());
        }
        Long index = arithmetic.value(subscript, s, io);
        TreeMap<Long, String> m = new TreeMap<>();
        boolean complete = true;
        if (v.value() instanceof Variable.Indexed a) {
            m.putAll(a.elements());
            complete = a.complete();
        } else if (v.value() instanceof Variable.Anything) {
            // An array from outside cannot be: only text is inherited.
            complete = v.scalar() != null && !s.inheritedKnown ? false : true;
        } else if (v.scalar() != null) {
            m.put(0L, v.scalar());
        }
        budget.spend(m.size());
        if (index == null) {
            m.replaceAll((x, y) -> Gap.BRANCH.text());
            return new Variable.Indexed(m, false);
        }
        long i = index < 0 && !m.isEmpty() ? m.lastKey() + 1 + index : index;
        m.put(i, adapted(v, m.getOrDefault(i, ""), value, append, s, io));
        return new Variable.Indexed(m, complete);
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
                    m.put(expansion.value(e.key(), s, io), expansion.value(e.value(), s, io));
                }
            }
            s.put(name, before.with(new Variable.Keyed(m, k.complete())));
            return;
        }
        TreeMap<Long, String> m = new TreeMap<>();
        boolean complete = true;
        if (a.append() && before.value() instanceof Variable.Indexed old) {
            m.putAll(old.elements());
            complete = old.complete();
        } else if (a.append() && before.value() instanceof Variable.Text t) {
            m.put(0L, t.text());
        } else if (a.append() && before.value() instanceof Variable.Anything x) {
            m.put(0L, x.gap().text());
            complete = false;
        }
        long next = m.isEmpty() ? 0 : m.lastKey() + 1;
        for (Assignment.Element e : a.elements()) {
            if (e.key() != null) {
                Long index = arithmetic.value(e.key(), s, io);
                String value = expansion.value(e.value(), s, io);
                if (index == null) {
                    complete = false;
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
                complete &= !Loops.unsettled(f, globs);
                m.put(next++, Fields.valueOf(f, globs));
            }
            if (m.size() > 20_000) {
                throw new Unreadable("an array of more than 20000 elements");
            }
        }
        budget.spend(m.size());
        int flags = before.flags() | (s.on(State.Option.ALLEXPORT) ? Variable.EXPORTED : 0);
        s.put(name, new Variable(new Variable.Indexed(m, complete), flags));
    }
}
