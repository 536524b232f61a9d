package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import java.util.Arrays;
import java.util.SortedSet;

/**
 * Cuts a text into {@link Tokens}, exactly as the dialect does: what is a string, a comment or a
 * name decides what is a statement. One pass, linear in the text.
 */
final class Lexer {

    /** As the version of the server: every versioned comment is read. */
    static final int EVERY_VERSION = Integer.MAX_VALUE;

    private static final int[] NONE = {};

    private final Characters s;
    private final char[] chars;
    private final int length;
    private final Tokens tokens;
    private final Quotes quotes;
    private final Comments comments;

    private int[] open = NONE;
    private int depth;
    private boolean delimited;

    private Lexer(String text, Dialect dialect, int version) {
        this.s = new Characters(text, dialect);
        this.chars = s.chars;
        this.length = s.length;
        this.tokens = new Tokens(text);
        this.quotes = new Quotes(s, tokens);
        this.comments = new Comments(s, tokens, version);
    }

    /**
     * What a pass over a text gave.
     *
     * @param versions of the comments that only some servers read
     */
    record Result(Tokens tokens, SortedSet<Integer> versions) {}

    /**
     * Cuts the text.
     *
     * @param version of the server, which decides which versioned comments are SQL
     */
    static Result lex(String text, Dialect dialect, int version) {
        Lexer lexer = new Lexer(text, dialect, version);
        lexer.run();
        return new Result(lexer.tokens, lexer.comments.versions());
    }

    private void run() {
        int i = 0;
        while (i < length) {
            if (delimited && s.text.startsWith(s.delimiter, i)) {
                tokens.add(Tokens.BATCH_END, i, i + s.delimiter.length(), Keyword.OTHER);
                i += s.delimiter.length();
            } else {
                i = next(i);
                if (i < length && chars[i] == ' ') {
                    i++;
                }
            }
        }
        if (depth > 0) {
            tokens.trouble("a parenthesis is not closed");
        }
        if (comments.isOpen()) {
            tokens.trouble("a comment is not closed");
        }
    }

