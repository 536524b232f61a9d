package dev.holdpoint.dist.cli;

import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.engine.Situation;
import dev.holdpoint.engine.Verdict;
import dev.holdpoint.session.Decider;
import dev.holdpoint.session.Json;
import dev.holdpoint.session.JsonException;
import dev.holdpoint.session.JsonLine;
import dev.holdpoint.session.OperationJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code explain}: what an operation would do, effect by effect, and what the policy says of it.
 */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what an operation would do and what the policy says of it.",
            "  explain exec 'rm -rf build'",
            "  explain sql 'delete from users' --dialect postgresql",
            "  explain http POST https://example.com/ -H 'Content-Type: application/json' -d '{}'",
            "  explain - < operation.json",
            "Exit 0: it is allowed. 1: it is asked or denied. 2: it cannot be read."
        })
final class ExplainCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private PolicyOption policy = new PolicyOption();

    @Parameters(arity = "1..*", paramLabel = "OPERATION", description = "As shown above.")
    private List<String> words = List.of();

    @Option(names = "--cwd", description = "The directory of an exec.")
    private Optional<String> cwd = Optional.empty();

    @Option(names = "--dialect", description = "The dialect of an SQL text.")
    private Optional<String> dialect = Optional.empty();

    @Option(names = "--jdbc", description = "The JDBC URL of an SQL text.")
    private Optional<String> jdbc = Optional.empty();

    @Option(
            names = {"-H", "--header"},
            description = "A header of an http request.")
    private List<String> headers = List.of();

    @Option(
            names = {"-d", "--body"},
            description = "The body of an http request.")
    private Optional<String> body = Optional.empty();

    @Option(names = "--json", description = "The decision line that decide would write.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Json.Obj operation = operation();
        LoadedPolicy loaded = policy.load();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Decider.Answer answer =
                    new Decider(loaded, Instant.now()).decide(JsonLine.write(operation));
            out.println(answer.json());
            out.flush();
            return answer.read() ? (answer.json().contains("\"verdict\":\"allow\"") ? 0 : 1) : 2;
        }
        Operation read;
        try {
            read = OperationJson.read(operation);
        } catch (JsonException e) {
            throw new PolicyOption.Unusable(String.valueOf(e.getMessage()));
        }
        Reading reading = loaded.analysis().read(read, Surroundings.NOWHERE);
        Verdict verdict = loaded.judge().judge(reading, Situation.at(Instant.now()));
        show(reading, out);
        show(verdict, loaded, out);
        out.flush();
        return verdict.decision() == dev.holdpoint.language.Policy.Decision.ALLOW ? 0 : 1;
    }

    private Json.Obj operation() throws IOException {
        String kind = words.get(0);
        Json.Builder json = Json.object().put("kind", kind);
        switch (kind) {
            case "-" -> {
                String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
                try {
                    if (Json.parse(text) instanceof Json.Obj object) {
                        return object;
                    }
                    throw new PolicyOption.Unusable("an operation is a JSON object");
                } catch (JsonException e) {
                    throw new PolicyOption.Unusable(String.valueOf(e.getMessage()));
                }
            }
            case "exec" -> {
                if (words.size() == 2) {
                    json.put("command", words.get(1));
                } else {
                    json.put("argv", Json.texts(words.subList(1, words.size())));
                }
                json.put("cwd", cwd);
            }
            case "sql" -> json.put("sql", word(1)).put("dialect", dialect).put("jdbc", jdbc);
            case "http" -> {
                json.put("method", word(1)).put("url", word(2)).put("body", body);
                Json.Builder named = Json.object();
                for (String header : headers) {
                    int colon = header.indexOf(':');
                    named.put(
                            header.substring(0, Math.max(0, colon)).strip(),
                            header.substring(colon + 1).strip());
                }
                json.put("headers", named.build());
            }
            case "tool" -> {
                json.put("name", word(1));
                if (words.size() > 2) {
                    json.put("arguments", words.get(2));
                }
            }
            default ->
                    throw new ParameterException(
                            spec.commandLine(),
                            "an operation begins with exec, sql, http, tool or -, not " + kind);
        }
        return json.build();
    }

    private String word(int index) {
        if (index >= words.size()) {
            throw new ParameterException(spec.commandLine(), "the operation is not complete");
        }
        return words.get(index);
    }

    private static void show(Reading reading, PrintWriter out) {
        for (Effect effect : reading.effects()) {
            String indent = "  ".repeat(effect.chain().size() - 1);
            out.println(
                    indent
                            + effect.verb().word()
                            + "  "
                            + effect.kind().word()
                            + "  "
                            + effect.summary().replace('\n', ' ')
                            + (effect.carrier() ? "  (carries what is below)" : ""));
            for (Attribute attribute : Attribute.values()) {
                Fact fact = effect.fact(attribute);
                if (attribute != Attribute.VERB
                        && attribute != Attribute.VIA
                        && !(fact instanceof Fact.Absent)
                        && !(fact instanceof Fact.Texts t
                                && t.elements().isEmpty()
                                && t.complete())) {
                    out.println(indent + "    " + attribute.word() + " = " + words(fact));
                }
            }
        }
    }

    private static String words(Fact fact) {
        if (fact instanceof Fact.Text t) {
            return t.value().replace('\n', ' ');
        }
        if (fact instanceof Fact.Whole w) {
            return Long.toString(w.value());
        }
        if (fact instanceof Fact.Flag f) {
            return Boolean.toString(f.value());
        }
        if (fact instanceof Fact.Texts t) {
            return String.join(", ", t.elements()).replace('\n', ' ')
                    + (t.complete() ? "" : " and what is not known");
        }
        if (fact instanceof Fact.Table t) {
            StringBuilder s = new StringBuilder();
            t.entries()
                    .forEach(
                            (name, value) ->
                                    s.append(s.isEmpty() ? "" : ", ")
                                            .append(name)
                                            .append(": ")
                                            .append(words(value)));
            return s + (t.complete() ? "" : " and what is not known");
        }
        if (fact instanceof Fact.Several several) {
            StringBuilder s = new StringBuilder();
            several.candidates().forEach(c -> s.append(s.isEmpty() ? "" : " or ").append(words(c)));
            return s.toString();
        }
        return fact instanceof Fact.Unknown u ? "unknown: " + u.why() : "";
    }

    private static void show(Verdict verdict, LoadedPolicy loaded, PrintWriter out) {
        out.println();
        out.println(Decider.word(verdict.decision()) + ": " + verdict.reason());
        for (Verdict.Match match : verdict.matches()) {
            out.println(
                    "  "
                            + Decider.word(match.decision())
                            + " "
                            + match.rule()
                            + "  "
                            + match.span()
                            + match.effect()
                                    .map(e -> "  on " + e.summary().replace('\n', ' '))
                                    .orElse("")
                            + (match.onUnknown() ? "  (for what is unknown)" : ""));
        }
        for (Verdict.Match match : verdict.observed()) {
            out.println("  observed only: " + match.rule() + "  " + match.span());
        }
        for (Verdict.Charge charge : verdict.limits()) {
            out.println("  counts against limit " + charge.limit().name());
        }
        out.println("policy " + loaded.policy().name() + ", sha256 " + loaded.policy().hash());
    }
}
