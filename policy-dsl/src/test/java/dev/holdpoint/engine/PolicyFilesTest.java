package dev.holdpoint.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.language.Language;
import dev.holdpoint.language.PackLibrary;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The policies that people start from: the samples and the baseline. */
final class PolicyFilesTest {

    @TestFactory
    Stream<DynamicTest> everySamplePolicyIsLaidOutLoadsAndTestsEachOfItsRules() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of("../samples/policies"))) {
            files = found.filter(p -> p.toString().endsWith(".hold")).sorted().toList();
        }
        assertEquals(3, files.size());
        return files.stream()
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> loads(f)));
    }

    private static void loads(Path file) throws IOException {
        Source source = new Source(file.toString(), Files.readString(file));
        PolicyLoader.Outcome outcome = PolicyLoader.standard().load(source);
        PolicyLoader.Outcome.Loaded loaded =
                assertInstanceOf(PolicyLoader.Outcome.Loaded.class, outcome, outcome::toString);
        assertEquals(List.of(), loaded.policy().warnings());
        assertEquals(Optional.of(source.text()), Language.format(source));
    }

    @Test
    void thePolicyInTheManualIsLaidOutAndLoads() throws IOException {
        String manual = Files.readString(Path.of("LANGUAGE.md"));
        int from = manual.indexOf("```hold\n") + "```hold\n".length();
        Source source =
                new Source("LANGUAGE.md", manual.substring(from, manual.indexOf("```", from)));
        PolicyLoader.Outcome outcome = PolicyLoader.standard().load(source);
        assertInstanceOf(PolicyLoader.Outcome.Loaded.class, outcome, outcome::toString);
        assertEquals(Optional.of(source.text()), Language.format(source));
    }

    /** An agent that starts with the baseline does not run its tests; they are run here. */
    @Test
    void theBaselinePassesItsOwnTests() {
        Policy baseline =
                Language.check(PackLibrary.baseline(), PackLibrary.bundled())
                        .policy()
                        .orElseThrow();
        for (Rehearsal.Result result : Rehearsal.of(baseline, Analysis.standard()).steps()) {
            assertEquals(Optional.empty(), result.failure(), result.test().name());
        }
    }

    @Test
    void theHashIsOfTheContentsAndNotOfTheName() {
        String text = "policy t\ndefault deny\n";
        assertEquals(hash("a", text), hash("b", text));
        assertEquals(64, hash("a", text).length());
        org.junit.jupiter.api.Assertions.assertNotEquals(hash("a", text), hash("a", text + "#"));
    }

    private static String hash(String name, String text) {
        return Language.check(new Source(name, text), PackLibrary.bundled())
                .policy()
                .orElseThrow()
                .hash();
    }
}
