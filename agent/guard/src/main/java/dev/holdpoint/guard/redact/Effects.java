package dev.holdpoint.guard.redact;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Takes out of effects what stands at a position of a credential: variables, members, options. */
final class Effects {

    private Effects() {}

    /**
     * The reading with every such value replaced.
     *
     * @param masked whether the values of bodies, arguments and variables, and SQL literals, go too
     */
    static Reading redacted(Reading reading, Redaction redaction, boolean masked) {
        IdentityHashMap<Effect, Effect> replaced = new IdentityHashMap<>();
        List<Effect> out = new ArrayList<>(reading.effects().size());
        for (Effect effect : reading.effects()) {
            Effect.Builder b = effect.toBuilder();
            effect.parent().map(p -> replaced.getOrDefault(p, p)).ifPresent(b::parent);
            for (Attribute a : Attribute.values()) {
                Fact fact = effect.fact(a);
                if (fact instanceof Fact.Table table) {
                    b.set(a, table(table, redaction, masked && a != Attribute.QUERY));
                } else if (a == Attribute.ARGS && fact instanceof Fact.Texts args) {
                    b.set(a, args(effect, args, redaction));
                }
            }
            b.summary(summary(effect, redaction, masked));
            Effect clean = b.build();
            replaced.put(effect, clean);
            out.add(clean);
        }
        return new Reading(out, reading.files());
    }

    private static String summary(Effect effect, Redaction redaction, boolean masked) {
        if (effect.kind() != Kind.SQL) {
            return redaction.text(effect.summary());
        }
        return masked
                ? redaction.maskedSql(effect.summary(), "generic")
                : redaction.sql(effect.summary());
    }

    private static Fact table(Fact.Table table, Redaction redaction, boolean masked) {
        Map<String, Fact> out = new LinkedHashMap<>();
        table.entries()
                .forEach(
                        (name, value) -> {
                            if (!(value instanceof Fact.Text text)) {
                                out.put(name, value);
                            } else if (redaction.isSecretName(name)) {
                                out.put(name, Fact.text(redaction.fingerprint(text.value())));
                            } else if (masked) {
                                out.put(name, Fact.unknown("left out of the audit"));
                            } else {
                                out.put(name, value);
                            }
                        });
        return new Fact.Table(out, table.complete());
    }

    /** With the program before them, so that options are known for what they are. */
    private static Fact args(Effect effect, Fact.Texts args, Redaction redaction) {
        List<String> words = new ArrayList<>();
        words.add(effect.fact(Attribute.PROGRAM) instanceof Fact.Text t ? t.value() : "");
        words.addAll(args.elements());
        List<String> clean = redaction.argv(Collections.unmodifiableList(words));
        return new Fact.Texts(new LinkedHashSet<>(clean.subList(1, clean.size())), args.complete());
    }
}
