package dev.holdpoint.analysis.shell;

/**
 * Reads what stands between {@code [[} and {@code ]]}: a language of its own, in which {@code <}
 * and {@code &&} are operators and line ends mean nothing.
 */
final class ConditionParser {

    private final Parser parser;
    private final Lexer lexer;
    private final Budget budget;

    ConditionParser(Parser parser, Lexer lexer, Budget budget) {
        this.parser = parser;
        this.lexer = lexer;
        this.budget = budget;
    }

    /** A whole condition, up to what closes it. */
    Node.Condition either() {
        budget.enter();
        Node.Condition left = both();
        while (true) {
            parser.skipLines();
            if (!lexer.text.startsWith("||", lexer.at)) {
                budget.leave();
                return left;
            }
            lexer.at += 2;
            left = new Node.Condition.Either(left, both());
            budget.spend(1);
        }
    }

    private Node.Condition both() {
        Node.Condition left = primary();
        while (true) {
            parser.skipLines();
            if (!lexer.text.startsWith("&&", lexer.at)) {
                return left;
            }
            lexer.at += 2;
            left = new Node.Condition.Both(left, primary());
            budget.spend(1);
        }
    }

    private Node.Condition primary() {
        parser.skipLines();
        if (lexer.peek() == '(') {
            lexer.at++;
            Node.Condition inner = either();
            parser.skipLines();
            parser.expect(')');
            return inner;
        }
        if (parser.isWord("!")) {
            lexer.at++;
            budget.enter();
            Node.Condition inner = primary();
            budget.leave();
            return new Node.Condition.Not(inner);
        }
        ShellWord first = lexer.word();
        if (first == null || first.bare().equals("]]")) {
            throw new Unreadable("a condition is missing near " + parser.near());
        }
        parser.skipLines();
        if (first.bare().length() == 2 && first.bare().charAt(0) == '-' && !parser.isWord("]]")) {
            ShellWord operand = lexer.word();
            if (operand != null) {
                return new Node.Condition.Unary(first.bare(), operand);
            }
        }
        String operator = "";
        if ((lexer.peek() == '<' || lexer.peek() == '>') && lexer.peek(1) != '(') {
            operator = String.valueOf(lexer.peek());
            lexer.at++;
        } else if (lexer.peek() != ')'
                && lexer.peek() != '&'
                && lexer.peek() != '|'
                && !parser.isWord("]]")) {
            ShellWord op = lexer.word();
            operator = op == null ? "" : op.bare();
            if (operator.isEmpty()) {
                throw new Unreadable("a condition that is not understood near " + parser.near());
            }
        }
        if (operator.isEmpty()) {
            return new Node.Condition.Unary("-n", first);
        }
        lexer.skipBlanks();
        ShellWord right = operator.equals("=~") ? lexer.expression() : lexer.word();
        if (right == null) {
            throw new Unreadable("a condition without its right side near " + parser.near());
        }
        return new Node.Condition.Binary(first, operator, right);
    }
}
