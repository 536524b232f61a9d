package dev.holdpoint.analysis;

import dev.holdpoint.analysis.shell.ScriptReader;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a script and keeps the commands that it hands over, instead of what they do. */
public final class Recording {

    private final List<Command> commands = new ArrayList<>();
    private final Inquiry inquiry;

    private Recording(Surroundings surroundings) {
        inquiry =
                Inquiry.of(
                        new Readers(
                                (operation, parent, i) -> {},
                                (script, parent, i) -> new ScriptReader().read(script, parent, i),
                                this::record,
                                (operation, parent, i) -> {},
                                (operation, parent, i) -> {},
                                (operation, parent, i) -> {}),
                        surroundings);
    }

    private void record(Command command, Optional<Effect> parent, Inquiry i) {
        commands.add(command);
        i.add(Effect.of(Kind.EXEC).verb(Verb.READ).parent(parent).build());
    }

    public static Recording of(Script script, Surroundings surroundings) {
        Recording r = new Recording(surroundings);
        r.inquiry.script(script, Optional.empty());
        return r;
    }

    /** Of a bash script that starts in the directory and knows its environment. */
    public static Recording of(String text, String directory, Map<String, String> environment) {
        return of(
                new Script(
                        Word.of(text),
                        List.of(),
                        Optional.of(directory),
                        Map.of(),
                        new Command.Input.Inherited(),
                        "bash"),
                new Known(directory, environment));
    }

    /** Of a script of which nothing around is known. */
    public static Recording of(String text) {
        return of(
                new Script(
                        Word.of(text),
                        List.of(),
                        Optional.of("."),
                        Map.of(),
                        new Command.Input.Inherited(),
                        "bash"),
                Surroundings.NOWHERE);
    }

    /** An inquiry that keeps what it is handed, for a test that drives the room itself. */
    public static Inquiry inquiry() {
        return new Recording(Surroundings.NOWHERE).inquiry;
    }

    public List<Command> commands() {
        return commands;
    }

    /** Whether part of it was said to be unreadable. */
    public boolean hidden() {
        return inquiry.since(0).stream().anyMatch(Effect::opaque);
    }

    /** Why. */
    public List<String> reasons() {
        return inquiry.since(0).stream().filter(Effect::opaque).map(Effect::summary).toList();
    }

    /** Surroundings without files, but with a directory and an environment. */
    private record Known(String path, Map<String, String> environment) implements Surroundings {
        @Override
        public Found read(String file, int most) {
            return new Found.Missing();
        }

        @Override
        public Optional<String> real(String file) {
            return Optional.empty();
        }

        @Override
        public boolean environmentKnown() {
            return true;
        }

        @Override
        public Optional<String> directory() {
            return Optional.of(path);
        }

        @Override
        public Optional<String> home() {
            return Optional.ofNullable(environment.get("HOME"));
        }
    }
}
