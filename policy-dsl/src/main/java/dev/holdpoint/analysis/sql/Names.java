package dev.holdpoint.analysis.sql;

import java.util.Locale;

/** Reads names as the dialect does: qualification, quotes, folding of case. */
final class Names {

    private final Tokens t;
    private final Dialect dialect;

    Names(Tokens t, Dialect dialect) {
        this.t = t;
        this.dialect = dialect;
    }

    /** The index after the qualified name that begins there. */
    int end(int i) {
        int j = i + 1;
        while (t.is(j, '.')) {
            if (t.isName(j + 1) || t.type(j + 1) == Tokens.VARIABLE) {
                j += 2;
            } else if (t.is(j + 1, '.') && t.isName(j + 2)) {
                j += 3;
            } else if (t.is(j + 1, '*')) {
                return j + 2;
            } else if (t.type(j + 1) == Tokens.STRING || t.type(j + 1) == Tokens.NUMBER) {
                j += 2;
            } else {
                return j + 1;
            }
        }
        return j;
    }

    /** The name in that range, its parts folded and joined by dots. */
    String text(int from, int to) {
        if (to - from == 1) {
            return part(from);
        }
        StringBuilder s = new StringBuilder();
        for (int i = from; i < to; i++) {
            s.append(t.is(i, '.') || t.is(i, '*') ? t.raw(i) : part(i));
        }
        return s.toString();
    }

    /** The last part of the qualified name in that range. */
    String last(int from, int to) {
        return part(lastPart(from, to));
    }

    /** Where the last part of the qualified name in that range stands. */
    int lastPart(int from, int to) {
        return to - 1 >= from && t.isName(to - 1) ? to - 1 : from;
    }

    /** The last part of the name of a function, as the catalog of functions writes it. */
    String simple(int from, int to) {
        return lower(unquoted(t.isName(to - 1) ? to - 1 : from));
    }

    /**
     * A number that is equal for equal names of functions, without spelling them out; negative
     * where the name has letters whose case this does not know.
     */
    int simpleHash(int from, int to) {
        int i = t.isName(to - 1) ? to - 1 : from;
        int quote = t.type(i) == Tokens.QUOTED ? 1 : 0;
        if (quote == 1 && t.source().charAt(t.start(i) + 1) == '&') {
            return -1; // U&"…" has codes for characters
        }
        return simpleHash(t.source(), t.start(i) + quote, t.end(i) - quote);
    }

    static int simpleHash(String name, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            char c = name.charAt(i);
            if (c >= 0x80) {
                return -1;
            }
            hash = Integer.rotateLeft(hash, 5) ^ (c | 0x20);
        }
        return hash * 0x9E37_79B9 >>> 1;
    }

    /** A word, or what stands between the quotes. */
    String unquoted(int i) {
        String raw = t.raw(i);
        if (t.type(i) != Tokens.QUOTED || raw.length() < 2) {
            return raw;
        }
        return raw.charAt(1) == '&' ? unquote(raw) : raw.substring(1, raw.length() - 1);
    }

    /** True where the server decides whether the case of a name matters. */
    boolean caseDependsOnServer() {
        return dialect.fold() == Dialect.Fold.KEEP;
    }

    /** One part, folded as the dialect folds. */
    String part(int i) {
        if (t.type(i) == Tokens.QUOTED) {
            String inner = unquote(t.raw(i));
            return dialect.fold() == Dialect.Fold.CASELESS ? inner.toLowerCase(Locale.ROOT) : inner;
        }
        String raw = t.raw(i);
        return switch (dialect.fold()) {
            case LOWER, CASELESS -> lower(raw);
            case UPPER -> raw.toUpperCase(Locale.ROOT);
            case KEEP -> raw;
        };
    }

    /** True where both parts are one name, which mostly shows without spelling them out. */
    boolean same(int i, int j) {
        boolean words = t.type(i) == Tokens.WORD && t.type(j) == Tokens.WORD;
        return words && t.same(i, j, false)
                || (!words || t.same(i, j, true)) && part(i).equals(part(j));
    }

    static String lower(String s) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if ((c >= 'A' && c <= 'Z') || c >= 0x80) {
                return s.toLowerCase(Locale.ROOT);
            }
        }
        return s;
    }

    private static String unquote(String raw) {
        boolean coded = raw.charAt(0) == 'U' || raw.charAt(0) == 'u';
        int from = coded ? 3 : 1;
        if (raw.length() < from + 1) {
            return raw;
        }
        char quote = raw.charAt(raw.length() - 1);
        String inner = raw.substring(from, raw.length() - 1);
        if (coded) {
            inner = Literals.unicode(inner);
        }
        return inner.indexOf(quote) < 0 ? inner : inner.replace("" + quote + quote, "" + quote);
    }
}
