package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code find}: its starting points, its tests, and the actions among them. */
final class FindLifter implements Lifter {

    private static final Set<String> TAKE_VALUE =
            Set.of(
                    "-name",
                    "-iname",
                    "-path",
                    "-ipath",
                    "-wholename",
                    "-iwholename",
                    "-regex",
                    "-iregex",
                    "-lname",
                    "-ilname",
                    "-type",
                    "-xtype",
                    "-size",
                    "-user",
                    "-group",
                    "-uid",
                    "-gid",
                    "-perm",
                    "-mtime",
                    "-ctime",
                    "-atime",
                    "-mmin",
                    "-cmin",
                    "-amin",
                    "-newer",
                    "-anewer",
                    "-cnewer",
                    "-maxdepth",
                    "-mindepth",
                    "-inum",
                    "-links",
                    "-samefile",
                    "-fstype",
                    "-used",
                    "-printf",
                    "-regextype",
                    "-context",
                    "-files0-from",
                    "-D",
                    "-newermt",
                    "-newerat",
                    "-newerct",
                    "-newerBt",
                    "-newermm");

    private static final Set<String> WRITE_FILE = Set.of("-fprint", "-fprint0", "-fls");
    private static final Set<String> EXECUTE = Set.of("-exec", "-execdir", "-ok", "-okdir");

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        List<Word> words = call.command().words();
        List<Word> roots = new ArrayList<>();
        int i = 1;
        while (i < words.size()) {
            String p = words.get(i).prefix();
            if (p.equals("-D")) {
                i += 2;
            } else if (p.equals("-H") || p.equals("-L") || p.equals("-P") || p.startsWith("-O")) {
                i++;
            } else {
                break;
            }
        }
        while (i < words.size() && !beginsExpression(words.get(i))) {
            roots.add(words.get(i++));
        }
        if (roots.isEmpty()) {
            roots.add(Word.of("."));
        }
        boolean deletes = false;
        FoundNames found = new FoundNames(words, roots);
        List<String> deleted = List.of();
        List<Action> commands = new ArrayList<>();
        Verb verb = Verb.READ;
        boolean hidden = false;
        while (i < words.size()) {
            Word w = words.get(i);
            String p = w.prefix();
            List<String> patterns = found.at(i);
            i++;
            if (w.hasHole() && p.isEmpty()) {
                hidden |= w.parts().get(0) instanceof Word.Part.Hole h && h.splits();
            } else if (p.equals("--help") || p.equals("-help") || p.equals("--version")) {
                draft.verb(Verb.READ).add();
                return;
            } else if (TAKE_VALUE.contains(p)) {
                i++;
            } else if (p.equals("-delete")) {
                deleted = deletes ? FoundNames.either(deleted, patterns) : patterns;
                deletes = true;
            } else if (WRITE_FILE.contains(p) || p.equals("-fprintf")) {
                if (i < words.size()) {
                    verb = Verb.WRITE;
                    call.setting()
                            .path(words.get(i))
                            .ifPresentOrElse(draft::written, draft::incomplete);
                    if (call.setting().path(words.get(i)).filter(Paths::isSystem).isPresent()) {
                        verb = Verb.DESTROY;
                        draft.target("file");
                    }
                }
                i += p.equals("-fprintf") ? 2 : 1;
            } else if (EXECUTE.contains(p)) {
                List<Word> command = new ArrayList<>();
                while (i < words.size() && !endsCommand(words, i)) {
                    command.add(words.get(i++));
                }
                i++;
                commands.add(new Action(command, patterns));
            }
        }
        for (Word root : roots) {
            Optional<String> path = call.setting().path(root);
            if (path.isEmpty()) {
                draft.incomplete();
            } else if (deletes) {
                for (String pattern : deleted) {
                    draft.destroyed(below(path.get(), pattern));
                }
            } else {
                draft.read(path.get());
            }
        }
        if (hidden) {
            draft.hidden("part of find's expression could not be read").add();
            return;
        }
        if (deletes) {
            draft.verb(Verb.DESTROY).target("file");
        } else if (verb != Verb.READ) {
            draft.verb(verb);
        } else if (commands.isEmpty()) {
            draft.verb(Verb.READ);
        } else {
            draft.carrier();
        }
        Effect find = draft.add();
        for (Action action : commands) {
            for (Word root : roots) {
                for (String pattern : action.patterns()) {
                    start(call, find, action.command(), root, pattern);
                }
            }
        }
    }

    /**
     * A command that is started with what was found.
     *
     * @param patterns of paths below a starting point, of which each that is found is of one
     */
    private record Action(List<Word> command, List<String> patterns) {}

    /** What is found lies below the root; as a path pattern. */
    private static String below(String root, String pattern) {
        return root.endsWith("/") ? root + pattern : root + "/" + pattern;
    }

    private static void start(
            Call call, Effect find, List<Word> command, Word root, String pattern) {
        Word found =
                Start.concatenated(
                        List.of(
                                root,
                                new Word(
                                        List.of(
                                                new Word.Part.Literal("/"),
                                                new Word.Part.Glob(pattern)))));
        List<Word> words = new ArrayList<>();
        command.forEach(w -> words.add(Start.replaced(w, "{}", found)));
        Start.command(call, find, words, call.command().cwd(), new Command.Input.Inherited());
    }

    private static boolean endsCommand(List<Word> words, int i) {
        Optional<String> text = words.get(i).literal();
        if (text.filter(";"::equals).isPresent() || text.filter("\\;"::equals).isPresent()) {
            return true;
        }
        return text.filter("+"::equals).isPresent()
                && words.get(i - 1).literal().filter("{}"::equals).isPresent();
    }

    private static boolean beginsExpression(Word w) {
        String p = w.prefix();
        return (p.startsWith("-") && p.length() > 1)
                || p.equals("(")
                || p.equals("!")
                || p.equals(",")
                || p.equals("\\(");
    }
}
