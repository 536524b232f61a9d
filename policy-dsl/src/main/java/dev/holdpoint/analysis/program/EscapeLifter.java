package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Programs with a little language of their own whose escape starts another program: {@code !cmd} of
 * ed and ftp, {@code exec} of Tcl, {@code syscmd} of m4, {@code \write18} of TeX, {@code %(cmd)} of
 * rpm. The entry's rules say what the program does besides; the escapes are found in the values
 * that the entry calls code, in files that can be read, and on standard input. Linear.
 */
final class EscapeLifter implements Lifter {

    /** Whose escapes these are. */
    enum Language {
        BANG,
        FTP,
        DC,
        TCL,
        M4,
        TEX,
        RPM,
        GNUPLOT
    }

    /** Commands of FTP clients. */
    private static final Set<String> REMOVING =
            Set.of("rm", "rmdir", "delete", "del", "mdelete", "mdel", "mrm", "rmtree");

    private final Language language;
    private final Judgement judgement;
    private final Sinks sinks;

    EscapeLifter(Language language, Judgement judgement, Sinks sinks) {
        this.language = language;
        this.judgement = judgement;
        this.sinks = sinks;
    }

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        judgement.decide(call, draft);
        if (Judgement.asksForHelp(call)) {
            draft.add();
            return;
        }
        List<Word> texts = new ArrayList<>(call.of(Meaning.What.CODE));
        for (Word file : call.of(Meaning.What.READ)) {
            ScriptFiles.text(call.setting(), file).ifPresent(texts::add);
        }
        if (texts.isEmpty() && language != Language.RPM) {
            Feed feed = Feed.of(call);
            if (feed instanceof Feed.Text t) {
                texts.add(t.content());
            } else if (feed instanceof Feed.Hidden h
                    && language != Language.DC
                    && call.arguments().isEmpty()) {
                draft.hidden("commands that could not be read, " + h.why());
            }
        }
        Effect effect = draft.add();
        judgement.start(call, effect);
        for (Word text : texts) {
            switch (language) {
                case FTP -> {
                    bang(call, effect, text.rendering());
                    removals(call, text.rendering());
                }
                case BANG, DC -> bang(call, effect, text.rendering());
                case TCL -> tcl(call, effect, text.rendering());
                case M4 -> enclosed(call, effect, text.rendering(), "syscmd(", '(', ')');
                case TEX -> {
                    enclosed(call, effect, text.rendering(), "\\write18{", '{', '}');
                    enclosed(call, effect, text.rendering(), "\\ShellEscape{", '{', '}');
                    piped(call, effect, text.rendering());
                    code(call, effect, text.rendering(), "\\directlua{", "lua");
                }
                case RPM -> {
                    enclosed(call, effect, text.rendering(), "%(", '(', ')');
                    code(call, effect, text.rendering(), "%{lua:", "lua");
                }
                case GNUPLOT -> {
                    bang(call, effect, text.rendering());
                    scan(call, effect, text.rendering(), "gnuplot");
                }
            }
        }
    }

    /** {@code !cmd} where a command begins, {@code r !cmd}, {@code 1,$!cmd}; dc's anywhere. */
    private void bang(Call call, Effect effect, String text) {
        for (String line : text.split("\n", -1)) {
            for (int at = line.indexOf('!'); at >= 0; at = line.indexOf('!', at + 1)) {
                char before = at == 0 ? ' ' : line.charAt(at - 1);
                char after = at + 1 < line.length() ? line.charAt(at + 1) : ' ';
                boolean compares = "<>=".indexOf(after) >= 0 && language != Language.BANG;
                boolean begins =
                        Character.isWhitespace(before)
                                || Character.isDigit(before)
                                || before == '$';
                if (!compares && (begins || language == Language.DC)) {
                    Start.script(call, effect, Word.of(line.substring(at + 1)));
                    break;
                }
            }
        }
    }

    /** Lines that remove what lies at the other end. */
    private static void removals(Call call, String text) {
        for (String line : text.split("\n", -1)) {
            String bare = line.strip();
            while (bare.startsWith("-") || bare.startsWith("@")) {
                bare = bare.substring(1);
            }
            int blank = bare.indexOf(' ');
            if (blank > 0 && REMOVING.contains(bare.substring(0, blank))) {
                new Draft(call).remote().verb(Verb.DESTROY).target("file").add();
                return;
            }
        }
    }

    /** {@code exec}, {@code spawn} and {@code open |…} where a command may begin. */
    private static void tcl(Call call, Effect effect, String text) {
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && "\n;[]{}".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            List<Word> words = Start.split(text.substring(at, end));
            while (words.size() > 1 && words.get(1).prefix().startsWith("-")) {
                words.remove(1);
            }
            String first = words.isEmpty() ? "" : words.get(0).rendering();
            switch (first) {
                case "exec", "spawn", "exp_spawn" ->
                        Start.command(call, effect, words.subList(1, words.size()));
                case "system", "send", "exp_send" ->
                        Start.script(call, effect, Start.joined(words.subList(1, words.size())));
                case "open" -> {
                    if (words.size() > 1 && words.get(1).prefix().startsWith("|")) {
                        Start.script(call, effect, CallParser.suffix(words.get(1), 1));
                    }
                }
                case "file" -> {
                    if (words.size() > 2 && words.get(1).rendering().equals("delete")) {
                        List<Word> rm = CommandReader.words("rm", "-rf");
                        rm.addAll(words.subList(2, words.size()));
                        Start.command(call, effect, rm);
                    }
                }
                default -> {}
            }
            at = end + 1;
        }
    }

    /** A command line between brackets, after a mark. */
    private static void enclosed(
            Call call, Effect effect, String text, String mark, char open, char close) {
        int at = text.indexOf(mark);
        while (at >= 0) {
            String inner = inner(text, at + mark.length(), open, close);
            at = text.indexOf(mark, at + mark.length() + inner.length());
            if (open == '(' && inner.startsWith("`")) {
                inner =
                        inner.substring(
                                1, inner.endsWith("'") ? inner.length() - 1 : inner.length());
            }
            Start.script(call, effect, Word.of(inner));
        }
    }

    /** What stands from there to the sign that closes what has been opened before it. */
    static String inner(String text, int from, char open, char close) {
        int depth = 1;
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            depth += c == open ? 1 : c == close ? -1 : 0;
            if (depth == 0) {
                break;
            }
            i++;
        }
        return text.substring(from, i);
    }

    /** {@code \input{|"cmd"}}. */
    private static void piped(Call call, Effect effect, String text) {
        int at = text.indexOf("\\input");
        while (at >= 0) {
            int from = at + "\\input".length();
            while (from < text.length() && "{\" ".indexOf(text.charAt(from)) >= 0) {
                from++;
            }
            at = text.indexOf("\\input", from);
            if (from < text.length() && text.charAt(from) == '|') {
                int end = text.indexOf('}', from);
                String command =
                        text.substring(from + 1, end < 0 ? text.length() : end).replace("\"", "");
                at = text.indexOf("\\input", from + 1 + command.length());
                Start.script(call, effect, Word.of(command));
            }
        }
    }

    private void code(Call call, Effect effect, String text, String mark, String inLanguage) {
        int at = text.indexOf(mark);
        while (at >= 0) {
            String inner = inner(text, at + mark.length(), '{', '}');
            at = text.indexOf(mark, at + mark.length() + inner.length());
            scan(call, effect, inner, inLanguage);
        }
    }

    private void scan(Call call, Effect effect, String code, String inLanguage) {
        CodeScan scan = new CodeScan(sinks, call, effect, inLanguage, 0).read(code);
        if (scan.isHidden() || scan.verb() != Verb.RUN) {
            Draft draft = new Draft(call);
            if (scan.isHidden()) {
                draft.hidden("code that computes what it runs").add();
            } else {
                draft.verb(scan.verb()).add();
            }
        }
        scan.start();
    }
}
