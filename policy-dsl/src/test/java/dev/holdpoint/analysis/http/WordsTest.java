package dev.holdpoint.analysis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdpoint.effect.Verb;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class WordsTest {

    @TestFactory
    Stream<DynamicTest> a_name_says_what_is_done() throws IOException {
        return Requests.table(WordsTest.class, "words.tsv").stream()
                .map(
                        row ->
                                dynamicTest(
                                        row.get(0) + ": " + row.get(1),
                                        () ->
                                                assertEquals(
                                                        row.get(1),
                                                        Words.bundled()
                                                                .say(row.get(0))
                                                                .map(Verb::word)
                                                                .orElse("nothing"))));
    }
}
