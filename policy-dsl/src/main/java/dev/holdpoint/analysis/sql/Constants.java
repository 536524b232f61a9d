package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Computes expressions of constant text, as far as they are the ways in which statements are
 * hidden: concatenation, characters by their codes, hexadecimal, base64, case, reversal,
 * replacement. What it cannot compute has no value; it never guesses.
 */
final class Constants {

    private static final int MOST_DEPTH = 40;
    private static final int MOST_LENGTH = 1 << 20;

    /** Tokens of one expression; what is computed from more is not computed here. */
    private static final int MOST_TOKENS = 1 << 16;

    private final Tokens t;
    private final Dialect dialect;
    private final Map<String, String> known;
    private int at;
    private int end;

    /**
     * Prepares.
     *
     * @param known constants by the names that they were assigned to
     */
    Constants(Tokens t, Dialect dialect, Map<String, String> known) {
        this.t = t;
        this.dialect = dialect;
        this.known = known;
    }

    /** A variable's name as the texts before know it: whatever its case, with or without quotes. */
    static String key(String raw) {
        String name = Names.lower(raw);
        return name.indexOf('`') < 0 && name.indexOf('"') < 0 && name.indexOf('\'') < 0
                ? name
                : name.replace("`", "").replace("\"", "").replace("'", "");
    }

    /** The text that the whole range computes, if it is constant. */
    Optional<String> text(int from, int to) {
        if (to - from > MOST_TOKENS) {
            return Optional.empty();
        }
        at = from;
        end = to;
        Optional<String> value = concatenation(0);
        return at == to ? value : Optional.empty();
    }

    private Optional<String> concatenation(int depth) {
        Optional<String> value = term(depth);
        if (value.isEmpty() || at >= end) {
            return value;
        }
        StringBuilder all = new StringBuilder(value.get());
        while (at < end) {
            if (t.isOperator(at, "||") || t.is(at, '+') && dialect.has(Trait.NO_TERMINATOR)) {
                at++;
            } else if (t.type(at) != Tokens.STRING) {
                break;
            }
            Optional<String> next = term(depth);
            if (next.isEmpty() || all.length() + next.get().length() > MOST_LENGTH) {
                return Optional.empty();
            }
            all.append(next.get());
        }
        return Optional.of(all.toString());
    }

    private Optional<String> term(int depth) {
        if (depth > MOST_DEPTH || at >= end) {
            return Optional.empty();
        }
        Optional<String> value = primary(depth);
        while (value.isPresent() && t.isOperator(at, "::") && at < end) {
            at += 2;
            if (t.is(at, '(')) {
                int room = room(at); // 'text'::varchar(9) is cut
                value = value.filter(v -> v.length() <= room);
                at = t.mate(at) + 1;
            }
        }
        if (value.isPresent() && t.is(at, Keyword.COLLATE)) {
            at += 2;
        }
        return value;
    }

    private Optional<String> primary(int depth) {
        int i = at;
        byte type = t.type(i);
        if (type == Tokens.STRING
                || type == Tokens.QUOTED && t.raw(i).startsWith("\"") && known.isEmpty()) {
            at++;
            return Optional.of(literal(t.raw(i), dialect));
        }
        if (type == Tokens.NUMBER) {
            at++;
            String raw = t.raw(i);
            return raw.startsWith("0x") || raw.startsWith("0X")
                    ? unhex(raw.substring(2))
                    : Optional.of(raw);
        }
        if (type == Tokens.VARIABLE) {
            at++;
            return Optional.ofNullable(known.get(key(t.raw(i))));
        }
        if (t.is(i, '(')) {
            int close = t.mate(i);
            Optional<String> inner = range(i + 1, close, depth + 1);
            at = close + 1;
            return inner;
        }
        if (t.isName(i)) {
            if (t.is(i + 1, '(')) {
                return function(i, depth);
            }
            if (t.type(i + 1) == Tokens.STRING && t.raw(i).startsWith("_")) {
                at = i + 2;
                return Optional.of(literal(t.raw(i + 1), dialect));
            }
            at++;
            return Optional.ofNullable(known.get(key(t.raw(i))));
        }
        return Optional.empty();
    }

    private Optional<String> range(int from, int to, int depth) {
        int outerEnd = end;
        at = from;
        end = to;
        Optional<String> value = concatenation(depth);
        boolean whole = at == to;
        end = outerEnd;
        return whole ? value : Optional.empty();
    }

    private Optional<String> function(int i, int depth) {
        String name = t.raw(i).toLowerCase(Locale.ROOT);
        int close = t.mate(i + 1);
        List<Optional<String>> arguments = new ArrayList<>();
        int from = i + 2;
        for (int j = from; j <= close && arguments.size() < 10_000; j++) {
            if (t.is(j, '(') && j < close) {
                j = t.mate(j);
            } else if (j == close || t.is(j, ',') || splits(name, j)) {
                if (j > from) {
                    int room = room(name, j, close);
                    arguments.add(range(from, j, depth + 1).filter(v -> v.length() <= room));
                }
                from = j + 1;
            }
        }
        at = close + 1;
        return apply(name, arguments);
    }

