package dev.holdpoint.analysis.sql;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Patterns of LIKE, GLOB and regular expressions that match every text, and so bound nothing. */
final class Patterns {

    private static final int MOST_LENGTH = 40;

    /** Texts that have nothing in common. */
    private static final String[] TEXTS = {"", "a", "Z9", " -", "\n", "\u4e2d"};

    private Patterns() {}

    /** True where it matches whatever stands there. */
    static boolean matchesAll(String pattern, boolean expression, boolean glob) {
        if (glob) {
            return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '*');
        }
        if (expression) {
            return expressionMatchesAll(pattern);
        }
        return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '%');
    }

    /** What is found in texts that have nothing in common is found in any, whatever its dialect. */
    private static boolean expressionMatchesAll(String pattern) {
        if (pattern.isEmpty() || pattern.equals(".*") || pattern.equals("^.*$")) {
            return true;
        }
        // numbers of times and references to groups may take long, even in such texts
        if (pattern.length() > MOST_LENGTH
                || pattern.indexOf('{') >= 0
                || pattern.chars().filter(c -> c == '*' || c == '+').count() > 4) {
            return false;
        }
        try {
            Pattern compiled = Pattern.compile(pattern);
            for (String text : TEXTS) {
                if (!compiled.matcher(text).find()) {
                    return false;
                }
            }
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
