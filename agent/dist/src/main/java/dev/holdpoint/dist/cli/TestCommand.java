package dev.holdpoint.dist.cli;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.engine.Rehearsal;
import dev.holdpoint.language.Checked;
import dev.holdpoint.language.DiagnosticRendering;
import dev.holdpoint.language.Language;
import dev.holdpoint.language.PackLibrary;
import dev.holdpoint.language.Source;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code test}: runs the tests of policies and shows each. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the tests of policies.",
            "Exit 0: all pass. 1: some fails, or a policy has an error. 2: a file cannot be read."
        })
final class TestCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policies.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        boolean good = true;
        for (Path file : files) {
            good &= test(PolicyOption.source(file));
        }
        spec.commandLine().getOut().flush();
        return good ? 0 : 1;
    }

    private boolean test(Source source) {
        PrintWriter out = spec.commandLine().getOut();
        Checked checked = Language.check(source, PackLibrary.bundled());
        if (checked.policy().isEmpty()) {
            out.print(DiagnosticRendering.render(checked.diagnostics(), source));
            return false;
        }
        Rehearsal rehearsal = Rehearsal.of(checked.policy().get(), Analysis.standard());
        int failed = 0;
        for (Rehearsal.Result result : rehearsal.steps()) {
            boolean passes = result.failure().isEmpty();
            failed += passes ? 0 : 1;
            out.println((passes ? "pass  " : "FAIL  ") + result.test().name());
            result.failure()
                    .ifPresent(why -> out.println("      " + result.step().span() + ": " + why));
        }
        out.println(
                source.name()
                        + ": "
                        + (rehearsal.steps().size() - failed)
                        + " passed, "
                        + failed
                        + " failed");
        return failed == 0;
    }
}
