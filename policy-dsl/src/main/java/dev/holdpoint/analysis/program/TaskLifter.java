package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runners of named tasks ({@code npm run X}, {@code just X}): what a task does stands in a file
 * that was not read, so that only its name tells.
 */
final class TaskLifter implements Lifter {

    private final Judgement judgement;

    TaskLifter(Judgement judgement) {
        this.judgement = judgement;
    }

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call) || Judgement.dryRun(call) || call.has("list")) {
            draft.verb(Verb.READ).add();
            return;
        }
        Verb verb = Verb.RUN;
        for (Word a : call.arguments()) {
            Optional<String> name = a.literal();
            if (name.filter(judgement.vocabulary()::names).isPresent()) {
                verb = Verb.DESTROY;
            }
        }
        Effect task = draft.verb(verb).add();
        executable(call).ifPresent(s -> Start.script(call, task, s));
    }

    /** Maven's {@code exec:exec -Dexec.executable=rm -Dexec.args='-rf x'}. */
    private static Optional<Word> executable(Call call) {
        List<Word> script = new ArrayList<>();
        for (String property : List.of("exec.executable=", "exec.args=", "exec.commandlineArgs=")) {
            for (Word d : call.values("define")) {
                if (d.prefix().startsWith(property)) {
                    script.add(CallParser.suffix(d, property.length()));
                }
            }
        }
        return script.isEmpty() ? Optional.empty() : Optional.of(Start.joined(script));
    }
}
