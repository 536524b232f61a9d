package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Inquiry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Code in other files that code brings in, as far as the operation itself wrote them: whatever file
 * of that language the code names.
 */
final class Imports {

    private static final Map<String, Set<String>> ENDINGS =
            Map.of(
                    "python", Set.of("py"),
                    "javascript", Set.of("js", "mjs", "cjs", "ts", "mts", "jsx", "tsx"),
                    "ruby", Set.of("rb"),
                    "perl", Set.of("pm", "pl"),
                    "php", Set.of("php", "inc"),
                    "lua", Set.of("lua"),
                    "c", Set.of("h", "hpp", "hh", "c", "cc", "cpp", "inc"),
                    "rust", Set.of("rs"),
                    "groovy", Set.of("groovy", "gradle", "kts"));

    /** Files that stand for the directory they lie in. */
    private static final Set<String> OF_DIRECTORIES =
            Set.of("index", "__init__", "__main__", "mod");

    private Imports() {}

    /** The texts of the files, and of those that these bring in. */
    static List<String> of(Inquiry inquiry, List<String> codes, String language) {
        Set<String> endings = ENDINGS.getOrDefault(language, Set.of());
        List<String> found = new ArrayList<>(0);
        if (endings.isEmpty() || !inquiry.hasWritten()) {
            return found;
        }
        Set<String> paths = new TreeSet<>(inquiry.writtenPaths());
        paths.removeIf(p -> !endings.contains(p.substring(p.lastIndexOf('.') + 1)));
        List<String> queue = new ArrayList<>(codes);
        for (int i = 0; i < queue.size() && !paths.isEmpty(); i++) {
            String code = queue.get(i);
            List<String> named = new ArrayList<>();
            for (String path : paths) {
                if (!inquiry.spend(code.length() / 16 + 5)) {
                    return found;
                }
                if (stems(path).stream().anyMatch(stem -> names(code, stem))) {
                    named.add(path);
                }
            }
            for (String path : named) {
                paths.remove(path);
                inquiry.written(path)
                        .map(RecipeFiles::marked)
                        .filter(text -> !codes.contains(text))
                        .ifPresent(
                                text -> {
                                    found.add(text);
                                    queue.add(text);
                                });
            }
        }
        return found;
    }

    private static List<String> stems(String path) {
        int dot = path.lastIndexOf('.');
        int slash = path.lastIndexOf('/', dot);
        String stem = path.substring(slash + 1, dot);
        return OF_DIRECTORIES.contains(stem) && slash > 1
                ? List.of(stem, path.substring(path.lastIndexOf('/', slash - 1) + 1, slash))
                : List.of(stem);
    }

    private static boolean names(String code, String stem) {
        for (int at = code.indexOf(stem); at >= 0; at = code.indexOf(stem, at + 1)) {
            int end = at + stem.length();
            boolean begins = at == 0 || !isWord(code.charAt(at - 1));
            if (begins && (end == code.length() || !isWord(code.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
