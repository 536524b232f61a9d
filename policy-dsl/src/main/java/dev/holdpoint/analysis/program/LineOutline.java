package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.program.Outline.Notation;
import java.util.ArrayList;
import java.util.List;

/** What is told by lines: their indentation, or the section that they stand in. */
final class LineOutline {
    private final String[] lines;
    private final Notation notation;
    private int at;

    LineOutline(String text, Notation notation) {
        this.notation = notation;
        this.lines = text.replace("\\\n", " ").split("\r?\n", -1);
    }

    List<Outline> all() {
        List<Outline> all = new ArrayList<>();
        while (at < lines.length) {
            int before = at;
            all.addAll(level(0, 0));
            if (at == before) {
                at++;
            }
        }
        return all;
    }

    private static int indent(String line) {
        int i = 0;
        while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    private boolean isNothing(String line) {
        String text = line.strip();
        return text.isEmpty()
                || text.startsWith("#")
                || text.startsWith("---")
                || text.startsWith(";") && notation != Notation.YAML;
    }

    /** The lines from here that are indented that far or farther. */
    private List<Outline> level(int least, int depth) {
        List<Outline> all = new ArrayList<>();
        while (at < lines.length) {
            String line = lines[at];
            if (isNothing(line)) {
                at++;
                continue;
            }
            int indent = indent(line);
            String text = line.strip();
            if (indent < least) {
                break;
            }
            if (isSection(text)) {
                if (depth > 0) {
                    break;
                }
                at++;
                all.add(section(text.replaceAll("^\\[+|\\]+$", "").strip()));
            } else {
                at++;
                all.add(entry(indent, text, depth));
            }
        }
        return all;
    }

    private boolean isSection(String text) {
        return notation == Notation.SECTIONS
                && text.startsWith("[")
                && text.endsWith("]")
                && text.indexOf(',') < 0;
    }

    /** {@code [a.b]}: b under a. */
    private Outline section(String name) {
        List<Outline> below = level(0, 1);
        int dot = name.indexOf('"') < 0 ? name.lastIndexOf('.') : -1;
        Outline section = new Outline(name.substring(dot + 1), "", below);
        return dot < 0 ? section : new Outline(name.substring(0, dot), "", List.of(section));
    }

    private Outline entry(int indent, String text, int depth) {
        if (notation == Notation.YAML && (text.startsWith("- ") || text.equals("-"))) {
            return item(indent, text, depth);
        }
        int separator = separator(text);
        if (separator < 0) {
            return new Outline(Outline.ITEM, unquoted(text), List.of());
        }
        String key = unquoted(text.substring(0, separator).strip());
        return value(key, text.substring(separator + 1).strip(), indent, depth);
    }

    /** What follows the dash is a text, or the first line of what stands under it. */
    private Outline item(int indent, String text, int depth) {
        String rest = text.substring(1).stripLeading();
        int inner = indent + text.length() - rest.length();
        if (separator(rest) < 0 && !rest.startsWith("-") || rest.startsWith("{")) {
            return value(Outline.ITEM, rest, indent, depth);
        }
        if (depth >= Outline.MOST_DEPTH) {
            return new Outline(Outline.ITEM, rest, List.of());
        }
        lines[--at] = " ".repeat(Math.min(inner, 200)) + rest;
        return new Outline(Outline.ITEM, "", level(Math.min(inner, 200), depth + 1));
    }

    /** Where the key ends; negative where there is none. */
    private int separator(String text) {
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if ((c == '"' || c == '\'') && i == 0) {
                quote = c;
            } else if (switch (notation) {
                case YAML -> c == ':' && (i + 1 == text.length() || text.charAt(i + 1) == ' ');
                case BLANKS -> c == ' ' || c == '=' || c == '\t';
                default ->
                        c == '='
                                || c == ':'
                                        && (i + 1 == text.length() || text.charAt(i + 1) == ' ');
            }) {
                return i;
            }
        }
        return -1;
    }

