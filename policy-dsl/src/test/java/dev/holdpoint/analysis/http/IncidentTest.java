package dev.holdpoint.analysis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The request that deleted a production volume: POST of a mutation, without a content type. */
class IncidentTest {

    private static Reading post(String body) {
        return Analysis.standard()
                .read(
                        new Operation.Http(
                                "POST",
                                "https://backboard.railway.app/graphql/v2",
                                List.of(
                                        new Operation.Field(
                                                "Authorization", "Bearer 0d2b8c1e-stray")),
                                Body.of(body)),
                        Surroundings.NOWHERE);
    }

    @Test
    void the_mutation_is_an_effect_of_its_own_below_a_carrier() {
        Reading reading =
                post("{\"query\":\"mutation { volumeDelete(volumeId: \\\"3d2c42fb-1\\\") }\"}");
        assertEquals(2, reading.effects().size());
        Effect http = reading.effects().get(0);
        Effect graphql = reading.effects().get(1);
        assertTrue(http.carrier());
        assertFalse(http.opaque());
        assertEquals(Kind.GRAPHQL, graphql.kind());
        assertEquals(Verb.DESTROY, graphql.verb());
        assertEquals(Fact.texts(Set.of("volumeDelete")), graphql.fact(Attribute.FIELDS));
        assertEquals(Fact.text("volume"), graphql.fact(Attribute.TARGET));
        assertEquals(
                Fact.texts(Set.of("railway:volume:3d2c42fb-1")), graphql.fact(Attribute.RESOURCE));
        assertEquals(Fact.text("backboard.railway.app"), graphql.fact(Attribute.HOST));
        assertEquals(1, graphql.secrets().held().size());
        assertFalse(reading.toString().contains("stray"));
    }

    @Test
    void an_alias_and_a_variable_hide_nothing() {
        Effect graphql =
                post("{\"query\":\"mutation($v:String!){projectRename:volumeDelete(volumeId:$v)}\","
                                + "\"variables\":{\"v\":\"3d2c42fb-1\"}}")
                        .effects()
                        .get(1);
        assertEquals(Fact.texts(Set.of("volumeDelete")), graphql.fact(Attribute.FIELDS));
        assertEquals(
                Fact.texts(Set.of("railway:volume:3d2c42fb-1")), graphql.fact(Attribute.RESOURCE));
    }

    @Test
    void a_document_that_cannot_be_read_is_hidden() {
        Effect http = post("{\"query\":\"mutation { volumeDelete(\"}").effects().get(0);
        assertEquals(Verb.UNKNOWN, http.verb());
        assertTrue(http.opaque());
    }
}
