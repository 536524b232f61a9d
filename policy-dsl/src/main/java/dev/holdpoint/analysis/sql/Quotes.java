package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;

/** Cuts what stands in quotes: strings in every spelling, and names. */
final class Quotes {

    private final Characters s;
    private final Tokens tokens;

    Quotes(Characters s, Tokens tokens) {
        this.s = s;
        this.tokens = tokens;
    }

    /** Strings that a word before the quote changes; 0 where it is only a word. */
    int prefixed(int i, int end, char quote) {
        char first = (char) (s.at(i) | 0x20);
        if (end - i == 1) {
            switch (first) {
                case 'e':
                    if (quote == '\'' && s.has(Trait.ESCAPE_STRING)) {
                        return string(i, end + 1, '\'', true);
                    }
                    break;
                case 'u':
                    if (quote == '&' && s.has(Trait.UNICODE_STRING)) {
                        if (s.at(end + 1) == '\'') {
                            return string(i, end + 2, '\'', false);
                        }
                        if (s.at(end + 1) == '"') {
                            return quoted(i, end + 2, '"');
                        }
                    }
                    break;
                case 'q':
                    if (quote == '\'' && s.has(Trait.Q_STRING)) {
                        return qString(i, end + 1);
                    }
                    break;
                case 'r':
                    if (s.has(Trait.RAW_STRING) && quote != '&') {
                        return s.has(Trait.TRIPLE_QUOTE)
                                        && s.text.startsWith("" + quote + quote + quote, end)
                                ? tripleQuoted(i, end, "" + quote + quote + quote, false)
                                : rawString(i, end + 1, quote);
                    }
                    break;
                case 'b':
                    if (s.has(Trait.TRIPLE_QUOTE) && (quote == '\'' || quote == '"')) {
                        return s.text.startsWith("" + quote + quote + quote, end)
                                ? tripleQuoted(
                                        i, end, "" + quote + quote + quote, s.has(Trait.BACKSLASH))
                                : string(i, end + 1, quote, s.has(Trait.BACKSLASH));
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
                        return string(i, end + 1, '\'', s.has(Trait.BACKSLASH));
                    }
                    break;
                default:
                    break;
            }
        } else if (end - i == 2 && quote == '\'') {
            char second = (char) (s.at(i + 1) | 0x20);
            if (first == 'n' && second == 'q' && s.has(Trait.Q_STRING)) {
                return qString(i, end + 1);
            }
            if (((first == 'r' && second == 'b') || (first == 'b' && second == 'r'))
                    && s.has(Trait.RAW_STRING)) {
                return rawString(i, end + 1, quote);
            }
        }
        if (s.at(i) == '_' && quote == '\'' && s.has(Trait.BACKSLASH)) {
            // a character set introducer: _utf8'…'
            tokens.add(Tokens.WORD, i, end, Keyword.OTHER);
            return string(end, end + 1, '\'', true);
        }
        return 0;
    }

    int string(int start, int from, char quote, boolean escapes) {
        int i = from;
        while (i < s.length) {
            long eight = s.eight(i);
            long ends = Characters.equal(eight, quote);
            if (escapes) {
                ends |= Characters.equal(eight, '\\');
            }
            i += Long.numberOfTrailingZeros(ends) >>> 3; // eight where there are none
            if (ends == 0) {
                continue;
            }
            if (s.at(i) != quote || s.at(i + 1) == quote) {
                i += 2;
            } else {
                tokens.add(Tokens.STRING, start, i + 1, Keyword.OTHER);
                return i + 1;
            }
        }
        return unterminated(start, "a string is not closed");
    }

    private int rawString(int start, int from, char quote) {
        int i = from;
        while (i < s.length && s.at(i) != quote) {
            i += s.at(i) == '\\' ? 2 : 1;
        }
        if (i >= s.length) {
            return unterminated(start, "a string is not closed");
        }
        tokens.add(Tokens.STRING, start, i + 1, Keyword.OTHER);
        return i + 1;
    }

    int tripleQuoted(int start, String quote, boolean escapes) {
        return tripleQuoted(start, start, quote, escapes);
    }

    private int tripleQuoted(int start, int opening, String quote, boolean escapes) {
        int i = opening + 3;
        while (i < s.length && !s.text.startsWith(quote, i)) {
            i += escapes && s.at(i) == '\\' ? 2 : 1;
        }
        if (i >= s.length) {
            return unterminated(start, "a string is not closed");
        }
        tokens.add(Tokens.STRING, start, i + 3, Keyword.OTHER);
        return i + 3;
    }

    private int qString(int start, int from) {
        char opening = from < s.length ? s.text.charAt(from) : '\n';
        char closing =
                switch (opening) {
                    case '[' -> ']';
                    case '(' -> ')';
                    case '{' -> '}';
                    case '<' -> '>';
                    default -> opening;
                };
        int i = from + 1;
        while (i + 1 < s.length && !(s.text.charAt(i) == closing && s.at(i + 1) == '\'')) {
            i++;
        }
        if (i + 1 >= s.length) {
            return unterminated(start, "a q string is not closed");
        }
        tokens.add(Tokens.STRING, start, i + 2, Keyword.OTHER);
        return i + 2;
    }

    int quoted(int start, int from, char quote) {
        int i = from;
        while (i < s.length) {
            if (s.at(i) == '\\' && quote == '`' && s.has(Trait.TRIPLE_QUOTE)) {
                i += 2;
            } else if (s.at(i) == quote) {
                if (s.at(i + 1) == quote) {
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
        tokens.add(Tokens.STRING, start, s.length, Keyword.OTHER);
        return s.length;
    }

    int dollar(int i) {
        if (s.at(i + 1) >= '0' && s.at(i + 1) <= '9') {
            int end = i + 1;
            while (end < s.length && s.at(end) >= '0' && s.at(end) <= '9') {
                end++;
            }
            tokens.add(Tokens.PARAMETER, i, end, Keyword.OTHER);
            return end;
        }
        if (s.has(Trait.DOLLAR) || (s.has(Trait.DOLLAR_PLAIN) && s.at(i + 1) == '$')) {
            int end = i + 1;
            while (end < s.length && s.at(end) != '$' && s.isWordPart(end)) {
                end++;
            }
            if (s.at(end) == '$' && end < s.length) {
                String tag = s.text.substring(i, end + 1);
                int close = s.text.indexOf(tag, end + 1);
                if (close < 0) {
                    return unterminated(i, "a dollar quote is not closed");
                }
                tokens.add(Tokens.STRING, i, close + tag.length(), Keyword.OTHER);
                return close + tag.length();
            }
        }
        if (s.isWordPart(i + 1)) {
            int end = s.wordEnd(i + 1);
            tokens.add(Tokens.WORD, i, end, Keyword.OTHER);
            return end;
        }
        tokens.operator(i, i + 1, '$');
        return i + 1;
    }
}
