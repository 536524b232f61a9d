package dev.holdpoint.language.check;

import dev.holdpoint.effect.Kind;
import dev.holdpoint.language.Checked;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.PackLibrary;
import dev.holdpoint.language.Pattern;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Source;
import dev.holdpoint.language.syntax.Findings;
import dev.holdpoint.language.syntax.Parser;
import dev.holdpoint.language.syntax.Spelling;
import dev.holdpoint.language.syntax.Syntax;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks one source: reads it and its packs, collects names, resolves every condition, and runs the
 * passes, each of which finds one kind of error. The passes that reason about the policy as a whole
 * run only where everything before was without error.
 */
public final class Checker {

    private final Findings findings = new Findings();
    private final Names names = new Names();
    private final ConditionResolver conditions = new ConditionResolver(names, findings);
    private final PackLibrary library;

    private Checker(PackLibrary library) {
        this.library = library;
    }

    /** Never throws for anything in the source. */
    public static Checked check(Source source, PackLibrary library) {
        Checker checker = new Checker(library);
        Optional<Policy> policy = checker.run(source);
        return new Checked(policy, checker.findings.sorted());
    }

    private Optional<Policy> run(Source source) {
        Syntax.Document document = Parser.parse(source, findings);
        boolean complete = !findings.anyError();
        if (document.header().isPresent()) {
            names.home.addAll(Names.texts(document.header().get().home()));
        }
        packs(document);
        names.declare(document, "", findings);
        for (Names.Of<Syntax.Definition> definition : names.definitions.values()) {
            conditions.define(definition);
        }
        if (document.header().isPresent() && document.header().get().pack()) {
            OnlyInPolicies.check(document, findings);
            return Optional.empty();
        }
        Policy policy = policy(source, document);
        References.check(document, names, findings);
        if (complete) {
            MissingDefault.check(document, names, findings);
        }
        Approvals.check(document, names, findings);
        LooksLikeSecret.check(document, findings);
        PersistedDocuments.check(document, findings);
        if (!findings.anyError()) {
            UnsatisfiableCondition.check(policy, names, findings);
        }
        if (!findings.anyError()) {
            ShadowedAllow.check(policy, names, findings);
            UnguardedDestroy.check(policy, names, findings);
        }
        return findings.anyError() ? Optional.empty() : Optional.of(policy);
    }

    private void packs(Syntax.Document document) {
        Set<String> seen = new LinkedHashSet<>();
        for (Syntax.Item item : document.items()) {
            if (!(item instanceof Syntax.Use use)) {
                continue;
            }
            for (Syntax.Name name : use.packs()) {
                if (!seen.add(name.text())) {
                    new DuplicateNames(findings).check(name, "pack", true);
                    continue;
                }
                Optional<Source> pack = library.find(name.text());
                if (pack.isEmpty()) {
                    findings.error(
                            "unknown-pack",
                            name.span(),
                            "there is no pack named `" + name.text() + "`",
                            Spelling.suggest(name.text(), library.names()));
                    continue;
                }
                names.packs.add(pack.get());
                Syntax.Document read = Parser.parse(pack.get(), findings);
                OnlyInPolicies.check(read, findings);
                names.declare(read, name.text().concat("."), findings);
            }
        }
    }

    private Policy policy(Source source, Syntax.Document document) {
        List<Policy.Environment> environments = new ArrayList<>();
        List<Policy.Credential> credentials = new ArrayList<>();
        List<Policy.Approvers> approvers = new ArrayList<>();
        List<Policy.Rule> rules = new ArrayList<>();
        List<Policy.Limit> limits = new ArrayList<>();
        List<Policy.KillSwitch> kills = new ArrayList<>();
        List<Policy.Document> documents = new ArrayList<>();
        List<Policy.Test> tests = new ArrayList<>();
        Policy.Fallback fallback = null;
        for (Syntax.Item item : document.items()) {
            if (item instanceof Syntax.Environment e) {
                environments.add(environment(e));
            } else if (item instanceof Syntax.Credential c) {
                credentials.add(credential(c));
            } else if (item instanceof Syntax.Approvers a) {
                List<String> keys = new ArrayList<>();
                for (Syntax.Text key : a.keys()) {
                    keys.add(key.value());
                }
                approvers.add(new Policy.Approvers(a.name().text(), keys, a.span()));
            } else if (item instanceof Syntax.Rule r) {
                rules.add(rule(r));
            } else if (item instanceof Syntax.Limit l) {
                limits.add(limit(l));
            } else if (item instanceof Syntax.Default d && fallback == null) {
                fallback = new Policy.Fallback(d.decision(), approval(d.approval()), d.span());
            } else if (item instanceof Syntax.Kill k) {
                kills.add(
                        k.file().isPresent()
                                ? new Policy.KillSwitch.WhenFile(k.file().get().value())
                                : new Policy.KillSwitch.WhenStore());
            } else if (item instanceof Syntax.Persisted p) {
                documents.add(PersistedDocuments.of(p));
            } else if (item instanceof Syntax.Test t) {
                tests.add(test(t));
            }
        }
        if (fallback == null) {
            fallback =
                    new Policy.Fallback(
                            Policy.Decision.DENY,
                            Optional.empty(),
                            new dev.holdpoint.language.Span(source.name(), 1, 1, 1));
        }
        Optional<Syntax.Header> header = document.header();
        return new Policy(
                header.isPresent() ? header.get().name().text() : "",
                header.isPresent() && header.get().agent().isPresent()
                        ? Optional.of(header.get().agent().get().text())
                        : Optional.empty(),
                new LinkedHashSet<>(names.home),
                environments,
                credentials,
                approvers,
                rules,
                limits,
                fallback,
                kills,
                names.tiers.isPresent()
                        ? Optional.of(new Policy.Tiers(names.tierNames(), names.tiers.get().span()))
                        : Optional.empty(),
                documents,
                tests,
                PolicyHash.of(source, names.packs));
    }

