package dev.holdpoint.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdpoint.analysis.http.Requests;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.engine.PolicyLoader;
import dev.holdpoint.language.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole requests against a policy that lets its agent do anything in staging, and lets it read
 * anywhere: what names nothing of staging, or anything else besides, is somewhere else.
 */
final class RequestPlacementTest {

    private static final String POLICY =
            """
            policy places in staging
            env staging {
              host "*.staging.example.com"
              resource "railway:env:stg*", "railway:volume:stg*", "google:project:stg*", "kubernetes:namespace:stg*",
                       "github:repo:acme/sandbox", "azure:resourcegroup:stg*", "aws:instance:i-stg*", "aws:bucket:stg*",
                       "arn:aws:*:*:*:*:stg*", "aws:dbinstance:stg*", "elasticsearch:index:stg*", "vercel:project:stg*"
            }
            env production protected { host "*.prod.example.com"  resource "railway:volume:prod*" }
            deny  wall    on any when verb != read and env not in home because "only staging"
            allow reading on any when verb == read
            allow staging on any when env == staging
            default deny
            """;

    private final LoadedPolicy policy = load();

    private static LoadedPolicy load() {
        PolicyLoader.Outcome outcome =
                PolicyLoader.standard().load(new Source("places.hold", POLICY));
        if (outcome instanceof PolicyLoader.Outcome.Loaded loaded) {
            return loaded.policy();
        }
        throw new AssertionError(outcome.toString());
    }

    @TestFactory
    Stream<DynamicTest> a_request_is_where_what_it_names_is() throws IOException {
        return Requests.table(RequestPlacementTest.class, "request-placement.tsv").stream()
                .map(
                        row ->
                                dynamicTest(
                                        String.join(" ", row),
                                        () -> assertEquals(row.get(0), verdict(row))));
    }

    private String verdict(List<String> row) throws JsonException {
        Operation.Http request = Requests.of(row.get(1), row.get(2), cell(row, 3), cell(row, 4));
        Json.Builder headers = Json.object();
        for (Operation.Field h : request.headers()) {
            headers.put(h.name(), h.value());
        }
        String line =
                JsonLine.write(
                        Json.object()
                                .put("id", "1")
                                .put("kind", "http")
                                .put("method", row.get(1))
                                .put("url", row.get(2))
                                .put("headers", headers.build())
                                .put("body", cell(row, 4))
                                .build());
        Decider.Answer answer = new Decider(policy, Instant.EPOCH).decide(line);
        return ((Json.Obj) Json.parse(answer.json())).text("verdict").orElse("none");
    }

    private static String cell(List<String> row, int at) {
        return row.size() > at ? row.get(at) : "";
    }
}
