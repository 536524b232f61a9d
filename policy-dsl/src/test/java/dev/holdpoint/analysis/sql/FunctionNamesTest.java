package dev.holdpoint.analysis.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdpoint.effect.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That a name was harmless is remembered of that name, and says nothing of any other. */
final class FunctionNamesTest {

    private static Verb verb(String function) {
        return Texts.effect("postgresql", "SELECT " + function + "(1)").verb();
    }

    @Test
    void theCaseOfANameTellsItsWords() {
        for (int round = 0; round < 3; round++) {
            assertEquals(Verb.READ, verb("dropoutrate"));
            assertEquals(Verb.DESTROY, verb("dropOutRate"));
        }
    }

    @Test
    void namesThatDifferInALetterBeyondAsciiAreNotTakenForOneAnother() {
        for (int round = 0; round < 3; round++) {
            // one is a word of its own; what stands between the words of the other is no letter
            assertEquals(Verb.READ, verb("x\u00e9purge_all"));
            assertEquals(Verb.DESTROY, verb("x\u00d7purge_all"));
        }
    }

    @Test
    void longNamesWithTheSameBeginningAreToldApart() {
        for (int round = 0; round < 3; round++) {
            assertEquals(Verb.READ, verb("count_the_number"));
            assertEquals(Verb.READ, verb("the_orders_count_since"));
            assertEquals(Verb.DESTROY, verb("the_orders_drop_all_of"));
            assertEquals(Verb.DESTROY, verb("drop_all_the_ord"));
            assertEquals(Verb.DESTROY, verb("drop_all_the_orders"));
        }
    }

    @Test
    void moreNamesThanAreRememberedAreEachReadAsTheyAre() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5_000; i++) {
                assertEquals(Verb.READ, verb("f" + i));
                assertEquals(Verb.DESTROY, verb("purge_" + i));
            }
        }
    }

    @Test
    void aNameThatWasHarmlessIsNoLongerOnceItIsDefined() {
        assertEquals(Verb.READ, verb("tidy"));
        String defined =
                "CREATE FUNCTION tidy(n int) RETURNS int AS 'DELETE FROM t; SELECT 1' LANGUAGE sql;"
                        + " SELECT tidy(1)";
        assertEquals(Verb.DESTROY, Texts.effect("postgresql", defined).verb());
        assertEquals(List.of("read"), List.of(verb("tidy").word()));
    }
}
