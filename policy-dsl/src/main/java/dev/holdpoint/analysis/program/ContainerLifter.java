package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Detours;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code docker exec}, {@code docker run}, {@code kubectl exec}: a command inside a container. */
final class ContainerLifter {

    private ContainerLifter() {}

    static void read(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call)) {
            draft.verb(Verb.READ).add();
            return;
        }
        boolean creates = call.path().contains("run") || call.path().contains("create");
        List<Word> inner = new ArrayList<>(creates ? given(call) : call.inner());
        call.value("entrypoint")
                .filter(e -> !e.rendering().isEmpty())
                .ifPresent(e -> inner.add(0, e));
        if (inner.isEmpty()) {
            Effect made = draft.verb(creates ? Verb.RUN : Verb.READ).add();
            Optional<Word> started = creates ? ImageRecipes.started(call) : Optional.empty();
            if (started.isPresent()) {
                volumes(call);
                Start.script(call, made, started.get());
            }
            return;
        }
        // a container that is made is a change of its own; one that is entered is not
        Effect outer = creates ? draft.verb(Verb.WRITE).add() : draft.carrier().add();
        Command c = call.command();
        volumes(call);
        Optional<String> cwd = call.value("workdir").flatMap(Word::literal);
        call.setting()
                .inquiry()
                .command(
                        new Command(
                                inner,
                                Optional.of(cwd.orElse(".")),
                                variables(call),
                                c.stdin(),
                                List.of()),
                        Optional.of(outer));
    }

    /**
     * The command that an image is given. What begins with an option is for the program of the
     * image, {@code docker run linter -x …}, which is taken for a shell where that is a script.
     */
    @SuppressWarnings("ReferenceEquality") // the word itself, which may stand there twice
    private static List<Word> given(Call call) {
        List<Word> words = call.command().words();
        if (call.arguments().isEmpty()) {
            return call.inner();
        }
        Word image = call.arguments().get(0);
        int i = 0;
        while (i < words.size() && words.get(i) != image) {
            i++;
        }
        List<Word> rest = words.subList(Math.min(i + 1, words.size()), words.size());
        String first = rest.isEmpty() ? "" : rest.get(0).prefix();
        if (!first.startsWith("-")) {
            return call.inner();
        }
        if (call.value("entrypoint").isPresent()) {
            return rest;
        }
        List<Word> script = new ArrayList<>(List.of(Word.of("sh")));
        script.addAll(rest);
        boolean hands = rest.stream().anyMatch(w -> w.prefix().matches("-[a-z]*c"));
        return hands ? script : List.of();
    }

    /** {@code -v /srv:/tmp/work}: what lies there in the container is what lies here. */
    private static void volumes(Call call) {
        for (Word v : call.values("volume")) {
            String text = v.rendering();
            int colon = text.indexOf(':', 1);
            int end = colon < 0 ? -1 : text.indexOf(':', colon + 1);
            if (colon > 0) {
                bind(
                        call,
                        v.hasHole() ? "" : text.substring(0, colon),
                        text.substring(colon + 1, end < 0 ? text.length() : end));
            }
        }
        for (Word m : call.values("mount")) {
            Map<String, String> options = new HashMap<>();
            for (String option : m.rendering().split(",", -1)) {
                int equals = option.indexOf('=');
                options.put(
                        equals < 0 ? option : option.substring(0, equals),
                        equals < 0 ? "" : option.substring(equals + 1));
            }
            String at =
                    options.getOrDefault(
                            "target",
                            options.getOrDefault("destination", options.getOrDefault("dst", "")));
            String source = options.getOrDefault("source", options.getOrDefault("src", ""));
            if (!options.getOrDefault("type", "").equals("tmpfs")) {
                bind(call, source, at);
            }
        }
    }

    private static void bind(Call call, String here, String there) {
        if (there.startsWith("/")) {
            boolean path = here.startsWith("/") || here.startsWith(".") || here.startsWith("~");
            Optional<String> source = path ? call.setting().path(Word.of(here)) : Optional.empty();
            call.setting().inquiry().detours().linked(there, source.orElse(Detours.ELSEWHERE));
        }
    }

    private static Map<String, Word> variables(Call call) {
        Map<String, Word> variables = new HashMap<>();
        for (Word e : call.values("env")) {
            int equals = e.prefix().indexOf('=');
            if (equals > 0) {
                variables.put(e.prefix().substring(0, equals), CallParser.suffix(e, equals + 1));
            }
        }
        return variables;
    }
}
