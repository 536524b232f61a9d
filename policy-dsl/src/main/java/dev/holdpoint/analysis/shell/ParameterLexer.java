package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads <code>${…}</code>: the name, what is done with its value, and the words that this is done
 * with. A language of its own within words, made where a text has one.
 */
final class ParameterLexer {

    private final Lexer lexer;
    private final Parser parser;
    private final Budget budget;

    ParameterLexer(Lexer lexer, Parser parser, Budget budget) {
        this.lexer = lexer;
        this.parser = parser;
        this.budget = budget;
    }

    /** After <code>${</code>, over the closing brace. */
    void read(List<Piece> pieces, boolean quoted) {
        budget.enter();
        char c = lexer.peek();
        if (c == ' ' || c == '\t' || c == '\n' || c == '|') {
            lexer.at++;
            pieces.add(new Piece.Substitution(parser.braced(), true));
            budget.leave();
            return;
        }
        boolean length = false;
        boolean indirect = false;
        if (c == '#' && lexer.peek(1) != '}' && startsParameter(lexer.peek(1), lexer.peek(2))) {
            length = true;
            lexer.at++;
        } else if (c == '!' && startsParameter(lexer.peek(1), lexer.peek(2))) {
            indirect = true;
            lexer.at++;
        }
        String name = parameterName();
        ShellWord subscript = null;
        if (lexer.peek() == '[') {
            lexer.at++;
            subscript = lexer.stretch(Lexer.Place.SUBSCRIPT);
            lexer.close(']');
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
        lexer.close('}');
        budget.leave();
    }

    private static boolean startsParameter(char c, char next) {
        return Lexer.isNamePart(c) || ("@*#?-$!".indexOf(c) >= 0 && c != '\0' && next == '}');
    }

    private String parameterName() {
        int start = lexer.at;
        if (Lexer.isNameStart(lexer.peek())) {
            while (Lexer.isNamePart(lexer.peek()) && !lexer.atEnd()) {
                lexer.at++;
            }
        } else if (Character.isDigit(lexer.peek())) {
            while (Character.isDigit(lexer.peek())) {
                lexer.at++;
            }
        } else if (!lexer.atEnd() && "@*#?-$!".indexOf(lexer.peek()) >= 0) {
            lexer.at++;
        } else {
            throw new Unreadable("a parameter expansion without a name");
        }
        return lexer.text.substring(start, lexer.at);
    }

    private Piece operated(
            String name, @Nullable ShellWord subscript, boolean indirect, boolean quoted) {
        Piece.Operator op = Piece.Operator.NONE;
        boolean colon = false;
        ShellWord operand = ShellWord.EMPTY;
        ShellWord second = null;
        char c = lexer.peek();
        char d = lexer.peek(1);
        if (c == '}') {
            if (indirect && subscript != null && Lexer.isAll(subscript)) {
                op = Piece.Operator.KEYS;
            }
        } else if (indirect && (c == '*' || c == '@') && d == '}') {
            lexer.at++;
            op = Piece.Operator.NAMES;
            indirect = false;
        } else if (c == ':' && "-=?+".indexOf(d) >= 0 && d != '\0') {
            lexer.at += 2;
            op = testing(d);
            colon = true;
            operand = operand(quoted);
        } else if (c == ':') {
            lexer.at++;
            op = Piece.Operator.SUBSTRING;
            operand = lexer.stretch(Lexer.Place.OFFSET);
            if (lexer.peek() == ':') {
                lexer.at++;
                second = lexer.stretch(Lexer.Place.OPERAND);
            }
        } else if ("-=?+".indexOf(c) >= 0 && c != '\0') {
            lexer.at++;
            op = testing(c);
            operand = operand(quoted);
        } else if (c == '#' || c == '%') {
            boolean longest = d == c;
            lexer.at += longest ? 2 : 1;
            op =
                    c == '#'
                            ? longest
                                    ? Piece.Operator.CUT_LONGEST_PREFIX
                                    : Piece.Operator.CUT_PREFIX
                            : longest
                                    ? Piece.Operator.CUT_LONGEST_SUFFIX
                                    : Piece.Operator.CUT_SUFFIX;
            operand = lexer.stretch(Lexer.Place.OPERAND);
        } else if (c == '/') {
            op =
                    switch (d) {
                        case '/' -> Piece.Operator.REPLACE_ALL;
                        case '#' -> Piece.Operator.REPLACE_PREFIX;
                        case '%' -> Piece.Operator.REPLACE_SUFFIX;
                        default -> Piece.Operator.REPLACE;
                    };
            lexer.at += op == Piece.Operator.REPLACE ? 1 : 2;
            operand = lexer.stretch(Lexer.Place.REPLACED);
            if (lexer.peek() == '/') {
                lexer.at++;
                second = lexer.stretch(Lexer.Place.OPERAND);
            }
        } else if (c == '^' || c == ',' || c == '~') {
            boolean all = d == c;
            lexer.at += all ? 2 : 1;
            op =
                    switch (c) {
                        case '^' -> all ? Piece.Operator.UPPER : Piece.Operator.UPPER_FIRST;
                        case ',' -> all ? Piece.Operator.LOWER : Piece.Operator.LOWER_FIRST;
                        default -> all ? Piece.Operator.TOGGLE : Piece.Operator.TOGGLE_FIRST;
                    };
            operand = lexer.stretch(Lexer.Place.OPERAND);
        } else if (c == '@' && d != '\0') {
            lexer.at++;
            op = Piece.Operator.TRANSFORM;
            operand = lexer.stretch(Lexer.Place.OPERAND);
        } else {
            throw new Unreadable("a parameter expansion that is not closed");
        }
        return new Piece.Parameter(name, subscript, indirect, op, colon, operand, second, false);
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
            return lexer.stretch(Lexer.Place.OPERAND);
        }
        int start = lexer.at;
        List<Piece> pieces = new ArrayList<>(2);
        StringBuilder text = new StringBuilder();
        while (!lexer.atEnd() && lexer.peek() != '}') {
            if (lexer.peek() == '"') {
                Lexer.flushQuoted(text, pieces);
                lexer.at++;
                pieces.add(lexer.doubleQuoted());
            } else {
                lexer.withinQuotes(lexer.peek(), pieces, text, "$`\"\\}");
            }
        }
        Lexer.flushQuoted(text, pieces);
        budget.spend(lexer.at - start);
        return ShellWord.of(pieces);
    }
}
