package dev.holdpoint.analysis.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stretch of a word as it is written, before expansion. */
sealed interface Piece {

    /** Unquoted text: braces, tilde and globs in it count. */
    record Plain(String text) implements Piece {}

    /** Text whose quotes are removed. */
    record Quoted(String text) implements Piece {}

    /** Within double quotes: {@link Quoted} texts and expansions. */
    record DoubleQuoted(List<Piece> pieces) implements Piece {
        public DoubleQuoted {
            pieces = List.copyOf(pieces);
        }
    }

    /**
     * {@code $(…)} or backquotes.
     *
     * @param inShell <code>${ …; }</code> and <code>${|…; }</code> (bash 5.3, mksh), which run in
     *     the shell itself and may give the value of a variable: what they leave behind is not
     *     followed
     */
    record Substitution(Node body, boolean inShell) implements Piece {}

    /**
     * Backquotes whose inside has no valid syntax, which the shell finds only when it gets there.
     */
    record Broken(String why) implements Piece {}

    /** {@code <(…)}, or {@code >(…)} where the command reads. */
    record ProcessSubstitution(Node body, boolean reads) implements Piece {}

    /** {@code $((…))}. */
    record Arithmetic(ShellWord expression) implements Piece {}

    /**
     * {@code $x} or <code>${…}</code>.
     *
     * @param name an identifier, a number or one special character
     * @param subscript between brackets
     * @param indirect with an exclamation mark before it
     * @param operator what is done with the value
     * @param colon whether an operator that asks for unset asks for empty too
     * @param operand the word, pattern or offset
     * @param second the replacement or length
     * @param open whether it is written without braces, so that text put after it would lengthen
     *     its name
     */
    record Parameter(
            String name,
            @Nullable ShellWord subscript,
            boolean indirect,
            Operator operator,
            boolean colon,
            ShellWord operand,
            @Nullable ShellWord second,
            boolean open)
            implements Piece {

        /** {@code $name}. */
        static Parameter plain(String name) {
            return new Parameter(
                    name, null, false, Operator.NONE, false, ShellWord.EMPTY, null, true);
        }
    }

    /** What is done with a parameter's value. */
    enum Operator {
        NONE,
        LENGTH,
        DEFAULT,
        ASSIGN,
        DEMAND,
        ALTERNATIVE,
        CUT_PREFIX,
        CUT_LONGEST_PREFIX,
        CUT_SUFFIX,
        CUT_LONGEST_SUFFIX,
        REPLACE,
        REPLACE_ALL,
        REPLACE_PREFIX,
        REPLACE_SUFFIX,
        SUBSTRING,
        UPPER_FIRST,
        UPPER,
        LOWER_FIRST,
        LOWER,
        TOGGLE_FIRST,
        TOGGLE,
        TRANSFORM,
        /** {@code ${!prefix*}}. */
        NAMES,
        /** {@code ${!array[@]}}. */
        KEYS
    }
}
