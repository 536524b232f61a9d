package dev.holdpoint.analysis.program;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CatalogTest {

    private static final Catalog CATALOG = Catalog.bundled();

    @Test
    void everyEntryCanBeParsed() {
        List<Executable> checks = new ArrayList<>();
        for (String name : new TreeSet<>(CATALOG.names())) {
            checks.add(() -> assertTrue(CATALOG.program(name).isPresent(), name));
        }
        assertTrue(checks.size() > 3_000, "the families list " + checks.size() + " programs");
        assertAll(checks);
    }

    @Test
    void everyExampleComesToTheVerbThatItsEntrySays() {
        Analysis analysis = Analysis.standard();
        List<Executable> checks = new ArrayList<>();
        TreeSet<String> done = new TreeSet<>();
        for (String name : new TreeSet<>(CATALOG.names())) {
            Program program = CATALOG.program(name).orElseThrow();
            if (!done.add(program.name())) {
                continue;
            }
            for (Program.Example e : program.examples()) {
                List<String> argv =
                        Start.split(e.line()).stream().map(w -> w.literal().orElseThrow()).toList();
                checks.add(
                        () ->
                                assertEquals(
                                        e.verb(),
                                        analysis.read(Operation.Exec.of(argv), Surroundings.NOWHERE)
                                                .verb(),
                                        e.line()));
            }
        }
        assertTrue(checks.size() > 400, "there are " + checks.size() + " examples");
        assertAll(checks);
    }

    @Test
    void everyLifterThatAnEntryNamesIsThere() {
        Lifters lifters =
                new Lifters(new Judgement(Vocabulary.bundled(), new Tail(Catalog.bundled())));
        List<Executable> checks = new ArrayList<>();
        for (String name : new TreeSet<>(CATALOG.names())) {
            Optional<String> lifter = CATALOG.program(name).orElseThrow().root().lifter;
            lifter.ifPresent(l -> checks.add(() -> assertTrue(lifters.has(l), name + ": " + l)));
        }
        assertAll(checks);
    }

    @Test
    void aProgramIsFoundInAnyCase() {
        assertEquals("rm", CATALOG.program("RM").orElseThrow().name());
    }

    @Test
    void aMistakeInAnEntryNamesTheLine() {
        CatalogParser parser =
                new CatalogParser(
                        n -> {
                            throw new AssertionError(n);
                        });
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class,
                        () -> parser.parse(List.of("x"), List.of("  explode file")));
        assertTrue(e.getMessage().contains("explode"), e.getMessage());
    }

    @Test
    void wordsAreSplitAsXargsSplitsThem() {
        assertEquals(
                List.of(Word.of("a b"), Word.of("c"), Word.of("d e")),
                Start.split("'a b' c d\\ e"));
    }
}
