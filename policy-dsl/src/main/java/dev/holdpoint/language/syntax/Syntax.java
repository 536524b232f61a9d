package dev.holdpoint.language.syntax;

import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Span;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The tree of a source as it was written: names are not resolved and nothing is checked but the
 * grammar.
 */
public final class Syntax {

    private Syntax() {}

    /**
     * A policy or a pack.
     *
     * @param header absent where it was missing or could not be read, which is an error found
     */
    public record Document(Optional<Header> header, List<Item> items) {
        public Document {
            items = List.copyOf(items);
        }
    }

    /** {@code policy NAME for AGENT in ENV, ENV} or {@code pack NAME}. */
    public record Header(boolean pack, Name name, Optional<Name> agent, List<Name> home) {}

    /** A name where it stands. */
    public record Name(String text, Span span) {}

    /** A text in quotes where it stands; {@code glob} where it has wildcards. */
    public record Text(String value, boolean glob, Span span) {}

    /** One statement of the top level. */
    public sealed interface Item {
        /** Keyword and name: what a message points at. */
        Span span();
    }

    public record Use(List<Name> packs, Span span) implements Item {}

    public record Environment(Name name, boolean guarded, List<Places> places, Span span)
            implements Item {}

    /** {@code host "…", "…"} within an environment; the word is host, jdbc, path or resource. */
    public record Places(Name what, List<Text> patterns) {}

    public record Credential(
            Name name,
            List<Text> ids,
            Optional<Text> owner,
            Optional<LocalDate> expires,
            List<Name> environments,
            List<May> may,
            Span span)
            implements Item {}

    public record May(On on, Optional<Expression> when, Span span) {}

    /** {@code nobody}: a group without keys, on purpose. */
    public record Approvers(Name name, List<Text> keys, boolean nobody, Span span)
            implements Item {}

    public record NamedSet(Name name, Operand value, Span span) implements Item {}

    public record Definition(Name name, Expression condition, Span span) implements Item {}

    public record Tiers(List<Name> names, Span span) implements Item {}

    /** {@code kill when file "…"}, or when the store says so. */
    public record Kill(Optional<Text> file, Span span) implements Item {}

    /** {@code document "ID" at "HOST" "TEXT"}: a GraphQL document that requests may name. */
    public record Persisted(Text id, Optional<Text> host, Text document, Span span)
            implements Item {}

    public record Rule(
            Policy.Decision decision,
            Name name,
            boolean observe,
            On on,
            Optional<Expression> when,
            Optional<Expression> unless,
            Optional<Approval> approval,
            Optional<Text> because,
            Span span)
            implements Item {}

    public record Limit(
            Name name,
            boolean observe,
            On on,
            Optional<Expression> when,
            Optional<Expression> unless,
            long max,
            Policy.Limit.Unit unit,
            Duration per,
            Policy.Limit.Scope scope,
            Optional<Text> because,
            Span span)
            implements Item {}

    public record Default(Policy.Decision decision, Optional<Approval> approval, Span span)
            implements Item {}

    public record Test(Text name, List<Step> steps, Span span) implements Item {}

    public record Step(
            Policy.Test.Attempt attempt, Policy.Decision decision, List<Name> by, Span span) {}

    /** {@code by GROUP quorum N within D once wait D}; what was not written has its default. */
    public record Approval(
            Name group,
            int quorum,
            Span quorumSpan,
            Duration within,
            int uses,
            Optional<Duration> waiting) {}

    /** The kind after {@code on}; {@code any} for every one. */
    public record On(Name kind) {}

    /** A condition. */
    public sealed interface Expression {
        Span span();
    }

    public record And(List<Expression> all, Span span) implements Expression {}

    public record Or(List<Expression> any, Span span) implements Expression {}

    public record Not(Expression inner, Span span) implements Expression {}

    public record Has(Reference reference, Span span) implements Expression {}

    /** A bare name: a flag, or a defined condition. */
    public record Bare(Reference reference, Span span) implements Expression {}

    public record Comparison(Reference reference, Operator operator, Operand operand, Span span)
            implements Expression {}

    /** An attribute as it was written; {@code key} is what stood in brackets. */
    public record Reference(String name, Optional<String> key, Span span) {}

    public enum Operator {
        EQUAL("=="),
        NOT_EQUAL("!="),
        IN("in"),
        NOT_IN("not in"),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">="),
        WITHIN("within"),
        OVERLAP("overlap");

        private final String word;

        Operator(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** What an attribute is compared with. */
    public sealed interface Operand {
        Span span();
    }

    /** A bare word: a text or, where a set is expected, the name of one. */
    public record Word(String text, Span span) implements Operand {}

    public record Quoted(Text text, Span span) implements Operand {}

    public record Whole(long value, Span span) implements Operand {}

    public record Braces(List<Operand> elements, Span span) implements Operand {}
}
