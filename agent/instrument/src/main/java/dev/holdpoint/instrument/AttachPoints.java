package dev.holdpoint.instrument;

import static dev.holdpoint.instrument.ChokePoint.Weave.BEFORE;

import dev.holdpoint.bridge.HoldpointException;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.guard.Gate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Self-defence: attaching to a JVM, this one or another, loads code into it that nothing judges. It
 * is denied, whatever the policy says.
 */
final class AttachPoints implements Family {

    private static final String MACHINE = "com.sun.tools.attach.VirtualMachine";
    private static final String RETURNS = ")Lcom/sun/tools/attach/VirtualMachine;";

    @Override
    public Kind kind() {
        return Kind.EXEC;
    }

    @Override
    public List<ChokePoint> table() {
        return List.of(
                new ChokePoint(MACHINE, "attach", "(Ljava/lang/String;" + RETURNS, BEFORE, 0),
                new ChokePoint(
                        MACHINE,
                        "attach",
                        "(Lcom/sun/tools/attach/VirtualMachineDescriptor;" + RETURNS,
                        BEFORE,
                        0));
    }

    @Override
    public @Nullable Object enter(
            Gate gate, int sight, @Nullable Object self, @Nullable Object[] arguments) {
        String why = "attaching to a JVM, which would load code into it that nothing judges";
        gate.demand(new Operation.Unreadable(Kind.EXEC, why));
        throw new HoldpointException(
                "Holdpoint stopped " + why + ". Another way to the same end is stopped too.");
    }
}
