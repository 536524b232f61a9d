package dev.holdpoint.analysis.sql;

/** Patterns of LIKE, GLOB and regular expressions that match every text, and so bound nothing. */
final class Patterns {

    private Patterns() {}

    /** True where it matches whatever stands there. */
    static boolean matchesAll(String pattern, boolean expression, boolean glob) {
        if (glob) {
            return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '*');
        }
        if (expression) {
            return pattern.isEmpty()
                    || pattern.equals(".*")
                    || pattern.equals("^.*$")
                    || pattern.equals("^")
                    || pattern.equals("$")
                    || pattern.equals(".*?");
        }
        return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '%');
    }
}
