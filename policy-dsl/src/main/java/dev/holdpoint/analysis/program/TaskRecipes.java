package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Commands by name, of which a call chooses: the scripts of {@code package.json}, the tasks of a
 * {@code Taskfile}, the recipes of a {@code justfile}. A name that could not be read chooses all.
 */
final class TaskRecipes {

    /** What package managers run of themselves. Sources: npm's and Composer's pages on scripts. */
    private static final Set<String> UNASKED =
            Set.of(
                    "preinstall",
                    "install",
                    "postinstall",
                    "prepublish",
                    "prepublishOnly",
                    "preprepare",
                    "prepare",
                    "postprepare",
                    "prepack",
                    "postpack",
                    "dependencies",
                    "pre-install-cmd",
                    "post-install-cmd",
                    "pre-update-cmd",
                    "post-update-cmd",
                    "pre-autoload-dump",
                    "post-autoload-dump",
                    "post-root-package-install",
                    "post-create-project-cmd",
                    "pre-package-install",
                    "post-package-install");

    private static final Map<String, String> SHORT =
            Map.of("t", "test", "tst", "test", "it", "install", "restart", "start");

    /** The scripts that {@code npm pkg set} has set. */
    private static final String SET = "npm-script:";

    private final RecipeReader reader;
    private final Call call;

    TaskRecipes(RecipeReader reader, Call call) {
        this.reader = reader;
        this.call = call;
    }

    /** {@code npm pkg set scripts.x='…'}, {@code npm set-script x '…'}. */
    static void remember(Call call) {
        List<Word> a = call.arguments();
        boolean sets = call.path().equals(List.of("pkg", "set"));
        for (Word w : sets ? a : List.<Word>of()) {
            String text = w.prefix();
            int equals = text.indexOf('=');
            if (text.startsWith("scripts") && equals > 8) {
                String name = text.substring(8, equals).replace("]", "");
                call.setting().inquiry().wrote(SET + name, CallParser.suffix(w, equals + 1));
            }
        }
        boolean named = call.argument(0).filter("set-script"::equals).isPresent();
        if (named && a.size() > 2) {
            call.setting().inquiry().wrote(SET + a.get(1).rendering(), a.get(2));
        }
    }

    /** Runs what was set before. */
    static void remembered(RecipeReader reader, Call call) {
        Set<String> wanted = wanted(call);
        for (String path : call.setting().inquiry().writtenPaths()) {
            if (path.startsWith(SET) && isWanted(path.substring(SET.length()), wanted)) {
                call.setting()
                        .inquiry()
                        .written(path)
                        .ifPresent(w -> reader.script(RecipeFiles.marked(w)));
            }
        }
    }

    private static Set<String> wanted(Call call) {
        Set<String> wanted = new HashSet<>();
        for (String w : Recipes.words(call)) {
            wanted.add(SHORT.getOrDefault(w, w));
            wanted.add(w.substring(w.lastIndexOf(':') + 1)); // npm:x, included:x
        }
        if (call.arguments().stream().anyMatch(Word::hasHole)) {
            wanted.add("*");
        }
        return wanted;
    }

    private static boolean isWanted(String name, Set<String> wanted) {
        return wanted.contains("*")
                || wanted.contains(name)
                || UNASKED.contains(name)
                || name.startsWith("pre") && wanted.contains(name.substring(3))
                || name.startsWith("post") && wanted.contains(name.substring(4));
    }

    /** Those under one of the keys whose names the call says, and what they need. */
    void named(RecipeFiles.Text text, List<String> keys) {
        String content =
                text.whole()
                        ? text.content()
                        : text.content().replace('#', '\n').replace("\\/", "/");
        Outline.Notation notation = Outline.Notation.valueOf(keys.get(0));
        Outline outline = Outline.of(content, notation);
        if (!text.whole()) {
            part(outline, wanted(call));
        }
        Map<String, List<Outline>> tasks = new LinkedHashMap<>();
        collect(outline, keys.subList(1, keys.size()), tasks);
        List<String> queue = new ArrayList<>(wanted(call));
        if (call.arguments().isEmpty() && call.path().isEmpty()) {
            queue.add("default");
        }
        if (content.indexOf(CodeTokens.HOLE) >= 0
                && tasks.keySet().stream().noneMatch(queue::contains)) {
            queue.add("*"); // one of the names may be in what is not known
        }
        Set<String> wanted = new HashSet<>(queue);
        Set<String> seen = new HashSet<>();
        tasks.keySet().stream().filter(t -> isWanted(t, wanted)).forEach(queue::add);
        for (int i = 0; i < queue.size(); i++) {
            if (seen.add(queue.get(i))) {
                for (Outline o : tasks.getOrDefault(queue.get(i), List.of())) {
                    task(o, queue);
                }
            }
        }
    }

