package dev.holdpoint.analysis.shell;

import java.util.Set;

/**
 * What only bash and its kin know. A script for {@code sh} that has something of it may mean
 * another thing where {@code sh} is dash: {@code [[ a ]] || rm x} removes x there, since there is
 * no such command as {@code [[}.
 */
final class Bashisms {

    private Bashisms() {}

    /** Builtins that dash does not have. */
    private static final Set<String> BUILTINS =
            Set.of(
                    "[[",
                    "declare",
                    "typeset",
                    "let",
                    "shopt",
                    "source",
                    "builtin",
                    "mapfile",
                    "readarray",
                    "pushd",
                    "popd",
                    "dirs",
                    "enable",
                    "compgen",
                    "complete",
                    "bind",
                    "function",
                    "select",
                    "coproc",
                    "disown",
                    "caller",
                    "logout");

    static boolean builtin(String name) {
        return BUILTINS.contains(name);
    }

    private static final String[] WORDS = {
        "function ", "declare ", "typeset ", "let ", "shopt ", "source ", "builtin ", "mapfile",
        "readarray", "pushd", "trap ", "read ", "printf ", "echo -", "coproc ", "select "
    };

    /** Whether the text may mean another thing to dash. May be true where it does not. */
    static boolean in(String text) {
        int n = text.length();
        for (int i = 0; i + 1 < n; i++) {
            char next = text.charAt(i + 1);
            switch (text.charAt(i)) {
                case '[', '(' -> {
                    if (next == text.charAt(i) && (i == 0 || text.charAt(i - 1) != '$')) {
                        return true;
                    }
                }
                case '$' -> {
                    if (next == '\'' || next == '"' || next == '[') {
                        return true;
                    }
                }
                case '&' -> {
                    if (next == '>') {
                        return true;
                    }
                }
                case '=', '+' -> {
                    if (next == '=') {
                        return true;
                    }
                }
                case '{' -> {
                    if (next > ' '
                            && next != '}'
                            && next != '"'
                            && (i == 0 || text.charAt(i - 1) != '$')) {
                        return true;
                    }
                }
                default -> {
                    // Nothing that only bash knows begins so.
                }
            }
            if (next >= 'a' && next <= 't' && Lexer.isMeta(text.charAt(i)) && word(text, i + 1)) {
                return true;
            }
        }
        return word(text, 0);
    }

    private static boolean word(String text, int at) {
        for (String w : WORDS) {
            if (text.startsWith(w, at)) {
                return true;
            }
        }
        return false;
    }
}
