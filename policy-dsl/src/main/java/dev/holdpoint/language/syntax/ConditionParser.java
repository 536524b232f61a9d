package dev.holdpoint.language.syntax;

import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Syntax.Expression;
import dev.holdpoint.language.syntax.Syntax.Operand;
import dev.holdpoint.language.syntax.Syntax.Operator;
import dev.holdpoint.language.syntax.Syntax.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Conditions.
 *
 * <pre>
 *   or         = and { "or" and }
 *   and        = unary { "and" unary }
 *   unary      = "not" unary | "(" or ")" | "has" reference | reference [ operator operand ]
 *   reference  = WORD [ "[" STRING "]" ]
 *   operand    = WORD | STRING | NUMBER | "{" [ operand { "," operand } ] "}"
 * </pre>
 *
 * {@code within} is an operator except before a duration, where it is the clause of an approval.
 */
final class ConditionParser {

    /** Parentheses and {@code not}s within each other. */
    static final int MOST_DEPTH = 64;

    private final TokenStream tokens;
    private int depth;

    ConditionParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Expression condition() {
        depth = 0;
        return or();
    }

    private Expression or() {
        Expression first = and();
        if (!tokens.at("or")) {
            return first;
        }
        List<Expression> any = new ArrayList<>();
        any.add(first);
        while (tokens.accept("or")) {
            any.add(and());
        }
        return new Syntax.Or(any, whole(any));
    }

    private Expression and() {
        Expression first = unary();
        if (!tokens.at("and")) {
            return first;
        }
        List<Expression> all = new ArrayList<>();
        all.add(first);
        while (tokens.accept("and")) {
            all.add(unary());
        }
        return new Syntax.And(all, whole(all));
    }

    private static Span whole(List<Expression> parts) {
        return TokenStream.join(parts.get(0).span(), parts.get(parts.size() - 1).span());
    }

    private Expression unary() {
        if (++depth > MOST_DEPTH) {
            tokens.findings()
                    .error(
                            "too-deep",
                            tokens.span(tokens.peek()),
                            "the condition is nested more than " + MOST_DEPTH + " deep",
                            "name parts of it with `define`");
            throw new TokenStream.Panic();
        }
        try {
            Token start = tokens.peek();
            if (tokens.accept("not")) {
                Expression inner = unary();
                return new Syntax.Not(inner, TokenStream.join(tokens.span(start), inner.span()));
            }
            if (tokens.accept(TokenType.OPEN_PARENTHESIS)) {
                Expression inner = or();
                tokens.expect(TokenType.CLOSE_PARENTHESIS, "to close the parenthesis");
                return inner;
            }
            if (tokens.accept("has")) {
                Reference reference = reference();
                return new Syntax.Has(
                        reference, TokenStream.join(tokens.span(start), reference.span()));
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private Reference reference() {
        if (!tokens.at(TokenType.WORD) || Words.RESERVED.contains(tokens.peek().text())) {
            throw tokens.unexpected("expected a condition");
        }
        Token word = tokens.take();
        if (!tokens.accept(TokenType.OPEN_BRACKET)) {
            return new Reference(word.text(), Optional.empty(), tokens.span(word));
        }
        Token key = tokens.expect(TokenType.STRING, "as the name of the entry");
        Token close = tokens.expect(TokenType.CLOSE_BRACKET, "after the name of the entry");
        return new Reference(word.text(), Optional.of(key.text()), tokens.span(word, close));
    }

    private Expression comparison() {
        Reference reference = reference();
        Optional<Operator> operator = operator();
        if (operator.isEmpty()) {
            if (tokens.at(TokenType.IS)) {
                tokens.findings()
                        .error(
                                "syntax",
                                tokens.span(tokens.peek()),
                                "`=` does not compare",
                                "write `==`");
                throw new TokenStream.Panic();
            }
            return new Syntax.Bare(reference, reference.span());
        }
        Operand operand = operand(0);
        return new Syntax.Comparison(
                reference,
                operator.get(),
                operand,
                TokenStream.join(reference.span(), operand.span()));
    }

    private Optional<Operator> operator() {
        Token token = tokens.peek();
        Operator found =
                switch (token.type()) {
                    case EQUAL -> Operator.EQUAL;
                    case NOT_EQUAL -> Operator.NOT_EQUAL;
                    case LESS -> Operator.LESS;
                    case AT_MOST -> Operator.AT_MOST;
                    case MORE -> Operator.MORE;
                    case AT_LEAST -> Operator.AT_LEAST;
                    default -> null;
                };
        if (found != null) {
            tokens.take();
            return Optional.of(found);
        }
        if (tokens.accept("in")) {
            return Optional.of(Operator.IN);
        }
        if (token.is("not") && tokens.second().is("in")) {
            tokens.take();
            tokens.take();
            return Optional.of(Operator.NOT_IN);
        }
        if (token.is("within") && tokens.second().type() != TokenType.DURATION) {
            tokens.take();
            return Optional.of(Operator.WITHIN);
        }
        if (tokens.accept("overlap")) {
            return Optional.of(Operator.OVERLAP);
        }
        return Optional.empty();
    }

    /** A value, or a set of values in braces. */
    Operand operand(int nested) {
        Token token = tokens.peek();
        if (token.type() == TokenType.WORD && !Words.RESERVED.contains(token.text())) {
            tokens.take();
            return new Syntax.Word(token.text(), tokens.span(token));
        }
        if (token.type() == TokenType.STRING) {
            return new Syntax.Quoted(tokens.text("as a value"), tokens.span(token));
        }
        if (token.type() == TokenType.NUMBER) {
            tokens.take();
            return new Syntax.Whole(tokens.number(token), tokens.span(token));
        }
        if (token.type() == TokenType.OPEN_BRACE && nested == 0) {
            return braces();
        }
        throw tokens.unexpected("expected a value");
    }

    private Operand braces() {
        Token open = tokens.take();
        List<Operand> elements = new ArrayList<>();
        while (!tokens.at(TokenType.CLOSE_BRACE)) {
            elements.add(operand(1));
            if (!tokens.accept(TokenType.COMMA)) {
                break;
            }
        }
        Token close = tokens.expect(TokenType.CLOSE_BRACE, "or `,` in the set");
        return new Syntax.Braces(elements, tokens.span(open, close));
    }
}
