package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code git}: aliases (given by {@code -c}, by variables, or set earlier in the script), and the
 * configuration and variables that name programs for git to start.
 */
final class GitLifter implements Lifter {

    private static final String HOOKS = "git-config:core.hookspath";

    private static final String ALIAS = "git-config:alias.";

    /** Variables that git hands to a shell. Source: git(1), "ENVIRONMENT VARIABLES". */
    private static final Set<String> SCRIPTS =
            Set.of(
                    "GIT_EDITOR",
                    "GIT_SEQUENCE_EDITOR",
                    "EDITOR",
                    "VISUAL",
                    "GIT_PAGER",
                    "PAGER",
                    "GIT_SSH_COMMAND",
                    "GIT_SSH",
                    "GIT_EXTERNAL_DIFF",
                    "GIT_ASKPASS",
                    "GIT_PROXY_COMMAND");

    private static final List<String> SCRIPT_KEYS =
            List.of(
                    "core.sshcommand",
                    "core.editor",
                    "core.pager",
                    "core.fsmonitor",
                    "core.askpass",
                    "core.gitproxy",
                    "diff.external",
                    "sequence.editor",
                    "gpg.program",
                    "uploadpack.packobjectshook");

    private static final List<String> SCRIPT_ENDINGS =
            List.of(
                    ".textconv",
                    ".command",
                    ".clean",
                    ".smudge",
                    ".process",
                    ".helper",
                    ".cmd",
                    ".driver",
                    ".uploadpack",
                    ".receivepack",
                    ".program");

    private static final int MOST_ALIASES = 10;

    private final Judgement judgement;

    GitLifter(Judgement judgement) {
        this.judgement = judgement;
    }

    @Override
    public void read(Call call) {
        Map<String, Word> settings = settings(call);
        Optional<String> first = call.path().isEmpty() ? call.argument(0) : Optional.empty();
        Inquiry inquiry = call.setting().inquiry();
        if (first.isPresent()) {
            Optional<Word> alias =
                    Optional.ofNullable(
                                    settings.get("alias." + first.get().toLowerCase(Locale.ROOT)))
                            .or(() -> inquiry.written(ALIAS + first.get()));
            if (alias.isPresent()) {
                alias(call, alias.get());
                return;
            }
        }
        if (call.path().equals(List.of("config"))) {
            rememberAlias(call);
        }
        Draft draft = new Draft(call);
        judgement.decide(call, draft);
        for (Word w : call.arguments()) {
            if (w.prefix().startsWith("ext::")) {
                Effect git = draft.carrier().add();
                Start.command(call, git, transport(CallParser.suffix(w, 5)));
                return;
            }
        }
        boolean elsewhere =
                call.value("exec-path").filter(p -> !isInstalled(p)).isPresent()
                        || Optional.ofNullable(settings.get("core.hookspath"))
                                .filter(p -> p.prefix().startsWith("/") && !isInstalled(p))
                                .isPresent();
        if (elsewhere) {
            draft.hidden("git takes its own programs or hooks from a place that was not read");
        }
        Effect git = draft.add();
        judgement.start(call, git);
        scripts(call, settings, git);
        hooks(call, git);
    }

    /** Hooks that the operation itself has written, where git looks or was told to look. */
    private static void hooks(Call call, Effect git) {
        Inquiry inquiry = call.setting().inquiry();
        if (!inquiry.hasWritten() || call.path().isEmpty()) {
            return;
        }
        boolean verifies = !call.has("no-verify");
        List<String> paths = new ArrayList<>();
        Optional<String> in = Judgement.directory(call);
        Paths.resolve(Word.of(".git/hooks"), in, inquiry)
                .ifPresent(d -> paths.addAll(inquiry.writtenBelow(d)));
        inquiry.written(HOOKS)
                .flatMap(h -> Paths.resolve(h, in, inquiry))
                .ifPresent(d -> paths.addAll(inquiry.writtenBelow(d)));
        for (String path : paths) {
            if (verifies || !VERIFYING.contains(path.substring(path.lastIndexOf('/') + 1))) {
                Start.command(call, git, CommandReader.words(path));
            }
        }
    }

    /** Hooks that {@code --no-verify} leaves out; the others run all the same (githooks(5)). */
    private static final Set<String> VERIFYING =
            Set.of(
                    "pre-commit",
                    "commit-msg",
                    "pre-merge-commit",
                    "pre-push",
                    "pre-rebase",
                    "applypatch-msg",
                    "pre-applypatch");

