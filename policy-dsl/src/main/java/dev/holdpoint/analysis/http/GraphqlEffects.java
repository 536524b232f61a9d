package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.catalog.Catalog;
import dev.holdpoint.analysis.http.catalog.Meaning;
import dev.holdpoint.analysis.http.catalog.Targets;
import dev.holdpoint.analysis.http.graphql.Chosen;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Secrets;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the effect of one GraphQL operation. A query or subscription reads. A mutation does what
 * the provider's catalog says of its root fields, else what the words in their names say, else what
 * those of the fields with arguments below them say; of a name that says nothing it is only known
 * that code runs at the server: {@code run}.
 */
final class GraphqlEffects {

    private GraphqlEffects() {}

    static Effect of(
            Chosen chosen,
            Optional<Catalog> catalog,
            Fact host,
            Reach reach,
            Secrets secrets,
            Effect parent) {
        boolean mutation = chosen.kind().equals("mutation");
        Verb verb = Verb.READ;
        Set<String> fields = new LinkedHashSet<>();
        List<Fact> targets = new ArrayList<>();
        Set<String> resources = new LinkedHashSet<>();
        boolean resourcesComplete = true;
        Map<String, List<Fact>> arguments = new LinkedHashMap<>();
        for (Chosen.Root root : chosen.roots()) {
            fields.add(root.name());
            Optional<Meaning> meaning = catalog.flatMap(c -> c.mutation(root.name()));
            if (mutation) {
                Verb v = meaning.map(m -> byArguments(m, root)).orElseGet(() -> byWords(root));
                verb = verb.or(v);
                if (GivenRights.given(root.name(), root.arguments())) {
                    verb = verb.or(Verb.GRANT);
                }
                Verb settings = settings(root);
                boolean protection = settings == Verb.DESTROY;
                verb = settings == Verb.WRITE ? verb : verb.or(settings);
                (protection ? Optional.of(Protections.TARGET) : meaning.flatMap(Meaning::target))
                        .or(() -> Targets.bundled().of(root.name()))
                        .map(Fact::text)
                        .ifPresent(targets::add);
            }
            for (Map.Entry<String, List<Optional<String>>> a : root.arguments().entrySet()) {
                for (Optional<String> value : a.getValue()) {
                    Fact known =
                            value.isPresent()
                                    ? FormFields.known(value.get())
                                    : Fact.unknown("the variable is not given");
                    arguments.computeIfAbsent(a.getKey(), k -> new ArrayList<>()).add(known);
                    Optional<String> kind = idKind(a.getKey(), meaning, catalog);
                    if (kind.isPresent() && catalog.isPresent()) {
                        if (known instanceof Fact.Text id) {
                            resources.add(
                                    catalog.get().provider() + ":" + kind.get() + ":" + id.value());
                        } else {
                            resourcesComplete = false;
                        }
                    }
                }
            }
        }
        Map<String, Fact> table = new LinkedHashMap<>();
        arguments.forEach((path, values) -> table.put(path, Fact.oneOf(values)));
        Effect.Builder effect =
                Effect.of(Kind.GRAPHQL)
                        .verb(verb)
                        .reach(reach)
                        .secrets(secrets)
                        .parent(parent)
                        .set(Attribute.OP, chosen.kind())
                        .set(Attribute.FIELDS, Fact.texts(fields))
                        .set(Attribute.ARGUMENTS, new Fact.Table(table, true))
                        .set(Attribute.HOST, host)
                        .set(Attribute.TARGET, Fact.oneOf(targets))
                        .summary("graphql " + chosen.kind() + " " + String.join(", ", fields));
        catalog.ifPresent(c -> effect.set(Attribute.SERVICE, c.provider()));
        if (!resources.isEmpty() || !resourcesComplete) {
            effect.set(Attribute.RESOURCE, new Fact.Texts(resources, resourcesComplete));
        }
        return effect.build();
    }

    /**
     * {@code updateDatabase(input: {deletionProtection: false})} and {@code disableBackups}
     * destroy, {@code updateRepository(visibility: PUBLIC)} grants.
     */
    private static Verb settings(Chosen.Root root) {
        Verb verb = Safeguards.ends(root.name()) ? Verb.DESTROY : Verb.WRITE;
        for (Map.Entry<String, List<Optional<String>>> a : root.arguments().entrySet()) {
            for (Optional<String> value : a.getValue()) {
                if (value.isPresent()) {
                    verb = verb.or(Protections.endedBy(root.name(), a.getKey(), value.get()));
                    verb = Openings.opens(a.getKey(), value.get()) ? verb.or(Verb.GRANT) : verb;
                }
            }
        }
        return verb;
    }

