package dev.holdpoint.analysis.program;

/**
 * Whole-text matching with {@code *} (any stretch) and {@code ?}; linear in practice, no regular
 * expressions.
 */
final class Globs {

    private Globs() {}

    /** Whether any of the comma-separated patterns matches the whole text. */
    static boolean anyMatches(String patterns, String text) {
        int from = 0;
        while (true) {
            int comma = patterns.indexOf(',', from);
            String one = comma < 0 ? patterns.substring(from) : patterns.substring(from, comma);
            if (matches(one, text)) {
                return true;
            }
            if (comma < 0) {
                return false;
            }
            from = comma + 1;
        }
    }

    /** The classic two-pointer walk: each star is tried again at most once per character. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
