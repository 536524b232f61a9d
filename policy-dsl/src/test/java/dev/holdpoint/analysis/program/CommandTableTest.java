package dev.holdpoint.analysis.program;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The three tables beside this test: what must be stopped, what must pass, what hides. One command
 * a line.
 */
class CommandTableTest {

    private static final Analysis ANALYSIS = Analysis.standard();

    static Stream<String> stop() throws IOException {
        return lines("stop.txt");
    }

    static Stream<String> pass() throws IOException {
        return lines("pass.txt");
    }

    static Stream<String> bypass() throws IOException {
        return lines("bypass.txt");
    }

    private static Stream<String> lines(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(CommandTableTest.class.getResourceAsStream(name), name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(l -> !l.isBlank() && !l.startsWith("//"));
        }
    }

    @ParameterizedTest
    @MethodSource("stop")
    void whatDestroysIsStopped(String command) {
        assertTrue(stops(command), () -> read(command).effects().toString());
    }

    @ParameterizedTest
    @MethodSource("pass")
    void whatIsHarmlessPasses(String command) {
        assertFalse(stops(command), () -> read(command).effects().toString());
    }

    @ParameterizedTest
    @MethodSource("bypass")
    void whatHidesIsStopped(String command) {
        assertTrue(stops(command), () -> read(command).effects().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ln -s /srv /tmp/z; rm -rf /tmp/z/data",
                "mv src /tmp/; rm -rf /tmp/src",
                "rm -rf build"
            })
    void moreLinksOrMovesThanAreKeptAreStopped(String end) {
        String many =
                IntStream.range(0, 505)
                        .mapToObj(i -> "ln -s x /tmp/l" + i + "; mv a" + i + " /tmp/; ")
                        .collect(Collectors.joining());
        assertTrue(stops(many + end), end);
    }

    private static Reading read(String command) {
        return ANALYSIS.read(Operation.Exec.shell(command, Optional.empty()), Surroundings.NOWHERE);
    }

    /** As the baseline policy asks: what destroys, grants or hides. */
    private static boolean stops(String command) {
        Reading r = read(command);
        return r.verb().compareTo(Verb.GRANT) >= 0 || r.effects().stream().anyMatch(Effect::opaque);
    }
}
