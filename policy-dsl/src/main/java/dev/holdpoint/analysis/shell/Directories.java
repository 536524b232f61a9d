package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Directories as {@link dev.holdpoint.analysis.Command#cwd} writes them: absolute, or from the
 * unknown start as {@code .}, {@code ./x}, {@code ../x}, or {@code ~/x} in a home that is not
 * known.
 */
final class Directories {

    private static final char START = Gap.START.text().charAt(0);

    private Directories() {}

    /** The way from there to where it started; empty where it cannot be told. */
    static Optional<String> toStart(Optional<String> from) {
        if (from.isEmpty() || !from.get().startsWith(".") || from.get().startsWith("..")) {
            return Optional.empty();
        }
        String below = from.get();
        StringBuilder way = new StringBuilder(".");
        for (int i = below.indexOf('/'); i >= 0; i = below.indexOf('/', i + 1)) {
            way.append("/..");
        }
        return Optional.of(way.toString());
    }

    /** A path from a directory, with dot segments removed; empty where it cannot be told. */
    static Optional<String> resolve(String path, Optional<String> cwd) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        String known = path;
        if (path.charAt(0) == START) {
            String below = path.substring(1);
            return Gap.in(below) ? Optional.empty() : Optional.of(normalised("." + below));
        }
        if (path.charAt(0) == Gap.HOME.text().charAt(0)) {
            known = "~" + path.substring(1);
        }
        if (Gap.in(known)) {
            return Optional.empty();
        }
        if (known.charAt(0) == '/' || known.equals("~") || known.startsWith("~/")) {
            return Optional.of(normalised(known));
        }
        return cwd.map(c -> normalised(c + "/" + path));
    }

    private static String normalised(String path) {
        boolean absolute = path.startsWith("/");
        List<String> kept = new ArrayList<>();
        int from = 0;
        while (from <= path.length()) {
            int slash = path.indexOf('/', from);
            String segment = slash < 0 ? path.substring(from) : path.substring(from, slash);
            from = slash < 0 ? path.length() + 1 : slash + 1;
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            int last = kept.size() - 1;
            if (segment.equals("..")) {
                if (last >= 0 && !kept.get(last).equals("..") && !kept.get(last).equals("~")) {
                    kept.remove(last);
                } else if (!absolute) {
                    kept.add(segment);
                }
            } else {
                kept.add(segment);
            }
        }
        String joined = String.join("/", kept);
        if (absolute) {
            return "/" + joined;
        }
        if (joined.isEmpty()) {
            return ".";
        }
        return joined.startsWith("..") || joined.startsWith("~") ? joined : "./" + joined;
    }
}
