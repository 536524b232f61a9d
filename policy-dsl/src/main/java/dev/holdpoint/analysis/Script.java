package dev.holdpoint.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A shell script found in an operation: the string of {@code sh -c}, the content of {@code bash
 * x.sh}, the standard input of a shell.
 *
 * @param text the script as far as it is known
 * @param arguments {@code $0}, {@code $1}, …; may be empty
 * @param cwd as in {@link Command}
 * @param variables what is set when it starts, beyond what the surroundings tell
 * @param stdin what its commands read unless they are redirected
 * @param interpreter base name of the shell: {@code sh}, {@code bash}, {@code dash}, {@code zsh},
 *     {@code cmd}, {@code powershell}, …
 */
public record Script(
        Word text,
        List<Word> arguments,
        Optional<String> cwd,
        Map<String, Word> variables,
        Command.Input stdin,
        String interpreter) {
    public Script {
        arguments = List.copyOf(arguments);
        variables = Variables.of(variables);
    }
}
