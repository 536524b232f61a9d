package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brace expansion: <code>a{b,c}d</code> and <code>{1..9}</code>. It comes before every other
 * expansion and works on the word as it is written.
 */
final class Braces {

    /** Words from one word. */
    private static final int MOST = 2048;

    private static final int MOST_NESTING = 40;

    /** A character of the word, or a piece that braces only move around. */
    private record Unit(char c, @Nullable Piece piece) {}

    private final Budget budget;

    private Braces(Budget budget) {
        this.budget = budget;
    }

    /** The words in their order; the word itself where there is nothing to expand. */
    static List<ShellWord> expand(ShellWord word, Budget budget) {
        if (!word.braces()) {
            return List.of(word);
        }
        List<Unit> units = new ArrayList<>();
        for (Piece p : word.pieces()) {
            budget.spend(p instanceof Piece.Plain plain ? 3L * plain.text().length() : 3);
            if (p instanceof Piece.Plain plain) {
                for (int i = 0; i < plain.text().length(); i++) {
                    units.add(new Unit(plain.text().charAt(i), null));
                }
            } else {
                units.add(new Unit('\0', p));
            }
        }
        List<List<Unit>> words = new Braces(budget).all(units, 0);
        if (words.size() == 1 && words.get(0).size() == units.size()) {
            return List.of(word);
        }
        List<ShellWord> out = new ArrayList<>(words.size());
        for (List<Unit> w : words) {
            out.add(word(w));
        }
        return out;
    }

