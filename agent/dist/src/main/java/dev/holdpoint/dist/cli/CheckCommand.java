package dev.holdpoint.dist.cli;

import dev.holdpoint.engine.PolicyLoader;
import dev.holdpoint.language.Checked;
import dev.holdpoint.language.Diagnostic;
import dev.holdpoint.language.DiagnosticRendering;
import dev.holdpoint.language.Language;
import dev.holdpoint.language.PackLibrary;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Source;
import dev.holdpoint.session.Json;
import dev.holdpoint.session.JsonLine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: everything that is wrong with policies, as loading them would find it. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks policies and runs their tests.",
            "Exit 0: all load. 1: some does not. 2: a file cannot be read."
        })
final class CheckCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policies or packs.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "One JSON line for each diagnostic.")
    private boolean json;

    @Option(names = "--strict", description = "Warnings count as findings.")
    private boolean strict;

    @Override
    public Integer call() {
        boolean good = true;
        PolicyLoader loader = PolicyLoader.standard();
        for (Path file : files) {
            good &= check(PolicyOption.source(file), loader);
        }
        return good ? 0 : 1;
    }

    private boolean check(Source source, PolicyLoader loader) {
        // a pack never loads, and is good if nothing is wrong with it
        Checked checked = Language.check(source, PackLibrary.bundled());
        if (checked.policy().isEmpty()) {
            return report(source, checked.diagnostics(), "a pack without errors");
        }
        PolicyLoader.Outcome outcome = loader.load(source);
        if (outcome instanceof PolicyLoader.Outcome.Loaded loaded) {
            Policy policy = loaded.policy().policy();
            return report(
                    source,
                    loaded.policy().warnings(),
                    policy.name()
                            + " loads: "
                            + policy.rules().size()
                            + " rules, "
                            + policy.limits().size()
                            + " limits, "
                            + policy.tests().size()
                            + " tests passed, sha256 "
                            + policy.hash().substring(0, 12));
        }
        return report(source, ((PolicyLoader.Outcome.Refused) outcome).diagnostics(), "");
    }

    private boolean report(Source source, List<Diagnostic> diagnostics, String whenGood) {
        PrintWriter out = spec.commandLine().getOut();
        boolean error = false;
        for (Diagnostic d : diagnostics) {
            error |= d.severity() == Diagnostic.Severity.ERROR;
            if (json) {
                out.println(JsonLine.write(json(d)));
            }
        }
        if (!json) {
            out.print(DiagnosticRendering.render(diagnostics, source));
            if (!error) {
                out.println(source.name() + ": " + whenGood);
            }
        }
        out.flush();
        return !error && !(strict && !diagnostics.isEmpty());
    }

    private static Json json(Diagnostic d) {
        return Json.object()
                .put("file", d.span().file())
                .put("line", d.span().line())
                .put("column", d.span().column())
                .put("length", d.span().length())
                .put("severity", d.severity().name().toLowerCase(Locale.ROOT))
                .put("code", d.code())
                .put("message", d.message())
                .put("fix", d.fix())
                .build();
    }
}
