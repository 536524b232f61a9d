package dev.holdpoint.analysis.http.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What kind of thing a name speaks of: {@code DeleteDBSnapshot} of a snapshot. The resource {@code
 * targets.txt} lists the kinds with the words that mean them; of several kinds in one name the one
 * listed first counts.
 */
public final class Targets {

    private static final Targets BUNDLED = new Targets(Catalogs.lines("targets.txt"));

    private final Map<String, String> kinds = new LinkedHashMap<>();

    private Targets(List<String> lines) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (!line.startsWith("#") && colon > 0) {
                for (String word : line.substring(colon + 1).strip().split(" ", -1)) {
                    kinds.put(word, line.substring(0, colon));
                }
            }
        }
    }

    public static Targets bundled() {
        return BUNDLED;
    }

    /** The kind of thing that the last segment of a path speaks of that speaks of any. */
    Optional<String> ofPath(String path) {
        List<String> segments = Routes.segments(path);
        for (int i = segments.size() - 1; i >= 0; i--) {
            Optional<String> kind = of(segments.get(i));
            if (kind.isPresent()) {
                return kind;
            }
        }
        return Optional.empty();
    }

    /** The kind of thing that an operation's name speaks of. */
    public Optional<String> of(String name) {
        String squeezed = squeezed(name);
        for (Map.Entry<String, String> e : kinds.entrySet()) {
            if (squeezed.contains(e.getKey())) {
                return Optional.of(e.getValue());
            }
        }
        return Optional.empty();
    }

    /** Lower case letters only: {@code DB_Snapshots} → {@code dbsnapshots}. */
    private static String squeezed(String name) {
        StringBuilder s = new StringBuilder();
        String lower = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < Math.min(lower.length(), 400); i++) {
            char c = lower.charAt(i);
            if (c >= 'a' && c <= 'z') {
                s.append(c);
            }
        }
        return s.toString();
    }
}
