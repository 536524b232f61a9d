package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what one simple command does. Stateless. */
public final class CommandReader {

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh", "ksh");

    /** Adds the effects to the inquiry. */
    public void read(Command command, Optional<Effect> parent, Inquiry inquiry) {
        List<Word> words = command.words();
        String rendered = words.get(0).rendering();
        String program = rendered.substring(rendered.lastIndexOf('/') + 1);
        Effect.Builder effect =
                Effect.of(Kind.EXEC)
                        .parent(parent)
                        .reach(Reach.LOCAL)
                        .set(Attribute.PROGRAM, program)
                        .set(Attribute.PATHS, Fact.NONE)
                        .summary(program);
        boolean shell = SHELLS.contains(program);
        if (shell && words.size() > 2 && words.get(1).literal().equals(Optional.of("-c"))) {
            Effect sh = effect.carrier().build();
            inquiry.add(sh);
            inquiry.script(
                    new Script(
                            words.get(2),
                            words.subList(3, words.size()),
                            command.cwd(),
                            command.variables(),
                            command.stdin(),
                            program),
                    Optional.of(sh));
            return;
        }
        inquiry.add(effect.verb(Verb.RUN).build());
    }
}
