package dev.holdpoint.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Secrets;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EffectJsonTest {

    private static final byte[] KEY = {1, 2, 3};

    /** Names and values that could be taken for the format's own. */
    private static final String[] TEXTS = {
        "a", "", "$unknown", "$some", "$more", "$$", "\"", "é", "\n", "{}", "true", "7", "/a/b"
    };

    @Property(seed = "20260424", tries = 500)
    void effectsAreReadBackAsTheyWere(@ForAll long seed) throws JsonException {
        Reading reading = reading(new Random(seed));
        List<Json> written = EffectJson.write(reading, Redaction.NOTHING, Optional.of(KEY));
        List<Json> again =
                ((Json.Obj)
                                Json.parse(
                                        JsonLine.write(
                                                Json.object()
                                                        .put("e", new Json.Arr(written))
                                                        .build())))
                        .array("e")
                        .orElseThrow();
        Reading read = EffectJson.read(again);
        assertEquals(reading.effects().size(), read.effects().size());
        for (int i = 0; i < read.effects().size(); i++) {
            Effect a = reading.effects().get(i);
            Effect b = read.effects().get(i);
            assertEquals(a.toString(), b.toString());
            for (Attribute attribute : Attribute.values()) {
                assertEquals(a.fact(attribute), b.fact(attribute), attribute.word());
            }
            assertEquals(a.reach(), b.reach());
            assertEquals(a.summary(), b.summary());
            assertEquals(a.chain().size(), b.chain().size());
            assertEquals(a.secrets().complete(), b.secrets().complete());
            assertEquals(prints(a), prints(b));
        }
        assertEquals(written, EffectJson.write(read, Redaction.NOTHING, Optional.of(KEY)));
    }

    private static Set<String> prints(Effect effect) {
        Set<String> prints = new LinkedHashSet<>();
        effect.secrets().held().forEach(s -> prints.add(s.fingerprint(KEY)));
        return prints;
    }

    private static Reading reading(Random random) {
        List<Effect> effects = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            Effect.Builder effect =
                    Effect.of(kind)
                            .verb(Verb.values()[random.nextInt(Verb.values().length)])
                            .reach(Reach.values()[random.nextInt(3)])
                            .summary(text(random));
            for (Attribute a : Attribute.values()) {
                if (a.kinds().contains(kind)
                        && a.source() == Attribute.Source.ANALYSIS
                        && a != Attribute.VERB
                        && a != Attribute.VIA
                        && random.nextBoolean()) {
                    effect.set(a, fact(a, random));
                }
            }
            if (random.nextInt(4) == 0) {
                effect.carrier();
            }
            if (random.nextInt(3) == 0) {
                effect.secrets(
                        new Secrets(
                                Set.of(Secret.of("s" + random.nextInt(), "x")),
                                random.nextBoolean()));
            }
            if (!effects.isEmpty() && random.nextBoolean()) {
                effect.parent(effects.get(random.nextInt(effects.size())));
            }
            effects.add(effect.build());
        }
        return new Reading(effects, List.of());
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private static Fact fact(Attribute attribute, Random random) {
        if (random.nextInt(6) == 0) {
            return Fact.unknown("why");
        }
        return switch (attribute.type()) {
            case TEXT ->
                    random.nextInt(4) == 0
                            ? Fact.oneOf(List.of(Fact.text("p"), Fact.text("q"), Fact.unknown("r")))
                            : Fact.text(text(random));
            case NUMBER -> Fact.number(random.nextInt(1000));
            case FLAG -> Fact.flag(random.nextBoolean());
            case TEXTS -> new Fact.Texts(set(random), random.nextBoolean());
            case TABLE -> table(random, 2);
        };
    }

    private static Set<String> set(Random random) {
        Set<String> set = new LinkedHashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            set.add(text(random));
        }
        return set;
    }

    private static Fact table(Random random, int depth) {
        Map<String, Fact> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Fact value =
                    switch (random.nextInt(6)) {
                        case 0 -> Fact.number(random.nextInt(9));
                        case 1 -> Fact.flag(random.nextBoolean());
                        case 2 -> Fact.unknown("w");
                        case 3 -> new Fact.Texts(set(random), random.nextBoolean());
                        case 4 -> depth > 0 ? table(random, depth - 1) : Fact.text("t");
                        default -> Fact.text(text(random));
                    };
            entries.put(text(random), value);
        }
        return new Fact.Table(entries, random.nextBoolean());
    }

    @Test
    void withoutAKeyASecretIsThereButUnread() throws JsonException {
        Effect effect =
                Effect.of(Kind.HTTP).secrets(Secrets.of(Secret.of("hunter2", "header"))).build();
        List<Json> written =
                EffectJson.write(
                        new Reading(List.of(effect), List.of()),
                        Redaction.NOTHING,
                        Optional.empty());
        assertFalse(written.toString().contains("hunter2"));
        Secrets read = EffectJson.read(written).effects().get(0).secrets();
        assertTrue(read.held().isEmpty());
        assertFalse(read.complete());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[1]",
                "[{\"kind\":\"exec\"}]",
                "[{\"kind\":\"exec\",\"verb\":\"smash\"}]",
                "[{\"kind\":\"moon\",\"verb\":\"read\"}]",
                "[{\"kind\":\"exec\",\"verb\":\"read\",\"parent\":0}]",
                "[{\"kind\":\"exec\",\"verb\":\"read\",\"program\":7}]",
                "[{\"kind\":\"exec\",\"verb\":\"read\",\"stmts\":[]}]",
                "[{\"kind\":\"exec\",\"verb\":\"read\",\"args\":\"x\"}]",
                "[{\"kind\":\"exec\",\"verb\":\"read\",\"reach\":\"far\"}]",
                "[{\"kind\":\"exec\",\"verb\":\"read\",\"secrets\":[1]}]",
            })
    void whatIsNotAnEffectIsRefusedAndNotGuessed(String json) throws JsonException {
        List<Json> effects = ((Json.Arr) Json.parse(json)).elements();
        assertThrows(JsonException.class, () -> EffectJson.read(effects));
    }
}
