package dev.holdpoint.analysis.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
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

    private static Filter on(List<String> files, Function<String, @Nullable String> f) {
        return new Filter(List.copyOf(files), true, false, f);
    }

    private static Filter lines(List<String> files, Function<String, String> f) {
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
            case "base64" -> base64(arguments);
            case "openssl" -> openssl(arguments);
            case "xxd" -> xxd(a);
            case "tr" -> Translation.of(arguments);
            case "head" -> head(arguments);
            case "tail" -> tail(arguments);
            case "cut" -> cut(a);
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
    private static final class Arguments {
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

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            lines.add(text.substring(from, end < 0 ? text.length() : end));
            from = end < 0 ? text.length() : end + 1;
        }
        return lines;
    }

    private static String join(List<String> lines) {
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

    private static @Nullable Filter base64(List<String> arguments) {
        boolean decode = false;
        int wrap = 76;
        List<String> files = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String a = arguments.get(i);
            switch (a) {
                case "-d", "-D", "--decode", "-di", "-id" -> decode = true;
                case "-i", "--ignore-garbage" -> {
                    // What is no base64 is left out below in any case.
                }
                case "-w", "--wrap" -> wrap = ++i < arguments.size() ? whole(arguments.get(i)) : -1;
                default -> {
                    if (a.startsWith("-w")) {
                        wrap = whole(a.substring(2));
                    } else if (a.startsWith("--wrap=")) {
                        wrap = whole(a.substring(7));
                    } else if (a.startsWith("--d")) {
                        decode = true;
                    } else if (a.startsWith("-") && a.length() > 1) {
                        return null;
                    } else {
                        files.add(a);
                    }
                }
            }
        }
        if (wrap < 0) {
            return null;
        }
        int width = wrap;
        return decode ? on(files, Filters::decoded) : on(files, t -> encoded(t, width));
    }

    private static int whole(String s) {
        try {
            return Integer.parseInt(s);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static @Nullable String decoded(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && c != '\r' && c != ' ') {
                clean.append(c);
            }
        }
        try {
            return Escapes.decode(
                    Base64.getDecoder()
                            .decode(clean.toString().getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String encoded(String text, int width) {
        String s = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        if (width == 0) {
            return s;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < s.length(); i += width) {
            out.append(s, i, Math.min(s.length(), i + width)).append('\n');
        }
        return out.toString();
    }

    private static @Nullable Filter openssl(List<String> arguments) {
        if (arguments.isEmpty()) {
            return null;
        }
        List<String> rest = new ArrayList<>(arguments);
        boolean enc = rest.remove("enc");
        enc = rest.remove("base64") || enc;
        rest.remove("-base64");
        rest.remove("-a");
        rest.remove("-A");
        boolean decode = rest.remove("-d");
        boolean known =
                enc
                        && rest.isEmpty()
                        && (arguments.get(0).equals("base64")
                                || arguments.contains("-base64")
                                || arguments.contains("-a"));
        return !known
                ? null
                : decode ? on(List.of(), Filters::decoded) : on(List.of(), t -> encoded(t, 64));
    }

    private static @Nullable Filter xxd(Arguments a) {
        boolean plain = a.has('p');
        if (!plain || !a.only("rp") || a.rest().size() > 1) {
            return null;
        }
        if (!a.has('r')) {
            return on(
                    a.rest(),
                    t -> {
                        StringBuilder hex = new StringBuilder();
                        for (byte b : t.getBytes(StandardCharsets.UTF_8)) {
                            hex.append(String.format("%02x", b));
                        }
                        StringBuilder out = new StringBuilder();
                        for (int i = 0; i < hex.length(); i += 60) {
                            out.append(hex, i, Math.min(hex.length(), i + 60)).append('\n');
                        }
                        return out.toString();
                    });
        }
        return on(
                a.rest(),
                t -> {
                    byte[] bytes = new byte[t.length() / 2 + 1];
                    int n = 0;
                    int high = -1;
                    for (int i = 0; i < t.length(); i++) {
                        int d = Character.digit(t.charAt(i), 16);
                        if (d < 0) {
                            continue;
                        }
                        if (high < 0) {
                            high = d;
                        } else {
                            bytes[n++] = (byte) (high * 16 + d);
                            high = -1;
                        }
                    }
                    return Escapes.decode(Arrays.copyOf(bytes, n));
                });
    }

    /** The count of head and tail, and the files; null where it is given in another way. */
    private static @Nullable Filter counted(
            List<String> arguments,
            boolean gaps,
            java.util.function.BiFunction<String, String, @Nullable String> f) {
        String count = "10";
        boolean bytes = false;
        List<String> files = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String a = arguments.get(i);
            if (a.equals("-n") || a.equals("-c") || a.equals("--lines") || a.equals("--bytes")) {
                bytes = a.equals("-c") || a.equals("--bytes");
                count = ++i < arguments.size() ? arguments.get(i) : "";
            } else if (a.startsWith("-n") || a.startsWith("-c")) {
                bytes = a.startsWith("-c");
                count = a.substring(2);
            } else if (a.startsWith("--lines=") || a.startsWith("--bytes=")) {
                bytes = a.startsWith("--bytes=");
                count = a.substring(8);
            } else if (a.length() > 1 && a.charAt(0) == '-' && whole(a.substring(1)) >= 0) {
                count = a.substring(1);
            } else if (a.startsWith("-") && a.length() > 1 && !a.equals("-q")) {
                return null;
            } else if (!a.equals("-q")) {
                files.add(a);
            }
        }
        if (files.size() > 1) {
            return null;
        }
        String how = (bytes ? "c" : "n") + count;
        return new Filter(List.copyOf(files), true, gaps, t -> f.apply(how, t));
    }

    private static @Nullable Filter head(List<String> arguments) {
        return counted(
                arguments,
                true,
                (how, text) -> {
                    int n = whole(how.substring(1));
                    if (how.length() < 2 || n < 0 || how.charAt(1) == '+') {
                        return null;
                    }
                    int end = 0;
                    if (how.charAt(0) == 'c') {
                        end = Math.min(text.length(), n);
                        for (int i = 0; i < end; i++) {
                            if (text.charAt(i) > 0x7e) {
                                return null;
                            }
                        }
                    } else {
                        for (int i = 0; i < n && end < text.length(); i++) {
                            int line = text.indexOf('\n', end);
                            end = line < 0 ? text.length() : line + 1;
                        }
                    }
                    return text.substring(0, end);
                });
    }

    private static @Nullable Filter tail(List<String> arguments) {
        List<String> a = new ArrayList<>(arguments);
        if (!a.isEmpty() && a.get(0).startsWith("+")) {
            a.set(0, "-n" + a.get(0));
        }
        return counted(
                a,
                false,
                (how, text) -> {
                    boolean from = how.startsWith("+", 1);
                    int n = whole(how.substring(from ? 2 : 1));
                    if (n < 0) {
                        return null;
                    }
                    if (how.charAt(0) == 'c') {
                        for (int i = 0; i < text.length(); i++) {
                            if (text.charAt(i) > 0x7e) {
                                return null;
                            }
                        }
                        int start = from ? n - 1 : text.length() - n;
                        return text.substring(Math.max(0, Math.min(text.length(), start)));
                    }
                    List<String> l = split(text);
                    int start = from ? n - 1 : l.size() - n;
                    String all = join(l.subList(Math.max(0, Math.min(l.size(), start)), l.size()));
                    return text.endsWith("\n") || all.isEmpty()
                            ? all
                            : all.substring(0, all.length() - 1);
                });
    }

    private static @Nullable Filter cut(Arguments a) {
        String delimiter = "\t";
        String fields = "";
        String characters = "";
        List<String> files = new ArrayList<>();
        boolean only = false;
        for (int i = 0; i < a.all.size(); i++) {
            String x = a.all.get(i);
            String value =
                    x.length() > 2 ? x.substring(2) : i + 1 < a.all.size() ? a.all.get(i + 1) : "";
            int used = x.length() > 2 ? 0 : 1;
            if (x.startsWith("-d")) {
                delimiter = value;
                i += used;
            } else if (x.startsWith("-f")) {
                fields = value;
                i += used;
            } else if (x.startsWith("-c") || x.startsWith("-b")) {
                characters = value;
                i += used;
            } else if (x.equals("-s")) {
                only = true;
            } else if (x.startsWith("-") && x.length() > 1) {
                return null;
            } else {
                files.add(x);
            }
        }
        String list = fields.isEmpty() ? characters : fields;
        boolean[] chosen = chosen(list);
        if (chosen == null || delimiter.length() != 1 || only) {
            return null;
        }
        String d = delimiter;
        return fields.isEmpty()
                ? lines(files, l -> cutCharacters(l, chosen))
                : lines(files, l -> cutFields(l, d, chosen));
    }

    /**
     * Which of the first positions a list like {@code 1,3-5,7-} names; null where it is not one.
     */
    private static boolean @Nullable [] chosen(String list) {
        boolean[] chosen = new boolean[4097];
        if (list.isEmpty()) {
            return null;
        }
        for (String range : list.split(",", -1)) {
            int dash = range.indexOf('-');
            String low = dash < 0 ? range : range.substring(0, dash);
            String high = dash < 0 ? range : range.substring(dash + 1);
            int from = low.isEmpty() && dash == 0 ? 1 : whole(low);
            int to = high.isEmpty() && dash >= 0 ? 4096 : whole(high);
            if (from < 1 || to < from || to > 4096) {
                return null;
            }
            Arrays.fill(chosen, from, to + 1, true);
        }
        return chosen;
    }

    private static String cutCharacters(String line, boolean[] chosen) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            if (i + 1 >= chosen.length || line.charAt(i) > 0x7e) {
                return Gap.OUTPUT.text();
            }
            if (chosen[i + 1]) {
                out.append(line.charAt(i));
            }
        }
        return out.toString();
    }

    private static String cutFields(String line, String delimiter, boolean[] chosen) {
        if (!line.contains(delimiter)) {
            return line;
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        int n = 1;
        boolean first = true;
        while (from <= line.length()) {
            int end = line.indexOf(delimiter, from);
            if (n >= chosen.length) {
                return Gap.OUTPUT.text();
            }
            if (chosen[n++]) {
                out.append(first ? "" : delimiter)
                        .append(line, from, end < 0 ? line.length() : end);
                first = false;
            }
            if (end < 0) {
                break;
            }
            from = end + 1;
        }
        return out.toString();
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