    private int next(int i) {
        char c = chars[i];
        int kind = Characters.kind(c);
        if ((kind & Characters.BLANK) != 0) {
            if (c == 0) {
                tokens.trouble("a NUL character ends the text for some servers");
            }
            if (c != ' ') {
                tokens.unplain();
            }
            return i + 1;
        }
        if ((kind & Characters.START) != 0) {
            return word(i);
        }
        if ((kind & Characters.DIGIT) != 0) {
            return number(i);
        }
        switch (c) {
            case '\'':
                return s.has(Trait.TRIPLE_QUOTE) && s.text.startsWith("'''", i)
                        ? quotes.tripleQuoted(i, "'''", s.has(Trait.BACKSLASH))
                        : quotes.string(i, i + 1, '\'', s.has(Trait.BACKSLASH));
            case '"':
                if (s.has(Trait.TRIPLE_QUOTE) && s.text.startsWith("\"\"\"", i)) {
                    return quotes.tripleQuoted(i, "\"\"\"", s.has(Trait.BACKSLASH));
                }
                return s.has(Trait.DOUBLE_QUOTED_STRING)
                        ? quotes.string(i, i + 1, '"', s.has(Trait.BACKSLASH))
                        : quotes.quoted(i, i + 1, '"');
            case '`':
                return s.has(Trait.BACKTICK) ? quotes.quoted(i, i + 1, '`') : operator(i, 1);
            case '[':
                return s.has(Trait.BRACKET) ? quotes.quoted(i, i + 1, ']') : operator(i, 1);
            case '-':
                if (s.at(i + 1) == '-' && (!s.has(Trait.DASH_SPACE) || s.at(i + 2) <= ' ')) {
                    return comments.line(i + 2);
                }
                return operators(i);
            case '#':
                if (s.has(Trait.HASH_COMMENT)) {
                    return comments.line(i + 1);
                }
                if (Characters.isWordPart(s.at(i + 1)) && s.has(Trait.BRACKET)) {
                    return word(i);
                }
                return operators(i);
            case '/':
                if (s.at(i + 1) == '*') {
                    return comments.block(i);
                }
                if (s.at(i + 1) == '/' && s.has(Trait.SLASH_COMMENT)) {
                    return comments.line(i + 2);
                }
                if (s.has(Trait.SLASH_LINE) && s.aloneOnLine(i, i + 1)) {
                    tokens.add(Tokens.BATCH_END, i, i + 1, Keyword.OTHER);
                    return i + 1;
                }
                return operators(i);
            case '*':
                if (comments.isOpen() && s.at(i + 1) == '/') {
                    comments.close();
                    return i + 2;
                }
                return operator(i, 1);
            case '$':
                return quotes.dollar(i);
            case '.':
                if (s.at(i + 1) >= '0'
                        && s.at(i + 1) <= '9'
                        && !(tokens.size() > 0
                                && tokens.isName(tokens.size() - 1)
                                && tokens.end(tokens.size() - 1) == i)) {
                    return number(i);
                }
                return operator(i, 1);
            case ';':
                tokens.add(Tokens.TERMINATOR, i, i + 1, Keyword.OTHER);
                return i + 1;
            case '(':
                if (depth == open.length) {
                    open = Arrays.copyOf(open, depth * 2 + 8);
                }
                open[depth++] = tokens.operator(i, i + 1, chars[i]);
                return i + 1;
            case ')':
                int close = tokens.operator(i, i + 1, chars[i]);
                if (depth > 0) {
                    tokens.mate(open[--depth], close);
                } else {
                    tokens.trouble("a parenthesis closes nothing");
                }
                return i + 1;
            case '?':
                return parameter(i);
            case ':':
                if (s.at(i + 1) == ':' || s.at(i + 1) == '=') {
                    return operator(i, 2);
                }
                if (Characters.isWordStart(s.at(i + 1))) {
                    int end = s.wordEnd(i + 1);
                    tokens.operator(i, i + 1, chars[i]);
                    tokens.add(Tokens.PARAMETER, i + 1, end, Keyword.OTHER);
                    return end;
                }
                return operator(i, 1);
            case '@':
                int from = s.at(i + 1) == '@' ? i + 2 : i + 1;
                if (Characters.isWordPart(s.at(from))) {
                    int end = s.wordEnd(from);
                    tokens.add(Tokens.VARIABLE, i, end, Keyword.OTHER);
                    return end;
                }
                return operators(i);
            default:
                return operators(i);
        }
    }

    private int word(int i) {
        char[] chars = this.chars;
        int end = i;
        long letters = 0;
        while (end < chars.length
                && chars[end] < Characters.ASCII
                && (Characters.kind(chars[end]) & Characters.PLAIN) != 0) {
            letters = Keyword.letters(letters, chars[end]);
            end++;
        }
        if (end < chars.length && Characters.isWordPart(chars[end])) {
            return unusualWord(i);
        }
        return word(i, end, letters, true);
    }

    /**
     * A word with letters beyond ASCII, or with the signs that are part of one in some dialects.
     */
    private int unusualWord(int i) {
        int end = i;
        long letters = 0;
        boolean ascii = true;
        while (end < length) {
            char c = chars[end];
            if (c >= Characters.ASCII) {
                ascii = false;
                if (Characters.isForeignBlank(c)) {
                    break;
                }
            } else if (!Characters.isWordPart(c)
                    || c == '#' && s.has(Trait.HASH_COMMENT)
                    || c == '$' && delimited) {
                break;
            }
            letters = Keyword.letters(letters, c);
            end++;
        }
        if (end == i || s.at(end) == '$') {
            end = s.wordEnd(i + 1);
            ascii = false;
        }
        return word(i, end, letters, ascii);
    }

