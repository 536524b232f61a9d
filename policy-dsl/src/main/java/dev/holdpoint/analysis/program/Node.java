package dev.holdpoint.analysis.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program, or one of its subcommands: its options, what its arguments mean, what it does. Filled
 * by {@link CatalogParser} and not changed afterwards.
 */
final class Node {

    /** What the arguments mean under a condition. */
    record Arguments(List<Meaning> meanings, int repeated, Condition condition) {
        /** The meaning of the argument at that index of so many. */
        Meaning at(int index, int count) {
            if (meanings.isEmpty()) {
                return Meaning.PLAIN;
            }
            if (repeated < 0) {
                return index < meanings.size() ? meanings.get(index) : Meaning.PLAIN;
            }
            int after = meanings.size() - repeated - 1;
            if (index < repeated) {
                return meanings.get(index);
            }
            int fromEnd = count - index;
            return fromEnd <= after && count > repeated + after - 1
                    ? meanings.get(meanings.size() - fromEnd)
                    : meanings.get(repeated);
        }
    }

    private final Optional<Node> parent;
    private final Map<String, Option> options = new HashMap<>();
    private final List<Option> declared = new ArrayList<>();
    private final Map<String, Node> children = new HashMap<>();
    private final List<Map.Entry<String, Node>> patterns = new ArrayList<>();
    final List<Arguments> arguments = new ArrayList<>();
    final List<Rule> rules = new ArrayList<>();
    Optional<Otherwise> otherwise = Optional.empty();
    Optional<String> lifter = Optional.empty();

    /** What a subcommand that is not listed does. */
    sealed interface Otherwise {
        /**
         * Its own words tell.
         *
         * @param words how many of them at most; what comes after is given to it
         */
        record Vocabulary(int words) implements Otherwise {}

        record Fixed(Rule rule) implements Otherwise {}
    }

    Node(Optional<Node> parent) {
        this.parent = parent;
    }

    void declare(Option option) {
        declared.add(option);
        for (String n : option.names()) {
            options.put(n, option);
        }
    }

    Node child(String word) {
        if (word.indexOf('*') >= 0) {
            for (Map.Entry<String, Node> e : patterns) {
                if (e.getKey().equals(word)) {
                    return e.getValue();
                }
            }
            Node made = new Node(Optional.of(this));
            patterns.add(Map.entry(word, made));
            return made;
        }
        return children.computeIfAbsent(word, w -> new Node(Optional.of(this)));
    }

    boolean hasChildren() {
        return !children.isEmpty() || !patterns.isEmpty();
    }

    Optional<Node> descend(String word) {
        Node exact = children.get(word);
        if (exact != null) {
            return Optional.of(exact);
        }
        for (Map.Entry<String, Node> e : patterns) {
            if (Globs.matches(e.getKey(), word)) {
                return Optional.of(e.getValue());
            }
        }
        return Optional.empty();
    }

    /** The option of that exact spelling, here or above. */
    Optional<Option> option(String spelling) {
        Option here = options.get(spelling);
        if (here != null) {
            return Optional.of(here);
        }
        return parent.isPresent() ? parent.get().option(spelling) : Optional.empty();
    }

    /**
     * The long option that the spelling abbreviates, as {@code getopt_long} reads it: the first
     * that begins so, here or above. An ambiguous one would be an error of the program, so that any
     * choice is safe.
     */
    Optional<Option> abbreviated(String spelling) {
        for (Option o : declared) {
            for (String n : o.names()) {
                if (n.length() > spelling.length() && n.startsWith(spelling)) {
                    return Optional.of(o);
                }
            }
        }
        return parent.isPresent() ? parent.get().abbreviated(spelling) : Optional.empty();
    }

    /** The nearest answer, here or above, to what an unlisted subcommand does. */
    Optional<Otherwise> otherwise() {
        return otherwise.isPresent() || parent.isEmpty() ? otherwise : parent.get().otherwise();
    }

    Optional<Node> parent() {
        return parent;
    }

    /** Takes over what another program declares, as copies. */
    void like(Node other) {
        other.declared.forEach(this::declare);
        other.children.forEach((word, child) -> child(word).like(child));
        other.patterns.forEach(e -> child(e.getKey()).like(e.getValue()));
        arguments.addAll(other.arguments);
        rules.addAll(other.rules);
        otherwise = other.otherwise;
        lifter = other.lifter;
    }
}
