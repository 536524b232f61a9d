package dev.holdpoint.engine;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Policy.Decision;
import dev.holdpoint.language.Policy.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds verdicts against the policy's limits, so that guard and replay agree. Denied operations are
 * not charged.
 *
 * <p>A session that is not known could be any: it is held against what all sessions used together,
 * and what it used counts against each of them. Thread-safe if the counters are.
 */
public final class LimitBook {

    private final Counters counters;

    public LimitBook(Counters counters) {
        this.counters = counters;
    }

    /**
     * The verdict after limits.
     *
     * <ul>
     *   <li>What is allowed is charged, or denied if a limit is exceeded.
     *   <li>What only the default asks is denied if a limit is exceeded, for a limit comes before
     *       the default. Otherwise it stays asked, and nothing is charged.
     *   <li>What a rule asks stays asked; see {@link #approved}.
     * </ul>
     */
    public Verdict clear(Verdict verdict, Situation situation) {
        if (verdict.limits().isEmpty() || verdict.decision() == Decision.DENY) {
            return verdict;
        }
        List<Counters.Demand> demands = demands(verdict, situation, Optional.empty());
        if (verdict.decision() == Decision.ALLOW) {
            return after(verdict, counters.take(demands, situation.now()));
        }
        for (Verdict.Match match : verdict.matches()) {
            if (!match.rule().equals(Precedence.DEFAULT)) {
                return verdict;
            }
        }
        return after(verdict, counters.exceeded(demands, situation.now()));
    }

    /**
     * Charges an operation that was asked and has been approved, just before it runs.
     *
     * @return the verdict, or a denial if a limit is exceeded
     */
    public Verdict approved(Verdict verdict, Situation situation) {
        if (verdict.limits().isEmpty() || verdict.decision() == Decision.DENY) {
            return verdict;
        }
        return after(
                verdict,
                counters.take(demands(verdict, situation, Optional.empty()), situation.now()));
    }

    /** Takes back what {@link #approved} charged, for an operation that did not run after all. */
    public void giveBack(Verdict verdict, Situation situation) {
        if (!verdict.limits().isEmpty()) {
            counters.giveBack(demands(verdict, situation, Optional.empty()), situation.now());
        }
    }

    /** Charges the rows that an operation turned out to touch, where a limit counts rows. */
    public void rows(Verdict verdict, Situation situation, long rows) {
        if (!verdict.limits().isEmpty() && rows > 0) {
            counters.charge(demands(verdict, situation, Optional.of(rows)), situation.now());
        }
    }

    private static List<Counters.Demand> demands(
            Verdict verdict, Situation situation, Optional<Long> rows) {
        List<Counters.Demand> demands = new ArrayList<>();
        List<Verdict.Charge> charges = verdict.limits();
        for (int i = 0; i < charges.size(); i++) {
            Limit limit = charges.get(i).limit();
            boolean countsRows = limit.unit() == Limit.Unit.ROWS;
            if (isFirst(charges, i) && (countsRows || rows.isEmpty())) {
                long amount = countsRows ? rows.orElse(0L) : times(charges, limit);
                demands.add(demand(limit, amount, situation));
            }
        }
        return demands;
    }

    /** Whether no charge before that one is for its limit. */
    private static boolean isFirst(List<Verdict.Charge> charges, int index) {
        for (int i = 0; i < index; i++) {
            if (charges.get(i).limit().name().equals(charges.get(index).limit().name())) {
                return false;
            }
        }
        return true;
    }

    private static long times(List<Verdict.Charge> charges, Limit limit) {
        long times = 0;
        for (Verdict.Charge charge : charges) {
            times += charge.limit().name().equals(limit.name()) ? 1 : 0;
        }
        return times;
    }

    private static Counters.Demand demand(Limit limit, long amount, Situation situation) {
        String all = limit.name() + "/all";
        String unknown = limit.name() + "/unknown";
        List<String> counted;
        List<String> charged;
        if (limit.scope() == Limit.Scope.AGENT) {
            counted = List.of(limit.name() + "/agent/" + situation.agent().orElse(""));
            charged = counted;
        } else if (limit.scope() == Limit.Scope.POLICY) {
            counted = List.of(all);
            charged = counted;
        } else if (situation.session() instanceof Fact.Text session) {
            String own = limit.name() + "/session/" + session.value();
            counted = List.of(own, unknown);
            charged = List.of(own, all);
        } else if (situation.session() instanceof Fact.Absent) {
            counted = List.of(limit.name() + "/session/", unknown);
            charged = List.of(limit.name() + "/session/", all);
        } else {
            counted = List.of(all);
            charged = List.of(unknown, all);
        }
        return new Counters.Demand(
                limit.name(), counted, charged, amount, limit.max(), limit.per(), !limit.observe());
    }

    private static Verdict after(Verdict verdict, List<Counters.Demand> exceeded) {
        if (exceeded.isEmpty()) {
            return verdict;
        }
        List<Verdict.Match> matches = new ArrayList<>();
        for (Counters.Demand demand : exceeded) {
            for (Verdict.Charge charge : verdict.limits()) {
                Limit limit = charge.limit();
                if (limit.name().equals(demand.limit())) {
                    matches.add(
                            new Verdict.Match(
                                    limit.name(),
                                    Decision.DENY,
                                    limit.span(),
                                    Optional.of(charge.effect()),
                                    false,
                                    Optional.of(limit.because().orElse(words(limit))),
                                    Optional.empty()));
                }
            }
        }
        return new Verdict(
                Decision.DENY,
                matches,
                verdict.limits(),
                verdict.observed(),
                Precedence.reason(Decision.DENY, matches));
    }

    private static String words(Policy.Limit limit) {
        String unit = limit.unit() == Limit.Unit.ROWS ? "rows" : "calls";
        long seconds = limit.per().toSeconds();
        String per =
                seconds % 3600 == 0
                        ? seconds / 3600 + "h"
                        : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
        return "no more than " + limit.max() + " " + unit + " in " + per;
    }
}
