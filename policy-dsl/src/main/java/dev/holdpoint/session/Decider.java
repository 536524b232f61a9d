package dev.holdpoint.session;

import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.engine.Situation;
import dev.holdpoint.engine.Verdict;
import dev.holdpoint.language.Policy;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Judges operations that are given as JSON lines, each by itself: no limit is counted, nothing is
 * asked of anybody, and nothing outside of the line is looked at. Whatever goes wrong with a line
 * is a denial of that line. Thread-safe.
 */
public final class Decider {

    private final LoadedPolicy policy;
    private final Situation situation;

    /**
     * @param now the clock that expiry dates are held against
     */
    public Decider(LoadedPolicy policy, Instant now) {
        this.policy = policy;
        this.situation =
                new Situation(
                        now,
                        Fact.ABSENT,
                        Fact.ABSENT,
                        policy.policy().agent(),
                        policy.policy().tiers().map(t -> t.names().get(0)),
                        Optional.empty());
    }

    /**
     * What came of a line.
     *
     * @param json one line: {@code {"id", "verdict", "rule", "rules", "reason", "effects"}}, or
     *     {@code {"id", "verdict": "deny", "error"}}
     * @param read false where there is an error
     */
    public record Answer(String json, boolean read) {}

    /** Never throws but for an error of the JVM itself. */
    public Answer decide(String line) {
        Json.Obj object;
        try {
            if (!(Json.parse(line) instanceof Json.Obj o)) {
                return error(Json.NULL, "an operation is a JSON object");
            }
            object = o;
        } catch (JsonException e) {
            return error(LineId.salvage(line), String.valueOf(e.getMessage()));
        }
        Json id = object.get("id").orElse(Json.NULL);
        try {
            Operation operation = OperationJson.read(object);
            Reading reading = policy.analysis().read(operation, Surroundings.NOWHERE);
            Verdict verdict = policy.judge().judge(reading, situation);
            return new Answer(JsonLine.write(decision(id, verdict, reading)), true);
        } catch (JsonException e) {
            return error(id, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            return error(id, "it could not be judged: " + e);
        }
    }

    private static Json.Obj decision(Json id, Verdict verdict, Reading reading) {
        Set<String> rules = new LinkedHashSet<>();
        for (Verdict.Match match : verdict.matches()) {
            rules.add(match.rule());
        }
        Json.Builder json = Json.object().put("id", id).put("verdict", word(verdict.decision()));
        if (!rules.isEmpty()) {
            json.put("rule", rules.iterator().next());
        }
        if (rules.size() > 1) {
            json.put("rules", Json.texts(rules));
        }
        return json.put("reason", verdict.reason())
                .put(
                        "effects",
                        new Json.Arr(
                                EffectJson.write(reading, Redaction.NOTHING, Optional.empty())))
                .build();
    }

    /** The answer to what could not be read or judged. */
    public static Answer error(Json id, String why) {
        return new Answer(
                JsonLine.write(
                        Json.object()
                                .put("id", id)
                                .put("verdict", word(Policy.Decision.DENY))
                                .put("error", why)
                                .build()),
                false);
    }

    /** A decision as JSON and the command line write it. */
    public static String word(Policy.Decision decision) {
        return decision.name().toLowerCase(Locale.ROOT);
    }
}
