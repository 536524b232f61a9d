package dev.holdpoint.analysis.sql;

/**
 * Cuts what every dialect reads alike: words, whole numbers, punctuation. That is most of most
 * texts, so that the {@code Lexer} has it cut here as far as it goes, and only what stands where
 * this ends is the dialect's. It adds exactly the tokens that {@code Lexer} would add one by one.
 *
 * <p>One loop on purpose, with all it needs at hand: with a call for each token, the calls would
 * cost more than the rest.
 */
final class Alike {

    private static final int GO = Keyword.GO.ordinal();

    /** Of the client's command that begins with a D and is no keyword. */
    private static final int DELIMITER_LENGTH = 9;

    // what to do with a character
    private static final byte ASK = 0;
    private static final byte SKIP = 1;
    private static final byte WORD = 2;
    private static final byte NUMBER = 3;
    private static final byte ALONE = 4;

    /** An operator of one character, unless it is followed by one of {@code <=>}. */
    private static final byte COMPARISON = 5;

    private static final byte POINT = 6;
    private static final byte STAR = 7;
    private static final byte OPEN = 8;
    private static final byte CLOSE = 9;
    private static final byte TERMINATOR = 10;
    private static final byte PARAMETER = 11;

    /** A blank that makes the text more than plain. */
    private static final byte LINE = 12;

    private static final byte[] DEEDS = new byte[256];

    static {
        for (int c = 0; c < DEEDS.length; c++) {
            DEEDS[c] =
                    switch (Characters.kindOf(c) & ~Characters.PART) {
                        case Characters.START | Characters.PLAIN -> WORD;
                        case Characters.DIGIT | Characters.PLAIN -> NUMBER;
                        default -> ASK;
                    };
        }
        DEEDS[' '] = SKIP;
        for (char c : ",+%^~{}".toCharArray()) {
            DEEDS[c] = ALONE;
        }
        DEEDS['='] = COMPARISON;
        DEEDS['<'] = COMPARISON;
        DEEDS['>'] = COMPARISON;
        DEEDS['.'] = POINT;
        DEEDS['*'] = STAR;
        DEEDS['('] = OPEN;
        DEEDS[')'] = CLOSE;
        DEEDS[';'] = TERMINATOR;
        DEEDS['?'] = PARAMETER;
        DEEDS['\n'] = LINE;
        DEEDS['\r'] = LINE;
        DEEDS['\t'] = LINE;
    }

    /** What after a word or a number makes something else of it, in some dialect. */
    private static final boolean[] ENDS_OTHERWISE = new boolean[256];

    static {
        for (int c = 0; c < ENDS_OTHERWISE.length; c++) {
            ENDS_OTHERWISE[c] =
                    (Characters.kindOf(c) & Characters.PART) != 0 || "'\"&".indexOf(c) >= 0;
        }
    }

    /** Characters of the shortest text that can be cut. */
    static final int SHORTEST = Long.BYTES;

    private Alike() {}

    /**
     * Cuts from there on.
     *
     * @return where something else stands, or the end
     */
    static int cut(Characters s, Tokens t, int from) {
        byte[] bytes = s.bytes;
        long[] tokens = t.tokens;
        int size = t.size;
        int innermost = t.innermost;
        int i = from;
        reading:
        while (i < bytes.length) {
            int end = i + 1;
            int c = bytes[i] & 0xff;
            int next = end < bytes.length ? bytes[end] & 0xff : ' ';
            long token;
            switch (DEEDS[c]) {
                case SKIP:
                    token = 0;
                    break;
                case LINE:
                    t.unplain();
                    token = 0;
                    break;
                case WORD:
                    {
                        long first = Characters.eightOf(bytes, i);
                        int length = Characters.plain(first);
                        int keyword;
                        if (length < Long.BYTES) {
                            end = i + length;
                            keyword = Keyword.ofFew(Keyword.letters(first, length));
                        } else {
                            end = plainEnd(bytes, end);
                            length = end - i;
                            keyword =
                                    length > Keyword.LONGEST
                                            ? 0
                                            : Keyword.ofMany(
                                                    Keyword.letters(first, length),
                                                    Keyword.letters(
                                                            Characters.eightOf(
                                                                    bytes, i + Long.BYTES),
                                                            length - Long.BYTES));
                        }
                        if (end < bytes.length && ENDS_OTHERWISE[bytes[end] & 0xff]) {
                            break reading;
                        }
                        if (keyword == GO || length == DELIMITER_LENGTH && (c | 0x20) == 'd') {
                            break reading;
                        }
                        token = Tokens.token(Tokens.WORD, keyword, i, end);
                        break;
                    }
                case NUMBER:
                    {
                        long first = Characters.eightOf(bytes, i);
                        int length = Characters.digits(first);
                        end = i + length;
                        if (length == Long.BYTES
                                || end < bytes.length
                                        && (ENDS_OTHERWISE[bytes[end] & 0xff]
                                                || bytes[end] == '.')) {
                            break reading;
                        }
                        token = Tokens.token(Tokens.NUMBER, 0, i, end);
                        break;
                    }
                case COMPARISON:
                    if (next >= '<' && next <= '>') {
                        break reading;
                    }
                    token = Tokens.operator(c, i, end);
                    break;
                case POINT:
                    if (next >= '0' && next <= '9') {
                        break reading;
                    }
                    token = Tokens.operator(c, i, end);
                    break;
                case STAR:
                    if (next == '/') {
                        break reading; // the end of a comment that is read as SQL
                    }
                    token = Tokens.operator(c, i, end);
                    break;
                case ALONE:
                    token = Tokens.operator(c, i, end);
                    break;
                case OPEN:
                    token = Tokens.opening(i, innermost);
                    innermost = size;
                    break;
                case CLOSE:
                    if (innermost < 0) {
                        break reading;
                    }
                    token = Tokens.operator(c, i, end);
                    innermost = Tokens.mate(tokens, innermost, size);
                    break;
                case TERMINATOR:
                    token = Tokens.token(Tokens.TERMINATOR, 0, i, end);
                    break;
                case PARAMETER:
                    if (s.text.charAt(i) != '?') {
                        break reading;
                    }
                    token = Tokens.token(Tokens.PARAMETER, 0, i, end);
                    break;
                default:
                    break reading;
            }
            if (token != 0) {
                if (size == tokens.length) {
                    tokens = t.more();
                }
                tokens[size++] = token;
            }
            i = end;
        }
        t.resume(size, innermost);
        return i;
    }

    private static int plainEnd(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && Characters.isPlain(bytes[end])) {
            end++;
        }
        return end;
    }
}
