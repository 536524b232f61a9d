package dev.holdpoint.dist.cli;

import dev.holdpoint.guard.approval.Statement.Decision;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code approve}: signs for one operation. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a request whole, takes its digest again from what it shows, and signs for exactly"
                    + " that.",
            "Whether your key counts is decided by the policy of the agent, not here.",
            "Exit 0: signed. 1: not confirmed. 2: no such request, it was changed, or no signature."
        })
final class ApproveCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "How long it holds, such as 90s, 10m or 2h; at most as the policy says.")
    private @Nullable String time;

    @Option(
            names = "--uses",
            paramLabel = "N",
            description = "How often it serves; at most as the policy says.")
    private int uses;

    @Override
    public Integer call() {
        if (uses < 0) {
            throw new PolicyOption.Unusable("--uses is a number from 1");
        }
        return answer.answer(
                Decision.APPROVE,
                Optional.ofNullable(time).map(ApproveCommand::duration),
                uses,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }

    static Duration duration(String text) {
        try {
            long number = Long.parseLong(text.substring(0, text.length() - 1));
            if (number > 0 && number < 1_000_000_000) {
                switch (text.charAt(text.length() - 1)) {
                    case 's' -> {
                        return Duration.ofSeconds(number);
                    }
                    case 'm' -> {
                        return Duration.ofMinutes(number);
                    }
                    case 'h' -> {
                        return Duration.ofHours(number);
                    }
                    case 'd' -> {
                        return Duration.ofDays(number);
                    }
                    default -> throw new NumberFormatException();
                }
            }
            throw new NumberFormatException();
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new PolicyOption.Unusable(
                    "`" + text + "` is no time; write for instance 90s, 10m, 2h or 1d");
        }
    }
}
