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
    private final boolean holes;
    private int at;
    private int end;

    /**
     * Prepares.
     *
     * @param known constants by the names that they were assigned to
     * @param holes whether a {@link Template} has a value too
     */
    Constants(Tokens t, Dialect dialect, Map<String, String> known, boolean holes) {
        this.t = t;
        this.dialect = dialect;
        this.known = known;
        this.holes = holes;
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
        return at == to && (holes || value.filter(Template::hasHole).isEmpty())
                ? value
                : Optional.empty();
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
            return Optional.of(Literals.literal(t.raw(i), dialect));
        }
        if (type == Tokens.NUMBER) {
            at++;
            String raw = t.raw(i);
            return raw.startsWith("0x") || raw.startsWith("0X")
                    ? Literals.unhex(raw.substring(2))
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
            if (t.isWord(i, "dbms_assert") && t.is(i + 1, '.') && t.is(i + 3, '(')) {
                return function(i + 2, depth);
            }
            if (t.type(i + 1) == Tokens.STRING && t.raw(i).startsWith("_")) {
                at = i + 2;
                return Optional.of(Literals.literal(t.raw(i + 1), dialect));
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
                return first.flatMap(Literals::unhex);
            case "from_base64", "base64_decode_string":
                return first.flatMap(Constants::unbase64);
            case "decode":
                if (arguments.size() == 2 && arguments.get(1).isPresent()) {
                    String how = arguments.get(1).get().toLowerCase(Locale.ROOT);
                    return how.equals("hex")
                            ? first.flatMap(Literals::unhex)
                            : how.equals("base64")
                                    ? first.flatMap(Constants::unbase64)
                                    : Optional.empty();
                }
                return Optional.empty();
            case "trim", "ltrim", "rtrim":
                // with more than one argument it takes away other characters than blanks
                return arguments.size() == 1 ? first.map(String::strip) : Optional.empty();
            case "quote_ident":
                return name(first.map(Constants::quotedName));
            case "enquote_name", "simple_sql_name", "qualified_sql_name", "sql_object_name":
                return name(first);
            case "quote_literal", "quote_nullable":
                return holes && first.isEmpty() ? Optional.of(Template.VALUE) : Optional.empty();
            case "quotename":
                return arguments.size() == 1
                        ? name(first.map(s -> "[" + s.replace("]", "]]") + "]"))
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

    /** A name, or a hole for one that is computed. */
    private Optional<String> name(Optional<String> constant) {
        return constant.isPresent() || !holes ? constant : Optional.of(Template.name(dialect));
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
    private Optional<String> format(List<Optional<String>> arguments) {
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
            } else if ((d == 'I' || d == 'L') && next < arguments.size() && holes) {
                next++;
                s.append(d == 'I' ? Template.name(dialect) : Template.VALUE);
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

    private static Optional<String> unbase64(String text) {
        try {
            return Optional.of(
                    new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
