package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.analysis.program.CodeTokens.Token;
import dev.holdpoint.effect.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Commands and files among the calls of source code, as the commands that would do the same. */
final class CodeCalls {

    /** Functions that make a string of what cannot be read. */
    private static final Set<String> DECODERS =
            Set.of(
                    "b64decode",
                    "fromhex",
                    "unhexlify",
                    "fromCharCode",
                    "atob",
                    "decode_base64",
                    "base64_decode",
                    "unpack",
                    "pack",
                    "decode",
                    "chr",
                    "unescape",
                    "decode64",
                    "gzinflate",
                    "str_rot13",
                    "hex2bin",
                    "loads",
                    "decompress",
                    "fromCodePoint");

    private final Call call;
    private final Effect parent;
    private final CodeNames names;
    private final String language;
    private final List<Runnable> found;
    private final CodeRequests requests;
    private boolean hidden;

    CodeCalls(Call call, Effect parent, CodeNames names, String language, List<Runnable> found) {
        this.call = call;
        this.parent = parent;
        this.names = names;
        this.language = language;
        this.found = found;
        this.requests = new CodeRequests(call, parent, found::add);
    }

    CodeRequests requests() {
        return requests;
    }

    /** True where a call computes what it runs. */
    boolean isHidden() {
        return hidden;
    }

    /** The first argument, or what it stands for. */
    Optional<Token> first(List<Token> arguments) {
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        Token t = arguments.get(0);
        boolean alone =
                arguments.size() == 1
                        || arguments.get(1).is(",")
                        || arguments.get(1).is(")")
                        || arguments.get(1).is("]");
        if (t.type() == CodeTokens.Type.NAME && alone) {
            return Optional.of(names.constant(t.text()).orElse(t));
        }
        boolean joined =
                arguments.size() > 1
                        && (arguments.get(1).is("+")
                                || arguments.get(1).is("%")
                                || arguments.get(1).is("."));
        if (t.type() == CodeTokens.Type.TEXT && joined) {
            return Optional.of(new Token(CodeTokens.Type.TEMPLATE, t.text()));
        }
        return Optional.of(t);
    }

    /**
     * @param at where the call's name stands: {@code "cmd".execute()} has its command before it
     */
    void shellCall(String name, List<Token> arguments, int at) {
        Optional<Token> first = first(arguments);
        if (first.isEmpty()) {
            names.textBefore(at).ifPresentOrElse(this::shell, () -> executed(name, at));
            return;
        }
        Token t = first.get();
        if (t.is("[") || hasSecondText(arguments)) {
            argv(arguments, false);
            return;
        }
        boolean ambiguous =
                (name.endsWith(".exec") || name.equals("exec"))
                        && !name.contains("child_process")
                        && language.equals("javascript");
        if (ambiguous && t.type() != CodeTokens.Type.TEXT && t.type() != CodeTokens.Type.TEMPLATE) {
            return; // most likely a regular expression's
        }
        if (t.is("{")) {
            hidden = true; // perl's exec {'program'} …
            return;
        }
        shell(t);
    }

    /** Groovy runs texts and lists by a method of theirs: {@code ["sh", "-c", x].execute()}. */
    private void executed(String name, int at) {
        if (!language.equals("groovy")) {
            return;
        }
        int dot = name.lastIndexOf('.');
        if (dot > 0) {
            String variable = name.substring(0, dot);
            names.constant(variable).ifPresent(this::shell);
            List<Token> list = names.list(variable);
            if (!list.isEmpty()) {
                argv(List.of(new Token(CodeTokens.Type.NAME, variable)), false);
            }
            return;
        }
        Optional<List<Token>> seen = names.before(at);
        List<Token> receiver = seen.orElse(List.of());
        hidden |= seen.isEmpty();
        if (receiver.isEmpty()) {
            return;
        }
        Token first = receiver.get(0);
        if (first.is("[")) {
            argv(receiver, false);
        } else if (first.is("(")) {
            hidden = true; // ("rm " + x).execute()
        } else if (first.type() == CodeTokens.Type.TEMPLATE) {
            shell(first);
        }
    }

    private static boolean hasSecondText(List<Token> arguments) {
        return arguments.size() >= 3
                && arguments.get(0).type() == CodeTokens.Type.TEXT
                && arguments.get(1).is(",")
                && arguments.get(2).type() == CodeTokens.Type.TEXT;
    }

    void shell(Token t) {
        if (t.type() == CodeTokens.Type.TEXT || t.type() == CodeTokens.Type.COMMAND) {
            Word script =
                    t.text().indexOf(CodeTokens.HOLE) < 0 ? Word.of(t.text()) : template(t.text());
            found.add(() -> Start.script(call, parent, script));
        } else if (t.type() == CodeTokens.Type.TEMPLATE) {
            // the start of a command line tells the program, what is put in tells nothing
            Word script = template(t.text());
            found.add(() -> Start.script(call, parent, script));
        } else {
            hidden = true;
        }
    }

