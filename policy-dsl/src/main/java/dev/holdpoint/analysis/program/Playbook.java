package dev.holdpoint.analysis.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An Ansible playbook: each task as {@code ansible -m MODULE -a ARGUMENTS} would do it. */
final class Playbook {

    /** What may stand beside the module of a task, and is none. */
    private static final Set<String> BESIDE =
            Set.of(
                    "name",
                    "when",
                    "register",
                    "become",
                    "become_user",
                    "tags",
                    "vars",
                    "loop",
                    "with_items",
                    "notify",
                    "args",
                    "environment",
                    "delegate_to",
                    "ignore_errors",
                    "changed_when",
                    "failed_when",
                    "no_log",
                    "run_once",
                    "until",
                    "retries",
                    "delay",
                    "hosts",
                    "gather_facts",
                    "roles",
                    "connection",
                    "remote_user",
                    "vars_files",
                    "loop_control",
                    "check_mode",
                    "any_errors_fatal",
                    "serial");

    private static final Set<String> LISTS =
            Set.of("tasks", "pre_tasks", "post_tasks", "handlers", "block", "rescue", "always");

    private final RecipeReader reader;
    private final Call call;

    Playbook(RecipeReader reader, Call call) {
        this.reader = reader;
        this.call = call;
    }

    void read(String content) {
        tasks(Outline.of(content, Outline.Notation.YAML));
    }

    /** The list may hold plays, blocks or tasks. */
    private void tasks(Outline list) {
        for (Outline task : list.below()) {
            for (Outline o : task.below()) {
                if (LISTS.contains(o.key())) {
                    tasks(o);
                } else if (!BESIDE.contains(o.key()) && !o.isItem()) {
                    module(o);
                }
            }
        }
    }

    private void module(Outline module) {
        List<String> arguments = new ArrayList<>();
        if (!module.text().isEmpty()) {
            arguments.add(module.text());
        }
        for (Outline o : module.below()) {
            boolean line = o.key().equals("cmd") || o.key().equals("argv");
            String text =
                    o.text().isEmpty()
                            ? String.join(" ", o.below().stream().map(Outline::text).toList())
                            : o.text();
            arguments.add(line ? text : o.key() + "=" + text);
        }
        boolean only = module.below().stream().anyMatch(o -> o.key().equals("cmd"));
        List<String> words = new ArrayList<>(List.of("ansible", "all", "-m", module.key()));
        if (only) {
            arguments.removeIf(a -> a.startsWith("chdir=") || a.startsWith("creates="));
        }
        words.add("-a");
        words.add(String.join(" ", arguments));
        if (call.has("check")) {
            words.add("--check");
        }
        reader.command(words);
    }
}
