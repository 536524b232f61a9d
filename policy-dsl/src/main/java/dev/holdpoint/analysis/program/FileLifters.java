package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Detours;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs that move bytes between files, where what is moved decides what is lost. */
final class FileLifters {

    private FileLifters() {}

    /**
     * {@code cp}, {@code install}, {@code ln}: copying emptiness over a file empties it, and a copy
     * of a program is that program under another name.
     */
    static void copy(Call call) {
        Draft draft = new Draft(call);
        List<Word> sources = call.of(Meaning.What.READ);
        List<Word> targets = call.of(Meaning.What.WRITTEN);
        Verb verb = Verb.WRITE;
        if (Judgement.asksForHelp(call) || call.arguments().isEmpty()) {
            draft.verb(Verb.READ).add();
            return;
        }
        for (Word s : sources) {
            if (s.literal().filter("/dev/null"::equals).isPresent()) {
                verb = Verb.DESTROY;
                draft.target("file");
            }
        }
        for (Word t : targets) {
            Optional<String> path = call.setting().path(t);
            if (path.filter(Paths::isSystem).isPresent() && !call.name().equals("install")) {
                verb = Verb.DESTROY;
                draft.target("file");
            }
            if (path.isPresent()) {
                sources.forEach(s -> remember(call, s, t, path.get()));
            }
            if (LINKING.contains(call.name()) || call.has("symbolic-link") || call.has("link")) {
                sources.forEach(s -> link(call, s, t));
            }
        }
        draft.verb(
                call.value("mode").filter(FileLifters::givesRights).isPresent()
                        ? Verb.GRANT
                        : verb);
        draft.add();
    }

    private static final String DELETED = "*** Delete File: ";

    /** {@code apply_patch}: the patch format of coding agents, which names the files by heads. */
    static void patchText(Call call) {
        Draft draft = new Draft(call);
        Feed feed =
                call.arguments().isEmpty() ? Feed.of(call) : new Feed.Text(call.arguments().get(0));
        if (!(feed instanceof Feed.Text text) || text.content().hasHole()) {
            draft.hidden("the patch could not be read").add();
            return;
        }
        draft.verb(Verb.WRITE);
        for (String line : text.content().rendering().split("\n", -1)) {
            if (line.startsWith(DELETED)) {
                draft.verb(Verb.DESTROY).target("file");
                call.setting()
                        .path(Word.of(line.substring(DELETED.length()).strip()))
                        .ifPresentOrElse(draft::destroyed, draft::incomplete);
            }
        }
        draft.add();
    }

    /** {@code 4755}, {@code u+s}, {@code u=rwxs}: who runs the file runs it as its owner. */
    private static boolean givesRights(Word mode) {
        String text = mode.rendering();
        int first = 0;
        while (first < text.length() && text.charAt(first) == '0') {
            first++;
        }
        boolean octal =
                text.length() - first == 4
                        && text.charAt(first) >= '2'
                        && text.charAt(first) <= '7';
        int sign = Math.max(text.indexOf('+'), text.indexOf('='));
        return octal || sign >= 0 && text.indexOf('s', sign) > 0;
    }

    private static final List<String> LINKING = List.of("ln", "gln");

    /** Notes the link, by the name that is given or within a directory of that name. */
    private static void link(Call call, Word source, Word to) {
        Setting setting = call.setting();
        Optional<String> link = setting.path(to);
        String text = source.rendering();
        if (link.isEmpty() || isProgram(text)) {
            return; // a program by another name, as which it is remembered
        }
        int slash = link.get().lastIndexOf('/');
        String beside = slash < 0 ? "." : link.get().substring(0, slash);
        boolean directory =
                call.has("target-directory")
                        || call.arguments().size() > 2
                        || to.rendering().endsWith("/")
                        || Paths.isTemporaryRoot(link.get());
        if (!directory) {
            setting.inquiry().detours().linked(link.get(), target(call, source, beside));
        }
        String name = text.substring(text.lastIndexOf('/') + 1);
        if (!name.isEmpty()) {
            setting.inquiry()
                    .detours()
                    .linked(link.get() + "/" + name, target(call, source, link.get()));
        }
    }

    /**
     * Where a link leads that lies in that directory: what it names is named from there. Where the
     * directory is not known that the operation started in, its own name begins with a dot too:
     * {@code "$PWD"/src}.
     */
    private static String target(Call call, Word source, String directory) {
        String text = source.rendering();
        boolean symbolic = call.has("symbolic") || call.has("symbolic-link");
        boolean start =
                call.setting().start().filter(s -> s.startsWith("/")).isEmpty()
                        && (text.equals(".") || text.startsWith("./"));
        boolean relative = symbolic && !start && !text.startsWith("/") && !text.startsWith("~");
        if (source.hasHole() || !relative) {
            return call.setting().path(source).orElse(UNKNOWN);
        }
        return Paths.normalised(directory + "/" + text);
    }

