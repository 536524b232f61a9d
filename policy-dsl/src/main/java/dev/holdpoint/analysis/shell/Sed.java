package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The {@code sed} scripts that a reader with a pencil would follow: {@code s} with a literal
 * pattern (anchors allowed) and {@code y}. Anything else is not followed.
 */
final class Sed {

    private Sed() {}

    static Filters.@Nullable Filter of(List<String> arguments) {
        List<String> scripts = new ArrayList<>();
        List<String> files = new ArrayList<>();
        boolean extended = false;
        boolean scripted = false;
        for (int i = 0; i < arguments.size(); i++) {
            String a = arguments.get(i);
            if (a.equals("-e") && i + 1 < arguments.size()) {
                scripts.add(arguments.get(++i));
                scripted = true;
            } else if (a.equals("-E") || a.equals("-r")) {
                extended = true;
            } else if (a.startsWith("-") && a.length() > 1) {
                return null;
            } else {
                files.add(a);
            }
        }
        if (!scripted) {
            if (files.isEmpty()) {
                return null;
            }
            scripts.add(files.remove(0));
        }
        List<Function<String, String>> steps = new ArrayList<>();
        for (String script : scripts) {
            if (!parse(script, extended, steps)) {
                return null;
            }
        }
        return new Filters.Filter(
                List.copyOf(files),
                true,
                true,
                text ->
                        Filters.byLine(
                                text,
                                line -> {
                                    String l = line;
                                    for (Function<String, String> step : steps) {
                                        l = step.apply(l);
                                    }
                                    return l;
                                }));
    }

    private static boolean parse(
            String script, boolean extended, List<Function<String, String>> steps) {
        int i = 0;
        while (i < script.length()) {
            char c = script.charAt(i);
            if (c == ' ' || c == ';' || c == '\n') {
                i++;
                continue;
            }
            if ((c != 's' && c != 'y') || i + 1 >= script.length()) {
                return false;
            }
            char d = script.charAt(i + 1);
            int[] at = {i + 2};
            String pattern = part(script, at, d);
            String replacement = pattern == null ? null : part(script, at, d);
            if (pattern == null || replacement == null) {
                return false;
            }
            int end = at[0];
            boolean all = false;
            while (end < script.length() && script.charAt(end) == 'g') {
                all = true;
                end++;
            }
            if (end < script.length() && " ;\n".indexOf(script.charAt(end)) < 0) {
                return false;
            }
            Function<String, String> step =
                    c == 'y'
                            ? translation(pattern, replacement)
                            : substitution(pattern, replacement, all, extended);
            if (step == null) {
                return false;
            }
            steps.add(step);
            i = end;
        }
        return true;
    }

    private static @Nullable String part(String s, int[] at, char delimiter) {
        StringBuilder out = new StringBuilder();
        for (int i = at[0]; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '\\' && i + 1 < s.length()) {
                char next = s.charAt(++i);
                if (next != delimiter) {
                    out.append('\\');
                }
                out.append(next);
            } else if (c == delimiter) {
                at[0] = i + 1;
                return out.toString();
            } else {
                out.append(c);
            }
        }
        return null;
    }

    private static @Nullable Function<String, String> translation(String from, String to) {
        if (from.length() != to.length() || from.indexOf('\\') >= 0 || to.indexOf('\\') >= 0) {
            return null;
        }
        return line -> {
            StringBuilder out = new StringBuilder(line);
            for (int i = 0; i < out.length(); i++) {
                int at = from.indexOf(out.charAt(i));
                if (at >= 0) {
                    out.setCharAt(i, to.charAt(at));
                }
            }
            return out.toString();
        };
    }

    private static @Nullable Function<String, String> substitution(
            String pattern, String written, boolean all, boolean extended) {
        boolean start = pattern.startsWith("^");
        boolean end = pattern.endsWith("$") && !pattern.endsWith("\\$");
        String middle =
                pattern.substring(
                        start ? 1 : 0, Math.max(start ? 1 : 0, pattern.length() - (end ? 1 : 0)));
        String literal = literal(middle, extended);
        String replacement = replacement(written);
        if (literal == null || replacement == null || (literal.isEmpty() && !start && !end)) {
            return null;
        }
        String put = replacement.replace("\uFDEE", literal);
        return line -> {
            if (start && end) {
                return line.equals(literal) ? put : line;
            }
            if (start) {
                return line.startsWith(literal) ? put + line.substring(literal.length()) : line;
            }
            if (end) {
                return line.endsWith(literal)
                        ? line.substring(0, line.length() - literal.length()) + put
                        : line;
            }
            if (all) {
                return line.replace(literal, put);
            }
            int at = line.indexOf(literal);
            return at < 0
                    ? line
                    : line.substring(0, at) + put + line.substring(at + literal.length());
        };
    }

    private static @Nullable String literal(String pattern, boolean extended) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                char next = pattern.charAt(++i);
                if (Character.isLetterOrDigit(next)
                        || next == '<'
                        || next == '>'
                        || next == '\''
                        || next == '`'
                        || (!extended && "(){}+?|".indexOf(next) >= 0)) {
                    return null;
                }
                out.append(next);
            } else if (".*[]^$".indexOf(c) >= 0 || (extended && "(){}+?|".indexOf(c) >= 0)) {
                return null;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The replacement, with a noncharacter for the text matched. */
    private static @Nullable String replacement(String written) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\\' && i + 1 < written.length()) {
                char next = written.charAt(++i);
                if (next == 'n') {
                    out.append('\n');
                } else if (Character.isLetterOrDigit(next)) {
                    return null;
                } else {
                    out.append(next);
                }
            } else {
                out.append(c == '&' ? '\uFDEE' : c);
            }
        }
        return out.toString();
    }
}
