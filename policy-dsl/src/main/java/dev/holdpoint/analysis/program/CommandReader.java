package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Verb;
import java.util.Optional;

/** Reads nothing yet: everything is unknown. */
public final class CommandReader {

    /** Adds the effects to the inquiry. */
    public void read(Command part, Optional<Effect> parent, Inquiry inquiry) {
        inquiry.add(Effect.of(Kind.EXEC).verb(Verb.UNKNOWN).opaque().parent(parent).build());
    }
}
