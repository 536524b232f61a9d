package dev.holdpoint.dist.cli;

import dev.holdpoint.dist.cli.PolicyOption.Unusable;
import dev.holdpoint.guard.audit.Chain;
import dev.holdpoint.session.CanonicalJson;
import dev.holdpoint.session.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit}: what was written down, and whether it was changed since. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Verifies the chain of an audit or a recording, or exports its head.")
final class AuditCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "verify or export?");
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Checks every line and link. A chain alone does not show that its last lines are"
                        + " gone, or that all of it was written anew: for that, give heads that"
                        + " were kept elsewhere.",
                "Exit 0: nothing was changed. 1: something was. 2: the file cannot be read."
            })
    int verify(
            @Parameters(paramLabel = "FILE", description = "The audit or recording.") Path file,
            @Option(
                            names = "--head",
                            paramLabel = "SEQ:HASH",
                            description =
                                    "A head that `audit export` printed earlier; may be repeated.")
                    @Nullable List<String> heads,
            @Option(names = "--json", description = "The report as one JSON object.")
                    boolean json) {
        List<Chain.Head> known = new ArrayList<>();
        for (String head : heads == null ? List.<String>of() : heads) {
            known.add(head(head));
        }
        Chain.Report report = report(file, known);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            List<Json> findings = new ArrayList<>();
            report.findings()
                    .forEach(
                            f ->
                                    findings.add(
                                            Json.object()
                                                    .put("line", f.line())
                                                    .put("finding", f.what())
                                                    .build()));
            Json.Builder o =
                    Json.object()
                            .put("file", file.toString())
                            .put("lines", report.lines())
                            .put("good", report.good())
                            .put("findings", new Json.Arr(findings));
            report.head().ifPresent(h -> o.put("seq", h.seq()).put("hash", h.hash()));
            out.println(CanonicalJson.write(o.build()));
        } else {
            report.findings().forEach(f -> out.println(file + ":" + f.line() + ": " + f.what()));
            out.println(
                    report.good()
                            ? report.lines()
                                    + " lines, unchanged"
                                    + report.head()
                                            .map(h -> "; head " + h.seq() + ":" + h.hash())
                                            .orElse("")
                            : report.findings().size()
                                    + " findings in "
                                    + report.lines()
                                    + " lines");
        }
        return report.good() ? 0 : 1;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = {
                "Prints the head of the chain as SEQ:HASH, to be kept where the agent cannot write.",
                "Exit 0: printed. 1: the chain is broken, and no head is given. 2: the file cannot"
                        + " be read, or is empty."
            })
    int export(
            @Parameters(paramLabel = "FILE", description = "The audit or recording.") Path file,
            @Option(names = "--json", description = "The head as one JSON object.") boolean json) {
        Chain.Report report = report(file, List.of());
        if (!report.good()) {
            spec.commandLine().getErr().println("the chain is broken; `audit verify` shows where");
            return 1;
        }
        Chain.Head head =
                report.head().orElseThrow(() -> new Unusable(file + " has no records yet"));
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? CanonicalJson.write(
                                        Json.object()
                                                .put("file", file.toString())
                                                .put("seq", head.seq())
                                                .put("hash", head.hash())
                                                .build())
                                : head.seq() + ":" + head.hash());
        return 0;
    }

    private static Chain.Report report(Path file, List<Chain.Head> known) {
        try {
            return Chain.verify(file, known);
        } catch (IOException e) {
            throw new Unusable("cannot read " + file + ": " + PolicyOption.reason(e));
        }
    }

    private static Chain.Head head(String text) {
        int colon = text.indexOf(':');
        try {
            if (colon > 0 && text.length() - colon - 1 == 64) {
                return new Chain.Head(
                        Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
            }
        } catch (NumberFormatException e) {
            throw new Unusable("`" + text + "` is no head: its number cannot be read");
        }
        throw new Unusable("`" + text + "` is no head, such as 17:3f0c… with 64 digits");
    }
}
