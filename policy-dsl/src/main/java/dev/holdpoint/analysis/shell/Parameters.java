package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parameter expansion: <code>$x</code> and every form of <code>${…}</code>. */
final class Parameters {

    private static final int MOST_INDIRECTION = 8;

    private final Interpreter interpreter;
    private final Expansion expansion;
    private final Budget budget;

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
                return substring(p, v, s, io);
            case TRANSFORM:
                return transformed(p, v, s, io);
            default:
                return edited(p, v, s, io);
        }
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
            case "$", "!":
                return Values.of(Gap.NUMBER.text());
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
        if (present == null) {
            value = Gap.vague(value, String.join("", v.items()));
        }
        if (p.operator() == Piece.Operator.ASSIGN && Lexer.isName(p.name())) {
            interpreter.assignments.assign(p.name(), p.subscript(), value, false, s, io);
            Values assigned = named(p.name(), p.subscript(), s, io);
            return assigned.items().isEmpty() ? Values.of(value) : assigned;
        }
        return Values.of(value);
    }

    private String word(ShellWord operand, State s, Io io, boolean quoted) {
        if (quoted) {
            return expansion.inner(operand.pieces(), s, io);
        }
        return expansion.value(operand, s, io);
    }

    private Values substring(Piece.Parameter p, Values v, State s, Io io) {
        Long offset = interpreter.index(p.operand(), s, io);
        Long length = p.second() == null ? null : interpreter.index(p.second(), s, io);
        boolean positional = p.name().equals("@") || p.name().equals("*");
        boolean list = positional || (p.subscript() != null && Lexer.isAll(p.subscript()));
        if (offset == null || (p.second() != null && length == null)) {
            if (list) {
                return unknownItems(v);
            }
            return v.with(v.items().stream().map(Parameters::cut).toList());
        }
        if (list) {
            if (!v.complete()) {
                return unknownItems(v);
            }
            List<String> items = new ArrayList<>(v.items());
            if (positional && offset == 0) {
                items.add(0, s.zero);
            }
            long from =
                    offset < 0
                            ? items.size() + offset
                            : positional && offset > 0 ? offset - 1 : offset;
            long to = length == null ? items.size() : Math.min(items.size(), from + length);
            if (from < 0 || from >= to) {
                return v.with(List.of());
            }
            return v.with(List.copyOf(items.subList((int) from, (int) to)));
        }
        List<String> out = new ArrayList<>(1);
        for (String item : v.items()) {
            out.add(sub(item, offset, length));
        }
        return v.with(out);
    }

    private static Values unknownItems(Values v) {
        String some = Gap.vague(String.join("", v.items()));
        return new Values(List.of(some), v.separate(), v.star(), false, v.set());
    }

    /** A part of the value that nobody knows: of a known empty one only the empty one. */
    private static String cut(String item) {
        return item.isEmpty() ? "" : Gap.vague(item);
    }

    private static String sub(String item, Long offset, @Nullable Long length) {
        if (Gap.in(item)) {
            return Gap.vague(item);
        }
        long n = item.length();
        long from = offset < 0 ? n + offset : offset;
        if (from < 0 || from > n) {
            return "";
        }
        long to = length == null ? n : length < 0 ? n + length : Math.min(n, from + length);
        return to <= from ? "" : item.substring((int) from, (int) to);
    }

    private Values transformed(Piece.Parameter p, Values v, State s, Io io) {
        String how = p.operand().bare();
        List<String> out = new ArrayList<>(v.items().size());
        for (String item : v.items()) {
            if (how.equals("P")) {
                // A prompt is expanded once more, and what is in it runs.
                interpreter.traps.prompt(item, s, io);
            }
            if (Gap.in(item)) {
                out.add(item);
                continue;
            }
            out.add(
                    switch (how) {
                        case "Q" -> Quotes.single(item);
                        case "E" -> Escapes.resolve(item, Escapes.Style.ANSI_C).text();
                        case "U" -> item.toUpperCase(Locale.ROOT);
                        case "u" -> cased(item, Piece.Operator.UPPER_FIRST);
                        case "L" -> item.toLowerCase(Locale.ROOT);
                        default -> Gap.GIVEN.text();
                    });
        }
        if (how.equals("P") || how.equals("A") || how.equals("K") || how.equals("k")) {
            return Values.of(Gap.GIVEN.text());
        }
        if (how.equals("a")) {
            return Values.of(Gap.SYSTEM.text());
        }
        return v.with(out);
    }

    private Values edited(Piece.Parameter p, Values v, State s, Io io) {
        String pattern = expansion.pattern(p.operand(), s, io);
        String replacement =
                p.second() == null ? "" : Fields.unmarked(expansion.pattern(p.second(), s, io));
        boolean folded = s.on(State.Option.NOCASEMATCH);
        Patterns compiled = Gap.in(pattern) ? null : Patterns.compile(pattern, folded, budget);
        List<String> out = new ArrayList<>(v.items().size());
        for (String item : v.items()) {
            if (item.isEmpty()) {
                out.add("");
                continue;
            }
            boolean cases =
                    switch (p.operator()) {
                        case UPPER_FIRST, UPPER, LOWER_FIRST, LOWER, TOGGLE_FIRST, TOGGLE -> true;
                        default -> false;
                    };
            if (Gap.in(item) && p.operator() == Piece.Operator.REPLACE_ALL) {
                out.add(
                        replacement.isEmpty() && allButDigits(pattern)
                                ? Gap.NUMBER.text()
                                : Gap.vague(item, replacement));
            } else if (cases && pattern.isEmpty() && !Gap.in(item)) {
                out.add(cased(item, p.operator()));
            } else if (compiled == null || cases || Gap.in(item)) {
                out.add(Gap.vague(item, replacement));
            } else {
                out.add(edit(item, p.operator(), compiled, replacement));
            }
        }
        return v.with(out);
    }

    /** Whether what is left without what the pattern matches is a number. */
    private static boolean allButDigits(String pattern) {
        return switch (pattern) {
            case "[^0-9]", "[!0-9]", "[^[:digit:]]", "[![:digit:]]" -> true;
            default -> false;
        };
    }

    private String edit(String item, Piece.Operator op, Patterns pattern, String replacement) {
        budget.spend(2L * item.length());
        switch (op) {
            case CUT_PREFIX, CUT_LONGEST_PREFIX:
                {
                    BitSet ends = pattern.ends(item, 0);
                    int end =
                            op == Piece.Operator.CUT_PREFIX
                                    ? ends.nextSetBit(0)
                                    : ends.length() - 1;
                    return end < 0 ? item : item.substring(end);
                }
            case CUT_SUFFIX, CUT_LONGEST_SUFFIX:
                {
                    BitSet starts = pattern.starts(item);
                    int start =
                            op == Piece.Operator.CUT_SUFFIX
                                    ? starts.length() - 1
                                    : starts.nextSetBit(0);
                    return start < 0 ? item : item.substring(0, start);
                }
            case REPLACE_PREFIX:
                {
                    int end = pattern.ends(item, 0).length() - 1;
                    return end < 0 ? item : replacement + item.substring(end);
                }
            case REPLACE_SUFFIX:
                {
                    int start = pattern.starts(item).nextSetBit(0);
                    return start < 0 ? item : item.substring(0, start) + replacement;
                }
            default:
                return replace(item, op == Piece.Operator.REPLACE_ALL, pattern, replacement);
        }
    }

    private String replace(String item, boolean all, Patterns pattern, String replacement) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < item.length()) {
            budget.spend(1);
            int end = pattern.ends(item, i).length() - 1;
            if (end <= i) {
                out.append(item.charAt(i++));
                continue;
            }
            out.append(replacement);
            i = end;
            if (!all) {
                break;
            }
        }
        return out.append(item, i, item.length()).toString();
    }

    private static String cased(String item, Piece.Operator op) {
        boolean all =
                op == Piece.Operator.UPPER
                        || op == Piece.Operator.LOWER
                        || op == Piece.Operator.TOGGLE;
        StringBuilder out = new StringBuilder(item);
        for (int i = 0; i < (all ? item.length() : Math.min(1, item.length())); i++) {
            char c = item.charAt(i);
            boolean upper =
                    switch (op) {
                        case UPPER, UPPER_FIRST -> true;
                        case LOWER, LOWER_FIRST -> false;
                        default -> Character.isLowerCase(c);
                    };
            out.setCharAt(i, upper ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        return out.toString();
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
