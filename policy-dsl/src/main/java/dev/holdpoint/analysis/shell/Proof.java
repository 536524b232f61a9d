package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a condition proves of variables whose values are not known: that they hold numbers. A script
 * that looks before it calculates is not feared.
 *
 * @param ifTrue the variables that hold numbers where the condition holds
 * @param ifFalse those that do where it does not
 */
record Proof(List<String> ifTrue, List<String> ifFalse) {

    static final Proof NONE = new Proof(List.of(), List.of());

    Proof negated() {
        return new Proof(/* ifTrue= */ ifFalse, /* ifFalse= */ ifTrue);
    }

    /** Of {@code [[ … ]]}. */
    static Proof of(Node.Condition c) {
        if (c instanceof Node.Condition.Not n) {
            return of(n.inner()).negated();
        } else if (c instanceof Node.Condition.Both b) {
            return new Proof(joined(of(b.left()).ifTrue, of(b.right()).ifTrue), List.of());
        } else if (c instanceof Node.Condition.Either e) {
            return new Proof(List.of(), joined(of(e.left()).ifFalse, of(e.right()).ifFalse));
        } else if (c instanceof Node.Condition.Binary b) {
            String name = variable(b.left());
            if (name != null) {
                String right = pattern(b.right());
                switch (b.operator()) {
                    case "=~":
                        return isNumber(right) ? new Proof(List.of(name), List.of()) : NONE;
                    case "=", "==":
                        return provenBy(name, right.equals("+([0-9])"), notDigits(right));
                    case "!=":
                        return provenBy(name, notDigits(right), right.equals("+([0-9])"));
                    default:
                        return NONE;
                }
            }
        }
        return NONE;
    }

    private static Proof provenBy(String name, boolean ifTrue, boolean ifFalse) {
        return new Proof(ifTrue ? List.of(name) : List.of(), ifFalse ? List.of(name) : List.of());
    }

    /** Of {@code [ "$x" -gt 1 ]}, which holds of integers only. */
    static Proof of(List<ShellWord> words) {
        String command = words.get(0).bare();
        if (!(command.equals("[") && words.size() == 5)
                && !(command.equals("test") && words.size() == 4)) {
            return NONE;
        }
        switch (words.get(2).bare()) {
            case "-eq", "-ne", "-lt", "-le", "-gt", "-ge":
                List<String> names = new ArrayList<>(1);
                for (int side : new int[] {1, 3}) {
                    String name = variable(words.get(side));
                    if (name != null) {
                        names.add(name);
                    }
                }
                return names.isEmpty() ? NONE : new Proof(names, List.of());
            default:
                return NONE;
        }
    }

    /** The word as it is written, without quotes but for one escaped point; empty if it is more. */
    private static String pattern(ShellWord word) {
        StringBuilder s = new StringBuilder();
        for (Piece p : word.pieces()) {
            if (p instanceof Piece.Plain plain) {
                s.append(plain.text());
            } else if (p instanceof Piece.Quoted q && q.text().equals(".")) {
                s.append('+');
            } else {
                return "";
            }
        }
        return s.toString();
    }

    /** The pattern of a text in which something is no digit. */
    static boolean notDigits(String pattern) {
        return pattern.equals("*[!0-9]*") || pattern.equals("*[^0-9]*");
    }

    /** The variable that the word is, and nothing but it; null where it is more. */
    static @Nullable String variable(ShellWord word) {
        List<Piece> pieces = word.pieces();
        if (pieces.size() == 1 && pieces.get(0) instanceof Piece.DoubleQuoted d) {
            pieces = d.pieces();
        }
        if (pieces.size() == 1
                && pieces.get(0) instanceof Piece.Parameter p
                && p.operator() == Piece.Operator.NONE
                && !p.indirect()
                && p.subscript() == null
                && Lexer.isName(p.name())) {
            return p.name();
        }
        return null;
    }

    private static List<String> joined(List<String> a, List<String> b) {
        if (a.isEmpty()) {
            return b;
        }
        List<String> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    /** A regular expression that is anchored and allows figures, signs and points only. */
    private static boolean isNumber(String e) {
        if (e.length() < 4 || e.charAt(0) != '^' || e.charAt(e.length() - 1) != '$') {
            return false;
        }
        String inner = e.substring(1, e.length() - 1).replace("[[:digit:]]", "[0-9]");
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            boolean bracket = c == '[';
            if (bracket) {
                int end = inner.indexOf(']', i + 1);
                if (end < 0 || !onlyOf(inner.substring(i + 1, end), "0123456789-+.")) {
                    return false;
                }
                i = end;
            } else if (!onlyOf(String.valueOf(c), "0123456789-+*?(){},")) {
                return false;
            }
        }
        return true;
    }

    private static boolean onlyOf(String text, String allowed) {
        for (int i = 0; i < text.length(); i++) {
            if (allowed.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
