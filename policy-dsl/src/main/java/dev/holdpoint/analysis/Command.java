package dev.holdpoint.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A simple command after expansion, as the shell (or ProcessBuilder) would start it. The shell room
 * makes these; the program room says what they do.
 *
 * @param words the program and its arguments; at least one
 * @param cwd absolute directory it runs in, or relative to the unknown starting directory ({@code
 *     .}, {@code ./x}, {@code ../x}); empty where {@code cd} went somewhere unknown
 * @param variables the environment as far as the script sets it (exported and prefixed assignments)
 * @param stdin what it reads on standard input
 * @param redirections those to files, in order
 */
public record Command(
        List<Word> words,
        Optional<String> cwd,
        Map<String, Word> variables,
        Input stdin,
        List<Redirection> redirections) {

    public Command {
        words = List.copyOf(words);
        variables = Variables.of(variables);
        redirections = List.copyOf(redirections);
    }

    /**
     * The same directory, variables, input and redirections around other words: what a wrapper
     * starts.
     */
    public Command with(List<Word> inner) {
        return new Command(inner, cwd, variables, stdin, redirections);
    }

    /** Standard input. */
    public sealed interface Input {
        /** The script's own, which is nothing that the script wrote. */
        record Inherited() implements Input {}

        /**
         * Known text: a here-document, a here-string, or a pipe from a command whose output is
         * constant.
         */
        record Text(Word content) implements Input {}

        /**
         * Whatever a command or a file gives, which is not known.
         *
         * @param names patterns of which each line of it matches one, where it is known that they
         *     are names of files; else empty
         */
        record Unknown(String why, List<Word> names) implements Input {
            public Unknown(String why) {
                this(why, List.of());
            }
        }
    }

    /** A redirection to or from a file. */
    public record Redirection(Mode mode, Word target) {
        /** What opening does to the file. */
        public enum Mode {
            READ,
            /** Truncates: {@code >}, {@code >|}, {@code &>}. */
            WRITE,
            APPEND,
            /** {@code <>}. */
            READ_WRITE
        }
    }
}
