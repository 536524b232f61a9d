package dev.holdpoint.engine;

/**
 * A compiled glob. It is run as an automaton over its tokens, all states at once, so its cost is
 * the product of the two lengths at worst and there is nothing to backtrack into. Makes no garbage
 * where the part between its literal head and tail has at most 64 tokens. Immutable.
 */
final class Glob {

    /** What a wildcard may run across. */
    enum Fence {
        /** Nothing stops a {@code *}. */
        NONE(""),
        /** {@code *} and {@code ?} stay in one segment of a path; {@code **} does not. */
        SLASH("/"),
        /**
         * A JDBC URL: {@code *} stays within one part of it, so that {@code //*.staging/} is not
         * satisfied by a second host or by a parameter.
         */
        URL("/?;,&@()=");

        private final String stops;

        Fence(String stops) {
            this.stops = stops;
        }
    }

    // tokens that are no character
    private static final int ONE = 0x1_0000;
    private static final int RUN = 0x1_0001;
    private static final int ANY = 0x1_0002;

    /** After a slash: nothing, or anything that ends in a slash; {@code **}{@code /}. */
    private static final int DIRECTORIES = 0x1_0003;

    /** At the end: nothing, or a slash and anything; the {@code /**} that also means its base. */
    private static final int BELOW = 0x1_0004;

    private final String head;
    private final int[] tokens;
    private final boolean fold;
    private final String stops;

    private Glob(String head, int[] tokens, boolean fold, String stops) {
        this.head = head;
        this.tokens = tokens;
        this.fold = fold;
        this.stops = stops;
    }

    /**
     * Compiles a glob.
     *
     * @param fold whether case is ignored
     */
    static Glob of(String source, Fence fence, boolean fold) {
        int n = source.length();
        int[] out = new int[n];
        int m = 0;
        for (int i = 0; i < n; i++) {
            char c = source.charAt(i);
            if (c == '?') {
                out[m++] = ONE;
            } else if (c == '*'
                    && fence == Fence.SLASH
                    && i + 1 < n
                    && source.charAt(i + 1) == '*') {
                i++;
                boolean open = i < 2 || source.charAt(i - 2) == '/';
                if (open && i + 1 == n && i >= 2) {
                    out[m - 1] = BELOW;
                    out[m++] = ANY;
                } else if (open && i >= 2 && i + 1 < n && source.charAt(i + 1) == '/') {
                    i++;
                    out[m++] = DIRECTORIES;
                } else {
                    out[m++] = ANY;
                }
            } else if (c == '*') {
                boolean free =
                        fence == Fence.NONE || (fence == Fence.URL && i + 1 == n && past(source));
                out[m++] = free ? ANY : RUN;
            } else {
                out[m++] = fold ? lower(c) : c;
            }
        }
        StringBuilder head = new StringBuilder();
        while (head.length() < m && out[head.length()] < ONE) {
            head.append((char) out[head.length()]);
        }
        int[] rest = java.util.Arrays.copyOfRange(out, head.length(), m);
        return new Glob(head.toString(), rest, fold, fence.stops);
    }

    /** The text before the first wildcard. */
    String head() {
        return head;
    }

    /**
     * Whether a trailing {@code *} of a JDBC URL stands after its authority, where it may match
     * anything.
     */
    private static boolean past(String url) {
        int authority = url.indexOf("://");
        return authority < 0 || url.indexOf('/', authority + 3) >= 0;
    }

    static char lower(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return Character.toLowerCase(c);
    }

    /** The text after the last wildcard. */
    String tail() {
        int from = tokens.length;
        while (from > 0 && tokens[from - 1] < ONE) {
            from--;
        }
        StringBuilder tail = new StringBuilder();
        for (int i = from; i < tokens.length; i++) {
            tail.append((char) tokens[i]);
        }
        return tail.toString();
    }

    boolean matches(String text) {
        return matches(text, 0, text.length());
    }

    /** Whether the part of the text from {@code from} to {@code to} matches as a whole. */
    boolean matches(String text, int from, int to) {
        int at = from + head.length();
        if (at > to || !starts(text, from)) {
            return false;
        }
        int m = tokens.length;
        if (m == 0) {
            return at == to;
        }
        // the forms that most globs have: x*, x**, x/**
        if (m == 1 && tokens[0] == ANY) {
            return true;
        }
        if (m == 1 && tokens[0] == RUN) {
            for (int i = 0; i < stops.length(); i++) {
                int stop = text.indexOf(stops.charAt(i), at);
                if (stop >= 0 && stop < to) {
                    return false;
                }
            }
            return true;
        }
        if (m == 2 && tokens[0] == BELOW) {
            return at == to || text.charAt(at) == '/';
        }
        return m <= 63 ? narrow(text, at, to) : wide(text, at, to);
    }

    private boolean starts(String text, int from) {
        if (!fold) {
            return text.startsWith(head, from);
        }
        for (int i = 0; i < head.length(); i++) {
            if (lower(text.charAt(from + i)) != head.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean narrow(String text, int from, int to) {
        long states = enter(0L, 0);
        for (int i = from; i < to && states != 0; i++) {
            char c = fold ? lower(text.charAt(i)) : text.charAt(i);
            long next = 0;
            for (long left = states; left != 0; left &= left - 1) {
                int s = Long.numberOfTrailingZeros(left);
                if (s < tokens.length) {
                    if (stays(tokens[s], c)) {
                        next |= 1L << s;
                    }
                    if (advances(tokens[s], c)) {
                        next = enter(next, s + 1);
                    }
                }
            }
            states = next;
        }
        int end = tokens.length;
        return (states & (1L << end)) != 0
                || (end >= 2 && tokens[end - 2] == BELOW && (states & (1L << (end - 2))) != 0);
    }

    private long enter(long states, int state) {
        long all = states | 1L << state;
        int s = state;
        while (s < tokens.length && passes(tokens[s])) {
            s++;
            all |= 1L << s;
        }
        return all;
    }

    private boolean wide(String text, int from, int to) {
        int end = tokens.length;
        boolean[] states = new boolean[end + 1];
        boolean[] next = new boolean[end + 1];
        enter(states, 0);
        for (int i = from; i < to; i++) {
            char c = fold ? lower(text.charAt(i)) : text.charAt(i);
            java.util.Arrays.fill(next, false);
            for (int s = 0; s < end; s++) {
                if (states[s]) {
                    next[s] |= stays(tokens[s], c);
                    if (advances(tokens[s], c)) {
                        enter(next, s + 1);
                    }
                }
            }
            boolean[] spare = states;
            states = next;
            next = spare;
        }
        return states[end] || (tokens[end - 2] == BELOW && states[end - 2]);
    }

    private void enter(boolean[] states, int state) {
        int s = state;
        states[s] = true;
        while (s < tokens.length && passes(tokens[s])) {
            s++;
            states[s] = true;
        }
    }

    /** Whether the token may match nothing. */
    private static boolean passes(int token) {
        return token == RUN || token == ANY || token == DIRECTORIES;
    }

    private boolean stays(int token, char c) {
        return token == ANY || token == DIRECTORIES || (token == RUN && stops.indexOf(c) < 0);
    }

    /**
     * Whether the character completes the token. A wildcard that stays was passed already when it
     * was entered, so going on after each character it takes is the same as passing it there.
     */
    private boolean advances(int token, char c) {
        return switch (token) {
            case ONE -> stops.indexOf(c) < 0;
            case RUN -> stops.indexOf(c) < 0;
            case ANY -> true;
            case DIRECTORIES, BELOW -> c == '/';
            default -> token == c;
        };
    }
}
