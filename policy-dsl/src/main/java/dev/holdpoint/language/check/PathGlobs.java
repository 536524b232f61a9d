package dev.holdpoint.language.check;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Findings;

/**
 * {@code /work/repo**} also matches {@code /work/repo-of-others}: {@code **} is a whole segment.
 */
final class PathGlobs {

    private PathGlobs() {}

    static boolean applies(Attribute attribute) {
        return switch (attribute) {
            case PATHS, PATHS_READ, PATHS_WRITTEN, PATHS_DESTROYED, CWD, PATH -> true;
            default -> false;
        };
    }

    static void check(String path, boolean glob, Span span, Findings findings) {
        if (!glob) {
            return;
        }
        int at = path.indexOf("**");
        while (at >= 0) {
            int end = at;
            while (end < path.length() && path.charAt(end) == '*') {
                end++;
            }
            boolean startsSegment = at == 0 || path.charAt(at - 1) == '/';
            boolean endsSegment = end == path.length() || path.charAt(end) == '/';
            if (end - at > 2 || !startsSegment || !endsSegment) {
                findings.error(
                        "path-glob",
                        span,
                        "`**` must stand alone between slashes: `" + path + "` matches neighbours",
                        "write `" + path.substring(0, at) + (startsSegment ? "**" : "/**") + "`");
                return;
            }
            at = path.indexOf("**", end);
        }
    }
}
