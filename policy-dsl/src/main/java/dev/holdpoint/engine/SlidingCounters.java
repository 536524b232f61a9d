package dev.holdpoint.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Counters in memory. Memory is bounded for each key: beyond {@value #MOST_CHARGES} charges in a
 * window neighbours are counted together, as if they had been made at the later time, so that a
 * count is never too low. Thread-safe.
 */
public final class SlidingCounters implements Counters {

    private static final int MOST_CHARGES = 1_024;
    private static final int SWEEP_EVERY = 4_096;

    private record Charge(Instant at, long amount) {}

    private static final class Window {
        private final Deque<Charge> charges = new ArrayDeque<>();
        private final Duration per;

        Window(Duration per) {
            this.per = per;
        }

        /** What is still counted; forgets what is not. */
        long used(Instant now) {
            while (!charges.isEmpty() && !now.isBefore(charges.peekFirst().at().plus(per))) {
                charges.removeFirst();
            }
            long sum = 0;
            for (Charge charge : charges) {
                sum += charge.amount();
            }
            return sum;
        }

        void add(Instant now, long amount) {
            Charge last = charges.peekLast();
            // a clock that went back must not make a charge leave the window early
            Instant at = last != null && last.at().isAfter(now) ? last.at() : now;
            charges.addLast(new Charge(at, amount));
            if (charges.size() > MOST_CHARGES) {
                pair();
            }
        }

        void remove(Instant at, long amount) {
            List<Charge> all = new ArrayList<>(charges);
            long left = amount;
            for (int i = all.size() - 1; i >= 0 && left > 0; i--) {
                Charge charge = all.get(i);
                if (charge.at().equals(at)) {
                    long taken = Math.min(left, charge.amount());
                    all.set(i, new Charge(at, charge.amount() - taken));
                    left -= taken;
                }
            }
            charges.clear();
            charges.addAll(all);
        }

        private void pair() {
            List<Charge> old = new ArrayList<>(charges);
            charges.clear();
            for (int i = 0; i < old.size(); i += 2) {
                Charge a = old.get(i);
                Charge b = i + 1 < old.size() ? old.get(i + 1) : new Charge(a.at(), 0);
                charges.addLast(new Charge(b.at(), a.amount() + b.amount()));
            }
        }
    }

    private final Map<String, Window> windows = new HashMap<>();
    private int untilSweep = SWEEP_EVERY;

    @Override
    public synchronized List<Demand> exceeded(List<Demand> demands, Instant now) {
        List<Demand> exceeded = new ArrayList<>();
        for (Demand demand : demands) {
            if (demand.enforced() && demand.exceededBy(used(demand, now))) {
                exceeded.add(demand);
            }
        }
        return exceeded;
    }

    @Override
    public synchronized List<Demand> take(List<Demand> demands, Instant now) {
        List<Demand> exceeded = exceeded(demands, now);
        if (exceeded.isEmpty()) {
            charge(demands, now);
        }
        return exceeded;
    }

    @Override
    public synchronized void charge(List<Demand> demands, Instant now) {
        for (Demand demand : demands) {
            if (demand.amount() > 0) {
                for (String key : demand.charged()) {
                    windows.computeIfAbsent(key, k -> new Window(demand.per()))
                            .add(now, demand.amount());
                }
            }
        }
        untilSweep--;
        if (untilSweep <= 0) {
            untilSweep = SWEEP_EVERY;
            for (Iterator<Window> i = windows.values().iterator(); i.hasNext(); ) {
                if (i.next().used(now) == 0) {
                    i.remove();
                }
            }
        }
    }

    @Override
    public synchronized void giveBack(List<Demand> demands, Instant taken) {
        for (Demand demand : demands) {
            for (String key : demand.charged()) {
                Window window = windows.get(key);
                if (window != null) {
                    window.remove(taken, demand.amount());
                }
            }
        }
    }

    private long used(Demand demand, Instant now) {
        long used = 0;
        for (String key : demand.counted()) {
            Window window = windows.get(key);
            used += window == null ? 0 : window.used(now);
        }
        return used;
    }
}
