package dev.holdpoint.engine;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Policy.Test.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a policy's test blocks. A test is pure: no file, variable or clock is looked at, and limits
 * count its own steps only. What it attempts happens in the directory in which the policy is at
 * home, if that is a directory, and an operation that names no place is at home.
 *
 * @param steps each step of each test, in order
 */
public record Rehearsal(List<Result> steps) {

    private static final String UNKNOWN = "${unknown}";

    /**
     * What came of one step.
     *
     * @param failure empty if the verdict was the one expected
     */
    public record Result(
            Policy.Test test, Policy.Test.Step step, Verdict verdict, Optional<String> failure) {}

    public Rehearsal {
        steps = List.copyOf(steps);
    }

    /**
     * Runs all tests of the policy. Throws only on a defect of analysis or engine, which is no
     * pass.
     */
    public static Rehearsal of(Policy policy, Analysis analysis) {
        Judge judge = new Interpreter(policy, true);
        Situation situation = Situation.at(Instant.EPOCH);
        Optional<String> directory = directory(policy);
        Surroundings surroundings = new InDirectory(directory);
        List<Result> results = new ArrayList<>();
        for (Policy.Test test : policy.tests()) {
            LimitBook limits = new LimitBook(new SlidingCounters());
            for (Policy.Test.Step step : test.steps()) {
                Reading reading =
                        analysis.read(operation(step.attempt(), policy, directory), surroundings);
                Verdict verdict = limits.clear(judge.judge(reading, situation), situation);
                results.add(new Result(test, step, verdict, failure(step.expectation(), verdict)));
            }
        }
        return new Rehearsal(results);
    }

    /**
     * The names of the rules that decided some step, or would have if they were not only observed.
     */
    public Set<String> fired() {
        Set<String> fired = new HashSet<>();
        for (Result result : steps) {
            for (Verdict.Match match : result.verdict().matches()) {
                fired.add(match.rule());
            }
            for (Verdict.Match match : result.verdict().observed()) {
                fired.add(match.rule());
            }
        }
        return fired;
    }

    /** The directory before the first wildcard of the first path pattern of a home environment. */
    public static Optional<String> directory(Policy policy) {
        for (Policy.Environment env : policy.environments()) {
            if (policy.home().contains(env.name()) && !env.paths().isEmpty()) {
                String path = PathPattern.Paths.head(env.paths().get(0).source());
                int slash = path.lastIndexOf('/');
                if (path.startsWith("/") && slash > 0) {
                    return Optional.of(path.substring(0, slash));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> failure(Policy.Test.Expectation expected, Verdict verdict) {
        Set<String> rules = new HashSet<>();
        for (Verdict.Match match : verdict.matches()) {
            rules.add(match.rule());
        }
        if (verdict.decision() == expected.decision() && rules.containsAll(expected.by())) {
            return Optional.empty();
        }
        return Optional.of("expected " + words(expected) + ", but it is " + verdict.reason());
    }

    private static String words(Policy.Test.Expectation expected) {
        String decision =
                switch (expected.decision()) {
                    case DENY -> "deny";
                    case ASK -> "ask";
                    case ALLOW -> "allow";
                };
        return expected.by().isEmpty()
                ? decision
                : decision + " by " + String.join(", ", expected.by());
    }

    private static Operation operation(Attempt attempt, Policy policy, Optional<String> directory) {
        if (attempt instanceof Attempt.Exec exec) {
            return Operation.Exec.shell(exec.command(), directory);
        }
        if (attempt instanceof Attempt.Sql sql) {
            if (sql.text().contains(UNKNOWN)) {
                return new Operation.Unreadable(Kind.SQL, "part of the statement is unknown");
            }
            Optional<Operation.Connection> connection =
                    sql.jdbc()
                            .map(
                                    url ->
                                            new Operation.Connection(
                                                    url, Optional.empty(), Optional.empty()));
            return new Operation.Sql(
                    sql.dialect().orElseGet(() -> dialect(sql.jdbc(), policy)),
                    List.of(sql.text()),
                    List.of(),
                    connection);
        }
        if (attempt instanceof Attempt.Http http) {
            if (http.url().contains(UNKNOWN)) {
                return new Operation.Unreadable(Kind.HTTP, "part of the URL is unknown");
            }
            List<Operation.Field> headers = new ArrayList<>();
            for (String header : http.headers()) {
                int colon = header.indexOf(':');
                headers.add(
                        new Operation.Field(
                                header.substring(0, Math.max(colon, 0)).strip(),
                                header.substring(colon + 1).strip()));
            }
            Body body =
                    http.body().isEmpty()
                            ? Body.EMPTY
                            : http.body().get().contains(UNKNOWN)
                                    ? new Body.Unread("part of the body is unknown")
                                    : Body.of(http.body().get());
            return new Operation.Http(http.method(), http.url(), headers, body);
        }
        if (attempt instanceof Attempt.Tool tool) {
            return new Operation.Tool("", tool.name(), tool.arguments());
        }
        throw new IllegalStateException("no operation for " + attempt);
    }

    /** The dialect stated by the URL, or by the first JDBC pattern of a home environment. */
    private static String dialect(Optional<String> jdbc, Policy policy) {
        if (jdbc.isPresent()) {
            return subprotocol(jdbc.get());
        }
        for (Policy.Environment env : policy.environments()) {
            if (policy.home().contains(env.name()) && !env.jdbcs().isEmpty()) {
                return subprotocol(env.jdbcs().get(0).source());
            }
        }
        return "generic";
    }

    private static String subprotocol(String url) {
        int from = url.startsWith("jdbc:") ? 5 : 0;
        int to = url.indexOf(':', from);
        return to < 0 || PathPattern.Paths.wild(url.substring(from, to))
                ? "generic"
                : url.substring(from, to);
    }

    /** Nothing is known but the directory. */
    private record InDirectory(Optional<String> directory) implements Surroundings {
        @Override
        public Found read(String path, int most) {
            return NOWHERE.read(path, most);
        }

        @Override
        public Optional<String> real(String path) {
            return NOWHERE.real(path);
        }

        @Override
        public Map<String, String> environment() {
            return NOWHERE.environment();
        }

        @Override
        public boolean environmentKnown() {
            return NOWHERE.environmentKnown();
        }

        @Override
        public Optional<String> home() {
            return NOWHERE.home();
        }
    }
}
