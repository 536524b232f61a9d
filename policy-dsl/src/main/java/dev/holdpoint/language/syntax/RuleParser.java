package dev.holdpoint.language.syntax;

import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Policy.Decision;
import dev.holdpoint.language.Policy.Limit.Scope;
import dev.holdpoint.language.Policy.Limit.Unit;
import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Syntax.Approval;
import dev.holdpoint.language.syntax.Syntax.Item;
import dev.holdpoint.language.syntax.Syntax.Name;
import dev.holdpoint.language.syntax.Syntax.On;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules, limits and the default.
 *
 * <pre>
 *   rule    = ( "deny" | "ask" | "allow" | "limit" ) NAME [ "observe" ] "on" KIND { clause }
 *   default = "default" ( "deny" | "allow" | "ask" { clause } )
 *   clause  = "when" condition | "unless" condition | "because" STRING
 *           | "by" NAME | "quorum" N | "within" DURATION | "once" | N "times" | "wait" DURATION
 *           | "max" N ( "calls" | "rows" ) | "per" ( DURATION | "session" | "agent" | "policy" )
 * </pre>
 *
 * Clauses stand in any order, each at most once ({@code per} once for each of its two meanings).
 */
final class RuleParser {

    /** How long an approval holds where the policy does not say. */
    static final Duration WITHIN = Duration.ofMinutes(15);

    private final TokenStream tokens;
    private final ConditionParser conditions;

    RuleParser(TokenStream tokens, ConditionParser conditions) {
        this.tokens = tokens;
        this.conditions = conditions;
    }

    /** What was said after {@code on KIND}; null is not said. */
    private static final class Clauses {
        final Set<String> seen = new HashSet<>();
        Syntax.@Nullable Expression when;
        Syntax.@Nullable Expression unless;
        Syntax.@Nullable Text because;
        @Nullable Name group;
        @Nullable Span approvalPart;
        @Nullable Span limitPart;
        int quorum = 1;
        @Nullable Span quorumSpan;
        Duration within = WITHIN;
        int uses = 1;
        @Nullable Duration waiting;
        long max = -1;
        Unit unit = Unit.CALLS;
        @Nullable Duration per;
        Scope scope = Scope.SESSION;
    }

    Item rule(Token keyword) {
        Name name = tokens.name("of the rule");
        boolean observe = tokens.accept("observe");
        tokens.expect("on", "and the kind of effect after the rule's name");
        On on = on();
        Span span = TokenStream.join(tokens.span(keyword), name.span());
        Clauses said = clauses();
        if (keyword.is("limit")) {
            return limit(name, observe, on, said, span);
        }
        refuse(said.limitPart, "only a limit has `max` and `per`");
        Decision decision = decision(keyword);
        return new Syntax.Rule(
                decision,
                name,
                observe,
                on,
                Optional.ofNullable(said.when),
                Optional.ofNullable(said.unless),
                approval(decision, said, span),
                Optional.ofNullable(said.because),
                span);
    }

    Item fallback(Token keyword) {
        Token word = tokens.peek();
        if (!(word.is("deny") || word.is("ask") || word.is("allow"))) {
            throw tokens.unexpected("expected `deny`, `ask` or `allow` after `default`");
        }
        tokens.take();
        Span span = tokens.span(keyword, word);
        // only an approval can follow; a `deny` on the next line is the next rule
        Clauses said = clauses();
        refuse(said.limitPart, "only a limit has `max` and `per`");
        if (said.when != null || said.unless != null || said.because != null) {
            tokens.findings()
                    .error(
                            "syntax",
                            span,
                            "the default has no condition and no reason",
                            "write a rule for what is special");
        }
        Decision decision = decision(word);
        return new Syntax.Default(decision, approval(decision, said, span), span);
    }

    On on() {
        Token token = tokens.peek();
        Name kind = tokens.name("as the kind of effect: any, exec, http, graphql, sql, …");
        if (Words.STATEMENTS.contains(kind.text()) && token.firstOnLine()) {
            tokens.findings().error("syntax", kind.span(), "the kind of effect is missing");
            throw new TokenStream.Panic();
        }
        return new On(kind);
    }

    private Clauses clauses() {
        Clauses c = new Clauses();
        while (clause(c)) {
            // each call takes one
        }
        return c;
    }

