package dev.holdpoint.analysis.program;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which calls in source code reach outside, by language and by the end of their qualified name. */
final class Sinks {

    private final Map<String, Map<String, String>> byLanguage = new HashMap<>();
    private final Map<String, Set<String>> modules = new HashMap<>();

    /** Characters of the longest listed name. */
    private int longest;

    private Sinks() {}

    static Sinks bundled() {
        Sinks s = new Sinks();
        for (String line : Catalog.resource("sinks").split("\n", -1)) {
            if (line.isBlank() || line.startsWith("//")) {
                continue;
            }
            int blank = line.indexOf(' ');
            int colon = line.indexOf(": ");
            Map<String, String> names =
                    s.byLanguage.computeIfAbsent(line.substring(0, blank), l -> new HashMap<>());
            for (String name : line.substring(colon + 2).strip().split(" +", -1)) {
                s.longest = Math.max(s.longest, name.length());
                names.put(name, line.substring(blank + 1, colon));
                int dot = name.indexOf('.');
                if (dot > 0) {
                    s.modules
                            .computeIfAbsent(line.substring(0, blank), l -> new HashSet<>())
                            .add(name.substring(0, dot));
                }
            }
        }
        return s;
    }

    /** Whether a listed call is a member of it. */
    boolean isModule(String language, String name) {
        return modules.getOrDefault(language, Set.of()).contains(name);
    }

    /** What the call of that name does: the longest listed ending decides. */
    Optional<String> kind(String language, String name) {
        Map<String, String> names = byLanguage.getOrDefault(language, Map.of());
        int from = 0;
        while (true) {
            if (name.length() - from <= longest) {
                String kind = names.get(name.substring(from));
                if (kind != null) {
                    return Optional.of(kind);
                }
            }
            int dot = name.indexOf('.', from);
            if (dot < 0) {
                return Optional.empty();
            }
            from = dot + 1;
        }
    }
}