    private static ShellWord word(List<Unit> units) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        for (Unit u : units) {
            int last = pieces.size() - 1;
            if (u.piece == null
                    && plain.length() == 0
                    && last >= 0
                    && pieces.get(last) instanceof Piece.Parameter p
                    && p.open()
                    && Lexer.isName(p.name() + u.c)) {
                // $x{a,b} is $xa and $xb: braces come first.
                pieces.set(last, Piece.Parameter.plain(p.name() + u.c));
            } else if (u.piece == null) {
                plain.append(u.c);
            } else {
                if (plain.length() > 0) {
                    pieces.add(new Piece.Plain(plain.toString()));
                    plain.setLength(0);
                }
                pieces.add(u.piece);
            }
        }
        if (plain.length() > 0) {
            pieces.add(new Piece.Plain(plain.toString()));
        }
        return ShellWord.of(pieces);
    }

    private List<List<Unit>> all(List<Unit> units, int depth) {
        if (depth > MOST_NESTING) {
            throw new Unreadable("braces nested more than " + MOST_NESTING + " deep");
        }
        // Alternatives so far, each to be continued with what follows.
        budget.spend(Budget.WORD + (long) units.size() * (depth + 1));
        List<List<Unit>> words = new ArrayList<>();
        words.add(new ArrayList<>());
        int[] closing = closings(units);
        int i = 0;
        while (i < units.size()) {
            Unit u = units.get(i);
            int close = u.piece == null && u.c == '{' ? closing[i] : -1;
            List<List<Unit>> inner = close < 0 ? null : within(units.subList(i + 1, close), depth);
            if (inner == null) {
                for (List<Unit> w : words) {
                    w.add(u);
                }
                budget.spend(words.size());
                i++;
                continue;
            }
            if ((long) words.size() * inner.size() > MOST) {
                throw new Unreadable("braces that expand to more than " + MOST + " words");
            }
            List<List<Unit>> product = new ArrayList<>(words.size() * inner.size());
            for (List<Unit> w : words) {
                for (List<Unit> x : inner) {
                    List<Unit> joined = new ArrayList<>(w.size() + x.size());
                    joined.addAll(w);
                    joined.addAll(x);
                    product.add(joined);
                    budget.spend(joined.size());
                }
            }
            words = product;
            i = close + 1;
        }
        return words;
    }

    /** For each opening brace the place of its closing one, found in one pass. */
    private static int[] closings(List<Unit> units) {
        int[] closing = new int[units.size()];
        java.util.Arrays.fill(closing, -1);
        int[] open = new int[units.size()];
        int depth = 0;
        for (int i = 0; i < units.size(); i++) {
            Unit u = units.get(i);
            if (u.piece != null) {
                continue;
            }
            if (u.c == '{') {
                open[depth++] = i;
            } else if (u.c == '}' && depth > 0) {
                closing[open[--depth]] = i;
            }
        }
        return closing;
    }

    /** What stands between two braces, expanded; null where it is not a brace expansion. */
    private @Nullable List<List<Unit>> within(List<Unit> inner, int depth) {
        List<List<Unit>> out = new ArrayList<>();
        int from = 0;
        int open = 0;
        boolean commas = false;
        for (int i = 0; i < inner.size(); i++) {
            Unit u = inner.get(i);
            if (u.piece != null) {
                continue;
            }
            open += u.c == '{' ? 1 : u.c == '}' ? -1 : 0;
            if (u.c == ',' && open == 0) {
                commas = true;
                out.addAll(all(inner.subList(from, i), depth + 1));
                from = i + 1;
            }
        }
        if (!commas) {
            return sequence(inner);
        }
        out.addAll(all(inner.subList(from, inner.size()), depth + 1));
        if (out.size() > MOST) {
            throw new Unreadable("braces that expand to more than " + MOST + " words");
        }
        return out;
    }

    private @Nullable List<List<Unit>> sequence(List<Unit> inner) {
        StringBuilder text = new StringBuilder();
        for (Unit u : inner) {
            if (u.piece != null || text.length() > 64) {
                return null;
            }
            text.append(u.c);
        }
        int first = text.indexOf("..");
        if (first <= 0) {
            return null;
        }
        int second = text.indexOf("..", first + 2);
        String low = text.substring(0, first);
        String high = text.substring(first + 2, second < 0 ? text.length() : second);
        String by = second < 0 ? "" : text.substring(second + 2);
        Long step = second < 0 ? Long.valueOf(0) : whole(by);
        if (step == null) {
            return null;
        }
        Long a = whole(low);
        Long b = whole(high);
        if (a != null && b != null) {
            boolean padded = isPadded(low) || isPadded(high);
            int width = padded ? Math.max(low.length(), high.length()) : 0;
            return numbers(a, b, step, width);
        }
        if (low.length() == 1
                && high.length() == 1
                && Character.isLetter(low.charAt(0))
                && Character.isLetter(high.charAt(0))) {
            return letters(low.charAt(0), high.charAt(0), step);
        }
        return null;
    }

    private static boolean isPadded(String s) {
        String digits = s.startsWith("-") ? s.substring(1) : s;
        return digits.length() > 1 && digits.charAt(0) == '0';
    }

    private List<List<Unit>> numbers(long a, long b, long by, int width) {
        long step = Math.max(1, Math.abs(by));
        if (Math.abs(b - a) / step >= MOST) {
            throw new Unreadable("braces that expand to more than " + MOST + " words");
        }
        List<List<Unit>> out = new ArrayList<>();
        for (long v = a; a <= b ? v <= b : v >= b; v += a <= b ? step : -step) {
            budget.spend(Budget.WORD);
            String s = Long.toString(Math.abs(v));
            int zeros = Math.max(0, width - s.length() - (v < 0 ? 1 : 0));
            out.add(units((v < 0 ? "-" : "") + "0".repeat(zeros) + s));
        }
        return out;
    }

    private static List<List<Unit>> letters(char a, char b, long by) {
        int step = (int) Math.max(1, Math.min(1000, Math.abs(by)));
        List<List<Unit>> out = new ArrayList<>();
        for (int v = a; a <= b ? v <= b : v >= b; v += a <= b ? step : -step) {
            out.add(units(String.valueOf((char) v)));
        }
        return out;
    }

    private static List<Unit> units(String s) {
        List<Unit> u = new ArrayList<>(s.length());
        for (int i = 0; i < s.length(); i++) {
            u.add(new Unit(s.charAt(i), null));
        }
        return u;
    }

    private static @Nullable Long whole(String s) {
        if (s.isEmpty() || s.length() > 15) {
            return null;
        }
        int start = s.charAt(0) == '-' || s.charAt(0) == '+' ? 1 : 0;
        if (start == s.length()) {
            return null;
        }
        for (int i = start; i < s.length(); i++) {
            if (s.charAt(i) < '0' || s.charAt(i) > '9') {
                return null;
            }
        }
        return Long.parseLong(s);
    }
}
