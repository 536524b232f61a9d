package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads words. The grammar of the shell has no tokens apart from their place: what a character
 * means depends on the quotes and brackets around it, so words are read by recursive descent like
 * commands, in one pass. Here are the characters, the quotes and what a dollar begins.
 */
final class Lexer {

    /** Where a stretch of text stands, which decides what ends it and what quotes mean in it. */
    enum Place {
        WORD,
        /** A regular expression in {@code [[ … =~ … ]]}: parentheses and bars are text. */
        EXPRESSION,
        /** After an operator in <code>${…}</code>: ends at the closing brace. */
        OPERAND,
        /** The pattern of {@code ${x/…/…}}: ends at a slash too. */
        REPLACED,
        /** An offset of {@code ${x:…:…}}: ends at a colon too. */
        OFFSET,
        SUBSCRIPT
    }

    private final Parser parser;
    private final Budget budget;

    // Made when the first of their kind is met: most texts have neither.
    private @Nullable ParameterLexer parameters;
    private @Nullable SubstitutionLexer substitutions;

    String text;
    int at;

    Lexer(String text, Parser parser, Budget budget) {
        this.text = text;
        this.parser = parser;
        this.budget = budget;
    }

    /** Says that the text changed, so that places in it are others now. */
    void moved() {
        if (substitutions != null) {
            substitutions.moved();
        }
    }

    char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    boolean atEnd() {
        return at >= text.length();
    }

