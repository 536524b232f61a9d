package dev.holdpoint.analysis.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.analysis.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Texts made to break a reader: no exception leaves the room, and no text costs more than its size.
 */
class HostileTextTest {

    private static final String SCRIPTS = scripts();

    /** Random damage to scripts that are well formed. */
    @Property(seed = "20260424", tries = 2_000, shrinking = ShrinkingMode.OFF)
    void damagedScriptsAreReadWithoutAnException(@ForAll long seed) {
        Random random = new Random(seed);
        int from = random.nextInt(SCRIPTS.length() - 400);
        StringBuilder s =
                new StringBuilder(SCRIPTS.substring(from, from + 20 + random.nextInt(380)));
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(s.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> s.insert(at, Scripts.SHARDS.get(random.nextInt(Scripts.SHARDS.size())));
                case 1 -> s.delete(at, Math.min(s.length(), at + random.nextInt(12)));
                case 2 -> s.insert(at, (char) random.nextInt(0x80));
                default -> {
                    int other = random.nextInt(SCRIPTS.length() - 40);
                    s.insert(at, SCRIPTS, other, other + random.nextInt(40));
                }
            }
        }
        Recording.of(s.toString());
    }

    @Property(seed = "20260424", tries = 300, shrinking = ShrinkingMode.OFF)
    void textsOfShardsAreReadWithoutAnException(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int length) {
        Random random = new Random(seed);
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < length; i++) {
            s.append(Scripts.SHARDS.get(random.nextInt(Scripts.SHARDS.size())));
        }
        Recording.of(s.toString());
    }

    /** Twice the text costs at most twice the steps, up to the bound past which it is unknown. */
    @TestFactory
    Stream<DynamicTest> theCostOfATextGrowsWithItsLength() {
        return Scripts.SHARDS.stream()
                .map(
                        shard ->
                                DynamicTest.dynamicTest(
                                        shard.replace("\n", "\\n").replace("\0", "\\0"),
                                        () -> {
                                            long once = steps(shard.repeat(2_000));
                                            long twice = steps(shard.repeat(4_000));
                                            assertTrue(
                                                    twice <= 2.5 * once + 10_000
                                                            || twice >= ScriptReader.MOST_STEPS,
                                                    () -> once + " steps, then " + twice);
                                        }));
    }

    /** A mebibyte of anything ends within the bound. */
    @TestFactory
    Stream<DynamicTest> aMebibyteIsReadWithinTheBound() {
        return Stream.concat(
                        Scripts.SHARDS.stream(),
                        Stream.of("a b c d ", "\"$a\"", "a`b`", "{a,b}", "[a", "p $x[a;", "é"))
                .map(
                        shard ->
                                DynamicTest.dynamicTest(
                                        shard.replace("\n", "\\n").replace("\0", "\\0"),
                                        () -> {
                                            long steps =
                                                    steps(shard.repeat((1 << 20) / shard.length()));
                                            assertTrue(
                                                    steps <= ScriptReader.MOST_STEPS + (2 << 20));
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> whatGrowsWhenItRunsIsBounded() {
        return Stream.of(
                        "x=a;" + "x=$x$x;".repeat(60) + "p $x",
                        "p " + "{a,b}".repeat(40),
                        "p {1..100000000}",
                        "while :; do p; done",
                        "f() { f; }; f",
                        "f() { f | f & }; f",
                        "for i in {1..2000}; do for j in {1..2000}; do for k in {1..2000}; do p; done; done; done",
                        "x='eval \"$x\"'; eval \"$x\"",
                        "a=" + "x".repeat(200_000) + "; p ${a%%*y*x*z*} ${a//x/yy} ${a##*(x|xx)y}",
                        "trap 'trap \"p\" DEBUG; p' DEBUG; p",
                        "a=a; p $((a)) $((a[a[a[a]]]))",
                        "p $(yes | cat | tr y z)",
                        "alias a='b a' b='a b'; shopt -s expand_aliases\na",
                        "while read x; do set -- \"$@\" \"$x\" $x; done",
                        "echo '. ./s' > s; . ./s")
                .map(
                        script ->
                                DynamicTest.dynamicTest(
                                        script.substring(0, Math.min(60, script.length())),
                                        () -> assertTrue(steps(script) <= 8L << 20)));
    }

    private static long steps(String text) {
        return ScriptReader.steps(text, Recording.inquiry());
    }

    private static String scripts() {
        try (InputStream in = HostileTextTest.class.getResourceAsStream("scripts.txt")) {
            if (in == null) {
                throw new IllegalStateException("scripts.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
