package dev.holdpoint.dist.cli;

import dev.holdpoint.guard.approval.Statement.Decision;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code refuse}: signs against one operation, for good. */
@Command(
        name = "refuse",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a request whole and signs a refusal, which is final: no approval counts any more.",
            "Exit 0: signed. 1: not confirmed. 2: no such request, it was changed, or no signature."
        })
final class RefuseCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Override
    public Integer call() {
        return answer.answer(
                Decision.REFUSE,
                Optional.of(Duration.ofDays(1)),
                1,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }
}
