package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Files that are run: their text, where the operation itself wrote it or it can be looked at. */
final class ScriptFiles {

    static final Set<String> SHELLS =
            Set.of("sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "rbash", "fish", "yash");

    private ScriptFiles() {}

    /**
     * The text of the file that the word names, where it is known: written by the operation before,
     * or on the disk.
     */
    static Optional<Word> text(Setting setting, Word file) {
        Optional<String> path = setting.path(file);
        if (path.isEmpty()) {
            return file.literal().flatMap(f -> setting.inquiry().written(Inquiry.adrift(f)));
        }
        Optional<Word> written = setting.inquiry().written(path.get());
        if (written.isPresent()) {
            return written;
        }
        String base = path.get().substring(path.get().lastIndexOf('/') + 1);
        if (setting.inquiry().namedInCode(base)) {
            return Optional.of(Word.hole("what code on the command line may have written", true));
        }
        if (!path.get().startsWith("/")) {
            return Optional.empty();
        }
        return setting.inquiry().file(path.get()) instanceof Surroundings.Found.Content c
                        && isText(c.bytes())
                ? Optional.of(Word.of(new String(c.bytes(), StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    /** As {@link #text}; standard input where the name stands for it. */
    static Optional<Word> given(Call call, Word file) {
        boolean input =
                file.literal()
                        .filter(
                                f ->
                                        f.equals("-")
                                                || f.equals("/dev/stdin")
                                                || f.equals("/dev/fd/0"))
                        .isPresent();
        return !input
                ? text(call.setting(), file)
                : Feed.of(call) instanceof Feed.Text t
                        ? Optional.of(t.content())
                        : Optional.empty();
    }

    private static boolean isText(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 4096); i++) {
            if (bytes[i] == 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Runs the file that is the command's program, if its text is known: by its first line's
     * interpreter, or by a shell.
     */
    static boolean run(Setting setting) {
        Command command = setting.command();
        Word file = command.words().get(0);
        if (setting.path(file).isEmpty() || looksInstalled(setting.path(file).get())) {
            return setting.path(file).flatMap(setting.inquiry()::written).isPresent()
                    && runText(setting, file);
        }
        return runText(setting, file);
    }

    /**
     * Runs files of that name that the operation itself wrote, where the search path may come to
     * them: it was changed, or they were written into a directory of programs. Whether they are
     * found before another program of that name is not asked.
     */
    static void found(String name, Setting setting) {
        List<String> written = setting.inquiry().writtenAs(name);
        if (written.isEmpty()) {
            return;
        }
        Command command = setting.command();
        boolean searched = command.variables().containsKey("PATH");
        for (String path : written) {
            if (searched || path.endsWith("bin/" + name)) {
                List<Word> words = new ArrayList<>(command.words());
                words.set(0, Word.of(path));
                runText(setting.with(words), words.get(0));
            }
        }
    }

    /** What lies in a system's program directory is what its name says. */
    private static boolean looksInstalled(String path) {
        return path.startsWith("/bin/")
                || path.startsWith("/sbin/")
                || path.startsWith("/usr/")
                || path.startsWith("/opt/")
                || path.startsWith("/snap/")
                || path.startsWith("/nix/store/");
    }

    private static boolean runText(Setting setting, Word file) {
        Optional<Word> text = text(setting, file);
        if (text.isEmpty()) {
            return false;
        }
        Command command = setting.command();
        List<Word> interpreter = interpreter(text.get());
        Call call = CallParser.unlisted(CommandReader.name(file), setting);
        Effect effect = new Draft(call).carrier().add();
        if (!interpreter.isEmpty()) {
            String name = CommandReader.name(interpreter.get(0));
            if (!SHELLS.contains(name)) {
                List<Word> words = new ArrayList<>(interpreter);
                words.addAll(command.words());
                setting.inquiry()
                        .command(Judgement.plain(call, command.cwd(), words), Optional.of(effect));
                return true;
            }
        }
        setting.inquiry()
                .script(
                        new Script(
                                text.get(),
                                command.words(),
                                command.cwd(),
                                command.variables(),
                                command.stdin(),
                                interpreter.isEmpty()
                                        ? "sh"
                                        : CommandReader.name(interpreter.get(0))),
                        Optional.of(effect));
        return true;
    }

    /** The words of the {@code #!} line, {@code env} left out; empty if there is none. */
    static List<Word> interpreter(Word text) {
        String start = text.prefix();
        if (!start.startsWith("#!")) {
            return List.of();
        }
        int end = start.indexOf('\n');
        String line = (end < 0 ? start.substring(2) : start.substring(2, end)).strip();
        List<Word> words = new ArrayList<>();
        for (String w : line.split("\\s+", -1)) {
            if (words.isEmpty() && (w.endsWith("/env") || w.equals("-S"))) {
                continue;
            }
            words.add(Word.of(w));
        }
        return words;
    }
}
