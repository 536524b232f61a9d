package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Reader;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a process start as Java makes it: the argv is what the program gets, word for word. Nothing
 * is expanded, split or globbed ({@code ["rm","-rf","$X"]} removes a file named {@code $X}); only a
 * shell that is itself started parses its {@code -c} string again. Stateless.
 */
public final class ExecReader implements Reader<Operation.Exec> {

    @Override
    public void read(Operation.Exec operation, Optional<Effect> parent, Inquiry inquiry) {
        if (operation.argv().isEmpty()) {
            inquiry.add(
                    Effect.of(Kind.EXEC)
                            .verb(Verb.UNKNOWN)
                            .opaque()
                            .parent(parent)
                            .summary("a process start without a program")
                            .build());
            return;
        }
        List<Word> words = new ArrayList<>(operation.argv().size());
        for (String argument : operation.argv()) {
            words.add(Word.of(argument));
        }
        Optional<String> cwd =
                operation.cwd().isPresent()
                        ? operation.cwd()
                        : inquiry.surroundings().directory().or(() -> HERE);
        inquiry.command(
                new Command(
                        words,
                        cwd,
                        variables(operation.environment()),
                        input(operation.stdin()),
                        List.of()),
                parent);
    }

    private static Map<String, Word> variables(Map<String, String> environment) {
        if (environment.isEmpty()) {
            return Map.of();
        }
        Map<String, Word> variables = new HashMap<>();
        environment.forEach((name, value) -> variables.put(name, Word.of(value)));
        return variables;
    }

    /** The unknown starting directory, see {@link Command#cwd}. */
    private static final Optional<String> HERE = Optional.of(".");

    /**
     * Nothing that is known to be fed leaves the input inherited. A caller that will write to the
     * process afterwards must say {@link Body.Unread}, or a bare {@code sh} is taken for one that
     * reads nothing of consequence.
     */
    private static Command.Input input(Body stdin) {
        if (stdin instanceof Body.Unread unread) {
            return new Command.Input.Unknown(unread.why());
        }
        if (stdin instanceof Body.Bytes bytes) {
            try {
                // a decoder of its own reports what is not UTF-8 instead of replacing it
                String text =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes.content()))
                                .toString();
                return new Command.Input.Text(Word.of(text));
            } catch (CharacterCodingException e) {
                return new Command.Input.Unknown("the input is not UTF-8: " + e.getMessage());
            }
        }
        return new Command.Input.Inherited();
    }
}
