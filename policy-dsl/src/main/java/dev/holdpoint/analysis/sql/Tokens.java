package dev.holdpoint.analysis.sql;

import java.util.Arrays;

/**
 * The tokens of one text, as columns: type, range, keyword and, for an opening parenthesis, where
 * its mate stands. Reads past the end give the type {@link #END}. Built by a {@link Lexer}, then
 * only read.
 */
final class Tokens {

    /** Past the last token. */
    static final byte END = 0;

    static final byte WORD = 1;

    /** A quoted name. */
    static final byte QUOTED = 2;

    static final byte STRING = 3;
    static final byte NUMBER = 4;

    /** {@code ?}, {@code $1}, {@code :name}. */
    static final byte PARAMETER = 5;

    /** {@code @name}, {@code @@name}. */
    static final byte VARIABLE = 6;

    /** One character of punctuation, or one operator. */
    static final byte OPERATOR = 7;

    /** The end of a statement: a semicolon or another terminator. */
    static final byte TERMINATOR = 8;

    /** The end of a batch: no body goes on beyond it. */
    static final byte BATCH_END = 9;

    private static final int[] NONE = {};

    private final String text;
    private byte[] types;
    private int[] starts;
    private int[] ends;
    private Keyword[] keywords;
    private int[] mates = NONE;
    private int size;
    private String trouble = "";
    private boolean plain = true;

    Tokens(String text) {
        this.text = text;
        int guess = 16 + text.length() / 4;
        types = new byte[guess];
        starts = new int[guess];
        ends = new int[guess];
        keywords = new Keyword[guess];
    }

    int add(byte type, int start, int end, Keyword keyword) {
        if (size == types.length) {
            int more = size + (size >> 1) + 16;
            types = Arrays.copyOf(types, more);
            starts = Arrays.copyOf(starts, more);
            ends = Arrays.copyOf(ends, more);
            keywords = Arrays.copyOf(keywords, more);
        }
        types[size] = type;
        starts[size] = start;
        ends[size] = end;
        keywords[size] = keyword;
        return size++;
    }

    void mate(int open, int close) {
        if (open >= mates.length) {
            mates = Arrays.copyOf(mates, types.length);
        }
        mates[open] = close;
    }

    void trouble(String why) {
        if (trouble.isEmpty()) {
            trouble = why;
        }
    }

    /** A comment, or a line end, stands in the text. */
    void unplain() {
        plain = false;
    }

    /** True where the text is one line without comments. */
    boolean plain() {
        return plain;
    }

    /** Why the text could not be read to its end; empty if it could. */
    String trouble() {
        return trouble;
    }

    String source() {
        return text;
    }

    int size() {
        return size;
    }

    byte type(int i) {
        return i >= 0 && i < size ? types[i] : END;
    }

    Keyword key(int i) {
        return i >= 0 && i < size ? keywords[i] : Keyword.OTHER;
    }

    boolean is(int i, Keyword keyword) {
        return key(i) == keyword;
    }

    /** True for an operator that consists of that one character. */
    boolean is(int i, char operator) {
        return i >= 0
                && i < size
                && types[i] == OPERATOR
                && ends[i] == starts[i] + 1
                && text.charAt(starts[i]) == operator;
    }

    /** True for an operator of exactly those characters. */
    boolean isOperator(int i, String operator) {
        return type(i) == OPERATOR
                && ends[i] - starts[i] == operator.length()
                && text.startsWith(operator, starts[i]);
    }

    /** The character of a one-character operator, else 0. */
    char operator(int i) {
        return i >= 0 && i < size && types[i] == OPERATOR && ends[i] == starts[i] + 1
                ? text.charAt(starts[i])
                : 0;
    }

    /** True for an unquoted word of those letters, given in lower case. */
    boolean isWord(int i, String word) {
        return type(i) == WORD
                && ends[i] - starts[i] == word.length()
                && text.regionMatches(true, starts[i], word, 0, word.length());
    }

    /** True where a name may stand: a word or a quoted name. */
    boolean isName(int i) {
        byte t = type(i);
        return t == WORD || t == QUOTED;
    }

    /** True where nothing stands between the two tokens. */
    boolean adjacent(int i) {
        return i + 1 < size && ends[i] == starts[i + 1];
    }

    /** For an opening parenthesis: its mate, or the end where it has none. */
    int mate(int open) {
        return open >= mates.length || mates[open] == 0 ? size : mates[open];
    }

    int start(int i) {
        return i < size ? starts[i] : text.length();
    }

    int end(int i) {
        return i < size ? ends[i] : text.length();
    }

    /** The token as it stands in the text. */
    String raw(int i) {
        return i < size ? text.substring(starts[i], ends[i]) : "";
    }
}
