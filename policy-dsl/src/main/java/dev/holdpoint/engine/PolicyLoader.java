package dev.holdpoint.engine;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.PersistedDocuments;
import dev.holdpoint.language.Checked;
import dev.holdpoint.language.Diagnostic;
import dev.holdpoint.language.Diagnostic.Severity;
import dev.holdpoint.language.Language;
import dev.holdpoint.language.PackLibrary;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one way from a policy's text to a judge: it is checked, its tests are run, and only if all of
 * that is without error is there anything that can judge. Thread-safe.
 */
public final class PolicyLoader {

    private final Analysis analysis;
    private final PackLibrary packs;

    public PolicyLoader(Analysis analysis, PackLibrary packs) {
        this.analysis = analysis;
        this.packs = packs;
    }

    /** A loader with everything that is bundled. */
    public static PolicyLoader standard() {
        return new PolicyLoader(Analysis.standard(), PackLibrary.bundled());
    }

    /** What came of loading. */
    public sealed interface Outcome {

        record Loaded(LoadedPolicy policy) implements Outcome {}

        /**
         * There is nothing to judge by.
         *
         * @param diagnostics at least one error, and the warnings
         */
        record Refused(List<Diagnostic> diagnostics) implements Outcome {
            public Refused {
                diagnostics = List.copyOf(diagnostics);
            }
        }
    }

    /** Checks a policy, runs its tests and makes it ready. */
    public Outcome load(Source source) {
        return load(source, true);
    }

    /**
     * The bundled baseline. Its tests were run when it was built and are not run again, since an
     * agent's start waits for this.
     */
    public LoadedPolicy baseline() {
        Outcome outcome = load(PackLibrary.baseline(), false);
        if (outcome instanceof Outcome.Loaded loaded) {
            return loaded.policy();
        }
        throw new IllegalStateException("the bundled baseline does not load: " + outcome);
    }

    private Outcome load(Source source, boolean tested) {
        Checked checked = Language.check(source, packs);
        List<Diagnostic> diagnostics = new ArrayList<>(checked.diagnostics());
        if (checked.policy().isEmpty()) {
            return new Outcome.Refused(diagnostics);
        }
        Policy policy = checked.policy().get();
        if (policy.environments().size() > Placement.MOST_ENVIRONMENTS) {
            diagnostics.add(
                    new Diagnostic(
                            Severity.ERROR,
                            "too-many-environments",
                            policy.environments().get(Placement.MOST_ENVIRONMENTS).span(),
                            "a policy has at most " + Placement.MOST_ENVIRONMENTS + " environments",
                            Optional.of("put more patterns into one environment")));
            return new Outcome.Refused(diagnostics);
        }
        Analysis knowing = analysis.knowing(documents(policy));
        if (tested && !passes(policy, knowing, diagnostics)) {
            return new Outcome.Refused(diagnostics);
        }
        return new Outcome.Loaded(
                new LoadedPolicy(
                        policy, new WarmingJudge(policy), knowing, Asked.by(policy), diagnostics));
    }

    private static PersistedDocuments documents(Policy policy) {
        List<PersistedDocuments.Entry> entries = new ArrayList<>();
        for (Policy.Document d : policy.documents()) {
            entries.add(new PersistedDocuments.Entry(d.id(), d.host(), d.text()));
        }
        return new PersistedDocuments(entries);
    }

    private static boolean passes(Policy policy, Analysis analysis, List<Diagnostic> diagnostics) {
        boolean passes = true;
        Rehearsal rehearsal;
        try {
            rehearsal = Rehearsal.of(policy, analysis);
        } catch (RuntimeException | StackOverflowError e) {
            diagnostics.add(
                    new Diagnostic(
                            Severity.ERROR,
                            "broken-test",
                            policy.tests().get(0).span(),
                            "the tests could not be run: " + e,
                            Optional.of("this is a defect of Holdpoint: please report it")));
            return false;
        }
        for (Rehearsal.Result result : rehearsal.steps()) {
            if (result.failure().isPresent()) {
                passes = false;
                diagnostics.add(
                        new Diagnostic(
                                Severity.ERROR,
                                "failing-test",
                                result.step().span(),
                                "the test \""
                                        + result.test().name()
                                        + "\" fails: "
                                        + result.failure().get(),
                                Optional.of("change the rule, or what the test expects")));
            }
        }
        Set<String> fired = rehearsal.fired();
        for (Policy.Rule rule : policy.rules()) {
            if (!fired.contains(rule.name())) {
                diagnostics.add(
                        new Diagnostic(
                                Severity.WARNING,
                                "untested-rule",
                                rule.span(),
                                "no test fires the rule `" + rule.name() + "`",
                                Optional.of("add a test with an operation that it decides")));
            }
        }
        return passes;
    }
}
