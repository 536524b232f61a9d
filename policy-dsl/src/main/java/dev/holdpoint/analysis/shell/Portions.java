package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Programs that print a part of their input: lines from one of its ends, or columns. */
final class Portions {

    private Portions() {}

    static Filters.@Nullable Filter head(List<String> arguments) {
        return counted(
                arguments,
                true,
                (how, text) -> {
                    int n = Filters.whole(how.substring(1));
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

    static Filters.@Nullable Filter tail(List<String> arguments) {
        List<String> a = new ArrayList<>(arguments);
        if (!a.isEmpty() && a.get(0).startsWith("+")) {
            a.set(0, "-n" + a.get(0));
        }
        return counted(
                a,
                false,
                (how, text) -> {
                    boolean from = how.startsWith("+", 1);
                    int n = Filters.whole(how.substring(from ? 2 : 1));
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
                    List<String> l = Filters.split(text);
                    int start = from ? n - 1 : l.size() - n;
                    String all =
                            Filters.join(
                                    l.subList(Math.max(0, Math.min(l.size(), start)), l.size()));
                    return text.endsWith("\n") || all.isEmpty()
                            ? all
                            : all.substring(0, all.length() - 1);
                });
    }

    /** The count of head and tail, and the files; null where it is given in another way. */
    private static Filters.@Nullable Filter counted(
            List<String> arguments, boolean gaps, BiFunction<String, String, @Nullable String> f) {
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
            } else if (a.length() > 1 && a.charAt(0) == '-' && Filters.whole(a.substring(1)) >= 0) {
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
        return new Filters.Filter(List.copyOf(files), true, gaps, t -> f.apply(how, t));
    }

    static Filters.@Nullable Filter cut(Filters.Arguments a) {
        String delimiter = "\t";
        String fields = "";
        String characters = "";
        List<String> files = new ArrayList<>();
        boolean only = false;
        for (int i = 0; i < a.all().size(); i++) {
            String x = a.all().get(i);
            String value =
                    x.length() > 2
                            ? x.substring(2)
                            : i + 1 < a.all().size() ? a.all().get(i + 1) : "";
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
                ? Filters.lines(files, l -> cutCharacters(l, chosen))
                : Filters.lines(files, l -> cutFields(l, d, chosen));
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
            int from = low.isEmpty() && dash == 0 ? 1 : Filters.whole(low);
            int to = high.isEmpty() && dash >= 0 ? 4096 : Filters.whole(high);
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
}
