package dev.holdpoint.analysis.program;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts source code of the scripting languages into tokens: enough of each language to tell strings,
 * comments and names apart, and no more. Linear; never fails.
 */
final class CodeTokens {

    enum Type {
        /** A name with its qualifiers: {@code os.path.join}, {@code File::delete}. */
        NAME,
        /** A string literal whose whole value is known. */
        TEXT,
        /** A string with something computed in it; the text is what is known of it. */
        TEMPLATE,
        /** A command between backticks, in {@code qx} or {@code %x}. */
        COMMAND,
        NUMBER,
        SIGN
    }

    record Token(Type type, String text) {
        boolean is(String sign) {
            return type == Type.SIGN && text.equals(sign);
        }
    }

    private static final int MOST_TOKENS = 50_000;

    /** A string that is put together from more is known by its beginning. */
    private static final int LONGEST_JOINED = 4096;

    /** Stands for what the shell puts into the code. */
    static final char HOLE = '\uFFFE';

    private final String s;
    private final String language;
    private final List<Token> tokens = new ArrayList<>();
    private int i;

    private CodeTokens(String code, String language) {
        this.s = code;
        this.language = language;
    }

    static List<Token> of(String code, String language) {
        CodeTokens t = new CodeTokens(code, language);
        t.run();
        t.close();
        return t.tokens;
    }

    private boolean is(String... languages) {
        for (String l : languages) {
            if (l.equals(language)) {
                return true;
            }
        }
        return false;
    }

