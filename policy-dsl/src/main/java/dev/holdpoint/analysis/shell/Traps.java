package dev.holdpoint.analysis.shell;

import java.util.List;
import java.util.Set;

/**
 * What runs without standing where it runs: the bodies of traps, and the prompt of a trace. A trap
 * does not run within another.
 */
final class Traps {

    /** Traps that run during the script, or at its end. */
    private static final Set<String> SOON = Set.of("EXIT", "DEBUG", "ERR", "RETURN");

    private final Interpreter interpreter;

    private boolean inTrap;

    /** The prompt that was expanded last, which is not done again. */
    private String traced = "";

    Traps(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** What runs before a command, after a failure or behind a function. */
    void run(String signal, State s) {
        if (inTrap) {
            return;
        }
        List<String> bodies = s.traps.get(signal);
        if (bodies != null && !bodies.isEmpty()) {
            inTrap = true;
            int status = s.status;
            for (String body : bodies) {
                interpreter.text(body, s.fork(), Interpreter.NOTHING);
            }
            s.status = status;
            inTrap = false;
        }
    }

    /** What runs when the shell ends. */
    void exit(State s, Io io) {
        List<String> bodies = s.traps.get("EXIT");
        if (bodies == null || bodies.isEmpty()) {
            return;
        }
        s.traps.put("EXIT", List.of());
        for (String body : bodies) {
            interpreter.text(body, s, io);
        }
    }

    /** What a signal may start at any time. */
    void signals(State s, Io io) {
        for (String signal : s.traps.names()) {
            List<String> bodies = s.traps.get(signal);
            if (bodies != null && !SOON.contains(signal)) {
                for (String body : bodies) {
                    interpreter.text(body, s.fork(), io);
                }
            }
        }
    }

    /** The prompt of {@code set -x} is expanded before each command, and what is in it runs. */
    void trace(State s, Io io) {
        Variable v = s.variables.get("PS4");
        String prompt = v == null ? null : v.scalar();
        if (prompt != null && !prompt.equals(traced)) {
            traced = prompt;
            prompt(prompt, s.fork(), io);
        }
    }

    /** Expands a text once more, as it is done with prompts, and runs what is in it. */
    void prompt(String text, State s, Io io) {
        if (Gap.feared(text)) {
            interpreter.handover.fear(
                    "a text that is not known here is expanded as a prompt, which may run a command");
        }
        interpreter.expansion.value(interpreter.expansion.reread(text), s, io);
    }

    /** What a trace is written to holds the script's own words, prompt and all. */
    static void traced(Io io) {
        io.err().write(Gap.GIVEN.text());
        for (Object stream : io.others().values()) {
            if (stream instanceof Io.Out out) {
                out.write(Gap.GIVEN.text());
            }
        }
    }
}
