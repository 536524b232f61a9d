package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Programs whose output is a function of their input, as far as a reader would follow them: those
 * that attackers decode with and scripts compute with.
 */
final class Filters {

    private Filters() {}

    /**
     * A program with its options.
     *
     * @param files read one after the other; none for standard input
     * @param readsInput false where the output depends on the arguments alone
     * @param gaps whether the function can do with a text that is not wholly known
     */
    record Filter(
            List<String> files,
            boolean readsInput,
            boolean gaps,
            Function<String, @Nullable String> function) {

        @Nullable String apply(String input, Budget budget) {
            budget.spend(input.length());
            return !gaps && Gap.in(input) ? null : function.apply(input);
        }
    }

    /** Of a text that is wholly known. */
    static Filter on(List<String> files, Function<String, @Nullable String> f) {
        return new Filter(List.copyOf(files), true, false, f);
    }

    /** Line by line, of which some may be unknown. */
    static Filter lines(List<String> files, Function<String, String> f) {
        return new Filter(List.copyOf(files), true, true, text -> byLine(text, f));
    }

    private static Filter constant(@Nullable String text) {
        return new Filter(List.of(), false, false, input -> text);
    }

    /** The filter; null where this program with these arguments is not followed. */
    static @Nullable Filter of(String name, List<String> arguments) {
        for (String a : arguments) {
            if (Gap.in(a)) {
                return null;
            }
        }
        Arguments a = new Arguments(arguments);
        return switch (name) {
            case "cat" -> a.only("u") ? whole(a.rest()) : null;
            case "tac" ->
                    a.only("")
                            ? on(
                                    a.rest(),
                                    t -> {
                                        List<String> l = split(t);
                                        Collections.reverse(l);
                                        return join(l);
                                    })
                            : null;
            case "rev" ->
                    a.only("")
                            ? lines(a.rest(), l -> new StringBuilder(l).reverse().toString())
                            : null;
            case "base64" -> Encodings.base64(arguments);
            case "openssl" -> Encodings.openssl(arguments);
            case "xxd" -> Encodings.xxd(a);
            case "tr" -> Translation.of(arguments);
            case "head" -> Portions.head(arguments);
            case "tail" -> Portions.tail(arguments);
            case "cut" -> Portions.cut(a);
            case "sed" -> Sed.of(arguments);
            case "sort" ->
                    a.only("ru")
                            ? on(
                                    a.rest(),
                                    t -> {
                                        List<String> l =
                                                a.has('u')
                                                        ? new ArrayList<>(new TreeSet<>(split(t)))
                                                        : split(t);
                                        Collections.sort(l);
                                        if (a.has('r')) {
                                            Collections.reverse(l);
                                        }
                                        return join(l);
                                    })
                            : null;
            case "uniq" ->
                    a.only("") && a.rest().size() < 2
                            ? on(
                                    a.rest(),
                                    t -> {
                                        List<String> out = new ArrayList<>();
                                        for (String l : split(t)) {
                                            if (out.isEmpty()
                                                    || !out.get(out.size() - 1).equals(l)) {
                                                out.add(l);
                                            }
                                        }
                                        return join(out);
                                    })
                            : null;
            case "seq" -> seq(arguments);
            case "yes" -> {
                String line = (arguments.isEmpty() ? "y" : String.join(" ", arguments)) + "\n";
                yield new Filter(List.of(), false, true, t -> line.repeat(16) + Gap.BOUND.text());
            }
            case "basename" -> basename(arguments);
            case "dirname" -> arguments.size() == 1 ? constant(dirname(arguments.get(0))) : null;
            case "expr" -> expr(arguments);
            default -> null;
        };
    }

    /** Short options and what follows them. */
    static final class Arguments {
        private final List<String> options = new ArrayList<>();
        private final List<String> rest = new ArrayList<>();
        private final List<String> all;

        Arguments(List<String> all) {
            this.all = all;
            boolean done = false;
            for (String a : all) {
                if (!done && a.equals("--")) {
                    done = true;
                } else if (!done && a.length() > 1 && a.charAt(0) == '-') {
                    options.add(a.substring(1));
                } else {
                    rest.add(a);
                }
            }
        }

