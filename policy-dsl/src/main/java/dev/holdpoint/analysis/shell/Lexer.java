package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads words. The grammar of the shell has no tokens apart from their place: what a character
 * means depends on the quotes and brackets around it, so words are read by recursive descent like
 * commands, in one pass.
 */
final class Lexer {

    /** Where a stretch of text stands, which decides what ends it and what quotes mean in it. */
    private enum Place {
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
    private Set<Integer> notArithmetic = Set.of();
    String text;
    int at;

    Lexer(String text, Parser parser, Budget budget) {
        this.text = text;
        this.parser = parser;
        this.budget = budget;
    }

    /** Says that the text changed, so that places in it are others now. */
    void moved() {
        notArithmetic = Set.of();
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

    private ShellWord stretch(Place place) {
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
                    pieces.add(backquoted(false));
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

    private static void flushQuoted(StringBuilder quoted, List<Piece> pieces) {
        if (quoted.length() > 0) {
            pieces.add(new Piece.Quoted(quoted.toString()));
            quoted.setLength(0);
        }
    }

    private String singleQuoted() {
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
    private Piece doubleQuoted() {
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
    private void withinQuotes(char c, List<Piece> pieces, StringBuilder quoted, String escapable) {
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
            pieces.add(backquoted(true));
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
            substitution(pieces);
        } else if (c == '{') {
            at += 2;
            braced(pieces, quoted);
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

    private void substitution(List<Piece> pieces) {
        budget.enter();
        if (peek(2) == '(' && !notArithmetic.contains(at)) {
            int start = at;
            int depth = budget.depth();
            int pending = parser.pending();
            at += 3;
            ShellWord expression = arithmetic();
            if (expression != null) {
                pieces.add(new Piece.Arithmetic(expression));
                budget.leave();
                return;
            }
            if (notArithmetic.isEmpty()) {
                notArithmetic = new HashSet<>();
            }
            notArithmetic.add(start);
            parser.pending(pending);
            budget.depth(depth);
            at = start;
        }
        at += 2;
        pieces.add(new Piece.Substitution(parser.nested()));
        budget.leave();
    }

    /**
     * After two opening parentheses, over two closing ones; null where what follows is not closed
     * by two, so that it was a subshell after all.
     */
    @Nullable ShellWord arithmetic() {
        int start = at;
        int open = 0;
        List<Piece> pieces = new ArrayList<>(2);
        StringBuilder quoted = new StringBuilder();
        try {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == ')' && open == 0) {
                    if (peek(1) != ')') {
                        return null;
                    }
                    at += 2;
                    flushQuoted(quoted, pieces);
                    return ShellWord.of(List.of(new Piece.DoubleQuoted(pieces)));
                }
                if (c == '"') {
                    at++;
                    continue;
                }
                if (c == '\'') {
                    quoted.append(singleQuoted());
                    continue;
                }
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
                withinQuotes(c, pieces, quoted, "$`\"\\");
            }
            return null;
        } catch (Unreadable e) {
            // Not readable as arithmetic, which it need not be; as commands it may still be.
            if (e.bound()) {
                throw e;
            }
            return null;
        } finally {
            budget.spend(Math.max(0, at - start));
        }
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

    private Piece backquoted(boolean quoted) {
        budget.enter();
        StringBuilder raw = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length()) {
                throw new Unreadable("a backquote is not closed");
            }
            char c = text.charAt(at++);
            if (c == '`') {
                break;
            }
            if (c == '\\' && at < text.length()) {
                char next = text.charAt(at);
                if (next == '$' || next == '`' || next == '\\' || (quoted && next == '"')) {
                    c = next;
                    at++;
                }
            }
            raw.append(c);
        }
        budget.spend(raw.length() + Budget.BRANCH);
        int depth = budget.depth();
        try {
            return new Piece.Substitution(parser.inner(raw.toString()));
        } catch (Unreadable e) {
            if (e.bound()) {
                throw e;
            }
            return new Piece.Broken(e.why());
        } finally {
            budget.depth(depth - 1);
        }
    }

    private void close(char c) {
        if (peek() != c || atEnd()) {
            throw new Unreadable("expected " + c);
        }
        at++;
    }

    /** After <code>${</code>, over the closing brace. */
    private void braced(List<Piece> pieces, boolean quoted) {
        budget.enter();
        char c = peek();
        if (c == ' ' || c == '\t' || c == '\n' || c == '|') {
            at++;
            pieces.add(new Piece.Substitution(parser.braced()));
            budget.leave();
            return;
        }
        boolean length = false;
        boolean indirect = false;
        if (c == '#' && peek(1) != '}' && startsParameter(peek(1), peek(2))) {
            length = true;
            at++;
        } else if (c == '!' && startsParameter(peek(1), peek(2))) {
            indirect = true;
            at++;
        }
        String name = parameterName();
        ShellWord subscript = null;
        if (peek() == '[') {
            at++;
            subscript = stretch(Place.SUBSCRIPT);
            close(']');
        }
        pieces.add(
                length
                        ? new Piece.Parameter(
                                name,
                                subscript,
                                false,
                                Piece.Operator.LENGTH,
                                false,
                                ShellWord.EMPTY,
                                null,
                                false)
                        : operated(name, subscript, indirect, quoted));
        close('}');
        budget.leave();
    }

    private static boolean startsParameter(char c, char next) {
        return isNamePart(c) || ("@*#?-$!".indexOf(c) >= 0 && c != '\0' && next == '}');
    }

    private String parameterName() {
        int start = at;
        if (isNameStart(peek())) {
            while (isNamePart(peek()) && !atEnd()) {
                at++;
            }
        } else if (Character.isDigit(peek())) {
            while (Character.isDigit(peek())) {
                at++;
            }
        } else if (!atEnd() && "@*#?-$!".indexOf(peek()) >= 0) {
            at++;
        } else {
            throw new Unreadable("a parameter expansion without a name");
        }
        return text.substring(start, at);
    }

    private Piece operated(
            String name, @Nullable ShellWord subscript, boolean indirect, boolean quoted) {
        Piece.Operator op = Piece.Operator.NONE;
        boolean colon = false;
        ShellWord operand = ShellWord.EMPTY;
        ShellWord second = null;
        char c = peek();
        char d = peek(1);
        if (c == '}') {
            if (indirect && subscript != null && isAll(subscript)) {
                op = Piece.Operator.KEYS;
            }
        } else if (indirect && (c == '*' || c == '@') && d == '}') {
            at++;
            op = Piece.Operator.NAMES;
            indirect = false;
        } else if (c == ':' && "-=?+".indexOf(d) >= 0 && d != '\0') {
            at += 2;
            op = testing(d);
            colon = true;
            operand = operand(quoted);
        } else if (c == ':') {
            at++;
            op = Piece.Operator.SUBSTRING;
            operand = stretch(Place.OFFSET);
            if (peek() == ':') {
                at++;
                second = stretch(Place.OPERAND);
            }
        } else if ("-=?+".indexOf(c) >= 0 && c != '\0') {
            at++;
            op = testing(c);
            operand = operand(quoted);
        } else if (c == '#' || c == '%') {
            boolean longest = d == c;
            at += longest ? 2 : 1;
            op =
                    c == '#'
                            ? longest
                                    ? Piece.Operator.CUT_LONGEST_PREFIX
                                    : Piece.Operator.CUT_PREFIX
                            : longest
                                    ? Piece.Operator.CUT_LONGEST_SUFFIX
                                    : Piece.Operator.CUT_SUFFIX;
            operand = stretch(Place.OPERAND);
        } else if (c == '/') {
            op =
                    switch (d) {
                        case '/' -> Piece.Operator.REPLACE_ALL;
                        case '#' -> Piece.Operator.REPLACE_PREFIX;
                        case '%' -> Piece.Operator.REPLACE_SUFFIX;
                        default -> Piece.Operator.REPLACE;
                    };
            at += op == Piece.Operator.REPLACE ? 1 : 2;
            operand = stretch(Place.REPLACED);
            if (peek() == '/') {
                at++;
                second = stretch(Place.OPERAND);
            }
        } else if (c == '^' || c == ',' || c == '~') {
            boolean all = d == c;
            at += all ? 2 : 1;
            op =
                    switch (c) {
                        case '^' -> all ? Piece.Operator.UPPER : Piece.Operator.UPPER_FIRST;
                        case ',' -> all ? Piece.Operator.LOWER : Piece.Operator.LOWER_FIRST;
                        default -> all ? Piece.Operator.TOGGLE : Piece.Operator.TOGGLE_FIRST;
                    };
            operand = stretch(Place.OPERAND);
        } else if (c == '@' && d != '\0') {
            at++;
            op = Piece.Operator.TRANSFORM;
            operand = stretch(Place.OPERAND);
        } else {
            throw new Unreadable("a parameter expansion that is not closed");
        }
        return new Piece.Parameter(name, subscript, indirect, op, colon, operand, second, false);
    }

    static boolean isAll(ShellWord subscript) {
        return subscript.bare().equals("@") || subscript.bare().equals("*");
    }

    private static Piece.Operator testing(char c) {
        return switch (c) {
            case '-' -> Piece.Operator.DEFAULT;
            case '=' -> Piece.Operator.ASSIGN;
            case '?' -> Piece.Operator.DEMAND;
            default -> Piece.Operator.ALTERNATIVE;
        };
    }

    /** The word after {@code :-} and its like, in which single quotes are text within quotes. */
    private ShellWord operand(boolean quoted) {
        if (!quoted) {
            return stretch(Place.OPERAND);
        }
        int start = at;
        List<Piece> pieces = new ArrayList<>(2);
        StringBuilder text = new StringBuilder();
        while (!atEnd() && peek() != '}') {
            if (peek() == '"') {
                flushQuoted(text, pieces);
                at++;
                pieces.add(doubleQuoted());
            } else {
                withinQuotes(peek(), pieces, text, "$`\"\\}");
            }
        }
        flushQuoted(text, pieces);
        budget.spend(at - start);
        return ShellWord.of(pieces);
    }
}
