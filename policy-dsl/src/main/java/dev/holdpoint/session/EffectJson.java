package dev.holdpoint.session;

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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Effects as JSON, whole: what is read back is judged as the original was.
 *
 * <p>An effect is an object: {@code kind}, {@code verb}, every attribute that is not absent under
 * its name in the policy language, then {@code reach}, {@code carrier}, {@code together} and {@code
 * parent} (the index of the effect above it) where they are not the usual ones, {@code secrets} as
 * keyed fingerprints, and {@code summary}. A fact is a text, a number, a flag, an array of texts,
 * or an object of facts for a table. What is not known is an object with a name that begins with a
 * dollar sign: {@code {"$unknown": "why"}}; {@code {"$some": […]}} for a set known in part; {@code
 * "$more": true} in a table known in part; {@code {"$several": […]}}. A table's own name that
 * begins with a dollar sign has it doubled.
 */
public final class EffectJson {

    /** Attributes that stand apart: the verb comes first, and {@code via} follows from parents. */
    private static final Attribute[] WRITTEN = written();

    private EffectJson() {}

    private static Attribute[] written() {
        List<Attribute> all = new ArrayList<>();
        for (Attribute a : Attribute.values()) {
            if (a != Attribute.VERB
                    && a != Attribute.VIA
                    && a.source() == Attribute.Source.ANALYSIS) {
                all.add(a);
            }
        }
        return all.toArray(new Attribute[0]);
    }

    /**
     * All effects of a reading.
     *
     * @param key for fingerprints of secrets; without it a secret is recorded as unread
     */
    public static List<Json> write(Reading reading, Redaction redaction, Optional<byte[]> key) {
        IdentityHashMap<Effect, Integer> places = new IdentityHashMap<>();
        List<Json> all = new ArrayList<>(reading.effects().size());
        for (Effect effect : reading.effects()) {
            Json.Builder json = Json.object();
            json.put("kind", effect.kind().word());
            json.put("verb", effect.verb().word());
            for (Attribute attribute : WRITTEN) {
                Fact fact = effect.fact(attribute);
                if (!(fact instanceof Fact.Absent)) {
                    json.put(attribute.word(), fact(fact, redaction));
                }
            }
            if (effect.reach() != Reach.UNSTATED) {
                json.put("reach", effect.reach().name().toLowerCase(Locale.ROOT));
            }
            if (effect.carrier()) {
                json.put("carrier", true);
            }
            if (!effect.together().isEmpty()) {
                json.put(
                        "together",
                        Json.texts(
                                effect.together().stream()
                                        .sorted()
                                        .map(id -> text(redaction, id))
                                        .toList()));
            }
            effect.parent()
                    .flatMap(parent -> Optional.ofNullable(places.get(parent)))
                    .ifPresent(place -> json.put("parent", place.longValue()));
            if (!effect.secrets().isEmpty()) {
                json.put("secrets", secrets(effect.secrets(), key));
            }
            if (!effect.summary().isEmpty()) {
                json.put("summary", text(redaction, effect.summary()));
            }
            places.put(effect, all.size());
            all.add(json.build());
        }
        return all;
    }

    private static String text(Redaction redaction, String text) {
        return Surrogates.mend(redaction.text(text));
    }

    private static Json secrets(Secrets secrets, Optional<byte[]> key) {
        if (key.isEmpty()) {
            return Json.object().put("$some", Json.texts(List.of())).build();
        }
        Set<String> fingerprints = new java.util.TreeSet<>();
        for (Secret secret : secrets.held()) {
            fingerprints.add(secret.fingerprint(key.get()));
        }
        Json texts = Json.texts(fingerprints);
        return secrets.complete() ? texts : Json.object().put("$some", texts).build();
    }

    private static Json fact(Fact fact, Redaction redaction) {
        if (fact instanceof Fact.Text t) {
            return Json.text(text(redaction, t.value()));
        }
        if (fact instanceof Fact.Whole w) {
            return Json.whole(w.value());
        }
        if (fact instanceof Fact.Flag f) {
            return Json.bool(f.value());
        }
        if (fact instanceof Fact.Texts t) {
            List<Json> elements = new ArrayList<>(t.elements().size());
            for (String element : t.elements()) {
                elements.add(Json.text(text(redaction, element)));
            }
            Json all = new Json.Arr(elements);
            return t.complete() ? all : Json.object().put("$some", all).build();
        }
        if (fact instanceof Fact.Table t) {
            Json.Builder json = Json.object();
            for (Map.Entry<String, Fact> entry : t.entries().entrySet()) {
                if (!(entry.getValue() instanceof Fact.Absent)) {
                    String name = entry.getKey();
                    json.put(
                            name.startsWith("$") ? "$".concat(name) : name,
                            fact(entry.getValue(), redaction));
                }
            }
            return t.complete() ? json.build() : json.put("$more", true).build();
        }
        if (fact instanceof Fact.Several s) {
            List<Json> candidates = new ArrayList<>(s.candidates().size());
            for (Fact candidate : s.candidates()) {
                candidates.add(fact(candidate, redaction));
            }
            return Json.object().put("$several", new Json.Arr(candidates)).build();
        }
        String why = fact instanceof Fact.Unknown u ? u.why() : "absent";
        return Json.object().put("$unknown", text(redaction, why)).build();
    }

    /**
     * Reads the effects of one operation.
     *
     * @throws JsonException if they are not as {@link #write} wrote them
     */
    public static Reading read(List<Json> effects) throws JsonException {
        List<Effect> read = new ArrayList<>(effects.size());
        for (Json json : effects) {
            if (!(json instanceof Json.Obj object)) {
                throw new JsonException("an effect is an object");
            }
            read.add(effect(object, read));
        }
        if (read.isEmpty()) {
            throw new JsonException("an operation has at least one effect");
        }
        return new Reading(read, List.of());
    }

