package dev.holdpoint.analysis.program;

import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the text of one program's entry; the format is described at the head of {@code README.txt}
 * there.
 */
final class CatalogParser {

    private static final Set<String> VERBS =
            Set.of("read", "write", "run", "grant", "destroy", "unknown", "carry");

    private final Function<String, Program> others;
    private final Node root = new Node(Optional.empty());
    private final List<Program.Example> examples = new ArrayList<>();
    private List<Node> current = List.of(root);
    private Program.Style style = Program.Style.GNU;
    private boolean remote;
    private Optional<String> service = Optional.empty();

    /**
     * @param others finds the entry that a {@code like} line names
     */
    CatalogParser(Function<String, Program> others) {
        this.others = others;
    }

    /**
     * Reads an entry.
     *
     * @param names from the {@code program} line
     * @param lines those after it
     */
    Program parse(List<String> names, List<String> lines) {
        for (String line : lines) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("//")) {
                continue;
            }
            try {
                line(text);
            } catch (RuntimeException e) {
                throw new IllegalStateException(
                        "catalog entry " + names + ", line '" + text + "': " + e.getMessage(), e);
            }
        }
        return new Program(names, root, style, remote, service, List.copyOf(examples));
    }

    private void line(String text) {
        int blank = text.indexOf(' ');
        String head = blank < 0 ? text : text.substring(0, blank);
        String rest = blank < 0 ? "" : text.substring(blank + 1).strip();
        switch (head) {
            case "opts" -> {
                for (String o : words(rest)) {
                    Option option = Option.parse(o);
                    current.forEach(n -> n.declare(option));
                }
            }
            case "args" -> arguments(rest);
            case ">" -> {
                current = new ArrayList<>();
                for (String path : rest.split(",", -1)) {
                    current.addAll(nodes(path.strip()));
                }
            }
            case "style" -> {
                if (current.get(0) != root) {
                    throw new IllegalArgumentException("a style is the whole program's");
                }
                style = Program.Style.valueOf(rest.toUpperCase(Locale.ROOT));
            }
            case "remote" -> remote = true;
            case "service" -> service = Optional.of(rest);
            case "lift" -> current.forEach(n -> n.lifter = Optional.of(rest));
            case "like" -> like(rest);
            case "else" -> {
                Node.Otherwise o =
                        rest.startsWith("words")
                                ? new Node.Otherwise.Vocabulary(telling(rest))
                                : new Node.Otherwise.Fixed(rule(rest));
                current.forEach(n -> n.otherwise = Optional.of(o));
            }
            case "=" -> {
                int b = rest.indexOf(' ');
                examples.add(
                        new Program.Example(verb(rest.substring(0, b)), rest.substring(b + 1)));
            }
            default -> outcome(text);
        }
    }

    /** {@code words}, or {@code words 2}: how many of them tell. */
    private static int telling(String text) {
        String number = text.substring("words".length()).strip();
        return number.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(number);
    }

    private void like(String name) {
        Program other = others.apply(name);
        current.forEach(n -> n.like(other.root()));
        if (current.get(0) == root) {
            style = other.style();
            remote = other.remote();
            service = other.service();
        }
    }

    /** {@code destroy file if force} here, or {@code destroy secret: secret delete, key rm}. */
    private void outcome(String text) {
        int colon = colon(text);
        if (colon < 0) {
            Rule rule = rule(text);
            current.forEach(n -> n.rules.add(rule));
            return;
        }
        if (text.substring(colon + 1).isBlank()) {
            // it would be a rule for whatever is not listed
            throw new IllegalArgumentException("no subcommand after '" + text + "'");
        }
        Rule rule = rule(text.substring(0, colon));
        for (String path : text.substring(colon + 1).split(",", -1)) {
            for (Node n : nodes(path.strip())) {
                n.rules.add(rule);
            }
        }
    }

    /** The colon that ends the second word at the latest; one in a condition does not count. */
    private static int colon(String text) {
        int colon = text.indexOf(": ");
        if (colon < 0 && text.endsWith(":")) {
            colon = text.length() - 1;
        }
        return colon >= 0 && !text.substring(0, colon).contains(" if ") ? colon : -1;
    }

    private static Rule rule(String text) {
        int at = text.indexOf(" if ");
        Condition condition = at < 0 ? Condition.ALWAYS : Condition.parse(text.substring(at + 4));
        List<String> words = words(at < 0 ? text : text.substring(0, at));
        String head = words.get(0);
        boolean opaque = words.size() > 1 && words.get(words.size() - 1).equals("opaque");
        int count = opaque ? words.size() - 1 : words.size();
        if (count > 2) {
            throw new IllegalArgumentException("more than a verb and a target");
        }
        return new Rule(
                verb(head),
                count == 2 ? words.get(1) : "",
                head.equals("carry"),
                opaque,
                condition);
    }

    private static Verb verb(String word) {
        if (!VERBS.contains(word)) {
            throw new IllegalArgumentException("'" + word + "' is no verb");
        }
        return word.equals("carry") ? Verb.READ : Verb.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private void arguments(String text) {
        int at = text.indexOf(" if ");
        List<Meaning> meanings = new ArrayList<>();
        int repeated = -1;
        for (String w : words(at < 0 ? text : text.substring(0, at))) {
            if (w.endsWith("*")) {
                repeated = meanings.size();
                w = w.substring(0, w.length() - 1);
            }
            meanings.add(Meaning.parse(w));
        }
        Node.Arguments a =
                new Node.Arguments(
                        List.copyOf(meanings),
                        repeated,
                        at < 0 ? Condition.ALWAYS : Condition.parse(text.substring(at + 4)));
        current.forEach(n -> n.arguments.add(a));
    }

    /** The nodes of {@code remote remove|rm}: one for each choice of alternatives. */
    private List<Node> nodes(String path) {
        List<Node> nodes = List.of(root);
        for (String word : words(path)) {
            List<Node> next = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            for (String alternative : word.split("\\|", -1)) {
                if (seen.add(alternative)) {
                    for (Node n : nodes) {
                        next.add(n.child(alternative));
                    }
                }
            }
            nodes = next;
        }
        return nodes;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String w : text.strip().split("\\s+", -1)) {
            if (!w.isEmpty()) {
                words.add(w);
            }
        }
        return words;
    }
}
