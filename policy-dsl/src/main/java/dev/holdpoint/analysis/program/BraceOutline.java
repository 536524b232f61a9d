package dev.holdpoint.analysis.program;

import java.util.ArrayList;
import java.util.List;

/** JSON and its relatives: {@code key: value}, {@code key = value}, {@code key label {…}}. */
final class BraceOutline {
    private final String s;
    private int i;

    BraceOutline(String s) {
        this.s = s;
    }

    List<Outline> block(char close, int depth) {
        List<Outline> all = new ArrayList<>();
        StringBuilder key = new StringBuilder();
        while (i < s.length()) {
            char c = s.charAt(i);
            if (skips()) {
                continue;
            }
            if (c == close || (c == '}' || c == ']' || c == ')') && depth > 0) {
                i++;
                break;
            }
            if (c == ',' || c == ';' || c == '\n' || Character.isWhitespace(c)) {
                if ((c == ',' || c == '\n') && key.length() > 0) {
                    all.add(new Outline(Outline.FLOW, key.toString(), List.of()));
                    key.setLength(0);
                }
                i++;
            } else if (c == '"' || c == '\'' || c == '`') {
                key.append(key.length() > 0 ? " " : "").append(string(c));
            } else if (c == ':' || c == '=') {
                i += s.startsWith("=>", i) ? 2 : 1;
                all.add(value(key.toString(), depth));
                key.setLength(0);
            } else if (c == '{' || c == '[' || c == '(') {
                all.add(open(key.length() == 0 ? Outline.FLOW : key.toString(), c, depth));
                key.setLength(0);
            } else if (c == '}' || c == ']' || c == ')') {
                i++;
            } else {
                key.append(key.length() > 0 ? " " : "").append(bare());
            }
        }
        if (key.length() > 0) {
            all.add(new Outline(Outline.FLOW, key.toString(), List.of()));
        }
        return all;
    }

    private Outline open(String key, char c, int depth) {
        i++;
        char close = c == '{' ? '}' : c == '[' ? ']' : ')';
        return new Outline(
                key, "", depth >= Outline.MOST_DEPTH ? List.of() : block(close, depth + 1));
    }

    /** Comments. */
    private boolean skips() {
        if (s.charAt(i) == '#' || s.startsWith("//", i)) {
            int end = s.indexOf('\n', i);
            i = end < 0 ? s.length() : end;
            return true;
        }
        if (s.startsWith("/*", i)) {
            int end = s.indexOf("*/", i + 2);
            i = end < 0 ? s.length() : end + 2;
            return true;
        }
        return false;
    }

    private Outline value(String key, int depth) {
        while (i < s.length() && (s.charAt(i) == ' ' || s.charAt(i) == '\t')) {
            i++;
        }
        while (depth > 0 && i < s.length() && Character.isWhitespace(s.charAt(i))) {
            i++;
        }
        if (i >= s.length()) {
            return new Outline(key, "", List.of());
        }
        char c = s.charAt(i);
        if (c == '{' || c == '[') {
            return open(key, c, depth);
        }
        if (s.startsWith("<<", i)) {
            return new Outline(key, hereDocument(), List.of());
        }
        String text = c == '"' || c == '\'' || c == '`' ? string(c) : bare();
        if (i < s.length() && s.charAt(i) == '(') {
            return open(key, '(', depth); // jsonencode({…})
        }
        return new Outline(key, text, List.of());
    }

    /** HCL's {@code <<-EOT}. */
    private String hereDocument() {
        int line = s.indexOf('\n', i);
        if (line < 0) {
            i = s.length();
            return "";
        }
        String mark = s.substring(i, line).replaceAll("[<~\\-\\s]", "");
        int from = line + 1;
        int at = from;
        while (at < s.length()) {
            int end = s.indexOf('\n', at);
            end = end < 0 ? s.length() : end;
            if (s.substring(at, end).strip().equals(mark)) {
                i = end;
                return s.substring(from, at);
            }
            at = end + 1;
        }
        i = s.length();
        return s.substring(from);
    }

    private String string(char quote) {
        boolean triple = s.startsWith(String.valueOf(quote).repeat(3), i);
        if (triple) {
            int end = s.indexOf(String.valueOf(quote).repeat(3), i + 3);
            String text = s.substring(i + 3, end < 0 ? s.length() : end);
            i = end < 0 ? s.length() : end + 3;
            return text;
        }
        StringBuilder text = new StringBuilder();
        i++;
        while (i < s.length() && s.charAt(i) != quote) {
            char c = s.charAt(i++);
            if (c == '\\' && quote != '\'' && i < s.length()) {
                i = escape(s, i, text);
            } else {
                text.append(c);
            }
        }
        i++;
        return text.toString();
    }

    private String bare() {
        int from = i;
        while (i < s.length()
                && ",;:={}[]()\"'`#\n".indexOf(s.charAt(i)) < 0
                && !Character.isWhitespace(s.charAt(i))) {
            i++;
        }
        if (i == from) {
            i++;
        }
        return s.substring(from, i);
    }

    /** What an escape stands for; where to go on. */
    static int escape(String s, int at, StringBuilder text) {
        char e = s.charAt(at);
        if (e == 'u' && at + 4 < s.length()) {
            try {
                text.append((char) Integer.parseInt(s.substring(at + 1, at + 5), 16));
                return at + 5;
            } catch (NumberFormatException notHexadecimal) {
                text.append(e);
                return at + 1;
            }
        }
        text.append(e == 'n' ? '\n' : e == 't' ? '\t' : e);
        return at + 1;
    }
}
