package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The command that a launcher starts whose grammar nobody wrote down: {@code launcher exec box --
 * rm x}, {@code launcher exec 18 rm x}, {@code launcher ssh 'rm x'}. What is found is read besides
 * what the launcher's own words say, so that it can only make the answer graver. Immutable.
 */
final class Tail {

    /** Subcommands that start what follows, whoever wrote the program. */
    private static final Set<String> STARTS =
            Set.of(
                    "exec",
                    "x",
                    "ssh",
                    "shell",
                    "enter",
                    "rsh",
                    "exec-env",
                    "exec-file",
                    "spawn",
                    "develop");

    /** Those that have a shell run a line that is given as one word. */
    private static final Set<String> LINES =
            Set.of("run", "command", "cmd", "cmd.run", "cmd.shell", "invoke:command", "script");

    /** Options whose value is a command line where it begins with a program's name. */
    private static final Set<String> OPTIONS =
            Set.of(
                    "--command",
                    "--cmd",
                    "--exec",
                    "--run",
                    "--call",
                    "--shell-command",
                    "--prepare",
                    "--setup",
                    "--cleanup",
                    "--conclude");

    /** Those of a program that is listed, so that its short options are unlikely to be others. */
    private static final Set<String> SHORT = Set.of("-s", "-e", "-x", "-c");

    private static final int WORDS_LOOKED_AT = 8;

    private final Catalog catalog;

    Tail(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Reads what the call seems to start. */
    void read(Call call, Effect launcher) {
        List<Word> words = call.command().words();
        boolean ended = words.stream().anyMatch(w -> w.literal().filter("--"::equals).isPresent());
        boolean starts = false;
        boolean lines = false;
        int looked = 0;
        for (int i = 1; i < words.size(); i++) {
            Word w = words.get(i);
            Optional<String> text = w.literal();
            boolean follows = i + 1 < words.size();
            if (text.isPresent() && text.get().equals("--")) {
                if (follows && (starts || isProgram(words.get(i + 1)))) {
                    Start.command(call, launcher, words.subList(i + 1, words.size()));
                }
                return;
            }
            if (looked++ > WORDS_LOOKED_AT && starts) {
                return;
            }
            if (text.isPresent() && isScript(text.get())) {
                boolean option =
                        i > 1
                                && words.get(i - 1)
                                        .literal()
                                        .filter(o -> takesScript(o, call))
                                        .isPresent();
                if (option || starts || lines) {
                    Start.script(call, launcher, w);
                    continue;
                }
            }
            if (starts && !ended && isProgram(w)) {
                Start.command(call, launcher, words.subList(i, words.size()));
                return;
            }
            starts |= i <= 3 && text.filter(STARTS::contains).isPresent();
            lines |= i <= 3 && text.filter(LINES::contains).isPresent();
        }
    }

    private static boolean takesScript(String option, Call call) {
        return OPTIONS.contains(option) || (SHORT.contains(option) && call.node().isPresent());
    }

    private boolean isProgram(Word w) {
        return w.literal().filter(t -> !t.isEmpty() && !t.startsWith("-")).isPresent()
                && catalog.program(CommandReader.name(w)).isPresent();
    }

    /** A word with blanks that begins with a program's name. */
    private boolean isScript(String text) {
        String line = text.strip();
        int blank = line.indexOf(' ');
        return blank > 0 && isProgram(Word.of(line.substring(0, blank)));
    }
}
