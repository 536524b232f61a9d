package dev.holdpoint.analysis.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The classes of words that a resource states: one a line, the class, a colon, and its words,
 * parted by commas where any of them is a phrase and by blanks elsewhere.
 */
final class WordClasses {

    private WordClasses() {}

    static Map<String, Set<String>> read(String resource) {
        Map<String, Set<String>> classes = new HashMap<>();
        try (InputStream in = WordClasses.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is not in the jar");
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(':');
                if (!line.startsWith("#") && colon > 0) {
                    String part = line.indexOf(',') > 0 ? "," : " ";
                    String[] words = line.substring(colon + 1).strip().split(part, -1);
                    classes.put(line.substring(0, colon), Set.copyOf(List.of(words)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + resource + " cannot be read", e);
        }
        return Map.copyOf(classes);
    }
}
