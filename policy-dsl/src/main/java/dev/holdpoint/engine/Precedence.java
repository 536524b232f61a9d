package dev.holdpoint.engine;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Policy.Decision;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From the clauses that match to the verdict: of each effect deny before ask before allow before
 * the default, and of all effects the strictest. Both judges end here.
 *
 * <p>Each effect needs its own allow, with one exception: a shell whose script was read whole, and
 * a request whose body was read whole as GraphQL, do nothing but what their children do, and need
 * none beside theirs. Rules that stop apply to them all the same, and other carriers ({@code sudo},
 * {@code curl}, {@code env}) change how or where something runs and need an allow.
 *
 * <p>Limits count what is done, so carriers are not counted where something else is.
 */
final class Precedence {

    static final String DEFAULT = "default";

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "zsh");
    private static final int SHOWN = 4;

    private final Policy policy;
    private final Policy.Rule[] rules;
    private final Policy.Limit[] limits;
    private final Permits permits;

    Precedence(Policy policy) {
        this.policy = policy;
        rules = policy.rules().toArray(new Policy.Rule[0]);
        limits = policy.limits().toArray(new Policy.Limit[0]);
        permits = Permits.none(policy);
    }

    /**
     * Decides.
     *
     * @param tally in order
     */
    Verdict verdict(Reading reading, Tally tally) {
        List<Effect> effects = reading.effects();
        Decision strictest = Decision.ALLOW;
        Permits permitted = permits;
        boolean decided = false;
        boolean notes = false;
        int at = 0;
        for (int e = 0; e < effects.size(); e++) {
            int from = at;
            Decision strongest = null;
            for (; at < tally.size() && tally.effect(at) == e; at++) {
                int clause = tally.clause(at);
                if (clause >= rules.length || rules[clause].observe()) {
                    notes = true;
                } else {
                    strongest = stricter(strongest, rules[clause].decision());
                }
            }
            if (strongest == null) {
                if (transparent(effects.get(e))) {
                    continue;
                }
                strongest = policy.fallback().decision();
                if (strongest == Decision.ALLOW) {
                    permitted = permitted.with(rules.length + limits.length);
                }
            } else if (strongest == Decision.ALLOW) {
                for (int i = from; i < at; i++) {
                    int clause = tally.clause(i);
                    if (clause < rules.length && !rules[clause].observe()) {
                        permitted = permitted.with(clause);
                    }
                }
            }
            decided = true;
            strictest = stricter(strictest, strongest);
        }
        if (!decided) {
            // nothing but shells that run nothing
            strictest = policy.fallback().decision();
            permitted = permitted.with(rules.length + limits.length);
        }
        if (strictest == Decision.ALLOW && !notes) {
            return permitted.verdict();
        }
        return spelledOut(effects, tally, strictest, permitted.verdict(), decided);
    }

    private static Decision stricter(@org.jspecify.annotations.Nullable Decision a, Decision b) {
        return a == null || b.compareTo(a) < 0 ? b : a;
    }

    private Verdict spelledOut(
            List<Effect> effects,
            Tally tally,
            Decision decision,
            Verdict allowed,
            boolean decided) {
        List<Verdict.Match> matches = new ArrayList<>();
        List<Verdict.Charge> charges = new ArrayList<>();
        List<Verdict.Match> observed = new ArrayList<>();
        boolean onlyCarriers = onlyCarriers(effects);
        int at = 0;
        for (int e = 0; e < effects.size(); e++) {
            Effect effect = effects.get(e);
            boolean ruled = false;
            for (; at < tally.size() && tally.effect(at) == e; at++) {
                int clause = tally.clause(at);
                if (clause >= rules.length) {
                    if (decision != Decision.DENY && (onlyCarriers || !effect.carrier())) {
                        charges.add(new Verdict.Charge(limits[clause - rules.length], effect));
                    }
                } else if (rules[clause].observe()) {
                    observed.add(match(rules[clause], effect, tally.onUnknown(at)));
                } else {
                    ruled = true;
                    if (rules[clause].decision() == decision && decision != Decision.ALLOW) {
                        matches.add(match(rules[clause], effect, tally.onUnknown(at)));
                    }
                }
            }
            boolean fallsBack = !ruled && (!decided ? e == 0 : !transparent(effect));
            if (fallsBack
                    && policy.fallback().decision() == decision
                    && decision != Decision.ALLOW) {
                matches.add(
                        new Verdict.Match(
                                DEFAULT,
                                decision,
                                policy.fallback().span(),
                                Optional.of(effect),
                                false,
                                Optional.empty(),
                                policy.fallback().approval()));
            }
        }
        return decision == Decision.ALLOW
                ? new Verdict(decision, allowed.matches(), charges, observed, allowed.reason())
                : new Verdict(decision, matches, charges, observed, reason(decision, matches));
    }

    private static Verdict.Match match(Policy.Rule rule, Effect effect, boolean onUnknown) {
        return new Verdict.Match(
                rule.name(),
                rule.decision(),
                rule.span(),
                rule.decision() == Decision.ALLOW ? Optional.empty() : Optional.of(effect),
                onUnknown,
                rule.because(),
                rule.approval());
    }

    private static boolean onlyCarriers(List<Effect> effects) {
        for (int i = 0; i < effects.size(); i++) {
            if (!effects.get(i).carrier()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the effect is nothing beside its children. */
    private static boolean transparent(Effect effect) {
        if (!effect.carrier()) {
            return false;
        }
        if (effect.kind() == Kind.HTTP) {
            return true;
        }
        return effect.kind() == Kind.EXEC
                && effect.fact(Attribute.PROGRAM) instanceof Fact.Text program
                && SHELLS.contains(program.value())
                && effect.fact(Attribute.USER) instanceof Fact.Absent
                && effect.fact(Attribute.HOST) instanceof Fact.Absent;
    }

    /** One line for people: {@code denied by wall, stray-token: because … (rm -rf /srv)}. */
    static String reason(Decision decision, List<Verdict.Match> matches) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> causes = new LinkedHashSet<>();
        Set<String> things = new LinkedHashSet<>();
        boolean unknown = false;
        for (Verdict.Match m : matches) {
            names.add(m.rule());
            if (m.because().isPresent()) {
                causes.add(m.because().get());
            }
            if (m.effect().isPresent() && !m.effect().get().summary().isEmpty()) {
                things.add(m.effect().get().summary());
            }
            unknown |= m.onUnknown();
        }
        StringBuilder line =
                new StringBuilder(
                        switch (decision) {
                            case DENY -> "denied by ";
                            case ASK -> "approval needed by ";
                            case ALLOW -> "allowed by ";
                        });
        list(line, names, ", ");
        if (!causes.isEmpty()) {
            list(line.append(": "), causes, "; ");
        }
        if (!things.isEmpty()) {
            list(line.append(" ("), things, "; ");
            line.append(unknown ? "; what is not known counts as a match)" : ")");
        }
        return line.toString().replace('\n', ' ').replace('\r', ' ');
    }

    private static void list(StringBuilder line, Set<String> items, String separator) {
        int shown = 0;
        for (String item : items) {
            if (shown == SHOWN) {
                line.append(separator).append("and ").append(items.size() - SHOWN).append(" more");
                return;
            }
            line.append(shown++ == 0 ? "" : separator).append(item);
        }
    }
}
