package dev.holdpoint.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Verb;
import dev.holdpoint.language.Pattern;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MatcherTest {

    static Stream<String[]> rows() {
        return Notation.rows("matchers.table").stream();
    }

    @ParameterizedTest(name = "{0} {1}: {2} in {3} by {4} is {5}")
    @MethodSource("rows")
    void a_pattern_matches_by_the_rules_of_its_attribute(
            String name, String pattern, String value, String cwd, String verb, String expected) {
        Attribute attribute = Attribute.named(name).orElseThrow();
        Effect.Builder effect =
                Effect.of(Kind.EXEC).verb(Verb.valueOf(verb.toUpperCase(Locale.ROOT)));
        if (!cwd.equals("-")) {
            effect.set(Attribute.CWD, cwd);
        }
        boolean glob = pattern.contains("*") || pattern.contains("?");
        Matcher matcher = Matcher.of(attribute, new Pattern(pattern, glob));
        assertEquals(ConditionsTest.truth(expected), matcher.test(value, effect.build()));
    }

    @Property(seed = "20260424", tries = 3_000)
    void a_glob_matches_what_the_definition_says(@ForAll long seed) {
        Random random = new Random(seed);
        String pattern = draw(random, "ab/*?", 8);
        String text = draw(random, "ab/", 10);
        Glob.Fence fence = random.nextBoolean() ? Glob.Fence.NONE : Glob.Fence.URL;
        assertEquals(
                define(pattern, 0, text, 0, fence == Glob.Fence.URL),
                Glob.of(pattern, fence, false).matches(text),
                () -> pattern + " of " + text + " with " + fence);
    }

    /** The meaning of a glob in the fewest words; exponential. */
    private static boolean define(String p, int i, String t, int j, boolean fenced) {
        if (i == p.length()) {
            return j == t.length();
        }
        boolean more = j < t.length();
        boolean crosses = !fenced || (more && t.charAt(j) != '/');
        return switch (p.charAt(i)) {
            case '?' -> more && crosses && define(p, i + 1, t, j + 1, fenced);
            case '*' ->
                    define(p, i + 1, t, j, fenced)
                            || (more
                                    && (crosses || i + 1 == p.length())
                                    && define(p, i, t, j + 1, fenced));
            default -> more && p.charAt(i) == t.charAt(j) && define(p, i + 1, t, j + 1, fenced);
        };
    }

    private static String draw(Random random, String letters, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void a_glob_of_many_stars_does_not_take_long_on_what_it_does_not_match() {
        String pattern = "*a".repeat(60) + "*b";
        String text = "a".repeat(100_000);
        assertFalse(Glob.of(pattern, Glob.Fence.NONE, false).matches(text));
        assertTrue(Glob.of(pattern, Glob.Fence.NONE, false).matches(text + "b"));
        assertTrue(Glob.of("x" + "?".repeat(200), Glob.Fence.NONE, false).matches("x".repeat(201)));
        assertFalse(
                Glob.of("x" + "?".repeat(200), Glob.Fence.NONE, false).matches("x".repeat(202)));
    }
}
