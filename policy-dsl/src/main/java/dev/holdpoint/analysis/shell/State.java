package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Variables;
import dev.holdpoint.analysis.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a shell knows at one moment. Mutable; {@link #fork} makes the layer of another way. */
final class State {

    /** Options that change the reading. */
    enum Option {
        ERREXIT,
        NOGLOB,
        NOEXEC,
        XTRACE,
        ALLEXPORT,
        EXPAND_ALIASES,
        LASTPIPE,
        NOBRACES,
        NOCASEMATCH,
        XPG_ECHO,
        POSIX,
        PIPEFAIL,
        EXECFAIL,
        NOSPLIT,
        VERBOSE
    }

    static final int UNKNOWN = -1;

    /** What every shell begins with; below every state, and never changed. */
    private static final Layers<Variable> INITIAL = new Layers<>(null);

    static {
        INITIAL.put("IFS", Variable.of(" \t\n"));
        INITIAL.put("OPTIND", new Variable(new Variable.Text("1"), Variable.INTEGER));
    }

    /**
     * A function.
     *
     * @param bodies more than one where it depends on the way taken
     * @param defined whether it is so on every way
     */
    record Function(List<Node.Function> bodies, boolean defined) {
        static final Function NONE = new Function(List.of(), true);
    }

    final Layers<Variable> variables;
    final Layers<Function> functions;
    final Layers<String> aliases;
    final Layers<List<String>> traps;
    final Layers<String> hashed;

    /** Set by the script or given: whether a name never assigned is unset or not known. */
    final Map<String, String> inherited;

    boolean inheritedKnown;

    /** One bit for each option that is on. */
    private int options;

    /** What {@code local} hid, by function call. */
    final Deque<Map<String, Variable>> frames;

    List<String> positional = List.of();

    /** False where there may be more or fewer. */
    boolean positionalKnown = true;

    String zero = "bash";
    Whereabouts place = Whereabouts.UNKNOWN;
    List<Optional<String>> stack = List.of();
    int status;

    /** What the last condition proves of variables. */
    Proof proof = Proof.NONE;

    /** Where the shell itself reads and writes since an {@code exec} without a command. */
    @Nullable Io permanent;

    private @Nullable Map<String, Word> environment;
    private boolean exports;

    State(Map<String, String> inherited, boolean inheritedKnown) {
        this.variables = new Layers<>(INITIAL);
        this.functions = new Layers<>(null);
        this.aliases = new Layers<>(null);
        this.traps = new Layers<>(null);
        this.hashed = new Layers<>(null);
        this.inherited = inherited;
        this.inheritedKnown = inheritedKnown;
        this.frames = new ArrayDeque<>(0);
    }

    private State(State below) {
        this.variables = new Layers<>(below.variables);
        this.functions = new Layers<>(below.functions);
        this.aliases = new Layers<>(below.aliases);
        this.traps = new Layers<>(below.traps);
        this.hashed = new Layers<>(below.hashed);
        this.inherited = below.inherited;
        this.inheritedKnown = below.inheritedKnown;
        this.options = below.options;
        this.exports = below.exports;
        this.frames = below.frames;
        take(below);
        this.environment = below.environment;
    }

    private void take(State other) {
        positional = other.positional;
        positionalKnown = other.positionalKnown;
        zero = other.zero;
        place = other.place;
        stack = other.stack;
        status = other.status;
        permanent = other.permanent;
        proof = other.proof;
        inheritedKnown &= other.inheritedKnown;
    }

    /** PWD, as the directory is known. */
    Variable directory() {
        return place.only()
                .filter(c -> !c.startsWith(".."))
                .map(c -> c.startsWith(".") ? Gap.START.text() + c.substring(1) : c)
                .map(c -> new Variable(new Variable.Text(c), Variable.EXPORTED))
                .orElseGet(() -> Variable.anything(Gap.SYSTEM));
    }

    /** Goes on whatever the last status was. */
    void settle() {
        be(place.settled());
        proof = Proof.NONE;
    }

    /** Goes on where the last status was success. */
    void succeeded() {
        be(place.succeeded());
        take(proof.ifTrue());
    }

    /** Goes on where the last status was failure. */
    void failed() {
        be(place.failed());
        take(proof.ifFalse());
    }

    private void take(List<String> numbers) {
        proof = Proof.NONE;
        numbers.forEach(this::holdsNumber);
    }

    /** Of a variable whose value is not known it is known now that it is a number. */
    void holdsNumber(String name) {
        Variable v = get(name);
        String value = v.scalar();
        if (value != null && Gap.in(value) && !v.is(Variable.REFERENCE)) {
            put(name, v.with(new Variable.Text(Gap.NUMBER.text())));
        }
    }

    private void be(Whereabouts now) {
        if (!now.equals(place)) {
            place = now;
            put("PWD", directory());
        }
    }

    State fork() {
        return new State(this);
    }

    boolean on(Option o) {
        return (options & (1 << o.ordinal())) != 0;
    }

    void option(Option o, boolean on) {
        options = on ? options | (1 << o.ordinal()) : options & ~(1 << o.ordinal());
    }

    /** The variable as it is known, following name references. */
    Variable get(String name) {
        Variable v = variables.get(name);
        return v != null ? v : initial(name);
    }

    private Variable initial(String name) {
        switch (name) {
            case "RANDOM", "SRANDOM", "SECONDS", "LINENO", "HISTCMD":
                return new Variable(new Variable.Anything(Gap.NUMBER), Variable.INTEGER);
            case "BASHPID",
            "PPID",
            "UID",
            "EUID",
            "EPOCHSECONDS",
            "EPOCHREALTIME",
            "BASH_LINENO",
            "BASH_SUBSHELL",
            "SHLVL",
            "COLUMNS",
            "LINES",
            "GROUPS",
            "PIPESTATUS":
                return Variable.anything(Gap.NUMBER);
            case "HOSTNAME",
            "HOSTTYPE",
            "OSTYPE",
            "MACHTYPE",
            "BASH_VERSION",
            "BASH_VERSINFO",
            "BASH",
            "SHELLOPTS",
            "BASHOPTS":
                return Variable.anything(Gap.SYSTEM);
            case "_",
            "BASH_SOURCE",
            "FUNCNAME",
            "BASH_COMMAND",
            "BASH_EXECUTION_STRING",
            "BASH_ARGV",
            "BASH_ARGV0",
            "BASH_ALIASES",
            "BASH_CMDS",
            "DIRSTACK":
                // The script's own words.
                return Variable.anything(Gap.GIVEN);
            case "PWD":
                return directory();
            case "REPLY", "MAPFILE", "OPTARG", "BASH_REMATCH", "COPROC":
                return Variable.UNSET;
            default:
                String given = inherited.get(name);
                if (given != null) {
                    return new Variable(new Variable.Text(Gap.admit(given)), Variable.EXPORTED);
                }
                if (name.equals("HOME")) {
                    return Variable.anything(Gap.HOME);
                }
                return inheritedKnown ? Variable.UNSET : Variable.anything(Gap.VARIABLE);
        }
    }

    /** Whether programs are looked for where they were, and only then elsewhere. */
    boolean findsAsBefore() {
        Variable v = variables.get("PATH");
        if (v == null) {
            return true;
        }
        String now = v.scalar();
        String before = initial("PATH").scalar();
        return now != null
                && before != null
                && now.startsWith(before)
                && (now.length() == before.length() || now.charAt(before.length()) == ':');
    }

    /** Whether the shell answers for the variable, whatever was assigned to it. */
    boolean dynamic(String name) {
        return switch (name) {
            case "RANDOM",
                    "SRANDOM",
                    "SECONDS",
                    "LINENO",
                    "HISTCMD",
                    "BASHPID",
                    "EPOCHSECONDS",
                    "EPOCHREALTIME",
                    "BASH_COMMAND",
                    "BASH_SUBSHELL",
                    "FUNCNAME",
                    "GROUPS",
                    "DIRSTACK",
                    "_" ->
                    variables.get(name) == null;
            default -> false;
        };
    }

    void put(String name, Variable v) {
        Variable before = variables.get(name);
        if (v.is(Variable.EXPORTED) || (before != null && before.is(Variable.EXPORTED))) {
            environment = null;
            exports = true;
        }
        variables.put(name, v);
    }

    /** What the script adds to the environment of the programs that it starts. */
    Map<String, Word> environment() {
        if (!exports) {
            return Map.of();
        }
        if (environment == null) {
            Map<String, Word> e = new HashMap<>();
            variables.each(
                    (name, v) -> {
                        String s = v.is(Variable.EXPORTED) ? v.scalar() : null;
                        if (s != null) {
                            e.put(name, Fields.value(s));
                        }
                    });
            environment = Variables.of(e);
        }
        return environment;
    }

    /** Says that a function's export changed. */
    void exportFunction(String name, Node.Function f) {
        put(
                "BASH_FUNC_" + name + "%%",
                new Variable(new Variable.Text("() " + f.source().cut()), Variable.EXPORTED));
    }

    /** Takes over what another way, forked from this, made of it. */
    void adopt(State way) {
        for (String name : way.variables.changed()) {
            put(name, Objects.requireNonNull(way.variables.get(name)));
        }
        for (String name : way.functions.changed()) {
            functions.put(name, Objects.requireNonNull(way.functions.get(name)));
        }
        for (String name : way.aliases.changed()) {
            aliases.put(name, Objects.requireNonNull(way.aliases.get(name)));
        }
        for (String name : way.traps.changed()) {
            traps.put(name, Objects.requireNonNull(way.traps.get(name)));
        }
        for (String name : way.hashed.changed()) {
            hashed.put(name, Objects.requireNonNull(way.hashed.get(name)));
        }
        options = way.options;
        take(way);
    }

    /** What joining the ways takes, in steps. */
    long joining(List<State> ways) {
        long steps = 0;
        for (State way : ways) {
            steps += way.variables.changed().size() + way.aliases.changed().size();
            steps += way.stack.size();
            for (String name : way.functions.changed()) {
                long bodies = 1;
                for (State other : ways) {
                    Function f = other.functions.get(name);
                    bodies += f == null ? 0 : f.bodies().size();
                }
                steps += bodies * bodies;
            }
            for (String name : way.traps.changed()) {
                long bodies = 1;
                for (State other : ways) {
                    List<String> t = other.traps.get(name);
                    bodies += t == null ? 0 : t.size();
                }
                steps += bodies * bodies;
            }
        }
        return steps;
    }

    /** Becomes what holds whichever of the ways, all forked from this, was taken. */
    void join(List<State> ways) {
        if (ways.isEmpty()) {
            return;
        }
        if (ways.size() == 1) {
            adopt(ways.get(0));
            return;
        }
        Map<String, Variable> joined = Map.of();
        for (State way : ways) {
            for (String name : way.variables.changed()) {
                if (joined.isEmpty()) {
                    joined = new HashMap<>();
                }
                if (!joined.containsKey(name)) {
                    Variable v = ways.get(0).get(name);
                    for (State other : ways.subList(1, ways.size())) {
                        v = Variable.join(v, other.get(name));
                    }
                    joined.put(name, v);
                }
            }
        }
        Map<String, Function> bodies = Map.of();
        for (State way : ways) {
            for (String name : way.functions.changed()) {
                if (bodies.isEmpty()) {
                    bodies = new HashMap<>();
                }
                bodies.computeIfAbsent(name, n -> together(n, ways));
            }
        }
        Map<String, List<String>> trapped = Map.of();
        for (State way : ways) {
            for (String name : way.traps.changed()) {
                if (trapped.isEmpty()) {
                    trapped = new HashMap<>();
                }
                trapped.computeIfAbsent(name, n -> allTraps(n, ways));
            }
        }
        for (State way : ways) {
            for (String name : way.aliases.changed()) {
                aliases.put(name, sameAlias(name, ways));
            }
            for (String name : way.hashed.changed()) {
                hashed.put(name, Objects.requireNonNull(way.hashed.get(name)));
            }
        }
        joined.forEach(this::put);
        bodies.forEach(functions::put);
        trapped.forEach(traps::put);
        State first = ways.get(0);
        boolean aliasing = first.on(Option.EXPAND_ALIASES);
        options = first.options;
        take(first);
        for (State way : ways.subList(1, ways.size())) {
            aliasing |= way.on(Option.EXPAND_ALIASES);
            options &= way.options;
            if (!positional.equals(way.positional) || positionalKnown != way.positionalKnown) {
                positionalKnown = false;
                positional = List.of();
            }
            place = place.or(way.place);
            if (!stack.equals(way.stack)) {
                stack = List.of();
            }
            if (status != way.status) {
                status = UNKNOWN;
            }
        }
        if (aliasing) {
            option(Option.EXPAND_ALIASES, true);
        }
    }

    private static Function together(String name, List<State> ways) {
        List<Node.Function> bodies = new ArrayList<>();
        boolean defined = true;
        for (State way : ways) {
            Function f = way.functions.get(name);
            if (f == null || f.bodies().isEmpty()) {
                defined = false;
                continue;
            }
            defined &= f.defined();
            for (Node.Function body : f.bodies()) {
                if (!bodies.contains(body)) {
                    bodies.add(body);
                }
            }
        }
        return new Function(List.copyOf(bodies), defined);
    }

    private static List<String> allTraps(String name, List<State> ways) {
        List<String> all = new ArrayList<>();
        for (State way : ways) {
            List<String> t = way.traps.get(name);
            if (t != null) {
                t.stream().filter(x -> !all.contains(x)).forEach(all::add);
            }
        }
        return List.copyOf(all);
    }

    private static String sameAlias(String name, List<State> ways) {
        String first = ways.get(0).aliases.get(name);
        for (State way : ways) {
            if (!Objects.equals(first, way.aliases.get(name))) {
                return Gap.BRANCH.text();
            }
        }
        return first == null ? "" : first;
    }

    /** Whether joining another way, forked from this, would change anything. */
    boolean differs(State way) {
        for (String name : way.variables.changed()) {
            Variable now = get(name);
            if (!Variable.join(now, way.get(name)).equals(now)) {
                return true;
            }
        }
        for (String name : way.functions.changed()) {
            Function now = functions.get(name);
            Function then = way.functions.get(name);
            if (then != null
                    && (now == null
                            || !now.bodies().containsAll(then.bodies())
                            || (now.defined() && !then.defined()))) {
                return true;
            }
        }
        return !place.covers(way.place)
                || (positionalKnown
                        && (!way.positionalKnown || !positional.equals(way.positional)));
    }
}
