package dev.holdpoint.language.check;

import dev.holdpoint.effect.Attribute;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values that attributes can have, from {@code vocabulary.txt}. */
final class Vocabulary {

    private static final Set<Attribute> OPEN = EnumSet.noneOf(Attribute.class);
    private static final Map<Attribute, List<String>> VALUES = load();

    private Vocabulary() {}

    /** All values that the attribute can have; empty where that is not known. */
    static List<String> of(Attribute attribute) {
        return OPEN.contains(attribute) ? List.of() : known(attribute);
    }

    /** The values that the attribute is known to have; it may have others if {@link #open}. */
    static List<String> known(Attribute attribute) {
        List<String> values = VALUES.get(attribute);
        return values == null ? List.of() : values;
    }

    static boolean open(Attribute attribute) {
        return OPEN.contains(attribute);
    }

    private static Map<Attribute, List<String>> load() {
        String text;
        try (InputStream in = Vocabulary.class.getResourceAsStream("vocabulary.txt")) {
            if (in == null) {
                throw new IllegalStateException("the jar is damaged: it lacks vocabulary.txt");
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar is damaged: cannot read vocabulary.txt", e);
        }
        Map<Attribute, List<String>> all = new EnumMap<>(Attribute.class);
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            if (end > at && text.charAt(at) != '#') {
                line(text.substring(at, end), all);
            }
            at = end + 1;
        }
        return all;
    }

    private static void line(String line, Map<Attribute, List<String>> all) {
        int colon = line.indexOf(": ");
        boolean open = colon > 0 && line.charAt(colon - 1) == '?';
        String name = line.substring(0, Math.max(0, open ? colon - 1 : colon));
        Optional<Attribute> named = Attribute.named(name);
        if (named.isEmpty()) {
            throw new IllegalStateException("vocabulary.txt: no attribute ".concat(name));
        }
        Attribute attribute = named.get();
        List<String> values = new ArrayList<>();
        all.put(attribute, values);
        if (open) {
            OPEN.add(attribute);
        }
        int at = colon + 2;
        while (at < line.length()) {
            int blank = line.indexOf(' ', at);
            blank = blank < 0 ? line.length() : blank;
            if (blank > at) {
                values.add(line.substring(at, blank));
            }
            at = blank + 1;
        }
    }
}
