package dev.holdpoint.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.engine.PolicyLoader;
import dev.holdpoint.language.Source;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A request that names a document is read as the document, if it is registered, and else hidden.
 */
final class PersistedDocumentsTest {

    private static final String READS =
            "8a1ab4b0112458feae674c80d2d91ccbc820e0cedd000365c0b66271ee83aa79";
    private static final String DELETES =
            "0933eab29fbeb0bae4fc1325157d0e723bedba9c094a43905f72d0d52a9817b7";

    private static final LoadedPolicy POLICY =
            load(
                    """
                    policy registered
                    env staging { resource "railway:volume:stg*" }
                    document "%s" "{me{id}}"
                    document "%s" "mutation D($v:String!){volumeDelete(volumeId:$v)}"
                    document "me" at "backboard.railway.com" "{me{id}}"
                    document "wipe" at "backboard.railway.com" "mutation{projectDelete(id:\\"1\\")}"
                    deny  hidden  on any when opaque
                    ask   gone    on any when verb == destroy and env not in {staging} by owners
                    allow reading on any when verb == read
                    allow staging on any when env == staging
                    approvers owners { nobody }
                    default deny
                    """
                            .formatted(READS, DELETES));

    private static LoadedPolicy load(String text) {
        PolicyLoader.Outcome outcome =
                PolicyLoader.standard().load(new Source("registered.hold", text));
        if (outcome instanceof PolicyLoader.Outcome.Loaded loaded) {
            return loaded.policy();
        }
        throw new AssertionError(outcome.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // automatic persisted queries
                "allow | {'extensions':{'persistedQuery':{'version':1,'sha256Hash':'READS'}}}",
                "ask   | {'extensions':{'persistedQuery':{'version':1,'sha256Hash':'DELETES'}},'variables':{'v':'prod'}}",
                "allow | {'extensions':{'persistedQuery':{'version':1,'sha256Hash':'DELETES'}},'variables':{'v':'stg-1'}}",
                "ask   | {'extensions':{'persistedQuery':{'version':1,'sha256Hash':'DELETES'}}}",
                "deny  | {'extensions':{'persistedQuery':{'version':1,'sha256Hash':'00'}}}",
                "allow | {'query':'{me{id}}','extensions':{'persistedQuery':{'version':1,'sha256Hash':'READS'}}}",
                "deny  | {'query':'{me{id}}','extensions':{'persistedQuery':{'version':1,'sha256Hash':'DELETES'}}}",
                // ids of that host
                "allow | {'id':'me'}",
                "allow | {'documentId':'me'}",
                "ask   | {'documentId':'wipe'}",
                "deny  | {'documentId':'none'}",
                "deny  | {'id':'me','documentId':'wipe'}",
                "deny  | {'id':'me','extensions':{'persistedQuery':{'version':1,'sha256Hash':'DELETES'}}}",
                "deny  | {'query':'{me{id}}','documentId':'wipe'}",
                "deny  | [{'id':'me'},{'id':'none'}]",
                "ask   | [{'id':'me'},{'id':'wipe'}]",
                "deny  | {}",
            })
    void a_request_that_names_a_document_is_read_as_it(String verdict, String body)
            throws JsonException {
        String text = body.replace('\'', '"').replace("READS", READS).replace("DELETES", DELETES);
        assertEquals(verdict, verdict("https://backboard.railway.com/graphql/v2", text), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "deny  | https://backboard.railway.com.example.com/graphql?id=me",
                "deny  | https://api.example.com/graphql?documentId=me",
                "allow | https://backboard.railway.com/graphql/v2?documentId=me",
                "ask   | https://backboard.railway.com/graphql/v2?documentId=wipe",
                "deny  | https://backboard.railway.com/graphql/v2?documentId=me&id=wipe",
                "deny  | https://backboard.railway.com/graphql/v2?extensions=%7B",
            })
    void an_id_means_something_to_one_host_alone(String verdict, String url) throws JsonException {
        assertEquals(verdict, verdict(url, ""));
    }

    private static String verdict(String url, String body) throws JsonException {
        String line =
                JsonLine.write(
                        Json.object()
                                .put("id", "1")
                                .put("kind", "http")
                                .put("method", body.isEmpty() ? "GET" : "POST")
                                .put("url", url)
                                .put("headers", Json.object().build())
                                .put("body", body)
                                .build());
        String answer = new Decider(POLICY, Instant.EPOCH).decide(line).json();
        return ((Json.Obj) Json.parse(answer)).text("verdict").orElse(answer);
    }
}
