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
import org.jspecify.annotations.Nullable;

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
    private final List<String> path = new ArrayList<>(0);
    private Map<String, List<Word>> flags = Map.of();
    private final List<Use> values = new ArrayList<>(0);
    private final List<Word> arguments = new ArrayList<>(4);
    private List<Word> inner = List.of();
    private Optional<Node> node;
    private boolean uncertain;
    private boolean hiddenSubcommand;
    private @Nullable List<Use> uses;
    private @Nullable Set<String> paths;

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
        List<Use> all = uses;
        if (all == null) {
            int count = arguments.size();
            all = new ArrayList<>(values.size() + count);
            all.addAll(values);
            Optional<Node.Arguments> spec = spec();
            for (int i = 0; i < count; i++) {
                Meaning meaning = spec.isPresent() ? spec.get().at(i, count) : Meaning.PLAIN;
                all.add(new Use(arguments.get(i), meaning));
            }
            uses = all;
        }
        return all;
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
        List<Word> found = List.of();
        for (Use u : uses()) {
            if (u.meaning().what() == what) {
                if (found.isEmpty()) {
                    found = new ArrayList<>(2);
                }
                found.add(u.word());
            }
        }
        return found;
    }

    /** Every path that is written or destroyed, as far as it is known. */
    Set<String> paths() {
        Set<String> all = paths;
        if (all == null) {
            all = new LinkedHashSet<>();
            for (Use u : uses()) {
                if (u.meaning().what() == Meaning.What.WRITTEN
                        || u.meaning().what() == Meaning.What.DESTROYED) {
                    Optional<String> path = setting.path(u.word());
                    if (path.isPresent()) {
                        all.add(path.get());
                    }
                }
            }
            paths = all;
        }
        return all;
    }

    // ---- what the parser fills in

    void descend(String word, Node to) {
        path.add(word);
        node = Optional.of(to);
    }

    void flag(String flag) {
        given(flag);
    }

    void drop(String flag) {
        if (!flags.isEmpty()) {
            flags.remove(flag);
        }
    }

    void flag(String flag, Word value, Meaning meaning) {
        given(flag).add(value);
        values.add(new Use(value, meaning));
    }

    private List<Word> given(String flag) {
        if (flags.isEmpty()) {
            flags = new LinkedHashMap<>(8);
        }
        List<Word> known = flags.get(flag);
        if (known == null) {
            known = new ArrayList<>(0);
            flags.put(flag, known);
        }
        return known;
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
