package dev.holdpoint.dist.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code java -jar holdpoint.jar COMMAND}. Exit 0 good, 1 findings, 2 usage or unreadable input.
 */
@Command(
        name = "holdpoint",
        description = "Judges what an AI agent is about to do, and stops what nobody signed for.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CheckCommand.class,
            FmtCommand.class,
            TestCommand.class,
            DecideCommand.class,
            ExplainCommand.class,
            ReplayCommand.class,
            CompareCommand.class,
            RequestsCommand.class,
            ApproveCommand.class,
            RefuseCommand.class,
            KillCommand.class,
            AuditCommand.class,
            FingerprintCommand.class,
            DoctorCommand.class
        })
public final class HoldpointCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** The exit code. */
    static int run(String... arguments) {
        return line().execute(arguments);
    }

    /** The command line; what cannot be used is said on standard error and ends with 2. */
    static CommandLine line() {
        CommandLine line = new CommandLine(new HoldpointCommand());
        line.setExecutionExceptionHandler(
                (e, command, parsed) -> {
                    if (e instanceof PolicyOption.Unusable) {
                        command.getErr().println(e.getMessage());
                        return 2;
                    }
                    throw e;
                });
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec().exitCodeOnExecutionException(2);
        }
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
