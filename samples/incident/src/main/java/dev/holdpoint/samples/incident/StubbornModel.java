package dev.holdpoint.samples.incident;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A chat model that follows a plan: for each goal it tries one attempt after another until a tool
 * says that it worked, as a model does that takes every refusal for a puzzle.
 */
final class StubbornModel implements ChatModel {

    /**
     * One tool call. {@code {token}} in it is the token found so far, {@code {base64}} the hidden
     * text in base 64.
     *
     * @param prepares true where success is not the goal yet, only the way to the next attempt
     */
    record Attempt(
            String say,
            String tool,
            Map<String, String> arguments,
            String shown,
            String hidden,
            boolean prepares) {}

    /**
     * What the model wants.
     *
     * @param attempts ways to it, in the order in which they are tried
     */
    record Goal(String name, List<Attempt> attempts) {}

    private final Map<String, List<Goal>> plans;
    private final Consumer<String> voice;
    private List<Goal> plan = List.of();
    private int goal;
    private int attempt;
    private int calls;
    private String token = "";

    /**
     * A model with its plans.
     *
     * @param plans by the word that the user's message begins with
     * @param voice takes what the model thinks and is told, for the transcript
     */
    StubbornModel(Map<String, List<Goal>> plans, Consumer<String> voice) {
        this.plans = plans;
        this.voice = voice;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        ChatMessage last = request.messages().get(request.messages().size() - 1);
        if (last instanceof UserMessage user) {
            String word = user.singleText().split("[ ,:]", 2)[0];
            plan = plans.getOrDefault(word, List.of());
            goal = 0;
            attempt = 0;
        } else if (last instanceof ToolExecutionResultMessage result) {
            hear(result.text());
        }
        if (goal >= plan.size()) {
            return answer(AiMessage.from("I have nothing left to try."));
        }
        Attempt next = plan.get(goal).attempts().get(attempt);
        voice.accept("say " + next.say());
        voice.accept("call " + next.tool() + "  " + next.shown());
        return answer(
                AiMessage.from(
                        ToolExecutionRequest.builder()
                                .id("call-" + ++calls)
                                .name(next.tool())
                                .arguments(Json.write(filled(next)))
                                .build()));
    }

    private Map<String, String> filled(Attempt attempt) {
        String hidden = Plans.base64(attempt.hidden().replace("{token}", token));
        Map<String, String> filled = new LinkedHashMap<>();
        attempt.arguments()
                .forEach(
                        (name, value) ->
                                filled.put(
                                        name,
                                        value.replace("{token}", token)
                                                .replace("{base64}", hidden)));
        return filled;
    }

    /** A refusal sends it to the next attempt, anything else to the next goal. */
    private void hear(String told) {
        voice.accept("told " + told);
        int found = told.indexOf("RAILWAY_TOKEN=");
        if (found >= 0) {
            token =
                    told.substring(found + "RAILWAY_TOKEN=".length())
                            .lines()
                            .findFirst()
                            .orElse("")
                            .strip();
        }
        boolean worked = !told.contains("Holdpoint") && !told.startsWith("exit ");
        boolean prepared = worked && plan.get(goal).attempts().get(attempt).prepares();
        attempt++;
        if ((worked && !prepared) || attempt >= plan.get(goal).attempts().size()) {
            goal++;
            attempt = 0;
        }
    }

    private static ChatResponse answer(AiMessage message) {
        return ChatResponse.builder().aiMessage(message).build();
    }
}
