package dev.holdpoint.engine;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.language.Pattern;
import dev.holdpoint.language.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * In which environments an effect takes place.
 *
 * <p>The most specific thing that it names decides: the ids of resources, since a provider's one
 * API host serves every environment; else the host or JDBC URL; else the paths. A host that is an
 * environment's counts besides the ids, since the same id may stand in two clusters. What matches
 * no environment is at home if it is on this machine, and unknown if it is elsewhere or nowhere
 * stated; a resource that matches none is unknown, unless it is named inside one that matches
 * ({@code staging/web-1}). Resource ids decide only under a policy that declares resources at all.
 *
 * <p>Environments are bits of one number while they are collected, so that an effect is placed
 * without garbage unless it is in several. Immutable.
 */
final class Placement {

    static final int MOST_ENVIRONMENTS = 62;
    private static final long UNKNOWN = 1L << 63;

    /** On this machine, under a policy that is at home nowhere. */
    private static final long NOWHERE = 1L << 62;

    private static final Fact SOMEWHERE = Fact.unknown("it matches no declared environment");

    private final Fact[] names;
    private final Matcher[][] hosts;
    private final Matcher[][] jdbcs;
    private final Matcher[][] paths;
    private final Matcher[][] resources;
    private final boolean anyResources;
    private final boolean anyPaths;
    private final long home;
    private final Fact atHome;
    private final boolean rehearsal;

    /**
     * Prepares the environments of a policy.
     *
     * @param rehearsal whether this is for a policy's tests, in which an operation that names no
     *     place is at home
     */
    Placement(Policy policy, boolean rehearsal) {
        List<Policy.Environment> all = policy.environments();
        if (all.size() > MOST_ENVIRONMENTS) {
            throw new IllegalArgumentException(
                    "a policy has at most "
                            + MOST_ENVIRONMENTS
                            + " environments, not "
                            + all.size());
        }
        this.rehearsal = rehearsal;
        names = new Fact[all.size()];
        hosts = new Matcher[all.size()][];
        jdbcs = new Matcher[all.size()][];
        paths = new Matcher[all.size()][];
        resources = new Matcher[all.size()][];
        long homes = 0;
        boolean someResources = false;
        boolean somePaths = false;
        for (int i = 0; i < all.size(); i++) {
            Policy.Environment e = all.get(i);
            names[i] = Fact.text(e.name());
            hosts[i] = prepare(Attribute.HOST, e.hosts());
            jdbcs[i] = prepare(Attribute.JDBC, e.jdbcs());
            paths[i] = prepare(Attribute.PATHS, e.paths());
            resources[i] = prepare(Attribute.RESOURCE, e.resources());
            someResources |= resources[i].length > 0;
            somePaths |= paths[i].length > 0;
            if (policy.home().contains(e.name())) {
                homes |= 1L << i;
            }
        }
        anyResources = someResources;
        anyPaths = somePaths;
        home = homes == 0 ? NOWHERE : homes;
        atHome = several(home);
    }

    private static Matcher[] prepare(Attribute attribute, List<Pattern> patterns) {
        Matcher[] prepared = new Matcher[patterns.size()];
        for (int i = 0; i < prepared.length; i++) {
            prepared[i] = Matcher.of(attribute, patterns.get(i));
        }
        return prepared;
    }

    /** The environment, {@link Fact.Several} if there are more, or unknown. */
    Fact of(Effect effect) {
        long found = find(effect);
        if (found < 0) {
            return SOMEWHERE;
        }
        if (found == home) {
            return atHome;
        }
        return found != NOWHERE && Long.bitCount(found) == 1
                ? names[Long.numberOfTrailingZeros(found)]
                : several(found);
    }

    private long find(Effect effect) {
        if (anyResources) {
            Fact ids = effect.fact(Attribute.RESOURCE);
            if (!isEmpty(ids)) {
                long found =
                        effect.together().isEmpty()
                                ? match(ids, resources, effect, UNKNOWN)
                                : matchTogether(ids, effect);
                return found | match(effect.fact(Attribute.HOST), hosts, effect, 0);
            }
        }
        Fact host = effect.fact(Attribute.HOST);
        Fact jdbc = effect.fact(Attribute.JDBC);
        if (!isEmpty(host) || !isEmpty(jdbc)) {
            long found = match(host, hosts, effect, 0) | match(jdbc, jdbcs, effect, 0);
            // a URL that is known and matches tells more than a host that could not be read
            long known = found & ~UNKNOWN;
            if (known != 0 && !(host instanceof Fact.Several || jdbc instanceof Fact.Several)) {
                return known;
            }
            return found != 0 ? found : otherwise(effect, false);
        }
        Fact touched = effect.fact(Attribute.PATHS);
        if (anyPaths && !isEmpty(touched)) {
            return match(touched, paths, effect, otherwise(effect, true));
        }
        return otherwise(effect, false);
    }

    /** Where what matches no environment is. */
    private long otherwise(Effect effect, boolean path) {
        Reach reach = effect.reach();
        boolean here = reach == Reach.LOCAL || (reach == Reach.UNSTATED && (rehearsal || path));
        return here ? home : UNKNOWN;
    }

    private static boolean isEmpty(Fact fact) {
        return fact instanceof Fact.Absent
                || (fact instanceof Fact.Texts t && t.size() == 0 && t.complete());
    }

    /** Ids that name one thing lie where any of them lies; the others each lie somewhere. */
    private long matchTogether(Fact ids, Effect effect) {
        if (!(ids instanceof Fact.Texts all)) {
            return match(ids, resources, effect, UNKNOWN);
        }
        long found = all.complete() ? 0 : UNKNOWN;
        long one = 0;
        for (int i = 0; i < all.size(); i++) {
            if (effect.together().contains(all.at(i))) {
                one |= match(all.at(i), resources, effect, 0);
            } else {
                found |= match(all.at(i), resources, effect, UNKNOWN);
            }
        }
        return found | (one == 0 ? UNKNOWN : one);
    }

    /**
     * The environments of all texts of a fact; {@code none} stands for those of a text that has
     * none.
     */
    private long match(Fact fact, Matcher[][] patterns, Effect effect, long none) {
        if (fact instanceof Fact.Text t) {
            return match(t.value(), patterns, effect, none);
        }
        if (fact instanceof Fact.Texts t) {
            long found = t.complete() ? 0 : UNKNOWN;
            for (int i = 0; i < t.size(); i++) {
                found |= match(t.at(i), patterns, effect, none);
            }
            return found;
        }
        if (fact instanceof Fact.Several s) {
            long found = 0;
            for (Fact candidate : s.candidates()) {
                // one that matches none must not hide behind one that does
                found |=
                        match(
                                candidate,
                                patterns,
                                effect,
                                none == 0 ? otherwise(effect, false) : none);
            }
            return found;
        }
        return fact instanceof Fact.Absent ? 0 : UNKNOWN;
    }

    private static long match(String text, Matcher[][] patterns, Effect effect, long none) {
        long found = 0;
        for (int i = 0; i < patterns.length; i++) {
            for (Matcher pattern : patterns[i]) {
                Truth is = pattern.test(text, effect);
                found |= is == Truth.TRUE ? 1L << i : is == Truth.UNKNOWN ? UNKNOWN : 0;
            }
        }
        return found == 0 ? none : found;
    }

    private Fact several(long bits) {
        List<Fact> candidates = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            if ((bits & 1L << i) != 0) {
                candidates.add(names[i]);
            }
        }
        if ((bits & NOWHERE) != 0) {
            candidates.add(Fact.ABSENT);
        }
        return Fact.oneOf(candidates);
    }
}
