package dev.holdpoint.analysis.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ConnectedTest {

    @TestFactory
    Stream<DynamicTest> urlsTellWhereAStatementTakesPlace() {
        return Resource.rows("urls.txt", 6).stream()
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row.get(0),
                                        () -> {
                                            Connected c =
                                                    Connected.to(
                                                            new Operation.Connection(
                                                                    row.get(0),
                                                                    Optional.empty(),
                                                                    Optional.empty()));
                                            assertEquals(row.get(1), c.dialect().orElse("-"));
                                            assertEquals(
                                                    row.get(2),
                                                    c.reach() == Reach.LOCAL ? "local" : "remote");
                                            assertEquals(row.get(3), shown(c.host()));
                                            assertEquals(row.get(4), shown(c.port()));
                                            assertEquals(row.get(5), shown(c.database()));
                                        }));
    }

    @Test
    void aUrlThatChangesWhatQuotesMeanHasItsTextsReadInEveryWay() {
        for (String url :
                List.of(
                        "jdbc:mysql://db/app?sessionVariables=sql_mode='NO_BACKSLASH_ESCAPES'",
                        "jdbc:postgresql://db/app?options=-c%20standard_conforming_strings=off")) {
            for (String text :
                    List.of(
                            "SELECT '\\'; DROP TABLE users -- '",
                            "SELECT '\\''; DROP TABLE users -- '")) {
                Operation.Sql operation =
                        new Operation.Sql(
                                url.contains("mysql") ? "mysql" : "postgresql",
                                List.of(text),
                                List.of(),
                                Optional.of(
                                        new Operation.Connection(
                                                url, Optional.empty(), Optional.empty())));
                assertEquals(
                        Verb.DESTROY,
                        Analysis.standard().read(operation, Surroundings.NOWHERE).verb(),
                        url + " " + text);
            }
        }
    }

    private static String shown(Fact fact) {
        if (fact instanceof Fact.Text t) {
            return t.value();
        }
        if (fact instanceof Fact.Whole n) {
            return Long.toString(n.value());
        }
        if (fact instanceof Fact.Several s) {
            return String.join(" or ", s.candidates().stream().map(ConnectedTest::shown).toList());
        }
        return fact instanceof Fact.Unknown ? "?" : "-";
    }

    private static Effect effect(String url, String user, String password) {
        Operation.Sql operation =
                new Operation.Sql(
                        "generic",
                        List.of("SELECT '\\'; DELETE FROM t -- '"),
                        List.of(),
                        Optional.of(
                                new Operation.Connection(
                                        url,
                                        Optional.of(user),
                                        Optional.of(Secret.of(password, "the connection")))));
        return Analysis.standard().read(operation, Surroundings.NOWHERE).effects().get(0);
    }

    @Test
    void theConnectionTellsTheDialectTheUserAndTheSecret() {
        Effect mysql = effect("jdbc:mysql://db.example.com/app", "bob", "hunter2");
        assertEquals("read", mysql.verb().word());
        assertEquals(Fact.text("mysql"), mysql.fact(Attribute.DIALECT));
        assertEquals(Fact.text("bob"), mysql.fact(Attribute.USER));
        assertEquals(1, mysql.secrets().held().size());
        assertEquals(Reach.REMOTE, mysql.reach());

        Effect postgres = effect("jdbc:postgresql://db.example.com/app", "bob", "hunter2");
        assertEquals("destroy", postgres.verb().word());
    }

    @Test
    void noCredentialIsLeftInTheUrl() {
        Effect e =
                effect(
                        "jdbc:mysql://bob:hunter2@db.example.com/app?user=bob&password=hunter2&ssl=true",
                        "bob",
                        "hunter2");
        assertFalse(e.toString().contains("hunter2"), e.toString());
        assertEquals(Fact.text("jdbc:mysql://db.example.com/app&ssl=true"), e.fact(Attribute.JDBC));
    }

    @Test
    void withoutAConnectionNoPlaceIsStated() {
        assertEquals(Reach.UNSTATED, Texts.effect("postgresql", "SELECT 1").reach());
    }
}
