package dev.holdpoint.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private final Analysis analysis = Analysis.standard();

    @Test
    void an_equal_command_is_read_once() {
        Reading first = analysis.read(shell("rm -rf x"), Surroundings.NOWHERE);
        assertSame(first, analysis.read(shell("rm -rf x"), Surroundings.NOWHERE));
        assertNotSame(first, analysis.read(shell("rm -rf y"), Surroundings.NOWHERE));
    }

    @Test
    void a_script_is_read_again_since_it_may_have_changed() {
        Folder folder = new Folder("echo hello");
        assertEquals(Verb.READ, analysis.read(shell("bash /srv/x.sh"), folder).verb());
        folder.script = "rm -rf /srv/data";
        assertEquals(Verb.DESTROY, analysis.read(shell("bash /srv/x.sh"), folder).verb());
    }

    @Test
    void more_commands_than_it_holds_are_all_read_right() {
        for (int i = 0; i < 3 * Memory.MOST; i++) {
            Verb expected = i % 2 == 0 ? Verb.DESTROY : Verb.READ;
            String command = (i % 2 == 0 ? "rm -rf /srv/" : "echo ") + i;
            assertEquals(expected, analysis.read(shell(command), Surroundings.NOWHERE).verb());
        }
    }

    @Test
    void a_variable_that_the_child_does_not_inherit_is_not_set_for_it() {
        Folder folder =
                new Folder("echo hello") {
                    @Override
                    public Map<String, String> environment() {
                        return Map.of("SCRATCH", "/tmp/scratch");
                    }
                };
        List<String> argv = List.of("sh", "-c", "rm -rf ${SCRATCH:-/srv/data}");
        assertEquals(Verb.WRITE, analysis.read(exec(argv, true), folder).verb());
        assertEquals(Verb.DESTROY, analysis.read(exec(argv, false), folder).verb());
    }

    private static Operation exec(List<String> argv, boolean inherits) {
        return new Operation.Exec(argv, Optional.of("/srv"), Map.of(), inherits, Body.EMPTY);
    }

    private static Operation shell(String command) {
        return Operation.Exec.shell(command, Optional.of("/srv"));
    }

    /** One script, which can be changed. */
    private static class Folder implements Surroundings {
        private String script;

        Folder(String script) {
            this.script = script;
        }

        @Override
        public Found read(String path, int most) {
            return path.equals("/srv/x.sh")
                    ? new Found.Content(script.getBytes(StandardCharsets.UTF_8))
                    : new Found.Missing();
        }

        @Override
        public Optional<String> real(String path) {
            return Optional.of(path);
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public boolean environmentKnown() {
            return true;
        }

        @Override
        public Optional<String> directory() {
            return Optional.of("/srv");
        }

        @Override
        public Optional<String> home() {
            return Optional.empty();
        }
    }
}
