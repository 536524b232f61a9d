package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks over sed programs for the commands that reach outside: {@code e}, {@code w}, {@code W} and
 * the flags {@code e} and {@code w} of {@code s}. Source: GNU sed 4.9, sections 3.2 and 3.8.
 */
final class SedScan {

    private final List<String> scripts = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private boolean hidden;
    private boolean prints;

    List<String> scripts() {
        return scripts;
    }

    List<String> files() {
        return files;
    }

    /** True where something may be printed besides what is printed of each line in the end. */
    boolean prints() {
        return prints || hidden;
    }

    /** True where what is run is made of the input, or could not be read. */
    boolean isHidden() {
        return hidden;
    }

    void read(Word program) {
        // an expansion inside a program is nearly always text of a pattern; alone it is the program
        Optional<String> numbered = program.numbered();
        if (program.prefix().isEmpty() && program.hasHole() && numbered.isEmpty()) {
            hidden = true;
            return;
        }
        String text = numbered.orElseGet(program::rendering);
        int i = 0;
        while (i < text.length()) {
            i = command(text, i);
        }
    }

    private int command(String s, int from) {
        int i = skipAddresses(s, from);
        if (i >= s.length()) {
            return i;
        }
        char c = s.charAt(i);
        switch (c) {
            case 'e' -> {
                int end = endOfLine(s, i);
                String script = s.substring(i + 1, end).strip();
                if (script.isEmpty()) {
                    hidden = true; // runs the pattern space
                } else {
                    scripts.add(script);
                }
                return end;
            }
            case 'w', 'W' -> {
                int end = endOfLine(s, i);
                files.add(s.substring(i + 1, end).strip());
                return end;
            }
            case 's' -> {
                return substitution(s, i);
            }
            case 'y' -> {
                return delimited(s, delimited(s, i + 1, i + 1), i + 1);
            }
            case 'a', 'i', 'c', 'r', 'R', ':', 'b', 't', 'T', '#' -> {
                prints |= "aicrR".indexOf(c) >= 0 || c == '#' && from == 0;
                return textEnd(s, i);
            }
            default -> {
                prints |= "pP=lF".indexOf(c) >= 0;
                return i + 1;
            }
        }
    }

    /** The end of a command that takes text: a line that ends in a backslash goes on. */
    private static int textEnd(String s, int from) {
        int i = from;
        while (true) {
            int end = s.indexOf('\n', i);
            if (end < 0) {
                return s.length();
            }
            if (s.charAt(end - 1) != '\\') {
                return end;
            }
            i = end + 1;
        }
    }

    private static int endOfLine(String s, int from) {
        int end = s.indexOf('\n', from);
        return end < 0 ? s.length() : end;
    }

    private static int skipAddresses(String s, int from) {
        int i = from;
        while (i < s.length()) {
            char c = s.charAt(i);
            if (c == '/') {
                i = delimited(s, i + 1, i);
            } else if (c == '\\' && i + 1 < s.length()) {
                i = delimited(s, i + 2, i + 1);
            } else if (Character.isWhitespace(c)
                    || Character.isDigit(c)
                    || c == ';'
                    || c == ','
                    || c == '$'
                    || c == '!'
                    || c == '{'
                    || c == '}'
                    || c == '~'
                    || c == '+') {
                i++;
            } else if (c == 'I' || c == 'M') {
                i++;
            } else {
                return i;
            }
        }
        return i;
    }

    /** The index after the delimiter that ends a pattern which began at {@code from}. */
    private static int delimited(String s, int from, int delimiterAt) {
        if (delimiterAt >= s.length()) {
            return s.length();
        }
        char d = s.charAt(delimiterAt);
        int i = from;
        boolean inClass = false;
        if (from == delimiterAt) {
            i = from + 1;
        }
        while (i < s.length()) {
            char c = s.charAt(i);
            if (c == '\\') {
                i += 2;
                continue;
            }
            if (c == '[' && !inClass && d != '[') {
                inClass = s.indexOf(']', i + 2) > 0 && s.indexOf(d, i) > s.indexOf(']', i + 2);
            } else if (c == ']') {
                inClass = false;
            } else if (c == d && !inClass) {
                return i + 1;
            }
            i++;
        }
        return s.length();
    }

    private int substitution(String s, int at) {
        int d = at + 1;
        int i = delimited(s, d + 1, d);
        i = delimited(s, i, d);
        while (i < s.length()) {
            char c = s.charAt(i);
            if (c == 'e') {
                hidden = true;
            } else if (c == 'p') {
                prints = true;
            } else if (c == 'w') {
                int end = endOfLine(s, i);
                files.add(s.substring(i + 1, end).strip());
                return end;
            } else if (c == '\n' || c == ';' || c == '}') {
                return i;
            } else if (!Character.isLetterOrDigit(c) && c != ' ') {
                return i;
            }
            i++;
        }
        return i;
    }
}
