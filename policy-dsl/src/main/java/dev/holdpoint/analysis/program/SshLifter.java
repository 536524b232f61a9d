package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ssh host command…}: the words, joined, are a script that a shell on that host runs. */
final class SshLifter implements Lifter {

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call).remote();
        for (Word o : call.values("o")) {
            String option = o.prefix();
            if (option.regionMatches(true, 0, "ProxyCommand", 0, 12)
                    || option.regionMatches(true, 0, "LocalCommand", 0, 12)) {
                int cut = "ProxyCommand".length(); // the separator: '=' or a blank
                Effect ssh = draft.carrier().add();
                Start.script(call, ssh, CallParser.suffix(o, cut + 1));
                return;
            }
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
