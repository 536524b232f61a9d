package dev.holdpoint.analysis.sql;

/**
 * Cuts what every dialect reads alike: words, numbers, strings without escapes, punctuation. That
 * is most of most texts, so that the {@code Lexer} has it cut here as far as it goes, and only what
 * stands where this ends is the dialect's. It adds exactly the tokens that {@code Lexer} would add
 * one by one.
 *
 * <p>One loop on purpose, with all it needs at hand: with a call for each token, the calls would
 * cost more than the rest. It looks for the end of a word character by character although eight
 * could be looked at in one: where the next token begins would then wait for the answer, while a
 * processor that has guessed the end goes on.
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

    /** One of {@code <=>}, which may be an operator with the next. */
    private static final byte COMPARISON = 5;

    private static final byte POINT = 6;
    private static final byte STAR = 7;
    private static final byte OPEN = 8;
    private static final byte CLOSE = 9;
    private static final byte TERMINATOR = 10;
    private static final byte PARAMETER = 11;

    /** A blank that makes the text more than plain. */
    private static final byte LINE = 12;

    private static final byte STRING = 13;
    private static final byte MINUS = 14;
    private static final byte COLON = 15;

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
        DEEDS['\''] = STRING;
        DEEDS['-'] = MINUS;
        DEEDS[':'] = COLON;
    }

    // what a character is after a part of a word or a number
    private static final byte GOES_ON = 0;
    private static final byte ENDS = 1;

    /** In some dialect it makes something else of what stands before it. */
    private static final byte ENDS_OTHERWISE = 2;

    private static final byte[] AFTER = new byte[256];

    static {
        for (int c = 0; c < AFTER.length; c++) {
            int kind = Characters.kindOf(c);
            boolean otherwise = (kind & Characters.PART) != 0 || "'\"&".indexOf(c) >= 0;
            AFTER[c] = (kind & Characters.PLAIN) != 0 ? GOES_ON : otherwise ? ENDS_OTHERWISE : ENDS;
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
    static int cut(Tokens t, int from) {
        byte[] bytes = t.bytes;
        long[] tokens = t.tokens;
        int size = t.size;
        int innermost = t.innermost;
        int i = from;
        reading:
        while (i < bytes.length) {
            int c = bytes[i] & 0xff;
            int end = i + 1;
            long token;
            switch (DEEDS[c]) {
                case SKIP:
                    i = end;
                    continue;
                case LINE:
                    t.unplain();
                    i = end;
                    continue;
                case WORD:
                    {
                        byte after = ENDS;
                        while (end < bytes.length
                                && (after = AFTER[bytes[end] & 0xff]) == GOES_ON) {
                            end++;
                        }
                        if (after == ENDS_OTHERWISE) {
                            break reading;
                        }
                        int length = end - i;
                        long first = Characters.eightOf(bytes, i);
                        int keyword;
                        if (length < Long.BYTES) {
                            keyword = Keyword.ofFew(Keyword.letters(first, length));
                            if (keyword == GO) {
                                break reading;
                            }
                        } else {
                            keyword = ofMany(bytes, i, length, first);
                            if (length == DELIMITER_LENGTH && (c | 0x20) == 'd') {
                                break reading;
                            }
                        }
                        token = Tokens.token(Tokens.WORD, keyword, i, end);
                        break;
                    }
                case NUMBER:
                    end = numberEnd(bytes, end);
                    if (end < 0) {
                        break reading;
                    }
                    token = Tokens.token(Tokens.NUMBER, 0, i, end);
                    break;
                case STRING:
                    end = stringEnd(bytes, end);
                    if (end < 0) {
                        break reading;
                    }
                    token = Tokens.token(Tokens.STRING, 0, i, end);
                    break;
                case COMPARISON:
                    {
                        int next = at(bytes, end);
                        if (next == '=' || next == '>' && c == '<') {
                            if (c == '<' && next == '=' && at(bytes, end + 1) == '>') {
                                break reading;
                            }
                            end++;
                            token = Tokens.operator(0, i, end);
                        } else {
                            token = Tokens.operator(c, i, end);
                        }
                        break;
                    }
                case MINUS:
                    {
                        int next = at(bytes, end);
                        if (next == '-' || next == '>') {
                            break reading; // a comment, in most dialects
                        }
                        token = Tokens.operator(c, i, end);
                        break;
                    }
                case COLON:
                    {
                        int next = at(bytes, end);
                        if (next != ':' && next != '=') {
                            break reading;
                        }
                        end++;
                        token = Tokens.operator(0, i, end);
                        break;
                    }
                case POINT:
                    if (DEEDS[at(bytes, end)] == NUMBER) {
                        break reading;
                    }
                    token = Tokens.operator(c, i, end);
                    break;
                case STAR:
                    if (at(bytes, end) == '/') {
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
                    if (t.source().charAt(i) != '?') {
                        break reading;
                    }
                    token = Tokens.token(Tokens.PARAMETER, 0, i, end);
                    break;
                default:
                    break reading;
            }
            if (size == tokens.length) {
                tokens = t.more();
            }
            tokens[size++] = token;
            i = end;
            if (i < bytes.length && bytes[i] == ' ') {
                i++; // one follows most tokens
            }
        }
        t.resume(size, innermost);
        return i;
    }

    /** The character there; a blank past the end. */
    private static int at(byte[] bytes, int i) {
        return i < bytes.length ? bytes[i] & 0xff : ' ';
    }

    /** The ordinal of the keyword of at least eight characters, else that of another word. */
    private static int ofMany(byte[] bytes, int from, int length, long first) {
        if (length > Keyword.LONGEST) {
            return 0;
        }
        long rest = Characters.eightOf(bytes, from + Long.BYTES);
        return Keyword.ofMany(
                Keyword.letters(first, length), Keyword.letters(rest, length - Long.BYTES));
    }

    /** Where the digits end, with a fraction if there is one; negative where more belongs to it. */
    private static int numberEnd(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && DEEDS[bytes[end] & 0xff] == NUMBER) {
            end++;
        }
        if (at(bytes, end) == '.' && DEEDS[at(bytes, end + 1)] == NUMBER) {
            end += 2;
            while (end < bytes.length && DEEDS[bytes[end] & 0xff] == NUMBER) {
                end++;
            }
        }
        int next = at(bytes, end);
        return next == '.' || AFTER[next] != ENDS ? -1 : end;
    }

    /** Where the string ends; negative where some dialect may see another end. */
    private static int stringEnd(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\'') {
            if (bytes[end] == '\\') {
                return -1;
            }
            end++;
        }
        end++;
        return end > bytes.length || at(bytes, end) == '\'' ? -1 : end;
    }
}
