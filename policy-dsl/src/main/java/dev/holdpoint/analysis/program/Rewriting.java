package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Detours;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import java.util.List;
import java.util.Optional;

/**
 * What files hold after programs that move or change their content, so that a script which the
 * operation has changed is not run as the one that was there before.
 *
 * <p>Compilers and package managers write programs too; that those are run is no secret, so they
 * are not noted here: what they made is a program that nobody read ({@code run}), not a hidden one.
 */
final class Rewriting {

    private Rewriting() {}

    /** Notes what the call leaves in files. */
    static void note(Call call) {
        switch (call.name()) {
            case "python",
                    "python2",
                    "python3",
                    "node",
                    "deno",
                    "bun",
                    "perl",
                    "ruby",
                    "php",
                    "lua" ->
                    code(call);
            case "awk", "gawk", "mawk", "nawk", "vim", "vi", "jq" -> code(call);
            case "npm", "pnpm", "yarn" -> TaskRecipes.remember(call);
            case "tee" -> given(call);
            case "patch" -> {
                written(call);
                Patches.note(call);
            }
            case "git" -> {
                if (call.path().contains("apply") || call.path().contains("am")) {
                    Patches.note(call);
                }
            }
            case "mv", "gmv" -> moved(call);
            case "mount" -> mounted(call);
            case "dd", "gdd" -> copied(call);
            case "gunzip", "gzip", "bunzip2", "unxz", "unzstd", "xz", "bzip2", "zstd" ->
                    unpacked(call);
            case "sed", "gsed", "ed", "ex" -> {
                code(call);
                written(call);
            }
            case "sort", "sponge", "openssl", "xxd", "uniq", "uudecode", "yq", "sd", "rpl" ->
                    written(call);
            default -> {
                // What others write is a program of their own, or no script.
            }
        }
    }

    private static void written(Call call) {
        call.of(Meaning.What.WRITTEN)
                .forEach(w -> call.setting().path(w).ifPresent(p -> changed(call, p)));
    }

    /** {@code sudo tee FILE}: a tee of the shell's own it has followed itself. */
    private static void given(Call call) {
        if (!(Feed.of(call) instanceof Feed.Text t)) {
            return;
        }
        Inquiry inquiry = call.setting().inquiry();
        for (Word w : call.of(Meaning.What.WRITTEN)) {
            Optional<String> path = call.setting().path(w);
            if (path.isPresent() && inquiry.written(path.get()).isEmpty()) {
                Word before = Word.hole("the content of a file", true);
                inquiry.wrote(
                        path.get(),
                        call.has("append")
                                ? Start.concatenated(List.of(before, t.content()))
                                : t.content());
            }
        }
    }

    /** Code may write what it names, and what it writes is not followed. */
    private static void code(Call call) {
        for (Word w : call.command().words()) {
            w.literal()
                    .filter(t -> t.indexOf(' ') > 0 || t.indexOf('(') > 0)
                    .ifPresent(call.setting().inquiry()::code);
        }
        if (Feed.of(call) instanceof Feed.Text t) {
            call.setting().inquiry().code(t.content().rendering());
        }
    }

    private static void changed(Call call, String path) {
        call.setting().inquiry().wrote(path, Word.hole("what " + call.name() + " wrote", true));
    }

    private static void moved(Call call) {
        List<Word> words = call.arguments();
        Optional<Word> directory = call.value("target-directory");
        int sources = directory.isPresent() ? words.size() : words.size() - 1;
        if (sources < 1) {
            return;
        }
        Word target = directory.orElse(words.get(words.size() - 1));
        for (Word source : words.subList(0, sources)) {
            place(call, source, target);
            bury(call, source, target);
        }
    }

    /** What is kept comes to lie where anything may be deleted. */
    private static void bury(Call call, Word source, Word target) {
        Setting setting = call.setting();
        Optional<String> to = setting.path(target);
        boolean kept =
                setting.path(source).filter(p -> Paths.isScrap(p, setting.start())).isEmpty();
        if (kept && to.isPresent()) {
            String from = source.rendering();
            setting.inquiry().detours().buried(to.get());
            setting.inquiry()
                    .detours()
                    .buried(to.get() + "/" + from.substring(from.lastIndexOf('/') + 1));
        }
    }

    /**
     * A file comes to lie at the target, or below it if that is a directory, which nobody knows
     * here.
     */
    static void place(Call call, Word source, Word target) {
        Setting setting = call.setting();
        Inquiry inquiry = setting.inquiry();
        Optional<String> from = setting.path(source);
        Optional<String> to = setting.path(target);
        if (from.isEmpty() || to.isEmpty()) {
            return;
        }
        String base = from.get().substring(from.get().lastIndexOf('/') + 1);
        Optional<Word> text = inquiry.written(from.get());
        for (String path : List.of(to.get(), to.get() + "/" + base)) {
            if (text.isPresent()) {
                inquiry.wrote(path, text.get());
                continue;
            }
            if (inquiry.written(path).isPresent()) {
                changed(call, path);
            }
            for (String below : inquiry.writtenBelow(from.get())) {
                Optional<Word> content = inquiry.written(below);
                if (content.isPresent()) {
                    inquiry.wrote(path + below.substring(from.get().length()), content.get());
                }
            }
        }
    }

    /** What lies below a place where something is mounted is what is mounted there. */
    private static void mounted(Call call) {
        List<Word> words = call.arguments();
        boolean empty = call.values("types").stream().anyMatch(t -> t.rendering().equals("tmpfs"));
        if (words.size() < 2 || empty) {
            return;
        }
        Setting setting = call.setting();
        Optional<String> at = setting.path(words.get(words.size() - 1));
        Optional<String> what = setting.path(words.get(words.size() - 2));
        at.ifPresent(p -> setting.inquiry().detours().linked(p, what.orElse(Detours.ELSEWHERE)));
    }

    private static void copied(Call call) {
        Optional<Word> in = Optional.empty();
        Optional<String> out = Optional.empty();
        boolean whole = true;
        List<Word> words = call.command().words();
        for (Word w : words.subList(1, words.size())) {
            if (w.prefix().startsWith("if=")) {
                in = Optional.of(CallParser.suffix(w, 3));
            } else if (w.prefix().startsWith("of=")) {
                out = call.setting().path(CallParser.suffix(w, 3));
            } else if (!w.prefix().startsWith("status=")) {
                whole = false;
            }
        }
        if (out.isEmpty() || out.get().startsWith("/dev/")) {
            return;
        }
        Optional<Word> text =
                in.isPresent()
                        ? call.setting().path(in.get()).flatMap(call.setting().inquiry()::written)
                        : Feed.of(call) instanceof Feed.Text t
                                ? Optional.of(t.content())
                                : Optional.empty();
        if (whole && text.isPresent()) {
            call.setting().inquiry().wrote(out.get(), text.get());
        } else if (in.isEmpty() || text.isPresent()) {
            changed(call, out.get());
        }
    }

    /** {@code gunzip x.sh.gz} leaves x.sh. */
    private static void unpacked(Call call) {
        for (Word w : call.arguments()) {
            Optional<String> path = call.setting().path(w);
            int dot = path.map(p -> p.lastIndexOf('.')).orElse(-1);
            if (dot > 0) {
                changed(call, path.get().substring(0, dot));
            }
        }
    }
}
