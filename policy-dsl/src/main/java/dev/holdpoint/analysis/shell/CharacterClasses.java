package dev.holdpoint.analysis.shell;

/** The classes of POSIX bracket expressions, in a locale of UTF-8. */
final class CharacterClasses {

    private CharacterClasses() {}

    static boolean contains(String name, char c) {
        return switch (name) {
            case "alpha" -> Character.isLetter(c);
            case "digit" -> c >= '0' && c <= '9';
            case "alnum" -> Character.isLetter(c) || (c >= '0' && c <= '9');
            case "upper" -> Character.isUpperCase(c);
            case "lower" -> Character.isLowerCase(c);
            case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
            case "blank" -> c == ' ' || c == '\t';
            case "punct" -> c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
            case "print" -> c >= ' ' && c < 0x7f;
            case "graph" -> c > ' ' && c < 0x7f;
            case "cntrl" -> c < ' ' || c == 0x7f;
            case "xdigit" -> c < 0x80 && Character.digit(c, 16) >= 0;
            case "word" -> (Character.isLetterOrDigit(c) || c == '_');
            default -> false;
        };
    }
}
