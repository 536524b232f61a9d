package dev.holdpoint.analysis.sql;

import java.util.Arrays;

/**
 * The tokens of one text. Each is one number: its type, its keyword or operator, and its range;
 * places without a token are 0, which is the type {@link #END} and no keyword, so that reading past
 * the end needs no case of its own. For an opening parenthesis it is known where its mate stands.
 * Built by a {@link Lexer}, then only read.
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

    // a token, from its lowest bit: 4 bits of type, 10 that tell the word or the operator, 24 each
    // for where it starts and ends; an opening parenthesis has its mate instead of an end
    private static final int TYPE = 0xf;
    private static final int WHAT_AT = 4;
    private static final int WHAT = 0x3ff;
    private static final int START_AT = 14;
    private static final int END_AT = 38;
    private static final int PLACE = 0xff_ffff;

    /** Among what a token is: an operator, to which its character is added if it is one alone. */
    private static final int OPERATORS = 512;

    private static final int OPENING = OPERATORS + '(';

    private static final int NONE = -1;

    private static final Keyword[] KEYWORDS = new Keyword[WHAT + 1];

    static {
        Arrays.fill(KEYWORDS, Keyword.OTHER);
        for (Keyword k : Keyword.values()) {
            if (k.ordinal() >= OPERATORS) {
                throw new IllegalStateException("more keywords than a token has room for");
            }
            KEYWORDS[k.ordinal()] = k;
        }
    }

    private final String text;

    /** As {@link Characters#bytes}. */
    final byte[] bytes;

    // for the lexer alone, which has them at hand in its loop
    long[] tokens;
    int size;

    /** The innermost parenthesis that is open; negative where none is. */
    int innermost = NONE;

    private int print;
    private String trouble = "";
    private boolean plain = true;

    private Tokens(String text, byte[] bytes, long[] room) {
        this.text = text;
        this.bytes = bytes;
        this.tokens = room;
    }

    /** None yet, with room for as many as such a text mostly has. */
    static Tokens of(String text, byte[] bytes) {
        long[] room = new long[16 + (bytes.length >> 2)];
        return new Tokens(text, bytes, room);
    }

    /** Room for more tokens. */
    long[] more() {
        tokens = Arrays.copyOf(tokens, tokens.length + (tokens.length >> 1) + 16);
        return tokens;
    }

    /** Takes over from a loop that added tokens by itself. */
    void resume(int size, int innermost) {
        this.size = size;
        this.innermost = innermost;
    }

    int add(byte type, int start, int end, Keyword keyword) {
        return add(token(type, keyword.ordinal(), start, end));
    }

    /** A number that differs for different texts, but for rare ones. */
    int print() {
        return print;
    }

    /** Adds an operator, with its character if it is one alone, else with 0. */
    int operator(int start, int end, char alone) {
        return add(operator(alone, start, end));
    }

    private int add(long token) {
        if (size == tokens.length) {
            more();
        }
        tokens[size] = token;
        return size++;
    }

    /** Adds a parenthesis that opens. */
    void open(int start) {
        innermost = add(opening(start, innermost));
    }

    /** Adds a parenthesis that closes the innermost one that is open. */
    void close(int start) {
        int close = add(operator(')', start, start + 1));
        if (innermost >= 0) {
            innermost = mate(tokens, innermost, close);
        } else {
            trouble("a parenthesis closes nothing");
        }
    }

    /** No token follows, and the text has that {@link #print}. */
    void finish(int print) {
        this.print = print;
        if (innermost >= 0) {
            trouble("a parenthesis is not closed");
        }
        while (innermost >= 0) {
            innermost = mate(tokens, innermost, 0);
        }
    }

    static long token(byte type, int what, int start, int end) {
        return type | (long) what << WHAT_AT | (long) start << START_AT | (long) end << END_AT;
    }

    static long operator(int alone, int start, int end) {
        return token(OPERATOR, OPERATORS + (alone < OPERATORS ? alone : 0), start, end);
    }

    /** A parenthesis that opens: until its mate is known, the one around it has its place. */
    static long opening(int start, int around) {
        return token(OPERATOR, OPENING, start, around + 1);
    }

    /** Notes where the mate of a parenthesis stands; returns the one around it. */
    static int mate(long[] tokens, int open, int close) {
        long token = tokens[open];
        tokens[open] = token & (1L << END_AT) - 1 | (long) close << END_AT;
        return ((int) (token >>> END_AT) & PLACE) - 1;
    }

    /** The token there as one number, for what asks more than one thing of it. */
    long at(int i) {
        return i >= 0 && i < tokens.length ? tokens[i] : 0;
    }

    /** The {@link #type(int)} of that token. */
    static int typeOf(long token) {
        return (int) token & TYPE;
    }

    /** The {@link #key(int)} of that token. */
    static Keyword keyOf(long token) {
        return KEYWORDS[what(token)];
    }

    /** The {@link #operator(int)} of that token. */
    static char operatorOf(long token) {
        int what = what(token);
        return what > OPERATORS ? (char) (what - OPERATORS) : 0;
    }

    private static int start(long token) {
        return (int) (token >>> START_AT) & PLACE;
    }

    private static int end(long token) {
        return what(token) == OPENING ? start(token) + 1 : (int) (token >>> END_AT) & PLACE;
    }

    private static int what(long token) {
        return (int) (token >>> WHAT_AT) & WHAT;
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

    /**
     * True for an operator after which a name is neither a qualifier nor a function's nor a label:
     * none of {@code . ( :}.
     */
    static boolean endsName(long following) {
        int what = what(following);
        return what >= OPERATORS
                && what != OPERATORS + '.'
                && what != OPENING
                && what != OPERATORS + ':';
    }

    byte type(int i) {
        return (byte) typeOf(at(i));
    }

    Keyword key(int i) {
        return keyOf(at(i));
    }

    boolean is(int i, Keyword keyword) {
        return key(i) == keyword;
    }

    /** True for an operator that consists of that one character. */
    boolean is(int i, char operator) {
        return what(at(i)) == OPERATORS + operator;
    }

    /** True for an operator of exactly those characters, of which there are more than one. */
    boolean isOperator(int i, String operator) {
        long token = at(i);
        return what(token) == OPERATORS
                && end(token) - start(token) == operator.length()
                && text.startsWith(operator, start(token));
    }

    /** The character of a one-character operator, else 0. */
    char operator(int i) {
        return operatorOf(at(i));
    }

    /** True where one of those keywords stands in that range. */
    boolean hasAny(Keyword one, Keyword other, int from, int to) {
        for (int i = from; i < to; i++) {
            int what = what(at(i));
            if (what == one.ordinal() || what == other.ordinal()) {
                return true;
            }
        }
        return false;
    }

    /** True for an unquoted word of those letters, given in lower case. */
    boolean isWord(int i, String word) {
        long token = at(i);
        return end(token) - start(token) == word.length()
                && (token & TYPE) == WORD
                && text.regionMatches(true, start(token), word, 0, word.length());
    }

    /** True for a token of those characters, whatever its type and their case. */
    boolean isText(int i, String characters) {
        long token = at(i);
        return end(token) - start(token) == characters.length()
                && text.regionMatches(true, start(token), characters, 0, characters.length());
    }

    /** True where a name may stand: a word or a quoted name. */
    boolean isName(int i) {
        return isName(at(i));
    }

    /** True for a word or a quoted name. */
    static boolean isName(long token) {
        int type = typeOf(token);
        return type == WORD || type == QUOTED;
    }

    /** True where both tokens are the same characters. */
    boolean same(int i, int j, boolean ignoreCase) {
        int length = end(i) - start(i);
        return end(j) - start(j) == length
                && text.regionMatches(ignoreCase, start(i), text, start(j), length);
    }

    /** True where nothing stands between the two tokens. */
    boolean adjacent(int i) {
        return i + 1 < size && end(tokens[i]) == start(tokens[i + 1]);
    }

    /** For an opening parenthesis: its mate, or the end where it has none. */
    int mate(int open) {
        long token = at(open);
        int mate = (int) (token >>> END_AT) & PLACE;
        return mate == 0 || what(token) != OPENING ? size : mate;
    }

    int start(int i) {
        return i < size ? start(tokens[i]) : text.length();
    }

    int end(int i) {
        return i < size ? end(tokens[i]) : text.length();
    }

    /** The first character of a word, or after the quote of a quoted name; 0 past the end. */
    char initial(int i) {
        int at = start(i) + (type(i) == QUOTED ? 1 : 0);
        return at < text.length() ? text.charAt(at) : 0;
    }

    /** True where a line break stands before the token. */
    boolean startsLine(int i) {
        for (int at = i == 0 ? 0 : end(i - 1); at < start(i); at++) {
            if (text.charAt(at) == '\n') {
                return true;
            }
        }
        return false;
    }

    /** The token as it stands in the text. */
    String raw(int i) {
        return i < size ? text.substring(start(tokens[i]), end(tokens[i])) : "";
    }
}
