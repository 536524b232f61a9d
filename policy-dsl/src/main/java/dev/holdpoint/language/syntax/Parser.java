package dev.holdpoint.language.syntax;

import dev.holdpoint.language.Source;
import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Syntax.Header;
import dev.holdpoint.language.syntax.Syntax.Item;
import dev.holdpoint.language.syntax.Syntax.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source into its tree. A statement in error is given up at the next line that begins one,
 * so that several errors are reported at once.
 */
public final class Parser {

    private final TokenStream tokens;
    private final ConditionParser conditions;
    private final RuleParser rules;
    private final BlockParser blocks;
    private final TestParser tests;
    private final Findings findings;
    private final List<Item> items = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private @Nullable Header header;

    private Parser(List<Token> tokens, String file, Findings findings) {
        this.findings = findings;
        this.tokens = new TokenStream(tokens, file, findings);
        this.conditions = new ConditionParser(this.tokens);
        this.rules = new RuleParser(this.tokens, conditions);
        this.blocks = new BlockParser(this.tokens, conditions, rules);
        this.tests = new TestParser(this.tokens);
    }

    /** The tree of a source; what is wrong with it is added to the findings. Never throws. */
    public static Syntax.Document parse(Source source, Findings findings) {
        return parse(Lexer.lex(source, findings), source.name(), findings).document();
    }

    /**
     * A tree and where its statements begin.
     *
     * @param starts the index of the first token of the header and of each item
     */
    record Parsed(Syntax.Document document, List<Integer> starts) {}

    static Parsed parse(Lexer.Lexed lexed, String file, Findings findings) {
        Parser parser = new Parser(lexed.tokens(), file, findings);
        parser.run();
        return new Parsed(
                new Syntax.Document(Optional.ofNullable(parser.header), parser.items),
                parser.starts);
    }

    private void run() {
        if (!tokens.at("policy") && !tokens.at("pack")) {
            findings.error(
                    "missing-header",
                    tokens.span(tokens.peek()),
                    "the first statement must name the policy",
                    "begin with `policy NAME for AGENT in ENVIRONMENT`");
        }
        while (!tokens.atEnd()) {
            Token start = tokens.peek();
            starts.add(tokens.position());
            try {
                statement();
            } catch (TokenStream.Panic e) {
                recover(start);
            }
        }
    }

    private void statement() {
        Token keyword = tokens.take();
        switch (keyword.type() == TokenType.WORD ? keyword.text() : "") {
            case "policy" -> header(policy(), keyword);
            case "pack" -> header(pack(), keyword);
            case "use" -> items.add(new Syntax.Use(tokens.names("of a pack"), span(keyword)));
            case "env" -> items.add(blocks.environment(keyword));
            case "credential" -> items.add(blocks.credential(keyword));
            case "approvers" -> items.add(blocks.approvers(keyword));
            case "set" -> items.add(namedSet(keyword));
            case "define" -> items.add(definition(keyword));
            case "tiers" -> items.add(tiers(keyword));
            case "kill" -> items.add(kill(keyword));
            case "document" -> items.add(persisted(keyword));
            case "deny", "ask", "allow", "limit" -> items.add(rules.rule(keyword));
            case "default" -> items.add(rules.fallback(keyword));
            case "test" -> items.add(tests.test(keyword));
            default -> {
                findings.error(
                        "syntax",
                        span(keyword),
                        "no statement begins with " + keyword.shown(),
                        Spelling.suggest(keyword.text(), Words.STATEMENTS));
                throw new TokenStream.Panic();
            }
        }
    }

    /** Skips to the next line that begins a statement, no deeper indented than the failed one. */
    private void recover(Token start) {
        while (!tokens.atEnd()) {
            Token token = tokens.peek();
            if (token.firstOnLine()
                    && token.line() > start.line()
                    && token.column() <= start.column()
                    && token.type() == TokenType.WORD
                    && Words.STATEMENTS.contains(token.text())) {
                return;
            }
            tokens.take();
        }
    }

    private void header(Header read, Token keyword) {
        if (header != null || !items.isEmpty()) {
            findings.error(
                    "syntax",
                    span(keyword),
                    "the header stands once, before everything else",
                    "remove it");
        }
        if (header == null) {
            header = read;
        }
    }

    private Header policy() {
        Name name = tokens.name("of the policy");
        Optional<Name> agent =
                tokens.accept("for")
                        ? Optional.of(tokens.name("of the agent after `for`"))
                        : Optional.empty();
        List<Name> home =
                tokens.accept("in") ? tokens.names("of an environment after `in`") : List.of();
        return new Header(false, name, agent, home);
    }

    private Header pack() {
        return new Header(true, tokens.name("of the pack"), Optional.empty(), List.of());
    }

    private Item namedSet(Token keyword) {
        Name name = tokens.name("after `set`");
        tokens.expect(TokenType.IS, "after the set's name");
        if (!tokens.at(TokenType.OPEN_BRACE)) {
            throw tokens.unexpected("expected `{`");
        }
        return new Syntax.NamedSet(name, conditions.operand(0), head(keyword, name));
    }

    private Item definition(Token keyword) {
        Name name = tokens.name("after `define`");
        tokens.expect(TokenType.IS, "after the condition's name");
        return new Syntax.Definition(name, conditions.condition(), head(keyword, name));
    }

    private Item tiers(Token keyword) {
        List<Name> names = new ArrayList<>();
        do {
            names.add(tokens.name("of a tier, lowest first"));
        } while (tokens.accept(TokenType.LESS));
        return new Syntax.Tiers(names, span(keyword));
    }

    private Item kill(Token keyword) {
        tokens.expect("when", "after `kill`");
        if (tokens.accept("store")) {
            return new Syntax.Kill(Optional.empty(), span(keyword));
        }
        tokens.expect("file", "or `store` after `kill when`");
        return new Syntax.Kill(Optional.of(tokens.text("as the file's path")), span(keyword));
    }

    private Item persisted(Token keyword) {
        Syntax.Text id = tokens.text("as the document's hash or id");
        Optional<Syntax.Text> host =
                tokens.accept("at")
                        ? Optional.of(tokens.text("as the host after `at`"))
                        : Optional.empty();
        return new Syntax.Persisted(id, host, tokens.text("as the document"), span(keyword));
    }

    private Span span(Token token) {
        return tokens.span(token);
    }

    private Span head(Token keyword, Name name) {
        return TokenStream.join(tokens.span(keyword), name.span());
    }
}
