package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;

/** The characters of one text and what each can be part of, in one dialect. */
final class Characters {

    static final int ASCII = 128;
    private static final byte[] CLASSES = new byte[ASCII];
    static final int START = 1;
    static final int PART = 2;
    static final int BLANK = 4;
    static final int DIGIT = 8;

    /** Part of a word in every dialect: a letter of ASCII, a digit, an underscore. */
    static final int PLAIN = 16;

    static {
        for (char c = 0; c < ASCII; c++) {
            boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' || c == '_';
            boolean digit = c >= '0' && c <= '9';
            boolean part = letter || digit || c == '$' || c == '#';
            CLASSES[c] =
                    (byte)
                            ((letter ? START : 0)
                                    | (letter || digit ? PLAIN : 0)
                                    | (part ? PART : 0)
                                    | (c <= ' ' ? BLANK : 0)
                                    | (digit ? DIGIT : 0));
        }
    }

    final String text;
    final char[] chars;
    final int length;
    private final int traits;

    /** What the client's command {@code DELIMITER} named; empty until it does. */
    String delimiter = "";

    Characters(String text, Dialect dialect) {
        this.text = text;
        this.chars = text.toCharArray();
        this.length = chars.length;
        this.traits = dialect.traits();
    }

    /** What a character is: {@link #START}, {@link #PART}, {@link #BLANK}, {@link #DIGIT}. */
    static int kind(char c) {
        if (c < ASCII) {
            return CLASSES[c];
        }
        return isForeignBlank(c) || c == '\uFEFF' ? BLANK : START;
    }

    static boolean isWordStart(char c) {
        return c < ASCII ? (CLASSES[c] & START) != 0 : !isForeignBlank(c);
    }

    static boolean isWordPart(char c) {
        return c < ASCII ? (CLASSES[c] & PART) != 0 : !isForeignBlank(c);
    }

    static boolean isForeignBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    int wordEnd(int i) {
        int end = i;
        while (end < length && isWordPart(at(end))) {
            char c = at(end);
            if (c == '#' && has(Trait.HASH_COMMENT)
                    || c == '$' && !delimiter.isEmpty() && text.startsWith(delimiter, end)) {
                break;
            }
            end++;
        }
        return end;
    }

    boolean has(Trait trait) {
        return (traits & Dialect.bit(trait)) != 0;
    }

    char at(int i) {
        return i < length ? chars[i] : '\n';
    }

    boolean startsLine(int i) {
        int before = i - 1;
        while (before >= 0 && (at(before) == ' ' || at(before) == '\t')) {
            before--;
        }
        return before < 0 || at(before) == '\n' || at(before) == '\r';
    }

    boolean aloneOnLine(int from, int to) {
        if (!startsLine(from)) {
            return false;
        }
        int after = to;
        while (after < length
                && (at(after) == ' ' || at(after) == '\t' || Character.isDigit(at(after)))) {
            after++;
        }
        return after >= length || at(after) == '\n' || at(after) == '\r' || at(after) == ';';
    }
}
