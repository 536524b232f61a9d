package dev.holdpoint.analysis.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Combinations of programs, options and operands that nobody thought of: those that analysis calls
 * reads are executed and must change nothing.
 */
class GeneratedReadsTest {

    private static final Analysis ANALYSIS = Analysis.standard();

    private static Path directory = Path.of("");
    private static int tries;
    private static int reads;

    @BeforeContainer
    static void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("reads");
    }

    @AfterContainer
    static void removeDirectory() throws IOException {
        clear();
        Files.delete(directory);
        // Calling nothing a read would pass the property, and prove nothing.
        assertTrue(reads * 3 >= tries, () -> reads + " of " + tries + " were reads");
    }

    private static void clear() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder())
                    .filter(p -> !p.equals(directory))
                    .forEach(
                            p -> {
                                try {
                                    Files.delete(p);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }

    @Property(
            seed = "20260424",
            tries = 250,
            shrinking = ShrinkingMode.OFF,
            edgeCases = EdgeCasesMode.NONE)
    void whatIsCalledAReadChangesNothing(@ForAll("commands") String command) throws Exception {
        assumeTrue(Scratch.available(), "SKIPPED: unprivileged namespaces are not to be had here");
        tries++;
        Reading reading =
                ANALYSIS.read(
                        Operation.Exec.shell(command, Optional.of(directory.toString())),
                        Surroundings.NOWHERE);
        if (reading.verb() != Verb.READ || reading.effects().stream().anyMatch(Effect::opaque)) {
            return;
        }
        reads++;
        Scratch scratch = new Scratch(directory);
        if (!Files.exists(directory.resolve("a.txt"))) {
            scratch.plant();
        }
        Map<String, String> before = scratch.digest();
        scratch.run("timeout 5 bash -c '" + command.replace("'", "'\\''") + "'");
        Map<String, String> after = scratch.digest();
        if (!before.equals(after)) {
            clear();
        }
        assertEquals(before, after, command);
    }

    @Provide
    Arbitrary<String> commands() {
        Arbitrary<String> one = simple();
        return Arbitraries.frequencyOf(
                Tuple.of(4, one),
                Tuple.of(
                        3,
                        Combinators.combine(one, one, glue())
                                .as((a, b, g) -> g.replace("A", a).replace("B", b))));
    }

    private static Arbitrary<String> glue() {
        return Arbitraries.of(
                "A | B",
                "A && B",
                "A; B",
                "echo \"$(A)\" | B",
                "for x in $(A); do B; done",
                "if A; then B; fi",
                "B <(A)",
                "f() { A; }; f | B",
                "(A) 2>&1 | B");
    }

    private static Arbitrary<String> simple() {
        Arbitrary<String> word =
                Arbitraries.frequencyOf(Tuple.of(1, options()), Tuple.of(1, operands()));
        return Combinators.combine(programs(), word.list().ofMaxSize(3), redirections())
                .as((p, w, r) -> p + " " + String.join(" ", w) + r);
    }

    private static Arbitrary<String> redirections() {
        return Arbitraries.of("", "", "", "", " < a.txt", " 2>&1", " > /dev/null", " <<< x");
    }

    private static Arbitrary<String> programs() {
        return Arbitraries.of(
                        ("ls cat head tail wc nl tac rev cut sort uniq comm diff cmp od xxd base64 sha256sum"
                                        + " stat file readlink realpath du find grep sed awk tr paste join fold"
                                        + " expand column seq printf echo test date tar gzip zcat xargs split"
                                        + " csplit fmt strings iconv openssl tee dd factor numfmt ptx"
                                        + " bash sh perl python3 ln cp mv touch mkdir truncate ed")
                                .split(" "))
                .flatMap(
                        p ->
                                Arbitraries.frequencyOf(
                                        Tuple.of(6, Arbitraries.just(p)),
                                        Tuple.of(
                                                1,
                                                Arbitraries.of(
                                                        "git log",
                                                        "git diff",
                                                        "git show",
                                                        "git status",
                                                        "git branch",
                                                        "git tag",
                                                        "git stash",
                                                        "git config",
                                                        "git remote",
                                                        "git reflog",
                                                        "git archive",
                                                        "git format-patch",
                                                        "git bundle"))));
    }

    private static Arbitrary<String> options() {
        return Arbitraries.of(
                ("-o -i -n -r -w -f -c -d -e -s -u -p -z -a -v -l -t -q -k -O -C -m -g -b -E -P -D"
                                + " --output=new.txt --in-place -onew.txt -oa.txt -i.bak --check"
                                + " --reference=a.txt --output -ne -ni -pe -print -delete -fprint -fls"
                                + " -exec --color=always --files0-from=a.txt")
                        .split(" "));
    }

    private static Arbitrary<String> operands() {
        return Arbitraries.of(
                "a.txt",
                "sub/b.txt",
                "new.txt",
                ".",
                "sub",
                "c.json",
                "archive.tar",
                "packed.gz",
                "script.sh",
                "edits.sed",
                "1",
                "a",
                "s/a/b/",
                "1p",
                "/x/d",
                "'{print}'",
                "HEAD",
                "'*.txt'",
                "'w new.txt'",
                "'s/a/b/w new.txt'",
                "'{print > \"new.txt\"}'",
                "'1e touch new.txt'",
                "'system(\"touch new.txt\")'",
                "of=new.txt",
                "if=a.txt",
                "list",
                "user.name",
                "-");
    }
}
