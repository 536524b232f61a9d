package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files that programs run of themselves: the scripts of {@code package.json}, {@code conftest.py},
 * a {@code Dockerfile}. What an operation writes into such a file and then has run is read as if it
 * had been given to a shell or an interpreter. The resource {@code recipes} says which program runs
 * which file, and how that is read. Immutable.
 *
 * <p>Only what the operation itself has written is looked at: of what lies there already, {@code
 * npm test} says as much as it did before, which is {@code run}.
 */
final class Recipes {

    /**
     * One line of the resource.
     *
     * @param subcommands of which there must be one; none means always
     * @param files patterns of names; see {@link RecipeFiles}
     * @param reader how such a file is read
     * @param details what that reader is to look for
     */
    record Recipe(
            Set<String> subcommands, List<String> files, String reader, List<String> details) {}

    /** Readers of what runs only where the call says so. */
    private static final Set<String> CHOSEN = Set.of("tasks", "recipes");

    private final Map<String, List<Recipe>> byProgram = new HashMap<>();
    private final Sinks sinks;

    private Recipes(Sinks sinks) {
        this.sinks = sinks;
    }

    static Recipes bundled() {
        Recipes recipes = new Recipes(Sinks.bundled());
        for (String line : Catalog.resource("recipes").split("\n", -1)) {
            if (line.isBlank() || line.startsWith("//")) {
                continue;
            }
            int colon = line.indexOf(": ");
            int equals = line.indexOf(" = ", colon);
            int path = line.indexOf(" > ");
            boolean limited = path >= 0 && path < colon;
            String programs = line.substring(0, limited ? path : colon);
            Set<String> subcommands =
                    limited ? Set.of(line.substring(path + 3, colon).split("\\|", -1)) : Set.of();
            List<String> reader = List.of(line.substring(equals + 3).strip().split(" +", -1));
            Recipe recipe =
                    new Recipe(
                            subcommands,
                            List.of(line.substring(colon + 2, equals).strip().split(" +", -1)),
                            reader.get(0),
                            reader.subList(1, reader.size()));
            for (String program : programs.split(", *", -1)) {
                recipes.byProgram.computeIfAbsent(program, p -> new ArrayList<>()).add(recipe);
            }
        }
        return recipes;
    }

    /**
     * Reads what the call runs of files that the operation wrote.
     *
     * @param from how many effects there were before the call's own
     */
    void read(Call call, int from) {
        List<Recipe> recipes = byProgram.get(call.name());
        if (recipes == null && !call.name().isEmpty()) {
            recipes = byProgram.get(unversioned(call.name()));
        }
        Inquiry inquiry = call.setting().inquiry();
        boolean wrote = inquiry.hasWritten() || !inquiry.codes().isEmpty();
        if (recipes == null || !wrote && !RecipeFiles.readsInput(call)) {
            return;
        }
        if (Judgement.asksForHelp(call)) {
            return;
        }
        List<Effect> own = inquiry.since(from);
        if (own.isEmpty()) {
            return;
        }
        RecipeReader reader = new RecipeReader(call, own.get(0), sinks);
        Set<String> words = words(call);
        Set<String> said = new HashSet<>(words);
        said.addAll(call.flags());
        RecipeFiles files = new RecipeFiles(call);
        boolean reads = own.get(0).verb() == Verb.READ && !own.get(0).carrier();
        for (Recipe recipe : recipes) {
            if (reads && (CHOSEN.contains(recipe.reader) || recipe.reader.equals("services"))) {
                continue; // just --list
            }
            if (recipe.details.contains("scripts")) {
                TaskRecipes.remembered(reader, call);
            }
            if (recipe.subcommands.isEmpty()
                    || recipe.subcommands.stream().anyMatch(said::contains)) {
                for (RecipeFiles.Text text : files.found(recipe.files)) {
                    inquiry.once(
                            recipe.reader + chosen(recipe, words) + text.path(),
                            () -> reader.read(recipe, text));
                }
            }
        }
    }

    /** {@code gcc-12}, {@code python3.12}. */
    private static String unversioned(String name) {
        int end = name.length();
        while (end > 1 && "0123456789.-".indexOf(name.charAt(end - 1)) >= 0) {
            end--;
        }
        return name.substring(0, end);
    }

    /** The tasks of a file are different readings of it. */
    private static String chosen(Recipe recipe, Set<String> words) {
        return CHOSEN.contains(recipe.reader) ? ' ' + String.join(" ", words) + ' ' : " ";
    }

    /** The subcommand and the arguments, as far as they are known. */
    static Set<String> words(Call call) {
        Set<String> words = new HashSet<>(call.path());
        call.arguments().forEach(a -> a.literal().ifPresent(words::add));
        call.inner().stream().limit(1).forEach(a -> a.literal().ifPresent(words::add));
        return words;
    }
}
