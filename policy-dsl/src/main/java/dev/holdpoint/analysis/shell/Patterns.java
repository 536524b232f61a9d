package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * Patterns of pathname expansion, {@code case} and parameter expansion. They are fields: characters
 * marked as quoted are themselves.
 *
 * <p>Matching keeps the set of places reached and moves it over the pattern, one operator at a
 * time, so that it costs the product of the two lengths whatever the pattern.
 */
final class Patterns {

    /** A longer bracket expression or group is taken for an operator without looking further. */
    private static final int MOST_OPERATOR = 4096;

    private sealed interface Token {}

    private record Exactly(char c) implements Token {}

    private record Any() implements Token {}

    private record Star() implements Token {}

    private record Bracket(boolean negated, String content) implements Token {}

    private record Group(char kind, List<List<Token>> alternatives) implements Token {}

    private final List<Token> tokens;
    private final boolean folded;
    private final Budget budget;

    private Patterns(List<Token> tokens, boolean folded, Budget budget) {
        this.tokens = tokens;
        this.folded = folded;
        this.budget = budget;
    }

    static Patterns compile(String field, boolean folded, Budget budget) {
        budget.spend(field.length());
        return new Patterns(parse(field, 0), folded, budget);
    }

    private static List<Token> parse(String p, int depth) {
        List<Token> out = new ArrayList<>();
        int i = 0;
        while (i < p.length()) {
            char c = p.charAt(i);
            if (c == Gap.QUOTED && i + 1 < p.length()) {
                out.add(new Exactly(p.charAt(i + 1)));
                i += 2;
                continue;
            }
            int end = operatorEnd(p, i);
            if (end == i) {
                out.add(new Exactly(c));
                i++;
            } else if (end == i + 1) {
                out.add(c == '*' ? new Star() : new Any());
                i++;
            } else if (c == '[') {
                boolean negated = p.charAt(i + 1) == '!' || p.charAt(i + 1) == '^';
                out.add(new Bracket(negated, p.substring(i + (negated ? 2 : 1), end - 1)));
                i = end;
            } else {
                if (depth > 20) {
                    throw new Unreadable("a pattern nested too deeply");
                }
                out.add(new Group(c, alternatives(p.substring(i + 2, end - 1), depth)));
                i = end;
            }
        }
        return out;
    }

