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
    record Atom(boolean negated, Subject subject, List<String> patterns) {}

    private enum What {
        OPTION,
        /** The argument at that place, from 1. */
        ARGUMENT,
        LAST_ARGUMENT,
        ANY_ARGUMENT,
        MORE_ARGUMENTS,
        FEWER_ARGUMENTS,
        VARIABLE,
        SITUATION
    }

    /** What is tested; a name or a number, as it asks for. */
    record Subject(What what, String name, int number) {
        static Subject parse(String s) {
            String rest = s.substring(1);
            return switch (s.charAt(0)) {
                case '#' ->
                        switch (rest.charAt(0)) {
                            case '>' -> counted(What.MORE_ARGUMENTS, rest.substring(1));
                            case '<' -> counted(What.FEWER_ARGUMENTS, rest.substring(1));
                            case '*' -> new Subject(What.ANY_ARGUMENT, "", 0);
                            case '$' -> new Subject(What.LAST_ARGUMENT, "", 0);
                            default -> counted(What.ARGUMENT, rest);
                        };
                case '$' -> new Subject(What.VARIABLE, rest, 0);
                case '@' -> new Subject(What.SITUATION, s, 0);
                default -> new Subject(What.OPTION, s, 0);
            };
        }

        private static Subject counted(What what, String number) {
            return new Subject(what, "", Integer.parseInt(number));
        }
    }

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
        Subject s = a.subject();
        List<Word> all = call.arguments();
        return switch (s.what()) {
            case OPTION -> flag(s.name(), a.patterns(), call);
            case ARGUMENT -> argument(s.number(), a.patterns(), all);
            case LAST_ARGUMENT -> argument(all.size(), a.patterns(), all);
            case ANY_ARGUMENT -> any(a.patterns(), all);
            case MORE_ARGUMENTS ->
                    all.size() > s.number() ? Truth.YES : call.uncertain() ? Truth.MAYBE : Truth.NO;
            case FEWER_ARGUMENTS -> Truth.of(all.size() < s.number());
            case VARIABLE -> Truth.of(call.command().variables().containsKey(s.name()));
            case SITUATION -> situation(s.name(), call);
        };
    }

    /** All that it is given are files that nobody keeps. */
    private static boolean isScrap(Call call) {
        Setting setting = call.setting();
        return !call.arguments().isEmpty()
                && call.arguments().stream()
                        .allMatch(
                                w ->
                                        setting.path(w)
                                                .filter(p -> Paths.isScrap(p, setting.start()))
                                                .isPresent());
    }

    /** All that it is given are jobs and processes that the script started itself. */
    private static boolean isOwn(Call call) {
        return !call.arguments().isEmpty() && call.arguments().stream().allMatch(Condition::isOwn);
    }

    private static boolean isOwn(Word process) {
        List<Word.Part> parts = process.parts();
        boolean group = process.prefix().equals("-"); // and all that it started in turn
        return process.prefix().startsWith("%")
                || parts.size() == (group ? 2 : 1)
                        && parts.get(parts.size() - 1) instanceof Word.Part.Hole h
                        && h.isChild();
    }

    /**
     * What is kept is moved to where nobody keeps anything, from where it may be deleted freely.
     */
    private static boolean buries(Call call) {
        Setting setting = call.setting();
        List<Word> words = call.arguments();
        Optional<Word> directory = call.value("target-directory");
        int sources = directory.isPresent() ? words.size() : words.size() - 1;
        if (sources < 1) {
            return false;
        }
        Optional<String> to = setting.path(directory.orElse(words.get(words.size() - 1)));
        if (to.isEmpty() || !Paths.isTemporary(to.get())) {
            return false;
        }
        return words.subList(0, sources).stream()
                .anyMatch(
                        w ->
                                setting.path(w)
                                        .filter(p -> Paths.isScrap(p, setting.start()))
                                        .isEmpty());
    }

    private static Truth flag(String name, List<String> patterns, Call call) {
        List<Word> values = call.values(name);
        if (values.isEmpty()) {
            return call.has(name)
                    ? Truth.of(patterns.isEmpty())
                    : call.uncertain() ? Truth.MAYBE : Truth.NO;
        }
        return patterns.isEmpty() ? Truth.YES : any(patterns, values);
    }

    private static Truth argument(int n, List<String> patterns, List<Word> all) {
        return n < 1 || n > all.size() ? Truth.NO : matches(patterns, all.get(n - 1));
    }

    private static Truth any(List<String> patterns, List<Word> words) {
        Truth any = Truth.NO;
        for (Word w : words) {
            any = or(any, matches(patterns, w));
        }
        return any;
    }

    private static Truth matches(List<String> patterns, Word word) {
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
            case "@buried" -> Truth.of(buries(call));
            case "@own" -> Truth.of(isOwn(call));
            case "@scrap" -> Truth.of(isScrap(call));
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
                String patterns = equals < 0 ? "" : t.substring(equals + 1);
                all.add(
                        new Atom(
                                negated,
                                Subject.parse(subject),
                                patterns.isEmpty() ? List.of() : List.of(patterns.split(",", -1))));
            }
            alternatives.add(all);
        }
        return new Condition(alternatives);
    }
}
