package dev.holdpoint.analysis.shell;

import java.util.List;

/**
 * What zsh understands otherwise than bash, where it decides what runs: elements counted from one,
 * {@code =rm} for its path, functions that run by themselves, tables of commands that are arrays,
 * code in the qualifiers of a glob, {@code 010} that is ten. A script for zsh is read as bash;
 * where it has one of these, it is unknown.
 */
final class Zshisms {

    private Zshisms() {}

    private static final List<String> WORDS =
            List.of(
                    "chpwd",
                    "precmd",
                    "preexec",
                    "periodic",
                    "zshexit",
                    "zshaddhistory",
                    "TRAP",
                    "command_not_found_handler",
                    "functions[",
                    "aliases[",
                    "commands[",
                    "galiases[",
                    "saliases[",
                    "dis_",
                    "emulate ",
                    "autoload ",
                    "zmodload ",
                    "setopt ",
                    "unsetopt ",
                    "hash ",
                    "path=",
                    "fpath=",
                    "path+=",
                    "fpath+=",
                    "alias -s",
                    "alias -g",
                    "print -P",
                    "print -z",
                    "sched ",
                    "zargs");

    /** Whether a word of the list begins with that character of ASCII. */
    private static final boolean[] BEGINS = new boolean[128];

    static {
        for (String word : WORDS) {
            BEGINS[word.charAt(0)] = true;
        }
    }

    /** Whether the text has something of it. May be true where it has not. */
    static boolean in(String text) {
        boolean arrays = false;
        boolean computes = text.contains("((") || text.contains("let ") || text.contains("-eq");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
            if (computes
                    && c == '0'
                    && next >= '0'
                    && next <= '9'
                    && (i == 0 || !Lexer.isNamePart(text.charAt(i - 1)))) {
                return true;
            }
            boolean start = i == 0 || Lexer.isMeta(text.charAt(i - 1));
            if (start) {
                if (c == '=' && Lexer.isNameStart(next) || text.startsWith("<<<", i)) {
                    return true;
                }
                if (c < BEGINS.length && BEGINS[c] && word(text, i)) {
                    return true;
                }
            }
            if (c == '$' && (next == '=' || next == '~' || next == '^' || next == '+')) {
                return true;
            }
            if (c == '$' && subscript(text, i + 1)) {
                return true;
            }
            // Qualifiers of a glob that run code: *(e:…:) and *(+…).
            if (c == '(' && i > 0 && "*?])/".indexOf(text.charAt(i - 1)) >= 0 && runs(text, i)) {
                return true;
            }
            if (c == '=' && next == '(' && !arrays) {
                arrays = true;
                if (arrayOfWords(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean word(String text, int from) {
        for (String w : WORDS) {
            if (text.startsWith(w, from)) {
                return true;
            }
        }
        return false;
    }

    /** {@code $a[2]} and {@code ${a[2]}}; all of an array is the same to both. */
    private static boolean subscript(String text, int from) {
        int i = from < text.length() && text.charAt(from) == '{' ? from + 1 : from;
        int start = i;
        while (i < text.length() && Lexer.isNamePart(text.charAt(i))) {
            i++;
        }
        return i > start
                && i + 1 < text.length()
                && text.charAt(i) == '['
                && text.charAt(i + 1) != '@'
                && text.charAt(i + 1) != '*';
    }

    private static boolean runs(String text, int open) {
        int close = text.indexOf(')', open);
        String inside = text.substring(open + 1, close < 0 ? text.length() : close);
        return inside.indexOf('e') >= 0 || inside.indexOf('+') >= 0;
    }

    /** An array without a subscript is all of it, not its first element. */
    private static boolean arrayOfWords(String text) {
        for (int i = text.indexOf("=("); i >= 0; i = text.indexOf("=(", i + 2)) {
            int from = i;
            while (from > 0 && Lexer.isNamePart(text.charAt(from - 1))) {
                from--;
            }
            String name = text.substring(from, i);
            int use = name.isEmpty() ? -1 : text.indexOf("$" + name, i);
            if (name.isEmpty() || use >= 0) {
                return true;
            }
        }
        return false;
    }
}
