package dev.holdpoint.analysis.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DestinationsTest {

    private static final String TEXT = "SELECT '\\'; DELETE FROM t -- '";

    private final Analysis analysis = Analysis.standard();

    private Effect effect(String dialect, String url, String user, String password) {
        Operation.Connection connection =
                new Operation.Connection(
                        url, Optional.of(user), Optional.of(Secret.of(password, "the connection")));
        Operation.Sql operation =
                new Operation.Sql(dialect, List.of(TEXT), List.of(), Optional.of(connection));
        return analysis.read(operation, Surroundings.NOWHERE).effects().get(0);
    }

    @Test
    void whatIsRememberedOfAConnectionIsThatConnectionsAlone() {
        String url = "jdbc:postgresql://db.example.com/app";
        Effect bob = effect("generic", url, "bob", "hunter2");
        Effect eve = effect("generic", url, "eve", "hunter2");
        Effect other = effect("generic", url, "bob", "swordfish");
        assertEquals(Fact.text("bob"), bob.fact(Attribute.USER));
        assertEquals(Fact.text("eve"), eve.fact(Attribute.USER));
        assertNotEquals(bob.secrets().held(), other.secrets().held());
        assertEquals(
                bob.secrets().held(), effect("generic", url, "bob", "hunter2").secrets().held());
    }

    @Test
    void theDialectThatTheOperationNamesComesBeforeWhatIsRememberedOfTheUrl() {
        String url = "jdbc:postgresql://db.example.com/app";
        assertEquals(Verb.DESTROY, effect("generic", url, "bob", "x").verb());
        assertEquals(Verb.READ, effect("mysql", url, "bob", "x").verb());
        assertEquals(Verb.DESTROY, effect("generic", url, "bob", "x").verb());
    }

    @Test
    void moreConnectionsThanAreRememberedAreEachReadAsTheyAre() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 500; i++) {
                Effect e = effect("generic", "jdbc:postgresql://db" + i + "/app", "u" + i, "x");
                assertEquals(Fact.text("db" + i), e.fact(Attribute.HOST));
                assertEquals(Fact.text("u" + i), e.fact(Attribute.USER));
            }
        }
    }

    @Test
    void whatOneEffectIsGivenIsNotGivenToOthersOfTheSamePlace() {
        Effect first = Texts.effect("postgresql", "SELECT 1");
        Effect changed = first.toBuilder().set(Attribute.HOST, "db").verb(Verb.WRITE).build();
        assertEquals(Fact.text("db"), changed.fact(Attribute.HOST));
        assertEquals(Fact.text("write"), changed.fact(Attribute.VERB));
        assertEquals(Fact.ABSENT, first.fact(Attribute.HOST));
        Effect second = Texts.effect("postgresql", "DELETE FROM a, b WHERE true");
        assertEquals(Fact.ABSENT, second.fact(Attribute.HOST));
        assertEquals(Fact.text("read"), first.fact(Attribute.VERB));
        assertEquals(Fact.text("destroy"), second.fact(Attribute.VERB));
        assertEquals(List.of("select"), elements(first.fact(Attribute.STMTS)));
        assertEquals(List.of("select"), elements(changed.fact(Attribute.STMTS)));
        assertEquals(List.of("delete"), elements(second.fact(Attribute.STMTS)));
    }

    private static List<String> elements(Fact fact) {
        return List.copyOf(((Fact.Texts) fact).elements());
    }
}
