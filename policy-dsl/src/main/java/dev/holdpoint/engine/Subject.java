package dev.holdpoint.engine;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.language.Condition;

/**
 * One effect, with what the policy and the situation add to it: all that a condition may ask of.
 */
record Subject(Effect effect, Situation situation, Fact env, Holding credential) {

    Fact fact(Condition.Ref ref) {
        Fact whole = fact(ref.attribute(), effect, situation, env, credential);
        return ref.key().isEmpty() ? whole : entry(whole, ref.key().get());
    }

    static Fact fact(
            Attribute attribute, Effect effect, Situation situation, Fact env, Holding credential) {
        return switch (attribute) {
            case SESSION -> situation.session();
            case TOOL_NAME -> situation.tool();
            case TIER -> tier(situation);
            case ENV -> env;
            case CREDENTIAL -> credential.name();
            case CREDENTIAL_ID -> credential.id();
            case CREDENTIAL_OWNER -> credential.owner();
            case CREDENTIAL_STATUS -> credential.status();
            default -> effect.fact(attribute);
        };
    }

    static Fact tier(Situation situation) {
        return situation.tier().isPresent() ? Fact.text(situation.tier().get()) : Fact.ABSENT;
    }

    /** The entry of that name, where the fact is a table. */
    static Fact entry(Fact whole, String key) {
        if (whole instanceof Fact.Table table) {
            Fact entry = table.entries().get(key);
            return entry != null ? entry : table.complete() ? Fact.ABSENT : MISSING;
        }
        if (whole instanceof Fact.Absent || whole instanceof Fact.Unknown) {
            return whole;
        }
        return MISSING;
    }

    private static final Fact MISSING = Fact.unknown("not all of its entries are known");
}
