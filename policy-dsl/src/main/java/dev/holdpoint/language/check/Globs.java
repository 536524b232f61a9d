package dev.holdpoint.language.check;

import dev.holdpoint.language.Pattern;

/**
 * What the checker must know of globs. It is generous where the engine is exact: {@code *} crosses
 * slashes here, so that a match means "may match" and no match means "never matches".
 */
final class Globs {

    private Globs() {}

    /** Whether the glob may match the text. Linear in the product of their lengths at worst. */
    static boolean matches(String glob, String text) {
        int g = 0;
        int t = 0;
        int star = -1;
        int retry = 0;
        while (t < text.length()) {
            char c = g < glob.length() ? glob.charAt(g) : '\0';
            if (c == '*') {
                star = g++;
                retry = t;
            } else if (g < glob.length() && (c == '?' || c == text.charAt(t))) {
                g++;
                t++;
            } else if (star >= 0) {
                g = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }

    /** Whether no text matches both. May answer no where the answer is yes. */
    static boolean disjoint(Pattern a, Pattern b) {
        if (!a.glob()) {
            return b.glob() ? !matches(b.source(), a.source()) : !a.source().equals(b.source());
        }
        if (!b.glob()) {
            return !matches(a.source(), b.source());
        }
        String x = prefix(a.source());
        String y = prefix(b.source());
        if (!x.startsWith(y) && !y.startsWith(x)) {
            return true;
        }
        String u = suffix(a.source());
        String v = suffix(b.source());
        return !u.endsWith(v) && !v.endsWith(u);
    }

    /**
     * Whether every text that the inner one matches is matched by the outer one. May answer no
     * where the answer is yes.
     */
    static boolean covers(Pattern outer, Pattern inner) {
        if (outer.source().equals(inner.source())) {
            return outer.glob() || !inner.glob();
        }
        if (!outer.glob()) {
            return false;
        }
        String glob = outer.source();
        if (inner.glob()) {
            // only where the stars of the outer one take whatever the inner one's stars give
            String rest = strip(glob);
            if (rest.indexOf('*') >= 0 || rest.indexOf('?') >= 0) {
                return false;
            }
            String open = glob.endsWith("**") || noSlash(inner.source()) ? rest : "\0";
            return glob.endsWith("*")
                    && !glob.startsWith("*")
                    && prefix(inner.source()).startsWith(open);
        }
        // exact for texts without a slash; else only what a trailing ** certainly takes
        if (noSlash(inner.source())) {
            return matches(glob, inner.source());
        }
        return glob.endsWith("**")
                && prefix(glob).length() == glob.length() - 2
                && inner.source().startsWith(prefix(glob));
    }

    private static boolean noSlash(String s) {
        return s.indexOf('/') < 0;
    }

    private static String strip(String glob) {
        int end = glob.length();
        while (end > 0 && glob.charAt(end - 1) == '*') {
            end--;
        }
        return glob.substring(0, end);
    }

    /** What stands before the first wildcard. */
    static String prefix(String glob) {
        for (int i = 0; i < glob.length(); i++) {
            if (glob.charAt(i) == '*' || glob.charAt(i) == '?') {
                return glob.substring(0, i);
            }
        }
        return glob;
    }

    /** What stands after the last wildcard. */
    static String suffix(String glob) {
        for (int i = glob.length() - 1; i >= 0; i--) {
            if (glob.charAt(i) == '*' || glob.charAt(i) == '?') {
                return glob.substring(i + 1);
            }
        }
        return glob;
    }
}
