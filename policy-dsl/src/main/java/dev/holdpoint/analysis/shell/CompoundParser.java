package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads compound commands: what reserved words and parentheses open and close. Apart from the
 * parser, which knows what every text has, lists and pipelines of commands.
 */
final class CompoundParser {

    private final Parser parser;
    private final Lexer lexer;
    private final Budget budget;

    private @Nullable ConditionParser conditions;

    CompoundParser(Parser parser, Lexer lexer, Budget budget) {
        this.parser = parser;
        this.lexer = lexer;
        this.budget = budget;
    }

    /** The command here; null where what stands here opens none. */
    @Nullable Node command() {
        if (lexer.peek() == '(') {
            return parenthesis();
        }
        String word = parser.reserved();
        if (parser.plain && Bashisms.builtin(word)) {
            return null;
        }
        switch (word) {
            case "{":
                lexer.at++;
                Node body = parser.required();
                parser.keyword("}");
                return new Node.Group(body);
            case "if":
                lexer.at += 2;
                return conditional();
            case "while", "until":
                lexer.at += 5;
                Node condition = parser.required();
                return new Node.While(condition, word.equals("until"), block());
            case "for":
                lexer.at += 3;
                return loop();
            case "select":
                lexer.at += 6;
                return each(true);
            case "case":
                lexer.at += 4;
                return cases();
            case "[[":
                lexer.at += 2;
                Node test = new Node.Test(conditions().either());
                parser.keyword("]]");
                return test;
            case "function":
                lexer.at += 8;
                return function();
            case "coproc":
                lexer.at += 6;
                return coprocess();
            default:
                return null;
        }
    }

    private ConditionParser conditions() {
        if (conditions == null) {
            conditions = new ConditionParser(parser, lexer, budget);
        }
        return conditions;
    }

    private Node parenthesis() {
        if (lexer.peek(1) == '(' && !parser.plain) {
            int start = lexer.at;
            int depth = budget.depth();
            int before = parser.pending();
            lexer.at += 2;
            ShellWord expression = lexer.arithmetic();
            if (expression != null) {
                return new Node.Arithmetic(expression);
            }
            parser.pending(before);
            budget.depth(depth);
            lexer.at = start;
        }
        lexer.at++;
        Node body = parser.required();
        parser.skipLines();
        parser.expect(')');
        return new Node.Subshell(body);
    }

    private Node conditional() {
        List<Node.Clause> clauses = new ArrayList<>(1);
        Node otherwise = null;
        Node condition = parser.required();
        parser.keyword("then");
        clauses.add(new Node.Clause(condition, parser.required()));
        while (true) {
            if (parser.atKeyword("elif")) {
                lexer.at += 4;
                condition = parser.required();
                parser.keyword("then");
                clauses.add(new Node.Clause(condition, parser.required()));
            } else if (parser.atKeyword("else")) {
                lexer.at += 4;
                otherwise = parser.required();
            } else {
                parser.keyword("fi");
                return new Node.If(List.copyOf(clauses), otherwise);
            }
        }
    }

    private Node block() {
        parser.skipLines();
        if (parser.atKeyword("{")) {
            lexer.at++;
            Node body = parser.required();
            parser.keyword("}");
            return body;
        }
        parser.keyword("do");
        Node body = parser.required();
        parser.keyword("done");
        return body;
    }

    private Node loop() {
        lexer.skipBlanks();
        if (lexer.peek() == '(' && lexer.peek(1) == '(' && !parser.plain) {
            lexer.at += 2;
            ShellWord all = lexer.arithmetic();
            if (all == null) {
                throw new Unreadable("an arithmetic for that is not closed");
            }
            List<ShellWord> parts = Semicolons.split(all);
            if (parts.size() != 3) {
                throw new Unreadable("an arithmetic for without three parts");
            }
            lexer.skipBlanks();
            if (lexer.peek() == ';') {
                lexer.at++;
            }
            return new Node.ForArithmetic(parts.get(0), parts.get(1), parts.get(2), block());
        }
        return each(false);
    }

    private Node each(boolean select) {
        lexer.skipBlanks();
        ShellWord name = lexer.word();
        if (name == null || name.bare().isEmpty()) {
            throw new Unreadable("a for without a name");
        }
        parser.skipLines();
        List<ShellWord> words = null;
        if (parser.atKeyword("in")) {
            lexer.at += 2;
            words = new ArrayList<>();
            while (true) {
                lexer.skipBlanks();
                ShellWord w = lexer.word();
                if (w == null) {
                    break;
                }
                words.add(w);
            }
        }
        lexer.skipBlanks();
        if (lexer.peek() == ';') {
            lexer.at++;
        }
        return new Node.For(name.bare(), words, select, block());
    }

    private Node cases() {
        lexer.skipBlanks();
        ShellWord subject = lexer.word();
        if (subject == null) {
            throw new Unreadable("a case without a word");
        }
        parser.keyword("in");
        List<Node.Choice> choices = new ArrayList<>();
        while (true) {
            parser.skipLines();
            if (parser.atKeyword("esac")) {
                lexer.at += 4;
                return new Node.Case(subject, List.copyOf(choices));
            }
            if (lexer.peek() == '(') {
                lexer.at++;
            }
            List<ShellWord> patterns = new ArrayList<>(1);
            do {
                lexer.skipBlanks();
                ShellWord p = lexer.word();
                if (p == null) {
                    throw new Unreadable("a case without a pattern near " + parser.near());
                }
                patterns.add(p);
                lexer.skipBlanks();
            } while (parser.over('|'));
            parser.expect(')');
            Node body = parser.list();
            lexer.skipBlanks();
            boolean through = lexer.text.startsWith(";&", lexer.at);
            boolean next = lexer.text.startsWith(";;&", lexer.at);
            choices.add(new Node.Choice(List.copyOf(patterns), body, through, next));
            if (next) {
                lexer.at += 3;
            } else if (through || lexer.text.startsWith(";;", lexer.at)) {
                lexer.at += 2;
            } else {
                parser.keyword("esac");
                return new Node.Case(subject, List.copyOf(choices));
            }
        }
    }

    private Node function() {
        lexer.skipBlanks();
        ShellWord name = lexer.word();
        if (name == null || name.literal() == null) {
            throw new Unreadable("a function without a name");
        }
        lexer.skipBlanks();
        if (lexer.peek() == '(') {
            lexer.at++;
            lexer.skipBlanks();
            parser.expect(')');
        }
        return functionBody(name.literal());
    }

    /** What follows the name and its parentheses. */
    Node functionBody(String name) {
        parser.skipLines();
        int from = lexer.at;
        String text = lexer.text;
        Node body = parser.compound();
        if (body == null) {
            throw new Unreadable("a function without a body");
        }
        body = parser.redirected(body);
        // An alias in the body would have changed the text; then its source is that of the body
        // after the change, from the same place on.
        return new Node.Function(
                name,
                body,
                new Node.Stretch(text.equals(lexer.text) ? text : lexer.text, from, lexer.at));
    }

    private Node coprocess() {
        budget.enter();
        try {
            return coprocessHere();
        } finally {
            budget.leave();
        }
    }

    private Node coprocessHere() {
        lexer.skipBlanks();
        String name = "COPROC";
        int start = lexer.at;
        ShellWord first = lexer.word();
        if (first != null && Lexer.isName(first.bare())) {
            lexer.skipBlanks();
            Node named = parser.compound();
            if (named != null) {
                return new Node.Coprocess(first.bare(), parser.redirected(named));
            }
        }
        lexer.at = start;
        return new Node.Coprocess(name, parser.command());
    }
}
