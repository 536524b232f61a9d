package dev.holdpoint.samples.incident;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentTest {

    /**
     * What the model may try in the guarded run, the writing of a script apart, which is no harm
     * yet.
     */
    private static final int ATTEMPTS = 9;

    @Test
    void everything_is_lost_without_the_agent_and_nothing_with_it(@TempDir Path folder)
            throws Exception {
        ByteArrayOutputStream story = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(story, true, StandardCharsets.UTF_8), false);

        Incident.Outcome outcome =
                new Incident(
                                Path.of(System.getProperty("holdpoint.jar")),
                                folder.resolve("run"),
                                screen)
                        .play();

        assertAll(
                story.toString(StandardCharsets.UTF_8),
                () ->
                        assertFalse(
                                outcome.unguarded().volume(),
                                "the unguarded agent deletes the volume"),
                () -> assertEquals(0, outcome.unguarded().backups(), "and the backups inside"),
                () -> assertEquals(0, outcome.unguarded().reservations(), "and the table"),
                () -> assertTrue(outcome.guarded().whole(), "guarded, everything is there"),
                () -> assertEquals(ATTEMPTS + 2, outcome.refusals(), "every attempt was refused"),
                () ->
                        assertEquals(
                                0,
                                outcome.mutationsWhileGuarded(),
                                "no mutation reached the service"),
                () ->
                        assertEquals(
                                1, outcome.mutationsAfterApproval(), "the approved one did, once"),
                () -> assertTrue(outcome.scratchGone(), "and did its work"),
                () -> assertTrue(outcome.replayed(), "the recording is judged the same again"),
                () -> assertTrue(outcome.auditIntact(), "the audit's chain is intact"));
    }
}
