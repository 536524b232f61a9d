package dev.holdpoint.analysis.shell;

/** The classes of POSIX bracket expressions, in the C locale. */
final class CharacterClasses {

    private CharacterClasses() {}

    static boolean contains(String name, char c) {
        boolean ascii = c < 0x80;
        return switch (name) {
            case "alpha" -> ascii && Character.isLetter(c);
            case "digit" -> c >= '0' && c <= '9';
            case "alnum" -> ascii && Character.isLetterOrDigit(c);
            case "upper" -> c >= 'A' && c <= 'Z';
            case "lower" -> c >= 'a' && c <= 'z';
            case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
            case "blank" -> c == ' ' || c == '\t';
            case "punct" -> c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
            case "print" -> c >= ' ' && c < 0x7f;
            case "graph" -> c > ' ' && c < 0x7f;
            case "cntrl" -> c < ' ' || c == 0x7f;
            case "xdigit" -> ascii && Character.digit(c, 16) >= 0;
            case "word" -> ascii && (Character.isLetterOrDigit(c) || c == '_');
            default -> false;
        };
    }
}
