package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builtins that fill variables: {@code read}, {@code mapfile}, {@code printf -v}, {@code getopts}.
 */
final class InputBuiltins {

    private final Interpreter interpreter;

    InputBuiltins(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** The status; null where the name is none of these. */
    @Nullable Integer run(String name, List<Word> words, State s, Redirections.Opened opened) {
        switch (name) {
            case "read":
                opened.io().in().touch();
                return read(words, s, opened.io());
            case "mapfile", "readarray":
                opened.io().in().touch();
                return lines(words, s, opened.io());
            case "printf":
                return words.size() > 2 && Fields.text(words.get(1)).startsWith("-v")
                        ? printed(words, s, opened.io())
                        : null;
            case "getopts":
                if (words.size() > 2) {
                    set(Fields.text(words.get(2)), Gap.INPUT.text(), s, opened.io());
                }
                s.put("OPTARG", Variable.anything(Gap.INPUT));
                s.put("OPTIND", Variable.of(Gap.NUMBER.text()));
                return State.UNKNOWN;
            default:
                return null;
        }
    }

    private void set(String name, String value, State s, Io io) {
        if (Gap.in(name)) {
            interpreter.assignments.somewhere(name, s);
            return;
        }
        int bracket = name.indexOf('[');
        if (bracket > 0 && name.endsWith("]")) {
            ShellWord subscript =
                    interpreter.expansion.reread(name.substring(bracket + 1, name.length() - 1));
            interpreter.assignments.assign(
                    name.substring(0, bracket), subscript, value, false, s, io);
        } else if (Lexer.isName(name)) {
            interpreter.assignments.assign(name, null, value, false, s, io);
        }
    }

    private int printed(List<Word> words, State s, Io io) {
        String option = Fields.text(words.get(1));
        boolean apart = option.equals("-v");
        String name = apart ? Fields.text(words.get(2)) : option.substring(2);
        int from = apart ? 3 : 2;
        if (from < words.size() && Fields.text(words.get(from)).equals("--")) {
            from++;
        }
        List<String> arguments = new ArrayList<>();
        boolean splits = false;
        for (Word w : words.subList(Math.min(from, words.size()), words.size())) {
            arguments.add(Fields.text(w));
            splits |= Fields.splits(w);
        }
        String text =
                splits || arguments.isEmpty()
                        ? null
                        : Printf.format(arguments.get(0), arguments.subList(1, arguments.size()));
        set(name, text == null ? Gap.OUTPUT.text() : text, s, io);
        return 0;
    }

    /** What {@code read} was asked for. */
    private static final class Request {
        private boolean raw;
        private char delimiter = '\n';
        private int most = -1;
        private boolean exact;
        private String array = "";
        private int descriptor;

        /** What stands for the input where it is not known. */
        private Gap gap = Gap.INPUT;

        private final List<String> names = new ArrayList<>();
    }

    private static Request request(List<Word> words) {
        Request r = new Request();
        boolean options = true;
        for (int i = 1; i < words.size(); i++) {
            String w = Fields.text(words.get(i));
            if (!options || !w.startsWith("-") || w.length() < 2) {
                options = false;
                r.names.add(w);
                continue;
            }
            if (w.equals("--")) {
                options = false;
                continue;
            }
            for (int j = 1; j < w.length(); j++) {
                char c = w.charAt(j);
                if ("adinNptu".indexOf(c) < 0) {
                    r.raw |= c == 'r';
                    continue;
                }
                String value =
                        j + 1 < w.length()
                                ? w.substring(j + 1)
                                : ++i < words.size() ? Fields.text(words.get(i)) : "";
                switch (c) {
                    case 'a' -> r.array = value;
                    case 'd' -> r.delimiter = value.isEmpty() ? '\0' : value.charAt(0);
                    case 'n', 'N' -> {
                        r.most = number(value);
                        r.exact = c == 'N';
                    }
                    case 'u' -> r.descriptor = number(value);
                    default -> {
                        // A prompt or a time: no part of what is read.
                    }
                }
                break;
            }
        }
        return r;
    }

    private static int number(String s) {
        try {
            return Integer.parseInt(s);
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    private int read(List<Word> words, State s, Io io) {
        Request r = request(words);
        Object stream = io.stream(r.descriptor);
        Io.In in = stream instanceof Io.In i ? i : Io.In.unknown("a descriptor");
        if (r.names.isEmpty()) {
            r.names.add("REPLY");
        }
        r.gap = in.gap();
        if (!in.known() || r.most >= 0 || r.exact) {
            in.lose();
            unknown(r, s, io);
            return State.UNKNOWN;
        }
        String line = in.line(r.delimiter);
        if (line == null) {
            fill(r, "", s, io);
            return 1;
        }
        boolean ended = in.ended();
        if (Gap.in(line)) {
            // The gap may hold a delimiter: what is before it is only the beginning.
            in.lose();
            unknown(r, s, io);
            return State.UNKNOWN;
        }
        if (!r.raw && line.indexOf('\\') >= 0) {
            StringBuilder joined = new StringBuilder();
            while (true) {
                boolean continued = trailing(line) % 2 == 1;
                joined.append(continued ? line.substring(0, line.length() - 1) : line);
                String next = continued ? in.line(r.delimiter) : null;
                if (next == null) {
                    break;
                }
                line = next;
                ended = in.ended();
            }
            line = joined.toString();
            if (line.indexOf('\\') >= 0) {
                StringBuilder plain = new StringBuilder();
                for (int i = 0; i < line.length(); i++) {
                    if (line.charAt(i) == '\\' && i + 1 < line.length()) {
                        i++;
                    }
                    plain.append(line.charAt(i));
                }
                line = plain.toString();
            }
        }
        fill(r, line, s, io);
        // A text here has no NUL, so that one is not seen which ends the record.
        return r.delimiter == '\0' ? State.UNKNOWN : ended ? 1 : 0;
    }

    private static int trailing(String line) {
        int n = 0;
        while (n < line.length() && line.charAt(line.length() - 1 - n) == '\\') {
            n++;
        }
        return n;
    }

    private void unknown(Request r, State s, Io io) {
        if (!r.array.isEmpty()) {
            list(r.array, new TreeMap<>(), r.gap.text(), s, io);
            return;
        }
        for (String name : r.names) {
            set(name, r.gap.text(), s, io);
        }
    }

    private void fill(Request r, String line, State s, Io io) {
        String ifs = interpreter.expansion.parameters.ifs(s);
        if (Gap.in(ifs)) {
            unknown(r, s, io);
            return;
        }
        if (!r.array.isEmpty()) {
            List<String> fields = fields(line, ifs, Integer.MAX_VALUE);
            list(r.array, new TreeMap<>(Parameters.indexed(fields)), "", s, io);
            return;
        }
        if (r.names.size() == 1 && r.names.get(0).equals("REPLY")) {
            set("REPLY", line, s, io);
            return;
        }
        List<String> fields = fields(line, ifs, r.names.size());
        for (int i = 0; i < r.names.size(); i++) {
            set(r.names.get(i), i < fields.size() ? fields.get(i) : "", s, io);
        }
    }

    /** Splits as {@code read} does: the last field takes the rest. */
    private static List<String> fields(String line, String ifs, int most) {
        List<String> out = new ArrayList<>();
        int n = line.length();
        int i = 0;
        while (i < n && white(line.charAt(i), ifs)) {
            i++;
        }
        while (i < n) {
            if (out.size() == most - 1) {
                int end = n;
                while (end > i && white(line.charAt(end - 1), ifs)) {
                    end--;
                }
                String rest = line.substring(i, end);
                // One delimiter that is not white space goes with the last field if it ends it.
                if (!rest.isEmpty()
                        && ifs.indexOf(rest.charAt(rest.length() - 1)) >= 0
                        && first(rest, ifs) == rest.length() - 1) {
                    rest = rest.substring(0, rest.length() - 1);
                }
                out.add(rest);
                return out;
            }
            int end = i;
            while (end < n && ifs.indexOf(line.charAt(end)) < 0) {
                end++;
            }
            out.add(line.substring(i, end));
            boolean delimiter = false;
            while (end < n && ifs.indexOf(line.charAt(end)) >= 0) {
                boolean isWhite = white(line.charAt(end), ifs);
                if (!isWhite && delimiter) {
                    break;
                }
                delimiter |= !isWhite;
                end++;
            }
            i = end;
        }
        return out;
    }

    private static int first(String s, String ifs) {
        for (int i = 0; i < s.length(); i++) {
            if (ifs.indexOf(s.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean white(char c, String ifs) {
        return (c == ' ' || c == '\t' || c == '\n') && ifs.indexOf(c) >= 0;
    }

    /** Makes the name an array of the elements, which the attributes of the name adapt. */
    private void list(
            String name, NavigableMap<Long, String> elements, String others, State s, Io io) {
        if (Gap.in(name)) {
            interpreter.assignments.somewhere(name, s);
            return;
        }
        Variable v = s.get(name);
        elements.replaceAll((k, x) -> interpreter.assignments.adapted(v, x, s, io));
        String more = others.isEmpty() ? "" : interpreter.assignments.adapted(v, others, s, io);
        s.put(name, v.with(new Variable.Indexed(elements, more)));
    }

    private int lines(List<Word> words, State s, Io io) {
        String name = "MAPFILE";
        boolean trim = false;
        boolean plain = true;
        String callback = "";
        int descriptor = 0;
        char delimiter = '\n';
        for (int i = 1; i < words.size(); i++) {
            String w = Fields.text(words.get(i));
            if (w.length() < 2 || w.charAt(0) != '-' || w.equals("--")) {
                name = w.equals("--") ? name : w;
                continue;
            }
            for (int j = 1; j < w.length(); j++) {
                char c = w.charAt(j);
                if (c == 't') {
                    trim = true;
                    continue;
                }
                String value =
                        j + 1 < w.length() ? w.substring(j + 1) : Builtins.argument(words, ++i);
                switch (c) {
                    case 'd' -> delimiter = value.isEmpty() ? '\0' : value.charAt(0);
                    case 'u' -> descriptor = number(value);
                    case 'C' -> callback = value;
                    case 'c' -> {
                        // How often the callback runs.
                    }
                    default -> plain = false;
                }
                break;
            }
        }
        Io.In in = io.stream(descriptor) instanceof Io.In i ? i : Io.In.unknown("a descriptor");
        String rest = in.rest();
        TreeMap<Long, String> m = new TreeMap<>();
        if (!plain || rest == null || Gap.in(rest)) {
            list(name, m, in.gap().text(), s, io);
            callback(callback, Gap.NUMBER.text(), in.gap().text(), s, io);
            return State.UNKNOWN;
        }
        String line = in.line(delimiter);
        while (line != null) {
            interpreter.budget.spend(line.length() + 1L);
            String element = trim || in.ended() ? line : line + delimiter;
            callback(callback, Integer.toString(m.size()), element, s, io);
            m.put((long) m.size(), element);
            line = in.line(delimiter);
        }
        list(name, m, "", s, io);
        return 0;
    }

    /** What {@code mapfile -C} evaluates: the text, with an index and a line after it. */
    private void callback(String text, String index, String line, State s, Io io) {
        if (!text.isEmpty()) {
            interpreter.nestedText(text + " " + index + " " + Quotes.single(line), s, io);
        }
    }
}