    private static boolean isProgram(String path) {
        int slash = path.lastIndexOf('/') + 1;
        return PROGRAMS.contains(path.substring(0, slash))
                && slash < path.length()
                && path.charAt(slash) != '.';
    }

    /** Directories in which there are programs and nothing else. */
    private static final List<String> PROGRAMS =
            List.of("/bin/", "/usr/bin/", "/usr/local/bin/", "/sbin/", "/usr/sbin/");

    /** Where a link leads to that could not be read: nowhere that may be deleted freely. */
    private static final String UNKNOWN = Detours.ELSEWHERE;

    /** Notes the copy: of a text its text, of a program a file that starts it. */
    private static void remember(Call call, Word source, Word to, String target) {
        Rewriting.place(call, source, to);
        Optional<Word> text = ScriptFiles.text(call.setting(), source);
        Inquiry inquiry = call.setting().inquiry();
        if (text.isPresent()) {
            inquiry.wrote(target, text.get());
        } else if (source.prefix().contains("bin/") && source.literal().isPresent()) {
            inquiry.wrote(target, Word.of("#!" + source.literal().get() + "\n"));
        }
    }

    /** {@code dd}: what it overwrites, and with what. */
    static void dd(Call call) {
        Draft draft = new Draft(call);
        Verb verb = Verb.READ;
        boolean nothingIn = false;
        List<Word> words = call.command().words();
        for (Word w : words.subList(1, words.size())) {
            String p = w.prefix();
            if (p.equals("--help") || p.equals("--version")) {
                draft.verb(Verb.READ).add();
                return;
            }
            if (p.startsWith("if=")) {
                Word in = CallParser.suffix(w, 3);
                nothingIn = in.literal().filter("/dev/null"::equals).isPresent();
                call.setting().path(in).ifPresentOrElse(draft::read, draft::incomplete);
            } else if (p.startsWith("of=")) {
                verb = verb.or(Verb.WRITE);
                Word out = CallParser.suffix(w, 3);
                Optional<String> path = call.setting().path(out);
                path.ifPresentOrElse(draft::written, draft::incomplete);
                if (path.isEmpty() || path.filter(Paths::isSystem).isPresent()) {
                    verb = Verb.DESTROY;
                }
                if (path.isPresent() && path.get().equals("/dev/null")) {
                    verb = Verb.READ;
                }
            } else if (w.hasHole() && p.isEmpty()) {
                draft.hidden("what dd writes to could not be read").add();
                return;
            }
        }
        if (nothingIn && verb == Verb.WRITE) {
            verb = Verb.DESTROY;
            draft.target("file");
        }
        draft.verb(verb).add();
    }

    /** {@code gzip} and its kin replace the file by another, unless told to keep it. */
    static void compress(Call call) {
        Draft draft = new Draft(call);
        boolean kept =
                call.has("keep")
                        || call.has("k")
                        || call.name().startsWith("zst") && !call.has("rm")
                        || call.name().equals("unzstd")
                        || call.name().equals("brotli")
                        || call.name().startsWith("lz4");
        boolean decompress =
                call.has("decompress")
                        || call.name().startsWith("un")
                        || call.name().startsWith("bun")
                        || call.name().startsWith("gun");
        if (Judgement.asksForHelp(call)
                || call.has("list")
                || call.has("test")
                || call.arguments().isEmpty()
                || call.has("stdout")) {
            call.arguments().forEach(w -> call.setting().path(w).ifPresent(draft::read));
            draft.verb(Verb.READ).add();
            return;
        }
        for (Word w : call.arguments()) {
            Optional<String> path = call.setting().path(w);
            if (path.isEmpty()) {
                draft.incomplete();
            } else if (kept || decompress) {
                draft.written(path.get());
            } else {
                draft.destroyed(path.get());
            }
        }
        // what was compressed is there no more under its name; what is unpacked lost nothing
        draft.verb(kept || decompress ? Verb.WRITE : Verb.DESTROY).target("file").add();
    }

