package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a rule of the catalog applies. Three-valued: a word that could not be read leaves open what
 * it may be.
 *
 * @param alternatives one of these must hold, each of which is a list of atoms that must all hold
 */
record Condition(List<List<Atom>> alternatives) {

    static final Condition ALWAYS = new Condition(List.of(List.of()));

    /** Kleene's truth values, in the order in which {@code and} is the minimum. */
    enum Truth {
        NO,
        MAYBE,
        YES;

        static Truth of(boolean b) {
            return b ? YES : NO;
        }

        Truth not() {
            return this == YES ? NO : this == NO ? YES : MAYBE;
        }
    }

    /** One test: of an option, a positional argument, a variable, the input or a path. */
    record Atom(boolean negated, String subject, String pattern) {}

    Truth test(Call call) {
        Truth any = Truth.NO;
        for (List<Atom> all : alternatives) {
            Truth every = Truth.YES;
            for (Atom a : all) {
                Truth t = test(a, call);
                if (a.negated()) {
                    t = t.not();
                }
                if (t.compareTo(every) < 0) {
                    every = t;
                }
                if (every == Truth.NO) {
                    break;
                }
            }
            if (every.compareTo(any) > 0) {
                any = every;
            }
            if (any == Truth.YES) {
                break;
            }
        }
        return any;
    }

    private static Truth test(Atom a, Call call) {
        String s = a.subject();
        return switch (s.charAt(0)) {
            case '#' -> positional(s.substring(1), a.pattern(), call);
            case '$' -> Truth.of(call.command().variables().containsKey(s.substring(1)));
            case '@' -> situation(s, call);
            default -> flag(s, a.pattern(), call);
        };
    }

    private static Truth flag(String name, String pattern, Call call) {
        List<Word> values = call.values(name);
        if (values.isEmpty()) {
            return call.has(name)
                    ? Truth.of(pattern.isEmpty())
                    : call.uncertain() ? Truth.MAYBE : Truth.NO;
        }
        if (pattern.isEmpty()) {
            return Truth.YES;
        }
        Truth any = Truth.NO;
        for (Word v : values) {
            any = or(any, matches(pattern, v));
        }
        return any;
    }

    private static Truth positional(String which, String pattern, Call call) {
        List<Word> all = call.arguments();
        if (which.startsWith(">") || which.startsWith("<")) {
            int n = Integer.parseInt(which.substring(1));
            return which.charAt(0) == '>'
                    ? (all.size() > n ? Truth.YES : call.uncertain() ? Truth.MAYBE : Truth.NO)
                    : Truth.of(all.size() < n);
        }
        Truth any = Truth.NO;
        if (which.equals("*")) {
            for (Word w : all) {
                any = or(any, matches(pattern, w));
            }
            return any;
        }
        int n = which.equals("$") ? all.size() : Integer.parseInt(which);
        return n < 1 || n > all.size() ? Truth.NO : matches(pattern, all.get(n - 1));
    }

    private static Truth matches(String patterns, Word word) {
        Optional<String> text = word.literal();
        if (text.isPresent()) {
            return Truth.of(Globs.anyMatches(patterns, text.get()));
        }
        return word.hasHole() && word.prefix().isEmpty()
                ? Truth.MAYBE
                : Truth.of(Globs.anyMatches(patterns, word.rendering()));
    }

    private static Truth situation(String s, Call call) {
        return switch (s) {
            case "@stdin" -> Truth.of(!(call.command().stdin() instanceof Command.Input.Inherited));
            case "@unread" -> Truth.of(call.command().stdin() instanceof Command.Input.Unknown);
            case "@device" -> Truth.of(call.paths().stream().anyMatch(Paths::isDevice));
            case "@null" -> Truth.of(call.paths().stream().anyMatch("/dev/null"::equals));
            case "@system" -> Truth.of(call.paths().stream().anyMatch(Paths::isSystem));
            default -> throw new IllegalStateException("the catalog asks for " + s);
        };
    }

    private static Truth or(Truth a, Truth b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** Reads {@code force & !dry-run | #1=a,b}. */
    static Condition parse(String text) {
        List<List<Atom>> alternatives = new ArrayList<>();
        for (String alternative : text.split(" \\| ", -1)) {
            List<Atom> all = new ArrayList<>();
            for (String one : alternative.split("&", -1)) {
                String t = one.trim();
                boolean negated = t.startsWith("!");
                if (negated) {
                    t = t.substring(1);
                }
                int equals = t.indexOf('=');
                String subject = equals < 0 ? t : t.substring(0, equals);
                if (subject.isEmpty()) {
                    throw new IllegalArgumentException("an empty condition in '" + text + "'");
                }
                all.add(new Atom(negated, subject, equals < 0 ? "" : t.substring(equals + 1)));
            }
            alternatives.add(all);
        }
        return new Condition(alternatives);
    }
}
