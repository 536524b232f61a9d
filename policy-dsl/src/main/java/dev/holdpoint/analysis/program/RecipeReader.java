package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.analysis.program.Recipes.Recipe;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads one file that a program runs of itself, and hands on what it starts. The readers are
 *
 * <ul>
 *   <li>{@code script}: a script for a shell;
 *   <li>{@code code LANGUAGE}, or {@code code LANGUAGE CALL CALL}, where a call is known by another
 *       name;
 *   <li>{@code again OPTION}: as the program would read it if that option named it;
 *   <li>{@code given OPTION}: as if that option gave it the text;
 *   <li>{@code tasks KEY …}: commands by name under that key, of which the call chooses;
 *   <li>{@code keys NOTATION KEY …}: commands under those keys, wherever they stand;
 *   <li>{@code settings}: the configuration of git;
 *   <li>{@code compiles LANGUAGE INTERPRETER}: nothing runs yet; the program that comes of it is
 *       remembered as a script of its source;
 *   <li>and those of {@link ImageRecipes}, {@link TaskRecipes} and {@link Playbook}.
 * </ul>
 */
final class RecipeReader {

    /** Keys of which a list in brackets is one command with its arguments. */
    private static final Set<String> ARGV =
            Set.of("command", "program", "entrypoint", "exec", "argv", "cmd", "args");

    private final Call call;
    private final Effect parent;
    private final Sinks sinks;

    RecipeReader(Call call, Effect parent, Sinks sinks) {
        this.call = call;
        this.parent = parent;
        this.sinks = sinks;
    }

    void read(Recipe recipe, RecipeFiles.Text text) {
        if (recipe.reader().equals("compiles")) {
            Compiled.note(call, text, recipe.details());
            return;
        }
        if (text.hidden()) {
            tell(Verb.UNKNOWN, call.name() + " runs a file whose content could not be read");
            return;
        }
        if (!call.setting().inquiry().spend(4L * text.content().length())) {
            tell(Verb.UNKNOWN, "a file that takes too long to read");
            return;
        }
        List<String> details = recipe.details();
        String content = text.content();
        switch (recipe.reader()) {
            case "script" -> {
                if (content.startsWith("#!") && text.whole() && !text.path().isEmpty()) {
                    command(List.of(text.path()));
                } else {
                    script(content);
                }
            }
            case "given" -> command(List.of(call.name(), details.get(0), content));
            case "again" -> command(List.of(call.name(), details.get(0), text.path()));
            case "code" ->
                    code(
                            details.size() < 3
                                    ? content
                                    : content.replace(details.get(1), details.get(2)),
                            details.get(0));
            case "tasks" -> new TaskRecipes(this, call).named(text, details);
            case "recipes" -> new TaskRecipes(this, call).recipes(content);
            case "keys" ->
                    keys(
                            Outline.of(
                                    details.get(0).equals("BRACES")
                                            ? interpolated(content)
                                            : content,
                                    Outline.Notation.valueOf(
                                            details.get(0).toUpperCase(Locale.ROOT))),
                            Set.copyOf(details.subList(1, details.size())));
            case "settings" ->
                    settings(Outline.of(content, Outline.Notation.SECTIONS), "", call.name());
            case "image" -> new ImageRecipes(this, call).image(content);
            case "services" -> new ImageRecipes(this, call).services(content);
            case "playbook" -> new Playbook(this, call).read(content);
            case "elements" -> Elements.read(content, this);
            case "calls" -> Elements.calls(content, details, this);
            default -> throw new IllegalStateException("no reader is called " + recipe.reader());
        }
    }

    Effect parent() {
        return parent;
    }

    /** A command line for a shell. */
    void script(String text) {
        if (!text.isBlank()) {
            Start.script(
                    call,
                    parent,
                    parametrised(text),
                    List.of(Word.of("sh"), Word.hole(PUT_IN, true)),
                    call.command().stdin());
        }
    }

    /** A program and its arguments. */
    void command(List<String> words) {
        if (!words.isEmpty()) {
            Start.command(call, parent, words.stream().map(RecipeReader::word).toList());
        }
    }

