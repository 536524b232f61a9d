package dev.holdpoint.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdpoint.analysis.sql.StatementKind;
import dev.holdpoint.effect.Verb;
import dev.holdpoint.language.Language;
import dev.holdpoint.language.PackLibrary;
import dev.holdpoint.language.Source;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Analysis and language do not know each other, so here they are held together. */
final class VocabularyTest {

    static Stream<Arguments> whatAnalysisGives() {
        return Stream.of(
                arguments("stmts overlap", StatementKind.words()),
                arguments(
                        "verb in",
                        Stream.of(Verb.values())
                                .filter(v -> v != Verb.UNKNOWN)
                                .map(Verb::word)
                                .toList()));
    }

    @ParameterizedTest
    @MethodSource("whatAnalysisGives")
    void aPolicyCanNameEverythingThatAnalysisGives(String comparison, Collection<String> values) {
        assertEquals(Set.of(), refused(comparison, values));
    }

    private static Set<String> refused(String comparison, Collection<String> values) {
        Set<String> refused = new TreeSet<>();
        for (String value : values) {
            String kind = comparison.startsWith("stmts") ? "sql" : "any";
            String text =
                    "policy t\ndefault deny\ndeny a on "
                            + kind
                            + " when "
                            + comparison
                            + " {"
                            + value
                            + "}";
            if (!Language.check(new Source("t", text), PackLibrary.bundled())
                    .diagnostics()
                    .equals(List.of())) {
                refused.add(value);
            }
        }
        return refused;
    }
}
