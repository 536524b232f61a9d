package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;

/**
 * Cuts a text into {@link Tokens}, exactly as the dialect does: what is a string, a comment or a
 * name decides what is a statement. One pass, linear in the text.
 */
final class Lexer {

    /** As the version of the server: every versioned comment is read. */
    static final int EVERY_VERSION = Integer.MAX_VALUE;

    private final Characters s;
    private final int length;
    private final Tokens tokens;
    private final Quotes quotes;
    private final Comments comments;

    private final boolean quick;
    private boolean delimited;

    /** A condition of Oracle's compiler may still end: where one does not, none later does. */
    private boolean conditions = true;

    /** A question mark was read for half a character: all was read in vain. */
    private boolean misread;

    private Lexer(Characters characters, Tokens tokens, int version, boolean quick) {
        this.s = characters;
        this.length = characters.length;
        this.tokens = tokens;
        this.quotes = new Quotes(characters, tokens);
        this.comments = new Comments(characters, tokens, version);
        this.quick = quick && length >= Alike.SHORTEST;
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
        return lex(text, dialect, version, true);
    }

    /**
     * As {@link #lex(String, Dialect, int)}.
     *
     * @param quick false to cut all tokens one by one as the dialect does, which gives the same
     */
    static Result lex(String text, Dialect dialect, int version, boolean quick) {
        byte[] bytes = Characters.bytes(text);
        Tokens tokens = Tokens.of(text, bytes);
        int from = 0;
        if (quick && bytes.length >= Alike.SHORTEST) {
            from = Alike.cut(tokens, 0);
            if (from == bytes.length) {
                // nothing in it is the dialect's own, as in most texts
                tokens.finish(Characters.print(bytes));
                return new Result(tokens, Collections.emptySortedSet());
            }
        }
        Characters characters = Characters.of(text, bytes, dialect);
        Lexer lexer = new Lexer(characters, tokens, version, quick);
        lexer.run(from);
        if (lexer.misread) {
            Characters halves = characters.withHalves();
            lexer = new Lexer(halves, Tokens.of(text, halves.bytes), version, quick);
            lexer.run(0);
        }
        return new Result(lexer.tokens, lexer.comments.versions());
    }

    private void run(int from) {
        int i = from;
        while (i < length) {
            if (delimited) {
                if (s.text.startsWith(s.delimiter, i)) {
                    tokens.add(Tokens.BATCH_END, i, i + s.delimiter.length(), Keyword.OTHER);
                    i += s.delimiter.length();
                    continue;
                }
            } else if (quick) {
                i = Alike.cut(tokens, i);
            }
            if (i < length) {
                i = next(i);
            }
        }
        tokens.finish(Characters.print(s.bytes));
        if (comments.isOpen()) {
            tokens.trouble("a comment is not closed");
        }
    }

    private int next(int i) {
        int kind = s.kind(i);
        if ((kind & Characters.BLANK) != 0) {
            return blank(i);
        }
        if ((kind & Characters.START) != 0) {
            return word(i);
        }
        if ((kind & Characters.DIGIT) != 0) {
            return number(i);
        }
        return sign(i);
    }

    private int blank(int i) {
        char c = s.at(i);
        if (c == 0) {
            tokens.trouble("a NUL character ends the text for some servers");
        }
        if (c != ' ') {
            tokens.unplain();
        }
        return i + 1;
    }

    /** What begins with neither a blank nor a part of a word. */
    private int sign(int i) {
        char c = s.at(i);
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
                if (s.isWordPart(i + 1) && s.has(Trait.BRACKET)) {
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
                return s.has(Trait.Q_STRING) && s.isWordStart(i + 1)
                        ? directive(i)
                        : quotes.dollar(i);
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
                tokens.open(i);
                return i + 1;
            case ')':
                tokens.close(i);
                return i + 1;
            case '?':
                return parameter(i);
            case ':':
                if (s.at(i + 1) == ':' || s.at(i + 1) == '=') {
                    return operator(i, 2);
                }
                if (s.isWordStart(i + 1) || s.has(Trait.Q_STRING) && s.isWordPart(i + 1)) {
                    int end = s.wordEnd(i + 1);
                    tokens.operator(i, i + 1, c);
                    tokens.add(Tokens.PARAMETER, i + 1, end, Keyword.OTHER);
                    return end;
                }
                return operator(i, 1);
            case '@':
                int from = s.at(i + 1) == '@' ? i + 2 : i + 1;
                if (s.isWordPart(from)) {
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
        int end = i;
        boolean ascii = true;
        while (s.isWordPart(end)) {
            char c = s.at(end);
            if (c == '#' && s.has(Trait.HASH_COMMENT) || c == '$' && delimited) {
                break;
            }
            ascii &= c < 0x80;
            end++;
        }
        if (end == i || s.at(end) == '$') {
            end = s.wordEnd(i + 1);
            ascii = false;
        }
        Keyword keyword = ascii ? Keyword.of(s.text, i, end) : Keyword.OTHER;
        char next = s.at(end);
        if (next == '\'' || next == '"' || next == '&') {
            int prefixed = quotes.prefixed(i, end, next);
            if (prefixed > 0) {
                return prefixed;
            }
        }
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
        tokens.add(Tokens.WORD, i, end, keyword);
        return end;
    }

    /**
     * Oracle's conditional compilation: {@code $IF … $THEN}, {@code $ELSE}, {@code $END}. Which
     * part is compiled is not known here, so that all are read, each as statements of its own: a
     * part of a statement is then one that nobody knows.
     */
    private int directive(int i) {
        int end = s.wordEnd(i + 1);
        String word = s.text.substring(i + 1, Math.min(end, i + 8)).toLowerCase(Locale.ROOT);
        switch (word) {
            case "if", "elsif":
                int then = conditions ? s.indexOfWord("$then", end) : -1;
                conditions = then >= 0;
                if (then >= 0 && quotes(end, then)) {
                    then = -1; // it may stand in a comment or a string itself
                }
                int to = then < 0 ? end : then + 5;
                tokens.add(Tokens.TERMINATOR, i, to, Keyword.OTHER);
                return to;
            case "then", "else", "end", "error":
                tokens.add(Tokens.TERMINATOR, i, end, Keyword.OTHER);
                return end;
            default:
                return quotes.dollar(i);
        }
    }

    /** True where comments, strings or quoted names may begin in that range. */
    private boolean quotes(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = s.at(i);
            boolean comment = c == '-' && s.at(i + 1) == '-' || c == '/' && s.at(i + 1) == '*';
            if (comment || c == '\'' || c == '"') {
                return true;
            }
        }
        return false;
    }

    private int parameter(int i) {
        // PostgreSQL has operators ?, ?| and ?&, which are no place for a statement either
        misread |= s.text.charAt(i) != '?';
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
        while (end < length) {
            char c = s.at(end);
            if (c >= '0' && c <= '9' || c == '_') {
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
                && s.isWordStart(end)
                && (s.has(Trait.BACKSLASH) || s.has(Trait.BACKTICK))) {
            // in MySQL and its kin a name may begin with a digit
            int wordEnd = s.wordEnd(end);
            boolean adjacentWord = wordEnd > end;
            if (adjacentWord && !isKeywordAfterNumber(end, wordEnd)) {
                tokens.add(Tokens.WORD, i, wordEnd, Keyword.OTHER);
                return wordEnd;
            }
        }
        tokens.add(Tokens.NUMBER, i, end, Keyword.OTHER);
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
        tokens.operator(i, i + width, width == 1 ? s.at(i) : 0);
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
