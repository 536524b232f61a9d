package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what words hold of commands and arithmetic. Which of both {@code $((} opens shows only at
 * its end: what was tried in vain is remembered.
 */
final class SubstitutionLexer {

    private final Lexer lexer;
    private final Parser parser;
    private final Budget budget;

    /** Places where what begins like arithmetic was a subshell: not to be tried twice. */
    private Set<Integer> notArithmetic = Set.of();

    SubstitutionLexer(Lexer lexer, Parser parser, Budget budget) {
        this.lexer = lexer;
        this.parser = parser;
        this.budget = budget;
    }

    /** {@code $(…)}, or {@code $((…))} if two parentheses close it. */
    void dollar(List<Piece> pieces) {
        budget.enter();
        if (lexer.peek(2) == '(' && !notArithmetic.contains(lexer.at)) {
            int start = lexer.at;
            int depth = budget.depth();
            int pending = parser.pending();
            lexer.at += 3;
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
            lexer.at = start;
        }
        lexer.at += 2;
        pieces.add(new Piece.Substitution(parser.nested(), false));
        budget.leave();
    }

    /**
     * After two opening parentheses, over two closing ones; null where what follows is not closed
     * by two, so that it was a subshell after all.
     */
    @Nullable ShellWord arithmetic() {
        int start = lexer.at;
        int open = 0;
        List<Piece> pieces = new ArrayList<>(2);
        StringBuilder quoted = new StringBuilder();
        try {
            while (lexer.at < lexer.text.length()) {
                char c = lexer.text.charAt(lexer.at);
                if (c == ')' && open == 0) {
                    if (lexer.peek(1) != ')') {
                        return null;
                    }
                    lexer.at += 2;
                    Lexer.flushQuoted(quoted, pieces);
                    return ShellWord.of(List.of(new Piece.DoubleQuoted(pieces)));
                }
                if (c == '"') {
                    lexer.at++;
                    continue;
                }
                if (c == '\'') {
                    quoted.append(lexer.singleQuoted());
                    continue;
                }
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
                lexer.withinQuotes(c, pieces, quoted, "$`\"\\");
            }
            return null;
        } catch (Unreadable e) {
            // Not readable as arithmetic, which it need not be; as commands it may still be.
            if (e.bound()) {
                throw e;
            }
            return null;
        } finally {
            budget.spend(Math.max(0, lexer.at - start));
        }
    }

    /** A command between backquotes, whose text is what is left of its backslashes. */
    Piece backquoted(boolean quoted) {
        budget.enter();
        StringBuilder raw = new StringBuilder();
        lexer.at++;
        while (true) {
            if (lexer.at >= lexer.text.length()) {
                throw new Unreadable("a backquote is not closed");
            }
            char c = lexer.text.charAt(lexer.at++);
            if (c == '`') {
                break;
            }
            if (c == '\\' && lexer.at < lexer.text.length()) {
                char next = lexer.text.charAt(lexer.at);
                if (next == '$' || next == '`' || next == '\\' || (quoted && next == '"')) {
                    c = next;
                    lexer.at++;
                }
            }
            raw.append(c);
        }
        budget.spend(raw.length() + Budget.BRANCH);
        int depth = budget.depth();
        try {
            return new Piece.Substitution(parser.inner(raw.toString()), false);
        } catch (Unreadable e) {
            if (e.bound()) {
                throw e;
            }
            return new Piece.Broken(e.why());
        } finally {
            budget.depth(depth - 1);
        }
    }

    /** Says that the text changed, so that places in it are others now. */
    void moved() {
        notArithmetic = Set.of();
    }
}
