package dev.holdpoint.samples.incident;

import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.service.AiServices;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The agent that is guarded, or not: a program of its own, which takes one message of its user a
 * line from standard input. Each line that it prints begins with {@code say}, {@code call}, {@code
 * told} or {@code done}.
 */
public final class CodingAgent {

    private CodingAgent() {}

    /** What LangChain4j implements. */
    interface Assistant {
        String chat(String message);
    }

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Assistant assistant =
                AiServices.builder(Assistant.class)
                        .chatModel(
                                new StubbornModel(
                                        Plans.all(), line -> out.println(line.replace('\n', ' '))))
                        .chatMemory(MessageWindowChatMemory.withMaxMessages(200))
                        .tools(new Tools(System.getenv("DATABASE_URL")))
                        .build();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            assistant.chat(line);
            out.println("done");
        }
    }
}
