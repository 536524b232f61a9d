package dev.holdpoint.engine;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Secrets;
import dev.holdpoint.effect.Type;
import dev.holdpoint.effect.Verb;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Pattern;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Policy.Decision;
import dev.holdpoint.language.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Policies and readings drawn at random from a few values each, so that conditions are true, false
 * and unknown about equally often.
 */
final class Generated {

    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);
    private static final Span SPAN = new Span("generated", 1, 1, 1);

    private final Random random;

    /**
     * What the rules of a policy ask about: few attributes and many rules make the index branch.
     */
    private List<Attribute> focus = List.of(Attribute.values());

    Generated(Random random) {
        this.random = random;
    }

    Policy policy() {
        if (random.nextBoolean()) {
            Kind kind = any(Kind.values());
            List<Attribute> few = new ArrayList<>();
            int size = 1 + random.nextInt(4);
            while (few.size() < size) {
                Attribute a = any(Attribute.values());
                if (a.kinds().contains(kind)) {
                    few.add(a);
                }
            }
            focus = few;
        }
        List<Policy.Rule> rules = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? 60 : 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            rules.add(rule(i));
        }
        List<Policy.Limit> limits = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            limits.add(limit(i));
        }
        Optional<Policy.Approval> approval =
                Optional.of(
                        new Policy.Approval("dev", 1, Duration.ofMinutes(5), 1, Optional.empty()));
        Decision fallback = any(Decision.values());
        return new Policy(
                "generated",
                Optional.empty(),
                any(List.of(Set.of("staging"), Set.of("staging", "lab"), Set.<String>of())),
                List.of(
                        environment("staging", "*.staging.dev", "/work/**", "p:env:1*"),
                        environment("prod", "*.prod.dev", "/srv/*/data", "p:env:2"),
                        environment("lab", "lab", "./**", "q:*")),
                List.of(credential("a", "one", true), credential("b", "two", false)),
                List.of(),
                rules,
                limits,
                new Policy.Fallback(
                        fallback, fallback == Decision.ASK ? approval : Optional.empty(), SPAN),
                List.of(),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new Policy.Tiers(List.of("v0", "v1"), SPAN)),
                List.of(),
                List.of(),
                "");
    }

    private Policy.Environment environment(String name, String host, String path, String id) {
        return new Policy.Environment(
                name,
                false,
                List.of(new Pattern(host, host.contains("*"))),
                List.of(new Pattern("jdbc:postgresql://" + host + "/*", true)),
                random.nextBoolean() ? List.of(new Pattern(path, true)) : List.of(),
                random.nextBoolean() ? List.of(new Pattern(id, id.contains("*"))) : List.of(),
                SPAN);
    }

    private Policy.Credential credential(String name, String secret, boolean expires) {
        return new Policy.Credential(
                name,
                Secret.of(secret, "").fingerprint(KEY),
                Optional.of("ops@x"),
                expires ? Optional.of(Instant.ofEpochSecond(100)) : Optional.empty(),
                random.nextBoolean() ? Set.of("staging") : Set.of(),
                List.of(
                        new Policy.May(
                                random.nextBoolean()
                                        ? Optional.of(any(Kind.values()))
                                        : Optional.empty(),
                                new Condition.In(
                                        new Condition.Ref(Attribute.VERB, Optional.empty()),
                                        List.of(new Pattern("read", false)),
                                        false))),
                SPAN);
    }

    private Policy.Rule rule(int number) {
        Optional<Kind> on = on();
        Decision decision = any(Decision.values());
        return new Policy.Rule(
                decision,
                "rule" + number,
                on,
                when(on),
                random.nextInt(4) == 0 ? Optional.of(condition(on, 2)) : Optional.empty(),
                decision == Decision.ASK
                        ? Optional.of(
                                new Policy.Approval(
                                        "dev", 1, Duration.ofMinutes(5), 1, Optional.empty()))
                        : Optional.empty(),
                random.nextInt(4) == 0 ? Optional.of("because " + number) : Optional.empty(),
                random.nextInt(8) == 0,
                SPAN);
    }

    private Policy.Limit limit(int number) {
        Optional<Kind> on = on();
        return new Policy.Limit(
                "limit" + number,
                on,
                when(on),
                random.nextInt(4) == 0 ? Optional.of(condition(on, 2)) : Optional.empty(),
                3,
                Policy.Limit.Unit.CALLS,
                Duration.ofHours(1),
                Policy.Limit.Scope.SESSION,
                Optional.empty(),
                random.nextInt(8) == 0,
                SPAN);
    }

    private Optional<Kind> on() {
        return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(any(Kind.values()));
    }

    private Condition when(Optional<Kind> on) {
        return random.nextInt(12) == 0 ? new Condition.Always() : condition(on, random.nextInt(4));
    }

    Condition condition(Optional<Kind> on, int depth) {
        int choice = random.nextInt(depth == 0 ? 6 : 10);
        if (choice >= 6) {
            List<Condition> parts = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                parts.add(condition(on, depth - 1));
            }
            return switch (choice) {
                case 6, 7 -> new Condition.And(parts);
                case 8 -> new Condition.Or(parts);
                default -> new Condition.Not(parts.get(0));
            };
        }
        Condition.Ref ref = ref(on);
        if (choice == 0) {
            return new Condition.Has(ref);
        }
        return switch (ref.attribute().type()) {
            case FLAG -> new Condition.IsTrue(ref);
            case NUMBER ->
                    random.nextBoolean()
                            ? new Condition.Order(
                                    ref, any(Condition.Relation.values()), random.nextInt(3))
                            : new Condition.In(
                                    ref, List.of(new Pattern("1", false)), random.nextBoolean());
            case TEXTS ->
                    random.nextBoolean()
                            ? new Condition.Within(ref, patterns(ref.attribute()))
                            : new Condition.Overlap(ref, patterns(ref.attribute()));
            case TEXT, TABLE ->
                    new Condition.In(ref, patterns(ref.attribute()), random.nextInt(4) == 0);
        };
    }

    private Condition.Ref ref(Optional<Kind> on) {
        for (int tries = 0; ; tries++) {
            Attribute a = tries < 8 ? any(focus) : any(Attribute.values());
            if (on.isEmpty() || a.kinds().contains(on.get())) {
                return new Condition.Ref(
                        a,
                        a.type() == Type.TABLE
                                ? Optional.of(any(List.of("k", "l")))
                                : Optional.empty());
            }
        }
    }

    private List<Pattern> patterns(Attribute attribute) {
        List<Pattern> patterns = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String text = any(patternTexts(attribute));
            patterns.add(new Pattern(text, text.contains("*") || text.contains("?")));
        }
        return patterns;
    }

    private static List<String> patternTexts(Attribute attribute) {
        return switch (attribute) {
            case VERB -> List.of("read", "write", "run", "grant", "destroy");
            case ENV -> List.of("staging", "prod", "lab");
            case CREDENTIAL_STATUS -> List.of("valid", "unknown", "expired", "exceeded");
            case CREDENTIAL -> List.of("a", "b");
            case HOST ->
                    List.of(
                            "*.staging.dev",
                            "api.prod.dev",
                            "lab",
                            "*",
                            "API.staging.dev",
                            "api.*");
            case PATHS, PATHS_READ, PATHS_WRITTEN, PATHS_DESTROYED, CWD ->
                    List.of(
                            "/work/**",
                            "/work/a",
                            "/work/*/c",
                            "**/.env",
                            "./**",
                            "../x",
                            "/**",
                            "/srv/**/data",
                            "**/x/**",
                            "~/.ssh/**",
                            "./a/*");
            case PATH -> List.of("/v1/*", "/v1/**", "/v1/users", "/**/users", "*");
            case JDBC -> List.of("jdbc:postgresql://*.prod.dev/*", "jdbc:h2:mem:x");
            case RESOURCE -> List.of("p:env:1*", "P:ENV:2", "q:*", "*:2");
            case TABLES, WRITES, COLUMNS, FUNCTIONS ->
                    List.of(
                            "users",
                            "public.users",
                            "users.*",
                            "*.email",
                            "users.email",
                            "*",
                            "U?ers");
            default -> List.of("v0", "v1", "v*", "*1", "?0", "V1");
        };
    }

    private static List<String> valueTexts(Attribute attribute) {
        return switch (attribute) {
            case HOST ->
                    List.of("api.staging.dev", "api.prod.dev", "lab", "API.PROD.DEV", "evil.dev");
            case PATHS, PATHS_READ, PATHS_WRITTEN, PATHS_DESTROYED ->
                    List.of(
                            "/work/a",
                            "/work",
                            "/",
                            "/work/b/c",
                            "/work/../etc",
                            "./a",
                            "../x",
                            ".",
                            "/work/*",
                            "/w*/a",
                            "/srv/x/data",
                            "/home/u/.ssh/id",
                            "~/.ssh/id",
                            "./x/.env",
                            "/work/x/",
                            "**/y",
                            "a/b");
            case CWD -> List.of("/work", "/", "/srv/x", ".", "/work/a/");
            case PATH -> List.of("/v1/users", "/v1/users/7", "/", "/v2/users");
            case JDBC ->
                    List.of("jdbc:postgresql://db.prod.dev/x", "jdbc:h2:mem:x", "JDBC:H2:MEM:X");
            case RESOURCE -> List.of("p:env:1x", "p:env:2", "q:1", "r:2");
            case TABLES, WRITES, COLUMNS, FUNCTIONS ->
                    List.of(
                            "users",
                            "public.users",
                            "users.email",
                            "PUBLIC.users.email",
                            "*",
                            "users.*",
                            "t");
            default -> List.of("v0", "v1", "v22", "V1", "w");
        };
    }

    Reading reading() {
        List<Effect> effects = new ArrayList<>();
        Optional<Effect> parent = Optional.empty();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Effect effect = effect(parent);
            effects.add(effect);
            parent = Optional.of(effect);
        }
        return new Reading(effects, List.of());
    }

    private Effect effect(Optional<Effect> parent) {
        Kind kind = any(Kind.values());
        Effect.Builder builder =
                Effect.of(kind)
                        .verb(any(Verb.values()))
                        .reach(any(Reach.values()))
                        .parent(parent)
                        .summary("effect");
        for (Attribute a : Attribute.values()) {
            if (a.kinds().contains(kind)
                    && a.source() == Attribute.Source.ANALYSIS
                    && a != Attribute.VERB
                    && a != Attribute.VIA
                    && random.nextInt(4) != 0) {
                builder.set(a, fact(a));
            }
        }
        switch (random.nextInt(6)) {
            case 0 -> builder.secrets(Secrets.of(Secret.of("one", "")));
            case 1 ->
                    builder.secrets(
                            Secrets.of(Secret.of("two", ""))
                                    .and(Secrets.of(Secret.of("three", ""))));
            case 2 -> builder.secrets(Secrets.UNREAD);
            default -> {}
        }
        if (random.nextInt(5) == 0) {
            builder.carrier();
            if (kind == Kind.EXEC) {
                builder.set(Attribute.PROGRAM, "sh")
                        .set(Attribute.USER, Fact.ABSENT)
                        .set(Attribute.HOST, Fact.ABSENT);
            }
        }
        return builder.build();
    }

    private Fact fact(Attribute attribute) {
        int choice = random.nextInt(10);
        if (choice == 0) {
            return Fact.unknown("generated");
        }
        if (choice == 1) {
            return Fact.ABSENT;
        }
        if (choice == 2) {
            return Fact.oneOf(
                    List.of(
                            simple(attribute),
                            any(
                                    List.of(
                                            simple(attribute),
                                            Fact.ABSENT,
                                            Fact.unknown("one of them")))));
        }
        return simple(attribute);
    }

    private Fact simple(Attribute attribute) {
        return switch (attribute.type()) {
            case TEXT -> Fact.text(any(valueTexts(attribute)));
            case NUMBER -> Fact.number(random.nextInt(3));
            case FLAG -> Fact.flag(random.nextBoolean());
            case TEXTS -> {
                Set<String> elements = new LinkedHashSet<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(any(valueTexts(attribute)));
                }
                yield new Fact.Texts(elements, random.nextInt(4) != 0);
            }
            case TABLE -> {
                Map<String, Fact> entries = new LinkedHashMap<>();
                if (random.nextBoolean()) {
                    entries.put(
                            "k",
                            any(
                                    List.of(
                                            Fact.text("v1"),
                                            Fact.unknown("entry"),
                                            Fact.number(1),
                                            Fact.oneOf(List.of(Fact.text("v0"), Fact.text("w"))))));
                }
                yield new Fact.Table(entries, random.nextBoolean());
            }
        };
    }

    Situation situation() {
        return new Situation(
                Instant.ofEpochSecond(random.nextInt(200)),
                any(List.of(Fact.text("v1"), Fact.unknown("lost"), Fact.ABSENT)),
                any(List.of(Fact.text("v0"), Fact.ABSENT)),
                Optional.empty(),
                any(List.of(Optional.<String>empty(), Optional.of("v1"), Optional.of("w"))),
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(KEY));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
