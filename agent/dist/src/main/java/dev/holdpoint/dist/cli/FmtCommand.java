package dev.holdpoint.dist.cli;

import dev.holdpoint.language.DiagnosticRendering;
import dev.holdpoint.language.Language;
import dev.holdpoint.language.PackLibrary;
import dev.holdpoint.language.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fmt}: lays policies out. A file with an error of syntax is left as it is. */
@Command(
        name = "fmt",
        mixinStandardHelpOptions = true,
        description = {
            "Lays policies out, in place.",
            "Exit 0: done. 1: --check found one that is not laid out, or one has an error of syntax."
        })
final class FmtCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Policies or packs; - reads standard input and writes standard output.")
    private List<Path> files = List.of();

    @Option(names = "--check", description = "Change nothing; name the files that would change.")
    private boolean check;

    @Override
    public Integer call() throws IOException {
        boolean good = true;
        for (Path file : files) {
            good &= format(file);
        }
        return good ? 0 : 1;
    }

    private boolean format(Path file) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean standard = file.toString().equals("-");
        Source source =
                standard
                        ? new Source(
                                "-", new String(System.in.readAllBytes(), StandardCharsets.UTF_8))
                        : PolicyOption.source(file);
        Optional<String> formatted = Language.format(source);
        if (formatted.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .print(
                            DiagnosticRendering.render(
                                    Language.check(source, PackLibrary.bundled()).diagnostics(),
                                    source));
            spec.commandLine().getErr().flush();
            return false;
        }
        boolean changed = !formatted.get().equals(source.text());
        if (check) {
            if (changed) {
                out.println(file);
            }
        } else if (standard) {
            out.print(formatted.get());
        } else if (changed) {
            replace(file, formatted.get());
            out.println(file);
        }
        out.flush();
        return !(check && changed);
    }

    /** Beside the file and then over it, so that a crash leaves the one or the other whole. */
    private static void replace(Path file, String text) throws IOException {
        Path real = file.toRealPath();
        Path beside = real.resolveSibling(real.getFileName() + ".fmt");
        Files.writeString(beside, text, StandardCharsets.UTF_8);
        Files.move(beside, real, StandardCopyOption.REPLACE_EXISTING);
    }
}