    private static Effect effect(Json.Obj json, List<Effect> before) throws JsonException {
        Kind kind = kind(json);
        Effect.Builder effect = Effect.of(kind).verb(verb(json));
        effect.summary(json.text("summary").orElse(""));
        for (Attribute attribute : WRITTEN) {
            Json value = json.members().get(attribute.word());
            if (value != null) {
                if (!attribute.kinds().contains(kind)) {
                    throw new JsonException(kind.word() + " has no " + attribute.word());
                }
                effect.set(attribute, fact(value, attribute.type(), attribute));
            }
        }
        Optional<String> reach = json.text("reach");
        if (reach.isPresent()) {
            effect.reach(reach(reach.get()));
        }
        if (json.get("carrier").isPresent()) {
            effect.carrier();
        }
        Optional<List<Json>> together = json.array("together");
        if (together.isPresent()) {
            Set<String> ids = new LinkedHashSet<>();
            for (Json id : together.get()) {
                if (!(id instanceof Json.Text t)) {
                    throw new JsonException("ids that stand together are texts");
                }
                ids.add(t.value());
            }
            effect.together(ids);
        }
        Optional<Long> parent = json.whole("parent");
        if (parent.isPresent()) {
            if (parent.get() < 0 || parent.get() >= before.size()) {
                throw new JsonException("an effect's parent stands before it");
            }
            effect.parent(before.get(parent.get().intValue()));
        }
        Json secrets = json.members().get("secrets");
        if (secrets != null) {
            effect.secrets(secrets(secrets));
        }
        return effect.build();
    }

    /** The kind of an effect or an operation. */
    static Kind kind(Json.Obj json) throws JsonException {
        String word = json.text("kind").orElse("");
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new JsonException(
                word.isEmpty() ? "there is no kind" : "there is no kind \"" + word + "\"");
    }

    private static Verb verb(Json.Obj json) throws JsonException {
        String word = json.text("verb").orElse("");
        for (Verb verb : Verb.values()) {
            if (verb.word().equals(word)) {
                return verb;
            }
        }
        throw new JsonException("there is no verb \"" + word + "\"");
    }

    private static Reach reach(String word) throws JsonException {
        for (Reach reach : Reach.values()) {
            if (reach.name().toLowerCase(Locale.ROOT).equals(word)) {
                return reach;
            }
        }
        throw new JsonException("there is no reach \"" + word + "\"");
    }

    private static Secrets secrets(Json json) throws JsonException {
        boolean complete = json instanceof Json.Arr;
        Set<Secret> held = new LinkedHashSet<>();
        for (String fingerprint : texts(json)) {
            held.add(Secret.recorded(fingerprint, "recorded"));
        }
        return new Secrets(held, complete);
    }

    /** The texts of an array, or of {@code {"$some": […]}}. */
    private static Set<String> texts(Json json) throws JsonException {
        Json array = json instanceof Json.Obj o ? o.get("$some").orElse(Json.NULL) : json;
        if (!(array instanceof Json.Arr a)) {
            throw new JsonException("expected an array of texts");
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Json element : a.elements()) {
            if (!(element instanceof Json.Text t)) {
                throw new JsonException("expected an array of texts");
            }
            texts.add(t.value());
        }
        return texts;
    }

    private static Fact fact(Json json, Type type, Attribute attribute) throws JsonException {
        if (json instanceof Json.Obj o) {
            Json unknown = o.members().get("$unknown");
            if (unknown instanceof Json.Text why) {
                return Fact.unknown(why.value());
            }
            Json several = o.members().get("$several");
            if (several instanceof Json.Arr candidates) {
                List<Fact> facts = new ArrayList<>();
                for (Json candidate : candidates.elements()) {
                    facts.add(fact(candidate, type, attribute));
                }
                return Fact.oneOf(facts);
            }
        }
        switch (type) {
            case TEXT -> {
                if (json instanceof Json.Text t) {
                    return Fact.text(t.value());
                }
            }
            case NUMBER -> {
                if (json instanceof Json.Whole w) {
                    return Fact.number(w.value());
                }
            }
            case FLAG -> {
                if (json instanceof Json.Bool b) {
                    return Fact.flag(b.value());
                }
            }
            case TEXTS -> {
                return new Fact.Texts(texts(json), json instanceof Json.Arr);
            }
            case TABLE -> {
                if (json instanceof Json.Obj o) {
                    return table(o, attribute);
                }
            }
        }
        throw new JsonException("the value of " + attribute.word() + " is not of its type");
    }

    private static Fact table(Json.Obj json, Attribute attribute) throws JsonException {
        Map<String, Fact> entries = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : json.members().entrySet()) {
            String name = member.getKey();
            if (!name.equals("$more")) {
                entries.put(
                        name.startsWith("$$") ? name.substring(1) : name,
                        entry(member.getValue(), attribute));
            }
        }
        return new Fact.Table(entries, json.get("$more").isEmpty());
    }

    /** An entry says by its own form what it is. */
    private static Fact entry(Json json, Attribute attribute) throws JsonException {
        Type type = Type.TEXT;
        if (json instanceof Json.Whole) {
            type = Type.NUMBER;
        } else if (json instanceof Json.Bool) {
            type = Type.FLAG;
        } else if (json instanceof Json.Arr
                || (json instanceof Json.Obj o && o.get("$some").isPresent())) {
            type = Type.TEXTS;
        } else if (json instanceof Json.Obj o
                && o.get("$unknown").isEmpty()
                && o.get("$several").isEmpty()) {
            type = Type.TABLE;
        }
        return fact(json, type, attribute);
    }
}
