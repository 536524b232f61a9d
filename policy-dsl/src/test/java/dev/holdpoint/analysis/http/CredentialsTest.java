package dev.holdpoint.analysis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Secrets;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CredentialsTest {

    private static Effect http(String url, String headers, String body) {
        return Requests.read(Requests.of("POST", url, headers, body)).effects().get(0);
    }

    @TestFactory
    Stream<DynamicTest> a_credential_is_found_by_its_position_and_never_shown() throws IOException {
        return Requests.table(CredentialsTest.class, "credentials.tsv").stream()
                .map(
                        row ->
                                dynamicTest(
                                        row.get(0) + " " + row.get(1),
                                        () -> {
                                            Effect e = http(row.get(0), row.get(1), row.get(2));
                                            Secret expected = Secret.of(row.get(3), "anywhere");
                                            assertTrue(
                                                    e.secrets().held().contains(expected),
                                                    () -> e.secrets().toString());
                                            assertTrue(e.secrets().complete());
                                            String shown = e + e.summary();
                                            assertFalse(shown.contains(row.get(3)), shown);
                                        }));
    }

    @Test
    void a_credential_that_is_not_known_is_unread() {
        Secrets secrets =
                http("https://api.example.com/", "Authorization: Bearer ${unknown}", "").secrets();
        assertEquals(Set.of(), secrets.held());
        assertFalse(secrets.complete());
    }

    @Test
    void a_token_in_a_path_is_not_in_the_summary() {
        Effect e = http("https://hooks.slack.com/services/T0/B0/tok-123", "", "{}");
        assertFalse(e.summary().contains("tok-123"), e.summary());
    }

    @Test
    void without_a_credential_there_is_none() {
        assertTrue(http("https://api.example.com/?q=1", "Accept: */*", "a=b").secrets().isEmpty());
    }

    @Test
    void what_a_request_carries_inherits_its_credentials() {
        for (Effect e :
                Requests.read(
                                Requests.of(
                                        "POST",
                                        "https://backboard.railway.app/graphql/v2",
                                        "Project-Access-Token: 0d2b8c1e",
                                        "{\"query\":\"{me{id}}\"}"))
                        .effects()) {
            assertEquals(Set.of(Secret.of("0d2b8c1e", "")), e.secrets().held());
        }
    }
}