    /** How much the type after {@code CAST(x AS} holds: what does not fit is cut. */
    private int room(String name, int as, int close) {
        if (t.is(as, Keyword.AS) && name.endsWith("cast")) {
            for (int i = as; i < close; i++) {
                if (t.is(i, '(')) {
                    return room(i);
                }
            }
        }
        return MOST_LENGTH;
    }

    private int room(int open) {
        return t.type(open + 1) == Tokens.NUMBER
                ? Arithmetic.parsed(t.raw(open + 1)).orElse(0.0).intValue()
                : MOST_LENGTH;
    }

    /** {@code CAST(x AS t)} and {@code CONVERT(x USING c)}: the value stands before the word. */
    private boolean splits(String name, int j) {
        return name.equals("cast") && t.is(j, Keyword.AS)
                || name.equals("try_cast") && t.is(j, Keyword.AS)
                || name.equals("convert") && t.is(j, Keyword.USING)
                || (name.equals("char") || name.equals("chr")) && t.is(j, Keyword.USING);
    }

    private Optional<String> apply(String name, List<Optional<String>> arguments) {
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> first = arguments.get(0);
        switch (name) {
            case "concat":
                StringBuilder all = new StringBuilder();
                for (Optional<String> a : arguments) {
                    if (a.isEmpty() || all.length() > MOST_LENGTH) {
                        return Optional.empty();
                    }
                    all.append(a.get());
                }
                return Optional.of(all.toString());
            case "char", "chr", "nchar", "codepoints_to_string":
                StringBuilder characters = new StringBuilder();
                for (Optional<String> a : arguments) {
                    Optional<Integer> code = a.flatMap(Constants::codePoint);
                    if (code.isEmpty()) {
                        return name.equals("char") && !characters.isEmpty()
                                ? Optional.of(characters.toString())
                                : Optional.empty();
                    }
                    characters.appendCodePoint(code.get());
                }
                return Optional.of(characters.toString());
            case "unhex", "hextoraw", "from_hex", "hex_decode_string":
                return first.flatMap(Constants::unhex);
            case "from_base64", "base64_decode_string":
                return first.flatMap(Constants::unbase64);
            case "decode":
                if (arguments.size() == 2 && arguments.get(1).isPresent()) {
                    String how = arguments.get(1).get().toLowerCase(Locale.ROOT);
                    return how.equals("hex")
                            ? first.flatMap(Constants::unhex)
                            : how.equals("base64")
                                    ? first.flatMap(Constants::unbase64)
                                    : Optional.empty();
                }
                return Optional.empty();
            case "trim", "ltrim", "rtrim":
                // with more than one argument it takes away other characters than blanks
                return arguments.size() == 1 ? first.map(String::strip) : Optional.empty();
            case "quote_ident":
                return first.map(Constants::quotedName);
            case "quotename":
                return arguments.size() == 1
                        ? first.map(s -> "[" + s.replace("]", "]]") + "]")
                        : Optional.empty();
            case "convert_from",
            "cast",
            "try_cast",
            "to_char",
            "utl_raw.cast_to_varchar2",
            "text",
            "safe_convert_bytes_to_string":
                return first;
            case "convert":
                return arguments.size() > 1 && dialect.has(Trait.NO_TERMINATOR)
                        ? arguments.get(1)
                        : first;
            case "upper", "ucase":
                return first.map(s -> s.toUpperCase(Locale.ROOT));
            case "lower", "lcase":
                return first.map(s -> s.toLowerCase(Locale.ROOT));
            case "reverse":
                return first.map(s -> new StringBuilder(s).reverse().toString());
            case "replace":
                return arguments.size() == 3 && arguments.stream().allMatch(Optional::isPresent)
                        ? replaced(
                                first.orElse(""),
                                arguments.get(1).orElse(""),
                                arguments.get(2).orElse(""))
                        : Optional.empty();
            case "format":
                return format(arguments);
            default:
                return Optional.empty();
        }
    }

    /** Has no value where it depends on the server whether case matters. */
    private static Optional<String> replaced(String text, String old, String by) {
        if (old.isEmpty()) {
            return Optional.empty();
        }
        String exact = text.replace(old, "\u0001");
        String loose =
                text.toLowerCase(Locale.ROOT).replace(old.toLowerCase(Locale.ROOT), "\u0001");
        return exact.length() == loose.length() && text.indexOf('\u0001') < 0
                ? Optional.of(text.replace(old, by)).filter(s -> s.length() <= MOST_LENGTH)
                : Optional.empty();
    }