    private Policy.Environment environment(Syntax.Environment e) {
        List<Pattern> hosts = new ArrayList<>();
        List<Pattern> jdbcs = new ArrayList<>();
        List<Pattern> paths = new ArrayList<>();
        List<Pattern> resources = new ArrayList<>();
        for (Syntax.Places places : e.places()) {
            for (Syntax.Text text : places.patterns()) {
                switch (places.what().text()) {
                    case "host" -> {
                        String host = Operands.host(text.value());
                        HostGlobs.check(host, text.glob(), text.span(), findings);
                        MixedScripts.check(text.value(), text.span(), findings);
                        hosts.add(new Pattern(host, text.glob()));
                    }
                    case "jdbc" -> {
                        HostGlobs.checkJdbc(text.value(), text.span(), findings);
                        jdbcs.add(new Pattern(text.value(), text.glob()));
                    }
                    case "path" -> {
                        PathGlobs.check(text.value(), text.glob(), text.span(), findings);
                        paths.add(new Pattern(text.value(), text.glob()));
                    }
                    default -> resources.add(new Pattern(text.value(), text.glob()));
                }
            }
        }
        return new Policy.Environment(
                e.name().text(), e.guarded(), hosts, jdbcs, paths, resources, e.span());
    }

    private Policy.Credential credential(Syntax.Credential c) {
        List<Policy.May> may = new ArrayList<>();
        for (Syntax.May m : c.may()) {
            Optional<Kind> on = kind(m.on());
            may.add(new Policy.May(on, when(m.when(), on)));
        }
        Optional<Instant> expires =
                c.expires().isPresent()
                        ? Optional.of(c.expires().get().atStartOfDay().toInstant(ZoneOffset.UTC))
                        : Optional.empty();
        return new Policy.Credential(
                c.name().text(),
                c.ids().isEmpty() ? "" : c.ids().get(0).value(),
                c.owner().isPresent() ? Optional.of(c.owner().get().value()) : Optional.empty(),
                expires,
                new LinkedHashSet<>(Names.texts(c.environments())),
                may,
                c.span());
    }

    private Policy.Rule rule(Syntax.Rule r) {
        Optional<Kind> on = kind(r.on());
        return new Policy.Rule(
                r.decision(),
                r.name().text(),
                on,
                when(r.when(), on),
                unless(r.unless(), on),
                approval(r.approval()),
                r.because().isPresent() ? Optional.of(r.because().get().value()) : Optional.empty(),
                r.observe(),
                r.span());
    }

    private Policy.Limit limit(Syntax.Limit l) {
        Optional<Kind> on = kind(l.on());
        return new Policy.Limit(
                l.name().text(),
                on,
                when(l.when(), on),
                unless(l.unless(), on),
                l.max(),
                l.unit(),
                l.per(),
                l.scope(),
                l.because().isPresent() ? Optional.of(l.because().get().value()) : Optional.empty(),
                l.observe(),
                l.span());
    }

    private Condition when(Optional<Syntax.Expression> when, Optional<Kind> on) {
        return when.isPresent() ? conditions.resolve(when.get(), on) : new Condition.Always();
    }

    private Optional<Condition> unless(Optional<Syntax.Expression> unless, Optional<Kind> on) {
        return unless.isPresent()
                ? Optional.of(conditions.resolve(unless.get(), on))
                : Optional.empty();
    }

    private static Optional<Policy.Approval> approval(Optional<Syntax.Approval> written) {
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Syntax.Approval a = written.get();
        return Optional.of(
                new Policy.Approval(
                        a.group().text(), a.quorum(), a.within(), a.uses(), a.waiting()));
    }

    /** Empty for any, and for what is no kind, which is reported. */
    private Optional<Kind> kind(Syntax.On on) {
        String word = on.kind().text();
        if (word.equals("any")) {
            return Optional.empty();
        }
        List<String> known = new ArrayList<>();
        known.add("any");
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
            known.add(kind.word());
        }
        findings.error(
                "unknown-kind",
                on.kind().span(),
                "there is no kind of effect named `" + word + "`",
                Spelling.suggest(word, known)
                        .or(() -> Optional.of("one of " + String.join(", ", known))));
        return Optional.empty();
    }

    private static Policy.Test test(Syntax.Test t) {
        List<Policy.Test.Step> steps = new ArrayList<>();
        for (Syntax.Step s : t.steps()) {
            steps.add(
                    new Policy.Test.Step(
                            s.attempt(),
                            new Policy.Test.Expectation(s.decision(), Names.texts(s.by())),
                            s.span()));
        }
        return new Policy.Test(t.name().value(), List.copyOf(steps), t.name().span());
    }
}
