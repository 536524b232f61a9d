package dev.holdpoint.analysis.sql;

/** One line for people: the text without comments, its literals masked, cut where it is long. */
final class Summary {

    private static final int MOST_CHARACTERS = 200;

    private Summary() {}

    static String of(Tokens t) {
        if (!t.trouble().isEmpty()) {
            return "SQL that is not readable: " + t.trouble();
        }
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
            byte type = t.type(i);
            boolean password =
                    t.is(i - 1, Keyword.BY) && t.is(i - 2, Keyword.IDENTIFIED)
                            || t.is(i - 1, Keyword.VALUES) && t.is(i - 3, Keyword.IDENTIFIED);
            if (type == Tokens.STRING || type == Tokens.NUMBER || password) {
                s.append('?');
            } else {
                s.append(t.source(), start, Math.min(t.end(i), start + MOST_CHARACTERS));
            }
        }
        return s.toString();
    }
}
