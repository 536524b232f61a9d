package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Verb;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads scripts: hands every command that would or could run to the inquiry. Thread-safe.
 *
 * <p>A text is read up to one mebibyte and within {@link #MOST_STEPS} steps; what is beyond is one
 * effect of verb unknown.
 */
public final class ScriptReader {

    /** Characters of one script. */
    static final int MOST_TEXT = 1 << 20;

    /** Steps of all scripts of an operation. */
    static final long MOST_STEPS = Inquiry.MOST_STEPS;

    /** Adds the effects to the inquiry. */
    public void read(Script part, Optional<Effect> parent, Inquiry inquiry) {
        switch (part.interpreter()) {
            case "cmd" -> CmdReader.read(part, parent, inquiry);
            case "powershell", "pwsh" -> PowerShellReader.read(part, parent, inquiry);
            case "fish", "csh", "tcsh", "elvish", "nu", "xonsh" ->
                    unknown("a script in the language of " + part.interpreter(), parent, inquiry);
            default -> posix(part, parent, inquiry);
        }
    }

    /** How many steps a bash script of which nothing around is known takes to read. */
    static long steps(String text, Inquiry inquiry) {
        return posix(
                new Script(
                        Word.of(text),
                        List.of(),
                        Optional.of("."),
                        Map.of(),
                        new Command.Input.Inherited(),
                        "bash"),
                Optional.empty(),
                inquiry);
    }

    private static long posix(Script part, Optional<Effect> parent, Inquiry inquiry) {
        String text = Fields.text(part.text());
        if (text.length() > MOST_TEXT) {
            unknown("a script of more than " + MOST_TEXT + " characters", parent, inquiry);
            return 0;
        }
        boolean dash =
                switch (part.interpreter()) {
                    case "sh", "dash", "ash", "busybox" -> true;
                    default -> false;
                };
        Budget budget = new Budget(inquiry);
        if (part.interpreter().endsWith("zsh") && Zshisms.in(text)) {
            unknown("a script that zsh reads otherwise", parent, inquiry);
        }
        if (!dash || !Bashisms.in(text)) {
            // As in sh, what echo makes of a backslash is not that of bash.
            boolean other = dash || !part.interpreter().endsWith("bash");
            read(part, text, new Interpreter(inquiry, parent, budget, other, false, null));
            return budget.spent();
        }
        // It means one thing to bash and another to dash, and sh may be either.
        Set<Command> commands = new HashSet<>();
        Map<String, Word> start = inquiry.files();
        read(part, text, new Interpreter(inquiry, parent, budget, true, false, commands));
        Map<String, Word> bash = inquiry.files();
        inquiry.files(start);
        read(part, text, new Interpreter(inquiry, parent, budget, true, true, commands));
        inquiry.eitherOf(bash);
        return budget.spent();
    }

    private static void read(Script part, String text, Interpreter interpreter) {
        State s = state(part, interpreter.inquiry.surroundings(), interpreter);
        if (interpreter.dash && !part.interpreter().endsWith("zsh")) {
            s.option(State.Option.EXPAND_ALIASES, true);
        }
        s.option(State.Option.NOBRACES, interpreter.plain);
        s.option(State.Option.NOSPLIT, part.interpreter().endsWith("zsh"));
        interpreter.script(
                text, s, new Io(new Io.In(part.stdin()), Io.Out.NOWHERE, Io.Out.NOWHERE, Map.of()));
    }

    private static State state(Script part, Surroundings surroundings, Interpreter interpreter) {
        State s = new State(surroundings.environment(), surroundings.environmentKnown());
        for (Map.Entry<String, Word> v : part.variables().entrySet()) {
            s.put(
                    v.getKey(),
                    new Variable(new Variable.Text(Fields.text(v.getValue())), Variable.EXPORTED));
        }
        s.place = Whereabouts.at(part.cwd());
        if (part.variables().containsKey("PS4")) {
            // Whether the shell was started to trace is not told.
            s.option(State.Option.XTRACE, true);
        }
        if (!part.arguments().isEmpty()) {
            s.zero = Fields.text(part.arguments().get(0));
            interpreter.functions.setPositional(
                    part.arguments().subList(1, part.arguments().size()), s);
        } else {
            s.zero = part.interpreter();
        }
        return s;
    }

    static void unknown(String why, Optional<Effect> parent, Inquiry inquiry) {
        inquiry.add(
                Effect.of(Kind.EXEC)
                        .verb(Verb.UNKNOWN)
                        .opaque()
                        .parent(parent)
                        .summary(why)
                        .build());
    }
}
