package dev.holdpoint.analysis.shell;

/**
 * A stretch of text that is not known, as one character within the text.
 *
 * <p>Values in this room are plain strings in which Unicode noncharacters (U+FDD0 to U+FDEF, which
 * no interchanged text may contain) stand for what is not known. So every string operation carries
 * the unknown along at no cost, and asking whether a text is known is one scan. A noncharacter that
 * comes in with the input becomes a gap itself: it makes the text less known, never more.
 */
enum Gap {
    VARIABLE("a variable that the script does not set"),
    OUTPUT("the output of a command"),
    INPUT("what is read from the input"),
    FILE("the content of a file"),
    NUMBER("a number that depends on something unknown"),
    BRANCH("a value that depends on the way taken"),
    GIVEN("a text that came in unknown"),
    BOUND("a text past the bound of reading"),
    HOME("the home directory"),
    SYSTEM("something that only the running system knows"),
    /** The operator {@code *} and what is like it, in a value that came from a glob. */
    ANY_TEXT("the names of files"),
    /** The operator {@code ?} and what is like it, in a value that came from a glob. */
    ANY_CHARACTER("the names of files");

    /**
     * Stands before a character that is quoted and would mean something in a pattern, and before a
     * quoted gap. Only in fields and patterns, never in values.
     */
    static final char QUOTED = '\uFDEF';

    private static final char FIRST = '\uFDD0';
    private static final Gap[] ALL = values();

    private final String why;
    private final String text = String.valueOf((char) (FIRST + ordinal()));

    Gap(String why) {
        this.why = why;
    }

    String why() {
        return why;
    }

    /** The gap as a value. */
    String text() {
        return text;
    }

    static boolean is(char c) {
        return c >= FIRST && c < FIRST + ALL.length;
    }

    static Gap of(char c) {
        return ALL[c - FIRST];
    }

    /** Whether part of the text is unknown. */
    static boolean in(CharSequence s) {
        for (int i = 0; i < s.length(); i++) {
            if (is(s.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The input with noncharacters made gaps; the same string where there are none. */
    static String admit(String input) {
        for (int i = 0; i < input.length(); i++) {
            if (input.charAt(i) >= FIRST && input.charAt(i) <= QUOTED) {
                StringBuilder s = new StringBuilder(input);
                for (int j = i; j < s.length(); j++) {
                    if (s.charAt(j) >= FIRST && s.charAt(j) <= QUOTED) {
                        s.setCharAt(j, GIVEN.text.charAt(0));
                    }
                }
                return s.toString();
            }
        }
        return input;
    }
}
