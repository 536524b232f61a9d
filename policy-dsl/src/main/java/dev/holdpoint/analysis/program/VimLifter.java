package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code vim -c '!rm x'}, {@code +'call delete("x")'}, {@code --cmd}, {@code -S script}: the
 * commands of its line editor that start programs, run code or write files. Linear.
 */
final class VimLifter implements Lifter {

    /** Those that run code of another language that follows. */
    private static final Set<String> PYTHON =
            Set.of("py", "pyt", "python", "py3", "python3", "pyx", "pythonx", "pydo", "py3do");

    /** Those whose argument is a command line for a shell. */
    private static final Set<String> TERMINAL = Set.of("te", "term", "terminal");

    /** Those that run what a string, a key or a file holds. */
    private static final Set<String> COMPUTED =
            Set.of("exe", "execute", "norm", "normal", "so", "source", "ru", "runtime", "feedkeys");

    private static final List<String> OPTIONS_WITH_VALUE =
            List.of("-T", "-i", "-U", "-r", "-t", "-q", "-w", "-W", "--servername", "--role");

    private final Sinks sinks;

    VimLifter(Sinks sinks) {
        this.sinks = sinks;
    }

    /** What one call was found to do. */
    private static final class Found {
        Verb verb = Verb.WRITE;
        boolean hidden;
        final List<Word> scripts = new ArrayList<>();
        final List<List<Word>> commands = new ArrayList<>();
        final List<String[]> codes = new ArrayList<>();
    }

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        Found found = new Found();
        List<Word> words = call.command().words();
        for (int i = 1; i < words.size(); i++) {
            Word w = words.get(i);
            String p = w.prefix();
            boolean follows = i + 1 < words.size();
            if (p.startsWith("+") && p.length() > 1) {
                line(CallParser.suffix(w, 1), found, draft, call);
            } else if ((p.equals("-c") || p.equals("--cmd")) && follows) {
                line(words.get(++i), found, draft, call);
            } else if ((p.equals("-S") || p.equals("-u") || p.equals("-s")) && follows) {
                file(words.get(++i), found, draft, call);
            } else if (p.equals("--version") || p.equals("--help") || p.equals("-h")) {
                draft.verb(Verb.READ).add();
                return;
            } else if (OPTIONS_WITH_VALUE.contains(p) && follows) {
                i++;
            } else if (!p.startsWith("-")) {
                call.setting().path(w).ifPresent(draft::written);
            }
        }
        if (found.hidden) {
            draft.hidden("commands that could not be read");
        } else {
            draft.verb(found.verb);
        }
        Effect vim = draft.add();
        found.scripts.forEach(s -> Start.script(call, vim, s));
        found.commands.forEach(c -> Start.command(call, vim, c));
        for (String[] code : found.codes) {
            CodeScan scan = new CodeScan(sinks, call, vim, code[0], 0).read(code[1]);
            scan.start();
            if (scan.isHidden()) {
                new Draft(call).hidden("code that computes what it runs").add();
            }
        }
    }

    private void file(Word file, Found found, Draft draft, Call call) {
        String name = file.rendering();
        if (name.equals("NONE") || name.equals("NORC") || name.equals("DEFAULTS")) {
            return;
        }
        Optional<Word> text = ScriptFiles.text(call.setting(), file);
        if (text.isEmpty()) {
            found.verb = found.verb.or(Verb.RUN);
            return;
        }
        for (String l : text.get().rendering().split("\n", -1)) {
            line(Word.of(l), found, draft, call);
        }
    }

    /** One line of commands, with bars between them; a shell takes the rest, bars and all. */
    private void line(Word word, Found found, Draft draft, Call call) {
        if (word.parts().isEmpty()) {
            return;
        }
        String text = word.prefix();
        if (text.isEmpty() || text.charAt(0) == '"') {
            found.hidden |= word.hasHole() && text.isEmpty();
            return;
        }
        boolean computed = word.hasHole() && text.startsWith("exe");
        found.hidden |= computed;
        int at = 0;
        while (at < text.length()) {
            while (at < text.length()
                    && !Character.isLetter(text.charAt(at))
                    && text.charAt(at) != '!') {
                at++; // the range, and the colon
            }
            if (at < text.length() && text.charAt(at) == '!') {
                found.scripts.add(CallParser.suffix(word, at + 1));
                return;
            }
            int end = at;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            String name = text.substring(at, end);
            int bar = text.indexOf('|', end);
            String rest = text.substring(end, bar < 0 ? text.length() : bar).strip();
            int after = end;
            if (take(name, rest, () -> CallParser.suffix(word, after), found, draft, call)) {
                return;
            }
            at = bar < 0 ? text.length() : bar + 1;
        }
    }

    /** True where the command takes the whole rest of the line. */
    private static boolean take(
            String name, String rest, Supplier<Word> all, Found found, Draft draft, Call call) {
        if (PYTHON.contains(name)
                || name.equals("lua")
                || name.equals("perl")
                || name.equals("ruby")) {
            found.verb = found.verb.or(Verb.RUN);
            found.codes.add(
                    new String[] {PYTHON.contains(name) ? "python" : name, all.get().rendering()});
            return true;
        }
        if (TERMINAL.contains(name)) {
            found.scripts.add(all.get());
            return true;
        }
        if (COMPUTED.contains(name)) {
            boolean starts = rest.indexOf('!') >= 0 || rest.indexOf('(') >= 0;
            found.verb = found.verb.or(Verb.RUN);
            found.hidden |= starts;
            return false;
        }
        boolean pipes = name.startsWith("w") && all.get().prefix().startsWith(" ");
        if (rest.startsWith("!") && (pipes || name.equals("r") || name.equals("read"))) {
            found.scripts.add(Word.of(rest.substring(1))); // w! file only overwrites
            return true;
        }
        if (name.startsWith("w") || name.equals("sav") || name.equals("saveas")) {
            String file = rest.startsWith("!") ? rest.substring(1).strip() : rest;
            if (!file.isEmpty()) {
                call.setting().path(Word.of(file)).ifPresent(draft::written);
            }
            return false;
        }
        functions(name + " " + rest, found);
        found.hidden |=
                (name.equals("se") || name.equals("set"))
                        && (rest.startsWith("shell=")
                                || rest.startsWith("sh=")
                                || rest.startsWith("makeprg="));
        return false;
    }

    private static void functions(String text, Found found) {
        for (String function :
                List.of("system(", "systemlist(", "jobstart(", "job_start(", "termopen(")) {
            int at = text.indexOf(function);
            if (at >= 0) {
                Optional<String> argument = literal(text, at + function.length());
                argument.ifPresentOrElse(
                        a -> found.scripts.add(Word.of(a)), () -> found.hidden = true);
            }
        }
        int delete = text.indexOf("delete(");
        if (delete >= 0 && text.startsWith("call")) {
            List<Word> rm = CommandReader.words("rm", "-rf", "--");
            rm.add(
                    literal(text, delete + 7)
                            .map(Word::of)
                            .orElse(Word.hole("computed by the editor", false)));
            found.commands.add(rm);
        }
    }

    /** The string literal there, if it is all of the argument. */
    private static Optional<String> literal(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at >= text.length() || (text.charAt(at) != '"' && text.charAt(at) != '\'')) {
            return Optional.empty();
        }
        int end = text.indexOf(text.charAt(at), at + 1);
        return end < 0 ? Optional.empty() : Optional.of(text.substring(at + 1, end));
    }
}
