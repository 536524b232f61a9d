package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import java.util.Optional;

/** What a program that reads its commands from standard input gets there. */
sealed interface Feed {

    /** Known text. */
    record Text(Word content) implements Feed {}

    /** A file that was not read: as if the program were given its name. */
    record File() implements Feed {}

    /** Something that a command computes. */
    record Hidden(String why) implements Feed {}

    /** Nothing that the operation feeds. */
    record Nothing() implements Feed {}

    static Feed of(Call call) {
        Command.Input in = call.command().stdin();
        if (in instanceof Command.Input.Text t) {
            return new Text(t.content());
        }
        for (Command.Redirection r : call.command().redirections()) {
            if (r.mode() == Command.Redirection.Mode.READ) {
                if (r.target().hasHole()) {
                    return new Hidden("which file is read is not known");
                }
                Optional<Word> text = ScriptFiles.text(call.setting(), r.target());
                return text.<Feed>map(Text::new).orElseGet(File::new);
            }
        }
        return in instanceof Command.Input.Unknown u ? new Hidden(u.why()) : new Nothing();
    }
}
