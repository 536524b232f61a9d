package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ssh host command…}: the words, joined, are a script that a shell on that host runs. */
final class SshLifter implements Lifter {

    /** Settings whose value is a command line. Source: ssh_config(5). */
    private static final List<String> COMMANDS =
            List.of("ProxyCommand", "LocalCommand", "KnownHostsCommand", "RemoteCommand");

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call).remote();
        List<Word> own = new ArrayList<>();
        for (Word o : call.values("o")) {
            String option = o.prefix();
            for (String name : COMMANDS) {
                if (option.regionMatches(true, 0, name, 0, name.length())) {
                    // past the separator: '=' or a blank
                    own.add(CallParser.suffix(o, Math.min(name.length() + 1, option.length())));
                }
            }
            if (option.regionMatches(true, 0, "PKCS11Provider", 0, 14) && option.contains("/")) {
                draft.opaque();
            }
        }
        if (call.value("I").filter(l -> l.prefix().contains("/")).isPresent()) {
            draft.opaque(); // a library
        }
        if (!own.isEmpty()) {
            Effect carrier = new Draft(call).carrier().add();
            own.forEach(s -> Start.script(call, carrier, s));
        }
        if (call.has("V") || call.arguments().isEmpty() && call.inner().isEmpty()) {
            draft.verb(Verb.READ).add();
            return;
        }
        if (!call.arguments().isEmpty()) {
            draft.host(call.arguments().get(0));
        }
        call.value("l").flatMap(Word::literal).ifPresent(draft::user);
        call.value("p")
                .filter(p -> call.name().equals("sshpass"))
                .flatMap(Word::literal)
                .ifPresent(p -> draft.secret(Secret.of(p, "option -p of sshpass")));
        if (call.name().equals("sshpass")) {
            Start.command(call, draft.carrier().add(), call.inner());
            return;
        }
        List<Word> remote = call.inner();
        Command.Input in = call.command().stdin();
        if (!remote.isEmpty()) {
            Effect ssh = draft.carrier().add();
            script(call, ssh, Start.joined(remote), in);
        } else if (in instanceof Command.Input.Text t) {
            Effect ssh = draft.carrier().add();
            script(call, ssh, t.content(), new Command.Input.Inherited());
        } else if (in instanceof Command.Input.Unknown u && !call.has("N")) {
            draft.hidden("a remote shell runs what could not be read, " + u.why()).add();
        } else {
            draft.verb(Verb.RUN).add();
        }
    }

    /** The directory over there is not known, nor are this side's variables set. */
    private static void script(Call call, Effect ssh, Word text, Command.Input in) {
        call.setting()
                .inquiry()
                .script(
                        new Script(text, List.of(), Optional.of("."), Map.of(), in, "sh"),
                        Optional.of(ssh));
    }
}