    private static Word template(String text) {
        int cut = text.length();
        for (String mark : List.of("${", "#{", "{", "$", "%", String.valueOf(CodeTokens.HOLE))) {
            int at = text.indexOf(mark);
            if (at >= 0) {
                cut = Math.min(cut, at);
            }
        }
        return Start.concatenated(
                List.of(Word.of(text.substring(0, cut)), Word.hole("computed by the code", true)));
    }

    /**
     * @param twice where the program is named again as the first of its own words, and a mode may
     *     come before it
     */
    void argv(List<Token> given, boolean twice) {
        List<Token> arguments = unfolded(given);
        List<Word> words = new ArrayList<>();
        boolean list =
                !arguments.isEmpty() && (arguments.get(0).is("[") || arguments.get(0).is("("));
        boolean shell = false;
        boolean keyword = false;
        for (int i = 0; i < arguments.size(); i++) {
            Token t = arguments.get(i);
            boolean options = i + 1 < arguments.size() && arguments.get(i + 1).is(":");
            boolean named = i + 1 < arguments.size() && arguments.get(i + 1).is("=");
            if (t.text().equals("args") && (named || options)) {
                keyword = false; // run(args=[…]), Deno.Command(p, {args: […]})
                i++;
                continue;
            }
            keyword |= named || t.is("{");
            if (t.type() == CodeTokens.Type.NAME
                    && t.text().equals("shell")
                    && i + 2 < arguments.size()) {
                String v = arguments.get(i + 2).text();
                shell |= v.equals("True") || v.equals("true");
            }
            if (keyword) {
                continue;
            }
            if (t.type() == CodeTokens.Type.TEXT) {
                words.add(Word.of(t.text()));
            } else if (t.type() == CodeTokens.Type.TEMPLATE) {
                words.add(template(t.text()));
            } else if (t.type() == CodeTokens.Type.NAME) {
                words.add(
                        names.constant(t.text())
                                .filter(c -> c.type() == CodeTokens.Type.TEXT)
                                .map(c -> Word.of(c.text()))
                                .orElse(Word.hole("computed by the code", false)));
            }
        }
        if (twice && words.size() > 1 && words.get(0).prefix().isEmpty()) {
            words.remove(0); // os.P_WAIT
        }
        if (twice && words.size() > 1) {
            words.remove(1);
        }
        if (words.isEmpty()) {
            return;
        }
        if (language.equals("csharp") && words.size() == 2) {
            words.addAll(Start.split(words.remove(1).rendering())); // the arguments are one text
        }
        boolean one = words.size() == 1 && !list;
        if (shell || (one && words.get(0).rendering().contains(" "))) {
            Word script = words.get(0);
            found.add(() -> Start.script(call, parent, script));
        } else if (words.get(0).prefix().isEmpty()) {
            hidden |= decodes(arguments) || one || list;
        } else {
            found.add(() -> Start.command(call, parent, words));
        }
    }

    /** {@code 'rm x'.split()}, {@code shlex.split('rm x')} and lists under a name, as lists. */
    private List<Token> unfolded(List<Token> arguments) {
        if (arguments.isEmpty()) {
            return arguments;
        }
        Token t = arguments.get(0);
        List<Token> list = names.list(t.text());
        Optional<Token> line = Optional.empty();
        int after = 1;
        if (t.type() == CodeTokens.Type.TEXT
                && arguments.size() > 2
                && arguments.get(1).is(".")
                && arguments.get(2).text().equals("split")) {
            line = Optional.of(t);
            after = arguments.size();
        } else if (t.text().endsWith("split")
                && arguments.size() > 2
                && arguments.get(2).type() == CodeTokens.Type.TEXT) {
            line = Optional.of(arguments.get(2));
            after = arguments.size();
        }
        if (line.isEmpty() && (t.type() != CodeTokens.Type.NAME || list.isEmpty())) {
            return arguments;
        }
        List<Token> all = new ArrayList<>();
        all.add(new Token(CodeTokens.Type.SIGN, "["));
        line.ifPresent(
                l ->
                        Start.split(l.text())
                                .forEach(
                                        w ->
                                                all.add(
                                                        new Token(
                                                                CodeTokens.Type.TEXT,
                                                                w.rendering()))));
        all.addAll(list);
        all.add(new Token(CodeTokens.Type.SIGN, "]"));
        all.addAll(arguments.subList(after, arguments.size()));
        return all;
    }

