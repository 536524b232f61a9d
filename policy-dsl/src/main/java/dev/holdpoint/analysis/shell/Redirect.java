package dev.holdpoint.analysis.shell;

import org.jspecify.annotations.Nullable;

/**
 * A redirection as it is written.
 *
 * @param descriptor the number before it, or that which the operator implies
 * @param variable the name in {@code {name}>}, else empty
 * @param target the word after the operator; of a here-document its body once it is read
 */
record Redirect(Kind kind, int descriptor, String variable, Target target) {

    enum Kind {
        READ,
        WRITE,
        CLOBBER,
        APPEND,
        READ_WRITE,
        /** {@code &>}. */
        WRITE_BOTH,
        /** {@code &>>}. */
        APPEND_BOTH,
        /** {@code <&}. */
        COPY_INPUT,
        /** {@code >&}. */
        COPY_OUTPUT,
        HERE_DOCUMENT,
        HERE_STRING
    }

    /** The word after the operator. The body of a here-document comes later than its operator. */
    static final class Target {
        private @Nullable ShellWord word;

        Target(@Nullable ShellWord word) {
            this.word = word;
        }

        ShellWord word() {
            return word == null ? ShellWord.EMPTY : word;
        }

        void body(ShellWord body) {
            word = body;
        }
    }
}
