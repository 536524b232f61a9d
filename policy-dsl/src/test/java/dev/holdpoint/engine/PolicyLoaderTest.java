package dev.holdpoint.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.language.Diagnostic;
import dev.holdpoint.language.PackLibrary;
import dev.holdpoint.language.Source;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PolicyLoaderTest {

    private static PolicyLoader.Outcome load(String text) {
        return PolicyLoader.standard().load(new Source("t.hold", text));
    }

    private static List<Diagnostic> refusal(String text) {
        return assertInstanceOf(PolicyLoader.Outcome.Refused.class, load(text)).diagnostics();
    }

    private static LoadedPolicy loaded(String text) {
        return assertInstanceOf(PolicyLoader.Outcome.Loaded.class, load(text)).policy();
    }

    @Test
    void a_policy_whose_test_fails_does_not_load() {
        List<Diagnostic> diagnostics =
                refusal(
                        """
                        policy t
                        allow all on any
                        default deny
                        test "nothing is removed" {
                          exec "rm -rf /srv" expect deny
                        }
                        """);
        Diagnostic failing = diagnostics.get(0);
        assertEquals("failing-test", failing.code());
        assertEquals(5, failing.span().line());
        assertTrue(
                failing.message().contains("nothing is removed")
                        && failing.message().contains("expected deny")
                        && failing.message().contains("allowed by all"),
                failing::message);
    }

    @Test
    void a_test_that_names_rules_fails_if_another_decided() {
        assertEquals(
                "failing-test",
                refusal(
                                """
                                policy t
                                deny a on exec when program == rm
                                deny b on exec when program == git
                                default allow
                                test "a" { exec "rm x" expect deny by a }
                                test "b" { exec "rm x" expect deny by b }
                                """)
                        .get(0)
                        .code());
    }

    @Test
    void a_rule_that_no_test_fires_is_a_warning() {
        LoadedPolicy policy =
                loaded(
                        """
                        policy t
                        deny a on exec when program == rm
                        deny b on exec when program == git
                        default allow
                        test "a" { exec "rm x" expect deny by a }
                        """);
        assertEquals(
                List.of("untested-rule"),
                policy.warnings().stream().map(Diagnostic::code).toList());
        assertEquals(3, policy.warnings().get(0).span().line());
    }

    @Test
    void the_steps_of_a_test_count_against_its_limits_and_not_against_the_next_tests() {
        loaded(
                """
                policy t
                limit l on exec max 2 calls per 1h per session
                default allow
                test "three" {
                  exec "ls" expect allow
                  exec "ls" expect allow
                  exec "ls" expect deny by l
                }
                test "again" { exec "ls" expect allow }
                """);
    }

    @Test
    void what_is_marked_unknown_in_a_test_is_unknown() {
        loaded(
                """
                policy t
                deny  host on http when host == "x.dev"
                deny  drop on sql  when stmts overlap {drop}
                default allow
                test "url"  { http GET "https://${unknown}/x" expect deny by host }
                test "text" { sql "select ${unknown}"         expect deny by drop }
                """);
    }

    @Test
    void errors_of_the_language_refuse_too() {
        assertTrue(
                refusal("policy t\ndeny a on exec when progam == rm\ndefault allow\n").stream()
                        .anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR));
    }

    @Test
    void the_baseline_loads_with_its_tests_and_each_rule_is_tested() {
        PolicyLoader.Outcome outcome = PolicyLoader.standard().load(PackLibrary.baseline());
        LoadedPolicy baseline =
                assertInstanceOf(PolicyLoader.Outcome.Loaded.class, outcome, outcome::toString)
                        .policy();
        assertEquals(List.of(), baseline.warnings());
        assertTrue(!baseline.policy().tests().isEmpty());
        assertEquals(baseline.policy().hash(), PolicyLoader.standard().baseline().policy().hash());
    }

    @Test
    void a_loaded_policy_says_which_attributes_it_asks_for() {
        Set<Attribute> asked =
                loaded(
                                """
                                policy t in a
                                env a { path "/a/**" }
                                deny x on exec when env not in home unless flags overlap {"x"}
                                default allow
                                """)
                        .asked();
        assertTrue(
                asked.containsAll(
                        Set.of(Attribute.ENV, Attribute.PATHS, Attribute.CWD, Attribute.FLAGS)),
                asked::toString);
        assertTrue(!asked.contains(Attribute.COLUMNS));
    }

    @Test
    void there_are_at_most_as_many_environments_as_can_be_told_apart() {
        StringBuilder text = new StringBuilder("policy t in e0\n");
        for (int i = 0; i <= Placement.MOST_ENVIRONMENTS; i++) {
            text.append("env e" + i + " { host \"h" + i + ".dev\" }\n");
        }
        assertEquals(
                "too-many-environments",
                refusal(text.append("default deny\n").toString()).get(0).code());
    }
}
