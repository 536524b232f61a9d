package dev.holdpoint.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever stands in a source, checking it gives a policy or says what is wrong. */
final class LanguageFuzzTest {

    private static final String[] PIECES = {
        "policy t",
        "policy t for a in b\n",
        "use railway, shell\n",
        "env b { host \"x.example.com\" }\n",
        "env c protected { path \"/x/**\" }\n",
        "deny",
        "ask",
        "allow",
        "limit",
        "default",
        "test",
        "set",
        "define",
        "tiers",
        "kill",
        "when",
        "unless",
        "by",
        "because",
        "within",
        "overlap",
        "in",
        "not",
        "and",
        "or",
        "has",
        "on",
        "any",
        "exec",
        "http",
        "sql",
        "graphql",
        "verb",
        "program",
        "paths",
        "env",
        "home",
        "fields",
        "opaque",
        "headers[\"x\"]",
        "arguments.id",
        "railway.deletes",
        "==",
        "!=",
        "<",
        ">=",
        "=",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ",",
        "\"a*\"",
        "\"\\u00e9\"",
        "\"",
        "15m",
        "1h",
        "2026-12-31",
        "3",
        "99999999999999999999",
        "once",
        "times",
        "max",
        "calls",
        "per",
        "session",
        "read",
        "destroy",
        "x",
        "y",
        "#c\n",
        "\n",
        "\n\n",
        " ",
        "\u202E",
        "\uD800",
        "\0",
        "expect",
        "observe",
        "credential c { id \"hmac-sha256:7d31c0aa5be2d1f0\" may any }\n",
        "approvers g { nobody }\n"
    };

    @Property(seed = "20260424", tries = 2_000)
    void randomPiecesNeverThrowAndAPolicyComesExactlyWithoutErrors(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)])
                    .append(random.nextInt(4) == 0 ? "\n" : " ");
        }
        check(text.toString());
    }

    @Property(seed = "20260424", tries = 1_000)
    void aDamagedPolicyNeverThrows(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(PackLibrary.baseline().text());
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                default -> text.setCharAt(at, (char) random.nextInt(128));
            }
        }
        check(text.toString());
    }

    private static void check(String text) {
        Source source = new Source("fuzz", text);
        Checked checked = Language.check(source, PackLibrary.bundled());
        boolean error =
                checked.diagnostics().stream()
                        .anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
        assertEquals(!error, checked.policy().isPresent());
        assertFalse(DiagnosticRendering.render(checked.diagnostics(), source).contains("\u202E"));
        Language.format(source)
                .ifPresent(
                        once ->
                                assertEquals(
                                        once,
                                        Language.format(new Source("fuzz", once)).orElse("")));
    }

    @Test
    @Timeout(20)
    void theWorstSourcesAreBounded() {
        String[] worst = {
            "(".repeat(1_000_000),
            "policy t deny a on any when " + "not ".repeat(300_000) + "opaque",
            "policy t deny a on any when " + "opaque or ".repeat(100_000) + "opaque default deny",
            "deny ".repeat(250_000),
            "deny\n".repeat(250_000),
            "\"" + "\\".repeat(1_000_000),
            "policy t set x = {" + "a,".repeat(300_000) + "}",
            "{".repeat(500_000) + "}".repeat(500_000),
            doubling(40),
            "policy t default deny deny a on any when " + alternatives(60),
        };
        for (String text : worst) {
            check(text);
        }
    }

    /** Each definition doubles the last: 2^n comparisons if they were written out. */
    private static String doubling(int n) {
        StringBuilder text = new StringBuilder("policy t\ndefine d0 = opaque\n");
        for (int i = 1; i <= n; i++) {
            text.append("define d")
                    .append(i)
                    .append(" = d")
                    .append(i - 1)
                    .append(" or not d")
                    .append(i - 1);
            text.append('\n');
        }
        return text + "deny a on any when d" + n + "\ndefault deny\n";
    }

    /** A conjunction of alternatives: 2^n cases. */
    private static String alternatives(int n) {
        StringBuilder text = new StringBuilder("opaque");
        for (int i = 0; i < n; i++) {
            text.append(" and (program == a")
                    .append(i)
                    .append(" or paths overlap {\"/x")
                    .append(i)
                    .append("\"})");
        }
        return text.toString();
    }

    @Test
    void aLongPolicyLoads() {
        StringBuilder text = new StringBuilder("policy t\ndefault deny\n");
        for (int i = 0; i < 2_000; i++) {
            text.append("deny r")
                    .append(i)
                    .append(" on exec when program == p")
                    .append(i)
                    .append('\n');
        }
        assertTrue(
                Language.check(new Source("long", text.toString()), PackLibrary.bundled())
                        .policy()
                        .isPresent());
    }
}