        List<String> rest() {
            return rest;
        }

        List<String> all() {
            return all;
        }

        boolean has(char c) {
            return options.stream().anyMatch(o -> o.indexOf(c) >= 0);
        }

        /** Whether no options but these letters are given. */
        boolean only(String letters) {
            for (String o : options) {
                for (int i = 0; i < o.length(); i++) {
                    if (letters.indexOf(o.charAt(i)) < 0) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    private static Filter whole(List<String> files) {
        return new Filter(List.copyOf(files), true, true, t -> t);
    }

    /** The lines, without their ends. */
    static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            lines.add(text.substring(from, end < 0 ? text.length() : end));
            from = end < 0 ? text.length() : end + 1;
        }
        return lines;
    }

    static String join(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** Line by line; a line with a gap becomes a gap. */
    static String byLine(String text, Function<String, String> f) {
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end);
            out.append(Gap.in(line) ? Gap.OUTPUT.text() : f.apply(line));
            if (end >= 0) {
                out.append('\n');
            }
            from = end < 0 ? text.length() : end + 1;
        }
        return out.toString();
    }

    /** The number; negative where the text is none. */
    static int whole(String s) {
        try {
            return Integer.parseInt(s);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static @Nullable Filter seq(List<String> arguments) {
        String separator = "\n";
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String a = arguments.get(i);
            if (a.equals("-s") && i + 1 < arguments.size()) {
                separator = arguments.get(++i);
            } else if (a.startsWith("-s")) {
                separator = a.substring(2);
            } else {
                try {
                    numbers.add(Integer.valueOf(a));
                } catch (NumberFormatException e) {
                    return null;
                }
            }
        }
        if (numbers.isEmpty() || numbers.size() > 3) {
            return null;
        }
        long first = numbers.size() > 1 ? numbers.get(0) : 1;
        long step = numbers.size() > 2 ? numbers.get(1) : 1;
        long last = numbers.get(numbers.size() - 1);
        if (step == 0 || (last - first) / step > 10_000) {
            return null;
        }
        List<String> out = new ArrayList<>();
        for (long v = first; step > 0 ? v <= last : v >= last; v += step) {
            out.add(Long.toString(v));
        }
        return constant(out.isEmpty() ? "" : String.join(separator, out) + "\n");
    }

    private static @Nullable Filter basename(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2 || arguments.get(0).startsWith("-")) {
            return null;
        }
        String path = trimmed(arguments.get(0));
        String base = path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1);
        if (arguments.size() > 1
                && base.endsWith(arguments.get(1))
                && !base.equals(arguments.get(1))) {
            base = base.substring(0, base.length() - arguments.get(1).length());
        }
        return constant(base + "\n");
    }

    private static String trimmed(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static String dirname(String path) {
        String p = trimmed(path);
        int slash = p.lastIndexOf('/');
        return (slash < 0 ? "." : slash == 0 ? "/" : trimmed(p.substring(0, slash))) + "\n";
    }

    private static @Nullable Filter expr(List<String> a) {
        if (a.size() == 4 && a.get(0).equals("substr")) {
            int from = whole(a.get(2));
            int length = whole(a.get(3));
            if (from < 1 || length < 0) {
                return null;
            }
            String s = a.get(1);
            int start = Math.min(s.length(), from - 1);
            int end = (int) Math.min(s.length(), (long) start + length);
            return constant(s.substring(start, end) + "\n");
        }
        if (a.size() == 2 && a.get(0).equals("length")) {
            return constant(a.get(1).length() + "\n");
        }
        if (a.size() != 3) {
            return null;
        }
        try {
            long x = Long.parseLong(a.get(0));
            long y = Long.parseLong(a.get(2));
            return switch (a.get(1)) {
                case "+" -> constant((x + y) + "\n");
                case "-" -> constant((x - y) + "\n");
                case "*" -> constant((x * y) + "\n");
                case "/" -> y == 0 ? null : constant((x / y) + "\n");
                case "%" -> y == 0 ? null : constant((x % y) + "\n");
                default -> null;
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