    static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || (c >= '0' && c <= '9');
    }

    static boolean isName(String s) {
        if (s.isEmpty() || !isNameStart(s.charAt(0))) {
            return false;
        }
        for (int i = 1; i < s.length(); i++) {
            if (!isNamePart(s.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the character ends a word. */
    static boolean isMeta(char c) {
        return switch (c) {
            case ' ', '\t', '\n', ';', '&', '|', '(', ')', '<', '>' -> true;
            default -> false;
        };
    }

    /** Over spaces, tabs, continued lines and a comment. */
    void skipBlanks() {
        int start = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t') {
                at++;
            } else if (c == '\\' && peek(1) == '\n') {
                at += 2;
            } else if (c == '#' && (at == 0 || isMeta(text.charAt(at - 1)) || at == start)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                break;
            }
        }
        budget.spend(at - start);
    }

    /** The word at this place; null where there is none. */
    @Nullable ShellWord word() {
        int start = at;
        int n = text.length();
        int i = at;
        boolean special = false;
        while (i < n) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z') {
                i++;
                continue;
            }
            if (isMeta(c)) {
                break;
            }
            if (c == '\\' || c == '\'' || c == '"' || c == '$' || c == '`') {
                special = true;
                break;
            }
            i++;
        }
        char stop = i < n ? text.charAt(i) : '\0';
        boolean substitution =
                (stop == '<' || stop == '>') && i + 1 < n && text.charAt(i + 1) == '(';
        boolean extended = stop == '(' && i > start && isExtended(text.charAt(i - 1));
        if (!special && !substitution && !extended) {
            if (i == start) {
                return null;
            }
            at = i;
            budget.spend(i - start + Budget.WORD);
            return ShellWord.plain(text.substring(start, i));
        }
        return stretch(Place.WORD);
    }

    /** The regular expression after {@code =~}. */
    @Nullable ShellWord expression() {
        ShellWord w = stretch(Place.EXPRESSION);
        return w.pieces().isEmpty() ? null : w;
    }

    /** Between brackets; the closing one is left. */
    ShellWord subscript() {
        return stretch(Place.SUBSCRIPT);
    }

    /** Whether a parenthesis after the character begins an extended pattern. */
    static boolean isExtended(char c) {
        return c == '?' || c == '*' || c == '+' || c == '@' || c == '!';
    }

    ShellWord stretch(Place place) {
        budget.enter();
        int start = at;
        List<Piece> pieces = new ArrayList<>(4);
        StringBuilder plain = new StringBuilder();
        int round = 0;
        int square = 0;
        loop:
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '\\' -> {
                    if (at + 1 >= text.length()) {
                        plain.append('\\');
                        at++;
                    } else if (text.charAt(at + 1) == '\n') {
                        at += 2;
                    } else {
                        flush(plain, pieces);
                        pieces.add(new Piece.Quoted(String.valueOf(text.charAt(at + 1))));
                        at += 2;
                    }
                }
                case '\'' -> {
                    flush(plain, pieces);
                    pieces.add(new Piece.Quoted(singleQuoted()));
                }
                case '"' -> {
                    flush(plain, pieces);
                    at++;
                    pieces.add(doubleQuoted());
                }
                case '$' -> {
                    flush(plain, pieces);
                    dollar(pieces, false);
                }
                case '`' -> {
                    flush(plain, pieces);
                    pieces.add(substitutions().backquoted(false));
                }
                default -> {
                    if ((c == '<' || c == '>') && peek(1) == '(' && place != Place.EXPRESSION) {
                        if (parser.plain) {
                            throw new Unreadable("a process substitution");
                        }
                        flush(plain, pieces);
                        at += 2;
                        pieces.add(new Piece.ProcessSubstitution(parser.nested(), c == '>'));
                        continue;
                    }
                    if (place == Place.WORD) {
                        if (c == '(' && at > start && isExtended(text.charAt(at - 1))) {
                            round++;
                        } else if (round > 0) {
                            round += c == '(' ? 1 : c == ')' ? -1 : 0;
                        } else if (isMeta(c)) {
                            break loop;
                        }
                    } else if (place == Place.EXPRESSION) {
                        round += c == '(' ? 1 : c == ')' ? -1 : 0;
                        if (round < 0
                                || c == '\n'
                                || (round == 0
                                        && (c == ' ' || c == '\t' || c == ';' || c == '&'))) {
                            break loop;
                        }
                    } else if (place == Place.SUBSCRIPT) {
                        square += c == '[' ? 1 : c == ']' ? -1 : 0;
                        if (square < 0) {
                            break loop;
                        }
                    } else {
                        if (c == '}'
                                || (place == Place.REPLACED && c == '/' && at > start)
                                || (place == Place.OFFSET && c == ':' && round == 0)) {
                            break loop;
                        }
                        round += c == '(' ? 1 : c == ')' ? -1 : 0;
                    }
                    plain.append(c);
                    at++;
                }
            }
        }
        flush(plain, pieces);
        budget.spend(at - start + Budget.WORD + (long) Budget.PIECE * pieces.size());
        budget.leave();
        return ShellWord.of(pieces);
    }

    private static void flush(StringBuilder plain, List<Piece> pieces) {
        if (plain.length() > 0) {
            pieces.add(new Piece.Plain(plain.toString()));
            plain.setLength(0);
        }
    }

    static void flushQuoted(StringBuilder quoted, List<Piece> pieces) {
        if (quoted.length() > 0) {
            pieces.add(new Piece.Quoted(quoted.toString()));
            quoted.setLength(0);
        }
    }

    String singleQuoted() {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw new Unreadable("a single quote is not closed");
        }
        String s = text.substring(at + 1, end);
        budget.spend(s.length());
        at = end + 1;
        return s;
    }

    /** After the opening quote, over the closing one. */
    Piece doubleQuoted() {
        budget.enter();
        int start = at;
        List<Piece> pieces = new ArrayList<>(2);
        StringBuilder quoted = new StringBuilder();
        while (true) {
            if (at >= text.length()) {
                throw new Unreadable("a double quote is not closed");
            }
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                break;
            }
            withinQuotes(c, pieces, quoted, "$`\"\\");
        }
        flushQuoted(quoted, pieces);
        budget.spend(at - start + (long) Budget.PIECE * pieces.size());
        budget.leave();
        return new Piece.DoubleQuoted(pieces);
    }

    /** One character or expansion where double quotes hold. */
    void withinQuotes(char c, List<Piece> pieces, StringBuilder quoted, String escapable) {
        if (c == '\\') {
            char next = peek(1);
            if (next == '\n' && at + 1 < text.length()) {
                at += 2;
            } else if (at + 1 < text.length() && escapable.indexOf(next) >= 0) {
                quoted.append(next);
                at += 2;
            } else {
                quoted.append('\\');
                at++;
            }
        } else if (c == '$') {
            flushQuoted(quoted, pieces);
            dollar(pieces, true);
        } else if (c == '`') {
            flushQuoted(quoted, pieces);
            pieces.add(substitutions().backquoted(true));
        } else {
            quoted.append(c);
            at++;
        }
    }

    /** The whole text as the body of a here-document. */
    ShellWord hereDocument() {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder quoted = new StringBuilder();
        while (at < text.length()) {
            withinQuotes(text.charAt(at), pieces, quoted, "$`\\");
        }
        flushQuoted(quoted, pieces);
        budget.spend(text.length() + (long) Budget.PIECE * pieces.size());
        return ShellWord.of(List.of(new Piece.DoubleQuoted(pieces)));
    }

    private void dollar(List<Piece> pieces, boolean quoted) {
        while (peek(1) == '\\' && peek(2) == '\n') {
            // The shell takes a continued line out before it looks at the dollar's name.
            text = text.substring(0, at + 1) + text.substring(at + 3);
            moved();
            parser.moved();
            budget.spend(text.length());
        }
        char c = peek(1);
        if (c == '(') {
            substitutions().dollar(pieces);
        } else if (c == '{') {
            at += 2;
            parameters().read(pieces, quoted);
        } else if ((c == '\'' || c == '[') && parser.plain) {
            pieces.add(quoted ? new Piece.Quoted("$") : new Piece.Plain("$"));
            at++;
        } else if (c == '\'' && !quoted) {
            at++;
            pieces.add(new Piece.Quoted(ansiC()));
        } else if (c == '"' && !quoted) {
            at += 2;
            pieces.add(doubleQuoted());
        } else if (c == '[') {
            at += 2;
            ShellWord inner = stretch(Place.SUBSCRIPT);
            close(']');
            pieces.add(new Piece.Arithmetic(inner));
        } else if (isNameStart(c)) {
            pieces.add(simple(continuedName()));
        } else if (c != '\0' && "@*#?-$!0123456789".indexOf(c) >= 0) {
            pieces.add(simple(String.valueOf(c)));
            at += 2;
        } else {
            pieces.add(quoted ? new Piece.Quoted("$") : new Piece.Plain("$"));
            at++;
        }
    }

    /** The name after the dollar, over continued lines. */
    private String continuedName() {
        int start = ++at;
        StringBuilder joined = null;
        while (at < text.length()) {
            if (isNamePart(text.charAt(at))) {
                at++;
            } else if (text.startsWith("\\\n", at)) {
                joined = joined == null ? new StringBuilder() : joined;
                joined.append(text, start, at);
                at += 2;
                start = at;
            } else {
                break;
            }
        }
        String last = text.substring(start, at);
        return joined == null ? last : joined.append(last).toString();
    }

    private static Piece simple(String name) {
        return Piece.Parameter.plain(name);
    }

    private String ansiC() {
        int start = ++at;
        while (true) {
            if (at >= text.length()) {
                throw new Unreadable("a single quote is not closed");
            }
            char c = text.charAt(at);
            if (c == '\\') {
                at += 2;
            } else if (c == '\'') {
                break;
            } else {
                at++;
            }
        }
        String raw = text.substring(start, at++);
        budget.spend(raw.length());
        return Escapes.resolve(raw, Escapes.Style.ANSI_C).text();
    }

    /**
     * After two opening parentheses, over two closing ones; null where what follows is not closed
     * by two, so that it was a subshell after all.
     */
    @Nullable ShellWord arithmetic() {
        return substitutions().arithmetic();
    }

    private SubstitutionLexer substitutions() {
        if (substitutions == null) {
            substitutions = new SubstitutionLexer(this, parser, budget);
        }
        return substitutions;
    }

    private ParameterLexer parameters() {
        if (parameters == null) {
            parameters = new ParameterLexer(this, parser, budget);
        }
        return parameters;
    }

    void close(char c) {
        if (peek() != c || atEnd()) {
            throw new Unreadable("expected " + c);
        }
        at++;
    }

    static boolean isAll(ShellWord subscript) {
        return subscript.bare().equals("@") || subscript.bare().equals("*");
    }
}