    private static List<List<Token>> alternatives(String inner, int depth) {
        List<List<Token>> all = new ArrayList<>();
        int open = 0;
        int from = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == Gap.QUOTED) {
                i++;
            } else if (c == '(') {
                open++;
            } else if (c == ')') {
                open--;
            } else if (c == '|' && open == 0) {
                all.add(parse(inner.substring(from, i), depth + 1));
                from = i + 1;
            }
        }
        all.add(parse(inner.substring(from), depth + 1));
        return all;
    }

    /** Whether the pattern matches all of the text. */
    boolean matches(String text) {
        return ends(text, 0).get(text.length());
    }

    /** The places where a match that begins at one place may end. */
    BitSet ends(String text, int from) {
        BitSet at = new BitSet(text.length() + 1);
        at.set(from);
        return run(tokens, text, at);
    }

    /** The places where a match that ends at the end may begin. */
    BitSet starts(String text) {
        BitSet ends = new Patterns(reversed(tokens), folded, budget).ends(mirror(text), 0);
        BitSet starts = new BitSet(text.length() + 1);
        for (int i = ends.nextSetBit(0); i >= 0; i = ends.nextSetBit(i + 1)) {
            starts.set(text.length() - i);
        }
        return starts;
    }

    /** Reversed by characters: unlike StringBuilder.reverse, surrogates are reversed too. */
    private static String mirror(String text) {
        char[] c = new char[text.length()];
        for (int i = 0; i < c.length; i++) {
            c[i] = text.charAt(c.length - 1 - i);
        }
        return new String(c);
    }

    private static List<Token> reversed(List<Token> tokens) {
        List<Token> out = new ArrayList<>(tokens.size());
        for (Token t : tokens) {
            if (t instanceof Group g) {
                List<List<Token>> inner = new ArrayList<>();
                g.alternatives.forEach(a -> inner.add(reversed(a)));
                out.add(new Group(g.kind, inner));
            } else {
                out.add(t);
            }
        }
        Collections.reverse(out);
        return out;
    }

    private BitSet run(List<Token> tokens, String text, BitSet from) {
        BitSet at = from;
        for (Token t : tokens) {
            budget.spend(1 + (long) text.length() / 8);
            at = step(t, text, at);
            if (at.isEmpty()) {
                return at;
            }
        }
        return at;
    }

    private BitSet step(Token t, String text, BitSet at) {
        int n = text.length();
        BitSet next = new BitSet(n + 1);
        if (t instanceof Star) {
            next.set(at.nextSetBit(0), n + 1);
        } else if (t instanceof Group g) {
            return group(g, text, at);
        } else {
            for (int i = at.nextSetBit(0); i >= 0 && i < n; i = at.nextSetBit(i + 1)) {
                if (accepts(t, text.charAt(i))) {
                    next.set(i + 1);
                }
            }
        }
        return next;
    }

    private BitSet group(Group g, String text, BitSet at) {
        if (g.kind == '!') {
            BitSet next = new BitSet();
            for (int i = at.nextSetBit(0); i >= 0; i = at.nextSetBit(i + 1)) {
                BitSet one = new BitSet();
                one.set(i);
                BitSet all = new BitSet();
                all.set(i, text.length() + 1);
                all.andNot(any(g, text, one));
                next.or(all);
            }
            return next;
        }
        BitSet next = any(g, text, at);
        if (g.kind == '*' || g.kind == '+') {
            BitSet grown = (BitSet) next.clone();
            while (true) {
                grown.or(any(g, text, grown));
                if (grown.equals(next)) {
                    break;
                }
                next = (BitSet) grown.clone();
            }
        }
        if (g.kind == '*' || g.kind == '?') {
            next.or(at);
        }
        return next;
    }

    private BitSet any(Group g, String text, BitSet at) {
        BitSet next = new BitSet();
        for (List<Token> a : g.alternatives) {
            next.or(run(a, text, at));
        }
        return next;
    }

    private boolean accepts(Token t, char c) {
        if (t instanceof Any) {
            return true;
        }
        if (t instanceof Exactly x) {
            return x.c == c || (folded && fold(x.c) == fold(c));
        }
        Bracket b = (Bracket) t;
        boolean in = within(b.content, c) || (folded && within(b.content, other(c)));
        return in != b.negated;
    }

    private static char fold(char c) {
        return Character.toLowerCase(c);
    }

    private static char other(char c) {
        return Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
    }

    private static boolean within(String set, char c) {
        int i = 0;
        while (i < set.length()) {
            char low = set.charAt(i);
            if (low == '[' && i + 1 < set.length() && set.charAt(i + 1) == ':') {
                int end = set.indexOf(":]", i + 2);
                if (end > 0) {
                    if (CharacterClasses.contains(set.substring(i + 2, end), c)) {
                        return true;
                    }
                    i = end + 2;
                    continue;
                }
            }
            if (low == Gap.QUOTED && i + 1 < set.length()) {
                low = set.charAt(++i);
            }
            if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
                int h = i + 2;
                char high = set.charAt(h);
                if (high == Gap.QUOTED && h + 1 < set.length()) {
                    high = set.charAt(++h);
                }
                if (c >= low && c <= high) {
                    return true;
                }
                i = h + 1;
            } else {
                if (c == low) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** Where the operator that begins at this place ends; the place itself where none begins. */
    static int operatorEnd(CharSequence p, int at) {
        char c = p.charAt(at);
        boolean extended = Lexer.isExtended(c) && at + 1 < p.length() && p.charAt(at + 1) == '(';
        if (extended) {
            int end = closing(p, at + 1);
            if (end > 0) {
                return end;
            }
        }
        if (c == '*' || c == '?') {
            return at + 1;
        }
        if (c == '[') {
            int end = bracketEnd(p, at);
            return end < 0 ? at : end;
        }
        return at;
    }

    /** After the parenthesis that closes the one at this place; negative where none does. */
    private static int closing(CharSequence p, int at) {
        int open = 0;
        for (int i = at; i < p.length(); i++) {
            char c = p.charAt(i);
            if (i - at > MOST_OPERATOR) {
                return p.length();
            }
            if (c == Gap.QUOTED) {
                i++;
            } else if (c == '(') {
                open++;
            } else if (c == ')' && --open == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** After the bracket that closes the one at this place; negative where none does. */
    private static int bracketEnd(CharSequence p, int at) {
        int i = at + 1;
        if (i < p.length() && (p.charAt(i) == '!' || p.charAt(i) == '^')) {
            i++;
        }
        boolean first = true;
        while (i < p.length()) {
            char c = p.charAt(i);
            if (c == ']' && !first) {
                return i + 1;
            }
            if (i - at > MOST_OPERATOR) {
                return p.length();
            }
            if (c == Gap.QUOTED) {
                i++;
            } else if (c == '[' && i + 1 < p.length() && ":.=".indexOf(p.charAt(i + 1)) >= 0) {
                int end = indexOf(p, p.charAt(i + 1), i + 2);
                if (end > 0 && end + 1 < p.length() && p.charAt(end + 1) == ']') {
                    i = end + 1;
                }
            }
            first = false;
            i++;
        }
        return -1;
    }

    private static int indexOf(CharSequence p, char c, int from) {
        for (int i = from; i < p.length() && i < from + 16; i++) {
            if (p.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }
}
