package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command as its program would understand it: subcommand, options under their canonical names,
 * arguments with their meanings. Filled by {@link CallParser}.
 */
final class Call {

    /** A word with what it means to the program. */
    record Use(Word word, Meaning meaning) {}

    private final String name;
    private final Optional<Program> program;
    private final Setting setting;
    private final List<String> path = new ArrayList<>();
    private final Map<String, List<Word>> flags = new LinkedHashMap<>();
    private final List<Use> values = new ArrayList<>();
    private final List<Word> arguments = new ArrayList<>();
    private List<Word> inner = List.of();
    private Optional<Node> node;
    private boolean uncertain;
    private boolean hiddenSubcommand;
    private Optional<List<Use>> uses = Optional.empty();
    private Optional<Set<String>> paths = Optional.empty();

    Call(String name, Optional<Program> program, Setting setting) {
        this.name = name;
        this.program = program;
        this.setting = setting;
        this.node = program.map(Program::root);
    }

    /** The program's base name. */
    String name() {
        return name;
    }

    Optional<Program> program() {
        return program;
    }

    Setting setting() {
        return setting;
    }

    Command command() {
        return setting.command();
    }

    /** The node of the subcommand. */
    Optional<Node> node() {
        return node;
    }

    /** The words of the subcommand, as far as the catalog lists it. */
    List<String> path() {
        return path;
    }

    /** Arguments after the subcommand, without the inner command. */
    List<Word> arguments() {
        return arguments;
    }

    /** The literal argument at that index, if there is one. */
    Optional<String> argument(int index) {
        return index < arguments.size() ? arguments.get(index).literal() : Optional.empty();
    }

    /** The command that this one starts, where its arguments hold one. */
    List<Word> inner() {
        return inner;
    }

    Set<String> flags() {
        return flags.keySet();
    }

    boolean has(String flag) {
        return flags.containsKey(flag);
    }

    /** The values given for the option, in order. */
    List<Word> values(String flag) {
        return flags.getOrDefault(flag, List.of());
    }

    Optional<Word> value(String flag) {
        List<Word> all = values(flag);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** True where a word that could not be read may be an option or several words. */
    boolean uncertain() {
        return uncertain;
    }

    /** True where the word that chooses the subcommand could not be read. */
    boolean hiddenSubcommand() {
        return hiddenSubcommand;
    }

    /** Option values and arguments with their meanings. */
    List<Use> uses() {
        if (uses.isEmpty()) {
            List<Use> all = new ArrayList<>(values);
            Optional<Node.Arguments> spec = spec();
            int count = arguments.size();
            for (int i = 0; i < count; i++) {
                int index = i;
                all.add(
                        new Use(
                                arguments.get(i),
                                spec.map(s -> s.at(index, count)).orElse(Meaning.PLAIN)));
            }
            uses = Optional.of(all);
        }
        return uses.get();
    }

    private Optional<Node.Arguments> spec() {
        for (Optional<Node> n = node; n.isPresent(); n = n.get().parent()) {
            for (Node.Arguments a : n.get().arguments) {
                if (a.condition().test(this) == Condition.Truth.YES) {
                    return Optional.of(a);
                }
            }
            if (!path.isEmpty()) {
                break; // a subcommand's arguments are not those of the program
            }
        }
        return Optional.empty();
    }

    /** True where the value of an option is a program or a command line. */
    boolean startsByOption() {
        for (Use u : values) {
            if (u.meaning().what() == Meaning.What.SCRIPT
                    || u.meaning().what() == Meaning.What.PROGRAM) {
                return true;
            }
        }
        return false;
    }

    /** The words of that meaning. */
    List<Word> of(Meaning.What what) {
        List<Word> found = new ArrayList<>();
        for (Use u : uses()) {
            if (u.meaning().what() == what) {
                found.add(u.word());
            }
        }
        return found;
    }

    /** Every path that is written or destroyed, as far as it is known. */
    Set<String> paths() {
        if (paths.isEmpty()) {
            Set<String> all = new LinkedHashSet<>();
            for (Use u : uses()) {
                if (u.meaning().what() == Meaning.What.WRITTEN
                        || u.meaning().what() == Meaning.What.DESTROYED) {
                    setting.path(u.word()).ifPresent(all::add);
                }
            }
            paths = Optional.of(all);
        }
        return paths.get();
    }

    // ---- what the parser fills in

    void descend(String word, Node to) {
        path.add(word);
        node = Optional.of(to);
    }

    void flag(String flag) {
        flags.computeIfAbsent(flag, f -> new ArrayList<>(0));
    }

    void drop(String flag) {
        flags.remove(flag);
    }

    void flag(String flag, Word value, Meaning meaning) {
        flags.computeIfAbsent(flag, f -> new ArrayList<>(1)).add(value);
        values.add(new Use(value, meaning));
    }

    void add(Word argument) {
        arguments.add(argument);
    }

    void starts(List<Word> command) {
        inner = command;
    }

    void setUncertain() {
        uncertain = true;
    }

    void setHiddenSubcommand() {
        hiddenSubcommand = true;
    }
}
