package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Cuts a text into {@link Tokens}, exactly as the dialect does: what is a string, a comment or a
 * name decides what is a statement. One pass, linear in the text.
 */
final class Lexer {

    /** As the version of the server: every versioned comment is read. */
    static final int EVERY_VERSION = Integer.MAX_VALUE;

    private static final int[] NONE = {};

    private final String text;
    private final char[] chars;
    private final int length;
    private final Tokens tokens;
    private final int version;
    private SortedSet<Integer> versions = Collections.emptySortedSet();

    private final int traits;

    private int[] open = NONE;
    private int depth;
    private boolean inVersionComment;
    private String delimiter = "";
    private boolean delimited;

    private Lexer(String text, Dialect dialect, int version) {
        this.text = text;
        this.chars = text.toCharArray();
        this.length = chars.length;
        this.tokens = new Tokens(text);
        this.version = version;
        this.traits = dialect.traits();
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
        return new Result(lexer.tokens, lexer.versions);
    }

    private void run() {
        int i = 0;
        while (i < length) {
            if (delimited && text.startsWith(delimiter, i)) {
                tokens.add(Tokens.BATCH_END, i, i + delimiter.length(), Keyword.OTHER);
                i += delimiter.length();
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
        if (inVersionComment) {
            tokens.trouble("a comment is not closed");
        }
    }

    private int next(int i) {
        char c = chars[i];
        int kind = c < ASCII ? CLASSES[c] : isForeignBlank(c) || c == '\uFEFF' ? BLANK : START;
        if ((kind & BLANK) != 0) {
            if (c == 0) {
                tokens.trouble("a NUL character ends the text for some servers");
            }
            if (c != ' ') {
                tokens.unplain();
            }
            return i + 1;
        }
        if ((kind & START) != 0) {
            return word(i);
        }
        if ((kind & DIGIT) != 0) {
            return number(i);
        }
        switch (c) {
            case '\'':
                return has(Trait.TRIPLE_QUOTE) && text.startsWith("'''", i)
                        ? tripleQuoted(i, "'''", has(Trait.BACKSLASH))
                        : string(i, i + 1, '\'', has(Trait.BACKSLASH));
            case '"':
                if (has(Trait.TRIPLE_QUOTE) && text.startsWith("\"\"\"", i)) {
                    return tripleQuoted(i, "\"\"\"", has(Trait.BACKSLASH));
                }
                return has(Trait.DOUBLE_QUOTED_STRING)
                        ? string(i, i + 1, '"', has(Trait.BACKSLASH))
                        : quoted(i, i + 1, '"');
            case '`':
                return has(Trait.BACKTICK) ? quoted(i, i + 1, '`') : operator(i, 1);
            case '[':
                return has(Trait.BRACKET) ? quoted(i, i + 1, ']') : operator(i, 1);
            case '-':
                if (at(i + 1) == '-' && (!has(Trait.DASH_SPACE) || at(i + 2) <= ' ')) {
                    return lineComment(i + 2);
                }
                return operators(i);
            case '#':
                if (has(Trait.HASH_COMMENT)) {
                    return lineComment(i + 1);
                }
                if (isWordPart(at(i + 1)) && has(Trait.BRACKET)) {
                    return word(i);
                }
                return operators(i);
            case '/':
                if (at(i + 1) == '*') {
                    return blockComment(i);
                }
                if (at(i + 1) == '/' && has(Trait.SLASH_COMMENT)) {
                    return lineComment(i + 2);
                }
                if (has(Trait.SLASH_LINE) && aloneOnLine(i, i + 1)) {
                    tokens.add(Tokens.BATCH_END, i, i + 1, Keyword.OTHER);
                    return i + 1;
                }
                return operators(i);
            case '*':
                if (inVersionComment && at(i + 1) == '/') {
                    inVersionComment = false;
                    return i + 2;
                }
                return operator(i, 1);
            case '$':
                return dollar(i);
            case '.':
                if (at(i + 1) >= '0'
                        && at(i + 1) <= '9'
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
                if (at(i + 1) == ':' || at(i + 1) == '=') {
                    return operator(i, 2);
                }
                if (isWordStart(at(i + 1))) {
                    int end = wordEnd(i + 1);
                    tokens.operator(i, i + 1, chars[i]);
                    tokens.add(Tokens.PARAMETER, i + 1, end, Keyword.OTHER);
                    return end;
                }
                return operator(i, 1);
            case '@':
                int from = at(i + 1) == '@' ? i + 2 : i + 1;
                if (isWordPart(at(from))) {
                    int end = wordEnd(from);
                    tokens.add(Tokens.VARIABLE, i, end, Keyword.OTHER);
                    return end;
                }
                return operators(i);
            default:
                return operators(i);
        }
    }

    private boolean has(Trait trait) {
        return (traits & Dialect.bit(trait)) != 0;
    }

    private char at(int i) {
        return i < length ? chars[i] : '\n';
    }

    private static final int ASCII = 128;
    private static final byte[] CLASSES = new byte[ASCII];
    private static final int START = 1;
    private static final int PART = 2;
    private static final int BLANK = 4;
    private static final int DIGIT = 8;

    static {
        for (char c = 0; c < ASCII; c++) {
            boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' || c == '_';
            boolean digit = c >= '0' && c <= '9';
            boolean part = letter || digit || c == '$' || c == '#';
            CLASSES[c] =
                    (byte)
                            ((letter ? START : 0)
                                    | (part ? PART : 0)
                                    | (c <= ' ' ? BLANK : 0)
                                    | (digit ? DIGIT : 0));
        }
    }

    private static boolean isWordStart(char c) {
        return c < ASCII ? (CLASSES[c] & START) != 0 : !isForeignBlank(c);
    }

    private static boolean isWordPart(char c) {
        return c < ASCII ? (CLASSES[c] & PART) != 0 : !isForeignBlank(c);
    }

    private static boolean isForeignBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private int wordEnd(int i) {
        int end = i;
        while (end < length && isWordPart(at(end))) {
            char c = at(end);
            if (c == '#' && has(Trait.HASH_COMMENT)
                    || c == '$' && delimited && text.startsWith(delimiter, end)) {
                break;
            }
            end++;
        }
        return end;
    }

    private int word(int i) {
        int end = i;
        long letters = 0;
        boolean ascii = true;
        while (end < length) {
            char c = chars[end];
            if (c >= ASCII) {
                ascii = false;
                if (isForeignBlank(c)) {
                    break;
                }
            } else if ((CLASSES[c] & PART) == 0
                    || c == '#' && has(Trait.HASH_COMMENT)
                    || c == '$' && delimited) {
                break;
            }
            letters = Keyword.letters(letters, c);
            end++;
        }
        if (end == i || at(end) == '$') {
            end = wordEnd(i + 1);
            ascii = false;
        }
        if (end < length) {
            char quote = chars[end];
            if (quote == '\'' || quote == '"' || quote == '&') {
                int prefixed = prefixed(i, end, quote);
                if (prefixed > 0) {
                    return prefixed;
                }
            }
        }
        Keyword keyword = ascii ? Keyword.of(text, i, end, letters) : Keyword.OTHER;
        if (keyword == Keyword.GO && has(Trait.GO) && aloneOnLine(i, end)) {
            tokens.add(Tokens.BATCH_END, i, end, Keyword.OTHER);
            return end;
        }
        if (keyword == Keyword.OTHER
                && end - i == 9
                && has(Trait.DELIMITER)
                && text.regionMatches(true, i, "delimiter", 0, 9)
                && startsLine(i)) {
            return delimiter(end);
        }
        tokens.add(Tokens.WORD, i, end, keyword, letters);
        return end;
    }

    /** Strings that a word before the quote changes; 0 where it is only a word. */
    private int prefixed(int i, int end, char quote) {
        char first = (char) (at(i) | 0x20);
        if (end - i == 1) {
            switch (first) {
                case 'e':
                    if (quote == '\'' && has(Trait.ESCAPE_STRING)) {
                        return string(i, end + 1, '\'', true);
                    }
                    break;
                case 'u':
                    if (quote == '&' && has(Trait.UNICODE_STRING)) {
                        if (at(end + 1) == '\'') {
                            return string(i, end + 2, '\'', false);
                        }
                        if (at(end + 1) == '"') {
                            return quoted(i, end + 2, '"');
                        }
                    }
                    break;
                case 'q':
                    if (quote == '\'' && has(Trait.Q_STRING)) {
                        return qString(i, end + 1);
                    }
                    break;
                case 'r':
                    if (has(Trait.RAW_STRING) && quote != '&') {
                        return has(Trait.TRIPLE_QUOTE)
                                        && text.startsWith("" + quote + quote + quote, end)
                                ? tripleQuoted(i, end, "" + quote + quote + quote, false)
                                : rawString(i, end + 1, quote);
                    }
                    break;
                case 'b':
                    if (has(Trait.TRIPLE_QUOTE) && (quote == '\'' || quote == '"')) {
                        return text.startsWith("" + quote + quote + quote, end)
                                ? tripleQuoted(
                                        i, end, "" + quote + quote + quote, has(Trait.BACKSLASH))
                                : string(i, end + 1, quote, has(Trait.BACKSLASH));
                    }
                    if (quote == '\'') {
                        return string(i, end + 1, '\'', false);
                    }
                    break;
                case 'x':
                    if (quote == '\'') {
                        return string(i, end + 1, '\'', false);
                    }
                    break;
                case 'n':
                    if (quote == '\'') {
                        return string(i, end + 1, '\'', has(Trait.BACKSLASH));
                    }
                    break;
                default:
                    break;
            }
        } else if (end - i == 2 && quote == '\'') {
            char second = (char) (at(i + 1) | 0x20);
            if (first == 'n' && second == 'q' && has(Trait.Q_STRING)) {
                return qString(i, end + 1);
            }
            if (((first == 'r' && second == 'b') || (first == 'b' && second == 'r'))
                    && has(Trait.RAW_STRING)) {
                return rawString(i, end + 1, quote);
            }
        }
        if (at(i) == '_' && quote == '\'' && has(Trait.BACKSLASH)) {
            // a character set introducer: _utf8'…'
            tokens.add(Tokens.WORD, i, end, Keyword.OTHER);
            return string(end, end + 1, '\'', true);
        }
        return 0;
    }

    private int string(int start, int from, char quote, boolean escapes) {
        int i = from;
        long content = 0;
        while (i < length) {
            char c = chars[i];
            content = Long.rotateLeft(content, 5) ^ c;
            if (c == '\\' && escapes) {
                i += 2;
            } else if (c == quote) {
                if (at(i + 1) == quote) {
                    i += 2;
                } else {
                    tokens.add(Tokens.STRING, start, i + 1, Keyword.OTHER, content);
                    return i + 1;
                }
            } else {
                i++;
            }
        }
        return unterminated(start, "a string is not closed");
    }

    private int rawString(int start, int from, char quote) {
        int i = from;
        while (i < length && at(i) != quote) {
            i += at(i) == '\\' ? 2 : 1;
        }
        if (i >= length) {
            return unterminated(start, "a string is not closed");
        }
        tokens.add(Tokens.STRING, start, i + 1, Keyword.OTHER);
        return i + 1;
    }

    private int tripleQuoted(int start, String quote, boolean escapes) {
        return tripleQuoted(start, start, quote, escapes);
    }

    private int tripleQuoted(int start, int opening, String quote, boolean escapes) {
        int i = opening + 3;
        while (i < length && !text.startsWith(quote, i)) {
            i += escapes && at(i) == '\\' ? 2 : 1;
        }
        if (i >= length) {
            return unterminated(start, "a string is not closed");
        }
        tokens.add(Tokens.STRING, start, i + 3, Keyword.OTHER);
        return i + 3;
    }

    private int qString(int start, int from) {
        char opening = at(from);
        char closing =
                switch (opening) {
                    case '[' -> ']';
                    case '(' -> ')';
                    case '{' -> '}';
                    case '<' -> '>';
                    default -> opening;
                };
        int i = from + 1;
        while (i + 1 < length && !(at(i) == closing && at(i + 1) == '\'')) {
            i++;
        }
        if (i + 1 >= length) {
            return unterminated(start, "a q string is not closed");
        }
        tokens.add(Tokens.STRING, start, i + 2, Keyword.OTHER);
        return i + 2;
    }

    private int quoted(int start, int from, char quote) {
        int i = from;
        while (i < length) {
            if (at(i) == '\\' && quote == '`' && has(Trait.TRIPLE_QUOTE)) {
                i += 2;
            } else if (at(i) == quote) {
                if (at(i + 1) == quote) {
                    i += 2;
                } else {
                    tokens.add(Tokens.QUOTED, start, i + 1, Keyword.OTHER);
                    return i + 1;
                }
            } else {
                i++;
            }
        }
        return unterminated(start, "a quoted name is not closed");
    }

    private int unterminated(int start, String why) {
        tokens.trouble(why);
        tokens.add(Tokens.STRING, start, length, Keyword.OTHER);
        return length;
    }

    private int dollar(int i) {
        if (at(i + 1) >= '0' && at(i + 1) <= '9') {
            int end = i + 1;
            while (end < length && at(end) >= '0' && at(end) <= '9') {
                end++;
            }
            tokens.add(Tokens.PARAMETER, i, end, Keyword.OTHER);
            return end;
        }
        if (has(Trait.DOLLAR) || (has(Trait.DOLLAR_PLAIN) && at(i + 1) == '$')) {
            int end = i + 1;
            while (end < length && at(end) != '$' && isWordPart(at(end))) {
                end++;
            }
            if (at(end) == '$' && end < length) {
                String tag = text.substring(i, end + 1);
                int close = text.indexOf(tag, end + 1);
                if (close < 0) {
                    return unterminated(i, "a dollar quote is not closed");
                }
                tokens.add(Tokens.STRING, i, close + tag.length(), Keyword.OTHER);
                return close + tag.length();
            }
        }
        if (isWordPart(at(i + 1))) {
            int end = wordEnd(i + 1);
            tokens.add(Tokens.WORD, i, end, Keyword.OTHER);
            return end;
        }
        return operator(i, 1);
    }

    private int parameter(int i) {
        // PostgreSQL has operators ?, ?| and ?&, which are no place for a statement either
        tokens.add(Tokens.PARAMETER, i, i + 1, Keyword.OTHER);
        return i + 1;
    }

    private int number(int i) {
        int end = i;
        if (at(i) == '0' && (at(i + 1) | 0x20) == 'x') {
            end = i + 2;
            while (end < length && Character.digit(at(end), 16) >= 0) {
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
            } else if (c == '.' && !point && at(end + 1) != '.') {
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
                && isWordStart(at(end))
                && (has(Trait.BACKSLASH) || has(Trait.BACKTICK))) {
            // in MySQL and its kin a name may begin with a digit
            int wordEnd = wordEnd(end);
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
        return Keyword.of(text, from, to) != Keyword.OTHER;
    }

    private boolean exponent(int i) {
        char c = at(i);
        return (c >= '0' && c <= '9')
                || ((c == '+' || c == '-') && at(i + 1) >= '0' && at(i + 1) <= '9');
    }

    private int operator(int i, int width) {
        tokens.operator(i, i + width, width == 1 ? chars[i] : 0);
        return i + width;
    }

    /** Operators of two characters that matter to conditions; all others one by one. */
    private int operators(int i) {
        char c = at(i);
        char d = at(i + 1);
        boolean two =
                switch (c) {
                    case '<' -> d == '=' || d == '>';
                    case '>', '!', '=' -> d == '=';
                    case '|' -> d == '|';
                    case '&' -> d == '&';
                    case '-' -> d == '>';
                    default -> false;
                };
        if (two && c == '<' && d == '=' && at(i + 2) == '>') {
            return operator(i, 3);
        }
        return operator(i, two ? 2 : 1);
    }

    private int lineComment(int i) {
        tokens.unplain();
        int end = i;
        while (end < length) {
            char c = at(end);
            if (c == '\n') {
                return end + 1;
            }
            if (c == '\r') {
                if (has(Trait.CR_ENDS_LINE)) {
                    return end + 1;
                }
                if (at(end + 1) != '\n' && !has(Trait.DELIMITER)) {
                    tokens.trouble("a carriage return in a comment, which ends it for some");
                }
            }
            end++;
        }
        return end;
    }

    private int blockComment(int i) {
        tokens.unplain();
        if (has(Trait.VERSION_COMMENT)
                && (at(i + 2) == '!' || (at(i + 2) == 'M' && at(i + 3) == '!'))
                && !inVersionComment) {
            return versionComment(i);
        }
        int level = 1;
        int end = i + 2;
        while (end < length) {
            char c = at(end);
            if (c == '*' && at(end + 1) == '/') {
                end += 2;
                if (--level == 0) {
                    return end;
                }
            } else if (c == '/' && at(end + 1) == '*' && has(Trait.NESTED_COMMENT)) {
                level++;
                end += 2;
            } else {
                end++;
            }
        }
        tokens.trouble("a comment is not closed");
        return length;
    }

    /**
     * {@code /*!} is SQL to every MySQL and MariaDB, {@code /*!80000} to those of that version or
     * later, {@code /*M!} to MariaDB alone.
     */
    private int versionComment(int i) {
        int at = i + (at(i + 2) == 'M' ? 4 : 3);
        int end = at;
        int needed = at(i + 2) == 'M' ? 1 : 0;
        while (end < at + 6 && at(end) >= '0' && at(end) <= '9') {
            end++;
        }
        if (end - at >= 5) {
            needed = Integer.parseInt(text.substring(at, end));
        } else {
            end = at;
        }
        if (needed > 0) {
            if (versions.isEmpty()) {
                versions = new TreeSet<>();
            }
            versions.add(needed);
        }
        if (needed <= version) {
            inVersionComment = true;
            return end;
        }
        int close = text.indexOf("*/", end);
        if (close < 0) {
            tokens.trouble("a comment is not closed");
            return length;
        }
        return close + 2;
    }

    private boolean startsLine(int i) {
        int before = i - 1;
        while (before >= 0 && (at(before) == ' ' || at(before) == '\t')) {
            before--;
        }
        return before < 0 || at(before) == '\n' || at(before) == '\r';
    }

    private boolean aloneOnLine(int from, int to) {
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

    /**
     * The client's command, which servers do not know: what follows is cut at the terminator that
     * it names as well as at semicolons, which bodies hold together by their own words.
     */
    private int delimiter(int i) {
        int from = i;
        while (from < length && (at(from) == ' ' || at(from) == '\t')) {
            from++;
        }
        int to = from;
        while (to < length && at(to) > ' ') {
            to++;
        }
        String named = text.substring(from, to);
        delimiter = named.equals(";") ? "" : named;
        delimited = !delimiter.isEmpty();
        return to;
    }
}
