package dev.holdpoint.analysis;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Verb;
import java.util.Optional;

/** The reader of each kind. */
record Readers(
        Reader<Operation.Exec> exec,
        Part<Script> script,
        Part<Command> command,
        Reader<Operation.Http> http,
        Reader<Operation.Sql> sql,
        Reader<Operation.Tool> tool) {

    /** Reads something that is only part of an operation. */
    @FunctionalInterface
    interface Part<T> {
        void read(T part, Optional<Effect> parent, Inquiry inquiry);
    }

    void read(Operation operation, Optional<Effect> parent, Inquiry inquiry) {
        if (operation instanceof Operation.Exec o) {
            exec.read(o, parent, inquiry);
        } else if (operation instanceof Operation.Http o) {
            http.read(o, parent, inquiry);
        } else if (operation instanceof Operation.Sql o) {
            sql.read(o, parent, inquiry);
        } else if (operation instanceof Operation.Tool o) {
            tool.read(o, parent, inquiry);
        } else if (operation instanceof Operation.Connect o) {
            connect(o, parent, inquiry);
        } else if (operation instanceof Operation.Unreadable o) {
            inquiry.add(
                    Effect.of(o.kind()).hidden(o.why()).parent(parent).summary(o.why()).build());
        }
    }

    /**
     * A connection alone changes nothing; what is sent over it is judged by the clients' choke
     * points.
     */
    private static void connect(Operation.Connect o, Optional<Effect> parent, Inquiry inquiry) {
        boolean unix = o.protocol().equals("unix");
        inquiry.add(
                Effect.of(dev.holdpoint.effect.Kind.CONNECT)
                        .verb(Verb.READ)
                        .reach(unix ? Reach.LOCAL : Reach.REMOTE)
                        .parent(parent)
                        .set(Attribute.PROTOCOL, o.protocol())
                        .set(Attribute.HOST, o.host())
                        .set(Attribute.PORT, dev.holdpoint.effect.Fact.number(o.port()))
                        .summary("connect " + o.protocol() + " " + o.host() + ":" + o.port())
                        .build());
    }
}
