package dev.holdpoint.language.syntax;

import dev.holdpoint.language.Policy.Test.Attempt;
import dev.holdpoint.language.syntax.Syntax.Item;
import dev.holdpoint.language.syntax.Syntax.Name;
import dev.holdpoint.language.syntax.Syntax.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Test blocks.
 *
 * <pre>
 *   test    = "test" STRING "{" { attempt "expect" decision [ "by" NAME { "," NAME } ] } "}"
 *   attempt = "exec" STRING
 *           | "sql" STRING { "dialect" NAME | "jdbc" STRING }
 *           | "http" METHOD STRING { "header" STRING } [ "body" STRING ]
 *           | "tool" ( NAME | STRING ) [ STRING ]
 * </pre>
 */
final class TestParser {

    private final TokenStream tokens;

    TestParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Item test(Token keyword) {
        Text name = tokens.text("as the test's name");
        tokens.expect(TokenType.OPEN_BRACE, "after the test's name");
        List<Syntax.Step> steps = new ArrayList<>();
        while (!tokens.accept(TokenType.CLOSE_BRACE)) {
            steps.add(step());
        }
        if (steps.isEmpty()) {
            tokens.findings()
                    .error(
                            "empty-test",
                            name.span(),
                            "the test attempts nothing",
                            "add an operation and what is expected: exec \"rm -rf /\" expect deny");
        }
        return new Syntax.Test(name, steps, tokens.span(keyword));
    }

    private Syntax.Step step() {
        Token start = tokens.peek();
        Attempt attempt = attempt();
        tokens.expect("expect", "after the operation");
        Token verdict = tokens.peek();
        if (!(verdict.is("deny") || verdict.is("ask") || verdict.is("allow"))) {
            throw tokens.unexpected("expected `deny`, `ask` or `allow`");
        }
        tokens.take();
        List<Name> by = tokens.accept("by") ? tokens.names("of a rule after `by`") : List.of();
        return new Syntax.Step(attempt, RuleParser.decision(verdict), by, tokens.span(start));
    }

    private Attempt attempt() {
        if (tokens.accept("exec")) {
            return new Attempt.Exec(tokens.text("after `exec`").value());
        }
        if (tokens.accept("sql")) {
            return sql();
        }
        if (tokens.accept("http")) {
            return http();
        }
        if (tokens.accept("tool")) {
            String name =
                    tokens.at(TokenType.STRING)
                            ? tokens.text("").value()
                            : tokens.name("of the tool").text();
            String arguments = tokens.at(TokenType.STRING) ? tokens.text("").value() : "{}";
            return new Attempt.Tool(name, arguments);
        }
        throw tokens.unexpected("expected `exec`, `sql`, `http`, `tool` or `}`");
    }

    private Attempt sql() {
        String text = tokens.text("after `sql`").value();
        Optional<String> dialect = Optional.empty();
        Optional<String> jdbc = Optional.empty();
        while (true) {
            if (tokens.accept("dialect")) {
                dialect = Optional.of(tokens.name("of the dialect").text());
            } else if (tokens.accept("jdbc")) {
                jdbc = Optional.of(tokens.text("after `jdbc`").value());
            } else {
                return new Attempt.Sql(text, dialect, jdbc);
            }
        }
    }

    private Attempt http() {
        String method = tokens.name("as the method").text();
        String url = tokens.text("as the URL").value();
        List<String> headers = new ArrayList<>();
        Optional<String> body = Optional.empty();
        while (true) {
            if (tokens.accept("header")) {
                Text header = tokens.text("after `header`");
                if (header.value().indexOf(':') <= 0) {
                    tokens.findings()
                            .error(
                                    "syntax",
                                    header.span(),
                                    "a header is a name and a value",
                                    "write header \"Name: value\"");
                }
                headers.add(header.value());
            } else if (tokens.accept("body")) {
                body = Optional.of(tokens.text("after `body`").value());
            } else {
                return new Attempt.Http(method, url, List.copyOf(headers), body);
            }
        }
    }
}
