package dev.holdpoint.engine;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Type;
import dev.holdpoint.effect.Verb;
import dev.holdpoint.language.Checked;
import dev.holdpoint.language.Language;
import dev.holdpoint.language.PackLibrary;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Facts, effects and tables as the resource files of these tests write them. */
final class Notation {

    private Notation() {}

    /** The cells of each line that is not blank or a comment. */
    static List<String[]> rows(String resource) {
        try (InputStream in = Notation.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            List<String[]> rows = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] cells = line.split("\\|");
                    for (int i = 0; i < cells.length; i++) {
                        cells[i] = cells[i].strip();
                    }
                    rows.add(cells);
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Policy policy(String text) {
        Checked checked = Language.check(new Source("test", text), PackLibrary.bundled());
        return checked.policy()
                .orElseThrow(() -> new AssertionError(text + "\n" + checked.diagnostics()));
    }

    static Effect.Builder effect(String kind, String facts) {
        Effect.Builder builder =
                Effect.of(Kind.valueOf(kind.toUpperCase(Locale.ROOT)))
                        .verb(Verb.READ)
                        .summary(facts);
        for (String fact : facts.split("\\s+")) {
            int equals = fact.indexOf('=');
            String name = fact.substring(0, equals);
            String value = fact.substring(equals + 1);
            if (name.equals("verb")) {
                builder.verb(Verb.valueOf(value.toUpperCase(Locale.ROOT)));
            } else {
                Attribute attribute = Attribute.named(name).orElseThrow();
                builder.set(attribute, fact(attribute.type(), value));
            }
        }
        return builder;
    }

    private static Fact fact(Type type, String value) {
        if (value.indexOf(';') >= 0) {
            List<Fact> candidates = new ArrayList<>();
            for (String candidate : value.split(";")) {
                candidates.add(fact(type, candidate));
            }
            return Fact.oneOf(candidates);
        }
        if (value.equals("?")) {
            return Fact.unknown("?");
        }
        if (value.equals("-")) {
            return Fact.ABSENT;
        }
        return switch (type) {
            case TEXT -> Fact.text(value);
            case NUMBER -> Fact.number(Long.parseLong(value));
            case FLAG -> Fact.flag(Boolean.parseBoolean(value));
            case TEXTS -> {
                Set<String> elements = new LinkedHashSet<>();
                boolean complete = true;
                for (String element : inner(value)) {
                    if (element.equals("..")) {
                        complete = false;
                    } else {
                        elements.add(element);
                    }
                }
                yield new Fact.Texts(elements, complete);
            }
            case TABLE -> {
                Map<String, Fact> entries = new LinkedHashMap<>();
                boolean complete = true;
                for (String entry : inner(value)) {
                    int colon = entry.indexOf(':');
                    if (entry.equals("..")) {
                        complete = false;
                    } else {
                        entries.put(
                                entry.substring(0, colon), Fact.text(entry.substring(colon + 1)));
                    }
                }
                yield new Fact.Table(entries, complete);
            }
        };
    }

    private static List<String> inner(String value) {
        String inside = value.substring(1, value.length() - 1);
        return inside.isEmpty() ? List.of() : List.of(inside.split(","));
    }
}
