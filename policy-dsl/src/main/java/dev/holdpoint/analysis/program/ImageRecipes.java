package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What builds images and starts containers: a {@code Dockerfile}, the services of a compose file.
 *
 * <p>What a build deletes or grants lies in a layer of its own, and the next build makes it again;
 * what it asks of others over the network is done as anywhere else.
 */
final class ImageRecipes {

    private final RecipeReader reader;
    private final Call call;

    ImageRecipes(RecipeReader reader, Call call) {
        this.reader = reader;
        this.call = call;
    }

    /** The {@code RUN} lines of a Dockerfile. */
    void image(String content) {
        Inquiry inquiry = call.setting().inquiry();
        int from = inquiry.size();
        List<String> starts = new ArrayList<>();
        String[] lines = content.replace("\\\n", " ").split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            String upper = line.toUpperCase(Locale.ROOT);
            if (upper.startsWith("ONBUILD ")) {
                line = line.substring(8).strip();
                upper = line.toUpperCase(Locale.ROOT);
            }
            if (upper.startsWith("CMD ") || upper.startsWith("ENTRYPOINT ")) {
                starts.add(line.substring(line.indexOf(' ')).strip());
            }
            if (upper.startsWith("RUN ")) {
                String text = withoutOptions(line.substring(4).strip());
                int here = text.indexOf("<<");
                StringBuilder script = new StringBuilder(text);
                if (here >= 0) {
                    String mark = mark(text, here + 2);
                    while (++i < lines.length && !lines[i].strip().equals(mark)) {
                        script.append('\n').append(lines[i]);
                    }
                    script.append('\n').append(mark).append('\n');
                    if (here == 0) {
                        script.insert(0, "sh ");
                    }
                }
                run(script.toString());
            }
        }
        kept(inquiry, from);
        remember(starts);
    }

    private static final String IMAGE = "image:";

    /** What a container starts that is made of the image by one of its names. */
    private void remember(List<String> starts) {
        StringBuilder script = new StringBuilder();
        for (String s : starts) {
            Outline list = Outline.of("x:" + s, Outline.Notation.BRACES);
            boolean words = s.startsWith("[");
            script.append(words ? quoted(words(list.member("x").orElse(list))) : s).append('\n');
        }
        List<Word> words = call.command().words();
        for (int i = 1; i + 1 < words.size() && !starts.isEmpty(); i++) {
            String option = words.get(i).rendering();
            if (option.equals("-t") || option.equals("--tag")) {
                call.setting()
                        .inquiry()
                        .wrote(
                                IMAGE + words.get(i + 1).rendering(),
                                RecipeReader.word(script.toString()));
            }
        }
    }

    private static String quoted(List<String> words) {
        StringBuilder line = new StringBuilder();
        words.forEach(w -> line.append('\'').append(w.replace("'", "'\\''")).append("' "));
        return line.toString();
    }

    /** What an image starts that the operation has built before. */
    static Optional<Word> started(Call call) {
        return call.arguments().isEmpty()
                ? Optional.empty()
                : call.setting().inquiry().written(IMAGE + call.arguments().get(0).rendering());
    }

    private static String withoutOptions(String text) {
        String rest = text;
        while (rest.startsWith("--")) {
            int blank = rest.indexOf(' ');
            rest = blank < 0 ? "" : rest.substring(blank).strip();
        }
        return rest;
    }

    private static String mark(String text, int from) {
        int i = from;
        StringBuilder mark = new StringBuilder();
        while (i < text.length() && !Character.isWhitespace(text.charAt(i))) {
            char c = text.charAt(i++);
            if (Character.isLetterOrDigit(c) || c == '_') {
                mark.append(c);
            }
        }
        return mark.toString();
    }

    private void run(String text) {
        if (text.startsWith("[")) {
            Outline list = Outline.of("x:" + text, Outline.Notation.BRACES);
            reader.command(words(list.member("x").orElse(list)));
        } else {
            reader.script(text);
        }
    }

    /** What was done to files of the image is undone by building it again. */
    private static void kept(Inquiry inquiry, int from) {
        List<Effect> effects = inquiry.since(from);
        for (int i = 0; i < effects.size(); i++) {
            Effect e = effects.get(i);
            if (isOfImage(e) && !e.opaque() && e.reach() == Reach.LOCAL) {
                inquiry.replace(from + i, e.toBuilder().verb(Verb.WRITE).build());
            }
        }
    }

    /** Whether what it does is done to nothing but files, packages and users of the image. */
    private static boolean isOfImage(Effect e) {
        String program = text(e, Attribute.PROGRAM);
        if (e.kind() != Kind.EXEC || e.verb() != Verb.DESTROY) {
            return e.kind() == Kind.EXEC && e.verb() == Verb.GRANT && ACCOUNTS.contains(program);
        }
        String subcommand = text(e, Attribute.SUBCOMMAND);
        return FILES.contains(program)
                || SYSTEM.contains(program)
                || ACCOUNTS.contains(program)
                || LIBRARIES.contains(program) && LOCALLY.stream().anyMatch(subcommand::startsWith);
    }

    private static String text(Effect e, Attribute attribute) {
        return e.fact(attribute) instanceof Fact.Text t ? t.value() : "";
    }

    /** Programs that change who may do what on the machine that they run on, and only there. */
    private static final Set<String> ACCOUNTS =
            Set.of(
                    "chmod",
                    "chown",
                    "chgrp",
                    "useradd",
                    "adduser",
                    "usermod",
                    "userdel",
                    "deluser",
                    "groupadd",
                    "addgroup",
                    "groupmod",
                    "groupdel",
                    "delgroup",
                    "chpasswd",
                    "passwd",
                    "setcap",
                    "chroot",
                    "install");

    /** Programs that delete files of the system that they run on. */
    private static final Set<String> FILES =
            Set.of(
                    "rm",
                    "rmdir",
                    "unlink",
                    "shred",
                    "find",
                    "truncate",
                    "mv",
                    "cp",
                    "dd",
                    "ln",
                    "sed",
                    "tee",
                    "gzip",
                    "tar",
                    "echo",
                    "printf",
                    "cat",
                    ":",
                    "true");

    private static final Set<String> SYSTEM =
            Set.of(
                    "apt",
                    "apt-get",
                    "aptitude",
                    "dpkg",
                    "apk",
                    "yum",
                    "dnf",
                    "microdnf",
                    "zypper",
                    "pacman",
                    "rpm",
                    "pip",
                    "pip3",
                    "conda",
                    "mamba",
                    "micromamba");

    private static final Set<String> LIBRARIES =
            Set.of("npm", "pnpm", "yarn", "gem", "composer", "cargo", "go", "bun", "bundle", "uv");

    /** Subcommands of those that reach no registry. */
    private static final List<String> LOCALLY =
            List.of("cache", "prune", "uninstall", "remove", "rm", "clean");

    /** Each service as {@code docker run} would start it. */
    void services(String content) {
        Outline outline = Outline.of(content, Outline.Notation.YAML);
        for (Outline service : outline.member("services").orElse(outline).below()) {
            List<String> words = new ArrayList<>(List.of("docker", "run"));
            if (service.text("privileged").filter("true"::equals).isPresent()) {
                words.add("--privileged");
            }
            service.member("volumes").ifPresent(v -> v.below().forEach(o -> volume(o, words)));
            List<String> command = new ArrayList<>();
            service.member("entrypoint").ifPresent(e -> command.addAll(words(e)));
            service.member("command").ifPresent(c -> command.addAll(words(c)));
            if (!command.isEmpty()) {
                words.add(service.text("image").orElse("image"));
                words.addAll(command);
                reader.command(words);
            }
        }
    }

    private static void volume(Outline volume, List<String> words) {
        String text =
                volume.text().isEmpty()
                        ? volume.text("source").orElse("") + ":" + volume.text("target").orElse("")
                        : volume.text();
        if (text.length() > 2) {
            words.add("-v");
            words.add(text);
        }
    }

    private static List<String> words(Outline command) {
        if (!command.text().isEmpty()) {
            return Start.split(command.text()).stream().map(Word::rendering).toList();
        }
        return command.below().stream().filter(Outline::isItem).map(Outline::text).toList();
    }
}
