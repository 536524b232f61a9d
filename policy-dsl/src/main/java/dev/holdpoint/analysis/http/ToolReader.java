package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Reader;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.util.Optional;

/** Reads nothing yet: everything is unknown. */
public final class ToolReader implements Reader<Operation.Tool> {

    @Override
    public void read(Operation.Tool operation, Optional<Effect> parent, Inquiry inquiry) {
        inquiry.add(Effect.of(Kind.TOOL).verb(Verb.UNKNOWN).opaque().parent(parent).build());
    }
}
