package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Remote control whose calls have more to tell: the API action of aws, the modules of Ansible. */
final class CloudLifters {

    private static final Set<String> ANSIBLE_READ =
            Set.of(
                    "ping",
                    "setup",
                    "debug",
                    "stat",
                    "slurp",
                    "fail",
                    "assert",
                    "service_facts",
                    "package_facts",
                    "gather_facts",
                    "find");

    private static final Set<String> ANSIBLE_SCRIPT =
            Set.of("shell", "command", "raw", "win_shell", "win_command");

    private CloudLifters() {}

    /** Names the action as IAM does: {@code ec2:TerminateInstances}. */
    static void aws(Call call, Judgement judgement) {
        Draft draft = new Draft(call);
        judgement.decide(call, draft);
        List<String> words = new ArrayList<>(call.path());
        for (Word w : call.arguments()) {
            w.literal().ifPresent(words::add);
        }
        if (words.size() >= 2 && Vocabulary.isName(words.get(1))) {
            draft.action(words.get(0), words.get(0) + ":" + camelled(words.get(1)));
        }
        boolean sends = call.path().equals(List.of("ssm", "send-command"));
        boolean session = call.path().equals(List.of("ssm", "start-session"));
        if (!sends && !(session && call.has("parameters")) || Judgement.asksForHelp(call)) {
            judgement.start(call, draft.add());
            return;
        }
        Word parameters = call.value("parameters").orElse(Word.of(""));
        Optional<Word> script = sentScript(parameters);
        String document = call.value("document-name").map(Word::rendering).orElse("");
        if (script.isPresent()) {
            Start.script(call, draft.add(), script.get());
        } else if (session || document.isEmpty() || document.endsWith("Script")) {
            draft.hidden("which commands it has the machine run could not be read").add();
        } else {
            draft.add(); // a document of another kind: run, with nothing of its own to read
        }
    }

    /**
     * The value of {@code commands} or {@code command} in the parameters of a document, which are
     * JSON or the shorthand {@code commands=["a","b"]}, {@code commands=a,b}; one command a line.
     */
    private static Optional<Word> sentScript(Word parameters) {
        String text = parameters.rendering();
        int at = text.indexOf("command");
        if (parameters.hasHole() || at < 0 || text.startsWith("file:")) {
            return Optional.empty();
        }
        int from = at + "command".length();
        while (from < text.length() && "s\"' =:[".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        boolean quoted = from > 0 && text.charAt(from - 1) == '"';
        StringBuilder script = new StringBuilder();
        boolean inside = quoted || text.indexOf('"', from) < 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                script.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
            } else if (c == '"') {
                inside = !inside;
            } else if (!inside && c == ']') {
                break;
            } else {
                script.append(c == ',' && (!inside || !quoted) ? '\n' : c);
            }
        }
        return Optional.of(Word.of(script.toString()));
    }

    private static String camelled(String word) {
        StringBuilder s = new StringBuilder();
        boolean up = true;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '-') {
                up = true;
            } else {
                s.append(up ? Character.toUpperCase(c) : c);
                up = false;
            }
        }
        return s.toString();
    }

    /** {@code ansible HOSTS -m MODULE -a ARGS}. */
    static void ansible(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call) || call.has("list-hosts")) {
            draft.verb(Verb.READ).add();
            return;
        }
        if (!call.arguments().isEmpty()) {
            draft.host(call.arguments().get(0));
        }
        String full = call.value("module-name").map(Word::rendering).orElse("command");
        String module = full.substring(full.lastIndexOf('.') + 1);
        Optional<Word> args = call.value("args");
        if (ANSIBLE_SCRIPT.contains(module)) {
            if (args.isEmpty()) {
                draft.verb(Verb.READ).add();
                return;
            }
            Effect ansible = draft.carrier().add();
            Start.script(call, ansible, args.get());
            return;
        }
        String text = args.map(Word::rendering).orElse("");
        if (ANSIBLE_READ.contains(module) || call.has("check")) {
            draft.verb(Verb.READ);
        } else if (text.contains("state=absent")
                || text.contains("state=stopped")
                || module.equals("reboot")
                || module.equals("shutdown")) {
            draft.verb(Verb.DESTROY);
        } else if (module.equals("user")
                || module.equals("authorized_key")
                || module.equals("group")) {
            draft.verb(Verb.GRANT);
        } else {
            draft.verb(module.equals("script") ? Verb.RUN : Verb.WRITE);
        }
        draft.add();
    }
}
