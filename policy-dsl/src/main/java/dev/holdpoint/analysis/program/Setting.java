package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Where a command stands: what it is, what brings it about, who takes its effects.
 *
 * @param command the command
 * @param parent the effect that brings it about
 * @param inquiry takes the effects
 */
record Setting(Command command, Optional<Effect> parent, Inquiry inquiry) {

    /** The path that a word names, resolved; empty where it could not be read. */
    Optional<String> path(Word word) {
        return Paths.resolve(word, command.cwd(), inquiry);
    }

    /** The directory that the whole operation started in. */
    Optional<String> start() {
        if (parent.isEmpty()) {
            return command.cwd();
        }
        Effect top = parent.get();
        while (top.parent().isPresent()) {
            top = top.parent().get();
        }
        return top.kind() == Kind.EXEC && top.fact(Attribute.CWD) instanceof Fact.Text t
                ? Optional.of(t.value())
                : Optional.of(".");
    }

    /** What an exec above says of the attribute: a host or user that it changed to. */
    Fact inherited(Attribute attribute) {
        return parent.filter(p -> p.kind() == Kind.EXEC)
                .map(p -> p.fact(attribute))
                .orElse(Fact.ABSENT);
    }

    Setting with(Command other) {
        return new Setting(other, parent, inquiry);
    }

    Setting with(List<Word> words) {
        return with(command.with(words));
    }
}
