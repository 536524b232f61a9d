package dev.holdpoint.guard;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.engine.Situation;
import dev.holdpoint.engine.Verdict;
import dev.holdpoint.guard.limit.Charge;
import dev.holdpoint.guard.limit.Windows;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Policy.Limit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Charges an operation against the limits that its verdict names. Thread-safe. */
final class Limits {

    private final Policy policy;
    private final Windows windows;

    Limits(Policy policy, Windows windows) {
        this.policy = policy;
        this.windows = windows;
    }

    /**
     * Makes the charges.
     *
     * @throws IOException if they cannot be counted
     */
    Windows.Outcome charge(Verdict verdict, Situation situation) throws IOException {
        List<Charge> charges = new ArrayList<>();
        for (Verdict.Charge c : verdict.limits()) {
            boolean calls = c.limit().unit() == Limit.Unit.CALLS;
            add(charges, c.limit(), situation, calls ? 1 : 0);
        }
        return charges.isEmpty()
                ? new Windows.Outcome.Made(List.of(), 0)
                : windows.charge(charges, situation.now());
    }

    /** Charges the rows that an operation has changed. */
    void rows(Verdict verdict, Situation situation, long rows) throws IOException {
        List<Charge> charges = new ArrayList<>();
        verdict.limits().stream()
                .map(Verdict.Charge::limit)
                .filter(l -> l.unit() == Limit.Unit.ROWS)
                .distinct()
                .forEach(l -> add(charges, l, situation, rows));
        List<Charge> noted =
                charges.stream()
                        .map(c -> new Charge(c.name(), c.key(), c.max(), c.per(), c.amount(), 0))
                        .toList();
        if (!noted.isEmpty()) {
            windows.charge(noted, situation.now());
        }
    }

    void takeBack(Windows.Outcome.Made made) throws IOException {
        if (!made.charges().isEmpty()) {
            windows.takeBack(made);
        }
    }

    static String exceeded(Policy policy, Charge charge) {
        return "limit "
                + charge.name()
                + " is exceeded: at most "
                + charge.max()
                + " per "
                + charge.per().toString().substring(2).toLowerCase(java.util.Locale.ROOT)
                + policy.limits().stream()
                        .filter(l -> l.name().equals(charge.name()))
                        .flatMap(l -> l.because().stream())
                        .findFirst()
                        .map(b -> ", because " + b)
                        .orElse("");
    }

    private void add(List<Charge> charges, Limit limit, Situation s, long amount) {
        int max = (int) Math.min(Integer.MAX_VALUE, limit.max());
        String prefix = policy.name() + "\n" + limit.name() + "\n" + limit.scope() + "\n";
        Optional<String> session =
                s.session() instanceof Fact.Text t
                        ? Optional.of("=" + t.value())
                        : Optional.empty();
        boolean unknown = session.isEmpty() && !(s.session() instanceof Fact.Absent);
        String whose =
                switch (limit.scope()) {
                    case SESSION -> unknown ? "?" : session.orElse("");
                    case AGENT -> s.agent().map(a -> "=" + a).orElse("");
                    case POLICY -> "";
                };
        long room = Math.max(1, amount);
        charges.add(new Charge(limit.name(), prefix + whose, max, limit.per(), amount, room));
        if (limit.scope() == Limit.Scope.SESSION && !unknown) {
            charges.add(new Charge(limit.name(), prefix + "?", max, limit.per(), amount, 0));
        }
    }
}
