package dev.holdpoint.guard.redact;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables beside this package, read once. */
final class Lexicon {

    static final Lexicon BUNDLED = new Lexicon();

    /** How an option holds a credential; see {@code secret-options.tsv}. */
    enum Form {
        VALUE,
        PAIR,
        JOINED,
        HEADER
    }

    private record Shape(String prefix, int least) {}

    private final Map<Character, List<Shape>> shapes = new HashMap<>();
    private final Set<String> exactNames = new HashSet<>();
    private final List<String> endings = new ArrayList<>();
    private final Map<String, Boolean> headers = new HashMap<>();
    private final Map<String, Map<String, Form>> options = new HashMap<>();

    private Lexicon() {
        for (String[] row : rows("token-shapes.tsv", 3)) {
            shapes.computeIfAbsent(row[0].charAt(0), c -> new ArrayList<>())
                    .add(new Shape(row[0], Integer.parseInt(row[1])));
        }
        for (String[] row : rows("secret-names.tsv", 2)) {
            if (row[0].equals("ends")) {
                endings.add(row[1]);
            } else {
                exactNames.add(row[1]);
            }
        }
        for (String[] row : rows("header-values.tsv", 2)) {
            headers.put(row[0], row[1].equals("yes"));
        }
        for (String[] row : rows("secret-options.tsv", 3)) {
            options.computeIfAbsent(row[0], p -> new HashMap<>())
                    .put(row[1], Form.valueOf(row[2].toUpperCase(Locale.ROOT)));
        }
    }

    /** Whether the value that belongs to that name is a credential. */
    boolean isSecret(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '-' && c != '_' && c != '.') {
                folded.append(Character.toLowerCase(c));
            }
        }
        String n = folded.toString();
        return exactNames.contains(n) || endings.stream().anyMatch(n::endsWith);
    }

    /** Whether that header's value may be written as it is. */
    boolean isPlainHeader(String lowerCaseName) {
        return headers.containsKey(lowerCaseName);
    }

    /** Whether that header tells what is done, rather than when or how it travels. */
    boolean isDigestedHeader(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, true);
    }

    boolean isProgram(String baseName) {
        return options.containsKey(baseName);
    }

    Optional<Form> option(String program, String option) {
        return Optional.ofNullable(options.getOrDefault(program, Map.of()).get(option));
    }

    /** The joined option that the word begins with, e.g. {@code -p} in {@code -phunter2}. */
    Optional<String> joinedOption(String program, String word) {
        return options.getOrDefault(program, Map.of()).entrySet().stream()
                .filter(e -> e.getValue() == Form.JOINED && word.length() > e.getKey().length())
                .map(Map.Entry::getKey)
                .filter(word::startsWith)
                .findFirst();
    }

    /** The end of the credential that begins at {@code start} by its shape, or -1. */
    int shapeEnd(String text, int start) {
        for (Shape shape : shapes.getOrDefault(text.charAt(start), List.of())) {
            if (text.startsWith(shape.prefix, start)) {
                int end = start + shape.prefix.length();
                while (end < text.length() && isTokenPart(text.charAt(end))) {
                    end++;
                }
                if (end - start - shape.prefix.length() >= shape.least) {
                    return end;
                }
            }
        }
        return -1;
    }

    static boolean isTokenPart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '.';
    }

    private static List<String[]> rows(String name, int columns) {
        try (InputStream in = Lexicon.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            List<String[]> rows = new ArrayList<>();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] row = line.split("\t", -1);
                    if (row.length != columns) {
                        throw new IllegalStateException(name + ": not a row: " + line);
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
