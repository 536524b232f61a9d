package dev.holdpoint.analysis.sql;

/** One line for people: the text without comments, its literals masked, cut where it is long. */
final class Summary {

    private static final int MOST_CHARACTERS = 200;

    private Summary() {}

    static String of(Tokens t) {
        if (!t.trouble().isEmpty()) {
            return "SQL that is not readable: " + t.trouble();
        }
        return t.plain() && t.source().length() <= MOST_CHARACTERS ? masked(t) : gathered(t);
    }

    private static boolean secret(Tokens t, int i) {
        byte type = t.type(i);
        return type == Tokens.STRING
                || type == Tokens.NUMBER
                || (t.is(i - 1, Keyword.BY) && t.is(i - 2, Keyword.IDENTIFIED))
                || (t.is(i - 1, Keyword.VALUES) && t.is(i - 3, Keyword.IDENTIFIED));
    }

    /** A short line: the text itself, but for the literals. */
    private static String masked(Tokens t) {
        String text = t.source();
        StringBuilder s = new StringBuilder(text.length() + 8);
        int from = 0;
        for (int i = 0; i < t.size(); i++) {
            if (secret(t, i)) {
                s.append(text.substring(from, t.start(i))).append('?');
                from = t.end(i);
            }
        }
        return s.append(text.substring(from)).toString().strip();
    }

    private static String gathered(Tokens t) {
        StringBuilder s = new StringBuilder(Math.min(t.source().length(), MOST_CHARACTERS) + 8);
        int last = 0;
        for (int i = 0; i < t.size(); i++) {
            if (s.length() > MOST_CHARACTERS) {
                return s.append(" …").toString();
            }
            int start = t.start(i);
            if (i > 0 && start > last) {
                s.append(' ');
            }
            last = t.end(i);
            if (secret(t, i)) {
                s.append('?');
            } else {
                s.append(t.source(), start, Math.min(t.end(i), start + MOST_CHARACTERS));
            }
        }
        return s.toString();
    }
}
