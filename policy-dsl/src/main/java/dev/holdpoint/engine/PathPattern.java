package dev.holdpoint.engine;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for paths of files.
 *
 * <ul>
 *   <li>{@code /a/**} is {@code /a} and everything below it; {@code **}{@code /.env} is a file of
 *       that name anywhere; {@code ./x} is relative to the directory in which the operation runs.
 *   <li>A relative path whose directory is not known may be anywhere: unknown, unless the pattern
 *       holds of it wherever it is.
 *   <li>A path that still is a glob ({@code rm /tmp/*}) matches if all that it could expand to
 *       does, does not match if nothing would, and is unknown between.
 *   <li>Who destroys a directory destroys what is below: for effects that destroy, grant or hide
 *       what they do, a path above the pattern is unknown rather than outside.
 * </ul>
 */
final class PathPattern extends Matcher {

    private enum Anchor {
        ROOT,
        CWD,
        NOWHERE
    }

    private static final int MOST_CELLS = 100_000;

    private final Anchor anchor;
    private final String source;
    private final Glob glob;
    private final String[] segments;

    /** Segments before the first wildcard. */
    private final int base;

    private final boolean contents;

    PathPattern(Attribute attribute, String text) {
        contents = attribute != Attribute.CWD && attribute != Attribute.PATHS_READ;
        if (text.startsWith("/")) {
            anchor = Anchor.ROOT;
            source = Paths.normal(text);
        } else if (text.startsWith("**")) {
            anchor = Anchor.NOWHERE;
            source = text;
        } else {
            anchor = Anchor.CWD;
            source =
                    Paths.normal(
                            text.startsWith("./") || text.startsWith("../") ? text : "./" + text);
        }
        // the glob of a pattern below the working directory starts at the slash after it
        boolean below = source.startsWith("./") || source.equals(".");
        glob = Glob.of(below ? source.substring(1) : source, Glob.Fence.SLASH, false);
        segments = Paths.segments(source);
        int literal = 0;
        while (literal < segments.length && !Paths.wild(segments[literal])) {
            literal++;
        }
        base = literal;
    }

    /** The literal text with which every absolute path that matches begins; empty where none is. */
    String head() {
        return anchor == Anchor.ROOT ? glob.head() : "";
    }

    @Override
    Truth test(String value, Effect effect) {
        String path = Paths.isNormal(value) ? value : Paths.normal(value);
        String cwd =
                effect.fact(Attribute.CWD) instanceof Fact.Text t && t.value().startsWith("/")
                        ? t.value()
                        : "";
        boolean absolute = path.startsWith("/");
        if (!absolute && !cwd.isEmpty() && !path.startsWith("~")) {
            path = Paths.normal(cwd + "/" + path);
            absolute = true;
        }
        Truth plain = absolute ? absolute(path, cwd) : relative(path);
        return plain == Truth.FALSE && contents && severe(effect.verb()) && mayContain(path, cwd)
                ? Truth.UNKNOWN
                : plain;
    }

    private Truth absolute(String path, String cwd) {
        if (anchor == Anchor.CWD) {
            if (cwd.isEmpty()) {
                return Truth.UNKNOWN;
            }
            if (Paths.wild(path) || source.startsWith("..")) {
                return Paths.wild(path)
                        ? covers(Paths.segments(Paths.normal(cwd + "/" + source)), path)
                        : Truth.of(
                                Glob.of(Paths.normal(cwd + "/" + source), Glob.Fence.SLASH, false)
                                        .matches(path));
            }
            int from = cwd.equals("/") ? 0 : cwd.endsWith("/") ? cwd.length() - 1 : cwd.length();
            boolean below =
                    path.regionMatches(0, cwd, 0, from)
                            && (path.length() == from || path.charAt(from) == '/');
            return Truth.of(below && glob.matches(path, from, path.length()));
        }
        return Paths.wild(path) ? covers(segments, path) : Truth.of(glob.matches(path));
    }

    /** A path below a directory that is not known. */
    private Truth relative(String path) {
        if (path.startsWith("~") || path.startsWith("..")) {
            return anchor == Anchor.NOWHERE ? floating(path) : everywhere();
        }
        return switch (anchor) {
            case ROOT -> everywhere();
            case NOWHERE -> floating(path);
            case CWD -> {
                if (source.startsWith("..")) {
                    yield Truth.UNKNOWN;
                }
                String dotted = path.equals(".") || path.startsWith("./") ? path : "./" + path;
                yield Paths.wild(path)
                        ? covers(segments, dotted)
                        : Truth.of(glob.matches(dotted, 1, dotted.length()));
            }
        };
    }

    private Truth everywhere() {
        return anchor == Anchor.ROOT && source.equals("/**") ? Truth.TRUE : Truth.UNKNOWN;
    }

    private Truth floating(String path) {
        Truth here = Paths.wild(path) ? covers(segments, path) : Truth.of(glob.matches(path));
        boolean lastDecides =
                segments.length == 2
                        && segments[0].equals("**")
                        && !segments[1].equals("**")
                        && !path.endsWith("..")
                        && !path.equals(".")
                        && !path.equals("~");
        return here == Truth.FALSE && !lastDecides ? Truth.UNKNOWN : here;
    }

    /** Who does this to a directory does it to what is in it. */
    static boolean severe(Verb verb) {
        return verb == Verb.DESTROY || verb == Verb.GRANT || verb == Verb.UNKNOWN;
    }

    /** Whether what matches the pattern may lie below the path. */
    private boolean mayContain(String path, String cwd) {
        if (anchor == Anchor.NOWHERE) {
            return false;
        }
        String[] above = Paths.segments(path);
        String[] pattern = segments;
        int literal = base;
        if (anchor == Anchor.CWD && !cwd.isEmpty()) {
            pattern = Paths.segments(Paths.normal(cwd + "/" + source));
            literal = pattern.length - (segments.length - base);
        }
        if (above.length >= Math.max(literal, 1)) {
            return false;
        }
        for (int i = 0; i < above.length; i++) {
            if (segment(above[i], pattern[i]) == Truth.FALSE) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether all (true), some at most (unknown) or none (false) of what a path glob expands to
     * matches.
     */
    private static Truth covers(String[] pattern, String path) {
        String[] glob = Paths.segments(path);
        int n = glob.length;
        int m = pattern.length;
        if ((long) (n + 1) * (m + 1) > MOST_CELLS) {
            return Truth.UNKNOWN;
        }
        // row[j]: whether the first i segments of the path are covered by the first j of the
        // pattern
        Truth[] row = new Truth[m + 1];
        row[0] = Truth.TRUE;
        for (int j = 1; j <= m; j++) {
            row[j] =
                    row[j - 1] == Truth.TRUE && pattern[j - 1].equals("**")
                            ? Truth.TRUE
                            : Truth.FALSE;
        }
        boolean deep = false;
        for (int i = 1; i <= n; i++) {
            deep |= glob[i - 1].equals("**");
            Truth[] next = new Truth[m + 1];
            next[0] = Truth.FALSE;
            for (int j = 1; j <= m; j++) {
                next[j] =
                        pattern[j - 1].equals("**")
                                ? next[j - 1].or(row[j])
                                : row[j - 1].and(segment(glob[i - 1], pattern[j - 1]));
            }
            row = next;
        }
        return deep && row[m] == Truth.FALSE ? Truth.UNKNOWN : row[m];
    }

    private static Truth segment(String segment, String pattern) {
        if (!Paths.wild(segment)) {
            return Truth.of(Glob.of(pattern, Glob.Fence.SLASH, false).matches(segment));
        }
        if (pattern.equals("*") || pattern.equals(segment)) {
            return Truth.TRUE;
        }
        if (segment.equals("**")) {
            return Truth.UNKNOWN;
        }
        String head = Paths.head(segment);
        String other = Paths.head(pattern);
        return head.startsWith(other) || other.startsWith(head) ? Truth.UNKNOWN : Truth.FALSE;
    }

    /** The texts of paths: normal form, segments, wildcards. */
    static final class Paths {
        private Paths() {}

        static boolean wild(String path) {
            for (int i = 0; i < path.length(); i++) {
                char c = path.charAt(i);
                if (c == '*' || c == '?' || c == '[') {
                    return true;
                }
            }
            return false;
        }

        /** The text before the first wildcard. */
        static String head(String segment) {
            int i = 0;
            while (i < segment.length() && "*?[".indexOf(segment.charAt(i)) < 0) {
                i++;
            }
            return segment.substring(0, i);
        }

        /**
         * Whether there is no {@code .} or {@code ..} after the start, no empty segment, no final
         * slash.
         */
        static boolean isNormal(String path) {
            int n = path.length();
            if (n > 1 && path.charAt(n - 1) == '/') {
                return false;
            }
            for (int i = 1; i < n; i++) {
                if (path.charAt(i - 1) == '/') {
                    char c = path.charAt(i);
                    if (c == '/') {
                        return false;
                    }
                    boolean dot = c == '.' && (i + 1 == n || path.charAt(i + 1) == '/');
                    boolean two =
                            c == '.'
                                    && i + 1 < n
                                    && path.charAt(i + 1) == '.'
                                    && (i + 2 == n || path.charAt(i + 2) == '/');
                    if (dot || (two && !path.startsWith("../"))) {
                        return false;
                    }
                }
            }
            return n > 0;
        }

        /** Without dot segments, as far as that can be told from the text alone. */
        static String normal(String path) {
            boolean absolute = path.startsWith("/");
            List<String> kept = new ArrayList<>();
            for (String segment : path.split("/", -1)) {
                if (segment.isEmpty() || segment.equals(".")) {
                    continue;
                }
                int last = kept.size() - 1;
                if (!segment.equals("..") || (last < 0 && !absolute)) {
                    kept.add(segment);
                } else if (last >= 0 && kept.get(last).equals("..")) {
                    kept.add(segment);
                } else if (last >= 0) {
                    kept.remove(last);
                }
            }
            String joined = String.join("/", kept);
            if (absolute) {
                return "/" + joined;
            }
            return joined.isEmpty()
                    ? "."
                    : joined.startsWith("..") || joined.startsWith("~") ? joined : "./" + joined;
        }

        /** Without the leading slash or dot. */
        static String[] segments(String path) {
            List<String> segments = new ArrayList<>();
            for (String s : path.split("/", -1)) {
                if (!s.isEmpty() && !s.equals(".")) {
                    segments.add(s);
                }
            }
            return segments.toArray(new String[0]);
        }
    }
}