    /** A name as PostgreSQL quotes it, where it must. */
    private static String quotedName(String name) {
        boolean plain = !name.isEmpty() && !Character.isDigit(name.charAt(0));
        for (int i = 0; i < name.length() && plain; i++) {
            char c = name.charAt(i);
            plain = c == '_' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
        }
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** PostgreSQL's {@code format}, with constants for {@code %s}, {@code %I} and {@code %L}. */
    private static Optional<String> format(List<Optional<String>> arguments) {
        if (arguments.get(0).isEmpty()) {
            return Optional.empty();
        }
        String pattern = arguments.get(0).get();
        StringBuilder s = new StringBuilder();
        int next = 1;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%' || i + 1 == pattern.length()) {
                s.append(c);
                continue;
            }
            char d = pattern.charAt(++i);
            if (d == '%') {
                s.append('%');
            } else if ((d == 's' || d == 'I' || d == 'L')
                    && next < arguments.size()
                    && arguments.get(next).isPresent()) {
                String value = arguments.get(next++).get();
                s.append(
                        switch (d) {
                            case 'L' -> "'" + value.replace("'", "''") + "'";
                            case 'I' -> quotedName(value);
                            default -> value;
                        });
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(s.toString());
    }

    private static Optional<Integer> codePoint(String s) {
        try {
            int code = Integer.parseInt(s.strip());
            return Character.isValidCodePoint(code) ? Optional.of(code) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> unhex(String digits) {
        String hex = digits.startsWith("\\x") ? digits.substring(2) : digits;
        if (hex.length() % 2 != 0) {
            return Optional.empty();
        }
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = Character.digit(hex.charAt(2 * i), 16);
            int low = Character.digit(hex.charAt(2 * i + 1), 16);
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        boolean wide = bytes.length > 1 && bytes[1] == 0;
        return Optional.of(
                new String(bytes, wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8));
    }

    private static Optional<String> unbase64(String text) {
        try {
            return Optional.of(
                    new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The value of a literal as it stands in the text. */
    static String literal(String raw, Dialect dialect) {
        if (raw.startsWith("$")) {
            int tag = raw.indexOf('$', 1) + 1;
            return raw.length() >= 2 * tag ? raw.substring(tag, raw.length() - tag) : "";
        }
        int quote = 0;
        while (quote < raw.length() && raw.charAt(quote) != '\'' && raw.charAt(quote) != '"') {
            quote++;
        }
        if (quote == raw.length()) {
            return raw;
        }
        String prefix = raw.substring(0, quote).toLowerCase(Locale.ROOT);
        if (prefix.endsWith("q")) {
            return raw.length() >= quote + 4 ? raw.substring(quote + 2, raw.length() - 2) : "";
        }
        char q = raw.charAt(quote);
        int width = raw.startsWith("" + q + q + q, quote) && raw.length() >= quote + 6 ? 3 : 1;
        int to = raw.length() - width;
        if (to < quote + width) {
            return "";
        }
        String inner = raw.substring(quote + width, to);
        if (prefix.equals("x")) {
            return unhex(inner).orElse(inner);
        }
        if (prefix.equals("u&")) {
            return unicode(inner.replace("''", "'"));
        }
        boolean escapes =
                prefix.equals("e") || dialect.has(Trait.BACKSLASH) && !prefix.startsWith("r");
        if (inner.indexOf(q) < 0 && (!escapes || inner.indexOf('\\') < 0)) {
            return inner;
        }
        return unescape(inner, q, escapes);
    }

    private static String unescape(String inner, char quote, boolean escapes) {
        StringBuilder s = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == quote && i + 1 < inner.length() && inner.charAt(i + 1) == quote) {
                s.append(quote);
                i++;
            } else if (c == '\\' && escapes && i + 1 < inner.length()) {
                i = escape(inner, i + 1, s);
            } else {
                s.append(c);
            }
        }
        return s.toString();
    }

    private static int escape(String inner, int i, StringBuilder s) {
        char c = inner.charAt(i);
        switch (c) {
            case 'n':
                s.append('\n');
                return i;
            case 't':
                s.append('\t');
                return i;
            case 'r':
                s.append('\r');
                return i;
            case 'x':
                return coded(inner, i, 16, 2, s);
            case 'u':
                return coded(inner, i, 16, 4, s);
            case '0', '1', '2', '3', '4', '5', '6', '7':
                return coded(inner, i - 1, 8, 3, s);
            default:
                s.append(c);
                return i;
        }
    }

    private static int coded(String inner, int i, int radix, int most, StringBuilder s) {
        int value = 0;
        int j = i + 1;
        while (j < inner.length()
                && j <= i + most
                && Character.digit(inner.charAt(j), radix) >= 0) {
            value = value * radix + Character.digit(inner.charAt(j), radix);
            j++;
        }
        if (j == i + 1) {
            s.append(inner.charAt(i));
            return i;
        }
        s.append((char) value);
        return j - 1;
    }

    static String unicode(String inner) {
        StringBuilder s = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c != '\\' || i + 4 >= inner.length()) {
                s.append(c);
                continue;
            }
            int from = inner.charAt(i + 1) == '+' ? i + 2 : i + 1;
            int digits = from == i + 2 ? 6 : 4;
            int value = 0;
            int j = from;
            while (j < inner.length()
                    && j < from + digits
                    && Character.digit(inner.charAt(j), 16) >= 0) {
                value = value * 16 + Character.digit(inner.charAt(j), 16);
                j++;
            }
            if (j == from + digits && Character.isValidCodePoint(value)) {
                s.appendCodePoint(value);
                i = j - 1;
            } else {
                s.append(c);
            }
        }
        return s.toString();
    }
}