    private Outline value(String key, String text, int indent, int depth) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        if ((first == '|' || first == '>') && notation == Notation.YAML && text.length() < 4) {
            return new Outline(key, block(indent, first == '|' ? "\n" : " "), List.of());
        }
        if (first == '[' || first == '{') {
            List<Outline> parsed = new BraceOutline(balanced(text)).block('\0', 0);
            return parsed.size() == 1 && parsed.get(0).key().equals(Outline.FLOW)
                    ? new Outline(key, "", parsed.get(0).below())
                    : new Outline(key, text, List.of());
        }
        if (text.startsWith("\"\"\"") || text.startsWith("'''")) {
            return new Outline(key, tripled(text), List.of());
        }
        if (notation == Notation.BLANKS) {
            return new Outline(key, unquoted(text), List.of());
        }
        boolean tagged = notation == Notation.YAML && (first == '&' || first == '!');
        if (text.isEmpty() || tagged) {
            if (depth >= Outline.MOST_DEPTH) {
                return new Outline(key, text, List.of());
            }
            return notation == Notation.YAML
                    ? new Outline(key, "", level(dashed(indent), depth + 1))
                    : new Outline(key, block(indent, "\n"), List.of());
        }
        String more = block(indent, notation == Notation.YAML ? " " : "\n");
        String whole =
                more.isEmpty() ? text : text + (notation == Notation.YAML ? " " : "\n") + more;
        return new Outline(key, unquoted(whole), List.of());
    }

    /** A list may stand as far left as its key. */
    private int dashed(int indent) {
        for (int i = at; i < lines.length; i++) {
            if (!isNothing(lines[i])) {
                boolean same = indent(lines[i]) == indent;
                return same && lines[i].strip().startsWith("-") ? indent : indent + 1;
            }
        }
        return indent + 1;
    }

    /** The lines that are indented farther, as one text. */
    private String block(int indent, String between) {
        StringBuilder text = new StringBuilder();
        while (at < lines.length && (lines[at].isBlank() || indent(lines[at]) > indent)) {
            text.append(text.length() > 0 ? between : "").append(lines[at++].strip());
        }
        return text.toString().strip();
    }

    /** With the lines up to the bracket that ends it. */
    private String balanced(String start) {
        StringBuilder text = new StringBuilder(start);
        int open = level(start);
        while (open > 0 && at < lines.length) {
            open += level(lines[at]);
            text.append('\n').append(lines[at++]);
        }
        return text.toString();
    }

    private static int level(String line) {
        int level = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            level += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        }
        return level;
    }

    private String tripled(String start) {
        String mark = start.substring(0, 3);
        int same = start.indexOf(mark, 3);
        if (same >= 0) {
            return start.substring(3, same);
        }
        StringBuilder text = new StringBuilder(start.substring(3));
        while (at < lines.length) {
            String line = lines[at++];
            int end = line.indexOf(mark);
            text.append('\n').append(end < 0 ? line : line.substring(0, end));
            if (end >= 0) {
                break;
            }
        }
        return text.toString();
    }

    private static String unquoted(String text) {
        char quote = text.isEmpty() ? ' ' : text.charAt(0);
        if (quote != '"' && quote != '\'') {
            int comment = text.indexOf(" #");
            return comment < 0 || text.indexOf('\n') >= 0
                    ? text
                    : text.substring(0, comment).stripTrailing();
        }
        int end = text.indexOf(quote, 1);
        while (end > 0 && quote == '"' && text.charAt(end - 1) == '\\') {
            end = text.indexOf(quote, end + 1);
        }
        boolean whole = end == text.length() - 1 || text.startsWith(" #", end + 1);
        if (end < 0 || !whole) {
            return text; // a command whose first word is quoted
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < end; ) {
            char c = text.charAt(i++);
            if (c == '\\' && quote == '"') {
                i = BraceOutline.escape(text, i, plain);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