    /** {@code zip -m}, {@code zip -d}, {@code 7z d}, {@code jar tf}. */
    static void archive(Call call) {
        Draft draft = new Draft(call);
        String first = call.argument(0).orElse("");
        boolean reads =
                Judgement.asksForHelp(call)
                        || call.has("test") && call.arguments().size() < 2
                        || (call.name().equals("jar") || call.name().equals("ar"))
                                && (first.contains("t") || first.equals("p") || call.has("t"))
                        || (call.name().startsWith("7z") || call.name().equals("rar"))
                                && (first.equals("l") || first.equals("t") || first.equals("i"));
        boolean destroys =
                call.has("move")
                        || call.has("delete")
                        || call.has("sdel")
                        || call.has("df")
                        || call.has("dw")
                        || !call.name().equals("zip") && first.equals("d");
        draft.verb(reads ? Verb.READ : destroys ? Verb.DESTROY : Verb.WRITE);
        if (destroys) {
            draft.target("file");
        }
        for (Word w : call.arguments()) {
            call.setting().path(w).ifPresent(reads ? draft::read : draft::written);
        }
        Effect archive = draft.add();
        call.of(Meaning.What.SCRIPT).forEach(s -> Start.script(call, archive, s));
    }

    /** Long options of tar whose value it has a shell run. */
    private static final List<String> TAR_STARTS =
            List.of(
                    "--to-command",
                    "--use-compress-program",
                    "--info-script",
                    "--new-volume-script",
                    "--rmt-command",
                    "--rsh-command");

    /** As {@code getopt_long} takes it; two letters at least, so that the choice is safe. */
    private static boolean abbreviates(String spelling, String option) {
        return spelling.length() > 4 && option.startsWith(spelling);
    }

    /** {@code tar}: its old and new options, and the programs that it can be made to start. */
    static void tar(Call call) {
        Draft draft = new Draft(call);
        List<Word> words = call.command().words();
        List<Word> scripts = new ArrayList<>();
        List<Word> files = new ArrayList<>();
        String mode = "";
        boolean removes = false;
        for (int i = 1; i < words.size(); i++) {
            Word w = words.get(i);
            String p = w.prefix();
            int equals = p.indexOf('=');
            String name = p.startsWith("--") && equals > 0 ? p.substring(0, equals) : p;
            if (p.startsWith("--")) {
                Word value =
                        equals > 0
                                ? CallParser.suffix(w, equals + 1)
                                : i + 1 < words.size() ? words.get(i + 1) : Word.of("");
                if (name.length() > 5 && "--checkpoint-action".startsWith(name)) {
                    String action = value.prefix();
                    if (action.startsWith("exec=")) {
                        scripts.add(CallParser.suffix(value, 5));
                    } else if (value.hasHole()) {
                        draft.opaque();
                    }
                } else if (TAR_STARTS.stream().anyMatch(o -> abbreviates(name, o))) {
                    scripts.add(value);
                } else if (name.length() > 4 && "--remove-files".startsWith(name)) {
                    removes = true;
                } else if (name.equals("--help") || name.equals("--version")) {
                    draft.verb(Verb.READ).add();
                    return;
                } else if (name.equals("--delete")) {
                    mode += "D";
                } else if (name.equals("--create")) {
                    mode += "c";
                } else if (name.equals("--list")
                        || name.equals("--diff")
                        || name.equals("--compare")) {
                    mode += "t";
                } else if (name.equals("--extract") || name.equals("--get")) {
                    mode += "x";
                } else if (name.equals("--append") || name.equals("--update")) {
                    mode += "r";
                }
            } else if (p.startsWith("-") || (i == 1 && !p.isEmpty() && p.indexOf('/') < 0)) {
                mode += p;
                int program = Math.max(p.indexOf('I'), p.indexOf('F'));
                if (program > 0 && program < p.length() - 1 && p.startsWith("-")) {
                    scripts.add(CallParser.suffix(w, program + 1));
                } else if (program >= 0 && i + 1 < words.size()) {
                    scripts.add(words.get(i + 1));
                }
                if (p.endsWith("f") || p.endsWith("C")) {
                    i++;
                    if (i < words.size() && p.endsWith("f")) {
                        call.setting()
                                .path(words.get(i))
                                .ifPresent(mode.contains("c") ? draft::written : draft::read);
                    }
                }
            } else {
                files.add(w);
            }
        }
        for (Word f : files) {
            Optional<String> path = call.setting().path(f);
            if (path.isEmpty()) {
                draft.incomplete();
            } else if (removes) {
                draft.destroyed(path.get());
            } else if (mode.contains("x")) {
                draft.written(path.get());
            } else {
                draft.read(path.get());
            }
        }
        boolean lists = mode.contains("t") && !mode.contains("c") && !mode.contains("x");
        draft.verb(removes || mode.contains("D") ? Verb.DESTROY : lists ? Verb.READ : Verb.WRITE);
        if (removes || mode.contains("D")) {
            draft.target("file");
        }
        Effect tar = draft.add();
        scripts.forEach(s -> Start.script(call, tar, s));
    }
}
