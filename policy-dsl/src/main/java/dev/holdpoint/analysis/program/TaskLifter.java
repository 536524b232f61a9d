package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Verb;
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
        draft.verb(verb).add();
    }
}
