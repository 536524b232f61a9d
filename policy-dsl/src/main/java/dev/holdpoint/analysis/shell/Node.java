package dev.holdpoint.analysis.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command as it is written. */
sealed interface Node {

    /** Assignments, words and redirections; at least one of them. */
    record Simple(List<Assignment> assignments, List<ShellWord> words, List<Redirect> redirects)
            implements Node {}

    /** One or more commands joined by {@code |}. */
    record Pipeline(List<Node> stages, boolean negated) implements Node {}

    /** Commands joined by {@code &&} and {@code ||}, which bind alike from the left. */
    record AndOr(Node first, List<Link> rest) implements Node {}

    /** What follows {@code &&} ({@code and}) or {@code ||}. */
    record Link(boolean and, Node node) {}

    /** Commands one after the other. */
    record Sequence(List<Node> nodes) implements Node {}

    /** {@code … &}. */
    record Background(Node node) implements Node {}

    record Group(Node body) implements Node {}

    record Subshell(Node body) implements Node {}

    record If(List<Clause> clauses, @Nullable Node otherwise) implements Node {}

    record Clause(Node condition, Node body) {}

    record While(Node condition, boolean until, Node body) implements Node {}

    /**
     * {@code for} or {@code select}.
     *
     * @param words null for the positional parameters
     */
    record For(String name, @Nullable List<ShellWord> words, boolean select, Node body)
            implements Node {}

    record ForArithmetic(ShellWord start, ShellWord condition, ShellWord step, Node body)
            implements Node {}

    record Case(ShellWord subject, List<Choice> choices) implements Node {}

    /**
     * One branch of a case.
     *
     * @param fallThrough after {@code ;&}
     * @param testNext after {@code ;;&}
     */
    record Choice(
            List<ShellWord> patterns, @Nullable Node body, boolean fallThrough, boolean testNext) {}

    /** {@code [[ … ]]}. */
    record Test(Condition condition) implements Node {}

    /** {@code ((…))}. */
    record Arithmetic(ShellWord expression) implements Node {}

    /**
     * A function definition.
     *
     * @param source the text from the body's beginning to its end, as {@code export -f} hands it on
     */
    record Function(String name, Node body, Stretch source) implements Node {

        /** By the source: comparing bodies would descend as deep as they are. */
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Function f
                            && name.equals(f.name)
                            && source.length() == f.source.length()
                            && source.text.regionMatches(
                                    source.from, f.source.text, f.source.from, source.length()));
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + source.length();
        }
    }

    /** A stretch of source text, cut out only when it is asked for. */
    record Stretch(String text, int from, int to) {
        int length() {
            return to - from;
        }

        String cut() {
            return text.substring(from, to);
        }
    }

    record Coprocess(String name, Node body) implements Node {}

    record Redirected(Node node, List<Redirect> redirects) implements Node {}

    /** What stands in {@code [[ … ]]}. */
    sealed interface Condition {
        record Not(Condition inner) implements Condition {}

        record Both(Condition left, Condition right) implements Condition {}

        record Either(Condition left, Condition right) implements Condition {}

        record Unary(String operator, ShellWord operand) implements Condition {}

        record Binary(ShellWord left, String operator, ShellWord right) implements Condition {}
    }
}