    /**
     * @param at where the call's name stands: {@code Path('x').unlink()} has its path before it
     */
    void destroy(List<Token> arguments, int at) {
        if (language.equals("c") && arguments.stream().filter(t -> t.is(",")).count() > 1) {
            return; // std::remove(first, last, value) of a container
        }
        if (!arguments.isEmpty() && names.isBuildOutput(arguments.get(arguments.size() - 1))) {
            return; // delete(layout.buildDirectory)
        }
        if (names.isTemporary(arguments, at)) {
            List<Word> scrap = CommandReader.words("rm", "-rf", "--", "/tmp/what-the-code-made");
            found.add(() -> Start.command(call, parent, scrap));
            return;
        }
        Optional<Token> path = firstText(arguments);
        if (path.isEmpty()) {
            path = first(arguments).filter(t -> t.type() == CodeTokens.Type.TEXT);
        }
        if (path.isEmpty() && arguments.isEmpty()) {
            path = names.textBefore(at);
        }
        List<Word> words = CommandReader.words("rm", "-rf", "--");
        words.add(
                path.map(t -> Word.of(t.text())).orElse(Word.hole("computed by the code", false)));
        found.add(() -> Start.command(call, parent, words));
    }

    private static Optional<Token> firstText(List<Token> arguments) {
        return arguments.stream()
                .filter(t -> t.type() == CodeTokens.Type.TEXT && !t.text().isEmpty())
                .findFirst();
    }

    /** Writing a file is told where one can see which. */
    void write(List<Token> arguments) {
        Optional<Token> path = first(arguments);
        boolean nothing =
                arguments.size() > 2
                        && arguments.get(1).is(",")
                        && arguments.get(2).type() == CodeTokens.Type.TEXT
                        && arguments.get(2).text().isEmpty();
        if (nothing && path.filter(t -> t.type() == CodeTokens.Type.TEXT).isPresent()) {
            List<Word> words = CommandReader.words("truncate");
            words.addAll(List.of(Word.of("-s"), Word.of("0"), Word.of(path.get().text())));
            found.add(() -> Start.command(call, parent, words));
            return;
        }
        written(path, false);
    }

    private void written(Optional<Token> path, boolean appends) {
        Optional<Token> known = path.filter(t -> t.type() == CodeTokens.Type.TEXT);
        if (known.isPresent() && !known.get().text().isEmpty()) {
            List<Word> words = CommandReader.words("tee");
            if (appends) {
                words.add(Word.of("-a"));
            }
            words.add(Word.of(known.get().text()));
            found.add(() -> Start.command(call, parent, words));
        }
    }

    /** {@code open('x', 'w')}, and those that start a command: {@code open(F, "|cmd")}. */
    void open(List<Token> arguments) {
        List<Token> texts =
                arguments.stream().filter(t -> t.type() == CodeTokens.Type.TEXT).toList();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).text().strip();
            boolean pipe = text.equals("|-") || text.equals("-|");
            if (pipe) {
                argv(
                        arguments.subList(arguments.indexOf(texts.get(i)) + 1, arguments.size()),
                        false);
                hidden |= i + 1 == texts.size();
                return;
            }
            if (text.startsWith("|") || (text.endsWith("|") && language.equals("perl"))) {
                String command = text.replace('|', ' ').strip();
                found.add(() -> Start.script(call, parent, Word.of(command)));
                return;
            }
            if (text.startsWith(">") && text.length() > 2 && language.equals("perl")) {
                String file = text.replace('>', ' ').strip();
                written(Optional.of(new Token(CodeTokens.Type.TEXT, file)), text.startsWith(">>"));
                return;
            }
            if (text.startsWith(">") && language.equals("perl") && i + 1 < texts.size()) {
                written(Optional.of(texts.get(i + 1)), text.startsWith(">>"));
                return;
            }
        }
        boolean pathFirst = !arguments.isEmpty() && arguments.get(0).type() == CodeTokens.Type.TEXT;
        String mode = texts.size() > 1 ? texts.get(1).text() : "";
        boolean writes =
                mode.length() < 4
                        && (mode.indexOf('w') >= 0
                                || mode.indexOf('x') >= 0
                                || mode.indexOf('+') >= 0);
        if (pathFirst && (writes || (mode.length() < 4 && mode.startsWith("a")))) {
            written(Optional.of(arguments.get(0)), !writes);
        }
    }

    /** A move or copy between two paths that one can see. */
    void move(String program, List<Token> arguments) {
        List<Word> words = CommandReader.words(program);
        arguments.stream()
                .filter(t -> t.type() == CodeTokens.Type.TEXT)
                .forEach(t -> words.add(Word.of(t.text())));
        if (words.size() == 3) {
            found.add(() -> Start.command(call, parent, words));
        }
    }

    boolean decodes(List<Token> arguments) {
        return arguments.stream()
                .anyMatch(
                        t ->
                                t.type() == CodeTokens.Type.NAME
                                        && DECODERS.contains(
                                                t.text().substring(t.text().lastIndexOf('.') + 1)));
    }
}
