package dev.holdpoint.analysis.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of programs. The families' texts are looked through once for the names in them; an
 * entry is parsed when its program is first seen. Thread-safe.
 */
final class Catalog {

    private record Entry(List<String> names, List<String> lines) {}

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Program> parsed = new ConcurrentHashMap<>();

    private Catalog() {}

    /** The bundled catalog: every family that {@code families} lists. */
    static Catalog bundled() {
        Catalog catalog = new Catalog();
        for (String family : resource("families").split("\n", -1)) {
            if (!family.isBlank() && !family.startsWith("//")) {
                catalog.index(family.strip(), resource(family.strip() + ".catalog"));
            }
        }
        return catalog;
    }

    private void index(String family, String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("program ")) {
                List<String> names = new ArrayList<>();
                for (String n : line.substring("program ".length()).split(",", -1)) {
                    names.add(n.strip());
                }
                lines = new ArrayList<>();
                Entry entry = new Entry(names, lines);
                for (String n : names) {
                    if (entries.put(n, entry) != null) {
                        throw new IllegalStateException(
                                "the program " + n + " has two entries, one in " + family);
                    }
                }
            } else {
                lines.add(line);
            }
        }
    }

    /** The entry of that name; Windows and macOS find programs in any case. */
    Optional<Program> program(String name) {
        Program known = parsed.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Entry entry = entries.get(name);
        if (entry == null) {
            String lower = name.toLowerCase(Locale.ROOT);
            return lower.equals(name) ? Optional.empty() : program(lower);
        }
        Program made = new CatalogParser(this::require).parse(entry.names(), entry.lines());
        for (String n : made.names()) {
            parsed.putIfAbsent(n, made);
        }
        return Optional.of(made);
    }

    private Program require(String name) {
        return program(name)
                .orElseThrow(() -> new IllegalStateException("no program is called " + name));
    }

    Set<String> names() {
        return Set.copyOf(entries.keySet());
    }

    static String resource(String name) {
        try (InputStream in = Catalog.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is not bundled");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
