package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Programs that are handed in to be run, as Judge0 takes them (ce.judge0.com, "Submissions"): a
 * source, and the number of its language instead of a name. Alone or several in one; Jobe has the
 * same in {@code run_spec}, with names.
 */
final class Submissions {

    /** Numbers that stay over its versions, and those of the languages that are read here. */
    private static final Map<String, String> LANGUAGES =
            Map.ofEntries(
                    Map.entry("46", "bash"),
                    Map.entry("63", "javascript"),
                    Map.entry("93", "javascript"),
                    Map.entry("97", "javascript"),
                    Map.entry("102", "javascript"),
                    Map.entry("74", "typescript"),
                    Map.entry("94", "typescript"),
                    Map.entry("101", "typescript"),
                    Map.entry("64", "lua"),
                    Map.entry("68", "php"),
                    Map.entry("98", "php"),
                    Map.entry("70", "python"),
                    Map.entry("71", "python"),
                    Map.entry("92", "python"),
                    Map.entry("100", "python"),
                    Map.entry("109", "python"),
                    Map.entry("72", "ruby"),
                    Map.entry("80", "r"),
                    Map.entry("99", "r"),
                    Map.entry("85", "perl"),
                    Map.entry("88", "groovy"));

    private static final List<String> SOURCES = List.of("source_code", "sourcecode");
    private static final String LANGUAGE = "language_id";

    /** In the query it says that texts are encoded. */
    private static final String ENCODED = "base64_encoded";

    private Submissions() {}

    static void find(Request request, Inside inside) {
        List<Json> entries = new ArrayList<>();
        if (request.payload() instanceof Payload.JsonText j) {
            for (Json root : j.document().roots()) {
                entries.add(root);
                root.member("submissions").ifPresent(s -> entries.addAll(s.items()));
                root.member("run_spec").ifPresent(entries::add);
            }
        } else if (request.fields().stream().anyMatch(f -> SOURCES.contains(f.name()))) {
            entries.add(FormFields.tree(request.fields()));
        }
        boolean encoded = request.query(ENCODED).filter(v -> !v.equals("false")).isPresent();
        for (Json entry : entries) {
            if (entry.members().isEmpty()) {
                continue; // of numbers and texts there may be half a million
            }
            Optional<String> source =
                    SOURCES.stream()
                            .flatMap(s -> entry.text(s).stream())
                            .filter(s -> !s.isBlank())
                            .findFirst();
            Optional<String> language = entry.member(LANGUAGE).flatMap(Json::scalar);
            if (source.isPresent() && language.isPresent()) {
                Optional<String> encoding =
                        encoded ? Optional.of("base64") : Interpreters.encoding(entry);
                Optional<String> code =
                        encoding.isPresent()
                                ? Interpreters.decoded(encoding.get(), source.get())
                                : source;
                code.ifPresentOrElse(
                        c -> run(c, language.get(), inside),
                        () -> inside.hide("code that is encoded"));
            }
        }
    }

    private static void run(String code, String language, Inside inside) {
        inside.says(Verb.RUN);
        Optional.of(LANGUAGES.getOrDefault(language, language))
                .filter(Interpreters::know)
                .or(() -> Interpreters.guessed(code))
                .flatMap(l -> Interpreters.run(l, code))
                .ifPresent(inside::operation);
    }
}
