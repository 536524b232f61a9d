package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Verb;
import java.util.Optional;

/** Reads nothing yet: everything is unknown. */
public final class ScriptReader {

    /** Adds the effects to the inquiry. */
    public void read(Script part, Optional<Effect> parent, Inquiry inquiry) {
        inquiry.add(Effect.of(Kind.EXEC).verb(Verb.UNKNOWN).opaque().parent(parent).build());
    }
}
