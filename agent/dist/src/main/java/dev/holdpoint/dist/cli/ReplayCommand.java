package dev.holdpoint.dist.cli;

import dev.holdpoint.engine.LoadedPolicy;
import dev.holdpoint.session.Decider;
import dev.holdpoint.session.Json;
import dev.holdpoint.session.JsonLine;
import dev.holdpoint.session.Replay;
import dev.holdpoint.session.SessionFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: judges recorded sessions again and tells where a verdict differs. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Judges recorded sessions again, under any policy.",
            "Exit 0: every verdict is the recorded one, or the one that the line expects.",
            "1: some differs, or a chain is broken. 2: something cannot be read."
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private PolicyOption policy = new PolicyOption();

    @Parameters(arity = "1..*", paramLabel = "SESSION", description = "Recordings, as JSON lines.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "One JSON line for each record.")
    private boolean json;

    @Override
    public Integer call() {
        LoadedPolicy loaded = policy.load();
        int code = 0;
        for (Path file : files) {
            code = Math.max(code, replay(file, loaded));
        }
        spec.commandLine().getOut().flush();
        return code;
    }

    private int replay(Path path, LoadedPolicy loaded) {
        PrintWriter out = spec.commandLine().getOut();
        Replay replay = new Replay(loaded);
        long judged = 0;
        long differ = 0;
        long unreadable = 0;
        try (SessionFile session = open(path)) {
            while (true) {
                Optional<SessionFile.Line> line;
                try {
                    line = session.next();
                } catch (SessionFile.Unreadable e) {
                    unreadable++;
                    out.println(path + " " + e.getMessage());
                    continue;
                }
                if (line.isEmpty()) {
                    break;
                }
                judged++;
                Replay.Judged now = replay.next(line.get().record());
                String verdict = Decider.word(now.decision());
                boolean differs = line.get().expected().filter(e -> !e.equals(verdict)).isPresent();
                differ += differs ? 1 : 0;
                if (json) {
                    out.println(JsonLine.write(json(path, line.get(), now, differs)));
                } else if (differs) {
                    out.println(
                            path
                                    + ":"
                                    + line.get().number()
                                    + ": was "
                                    + line.get().expected().orElse("")
                                    + ", is "
                                    + now.reason());
                }
            }
            if (!json) {
                out.println(path + ": " + judged + " judged, " + differ + " differ");
            }
            Optional<String> broken = session.chained() ? session.broken() : Optional.empty();
            broken.ifPresent(why -> out.println(path + ": the chain is broken: " + why));
            return unreadable > 0 ? 2 : differ > 0 || broken.isPresent() ? 1 : 0;
        } catch (IOException e) {
            throw new PolicyOption.Unusable("cannot read " + path + ": " + PolicyOption.reason(e));
        }
    }

    static SessionFile open(Path path) throws IOException {
        return new SessionFile(Files.newBufferedReader(path, StandardCharsets.UTF_8));
    }

    private static Json json(Path path, SessionFile.Line line, Replay.Judged now, boolean differs) {
        return Json.object()
                .put("file", path.toString())
                .put("line", line.number())
                .put("expected", line.expected())
                .put("verdict", Decider.word(now.decision()))
                .put("rules", Json.texts(now.rules()))
                .put("reason", now.reason())
                .put("differs", differs)
                .build();
    }
}