    private void run() {
        while (i < s.length() && tokens.size() < MOST_TOKENS) {
            char c = s.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
            } else if (c == '#'
                    && is(
                            "python", "ruby", "perl", "php", "r", "elixir", "julia", "octave",
                            "gnuplot", "nim")) {
                line();
            } else if (s.startsWith("//", i)
                    && is(
                            "javascript",
                            "php",
                            "java",
                            "groovy",
                            "go",
                            "c",
                            "rust",
                            "csharp",
                            "swift",
                            "dart")) {
                line();
            } else if (s.startsWith("--", i) && is("lua")) {
                line();
            } else if (c == ';' && is("lisp") || c == '%' && is("octave")) {
                line();
            } else if (c == '\'' && is("lisp")) {
                i++;
            } else if (s.startsWith("/*", i) && !is("python", "ruby", "perl")) {
                int end = s.indexOf("*/", i + 2);
                i = end < 0 ? s.length() : end + 2;
            } else if (c == '\'' && is("rust") && !isCharacter()) {
                i++; // a lifetime
            } else if (c == '\'' || c == '"') {
                string(c);
            } else if (c == '`') {
                if (is("perl", "ruby", "php", "julia")) {
                    delimited(i + 1, '`', '`', Type.COMMAND);
                } else {
                    string(c);
                }
            } else if (s.startsWith("[[", i) && is("lua")) {
                int end = s.indexOf("]]", i);
                end = end < 0 ? s.length() : end;
                add(new Token(Type.TEXT, s.substring(i + 2, end)));
                i = Math.min(s.length(), end + 2);
            } else if (c == '<' && is("perl") && globbed()) {
                // taken
            } else if (quoteLike()) {
                // taken
            } else if (Character.isLetter(c) || c == '_' || (c == '$' && !is("java"))) {
                name();
            } else if (Character.isDigit(c)) {
                int from = i;
                while (i < s.length() && Character.isLetterOrDigit(s.charAt(i))) {
                    i++;
                }
                tokens.add(new Token(Type.NUMBER, s.substring(from, i)));
            } else {
                tokens.add(new Token(Type.SIGN, String.valueOf(c)));
                i++;
            }
        }
    }

    /** What lies past the bound was not read. */
    private void close() {
        if (i < s.length()) {
            tokens.add(new Token(Type.SIGN, String.valueOf(HOLE)));
        }
    }

    private void line() {
        int end = s.indexOf('\n', i);
        i = end < 0 ? s.length() : end;
    }

    /** Rust's {@code 'a'}, {@code '\n'}. */
    private boolean isCharacter() {
        int end = s.startsWith("\\", i + 1) ? i + 3 : i + 2;
        return end < s.length() && s.charAt(end) == '\'';
    }

    /** Perl's {@code <*.txt>}: a list of files. */
    private boolean globbed() {
        int end = i + 1;
        while (end < s.length() && end < i + 80 && s.charAt(end) != '>') {
            end++;
        }
        if (end >= s.length()
                || s.charAt(end) != '>'
                || end == i + 1
                || !Character.isLetterOrDigit(s.charAt(end - 1)) && s.charAt(end - 1) != '*') {
            return false;
        }
        String inner = s.substring(i + 1, end);
        if (inner.indexOf('*') < 0 && inner.indexOf('/') < 0 || inner.indexOf(' ') >= 0) {
            return false;
        }
        tokens.add(new Token(Type.TEXT, inner));
        i = end + 1;
        return true;
    }

    /** Perl's and Ruby's {@code q() qq{} qw[] qx// %x() %w()}. */
    private boolean quoteLike() {
        if (!is("perl", "ruby")) {
            return false;
        }
        String rest = s.substring(i, Math.min(s.length(), i + 3));
        int length =
                rest.startsWith("qq")
                                || rest.startsWith("qw")
                                || rest.startsWith("qx")
                                || rest.startsWith("%x")
                                || rest.startsWith("%w")
                                || rest.startsWith("%q")
                        ? 2
                        : rest.startsWith("q") ? 1 : 0;
        if (length == 0 || i + length >= s.length()) {
            return false;
        }
        if (is("ruby") && rest.charAt(0) != '%') {
            return false;
        }
        if (i > 0 && Character.isLetterOrDigit(s.charAt(i - 1))) {
            return false;
        }
        int open = i + length;
        while (open < s.length() && s.charAt(open) == ' ' && is("perl")) {
            open++;
        }
        if (open >= s.length()) {
            return false;
        }
        char o = s.charAt(open);
        if (Character.isLetterOrDigit(o)
                || Character.isWhitespace(o)
                || o == '='
                || o == ','
                || o == ';'
                || o == '_') {
            return false;
        }
        char close = o == '(' ? ')' : o == '{' ? '}' : o == '[' ? ']' : o == '<' ? '>' : o;
        char kind = s.charAt(i + length - 1);
        if (kind == 'w') {
            int from = open + 1;
            int end = s.indexOf(close, from);
            end = end < 0 ? s.length() : end;
            tokens.add(new Token(Type.SIGN, "["));
            for (String w : s.substring(from, end).strip().split("\\s+", -1)) {
                tokens.add(new Token(Type.TEXT, w));
                tokens.add(new Token(Type.SIGN, ","));
            }
            tokens.add(new Token(Type.SIGN, "]"));
            i = Math.min(s.length(), end + 1);
        } else {
            delimited(open + 1, o, close, kind == 'x' ? Type.COMMAND : Type.TEXT);
        }
        return true;
    }

    private void delimited(int from, char open, char close, Type type) {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        boolean computed = false;
        int j = from;
        while (j < s.length()) {
            char c = s.charAt(j);
            if (c == '\\' && j + 1 < s.length()) {
                text.append(s.charAt(++j));
            } else if (c == close && --depth == 0) {
                break;
            } else {
                if (c == open && open != close) {
                    depth++;
                }
                computed |= c == '$' || c == HOLE || s.startsWith("#{", j);
                text.append(c);
            }
            j++;
        }
        i = Math.min(s.length(), j + 1);
        boolean hidden = computed && type == Type.TEXT && is("perl", "raku");
        tokens.add(new Token(hidden ? Type.TEMPLATE : type, text.toString()));
    }

    private void string(char quote) {
        boolean template = quote == '`';
        if (!tokens.isEmpty() && is("python")) {
            Token before = tokens.get(tokens.size() - 1);
            boolean adjacent = i > 0 && Character.isLetter(s.charAt(i - 1));
            if (adjacent && before.type() == Type.NAME && before.text().length() <= 2) {
                template = before.text().toLowerCase(java.util.Locale.ROOT).contains("f");
                tokens.remove(tokens.size() - 1); // a prefix: r, b, f, rb …
            }
        }
        boolean triple = is("python") && s.startsWith(String.valueOf(quote).repeat(3), i);
        String end = triple ? String.valueOf(quote).repeat(3) : String.valueOf(quote);
        StringBuilder text = new StringBuilder();
        boolean computed = false;
        int j = i + end.length();
        while (j < s.length() && !s.startsWith(end, j)) {
            char c = s.charAt(j);
            if (c == '\\' && j + 1 < s.length()) {
                j = escape(j + 1, text, quote);
                continue;
            }
            if (quote == '`' && c == '$' && s.startsWith("${", j)) {
                computed = true;
            }
            if (quote == '"'
                    && ((c == '#' && s.startsWith("#{", j) && is("ruby", "elixir"))
                            || (c == '$'
                                    && is("perl", "php", "groovy")
                                    && j + 1 < s.length()
                                    && (Character.isLetter(s.charAt(j + 1))
                                            || s.charAt(j + 1) == '{')))) {
                computed = true;
            }
            if (template && quote != '`' && c == '{') {
                computed = true;
            }
            computed |= c == HOLE;
            text.append(c);
            j++;
        }
        i = Math.min(s.length(), j + end.length());
        add(new Token(computed ? Type.TEMPLATE : Type.TEXT, text.toString()));
    }

    /** Strings side by side (python) or joined by {@code +} or {@code .} are one. */
    private void add(Token t) {
        int n = tokens.size();
        int before = n;
        while (t.type() == Type.TEXT && before > 0 && joins(tokens.get(before - 1))) {
            before--;
        }
        boolean joined = before < n || is("python", "ruby");
        if (t.type() != Type.TEXT || !joined || before == 0 || !isString(before - 1)) {
            tokens.add(t);
            return;
        }
        Token last = tokens.get(before - 1);
        tokens.subList(before - 1, n).clear();
        boolean known = last.type() == Type.TEXT && last.text().length() < LONGEST_JOINED;
        tokens.add(
                known
                        ? new Token(Type.TEXT, last.text() + t.text())
                        : new Token(Type.TEMPLATE, last.text()));
    }

    private boolean isString(int at) {
        Type type = tokens.get(at).type();
        return type == Type.TEXT || type == Type.TEMPLATE;
    }

    private boolean joins(Token t) {
        return t.is("+")
                || t.is(".") && is("perl", "php", "lua")
                || t.is("~") && is("raku")
                || (t.is("<") || t.is(">")) && is("elixir");
    }

    private int escape(int at, StringBuilder text, char quote) {
        char e = s.charAt(at);
        boolean raw = quote == '\'' && is("perl", "ruby", "php");
        if (raw && e != '\'' && e != '\\') {
            text.append('\\').append(e);
            return at + 1;
        }
        switch (e) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case '\n' -> {}
            case 'x' -> {
                return number(at + 1, 2, text);
            }
            case 'u' -> {
                return number(at + 1, 4, text);
            }
            default -> text.append(e);
        }
        return at + 1;
    }

    private int number(int from, int digits, StringBuilder text) {
        int end = Math.min(s.length(), from + digits);
        try {
            text.append((char) Integer.parseInt(s.substring(from, end), 16));
        } catch (NumberFormatException notHexadecimal) {
            text.append(s, from, end);
        }
        return end;
    }

    /** With {@code .}, {@code ::} and {@code ->} between names. */
    private void name() {
        int from = i;
        while (i < s.length()) {
            char c = s.charAt(i);
            if (Character.isLetterOrDigit(c)
                    || c == '_'
                    || c == '$'
                    || (c == '-' || c == ':' || c == '/') && is("lisp")
                    || c == ':' && is("erlang")) {
                i++;
            } else if ((c == '.'
                            && i + 1 < s.length()
                            && (Character.isLetter(s.charAt(i + 1)) || s.charAt(i + 1) == '_'))
                    && !(is("perl", "php"))) {
                i++;
            } else if ((s.startsWith("::", i) || s.startsWith("->", i))
                    && i + 2 < s.length()
                    && Character.isLetter(s.charAt(i + 2))) {
                i += 2;
            } else if (s.startsWith("?.", i) && is("javascript")) {
                i += 2;
            } else if ((c == '!' || c == '?')
                    && is("ruby", "elixir")
                    && i + 1 < s.length()
                    && s.charAt(i + 1) != '=') {
                i++;
                break;
            } else {
                break;
            }
        }
        if (i == from) {
            i++;
        }
        tokens.add(
                new Token(
                        Type.NAME,
                        s.substring(from, i)
                                .replace("::", ".")
                                .replace("->", ".")
                                .replace("?.", ".")));
    }
}
