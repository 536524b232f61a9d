package dev.holdpoint.dist.agent;

import dev.holdpoint.effect.Operation;
import dev.holdpoint.guard.Gate;
import dev.holdpoint.guard.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The bundled baseline, read when there is a first operation to judge. It was tested when it was
 * built, and where no file is named there is nothing at the start that could be missing; so most
 * JVMs, which start no process and call nobody, do not pay for it. If it fails then, every
 * operation is denied. Thread-safe.
 */
final class Baseline implements Gate {

    private final Start start;
    private volatile @Nullable Guard guard;

    Baseline(Start start) {
        this.start = start;
    }

    @Override
    public void demand(Operation operation) {
        guard().demand(operation);
    }

    private Guard guard() {
        Guard made = guard;
        if (made == null) {
            synchronized (this) {
                made = guard;
                if (made == null) {
                    try {
                        made = start.baseline();
                    } catch (IOException e) {
                        throw new UncheckedIOException("the baseline cannot be read", e);
                    }
                    guard = made;
                }
            }
        }
        return made;
    }
}