    private boolean clause(Clauses c) {
        Token token = tokens.peek();
        if (token.type() == TokenType.NUMBER && tokens.second().is("times")) {
            once(c, token, "once");
            c.approvalPart = tokens.span(token);
            c.uses = positive(tokens.number("times"), token);
            tokens.take();
            return true;
        }
        if (token.type() != TokenType.WORD) {
            return false;
        }
        switch (token.text()) {
            case "when" -> {
                start(c, token);
                c.when = conditions.condition();
            }
            case "unless" -> {
                start(c, token);
                c.unless = conditions.condition();
            }
            case "because" -> {
                start(c, token);
                c.because = tokens.text("after `because`");
            }
            case "by" -> {
                approvalClause(c, token);
                c.group = tokens.name("of the approvers after `by`");
            }
            case "quorum" -> {
                approvalClause(c, token);
                c.quorumSpan = tokens.span(token, tokens.peek());
                c.quorum = positive(tokens.number("after `quorum`"), token);
            }
            case "within" -> {
                approvalClause(c, token);
                c.within = tokens.duration("after `within`");
            }
            case "once" -> {
                approvalClause(c, token);
                c.uses = 1;
            }
            case "wait" -> {
                approvalClause(c, token);
                c.waiting = tokens.duration("after `wait`");
            }
            case "max" -> {
                start(c, token);
                c.limitPart = tokens.span(token);
                c.max = tokens.number("after `max`");
                if (tokens.accept("rows")) {
                    c.unit = Unit.ROWS;
                } else if (!tokens.accept("calls")) {
                    throw tokens.unexpected("expected `calls` or `rows`");
                }
            }
            case "per" -> per(c, token);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void per(Clauses c, Token token) {
        tokens.take();
        c.limitPart = tokens.span(token);
        if (tokens.at(TokenType.DURATION)) {
            once(c, token, "per");
            c.per = tokens.duration("after `per`");
            return;
        }
        once(c, token, "per whom");
        if (tokens.accept("session")) {
            c.scope = Scope.SESSION;
        } else if (tokens.accept("agent")) {
            c.scope = Scope.AGENT;
        } else if (tokens.accept("policy")) {
            c.scope = Scope.POLICY;
        } else {
            throw tokens.unexpected("expected a duration, `session`, `agent` or `policy`");
        }
    }

    private void start(Clauses c, Token token) {
        tokens.take();
        once(c, token, token.text());
    }

    private void approvalClause(Clauses c, Token token) {
        start(c, token);
        c.approvalPart = tokens.span(token);
    }

    private void once(Clauses c, Token token, String what) {
        if (!c.seen.add(what)) {
            tokens.findings()
                    .error(
                            "syntax",
                            tokens.span(token),
                            "a second `" + token.text() + "`",
                            what.equals("when") || what.equals("unless")
                                    ? "join the conditions with `and` or `or`"
                                    : "keep one of them");
        }
    }

    private int positive(long number, Token at) {
        if (number < 1 || number > 1_000_000) {
            tokens.findings().error("bad-number", tokens.span(at), "must be between 1 and 1000000");
            return 1;
        }
        return (int) number;
    }

    private Item limit(Name name, boolean observe, On on, Clauses said, Span span) {
        refuse(said.approvalPart, "a limit is not approved; only `ask` has `by`");
        Duration per = said.per;
        if (said.max < 0 || per == null) {
            tokens.findings()
                    .error(
                            "syntax",
                            span,
                            "the limit lacks what it allows",
                            "add `max 3 calls per 1h per session`");
            throw new TokenStream.Panic();
        }
        return new Syntax.Limit(
                name,
                observe,
                on,
                Optional.ofNullable(said.when),
                Optional.ofNullable(said.unless),
                said.max,
                said.unit,
                per,
                said.scope,
                Optional.ofNullable(said.because),
                span);
    }

    private Optional<Approval> approval(Decision decision, Clauses said, Span span) {
        if (decision != Decision.ASK) {
            refuse(said.approvalPart, "only `ask` is approved by somebody");
            return Optional.empty();
        }
        Name group = said.group;
        if (group == null) {
            tokens.findings()
                    .error(
                            "syntax",
                            span,
                            "the rule does not say whom to ask",
                            "add `by GROUP quorum 1 within 15m once`");
            throw new TokenStream.Panic();
        }
        Span quorumSpan = said.quorumSpan;
        return Optional.of(
                new Approval(
                        group,
                        said.quorum,
                        quorumSpan == null ? group.span() : quorumSpan,
                        said.within,
                        said.uses,
                        Optional.ofNullable(said.waiting)));
    }

    private void refuse(@Nullable Span part, String message) {
        if (part != null) {
            tokens.findings().error("syntax", part, message);
        }
    }

    static Decision decision(Token word) {
        return switch (word.text()) {
            case "deny" -> Policy.Decision.DENY;
            case "ask" -> Policy.Decision.ASK;
            default -> Policy.Decision.ALLOW;
        };
    }
}