    /** What the catalog says of the field, and of the values that its arguments have. */
    private static Verb byArguments(Meaning meaning, Chosen.Root root) {
        Verb verb = meaning.verb();
        for (Meaning.Content content : meaning.content()) {
            if (content instanceof Meaning.Content.Is is
                    && is.conditions().stream().allMatch(c -> meets(c, root))) {
                verb = verb.or(is.verb());
            }
        }
        return verb;
    }

    /** Whether an argument of that name, or at that dotted path, has the value or may have it. */
    private static boolean meets(Meaning.Condition condition, Chosen.Root root) {
        for (Map.Entry<String, List<Optional<String>>> a : root.arguments().entrySet()) {
            String path = a.getKey();
            String name = condition.pointer();
            if (path.equals(name) || path.endsWith("." + name)) {
                for (Optional<String> value : a.getValue()) {
                    if (value.map(condition.value()::equalsIgnoreCase).orElse(true)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static Verb byWords(Chosen.Root root) {
        Optional<Verb> own = Words.bundled().say(root.name());
        Optional<Verb> below =
                root.below().stream()
                        .map(n -> Words.bundled().say(n))
                        .flatMap(Optional::stream)
                        .reduce(Verb::or)
                        .filter(v -> own.isEmpty() || v.compareTo(Verb.GRANT) >= 0);
        Verb said = own.or(() -> below).orElse(Verb.RUN);
        Verb strictest = below.map(said::or).orElse(said);
        for (Map.Entry<String, List<Optional<String>>> a : root.arguments().entrySet()) {
            if (!isSwitch(root.name(), a.getValue())) {
                strictest = strictest.or(nested(a.getKey(), a.getValue()).orElse(strictest));
            }
            if (Asked.isAction(a.getKey().substring(a.getKey().lastIndexOf('.') + 1))) {
                for (Optional<String> name : a.getValue()) {
                    strictest =
                            strictest.or(
                                    name.filter(n -> n.length() <= 64 && n.indexOf(' ') < 0)
                                            .flatMap(Words.bundled()::say)
                                            .filter(v -> v.compareTo(Verb.GRANT) >= 0)
                                            .orElse(strictest));
                }
            }
        }
        return strictest == Verb.READ ? Verb.WRITE : strictest;
    }

    /** What is true or false among settings is no order: {@code deleteReminders: true}. */
    private static boolean isSwitch(String mutation, List<Optional<String>> values) {
        boolean settings = Words.of(mutation).stream().anyMatch(SETTINGS::contains);
        return settings
                && values.stream()
                        .allMatch(
                                v ->
                                        v.filter(t -> t.equals("true") || t.equals("false"))
                                                .isPresent());
    }

    private static final Set<String> SETTINGS = Set.of("settings", "preferences", "options");

    /** Nested writes: {@code updatePost(data: {comments: {deleteMany: {}}})}. */
    private static Optional<Verb> nested(String path, List<Optional<String>> values) {
        boolean done =
                values.stream()
                        .anyMatch(
                                v ->
                                        v.filter(t -> t.equals("false") || t.equals("null"))
                                                .isEmpty());
        Optional<Verb> said = Optional.empty();
        for (String key : done ? path.split("\\.", -1) : new String[0]) {
            said = Conventions.stricter(said, Words.bundled().ordered(key));
        }
        return said;
    }

    /** {@code input.volumeId} names a volume; {@code id} names the target of its field. */
    private static Optional<String> idKind(
            String path, Optional<Meaning> meaning, Optional<Catalog> catalog) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        if (catalog.isEmpty()) {
            return Optional.empty();
        }
        if (name.equals("id") || name.equals("ids")) {
            return meaning.flatMap(Meaning::target).map(catalog.get()::kind);
        }
        for (String ending : List.of("Ids", "Id", "_id", "ID")) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                String stem = name.substring(0, name.length() - ending.length());
                return Optional.of(catalog.get().kind(stem));
            }
        }
        return Optional.empty();
    }
}
