package dev.holdpoint.instrument;

import dev.holdpoint.bridge.HoldpointException;
import dev.holdpoint.bridge.Sentry;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.guard.Gate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sentry: hands what is seen at a choke point to its family. It starts closed, and stops
 * everything until it is opened with a gate, which happens after the self-test. Thread-safe.
 */
final class Watch implements Sentry {

    /** What the self-test looks for. */
    static final String CLOSED = "holdpoint: stopped, because holdpoint is still starting";

    private final Family[] families;
    private final ChokePoint[] rows;
    private volatile boolean observing;
    private volatile @Nullable Gate gate;

    Watch(List<Armoury.Entry> entries) {
        families = new Family[entries.size()];
        rows = new ChokePoint[entries.size()];
        for (int i = 0; i < rows.length; i++) {
            families[i] = entries.get(i).family();
            rows[i] = entries.get(i).row();
        }
    }

    void open(Gate opened, boolean observes) {
        observing = observes;
        gate = opened;
    }

    @Override
    public @Nullable Object enter(int point, @Nullable Object self, @Nullable Object[] arguments) {
        Gate open = gate;
        if (open == null) {
            throw new HoldpointException(CLOSED);
        }
        try {
            return families[point].enter(open, rows[point].sight(), self, arguments);
        } catch (HoldpointException denial) {
            throw denial;
        } catch (Throwable defect) {
            unjudged(open, point, defect);
            return null;
        }
    }

    @Override
    public void leave(int point, @Nullable Object self, @Nullable Object result) {
        if (gate != null) {
            families[point].leave(rows[point].sight(), self, result);
        }
    }

    @Override
    public @Nullable Object replace(int point, @Nullable Object self, @Nullable Object value) {
        return families[point].replace(rows[point].sight(), value);
    }

    /** What a choke point could not make sense of is put to the gate as such, and does not run. */
    private void unjudged(Gate open, int point, Throwable defect) {
        String what = rows[point].type() + "." + rows[point].member();
        String why = what + " could not be read: " + defect;
        try {
            open.demand(new Operation.Unreadable(families[point].kind(), why));
        } catch (HoldpointException denial) {
            throw denial;
        } catch (Throwable gateFailed) {
            why += "; and the guard failed: " + gateFailed;
        }
        if (!observing) {
            throw new HoldpointException(
                    "Holdpoint stopped this: " + why + ". Another way is stopped too.");
        }
    }
}