    private int word(int i, int end, long letters, boolean ascii) {
        if (end < length) {
            char quote = chars[end];
            if (quote == '\'' || quote == '"' || quote == '&') {
                int prefixed = quotes.prefixed(i, end, quote);
                if (prefixed > 0) {
                    return prefixed;
                }
            }
        }
        Keyword keyword = ascii ? Keyword.of(s.text, i, end, letters) : Keyword.OTHER;
        if (keyword == Keyword.GO && s.has(Trait.GO) && s.aloneOnLine(i, end)) {
            tokens.add(Tokens.BATCH_END, i, end, Keyword.OTHER);
            return end;
        }
        if (keyword == Keyword.OTHER
                && end - i == 9
                && s.has(Trait.DELIMITER)
                && s.text.regionMatches(true, i, "delimiter", 0, 9)
                && s.startsLine(i)) {
            return delimiter(end);
        }
        tokens.add(Tokens.WORD, i, end, keyword, letters);
        return end;
    }

    private int parameter(int i) {
        // PostgreSQL has operators ?, ?| and ?&, which are no place for a statement either
        tokens.add(Tokens.PARAMETER, i, i + 1, Keyword.OTHER);
        return i + 1;
    }

    private int number(int i) {
        int end = i;
        if (s.at(i) == '0' && (s.at(i + 1) | 0x20) == 'x') {
            end = i + 2;
            while (end < length && Character.digit(s.at(end), 16) >= 0) {
                end++;
            }
            tokens.add(Tokens.NUMBER, i, end, Keyword.OTHER);
            return end;
        }
        boolean point = false;
        long content = 0;
        while (end < length) {
            char c = chars[end];
            if (c >= '0' && c <= '9' || c == '_') {
                content = Keyword.letters(content, c);
                end++;
            } else if (c == '.' && !point && s.at(end + 1) != '.') {
                point = true;
                end++;
            } else if ((c | 0x20) == 'e' && exponent(end + 1)) {
                end += 2;
            } else {
                break;
            }
        }
        if (end < length
                && !point
                && Characters.isWordStart(s.at(end))
                && (s.has(Trait.BACKSLASH) || s.has(Trait.BACKTICK))) {
            // in MySQL and its kin a name may begin with a digit
            int wordEnd = s.wordEnd(end);
            boolean adjacentWord = wordEnd > end;
            if (adjacentWord && !isKeywordAfterNumber(end, wordEnd)) {
                tokens.add(Tokens.WORD, i, wordEnd, Keyword.OTHER);
                return wordEnd;
            }
        }
        tokens.add(Tokens.NUMBER, i, end, Keyword.OTHER, content);
        return end;
    }

    /** {@code 1UNION} and {@code 1or} are a number and a word to every server. */
    private boolean isKeywordAfterNumber(int from, int to) {
        return Keyword.of(s.text, from, to) != Keyword.OTHER;
    }

    private boolean exponent(int i) {
        char c = s.at(i);
        return (c >= '0' && c <= '9')
                || ((c == '+' || c == '-') && s.at(i + 1) >= '0' && s.at(i + 1) <= '9');
    }

    private int operator(int i, int width) {
        tokens.operator(i, i + width, width == 1 ? chars[i] : 0);
        return i + width;
    }

    /** Operators of two characters that matter to conditions; all others one by one. */
    private int operators(int i) {
        char c = s.at(i);
        char d = s.at(i + 1);
        boolean two =
                switch (c) {
                    case '<' -> d == '=' || d == '>';
                    case '>', '!', '=' -> d == '=';
                    case '|' -> d == '|';
                    case '&' -> d == '&';
                    case '-' -> d == '>';
                    default -> false;
                };
        if (two && c == '<' && d == '=' && s.at(i + 2) == '>') {
            return operator(i, 3);
        }
        return operator(i, two ? 2 : 1);
    }

    /**
     * The client's command, which servers do not know: what follows is cut at the terminator that
     * it names as well as at semicolons, which bodies hold together by their own words.
     */
    private int delimiter(int i) {
        int from = i;
        while (from < length && (s.at(from) == ' ' || s.at(from) == '\t')) {
            from++;
        }
        int to = from;
        while (to < length && s.at(to) > ' ') {
            to++;
        }
        String named = s.text.substring(from, to);
        s.delimiter = named.equals(";") ? "" : named;
        delimited = !s.delimiter.isEmpty();
        return to;
    }
}