    void code(String text, String language) {
        List<String> all = new ArrayList<>(List.of(text));
        all.addAll(Imports.of(call.setting().inquiry(), all, language));
        for (String code : all) {
            CodeScan scan = new CodeScan(sinks, call, parent, language, 0).read(code);
            if (scan.isHidden()) {
                tell(Verb.UNKNOWN, "code that could not be read");
            } else if (scan.verb() != Verb.RUN) {
                tell(scan.verb(), "code that " + call.name() + " runs");
            }
            scan.start();
        }
        if (language.equals("go")) {
            generators(text);
        }
    }

    /** {@code //go:generate COMMAND}. */
    private void generators(String text) {
        String mark = "//go:generate ";
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
            int end = text.indexOf('\n', at);
            script(text.substring(at + mark.length(), end < 0 ? text.length() : end));
        }
    }

    /** Whatever stands under one of the keys, at any depth. */
    void keys(Outline outline, Set<String> keys) {
        for (Outline o : outline.below()) {
            String key = o.key().substring(o.key().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (keys.contains(key)) {
                commands(o);
            }
            keys(o, keys);
        }
    }

    /** A command line, a command as a list, or several. */
    void commands(Outline o) {
        String key = o.key().toLowerCase(Locale.ROOT);
        if (key.equals("match")) {
            int exec = o.text().toLowerCase(Locale.ROOT).indexOf("exec ");
            if (exec >= 0) {
                script(o.text().substring(exec + 5).replace("\"", ""));
            }
        } else if (!o.text().isEmpty()) {
            script(started(o.text()));
        } else if (o.isArgv() && ARGV.contains(key)) {
            command(o.below().stream().map(Outline::text).toList());
        } else {
            for (Outline each : o.below()) {
                if (each.isItem() && !each.text().isEmpty()) {
                    script(each.text());
                }
            }
        }
    }

    /** Without what systemd allows before a command ({@code -/bin/x}, {@code !!}). */
    private static String started(String text) {
        int from = 0;
        while (from < text.length() && "-@:+!".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        return text.substring(from);
    }

    /** What the configuration of git says, as {@code git config} would be told it. */
    private void settings(Outline outline, String section, String program) {
        for (Outline o : outline.below()) {
            String name = o.key().replace(" \"", ".").replace("\"", "");
            String key = section.isEmpty() ? name : section + "." + name;
            if (!o.below().isEmpty()) {
                settings(o, key, program);
            } else if (!section.isEmpty() && !o.text().isEmpty()) {
                command(List.of(program, "config", key, o.text()));
            }
        }
    }

    void tell(Verb verb, String why) {
        Effect.Builder b = Effect.of(Kind.EXEC).verb(verb).parent(parent).summary(why);
        if (verb == Verb.UNKNOWN) {
            b.opaque();
        }
        call.setting().inquiry().add(b.build());
    }

    private static final String PUT_IN = "what is put into a file that is run";

    /** With holes for the marks, and for what a tool puts in before it runs the text. */
    static Word word(String text) {
        List<Word> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); ) {
            int end = filled(text, i);
            if (end > i) {
                pieces.add(Word.of(text.substring(from, i)));
                pieces.add(Word.hole(PUT_IN, true));
                from = end;
            }
            i = Math.max(i + 1, end);
        }
        pieces.add(Word.of(text.substring(from)));
        return Start.concatenated(pieces);
    }

    /** As a script, in which what is put in is the first argument. */
    private static Word parametrised(String text) {
        StringBuilder script = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); ) {
            int end = filled(text, i);
            if (end > i) {
                if (quoted) {
                    return word(text); // no shell expands it there
                }
                script.append("${1}");
                i = end;
                continue;
            }
            quoted ^= text.charAt(i) == '\'';
            script.append(text.charAt(i++));
        }
        return Word.of(script.toString());
    }

    /** Where that ends which is put in here; not behind here where there is nothing. */
    private static int filled(String text, int i) {
        if (text.charAt(i) == CodeTokens.HOLE) {
            return i + 1;
        }
        if (text.startsWith("{{", i) || text.startsWith("${{", i)) {
            int close = text.indexOf("}}", i);
            return close < 0 ? text.length() : close + 2;
        }
        return i;
    }

    /** With marks for HCL's {@code ${…}}. */
    private static String interpolated(String text) {
        StringBuilder marked = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
            int end = text.indexOf('}', at);
            marked.append(text, from, at).append(CodeTokens.HOLE);
            from = end < 0 ? text.length() : end + 1;
        }
        return marked.append(text.substring(from)).toString();
    }
}
