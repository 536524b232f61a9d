package dev.holdpoint.dist.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.engine.PolicyLoader;
import dev.holdpoint.session.Decider;
import dev.holdpoint.session.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class DecideCommandTest {

    private static final Decider BASELINE =
            new Decider(PolicyLoader.standard().baseline(), Instant.EPOCH);

    private static List<String> decide(byte[] input, boolean allRead) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(allRead, DecideCommand.decide(BASELINE, new ByteArrayInputStream(input), out));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void answersComeInTheOrderOfTheLinesWhateverTheirLength() throws Exception {
        StringBuilder in = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            String command = i % 50 == 0 ? "rm -rf x; ".repeat(100) : "ls";
            in.append("{\"id\":\"").append(i).append("\",\"kind\":\"exec\",\"command\":\"");
            in.append(command).append("\"}\n");
        }
        List<String> out = decide(in.toString().getBytes(StandardCharsets.UTF_8), true);
        assertEquals(1_000, out.size());
        for (int i = 0; i < out.size(); i++) {
            assertTrue(out.get(i).startsWith("{\"id\":\"" + i + "\",\"verdict\":"), out.get(i));
        }
    }

    @Test
    void aBadLineIsDeniedAndTheRestGoesOn() throws Exception {
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        in.writeBytes(
                "{\"id\":\"1\",\"kind\":\"exec\",\"command\":\"ls\"}\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        in.writeBytes("\n   \n".getBytes(StandardCharsets.UTF_8));
        in.writeBytes(new byte[] {'{', (byte) 0xFF, '}', '\n'});
        in.writeBytes("{\"id\":\"3\",\"kind\":\"moon\"}\n".getBytes(StandardCharsets.UTF_8));
        in.writeBytes(
                "{\"id\":\"4\",\"kind\":\"sql\",\"sql\":\"select 1\"}"
                        .getBytes(StandardCharsets.UTF_8));
        List<String> out = decide(in.toByteArray(), false);
        assertEquals(4, out.size());
        assertEquals(
                "{\"id\":null,\"verdict\":\"deny\",\"error\":\"the line is not UTF-8\"}",
                out.get(1));
        assertEquals(
                "{\"id\":\"3\",\"verdict\":\"deny\",\"error\":\"there is no kind \\\"moon\\\"\"}",
                out.get(2));
        assertTrue(out.get(3).startsWith("{\"id\":\"4\",\"verdict\":\"allow\""));
    }

    @Test
    void nothingInIsNothingOut() throws Exception {
        assertEquals(List.of(), decide(new byte[0], true));
    }

    /** A caller may hold a conversation: it gets each answer before it writes the next line. */
    @Test
    @Timeout(60)
    void anAnswerDoesNotWaitForTheNextLine() throws Exception {
        PipedOutputStream lines = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(lines, 1 << 16);
        PipedInputStream answers = new PipedInputStream(1 << 16);
        PipedOutputStream out = new PipedOutputStream(answers);
        Thread decide =
                new Thread(
                        () -> {
                            try (InputStream i = in;
                                    OutputStream o = out) {
                                DecideCommand.decide(BASELINE, i, o);
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        decide.start();
        for (int i = 0; i < 3; i++) {
            lines.write(
                    ("{\"id\":" + i + ",\"kind\":\"sql\",\"sql\":\"select 1\"}\n")
                            .getBytes(StandardCharsets.UTF_8));
            lines.flush();
            StringBuilder answer = new StringBuilder();
            for (int c = answers.read(); c != '\n'; c = answers.read()) {
                answer.append((char) c);
            }
            assertEquals(
                    Json.whole(i),
                    ((Json.Obj) Json.parse(answer.toString())).get("id").orElseThrow());
        }
        lines.close();
        decide.join();
        assertFalse(decide.isAlive());
    }
}
