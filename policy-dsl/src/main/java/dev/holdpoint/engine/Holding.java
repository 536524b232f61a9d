package dev.holdpoint.engine;

import dev.holdpoint.effect.Fact;

/**
 * What the credentials that an effect holds are to the policy.
 *
 * @param name as declared; the empty text for one that is declared nowhere
 * @param owner likewise
 * @param status {@code valid}, {@code unknown} (declared nowhere), {@code expired} or {@code
 *     exceeded}; of several credentials the worst
 */
record Holding(Fact name, Fact id, Fact owner, Fact status) {

    /** The effect holds no credential. */
    static final Holding NONE = new Holding(Fact.ABSENT, Fact.ABSENT, Fact.ABSENT, Fact.ABSENT);

    static Holding unknown(String why) {
        Fact unknown = Fact.unknown(why);
        return new Holding(unknown, unknown, unknown, unknown);
    }
}
