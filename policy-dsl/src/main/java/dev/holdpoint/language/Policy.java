package dev.holdpoint.language;

import dev.holdpoint.effect.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A checked policy: what the engine compiles, the reference interpreter reads and clearance acts
 * on.
 *
 * @param name after {@code policy}
 * @param agent after {@code for}
 * @param home the environments after {@code in}
 * @param fallback after {@code default}
 * @param hash SHA-256 of the source and of the packs it uses, in hexadecimal
 */
public record Policy(
        String name,
        Optional<String> agent,
        Set<String> home,
        List<Environment> environments,
        List<Credential> credentials,
        List<Approvers> approvers,
        List<Rule> rules,
        List<Limit> limits,
        Fallback fallback,
        List<KillSwitch> killSwitches,
        Optional<Tiers> tiers,
        List<Document> documents,
        List<Test> tests,
        String hash) {

    /** What a rule decides. */
    public enum Decision {
        DENY,
        ASK,
        ALLOW
    }

    /** A set of places. An effect is in it if one of the patterns matches its place. */
    public record Environment(
            String name,
            boolean guarded,
            List<Pattern> hosts,
            List<Pattern> jdbcs,
            List<Pattern> paths,
            List<Pattern> resources,
            Span span) {}

    /**
     * A declared credential.
     *
     * @param id the keyed fingerprint, {@code hmac-sha256:…}
     * @param expires the instant from which it is expired
     * @param environments where it may be used; empty for anywhere
     * @param may at least one; an effect that none permits exceeds the credential
     */
    public record Credential(
            String name,
            String id,
            Optional<String> owner,
            Optional<Instant> expires,
            Set<String> environments,
            List<May> may,
            Span span) {}

    /** What a credential may be used for. */
    public record May(Optional<Kind> on, Condition when) {}

    /** A group of people who may approve, by their SSH public keys in OpenSSH's one-line form. */
    public record Approvers(String name, List<String> keys, Span span) {}

    /**
     * A rule.
     *
     * @param on empty for {@code any}
     * @param when {@link Condition.Always} where none was written
     * @param unless the exceptions, empty where none was written
     * @param approval present exactly for {@link Decision#ASK}
     * @param observe judged and recorded, not enforced
     */
    public record Rule(
            Decision decision,
            String name,
            Optional<Kind> on,
            Condition when,
            Optional<Condition> unless,
            Optional<Approval> approval,
            Optional<String> because,
            boolean observe,
            Span span) {}

    /**
     * Who must approve, and for how long it holds.
     *
     * @param group the name of the approvers
     * @param quorum distinct keys needed
     * @param within from the decision to its execution
     * @param uses how often one approval serves; 1 for {@code once}
     * @param waiting how long the call blocks for an answer; empty to throw at once
     */
    public record Approval(
            String group, int quorum, Duration within, int uses, Optional<Duration> waiting) {}

    /** At most so many calls (or rows) in a sliding window. */
    public record Limit(
            String name,
            Optional<Kind> on,
            Condition when,
            Optional<Condition> unless,
            long max,
            Unit unit,
            Duration per,
            Scope scope,
            Optional<String> because,
            boolean observe,
            Span span) {
        /** What is counted. */
        public enum Unit {
            CALLS,
            ROWS
        }

        /** Whose calls are counted together. */
        public enum Scope {
            SESSION,
            AGENT,
            POLICY
        }
    }

    /** What happens to an effect that no rule decides. */
    public record Fallback(Decision decision, Optional<Approval> approval, Span span) {}

    /** Everything is denied while it is there. */
    public sealed interface KillSwitch {
        /** While the file exists, or cannot be looked for. */
        record WhenFile(String path) implements KillSwitch {}

        /** While the store says so. */
        record WhenStore() implements KillSwitch {}
    }

    /**
     * A GraphQL document that requests may name instead of carrying it.
     *
     * @param id its SHA-256 in lower-case hexadecimal, or the id that the host keeps it under
     * @param host where the id is known; empty for a hash, which is the same everywhere
     */
    public record Document(String id, Optional<String> host, String text) {}

    /** An ordered trust gradient, lowest first; a session starts at the first. */
    public record Tiers(List<String> names, Span span) {}

    /**
     * A test block.
     *
     * @param steps judged in order
     */
    public record Test(String name, List<Step> steps, Span span) {
        /** One operation and what is expected of it. */
        public record Step(Attempt attempt, Expectation expectation, Span span) {}

        /** What a test attempts; {@code ${unknown}} in a text stands for what cannot be known. */
        public sealed interface Attempt {
            record Exec(String command) implements Attempt {}

            record Sql(String text, Optional<String> dialect, Optional<String> jdbc)
                    implements Attempt {}

            record Http(String method, String url, List<String> headers, Optional<String> body)
                    implements Attempt {}

            record Tool(String name, String arguments) implements Attempt {}
        }

        /** The verdict expected and, if named, rules that must be among those that decided. */
        public record Expectation(Decision decision, List<String> by) {}
    }

    public Policy {
        home = Set.copyOf(home);
        environments = List.copyOf(environments);
        credentials = List.copyOf(credentials);
        approvers = List.copyOf(approvers);
        rules = List.copyOf(rules);
        limits = List.copyOf(limits);
        killSwitches = List.copyOf(killSwitches);
        documents = List.copyOf(documents);
        tests = List.copyOf(tests);
    }
}
