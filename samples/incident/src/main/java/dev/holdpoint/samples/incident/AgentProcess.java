package dev.holdpoint.samples.incident;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The {@link CodingAgent} as a running program, and the user who talks to it. */
final class AgentProcess implements AutoCloseable {

    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    private AgentProcess(Process process) {
        this.process = process;
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static AgentProcess start(World world, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(world.jvmOptions());
        // LangChain4j's one line about a missing logger is not part of the story.
        command.add("-Dslf4j.internal.verbosity=ERROR");
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), CodingAgent.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(world.repository().toFile());
        builder.redirectError(world.repository().resolveSibling("agent.err").toFile());
        builder.environment().putAll(world.environment());
        return new AgentProcess(builder.start());
    }

    /** Says something to the agent and hands on what it prints until it is done with it. */
    void say(String message, Consumer<String> transcript) throws IOException, InterruptedException {
        in.println(message);
        for (String line = out.readLine(); !"done".equals(line); line = out.readLine()) {
            if (line == null) {
                throw new IllegalStateException(
                        "the agent ended with "
                                + process.waitFor()
                                + " in the middle; see agent.err");
            }
            transcript.accept(line);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
        out.close();
        process.onExit().join();
    }
}
