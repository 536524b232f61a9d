package dev.holdpoint.analysis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SafeguardsTest {

    @Test
    void every_phrase_has_one_of_the_stems_by_which_it_is_looked_for() {
        assertEquals(List.of(), Safeguards.withoutStem());
    }
}
