package dev.holdpoint.analysis.shell;

import java.util.Set;

/**
 * Tells commands that print nothing. What such a command is redirected to is emptied, as by {@code
 * : > file}; what others are redirected to is written.
 */
final class Silence {

    private static final Set<String> SILENT =
            Set.of(
                    ("cd set unset export readonly declare typeset local shift return exit break"
                                    + " continue exec shopt read let getopts trap")
                            .split(" ", -1));

    private static final int OUTPUT = 1;

    private Silence() {}

    /** True where some command in it is one that prints. */
    static boolean isBroken(Node node) {
        if (node instanceof Node.Simple n) {
            return !n.words().isEmpty()
                    && n.redirects().stream().noneMatch(r -> r.descriptor() == OUTPUT)
                    && prints(n.words().get(0));
        } else if (node instanceof Node.Pipeline n) {
            return isBroken(n.stages().get(n.stages().size() - 1));
        } else if (node instanceof Node.AndOr n) {
            return isBroken(n.first()) || n.rest().stream().anyMatch(l -> isBroken(l.node()));
        } else if (node instanceof Node.Sequence n) {
            return n.nodes().stream().anyMatch(Silence::isBroken);
        } else if (node instanceof Node.Background n) {
            return isBroken(n.node());
        } else if (node instanceof Node.Group n) {
            return isBroken(n.body());
        } else if (node instanceof Node.Subshell n) {
            return isBroken(n.body());
        } else if (node instanceof Node.If n) {
            return n.clauses().stream().anyMatch(c -> isBroken(c.condition()) || isBroken(c.body()))
                    || n.otherwise() != null && isBroken(n.otherwise());
        } else if (node instanceof Node.While n) {
            return isBroken(n.condition()) || isBroken(n.body());
        } else if (node instanceof Node.For n) {
            return isBroken(n.body());
        } else if (node instanceof Node.ForArithmetic n) {
            return isBroken(n.body());
        } else if (node instanceof Node.Case n) {
            return n.choices().stream().anyMatch(c -> c.body() != null && isBroken(c.body()));
        }
        // a test, arithmetic and a definition print nothing; where what is redirected itself has
        // redirections, or runs beside the rest, its output goes elsewhere
        return false;
    }

    private static boolean prints(ShellWord word) {
        String name = word.literal();
        return name != null && !name.isEmpty() && !SILENT.contains(name) && !Outputs.isSilent(name);
    }
}
