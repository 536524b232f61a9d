package dev.holdpoint.analysis.program;

import java.util.List;

/**
 * Whole-text matching with {@code *} (any stretch) and {@code ?}; linear in practice, no regular
 * expressions.
 */
final class Globs {

    private Globs() {}

    /**
     * Whether any of the patterns matches the whole text; none is the pattern of the empty text.
     */
    static boolean anyMatches(List<String> patterns, String text) {
        for (String one : patterns) {
            if (matches(one, text)) {
                return true;
            }
        }
        return patterns.isEmpty() && text.isEmpty();
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
