package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Word;

/**
 * A stretch of text that is not known, as one character within the text.
 *
 * <p>Values in this room are plain strings in which Unicode noncharacters (U+FDD0 to U+FDEF, which
 * no interchanged text may contain) stand for what is not known. So every string operation carries
 * the unknown along at no cost, and asking whether a text is known is one scan. A noncharacter that
 * comes in with the input becomes a gap itself: it makes the text less known, never more.
 */
enum Gap {
    VARIABLE("a variable that the script does not set", true),
    OUTPUT("the output of a command"),
    INPUT("what is read from the input"),
    FILE("the content of a file"),
    /** The same, changed as the words of a command say. */
    EDITED("the content of a file, changed"),
    /** What a program prints for a shell to evaluate as it starts. */
    STARTUP("what a program prints for a shell"),
    NUMBER(Word.Part.NUMBER, true),
    CHILD(Word.Part.CHILD, true),
    /** Of each, a number and a colon stand before what is not known: {@code grep -n}. */
    LINES("the numbered lines of a file"),
    BRANCH("a value that depends on the way taken"),
    GIVEN("a text that came in unknown"),
    BOUND("a text past the bound of reading"),
    HOME("the home directory", true),
    SYSTEM("something that only the running system knows", true),
    /** Of a path: what follows lies below it, wherever the shell is by now. */
    START("the directory that it started in", true),
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
    private final boolean tame;
    private final String text = String.valueOf((char) (FIRST + ordinal()));

    Gap(String why) {
        this(why, false);
    }

    Gap(String why, boolean tame) {
        this.why = why;
        this.tame = tame;
    }

    /**
     * Whether nobody is feared to have chosen the text so that it means something as an expression
     * or a name: what the environment or the system gives, unlike what a file, the network, a
     * program or another way through the script does.
     */
    boolean tame() {
        return tame;
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

    /** The gap that a hole of that reason stands for. */
    static Gap because(String why) {
        for (Gap g : ALL) {
            if (g.why.equals(why)) {
                return g;
            }
        }
        return GIVEN;
    }

    /**
     * Whether evaluating the text as an expression, or taking it as a name with a subscript, may
     * run a command that nobody can see here.
     */
    static boolean feared(CharSequence s) {
        for (int i = 0; i < s.length(); i++) {
            if (is(s.charAt(i)) && !of(s.charAt(i)).tame) {
                return true;
            }
        }
        return false;
    }

    /** What stands for an unknown text that is one of these, or was made of them. */
    static String vague(String... sources) {
        boolean number = true;
        boolean child = true;
        Gap tamest = VARIABLE;
        for (String s : sources) {
            for (int i = 0; i < s.length(); i++) {
                char c = s.charAt(i);
                if (is(c)) {
                    Gap g = of(c);
                    if (!g.tame) {
                        return g.isGlob() ? GIVEN.text : g.text;
                    }
                    number &= g == NUMBER || g == CHILD;
                    child &= g == CHILD;
                    // A home directory is not vague: those who resolve paths know what it is.
                    tamest = g == SYSTEM ? g : tamest;
                } else if (!inNumbers(c)) {
                    return BRANCH.text;
                } else if (c != ' ' && c != '\n') {
                    child = false;
                }
            }
        }
        return (number ? child ? CHILD : NUMBER : tamest).text;
    }

    private boolean isGlob() {
        return this == ANY_TEXT || this == ANY_CHARACTER;
    }

    /** Of such characters no expression is made that runs something or names a variable. */
    private static boolean inNumbers(char c) {
        return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == ' ' || c == '\n';
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