    private static void collect(
            Outline outline, List<String> keys, Map<String, List<Outline>> tasks) {
        for (Outline o : outline.below()) {
            if (keys.contains(o.key())) {
                for (Outline task : o.below()) {
                    tasks.computeIfAbsent(task.key(), k -> new ArrayList<>()).add(task);
                }
            }
            collect(o, keys, tasks);
        }
    }

    private static final Set<String> COMMANDS =
            Set.of(
                    "cmds",
                    "cmd",
                    "command",
                    "script",
                    "run",
                    "shell",
                    "sh",
                    "sequence",
                    "commands",
                    "exec");

    private static final Set<String> NEEDS =
            Set.of("deps", "task", "dependencies", "depends", "needs", "pre", "post", "ref");

    private void task(Outline task, List<String> queue) {
        reader.commands(task);
        for (Outline o : task.below()) {
            if (COMMANDS.contains(o.key())) {
                reader.commands(o);
                o.below().stream().filter(Outline::isItem).forEach(b -> task(b, queue));
            } else if (NEEDS.contains(o.key())) {
                queue.add(o.text());
                o.below().forEach(b -> queue.add(b.text()));
            } else if (o.isItem()) {
                task(o, queue);
            }
        }
    }

    /** In a part of a file, every key may be the name of a task. */
    private void part(Outline outline, Set<String> wanted) {
        for (Outline o : outline.below()) {
            String key = o.key();
            int cut =
                    Math.max(
                            key.lastIndexOf(' '),
                            Math.max(key.lastIndexOf('.'), key.lastIndexOf('/')));
            if (isWanted(key.substring(cut + 1), wanted)) {
                reader.commands(o);
            }
            part(o, wanted);
        }
    }

    /** A {@code justfile}: a name, what it needs, and below it indented lines. */
    void recipes(String content) {
        Map<String, StringBuilder> bodies = new LinkedHashMap<>();
        Map<String, List<String>> needs = new LinkedHashMap<>();
        String current = "";
        for (String line : content.replace("\\\n", " ").split("\r?\n", -1)) {
            boolean indented = line.startsWith(" ") || line.startsWith("\t");
            int colon = line.indexOf(':');
            if (indented && bodies.containsKey(current)) {
                String text = line.strip();
                while (!text.isEmpty() && "@-".indexOf(text.charAt(0)) >= 0) {
                    text = text.substring(1);
                }
                bodies.get(current).append(text).append('\n');
            } else if (!indented && line.indexOf('`') >= 0) {
                int from = line.indexOf('`');
                int end = line.indexOf('`', from + 1);
                reader.script(line.substring(from + 1, end < 0 ? line.length() : end));
            } else if (!indented
                    && colon > 0
                    && !line.startsWith(":=", colon)
                    && !line.startsWith("#")) {
                List<String> head = List.of(line.substring(0, colon).strip().split("\\s+", -1));
                current = head.get(0).replace("@", "");
                bodies.put(current, new StringBuilder());
                needs.put(current, List.of(line.substring(colon + 1).strip().split("\\s+", -1)));
            }
        }
        Set<String> wanted = wanted(call);
        List<String> queue =
                new ArrayList<>(bodies.keySet().stream().filter(n -> isWanted(n, wanted)).toList());
        if (queue.isEmpty() && !bodies.isEmpty() && call.arguments().isEmpty()) {
            queue.add(bodies.keySet().iterator().next());
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < queue.size(); i++) {
            String name = queue.get(i).replace("(", "").replace(")", "");
            if (seen.add(name) && bodies.containsKey(name)) {
                reader.script(bodies.get(name).toString());
                queue.addAll(needs.get(name));
            }
        }
    }
}
