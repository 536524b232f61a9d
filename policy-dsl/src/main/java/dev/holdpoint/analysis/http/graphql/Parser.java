package dev.holdpoint.analysis.http.graphql;

import dev.holdpoint.analysis.http.graphql.Document.Field;
import dev.holdpoint.analysis.http.graphql.Document.Inline;
import dev.holdpoint.analysis.http.graphql.Document.Operation;
import dev.holdpoint.analysis.http.graphql.Document.Selection;
import dev.holdpoint.analysis.http.graphql.Document.Spread;
import dev.holdpoint.analysis.http.graphql.Token.Sort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recursive descent over the tokens of an executable document; linear, bounded in depth. */
final class Parser {

    /** Selections and values within each other. */
    static final int MOST_DEPTH = 200;

    private final List<Token> tokens;
    private int at;
    private int depth;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Document parse(String text) {
        return new Parser(Lexer.tokens(text)).document();
    }

    private Document document() {
        List<Operation> operations = new ArrayList<>();
        Map<String, List<Selection>> fragments = new HashMap<>();
        while (peek().sort() != Sort.END) {
            if (peek().name("fragment")) {
                at++;
                String name = name();
                typeCondition();
                directives();
                if (fragments.put(name, selections()) != null) {
                    throw new Refused("the fragment " + name + " is defined twice");
                }
            } else {
                operations.add(operation());
            }
        }
        if (operations.isEmpty()) {
            throw new Refused("the document has no operation");
        }
        return new Document(operations, fragments);
    }

    private Operation operation() {
        if (peek().is("{")) {
            return new Operation("query", Optional.empty(), Map.of(), selections());
        }
        String kind = name();
        if (!kind.equals("query") && !kind.equals("mutation") && !kind.equals("subscription")) {
            throw new Refused("the document has a definition that is no operation: " + kind);
        }
        Optional<String> name = peek().sort() == Sort.NAME ? Optional.of(name()) : Optional.empty();
        Map<String, Value> defaults = peek().is("(") ? variables() : Map.of();
        directives();
        return new Operation(kind, name, defaults, selections());
    }

    private Map<String, Value> variables() {
        Map<String, Value> defaults = new HashMap<>();
        expect("(");
        while (!accept(")")) {
            expect("$");
            String name = name();
            expect(":");
            type();
            if (accept("=")) {
                defaults.put(name, value());
            }
            directives();
        }
        return defaults;
    }

    private void type() {
        deeper();
        if (accept("[")) {
            type();
            expect("]");
        } else {
            name();
        }
        accept("!");
        depth--;
    }

    private List<Selection> selections() {
        deeper();
        expect("{");
        List<Selection> selections = new ArrayList<>();
        while (!accept("}")) {
            selections.add(selection());
        }
        if (selections.isEmpty()) {
            throw new Refused("a selection set is empty");
        }
        depth--;
        return selections;
    }

    private Selection selection() {
        if (accept("...")) {
            if (peek().sort() == Sort.NAME && !peek().name("on")) {
                String fragment = name();
                directives();
                return new Spread(fragment);
            }
            if (peek().name("on")) {
                typeCondition();
            }
            directives();
            return new Inline(selections());
        }
        String name = name();
        if (accept(":")) {
            name = name();
        }
        Map<String, Value> arguments = arguments();
        directives();
        return new Field(name, arguments, peek().is("{") ? selections() : List.of());
    }

    private void typeCondition() {
        if (!name().equals("on")) {
            throw new Refused("a fragment has no type condition");
        }
        name();
    }

    private Map<String, Value> arguments() {
        if (!accept("(")) {
            return Map.of();
        }
        Map<String, Value> arguments = new LinkedHashMap<>();
        while (!accept(")")) {
            String name = name();
            expect(":");
            if (arguments.put(name, value()) != null) {
                throw new Refused("the argument " + name + " stands twice");
            }
        }
        return arguments;
    }

    private void directives() {
        while (accept("@")) {
            name();
            arguments();
        }
    }

    private Value value() {
        deeper();
        try {
            if (accept("$")) {
                return new Value.Variable(name());
            }
            if (accept("[")) {
                List<Value> elements = new ArrayList<>();
                while (!accept("]")) {
                    elements.add(value());
                }
                return new Value.Items(elements);
            }
            if (accept("{")) {
                Map<String, Value> entries = new LinkedHashMap<>();
                while (!accept("}")) {
                    String name = name();
                    expect(":");
                    entries.put(name, value());
                }
                return new Value.Members(entries);
            }
            Token t = tokens.get(at);
            if (t.sort() == Sort.PUNCTUATOR || t.sort() == Sort.END) {
                throw new Refused("a value is missing");
            }
            at++;
            return new Value.Scalar(t.text());
        } finally {
            depth--;
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private String name() {
        Token t = peek();
        if (t.sort() != Sort.NAME) {
            throw new Refused(
                    "a name is missing before " + (t.text().isEmpty() ? "the end" : t.text()));
        }
        at++;
        return t.text();
    }

    private boolean accept(String punctuator) {
        if (peek().is(punctuator)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String punctuator) {
        if (!accept(punctuator)) {
            throw new Refused(punctuator + " is missing");
        }
    }

    private void deeper() {
        if (++depth > MOST_DEPTH) {
            throw new Refused("nested more than " + MOST_DEPTH + " deep");
        }
    }
}
