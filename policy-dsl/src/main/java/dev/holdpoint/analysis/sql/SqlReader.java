package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Reader;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.util.Optional;

/** Reads nothing yet: everything is unknown. */
public final class SqlReader implements Reader<Operation.Sql> {

    @Override
    public void read(Operation.Sql operation, Optional<Effect> parent, Inquiry inquiry) {
        inquiry.add(Effect.of(Kind.SQL).verb(Verb.UNKNOWN).opaque().parent(parent).build());
    }
}
