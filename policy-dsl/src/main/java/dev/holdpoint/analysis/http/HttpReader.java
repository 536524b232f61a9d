package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Reader;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.util.Optional;

/** Reads nothing yet: everything is unknown. */
public final class HttpReader implements Reader<Operation.Http> {

    @Override
    public void read(Operation.Http operation, Optional<Effect> parent, Inquiry inquiry) {
        inquiry.add(Effect.of(Kind.HTTP).verb(Verb.UNKNOWN).opaque().parent(parent).build());
    }
}
