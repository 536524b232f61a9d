package dev.holdpoint.dist.cli;

import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.session.Comparison;
import dev.holdpoint.session.Decider;
import dev.holdpoint.session.Json;
import dev.holdpoint.session.JsonLine;
import dev.holdpoint.session.SessionFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: every verdict that another policy would change in recorded sessions. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Lists every verdict of recorded sessions that would change under another policy.",
            "Exit 0: none changes. 1: some does. 2: something cannot be read."
        })
final class CompareCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A policy.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "Another policy.")
    private Path after = Path.of("");

    @Parameters(index = "2..*", arity = "1..*", paramLabel = "SESSION", description = "Recordings.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "One JSON line for each change.")
    private boolean json;

    private long judged;
    private long stricter;
    private long looser;
    private long unreadable;

    @Override
    public Integer call() {
        LoadedPolicy old = PolicyOption.load(before);
        LoadedPolicy young = PolicyOption.load(after);
        PrintWriter out = spec.commandLine().getOut();
        for (Path file : files) {
            compare(file, new Comparison(old, young), out);
        }
        if (!json) {
            out.println(
                    judged + " judged, " + stricter + " become stricter, " + looser + " looser");
        }
        out.flush();
        return unreadable > 0 ? 2 : stricter + looser > 0 ? 1 : 0;
    }

    private void compare(Path path, Comparison comparison, PrintWriter out) {
        try (SessionFile session = ReplayCommand.open(path)) {
            while (true) {
                try {
                    Optional<SessionFile.Line> line = session.next();
                    if (line.isEmpty()) {
                        return;
                    }
                    judged++;
                    comparison
                            .next(line.get().record())
                            .ifPresent(change -> show(path, line.get().number(), change, out));
                } catch (SessionFile.Unreadable e) {
                    unreadable++;
                    out.println(path + " " + e.getMessage());
                }
            }
        } catch (IOException e) {
            throw new PolicyOption.Unusable("cannot read " + path + ": " + PolicyOption.reason(e));
        }
    }

    private void show(Path path, long line, Comparison.Change change, PrintWriter out) {
        if (change.stricter()) {
            stricter++;
        } else {
            looser++;
        }
        String was = Decider.word(change.before().decision());
        String is = Decider.word(change.after().decision());
        if (json) {
            out.println(
                    JsonLine.write(
                            Json.object()
                                    .put("file", path.toString())
                                    .put("line", line)
                                    .put("before", was)
                                    .put("after", is)
                                    .put("rules_before", Json.texts(change.before().rules()))
                                    .put("rules_after", Json.texts(change.after().rules()))
                                    .put("reason", change.after().reason())
                                    .build()));
        } else {
            out.println(
                    path + ":" + line + ": " + was + " -> " + is + ": " + change.after().reason());
        }
    }
}
