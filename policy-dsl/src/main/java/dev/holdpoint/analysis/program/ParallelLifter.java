package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** GNU parallel: a command, or with none whole command lines, for each item after {@code :::}. */
final class ParallelLifter implements Lifter {

    private static final Set<String> SEPARATORS = Set.of(":::", ":::+", "::::", "::::+");

    private static final Set<String> TAKE_VALUE =
            Set.of(
                    "-j",
                    "--jobs",
                    "-P",
                    "--max-procs",
                    "-n",
                    "--max-args",
                    "-N",
                    "-a",
                    "--arg-file",
                    "-d",
                    "--delimiter",
                    "-I",
                    "-C",
                    "--colsep",
                    "-S",
                    "--sshlogin",
                    "--sshloginfile",
                    "--slf",
                    "--joblog",
                    "--results",
                    "--delay",
                    "--timeout",
                    "--retries",
                    "--header",
                    "--workdir",
                    "--wd",
                    "--tmpdir",
                    "--tempdir",
                    "--env",
                    "--load",
                    "--memfree",
                    "--nice",
                    "-L",
                    "-s",
                    "--max-chars",
                    "-E",
                    "--halt",
                    "--tagstring",
                    "--rpl",
                    "--block",
                    "--recstart",
                    "--recend",
                    "--basefile",
                    "--return",
                    "--shuf-seed",
                    "-i",
                    "--id",
                    "--profile",
                    "-J",
                    "--tmux");

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        List<Word> words = call.command().words();
        int i = 1;
        while (i < words.size() && words.get(i).prefix().startsWith("-")) {
            String option = words.get(i).prefix();
            if (option.equals("--help") || option.equals("--version") || option.equals("-V")) {
                draft.verb(Verb.READ).add();
                return;
            }
            if (option.equals("--dry-run") || option.equals("--dryrun")) {
                draft.verb(Verb.READ).add();
                return;
            }
            if (option.equals("--")) {
                i++;
                break;
            }
            i += TAKE_VALUE.contains(option) ? 2 : 1;
        }
        List<Word> command = new ArrayList<>();
        while (i < words.size() && !isSeparator(words.get(i))) {
            command.add(words.get(i++));
        }
        List<Word> items = items(call, words.subList(Math.min(i, words.size()), words.size()));
        Effect parallel = draft.carrier().add();
        for (Word item : items) {
            if (command.isEmpty()) {
                Start.script(call, parallel, item);
                continue;
            }
            boolean marked = false;
            List<Word> one = new ArrayList<>();
            for (Word w : command) {
                Word filled = w;
                for (String mark : List.of("{}", "{1}", "{.}", "{/}", "{//}", "{2}", "{= =}")) {
                    filled = Start.replaced(filled, mark, item);
                }
                marked |= !filled.equals(w);
                one.add(filled);
            }
            if (!marked) {
                one.add(item);
            }
            // parallel joins the words and has a shell split them again
            Start.script(call, parallel, Start.joined(one));
            // and what a person means is mostly the words as they stand
            Start.command(
                    call, parallel, one, call.command().cwd(), new Command.Input.Text(Word.of("")));
        }
    }

    private static boolean isSeparator(Word w) {
        return w.literal().filter(SEPARATORS::contains).isPresent();
    }

    private static List<Word> items(Call call, List<Word> sources) {
        List<Word> items = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Optional<String> text = sources.get(i).literal();
            if (text.filter(t -> t.startsWith("::::")).isPresent()) {
                items.add(Word.hole("what parallel reads from a file is not known", false));
                i++;
            } else if (text.filter(SEPARATORS::contains).isEmpty()) {
                items.add(sources.get(i));
            }
        }
        if (items.isEmpty()) {
            if (call.command().stdin() instanceof Command.Input.Text t
                    && t.content().literal().isPresent()) {
                t.content().literal().get().lines().forEach(l -> items.add(Word.of(l)));
            } else {
                items.add(Word.hole("what parallel reads is not known", false));
            }
        }
        return items.size() > 100 ? items.subList(0, 100) : items;
    }
}
