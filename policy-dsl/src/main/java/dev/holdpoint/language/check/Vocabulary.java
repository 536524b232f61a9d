package dev.holdpoint.language.check;

import dev.holdpoint.effect.Attribute;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The values of attributes whose vocabulary is closed, from {@code vocabulary.txt}. */
final class Vocabulary {

    private static final Map<Attribute, List<String>> VALUES = load();

    private Vocabulary() {}

    /** All values that the attribute can have; empty where its vocabulary is open. */
    static List<String> of(Attribute attribute) {
        List<String> values = VALUES.get(attribute);
        return values == null ? List.of() : values;
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
        String name = line.substring(0, Math.max(0, colon));
        Attribute attribute =
                Attribute.named(name)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "vocabulary.txt: no attribute " + name));
        List<String> values = all.get(attribute);
        if (values == null) {
            values = new ArrayList<>();
            all.put(attribute, values);
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
