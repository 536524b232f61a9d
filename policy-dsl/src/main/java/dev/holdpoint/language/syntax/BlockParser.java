package dev.holdpoint.language.syntax;

import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Syntax.Item;
import dev.holdpoint.language.syntax.Syntax.Name;
import dev.holdpoint.language.syntax.Syntax.Text;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is declared in braces: environments, credentials, approvers. */
final class BlockParser {

    private final TokenStream tokens;
    private final ConditionParser conditions;
    private final RuleParser rules;

    BlockParser(TokenStream tokens, ConditionParser conditions, RuleParser rules) {
        this.tokens = tokens;
        this.conditions = conditions;
        this.rules = rules;
    }

    /** {@code env NAME [protected] { host "…", "…" jdbc "…" path "…" resource "…" }}. */
    Item environment(Token keyword) {
        Name name = tokens.name("after `env`");
        boolean guarded = tokens.accept("protected");
        tokens.expect(TokenType.OPEN_BRACE, "after the environment's name");
        List<Syntax.Places> places = new ArrayList<>();
        while (!tokens.accept(TokenType.CLOSE_BRACE)) {
            Token what = tokens.peek();
            if (!(what.is("host") || what.is("jdbc") || what.is("path") || what.is("resource"))) {
                throw tokens.unexpected("expected `host`, `jdbc`, `path`, `resource` or `}`");
            }
            Name word = tokens.name("");
            places.add(new Syntax.Places(word, texts("as a place")));
        }
        return new Syntax.Environment(name, guarded, places, head(keyword, name));
    }

    /** {@code approvers NAME { key "ssh-ed25519 …" }}, or {@code { nobody }}. */
    Item approvers(Token keyword) {
        Name name = tokens.name("after `approvers`");
        tokens.expect(TokenType.OPEN_BRACE, "after the group's name");
        List<Text> keys = new ArrayList<>();
        boolean nobody = false;
        while (!tokens.accept(TokenType.CLOSE_BRACE)) {
            if (tokens.accept("key")) {
                keys.addAll(texts("after `key`"));
            } else if (tokens.accept("nobody")) {
                nobody = true;
            } else {
                throw tokens.unexpected("expected `key`, `nobody` or `}`");
            }
        }
        return new Syntax.Approvers(name, keys, nobody, head(keyword, name));
    }

    Item credential(Token keyword) {
        Name name = tokens.name("after `credential`");
        tokens.expect(TokenType.OPEN_BRACE, "after the credential's name");
        List<Text> ids = new ArrayList<>();
        @Nullable Text owner = null;
        @Nullable LocalDate expires = null;
        List<Name> environments = new ArrayList<>();
        List<Syntax.May> may = new ArrayList<>();
        while (!tokens.accept(TokenType.CLOSE_BRACE)) {
            Token entry = tokens.peek();
            if (entry.type() != TokenType.WORD) {
                throw tokens.unexpected("expected `id`, `owner`, `expires`, `env`, `may` or `}`");
            }
            switch (entry.text()) {
                case "id" -> {
                    single(entry, ids.isEmpty());
                    ids.add(tokens.text("after `id`"));
                }
                case "owner" -> {
                    single(entry, owner == null);
                    owner = tokens.text("after `owner`");
                }
                case "expires" -> {
                    single(entry, expires == null);
                    expires = date();
                }
                case "env" -> {
                    tokens.take();
                    environments.addAll(tokens.names("of an environment"));
                }
                case "may" -> {
                    tokens.take();
                    Syntax.On on = rules.on();
                    may.add(
                            new Syntax.May(
                                    on,
                                    tokens.accept("when")
                                            ? Optional.of(conditions.condition())
                                            : Optional.empty(),
                                    on.kind().span()));
                }
                default ->
                        throw tokens.unexpected(
                                "expected `id`, `owner`, `expires`, `env`, `may` or `}`");
            }
        }
        return new Syntax.Credential(
                name,
                ids,
                Optional.ofNullable(owner),
                Optional.ofNullable(expires),
                environments,
                may,
                head(keyword, name));
    }

    private void single(Token entry, boolean first) {
        tokens.take();
        if (!first) {
            tokens.findings()
                    .error(
                            "duplicate-name",
                            tokens.span(entry),
                            "a second `" + entry.text() + "` in the same credential",
                            "declare another credential");
        }
    }

    private LocalDate date() {
        Token token = tokens.expect(TokenType.DATE, "after `expires`");
        try {
            String s = token.text();
            return LocalDate.of(
                    Integer.parseInt(s, 0, 4, 10),
                    Integer.parseInt(s, 5, 7, 10),
                    Integer.parseInt(s, 8, 10, 10));
        } catch (DateTimeException e) {
            tokens.findings()
                    .error("bad-date", tokens.span(token), "there is no day " + token.text());
            return LocalDate.EPOCH;
        }
    }

    private List<Text> texts(String where) {
        List<Text> texts = new ArrayList<>();
        do {
            texts.add(tokens.text(where));
        } while (tokens.accept(TokenType.COMMA));
        return texts;
    }

    private Span head(Token keyword, Name name) {
        return TokenStream.join(tokens.span(keyword), name.span());
    }
}
