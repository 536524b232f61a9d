package dev.holdpoint.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every diagnostic, as a table of annotated little sources in {@code diagnostics.txt}, which says
 * at its head how to add a case.
 */
final class DiagnosticsTest {

    private static final String PRELUDE =
            """
            policy t for agent in local
            use railway
            env local { host "local.example.com"  path "/work/**" }
            env prod protected { host "*.prod.example.com"  path "/srv/**" }
            approvers ops { key "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPLZwIO0jgomLOqQA0AXLsu2s2d/lmuAt5/fQrmkBbzH lead" }
            tiers low < high
            default deny
            """;

    @TestFactory
    Stream<DynamicTest> aPolicyInErrorIsReportedWhereAndAsTheTableSays() throws IOException {
        List<String[]> cases = cases();
        assertTrue(cases.size() > 40, "the table was read");
        return cases.stream().map(c -> DynamicTest.dynamicTest(c[0], () -> check(c[1])));
    }

    private static void check(String body) {
        boolean whole = body.startsWith("policy ") || body.startsWith("!");
        String text = whole ? body.replaceFirst("^!\n?", "") : PRELUDE + body;
        TreeSet<String> expected = new TreeSet<>();
        TreeSet<String> fixes = new TreeSet<>();
        List<String> lines = List.of(text.split("\n", -1));
        int place = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.startsWith("#^") && !line.matches("# *\\^+ [a-z-]+.*")) {
                place = i + 1;
                continue;
            }
            int column = line.startsWith("#^") ? 1 : line.indexOf('^') + 1;
            String said =
                    line.substring(line.lastIndexOf('^', line.indexOf(' ', column)) + 1).trim();
            int tilde = said.indexOf(" ~ ");
            expected.add(
                    place + ":" + column + " " + (tilde < 0 ? said : said.substring(0, tilde)));
            if (tilde >= 0) {
                fixes.add(said.substring(tilde + 3));
            }
        }
        Source source = new Source("case", text);
        Checked checked = Language.check(source, PackLibrary.bundled());
        TreeSet<String> found = new TreeSet<>();
        StringBuilder said = new StringBuilder();
        for (Diagnostic d : checked.diagnostics()) {
            found.add(d.span().line() + ":" + d.span().column() + " " + d.code());
            said.append(d.message()).append(" / ").append(d.fix().orElse("")).append('\n');
            assertEquals("case", d.span().file());
            assertTrue(
                    d.span().column() - 1 + d.span().length()
                            <= lines.get(d.span().line() - 1).length() + 1,
                    () -> "the span ends within its line: " + d);
        }
        assertEquals(
                expected,
                found,
                () -> "\n" + DiagnosticRendering.render(checked.diagnostics(), source));
        for (String fix : fixes) {
            assertTrue(said.toString().contains(fix), () -> "expected " + fix + " in\n" + said);
        }
        assertEquals(expected.isEmpty(), checked.policy().isPresent());
    }

    /** Name and text of each case. */
    private static List<String[]> cases() throws IOException {
        try (InputStream in = DiagnosticsTest.class.getResourceAsStream("diagnostics.txt")) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String[]> cases = new ArrayList<>();
            for (String part : all.substring(all.indexOf("\n== ")).split("\n== ")) {
                if (!part.isBlank()) {
                    int end = part.indexOf('\n');
                    cases.add(
                            new String[] {
                                part.substring(0, end), part.substring(end + 1).strip() + "\n"
                            });
                }
            }
            return cases;
        }
    }
}
