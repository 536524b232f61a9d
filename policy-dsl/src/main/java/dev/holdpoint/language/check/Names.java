package dev.holdpoint.language.check;

import dev.holdpoint.language.Source;
import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Findings;
import dev.holdpoint.language.syntax.Syntax;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that a policy and its packs name, by name; those of packs as {@code pack.name}. */
final class Names {

    /** A named set or condition and the pack it stands in, as a prefix: {@code "railway."}. */
    record Of<T>(T item, String prefix) {}

    final Map<String, Of<Syntax.NamedSet>> sets = new HashMap<>();
    final Map<String, Of<Syntax.Definition>> definitions = new LinkedHashMap<>();
    final Map<String, Syntax.Environment> environments = new LinkedHashMap<>();
    final Map<String, Syntax.Credential> credentials = new LinkedHashMap<>();
    final Map<String, Syntax.Approvers> approvers = new LinkedHashMap<>();

    /** Rules and limits share one space of names: a verdict names either. */
    final Map<String, Span> rules = new LinkedHashMap<>();

    final List<Syntax.Default> defaults = new ArrayList<>();
    final List<Source> packs = new ArrayList<>();
    final List<String> home = new ArrayList<>();
    Optional<Syntax.Tiers> tiers = Optional.empty();

    /** Takes in what one document declares. */
    void declare(Syntax.Document document, String prefix, Findings findings) {
        DuplicateNames duplicates = new DuplicateNames(findings);
        for (Syntax.Item item : document.items()) {
            if (item instanceof Syntax.NamedSet s) {
                String key = prefix.concat(s.name().text());
                duplicates.check(s.name(), "set", sets.put(key, new Of<>(s, prefix)) != null);
            } else if (item instanceof Syntax.Definition d) {
                String key = prefix.concat(d.name().text());
                duplicates.check(
                        d.name(), "condition", definitions.put(key, new Of<>(d, prefix)) != null);
                duplicates.attribute(d.name());
            } else if (item instanceof Syntax.Environment e) {
                String name = e.name().text();
                duplicates.check(e.name(), "environment", environments.put(name, e) != null);
            } else if (item instanceof Syntax.Credential c) {
                String name = c.name().text();
                duplicates.check(c.name(), "credential", credentials.put(name, c) != null);
            } else if (item instanceof Syntax.Approvers a) {
                String name = a.name().text();
                duplicates.check(a.name(), "group of approvers", approvers.put(name, a) != null);
            } else if (item instanceof Syntax.Rule r) {
                rule(r.name(), duplicates);
            } else if (item instanceof Syntax.Limit l) {
                rule(l.name(), duplicates);
            } else if (item instanceof Syntax.Default d) {
                defaults.add(d);
            } else if (item instanceof Syntax.Tiers t) {
                duplicates.tiers(t, tiers.isPresent());
                tiers = Optional.of(t);
            }
        }
    }

    private void rule(Syntax.Name name, DuplicateNames duplicates) {
        duplicates.check(name, "rule", rules.put(name.text(), name.span()) != null);
        duplicates.rule(name);
    }

    /** The names of tiers, lowest first; empty where there are none. */
    List<String> tierNames() {
        return tiers.isEmpty() ? List.of() : texts(tiers.get().names());
    }

    static List<String> texts(Collection<Syntax.Name> names) {
        List<String> texts = new ArrayList<>(names.size());
        for (Syntax.Name name : names) {
            texts.add(name.text());
        }
        return texts;
    }
}
