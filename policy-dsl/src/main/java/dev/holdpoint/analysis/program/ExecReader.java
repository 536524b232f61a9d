package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Reader;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.util.Optional;

/** Reads nothing yet: everything is unknown. */
public final class ExecReader implements Reader<Operation.Exec> {

    @Override
    public void read(Operation.Exec operation, Optional<Effect> parent, Inquiry inquiry) {
        inquiry.add(Effect.of(Kind.EXEC).verb(Verb.UNKNOWN).opaque().parent(parent).build());
    }
}
