package dev.holdpoint.analysis.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Reading;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class SqlFactsTest {

    /**
     * {@code dialect | attribute | elements, blank between them; + … where there may be more |
     * text}.
     */
    @TestFactory
    Stream<DynamicTest> setsOfTheTable() {
        return Resource.rows("facts.txt", 4).stream()
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row.get(1) + ": " + row.get(3),
                                        () ->
                                                check(
                                                        row.get(0),
                                                        row.get(1),
                                                        row.get(2),
                                                        row.get(3))));
    }

    private static void check(String dialect, String attribute, String expected, String text) {
        Fact fact = Texts.effect(dialect, text).fact(Attribute.named(attribute).orElseThrow());
        String found;
        if (fact instanceof Fact.Texts t) {
            found = String.join(" ", t.elements()) + (t.complete() ? "" : " …");
        } else if (fact instanceof Fact.Text t) {
            found = t.value();
        } else if (fact instanceof Fact.Whole n) {
            found = Long.toString(n.value());
        } else if (fact instanceof Fact.Several several) {
            found =
                    String.join(
                            " or ",
                            several.candidates().stream()
                                    .map(c -> ((Fact.Text) c).value())
                                    .toList());
        } else {
            found = "-";
        }
        assertEquals(expected, found.strip());
    }

    @Test
    void aBatchHasOneEffectForEachText() {
        Reading r = Texts.reading("postgresql", "SELECT 1", "DELETE FROM t", "SELECT 2");
        assertEquals(3, r.effects().size());
        assertEquals(
                List.of("read", "destroy", "read"),
                r.effects().stream().map(e -> e.verb().word()).toList());
    }

    @Test
    void anEmptyBatchIsStillOneEffect() {
        assertEquals(1, Texts.reading("postgresql").effects().size());
    }

    @Test
    void aProgramOfTheServersShellIsReadAsAScriptBelow() {
        Reading r = Texts.reading("postgresql", "COPY t FROM PROGRAM 'rm -rf /srv/data'");
        Effect sql = r.effects().get(0);
        assertTrue(sql.opaque());
        assertTrue(Texts.set(sql, Attribute.STMTS).contains("copy_program"));
        assertTrue(
                r.effects().stream()
                        .anyMatch(e -> e.kind() == Kind.EXEC && e.chain().get(0).equals(sql)),
                r.effects().toString());
    }

    @Test
    void theSummaryMasksLiterals() {
        Effect e =
                Texts.effect(
                        "mysql",
                        "UPDATE users SET token = 's3cret', n = 42 /* mine */ WHERE id = 7");
        assertEquals("UPDATE users SET token = ?, n = ? WHERE id = ?", e.summary());
        assertFalse(
                Texts.effect("oracle", "ALTER USER x IDENTIFIED BY tiger")
                        .summary()
                        .contains("tiger"));
        assertFalse(Texts.effect("postgresql", "SELECT 's3cret").summary().contains("s3cret"));
    }

    @Test
    void aStarIsNotAllThatIsRead() {
        Fact columns = Texts.effect("postgresql", "SELECT * FROM users").fact(Attribute.COLUMNS);
        assertEquals(new Fact.Texts(Set.of("users.*", "*"), false).complete(), false);
        assertFalse(((Fact.Texts) columns).complete());
    }

    @Test
    void everyKindOfTheVocabularyIsFoundByItsWord() {
        for (String word : StatementKind.words()) {
            assertEquals(word, StatementKind.named(word).orElseThrow().word());
        }
        assertTrue(StatementKind.words().contains("copy_program"));
        assertTrue(StatementKind.named("frobnicate").isEmpty());
    }

    @Test
    void equalTextsGiveEqualEffects() {
        Effect first = Texts.effect("postgresql", "SELECT a FROM t WHERE b = 1");
        Effect again = Texts.effect("postgresql", "SELECT a FROM t WHERE b = " + "1");
        assertEquals(first.toString(), again.toString());
        assertEquals(first.summary(), again.summary());
    }

    @Test
    void theSameTextInAnotherDialectIsReadAnew() {
        String text = "SELECT '\\'; DROP TABLE users -- '";
        assertEquals("read", Texts.outcome("mysql", text));
        assertEquals("destroy", Texts.outcome("postgresql", text));
        assertEquals("read", Texts.outcome("mysql", text));
    }
}
