package dev.holdpoint.dist.cli;

import dev.holdpoint.dist.cli.PolicyOption.Unusable;
import dev.holdpoint.guard.store.DirectoryStore;
import dev.holdpoint.guard.store.StoreException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kill}: stops everything, at once. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = {
            "Switches the kill switch of a store: while it is on, every operation of every agent on"
                    + " it is denied.",
            "Exit 0: done; of `status`, it is off. 1: of `status`, it is on. 2: no such store."
        })
final class KillCommand implements Callable<Integer> {

    /** What to do with the switch. */
    enum Position {
        on,
        off,
        status
    }

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private StoreOption store = new StoreOption();

    @Parameters(index = "0", paramLabel = "on|off|status", description = "What to do.")
    private Position position = Position.status;

    @Option(names = "--json", description = "The answer as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        DirectoryStore open = store.open();
        try {
            if (position != Position.status) {
                open.kill(
                        position == Position.on,
                        Instant.now() + " by " + System.getProperty("user.name", "unknown"));
            }
        } catch (StoreException e) {
            throw new Unusable(String.valueOf(e.getMessage()));
        }
        boolean on = open.isKilled();
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? "{\"killed\":" + on + "}"
                                : on
                                        ? "on: every operation is denied"
                                        : "off: operations are judged by the policy");
        return position == Position.status && on ? 1 : 0;
    }
}