    /** The words of {@code ext::}, where {@code "% "} is a blank within one. */
    private static List<Word> transport(Word command) {
        List<Word> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        String text = command.rendering();
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ' ') {
                if (word.length() > 0) {
                    words.add(Word.of(word.toString()));
                    word.setLength(0);
                }
            } else if (text.charAt(i) == '%' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else {
                word.append(text.charAt(i));
            }
        }
        return words;
    }

    private static boolean isInstalled(Word path) {
        String p = path.prefix();
        return p.startsWith("/usr/")
                || p.startsWith("/opt/")
                || p.startsWith("/lib/")
                || p.equals("/dev/null");
    }

    private void scripts(Call call, Map<String, Word> settings, Effect git) {
        call.command()
                .variables()
                .forEach(
                        (name, value) -> {
                            if (SCRIPTS.contains(name)) {
                                Start.script(call, git, value);
                            }
                        });
        settings.forEach(
                (key, value) -> {
                    String text = value.prefix();
                    boolean names =
                            SCRIPT_KEYS.contains(key)
                                    || SCRIPT_ENDINGS.stream().anyMatch(key::endsWith);
                    if (names && !text.equals("true") && !text.equals("false") && !text.isEmpty()) {
                        Start.script(
                                call,
                                git,
                                text.startsWith("!") ? CallParser.suffix(value, 1) : value);
                    }
                });
    }

    /** What {@code -c} and the variables of git-config(1) set, by lower-case key. */
    private static Map<String, Word> settings(Call call) {
        Map<String, Word> settings = new HashMap<>();
        List<Word> given = new ArrayList<>(call.values("c"));
        given.addAll(call.values("config")); // clone's
        if (call.path().equals(List.of("config")) && call.arguments().size() == 2) {
            // what is set now is what some later call starts
            Word key = call.arguments().get(0);
            settings.put(key.rendering().toLowerCase(Locale.ROOT), call.arguments().get(1));
            Word value = call.arguments().get(1);
            if (key.prefix().startsWith("alias.") && value.prefix().startsWith("!")) {
                settings.put("alias.cmd", CallParser.suffix(value, 1));
            }
        }
        for (Word c : given) {
            String p = c.prefix();
            int equals = p.indexOf('=');
            if (equals > 0) {
                settings.put(
                        p.substring(0, equals).toLowerCase(Locale.ROOT),
                        CallParser.suffix(c, equals + 1));
            }
        }
        for (Word c : call.values("config-env")) {
            String p = c.prefix();
            int equals = p.indexOf('=');
            if (equals > 0) {
                Word value = call.command().variables().get(p.substring(equals + 1));
                settings.put(
                        p.substring(0, equals).toLowerCase(Locale.ROOT),
                        value == null ? Word.hole("a variable that is not set here", true) : value);
            }
        }
        Map<String, Word> variables = call.command().variables();
        int count = count(variables);
        for (int i = 0; i < count; i++) {
            Word key = variables.get("GIT_CONFIG_KEY_" + i);
            Word value = variables.get("GIT_CONFIG_VALUE_" + i);
            if (key != null && value != null) {
                settings.put(key.rendering().toLowerCase(Locale.ROOT), value);
            }
        }
        return settings;
    }

    private static int count(Map<String, Word> variables) {
        Word count = variables.get("GIT_CONFIG_COUNT");
        String text = count == null ? "" : count.literal().orElse("99");
        if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(Character::isDigit)) {
            return 0;
        }
        return Integer.parseInt(text);
    }

    private void alias(Call call, Word alias) {
        Draft draft = new Draft(call);
        int depth = 0;
        for (Optional<Effect> e = call.setting().parent(); e.isPresent(); e = e.get().parent()) {
            depth++;
        }
        Optional<String> text = alias.literal();
        if (text.isEmpty() || depth > MOST_ALIASES) {
            draft.hidden("a git alias could not be read").add();
            return;
        }
        List<Word> rest = call.arguments().subList(1, call.arguments().size());
        List<Word> all = call.command().words();
        // what followed the alias in the command line follows its expansion, options included
        int at = indexOfAlias(all, call.arguments().get(0));
        List<Word> after = at < 0 ? rest : all.subList(at + 1, all.size());
        Effect git = draft.carrier().add();
        if (text.get().startsWith("!")) {
            List<Word> words = new ArrayList<>();
            words.add(Word.of(text.get().substring(1)));
            words.addAll(after);
            Start.script(call, git, Start.joined(words));
            return;
        }
        List<Word> words = new ArrayList<>();
        words.add(all.get(0));
        words.addAll(at < 0 ? List.of() : all.subList(1, at));
        words.addAll(Start.split(text.get()));
        words.addAll(after);
        Start.command(call, git, words);
    }

    @SuppressWarnings("ReferenceEquality") // that very word, not another that reads the same
    private static int indexOfAlias(List<Word> words, Word alias) {
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i) == alias) {
                return i;
            }
        }
        return -1;
    }

    private static void rememberAlias(Call call) {
        List<Word> a = call.arguments();
        if (a.size() > 1 && a.get(a.size() - 2).rendering().equalsIgnoreCase("core.hooksPath")) {
            call.setting().inquiry().wrote(HOOKS, a.get(a.size() - 1));
        }
        int i = !a.isEmpty() && a.get(0).literal().filter("set"::equals).isPresent() ? 1 : 0;
        if (a.size() >= i + 2 && a.get(i).prefix().toLowerCase(Locale.ROOT).startsWith("alias.")) {
            call.setting()
                    .inquiry()
                    .wrote(ALIAS + a.get(i).prefix().substring("alias.".length()), a.get(i + 1));
        }
    }

    /** {@code git submodule foreach 'script'}. */
    static void foreach(Call call) {
        Draft draft = new Draft(call);
        if (call.arguments().isEmpty()) {
            draft.add();
            return;
        }
        Start.script(call, draft.carrier().add(), Start.joined(call.arguments()));
    }
}
