package dev.holdpoint.analysis.program;

import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Optional;

/**
 * What the catalog knows of one program.
 *
 * @param names all of them; the first is the one that it is known by
 * @param root its grammar and rules
 * @param style how it reads its options
 * @param remote true where it acts on another machine or at a provider
 * @param service the provider's service, or empty
 * @param examples command lines with the verb that they must come to
 */
record Program(
        List<String> names,
        Node root,
        Style style,
        boolean remote,
        Optional<String> service,
        List<Example> examples) {

    /** How options are told from arguments. */
    enum Style {
        /** {@code -abc} is three options; options may follow arguments. */
        GNU,
        /** {@code -abc} is three options; the first argument ends the options. */
        POSIX,
        /** {@code -name} is one option: terraform, java, find. */
        SINGLE,
        /** No word is an option. */
        NONE
    }

    record Example(Verb verb, String line) {}

    String name() {
        return names.get(0);
    }
}
